"""Reading rounds: those of the office, one as it stands with the progress of its job, and who stands where on its list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.rounds import RoundStage
from scoring.application.status import UNDECIDED, Status
from scoring.casework.freeze_round import digest_of_files, eligible, of_round, waiting
from scoring.casework.lists import page_of
from scoring.casework.round_districts import districts_of_list
from scoring.casework.round_family import family_of
from scoring.casework.round_places import limit_of, said_without_points
from scoring.casework.round_progress import again_of, hindrance_to, is_computing, progress_of
from scoring.casework.round_window import within_window
from scoring.casework.rounds import cancelled, find_round, is_whole, rounds_within, standing_of
from scoring.errors import NotAllowed
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.ranking_rounds import RankingRoundRow, RoundPublicationRow, RoundReturnRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.application.rounds import Limit
    from scoring.casework.lines import Page, Wanted
    from scoring.casework.recomputations import HowFar
    from scoring.casework.round_family import Family
    from scoring.casework.round_hindrances import Hindrance
    from scoring.casework.round_progress import RoundAgain
    from scoring.casework.rounds import Standing
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a first person agreed to a result (`number`), a second gave it back, or a round was cancelled: who, when, and why."""

    number: int
    by: str
    at: datetime
    reason: str
    is_own: bool
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A round as it stands.

    `files` are those on its list, else those that it would have now; `unhandled` are applications of it that nobody approved yet,
    `outside_window` approved ones that came in before or after its window. `districts`: the files of each, where each has places.
    `list_digest` is that of the list; `digest` of the result that counts, empty without one. `published` tells by whom and when.
    How many may be selected `without_points` the round says itself, or, one of before, the rules (`says_without_points`).
    `is_whole`: the officer sees every file of it, and may act on it where their role does. `cancelled`: by whom, when and why.
    """

    number: int
    name: str
    scheme: str
    version: str
    round: str | None
    window_from: datetime
    window_until: datetime
    limit: Limit
    ties: str
    fills_up: bool
    opened_at: datetime
    opened_by: str
    stage: RoundStage
    files: int
    unhandled: int
    outside_window: int
    districts: Mapping[str, int]
    list_digest: str
    removed: int
    done: int
    outside: int
    cuts: Mapping[str, Any]
    digest: str
    hold: Agreement | None
    returns: tuple[Agreement, ...]
    published: tuple[str, str, datetime, str] | None
    progress: HowFar | None
    hindrance: Hindrance | None
    again: RoundAgain | None
    is_computing: bool
    is_whole: bool
    is_settled: bool
    cancelled: Agreement | None
    family: Family
    without_points: int | None
    says_without_points: bool


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list; `files` is None before its list is settled."""

    number: int
    name: str
    scheme: str
    version: str
    round: str | None
    window_until: datetime
    files: int | None
    stage: RoundStage
    family: Family


def list_rounds(transaction: Transaction, wanted: Wanted, *, officer: Officer) -> Page[RoundLine]:
    """Give one page of the rounds of the officer's offices, the newest first. Raises NotAllowed for who may read no file."""
    refuse_others(officer)
    query = (
        sa.select(RankingRoundRow).select_from(RankingRoundRow).where(rounds_within(officer)).order_by(RankingRoundRow.id.desc())
    )
    with reading(transaction) as session:
        return page_of(session, query, wanted, lambda found: _in_list(session, found[0]))


def count_due_rounds(transaction: Transaction, *, officer: Officer, at: datetime) -> int:
    """Give how many rounds of the officer's offices are over, and not published. Raises as `list_rounds`."""
    refuse_others(officer)
    published = sa.select(RoundPublicationRow.round_id)
    is_due = (RankingRoundRow.window_until < at, RankingRoundRow.id.not_in(published), RankingRoundRow.id.not_in(cancelled()))
    with reading(transaction) as session:
        query = sa.select(sa.func.count()).select_from(RankingRoundRow).where(rounds_within(officer), *is_due)
        return session.scalars(query).one()


def read_round(transaction: Transaction, number: int, *, officer: Officer) -> RoundShown:
    """Give a round. Raises NotFound, and NotAllowed for who may read no file."""
    refuse_others(officer)
    with reading(transaction) as session:
        return _shown(session, find_round(session, number, officer), officer)


