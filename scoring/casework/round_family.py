"""批次与增补名单: which rounds are held by the same rules, and how many approved applications wait for a place in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from scoring.application.rounds import AwaitedRound, AwaitedStage
from scoring.application.status import Status
from scoring.casework.freeze_round import is_eligible
from scoring.casework.round_line import lines_of
from scoring.casework.rounds import Rules, cancelled, held_by, refuse_others, rounds_within, rules_of_round, standing_of
from scoring.errors import InputRefused
from scoring.ranking import LastPlace
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.ranking_rounds import RankingRoundRow, RoundFreezeRow, RoundPublicationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Family:
    """The round that a follow-up list follows, the lists that follow a round (number and name each), and how many wait since.

    `outside_before` were selected without points by the round that is followed, and the lists before; `free` are the places that
    these left free, of all districts together.
    """

    follows: tuple[int, str] | None
    lists: tuple[tuple[int, str], ...]
    waiting: int
    outside_before: int
    free: int


Window: TypeAlias = tuple["datetime", "datetime"]
"""From the first to the last moment at which applications came in."""


def window_of(row: RankingRoundRow) -> Window:
    """Give within which moments the applications of a round came in."""
    return row.window_from, row.window_until


def find_unpublished(session: Session, rules: Rules, *which: sa.ColumnElement[bool]) -> RankingRoundRow | None:
    """Give the round, or follow-up list, whose result is not published; cancelled ones are none."""
    published = sa.select(RoundPublicationRow.round_id)
    return session.scalars(_newest_first(rules, RankingRoundRow.id.not_in(published), *which)).first()


def refuse_unpublished(session: Session, rules: Rules, field: str) -> None:
    """Raise InputRefused (*field*) while one is not published: two at once would both count the same applications."""
    other = find_unpublished(session, rules)
    if other is not None:
        raise InputRefused(field, f"Round {other.id} is open for these applications. Publish its result first, or cancel it.")


def find_published(session: Session, rules: Rules, window: Window) -> RankingRoundRow | None:
    """Give the round whose line holds for applications of a *window*: the newest that is published and no follow-up list."""
    published, (since, until) = sa.select(RoundPublicationRow.round_id), window
    overlaps = sa.and_(RankingRoundRow.window_from <= until, RankingRoundRow.window_until >= since)
    of_it = (RankingRoundRow.id.in_(published), RankingRoundRow.follows_id.is_(None), overlaps)
    return session.scalars(_newest_first(rules, *of_it)).first()


def count_waiting(session: Session, row: RankingRoundRow) -> int:
    """Give how many approved applications wait for a place since a round is published; 0 of all but the one whose line holds."""
    rules = rules_of_round(row)
    holding = find_published(session, rules, window_of(row))
    if holding is None or holding.id != row.id or find_unpublished(session, rules) is not None:
        return 0
    return session.scalars(sa.select(sa.func.count()).select_from(ApplicationRow).where(*is_eligible(row))).one()


def outside_before(session: Session, row: RankingRoundRow) -> int:
    """Give how many were selected without points by the round that a follow-up list follows, and the lists before it."""
    if row.follows_id is None:
        return 0
    family = sa.or_(RankingRoundRow.id == row.follows_id, RankingRoundRow.follows_id == row.follows_id)
    published = (
        sa.select(RankingRoundRow)
        .join(RoundPublicationRow, RoundPublicationRow.round_id == RankingRoundRow.id)
        .where(family, RankingRoundRow.id < row.id)
    )
    return sum(_outside(session, each) for each in session.scalars(published))


def awaited_by(session: Session, row: ApplicationRow) -> AwaitedRound | None:
    """Give what an approved application waits for that no round counts; None where none is held, or it has its place."""
    if row.status != Status.APPROVED_PENDING:
        return None
    rules: Rules = (row.scheme, row.policy_version, row.round)
    others = (each for each in session.scalars(_newest_first(rules)) if each.follows_id is None)
    for found in (find_unpublished(session, rules), *others):
        if found is not None and _is_eligible(session, found, row):
            return AwaitedRound(found.id, found.name, _stage(session, found))
    return None


def family_of(session: Session, row: RankingRoundRow) -> Family:
    """Give which round one follows, the lists that follow it, and how many wait for the next of them."""
    followed = session.get_one(RankingRoundRow, row.follows_id) if row.follows_id else None
    lists = sa.select(RankingRoundRow).where(RankingRoundRow.follows_id == row.id, RankingRoundRow.id.not_in(cancelled()))
    return Family(
        follows=(followed.id, followed.name) if followed else None,
        lists=tuple((each.id, each.name) for each in session.scalars(lists.order_by(RankingRoundRow.id))),
        waiting=count_waiting(session, row),
        outside_before=outside_before(session, row),
        free=_free(session, row) if row.follows_id else 0,
    )


def published_round(transaction: Transaction, rules: Rules, window: Window, *, officer: Officer) -> int | None:
    """Give the round whose line holds for applications of a window; None where a round can be opened for it.

    Raises NotAllowed for all but supervisors.
    """
    refuse_others("open_round", officer)
    with reading(transaction) as session:
        found = find_published(session, rules, window)
        return found.id if found else None


def unpublished_round(transaction: Transaction, rules: Rules, *, officer: Officer) -> tuple[int, str] | None:
    """Give number and name of the round that is open by these rules, if the officer may see it.

    Until it is published or cancelled no other one is opened. Raises NotAllowed for all but supervisors.
    """
    refuse_others("open_round", officer)
    with reading(transaction) as session:
        found = find_unpublished(session, rules, rounds_within(officer))
        return (found.id, found.name) if found else None


def _newest_first(rules: Rules, *which: sa.ColumnElement[bool]) -> sa.Select[RankingRoundRow]:
    return sa.select(RankingRoundRow).where(*held_by(rules), *which).order_by(RankingRoundRow.id.desc())


def _stage(session: Session, row: RankingRoundRow) -> AwaitedStage:
    if session.get(RoundPublicationRow, row.id) is not None:
        return "follow_up"
    return "list" if session.get(RoundFreezeRow, row.id) is None else "result"


def _free(session: Session, row: RankingRoundRow) -> int:
    lines = lines_of(session, row, 0, before=row.id).values()  # free places are counted, whatever digits points have
    return sum(line.free.places for line in lines if isinstance(line, LastPlace))


def _outside(session: Session, row: RankingRoundRow) -> int:
    result = standing_of(session, row).result
    assert result is not None  # noqa: S101 - nothing is published without
    return result.outside


def _is_eligible(session: Session, found: RankingRoundRow, row: ApplicationRow) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == row.id, *is_eligible(found)))))
