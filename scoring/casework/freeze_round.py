"""批次: which applications a round ranks is settled, once its window is over. From then on nothing of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.background import Order
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.plain import sha256
from scoring.application.rounds import WHOLE, RoundStage
from scoring.application.status import Status
from scoring.casework.admission import counted, has_place
from scoring.casework.queue_job import renew_job
from scoring.casework.round_districts import refuse_homeless
from scoring.casework.round_places import limit_of
from scoring.casework.round_window import within_window
from scoring.casework.rounds import find_to_act, held_for, refuse_others, rules_of_round, standing_of
from scoring.errors import InputRefused, NotAllowed, NotYet, Stale
from scoring.records.applications import ApplicationRow
from scoring.records.decisions import RecommendationRow
from scoring.records.journal import Entry, append
from scoring.records.offices import OfficeRow
from scoring.records.ranking_rounds import ROUNDS, RankingRoundRow, RoundFileRow, RoundFreezeRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

FREEZE, ORDER = "freeze_round", "order_ranking"
RANK = "rank_round"
"""The kind of job that ranks."""

_CITY = "00"


@dataclass(frozen=True, slots=True)
class Eligible:
    """An approved application that the round would rank: which recommendation was approved, and for whose places."""

    application_id: int
    reference: str
    version: int
    recommendation: int
    district: str


def freeze_round(transaction: Transaction, number: int, digest: str, *, officer: Officer, at: datetime) -> int:
    """Settle the list of a round; give how many are on it.

    Args:
        transaction: opens the one transaction of this act.
        number: of the round.
        digest: of the list that was displayed.
        officer: a supervisor.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`; `whole_round`: as `find_to_act`; `once`: it is settled already, or cancelled.
        NotFound: there is no such round, or it lies out of scope.
        NotYet: `term_over`: its window is not over.
        InputRefused: `files`: nobody is approved; as `refuse_homeless`.
        Stale: it is not the list that was displayed.
    """
    refuse_others(FREEZE, officer)
    with transaction() as session:
        row = find_to_act(session, number, officer, FREEZE)
        if standing_of(session, row).stage is not RoundStage.OPEN:
            raise NotAllowed(FREEZE, Guard.ONCE)
        if at <= row.window_until:
            raise NotYet(FREEZE, Guard.TERM_OVER, local_day(row.window_until))
        files = eligible(session, row, lock=True)
        if not files:
            raise InputRefused("files", "Nobody is approved for this round yet. Approve applications first.")
        if digest_of_files(row.id, files) != digest:
            raise Stale(row.name, 0, len(files))
        refuse_homeless(row, [one.district for one in files])
        session.add(RoundFreezeRow(round_id=row.id, at=at, by=officer.account_id, files=len(files), digest=digest))
        session.flush()
        session.execute(sa.insert(RoundFileRow), [_entry(row.id, one) for one in files])
        append(session, Entry(ROUNDS, FREEZE, officer, at, {"ranking_round": row.id, "files": len(files), "list": digest}))
        return len(files)


def order_ranking(transaction: Transaction, number: int, *, officer: Officer, at: datetime) -> None:
    """Have the list of a round ranked in the background; asking twice changes nothing. What failed or was cancelled begins anew.

    Raises:
        NotAllowed: `role`; `whole_round`: as `find_to_act`; `once`: a result is there that counts everybody who is
            still in it, there is no list, or it is cancelled.
        NotFound: there is no such round, or it lies out of scope.
    """
    refuse_others(ORDER, officer)
    with transaction() as session:
        row = find_to_act(session, number, officer, ORDER)
        standing = standing_of(session, row)
        if standing.stage is not RoundStage.FROZEN:
            raise NotAllowed(ORDER, Guard.ONCE)
        order = Order(RANK, {"round": row.id}, ranking_key(row.id, standing.turn, standing.removed))
        renew_job(session, order, at=at, by=officer.account_id)
        append(session, Entry(ROUNDS, ORDER, officer, at, {"ranking_round": row.id, "turn": standing.turn}))


def ranking_key(round_id: int, turn: int, removed: int) -> str:
    """Name the job that makes a result, of whoever is left once so many were taken out."""
    return f"rank_round:{round_id}:{turn}:{removed}"


def eligible(session: Session, row: RankingRoundRow, *, lock: bool = False) -> tuple[Eligible, ...]:
    """Give whom a round would rank now, by reference: approved under its rules, and counted or admitted by no round yet.

    Only who handed in within its window is. So is a new version of a decided file that a review led to, and what was taken out of
    a round before: there it stays out, and the next list measures it. A correction goes by what it corrects.
    """
    query = select_eligible(row)
    found = session.execute(query.with_for_update(of=ApplicationRow) if lock else query)
    return tuple(eligible_of(row, *each) for each in found)


def select_eligible(row: RankingRoundRow) -> sa.Select[int, str, int, int | None, str | None]:
    """Select whom a round would rank now, by reference, each as `eligible_of` takes it."""
    newest = aliased(RecommendationRow)
    last = sa.select(sa.func.max(newest.number)).where(newest.application_id == ApplicationRow.id).scalar_subquery()
    return (
        sa.select(ApplicationRow.id, ApplicationRow.reference, ApplicationRow.version, last, OfficeRow.division)
        .select_from(ApplicationRow)
        .outerjoin(OfficeRow, OfficeRow.id == ApplicationRow.office_id)
        .where(*is_eligible(row))
        .order_by(ApplicationRow.reference)
    )


def eligible_of(
    row: RankingRoundRow, application_id: int, reference: str, version: int, number: int | None, division: str | None
) -> Eligible:
    """Give one whom the round would rank, with the district whose places are the application's."""
    by_district = limit_of(row).kind == "districts"
    return Eligible(application_id, reference, version, number or 0, _district(division) if by_district else WHOLE)


def is_eligible(row: RankingRoundRow) -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions on an `ApplicationRow` that it waits for this round, or what follows it."""
    return *waiting(row), within_window(row)


def waiting(row: RankingRoundRow) -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions on an `ApplicationRow` that it is approved and waits for a round of these rules."""
    return *of_round(row), ApplicationRow.status == Status.APPROVED_PENDING, ~counted(), ~has_place()


def of_round(row: RankingRoundRow) -> tuple[sa.ColumnElement[bool], ...]:
    """Give the conditions on an `ApplicationRow` that it is one of those that a round is held for."""
    return (
        *held_for(rules_of_round(row)),
        ApplicationRow.kind == "application",
        sa.func.coalesce(ApplicationRow.cause, "") != "correction",
    )


def digest_of_files(number: int, files: tuple[Eligible, ...]) -> str:
    """Give the digest of a list: which files, in which version, for whose places."""
    return sha256({"round": number, "files": [[one.reference, one.version, one.district] for one in files]})


def _entry(number: int, one: Eligible) -> dict[str, object]:
    of_it = {"application_id": one.application_id, "recommendation": one.recommendation, "district": one.district}
    return {"round_id": number, **of_it}


def _district(division: str | None) -> str:
    return "" if division is None or division.endswith(_CITY) else division
