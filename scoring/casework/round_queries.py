"""Reading rounds: those of the office, one as it stands with the progress of its job, and who stands where on its list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from scoring.application.background import JobState
from scoring.application.moves import Guard
from scoring.application.rounds import RoundStage
from scoring.application.status import UNDECIDED, Status
from scoring.casework.freeze_round import digest_of_files, eligible, of_round, ranking_key
from scoring.casework.lists import page_of
from scoring.casework.publish_round import closing_key
from scoring.casework.recomputations import HowFar
from scoring.casework.recompute_round import again_key, last_recomputation, next_number
from scoring.casework.round_places import limit_of
from scoring.casework.rounds import find_round, rounds_within, standing_of
from scoring.errors import NotAllowed
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.jobs import JobRow
from scoring.records.ranking_rounds import RankingRoundRow, RoundReturnRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.audit import Again
    from scoring.application.officer import Officer
    from scoring.application.rounds import Limit
    from scoring.casework.lines import Page, Wanted
    from scoring.casework.rounds import Standing
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a first person agreed to a result (`number`), or that a second one gave it back: who, when, and why."""

    number: int
    by: str
    at: datetime
    reason: str
    is_own: bool
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundAgain:
    """What came out when the published result was last computed again; `made` is empty where nothing could be computed.

    `by` is empty where the installation itself did it.
    """

    again: Again
    at: datetime
    by: str
    kept: str
    made: str


@dataclass(frozen=True, slots=True)
class RoundShown:
    """A round as it stands.

    `files` are those on its list, else those that it would have now; `unhandled` are applications of it that nobody approved yet.
    `list_digest` is that of the list; `digest` of the result that counts, empty without one. `published` tells by whom and when.
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
    again: RoundAgain | None
    is_computing: bool


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


def list_rounds(transaction: Transaction, wanted: Wanted, *, officer: Officer) -> Page[RoundLine]:
    """Give one page of the rounds of the officer's offices, the newest first. Raises NotAllowed for who may read no file."""
    refuse_others(officer)
    query = sa.select(RankingRoundRow).where(rounds_within(officer)).order_by(RankingRoundRow.id.desc())
    with reading(transaction) as session:
        return page_of(session, query, wanted, lambda found: _in_list(session, found[0]))


def read_round(transaction: Transaction, number: int, *, officer: Officer) -> RoundShown:
    """Give a round. Raises NotFound, and NotAllowed for who may read no file."""
    refuse_others(officer)
    with reading(transaction) as session:
        return _shown(session, find_round(session, number, officer), officer)


def _in_list(session: Session, row: RankingRoundRow) -> RoundLine:
    standing = standing_of(session, row)
    files = standing.freeze.files if standing.freeze else None
    of_it = (row.id, row.name, row.scheme, row.policy_version, row.round, row.window_until)
    return RoundLine(*of_it, files, standing.stage)


def _shown(session: Session, row: RankingRoundRow, officer: Officer) -> RoundShown:
    standing = standing_of(session, row)
    listed = standing.freeze
    found = () if listed else eligible(session, row)
    return RoundShown(
        number=row.id,
        name=row.name,
        scheme=row.scheme,
        version=row.policy_version,
        round=row.round,
        window_from=row.window_from,
        window_until=row.window_until,
        limit=limit_of(row),
        ties=row.ties,
        fills_up=row.fills_up,
        opened_at=row.opened_at,
        opened_by=account_name(session, row.opened_by),
        stage=standing.stage,
        files=listed.files if listed else len(found),
        unhandled=_unhandled(session, row),
        list_digest=listed.digest if listed else digest_of_files(row.id, found),
        removed=standing.removed,
        done=standing.done,
        outside=standing.result.outside if standing.result else 0,
        cuts=standing.cuts,
        digest=standing.result.digest if standing.result and standing.stage is not RoundStage.FROZEN else "",
        hold=_hold(session, standing, officer),
        returns=_returns(session, row.id, officer),
        published=_published(session, standing),
        progress=_progress(session, standing),
        again=_again(session, row.id),
        is_computing=_is_computing(session, row.id),
    )


def _unhandled(session: Session, row: RankingRoundRow) -> int:
    waiting = tuple(status for status in UNDECIDED if status not in {Status.APPROVED_PENDING, Status.PUBLICITY})
    query = sa.select(sa.func.count()).select_from(ApplicationRow).where(*of_round(row), ApplicationRow.status.in_(waiting))
    return session.scalars(query).one()


def _hold(session: Session, standing: Standing, officer: Officer) -> Agreement | None:
    hold = standing.hold
    if hold is None:
        return None
    name, drawn = account_name(session, hold.by), tuple(json.loads(hold.drawn))
    return Agreement(hold.number, name, hold.at, hold.reason, hold.by == officer.account_id, drawn)


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


def _again(session: Session, number: int) -> RoundAgain | None:
    row = last_recomputation(session, number)
    if row is None:
        return None
    return RoundAgain(cast("Again", row.again), row.at, account_name(session, row.ordered_by), row.kept, row.made or "")


def _is_computing(session: Session, number: int) -> bool:
    waiting = (JobState.QUEUED, JobState.RUNNING)
    query = sa.select(JobRow.id).where(JobRow.key == again_key(number, next_number(session, number)), JobRow.state.in_(waiting))
    return session.scalar(query) is not None


def _progress(session: Session, standing: Standing) -> HowFar | None:
    """Say how far the job is that is at work on the round; None where none is, or it is over."""
    number = standing.row.id
    key = closing_key(number) if standing.publication else ranking_key(number, standing.turn, standing.removed)
    job = session.scalar(sa.select(JobRow).where(JobRow.key == key))
    return HowFar(JobState(job.state), job.done, job.total) if job else None


def refuse_others(officer: Officer) -> None:
    """Raise NotAllowed for who may read no file."""
    if not officer.may_read_files:
        raise NotAllowed("read_rounds", Guard.ROLE)