def _in_list(session: Session, row: RankingRoundRow) -> RoundLine:
    standing = standing_of(session, row)
    files = standing.freeze.files if standing.freeze else None
    of_it = (row.id, row.name, row.scheme, row.policy_version, row.round, row.window_until)
    return RoundLine(*of_it, files, standing.stage, family_of(session, row))


def _shown(session: Session, row: RankingRoundRow, officer: Officer) -> RoundShown:
    standing = standing_of(session, row)
    listed = standing.freeze
    is_said, without = said_without_points(row)
    counts_none = listed is not None or standing.cancellation is not None
    found = () if counts_none else eligible(session, row)
    by_list = districts_of_list(session, row.id) if listed else Counter(one.district for one in found)
    districts = dict(sorted(by_list.items())) if limit_of(row).kind == "districts" else {}
    of_it = (row.id, row.name, row.scheme, row.policy_version, row.round, row.window_from, row.window_until)
    return RoundShown(
        *of_it,
        *(limit_of(row), row.ties, row.fills_up, row.opened_at),
        opened_by=account_name(session, row.opened_by),
        stage=standing.stage,
        files=listed.files if listed else len(found),
        unhandled=0 if standing.cancellation else _unhandled(session, row),
        outside_window=0 if counts_none else _outside_window(session, row),
        districts=districts,
        list_digest=listed.digest if listed else digest_of_files(row.id, found),
        removed=standing.removed,
        done=standing.done,
        outside=standing.result.outside if standing.result else 0,
        cuts=standing.cuts,
        digest=standing.result.digest if standing.result and standing.stage is not RoundStage.FROZEN else "",
        hold=_hold(session, standing, officer),
        returns=_returns(session, row.id, officer),
        published=_published(session, standing),
        progress=progress_of(session, standing),
        hindrance=hindrance_to(session, standing),
        again=again_of(session, row.id),
        is_computing=is_computing(session, row.id),
        is_whole=is_whole(session, row, officer),
        is_settled=listed is not None,
        cancelled=_cancelled(session, standing, officer),
        family=family_of(session, row),
        without_points=without,
        says_without_points=is_said,
    )


def _unhandled(session: Session, row: RankingRoundRow) -> int:
    open_ = tuple(status for status in UNDECIDED if status not in {Status.APPROVED_PENDING, Status.PUBLICITY})
    query = (
        sa.select(sa.func.count())
        .select_from(ApplicationRow)
        .where(*of_round(row), within_window(row), ApplicationRow.status.in_(open_))
    )
    return session.scalars(query).one()


def _outside_window(session: Session, row: RankingRoundRow) -> int:
    query = sa.select(sa.func.count()).select_from(ApplicationRow).where(*waiting(row), ~within_window(row))
    return session.scalars(query).one()


def _hold(session: Session, standing: Standing, officer: Officer) -> Agreement | None:
    hold = standing.hold
    if hold is None:
        return None
    name, drawn = account_name(session, hold.by), tuple(json.loads(hold.drawn))
    return Agreement(hold.number, name, hold.at, hold.reason, hold.by == officer.account_id, drawn)


def _cancelled(session: Session, standing: Standing, officer: Officer) -> Agreement | None:
    made = standing.cancellation
    if made is None:
        return None
    return Agreement(0, account_name(session, made.by), made.at, made.reason, made.by == officer.account_id)


def _returns(session: Session, number: int, officer: Officer) -> tuple[Agreement, ...]:
    query = sa.select(RoundReturnRow).where(RoundReturnRow.round_id == number).order_by(RoundReturnRow.number)
    return tuple(
        Agreement(row.number, account_name(session, row.by), row.at, row.reason, row.by == officer.account_id)
        for row in session.scalars(query).all()
    )


def _published(session: Session, standing: Standing) -> tuple[str, str, datetime, str] | None:
    made = standing.publication
    if made is None:
        return None
    return account_name(session, made.held_by), account_name(session, made.by), made.at, made.digest


def refuse_others(officer: Officer) -> None:
    """Raise NotAllowed for who may read no file."""
    if not officer.may_read_files:
        raise NotAllowed("read_rounds", Guard.ROLE)
