"""排名: the list of a round is ranked by the facts that were approved, in the background; and ranked again to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import aliased

from scoring.application.moves import Guard
from scoring.application.plain import canonical
from scoring.application.rounds import RoundStage
from scoring.casework.assessing import assess_now
from scoring.casework.freeze_round import RANK
from scoring.casework.round_line import keep_line, places_of
from scoring.casework.round_places import Entries, ranking_of
from scoring.casework.round_rules import refuse_other_figures, refuse_other_notice
from scoring.casework.rounds import rules_of, standing_of
from scoring.errors import Erased, NotAllowed, NotFound, ScoringError, Unranked
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, RecommendationRow
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import (
    ROUNDS,
    RankingRoundRow,
    RoundFileRow,
    RoundPlaceRow,
    RoundRemovalRow,
    RoundResultRow,
)
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.rounds import Place
    from scoring.engine.assessment import Assessment
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

AT_ONCE = 500
"""How many applications are assessed in one reading of the database, and after how many progress is told."""


def rank_round(transaction: Transaction, library: Library, number: int, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Rank the list of a round, as long as no result counts whoever is in it; tells how many of how many are assessed.

    Done again it changes nothing, and a result that somebody's removal overtook is not kept.

    Raises:
        NotFound: there is no such round.
        Unranked: under the rules of the round some applications do not come out as they were approved; each is named.
        RoundChanged: the rules say otherwise of the round than when it was opened. PolicyChanged, PolicyUnknown: they are not here.
    """
    with reading(transaction) as session:
        row = _round(session, number)
        if standing_of(session, row).stage is not RoundStage.FROZEN:
            return
        policy = rules_of(library, row)
        places_by = places_of(session, row, policy.places)
    refuse_other_figures(row, policy)
    refuse_other_notice(row, policy)
    entries, removed, failed = Entries(), _removed(transaction, number), Failures()
    yield from _assess(transaction, policy, _List(row, removed), entries, failed)
    if failed:
        raise Unranked(number, [(reference, _why(error)) for reference, error in failed]) from failed[0][1]
    ranking = ranking_of(row, places_by, entries, removed)
    with transaction() as session:
        row = session.scalars(sa.select(RankingRoundRow).where(RankingRoundRow.id == number).with_for_update()).one()
        standing = standing_of(session, row)
        if standing.stage is RoundStage.FROZEN and standing.removed == len(removed):
            places = [(entries.files[reference], rank, place) for reference, rank, place in ranking.places()]
            made = {"removed": len(removed), "outside": len(ranking.outside), "digest": ranking.digest, "at": at}
            result = RoundResultRow(round_id=row.id, turn=standing.turn, cuts=canonical(ranking.cuts(policy)), **made)
            keep_line(session, result, ranking.lines(places_by))
            _keep(session, result, places)


def compute_again(transaction: Transaction, library: Library, number: int) -> str:
    """Rank a round once more and give the digest of what comes out: for ever that of its newest result.

    Raises what hinders the first file that cannot be ranked; RoundChanged, PolicyChanged, PolicyUnknown as `rank_round`.
    """
    with reading(transaction) as session:
        row = _round(session, number)
        policy = rules_of(library, row)
        places_by = places_of(session, row, policy.places)
    refuse_other_figures(row, policy)
    entries, removed, failed = Entries(), _removed(transaction, number), Failures()
    for _ in _assess(transaction, policy, _List(row, removed), entries, failed):
        pass
    for _reference, error in failed:
        raise error
    return ranking_of(row, places_by, entries, removed).digest


class Failures(list[tuple[str, Exception]]):
    """Which files cannot be ranked, by their numbers, and what hinders each."""


@dataclass(frozen=True, slots=True)
class _List:
    """The list of a round, and the references of those who were taken out of it."""

    row: RankingRoundRow
    removed: Collection[str]

    def is_skipped(self, reference: str) -> bool:
        """Whether a file is not assessed: it was taken out, and where the next moves up nothing rests on where it stood."""
        return self.row.fills_up and reference in self.removed

    def is_lenient(self, reference: str, error: Exception) -> bool:
        """Whether nobody minds that a file cannot be ranked.

        Where places stay empty, one that was taken out is assessed for which place that is; it then has none.
        """
        return reference in self.removed and not isinstance(error, Erased)


