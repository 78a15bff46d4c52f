"""Reading samples: what they were drawn by, and what was found of each decision."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.audit import DecisionFilter, filter_of
from scoring.casework.decision_search import refuse_others
from scoring.casework.lists import page_of
from scoring.casework.recomputations import in_scope
from scoring.casework.scope import barred, within
from scoring.errors import Erased, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.samples import SampleClosingRow, SampleFindingRow, SampleItemRow, SampleRow, words_place
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class SampleItem:
    """A decision of a sample. `verdict` is empty before something was found, `turn` how often it was."""

    number: int
    reference: str
    verdict: str
    turn: int
    at: datetime | None
    is_erased: bool
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample with all that it was drawn by; `closed_at` is None while it is open; `is_own`: the reader drew it."""

    number: int
    at: datetime
    by: str
    is_own: bool
    algorithm: str
    seed: str
    size: int
    wanted: DecisionFilter
    population: int
    digest: str
    closed_at: datetime | None
    looked_at: int
    faults: int
    drawn: int


def list_samples(transaction: Transaction, wanted: Wanted, *, officer: Officer) -> Page[Sample]:
    """Give one page of samples, the newest first. Raises NotAllowed for all but auditors."""
    refuse_others("audit", officer)
    with reading(transaction) as session:
        query = sa.select(SampleRow).select_from(SampleRow).order_by(SampleRow.id.desc())
        return page_of(session, query, wanted, lambda found: _sample(session, found[0], officer))


def read_sample(transaction: Transaction, number: int, *, officer: Officer) -> tuple[Sample, tuple[SampleItem, ...]]:
    """Give one sample with those of its decisions that the officer may open, in the order in which they were drawn.

    Raises:
        NotAllowed: `role`: the officer is no auditor.
        NotFound: there is none of that number.
    """
    refuse_others("audit", officer)
    with reading(transaction) as session:
        row = session.get(SampleRow, number)
        if row is None:
            raise NotFound("sample", str(number))
        items = (
            sa.select(SampleItemRow, DecisionRow)
            .join(DecisionRow, DecisionRow.id == SampleItemRow.decision_id)
            .join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
            .where(SampleItemRow.sample_id == number, within(officer), in_scope(row.office_id), ~barred(officer.account_id))
            .order_by(SampleItemRow.number)
        )
        return _sample(session, row, officer), tuple(_item(session, *found) for found in session.execute(items))


def _sample(session: Session, row: SampleRow, officer: Officer) -> Sample:
    closing = session.get(SampleClosingRow, row.id)
    newest = _newest(row.id).subquery()
    verdicts = session.scalars(sa.select(newest.c.verdict)).all()
    drawn = session.scalars(sa.select(sa.func.count()).where(SampleItemRow.sample_id == row.id)).one()
    return Sample(
        number=row.id,
        at=row.at,
        by=account_name(session, row.by),
        is_own=row.by == officer.account_id,
        algorithm=row.algorithm,
        seed=row.seed,
        size=row.size,
        wanted=filter_of(json.loads(row.selection)),
        population=row.population,
        digest=row.digest,
        closed_at=closing.at if closing else None,
        looked_at=len(verdicts),
        faults=verdicts.count("not_in_order"),
        drawn=drawn,
    )


def _newest(sample: int) -> sa.Select[SampleFindingRow]:
    other = sa.orm.aliased(SampleFindingRow)
    is_later = sa.exists().where(
        other.sample_id == SampleFindingRow.sample_id, other.number == SampleFindingRow.number, other.turn > SampleFindingRow.turn
    )
    return sa.select(SampleFindingRow).where(SampleFindingRow.sample_id == sample, ~is_later)


def _item(session: Session, row: SampleItemRow, decision: DecisionRow) -> SampleItem:
    found = session.scalar(_newest(row.sample_id).where(SampleFindingRow.number == row.number))
    words, is_erased = "", False
    try:
        seal = seal_of(session, decision.application_id)
        words = seal.open(found.words, words_place(found)) if found else ""
    except Erased:
        is_erased = True
    return SampleItem(
        number=row.number,
        reference=decision.reference,
        verdict=found.verdict if found else "",
        turn=found.turn if found else 0,
        at=found.at if found else None,
        is_erased=is_erased,
        words=words,
    )
