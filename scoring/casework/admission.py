"""Where places are limited, nothing goes on before a round admits it; while a round counts a file, nothing of it changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.moves import Guard
from scoring.application.rounds import Place
from scoring.application.status import Status
from scoring.application.windows import open_round
from scoring.casework.round_line import lines_of
from scoring.casework.round_places import most_without_points
from scoring.casework.rounds import by_same_rules, cancelled, held_by
from scoring.errors import NotAllowed, NotYet
from scoring.ranking import LastPlace, reaches
from scoring.records.applications import ApplicationRow
from scoring.records.decisions import RecommendationRow
from scoring.records.ranking_rounds import (
    RankingRoundRow,
    RoundFileRow,
    RoundOutcomeRow,
    RoundPlaceRow,
    RoundPublicationRow,
    RoundRemovalRow,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.casework.file import File
    from scoring.engine.assessment import Assessment
    from scoring.policy.model import Policy


def refuse_unadmitted(file: File, policy: Policy) -> None:
    """Raise NotYet where places are limited, rounds are held here, and none admitted the file.

    Where none is held, the recommendation names the list of another place on which the person stands; who is on a public list
    already stays there when a round is opened later. A correction goes by what the file it corrects was admitted by.
    """
    if policy.selection.ranking is None or file.row.cause == "correction" or file.row.status == Status.PUBLICITY:
        return
    is_free = sa.select(sa.exists().where(ApplicationRow.id == file.row.id, has_place()))
    if not file.session.scalar(is_free):
        raise NotYet(file.move.act, Guard.ADMITTED)


def refuse_counted(file: File) -> None:
    """Raise NotAllowed while a round counts the file: its facts are what everybody else's rank rests on too."""
    if is_counted(file.session, file.row.id):
        raise NotAllowed(file.move.act, Guard.NOT_COUNTED)


def is_counted(session: Session, application_id: int) -> bool:
    """Whether a round counts a file, of which nothing became by it yet."""
    return bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == application_id, counted()))))


def holds_rounds(session: Session, row: ApplicationRow) -> bool:
    """Whether rounds are held here for files such as this one."""
    return bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == row.id, ~unheld()))))


def refuse_out_of_window(session: Session, policy: Policy, round_id: str | None, at: datetime) -> None:
    """Raise WindowClosed at the counter as online, where rounds are held here for such an application and none takes any now.

    Where none is held, somebody who stands on the list of another place is recorded at any time.
    """
    held = sa.select(RankingRoundRow.id).where(*held_by((policy.scheme, policy.version, round_id)))
    if session.scalar(held.limit(1)) is not None:
        open_round(policy, at)


def carry_admission(file: File, recommendation: int, assessment: Assessment) -> None:
    """Admit a file that is approved once more, where a published round admitted it, or the one it takes the place of.

    It keeps its place where it still reaches the line of that round, where places of the round are still free, or where it is
    admitted without points as it was. Everybody else waits for a follow-up list, which measures by the same line: no one person
    lets in whom two have to.
    """
    found = _admitted_before(file.session, file.row)
    if found is None or not _keeps_place(file.session, found, assessment):
        return
    file.session.add(
        RoundOutcomeRow(
            round_id=found.round_id,
            application_id=file.row.id,
            recommendation=recommendation,
            at=file.at,
            outcome=Place.ADMITTED,
        )
    )
    file.session.flush()


