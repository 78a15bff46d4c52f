"""Reading objections: of one file and those that wait, for the office; what the applicant was told; what an objector is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.objection import StepKind
from scoring.application.officer import Role
from scoring.casework.file import find
from scoring.casework.objecting import has_open_objection, is_open
from scoring.casework.own import find_own
from scoring.casework.scope import barred, within
from scoring.errors import Erased, NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert_objections import objection, objections
from scoring.records.database import reading
from scoring.records.objections import ObjectionRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.holder import Holder
    from scoring.application.objection import Objection
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

INVESTIGATORS = frozenset({Role.SUPERVISOR, Role.HEAD})
"""Who reads who objects."""


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An open objection in the desk's list."""

    reference: str
    number: int
    at: datetime
    due: date | None


@dataclass(frozen=True, slots=True)
class OwnObjection:
    """What an applicant reads of an objection: never the objector, nor their words."""

    number: int
    told_at: datetime
    due: date | None
    substance: str = field(repr=False)
    answer: str | None = field(repr=False)
    outcome: StepKind | None
    findings: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an objector is told: that it was received, and what became of it. `words` are the reasons, once it is closed."""

    number: str
    publication: int
    line: int
    at: datetime
    state: Literal["open", "dismissed", "in_part", "upheld", "overtaken", "gone"]
    words: str = field(repr=False)


def read_objections(transaction: Transaction, reference: str, *, officer: Officer) -> tuple[Objection, ...]:
    """Give the objections to a file; with who objects for those who look into them alone. Raises NotFound, NotAllowed as `find`."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        found = objections(session, row.id, seal_of(session, row.id))
    return found if _investigates(officer) else tuple(replace(each, objector=None, receipt="", files=()) for each in found)


def open_objections(transaction: Transaction, *, officer: Officer) -> tuple[OpenObjection, ...]:
    """Give every open objection that the officer may see, what is due first first. Raises NotAllowed for who may read no file."""
    if not officer.may_read_files:
        raise NotAllowed("read_objections", Guard.ROLE)
    query = (
        sa.select(ApplicationRow.reference, ObjectionRow.number, ObjectionRow.at, ObjectionRow.due)
        .join(ObjectionRow, ObjectionRow.application_id == ApplicationRow.id)
        .where(within(officer), ~barred(officer.account_id), has_open_objection(), is_open())
        .order_by(ObjectionRow.due, ObjectionRow.application_id, ObjectionRow.number)
    )
    with reading(transaction) as session:
        return tuple(OpenObjection(*row) for row in session.execute(query))


def own_objections(transaction: Transaction, reference: str, *, holder: Holder) -> tuple[OwnObjection, ...]:
    """Give the objections that the holder was told of. Raises NotFound."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        found = objections(session, row.id, seal_of(session, row.id))
    return tuple(_own(each) for each in found if each.told is not None)


def read_receipt(transaction: Transaction, number: str) -> Receipt:
    """Give what the objector is told who has this number. Raises NotFound."""
    with reading(transaction) as session:
        row = session.scalar(sa.select(ObjectionRow).where(ObjectionRow.receipt == number))
        if row is None:
            raise NotFound("receipt", number)
        try:
            found = objection(session, row, seal_of(session, row.application_id))
        except Erased:
            return Receipt(number, row.publication_id, 0, row.at, "gone", "")
        closing = found.closing
        if closing is None:
            return Receipt(number, found.publication, found.line, found.at, "open", "")
        return Receipt(number, found.publication, found.line, found.at, closing.kind.value, closing.words)  # type: ignore[arg-type] # closing


def _investigates(officer: Officer) -> bool:
    return not INVESTIGATORS.isdisjoint(officer.roles)


def _own(found: Objection) -> OwnObjection:
    told, closing = found.told, found.closing
    assert told is not None  # noqa: S101 - asked before
    return OwnObjection(
        number=found.number,
        told_at=told.at,
        due=told.due,
        substance=told.words,
        answer=found.answer.words if found.answer else None,
        outcome=closing.kind if closing else None,
        findings=closing.words if closing else "",
    )
