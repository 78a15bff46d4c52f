"""批次: which round counts a file, and where it stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.rounds import Awaited, Counted, Place, RoundStage
from scoring.casework.round_waits import awaits_round
from scoring.casework.round_window import within_window
from scoring.casework.rounds import cancelled, held_by, standing_of
from scoring.records.applications import ApplicationRow
from scoring.records.ranking_rounds import (
    RankingRoundRow,
    RoundFileRow,
    RoundFreezeRow,
    RoundOutcomeRow,
    RoundPlaceRow,
    RoundRemovalRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def counted_in(session: Session, application_id: int) -> Counted | None:
    """Give the newest round on whose list a file stands and was not taken out of, nor it cancelled; None where none counts it.

    Rank and place are those of the result that counts, for the office; what became of a published one is said by its outcome.
    """
    removed = sa.select(RoundRemovalRow.round_id).where(RoundRemovalRow.application_id == application_id)
    is_out = sa.or_(RoundFileRow.round_id.in_(removed), RoundFileRow.round_id.in_(cancelled()))
    entries = sa.select(RoundFileRow).where(RoundFileRow.application_id == application_id, ~is_out)
    entry = session.scalar(entries.order_by(RoundFileRow.round_id.desc()).limit(1))
    if entry is None:
        return None
    row = session.get_one(RankingRoundRow, entry.round_id)
    standing = standing_of(session, row)
    rank, place = None, None
    if standing.result is not None and standing.stage is not RoundStage.FROZEN:
        found = session.get_one(RoundPlaceRow, (row.id, standing.result.turn, application_id))
        rank, place = found.rank, Place(found.place)
    done = session.get(RoundOutcomeRow, (row.id, application_id, entry.recommendation))
    outcome = Place(done.outcome) if done else None
    return Counted(row.id, row.name, rank, place, outcome, is_published=standing.publication is not None)


def own_awaited(session: Session, row: ApplicationRow) -> Awaited | None:
    """Give what an approved file waits for before any list counts it; None for one that waits for no round.

    A follow-up list, whose window is long over, is no such round: what is to be said of it `round_family.awaited_by` gives.
    """
    waits = sa.exists().where(ApplicationRow.id == row.id, awaits_round())
    if not session.scalar(sa.select(waits)) or counted_in(session, row.id) is not None:
        return None
    settled = sa.select(RoundFreezeRow.round_id)
    of_rules = held_by((row.scheme, row.policy_version, row.round))
    open_ones = sa.select(RankingRoundRow).where(
        *of_rules, RankingRoundRow.id.not_in(settled), RankingRoundRow.follows_id.is_(None)
    )
    rounds = session.scalars(open_ones.order_by(RankingRoundRow.window_until)).all()
    takes = (
        each for each in rounds if session.scalar(sa.select(sa.exists().where(ApplicationRow.id == row.id, within_window(each))))
    )
    found = next(takes, None)
    return Awaited(found.name, found.window_until) if found else Awaited()


def own_counted(session: Session, application_id: int) -> Counted | None:
    """Give the round that counts a file as its applicant reads it: the notice alone tells a rank."""
    found = counted_in(session, application_id)
    return found and Counted(found.number, found.name, None, None, found.outcome, is_published=found.is_published)