def _why(error: Exception) -> str:
    match error:
        case InvalidTag():
            return "unreadable"
        case NotAllowed(why=why):
            return str(why)
        case _:
            return str(getattr(error, "code", "fault"))


def _round(session: Session, number: int) -> RankingRoundRow:
    row = session.get(RankingRoundRow, number)
    if row is None:
        raise NotFound("round", str(number))
    return row


def _removed(transaction: Transaction, number: int) -> frozenset[str]:
    with reading(transaction) as session:
        query = sa.select(ApplicationRow.reference).join(RoundRemovalRow, RoundRemovalRow.application_id == ApplicationRow.id)
        return frozenset(session.scalars(query.where(RoundRemovalRow.round_id == number)))


def _assess(
    transaction: Transaction, policy: Policy, list_: _List, entries: Entries, failed: Failures
) -> Iterator[tuple[int, int]]:
    """Assess everybody on the list and note their keys, and of whom that fails; nobody else stops for them."""
    number = list_.row.id
    with reading(transaction) as session:
        total = session.scalars(sa.select(sa.func.count()).select_from(RoundFileRow).where(RoundFileRow.round_id == number)).one()
    last = done = 0
    while True:
        with reading(transaction) as session:
            found = session.execute(_entries(number).where(RoundFileRow.application_id > last).limit(AT_ONCE)).all()
            for entry, application, assessed in found:
                entries.files[application.reference] = application.id
                district = entries.candidates.setdefault(entry.district, [])
                if list_.is_skipped(application.reference):
                    continue
                try:
                    made = _assessed(session, policy, application, assessed)
                except (ScoringError, InvalidTag) as error:
                    if not list_.is_lenient(application.reference, error):
                        failed.append((application.reference, error))
                    continue
                if made.without_points:
                    entries.outside.append(application.reference)
                else:
                    district.append((made.ranking_keys or (), application.reference))  # `_assessed` gives none without
        if not found:
            return
        last, done = found[-1][0].application_id, done + len(found)
        yield done, total


def _entries(number: int) -> sa.Select[RoundFileRow, ApplicationRow, AssessmentRow]:
    made = aliased(RecommendationRow)
    return (
        sa.select(RoundFileRow, ApplicationRow, AssessmentRow)
        .join(ApplicationRow, ApplicationRow.id == RoundFileRow.application_id)
        .join(made, sa.and_(made.application_id == ApplicationRow.id, made.number == RoundFileRow.recommendation))
        .join(AssessmentRow, sa.and_(AssessmentRow.application_id == ApplicationRow.id, AssessmentRow.number == made.assessment))
        .where(RoundFileRow.round_id == number)
        .order_by(RoundFileRow.application_id)
    )


def _assessed(session: Session, policy: Policy, row: ApplicationRow, assessed: AssessmentRow) -> Assessment:
    """Assess what was approved once more. Raises NotAllowed (`same_again`)."""
    kept = convert.assessed(session, assessed, row.scheme, row.policy_version, seal_of(session, row.id))
    fresh = assess_now(policy, kept.facts, kept.on, kept.pin.round)
    if fresh.assessment.ranking_keys is None or not fresh.equals(kept):
        raise NotAllowed(RANK, Guard.SAME_AGAIN)
    return fresh.assessment


def _keep(session: Session, row: RoundResultRow, places: list[tuple[int, int | None, Place]]) -> None:
    session.add(row)
    session.flush()
    of_it = {"round_id": row.round_id, "turn": row.turn}
    rows = [{**of_it, "application_id": file, "rank": rank, "place": place} for file, rank, place in places]
    if rows:
        session.execute(sa.insert(RoundPlaceRow), rows)
    facts = {"ranking_round": row.round_id, "turn": row.turn, "digest": row.digest}
    append(session, Entry(ROUNDS, RANK, None, row.at, facts))
