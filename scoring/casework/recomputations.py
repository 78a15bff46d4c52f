"""Reading what was computed again: which selections, how many came out the same to the last byte, and which decisions did not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from scoring.application.audit import Again, DecisionFilter, filter_of
from scoring.application.background import JobState
from scoring.casework.decision_search import refuse_others
from scoring.casework.lists import page_of
from scoring.casework.scope import offices_below, within
from scoring.errors import NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.jobs import JobRow
from scoring.records.recomputations import RecomputationFindingRow, RecomputationResultRow, RecomputationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Counts:
    """What came out, in numbers of decisions; `equal` to the last byte."""

    at: datetime
    examined: int
    equal: int
    unequal: int
    erased: int
    refused: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class HowFar:
    """Where the job stands that does it; `total` is None before it has begun."""

    state: JobState
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Recomputation:
    """What was asked for and what came out; `by` is empty where the installation itself asked, `counts` None until it is done.

    `progress` is None where no job of its own does it, or the job is long over.
    """

    number: int
    at: datetime
    by: str
    wanted: DecisionFilter
    counts: Counts | None
    progress: HowFar | None


@dataclass(frozen=True, slots=True)
class RecomputedLine:
    """A decision that did not come out the same, and the names of what differs."""

    reference: str
    again: Again
    differs: tuple[str, ...]


def list_recomputations(transaction: Transaction, wanted: Wanted, *, officer: Officer) -> Page[Recomputation]:
    """Give one page of them, the newest first. Raises NotAllowed for all but auditors."""
    refuse_others("audit", officer)
    with reading(transaction) as session:
        query = (
            sa.select(RecomputationRow, RecomputationResultRow)
            .select_from(RecomputationRow)
            .outerjoin(RecomputationResultRow, RecomputationResultRow.recomputation_id == RecomputationRow.id)
            .order_by(RecomputationRow.id.desc())
        )
        return page_of(session, query, wanted, lambda found: _recomputation(session, *found))


def read_recomputation(
    transaction: Transaction, number: int, wanted: Wanted, *, officer: Officer
) -> tuple[Recomputation, Page[RecomputedLine]]:
    """Give one, with a page of the decisions that did not come out the same and that the officer may see.

    Raises:
        NotAllowed: `role`: the officer is no auditor.
        NotFound: there is none of that number.
    """
    refuse_others("audit", officer)
    with reading(transaction) as session:
        row = kept_recomputation(session, number)
        findings = (
            sa.select(RecomputationFindingRow, DecisionRow.reference)
            .select_from(RecomputationFindingRow)
            .join(DecisionRow, DecisionRow.id == RecomputationFindingRow.decision_id)
            .join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
            .where(RecomputationFindingRow.recomputation_id == number, within(officer))
            .order_by(RecomputationFindingRow.decision_id)
        )
        lines = page_of(session, findings, wanted, lambda found: _line(*found))
        return _recomputation(session, row, session.get(RecomputationResultRow, number)), lines


def kept_recomputation(session: Session, number: int) -> RecomputationRow:
    """Give what was ordered under a number. Raises NotFound."""
    row = session.get(RecomputationRow, number)
    if row is None:
        raise NotFound("recomputation", str(number))
    return row


def selected(row: RecomputationRow) -> DecisionFilter:
    """Give the selection of a recomputation."""
    return filter_of(json.loads(row.selection))


def key_of(number: int) -> str:
    """Name the job that does what was ordered under a number."""
    return f"recompute:{number}"


def in_scope(office: str | None) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether it lies with *office* or one below it; all do with None."""
    return sa.true() if office is None else ApplicationRow.office_id.in_(offices_below(office))


def _recomputation(session: Session, row: RecomputationRow, result: RecomputationResultRow | None) -> Recomputation:
    counts = None
    if result is not None:
        names = Counts.__slots__
        counts = Counts(**{name: getattr(result, name) for name in names})
    job = session.scalar(sa.select(JobRow).where(JobRow.key == key_of(row.id)))
    progress = HowFar(JobState(job.state), job.done, job.total) if job else None
    return Recomputation(row.id, row.ordered_at, account_name(session, row.ordered_by), selected(row), counts, progress)


def _line(row: RecomputationFindingRow, reference: str) -> RecomputedLine:
    return RecomputedLine(reference, cast("Again", row.again), tuple(json.loads(row.differs)))