@cache  # as all that follows: building these takes longer than their answers
def has_place() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` under rules that rank whether it may go on: a round admitted it as approved, or none is held."""
    newest = aliased(RecommendationRow)
    last = sa.select(sa.func.max(newest.number)).where(newest.application_id == ApplicationRow.id)
    admitted = sa.select(RoundOutcomeRow.round_id).where(
        RoundOutcomeRow.application_id == ApplicationRow.id,
        RoundOutcomeRow.outcome == Place.ADMITTED,
        RoundOutcomeRow.recommendation == last.correlate(ApplicationRow).scalar_subquery(),
    )
    is_correction = sa.func.coalesce(ApplicationRow.cause, "") == "correction"
    return sa.or_(sa.and_(unheld(), ~_let_go()), is_correction, sa.exists(admitted.correlate(ApplicationRow)))


@cache
def unheld() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether no round is held here under its version and round of the rules, but cancelled ones."""
    held = sa.select(RankingRoundRow.id).where(*by_same_rules(), RankingRoundRow.id.not_in(cancelled()))
    return ~sa.exists(held.correlate(ApplicationRow))


@cache
def _let_go() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether it was approved for a round that was cancelled: it names no list and waits for another."""
    newest, later = aliased(RecommendationRow), aliased(RecommendationRow)
    last = sa.select(sa.func.max(later.number)).where(later.application_id == ApplicationRow.id).correlate(ApplicationRow)
    unlisted = sa.select(newest.id).where(
        newest.application_id == ApplicationRow.id, newest.number == last.scalar_subquery(), newest.published_list == ""
    )
    held = sa.select(RankingRoundRow.id).where(*by_same_rules(), RankingRoundRow.id.in_(cancelled()))
    return sa.and_(sa.exists(unlisted.correlate(ApplicationRow)), sa.exists(held.correlate(ApplicationRow)))


@cache
def counted() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether a round counts it: its list has it, it was not taken out, nothing came of it yet."""
    of_it = sa.and_(
        RoundRemovalRow.round_id == RoundFileRow.round_id, RoundRemovalRow.application_id == RoundFileRow.application_id
    )
    became = sa.and_(
        RoundOutcomeRow.round_id == RoundFileRow.round_id,
        RoundOutcomeRow.application_id == RoundFileRow.application_id,
        RoundOutcomeRow.recommendation == RoundFileRow.recommendation,
    )
    removed, done = sa.select(RoundRemovalRow.round_id).where(of_it), sa.select(RoundOutcomeRow.round_id).where(became)
    listed = sa.select(RoundFileRow.round_id).where(
        RoundFileRow.application_id == ApplicationRow.id,
        RoundFileRow.round_id.not_in(cancelled()),
        ~sa.exists(removed.correlate(RoundFileRow)),
        ~sa.exists(done.correlate(RoundFileRow)),
    )
    return sa.exists(listed.correlate(ApplicationRow))


def _admitted_before(session: Session, row: ApplicationRow) -> RoundFileRow | None:
    """Give the last published round's entry of a file, of a new version that of the file behind it, if that admitted it."""
    behind: ApplicationRow | None = row
    while behind is not None:
        query = (
            sa.select(RoundFileRow)
            .join(RoundPublicationRow, RoundPublicationRow.round_id == RoundFileRow.round_id)
            .where(RoundFileRow.application_id == behind.id)
            .order_by(RoundFileRow.round_id.desc())
        )
        found = session.scalar(query.limit(1))
        if found is not None:
            outcome = session.get(RoundOutcomeRow, (found.round_id, found.application_id, found.recommendation))
            return found if outcome is not None and outcome.outcome == Place.ADMITTED else None
        behind = session.get(ApplicationRow, behind.replaces_id) if behind.replaces_id else None
    return None


def _keeps_place(session: Session, entry: RoundFileRow, assessment: Assessment) -> bool:
    """Whether what was assessed still reaches the line; who is equal to its last place and was in keeps that without another draw.

    Where the round left places free, whoever is ranked keeps the place.
    Where only so many are selected without points, who was not is counted by a follow-up list among those who were.
    """
    row = session.get_one(RankingRoundRow, entry.round_id)
    if assessment.without_points and (most_without_points(row, assessment.policy) is None or _was_outside(session, entry)):
        return True
    nobody = LastPlace(None, is_shared=True)  # of a district that nobody was ranked for
    keys, line = assessment.ranking_keys, lines_of(session, row, assessment.policy.places).get(entry.district, nobody)
    if isinstance(line, LastPlace) and line.free.places:  # nobody was left out, whose place this could be
        return keys is not None
    return keys is not None and reaches(keys, replace(line, is_shared=True) if isinstance(line, LastPlace) else line)


def _was_outside(session: Session, entry: RoundFileRow) -> bool:
    """Whether a published round admitted a file without points."""
    places = sa.select(RoundPlaceRow.place).where(
        RoundPlaceRow.round_id == entry.round_id, RoundPlaceRow.application_id == entry.application_id
    )
    return session.scalar(places.order_by(RoundPlaceRow.turn.desc()).limit(1)) == Place.OUTSIDE
