"""What the acts about objections share: which are open, the one in hand, and writing its next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.objection import CLOSING
from scoring.application.status import Status
from scoring.errors import NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert_objections import objection
from scoring.records.objections import ObjectionRow, ObjectionStepRow, words_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.objection import Extent, Objection, Step, StepKind
    from scoring.application.status import Act
    from scoring.records.sealing import Seal


def is_open() -> sa.ColumnElement[bool]:
    """Say of an `ObjectionRow` that nothing closed it."""
    closing = sa.select(ObjectionStepRow.number).where(
        ObjectionStepRow.application_id == ObjectionRow.application_id,
        ObjectionStepRow.objection == ObjectionRow.number,
        ObjectionStepRow.kind.in_(CLOSING),
    )
    return ~sa.exists(closing.correlate(ObjectionRow))


def has_open_objection() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that an objection to it is open."""
    found = sa.select(ObjectionRow.number).where(ObjectionRow.application_id == ApplicationRow.id, is_open())
    return sa.and_(ApplicationRow.status == Status.PUBLICITY, sa.exists(found.correlate(ApplicationRow)))


def open_ones(session: Session, application_id: int) -> list[ObjectionRow]:
    """Give the open objections to a file."""
    query = sa.select(ObjectionRow).where(ObjectionRow.application_id == application_id, is_open())
    return list(session.scalars(query.order_by(ObjectionRow.number)))


def in_hand(session: Session, application_id: int, seal: Seal, number: int) -> Objection:
    """Give one objection to a file. Raises NotFound."""
    row = session.get(ObjectionRow, (application_id, number))
    if row is None:
        raise NotFound("objection", str(number))
    return objection(session, row, seal)


def refuse_closed(found: Objection, act: Act) -> None:
    """Raise NotAllowed for an objection that is closed, or is proposed to be upheld."""
    if found.closing is not None or found.proposal is not None:
        raise NotAllowed(act, Guard.OBJECTED)


@dataclass(frozen=True, slots=True)
class Written:
    """A step as it is taken; `by` is an account. `due` is the last day to answer, `extent` and `proposal` are of upholding."""

    kind: StepKind
    by: int
    at: datetime
    words: str = field(repr=False)
    due: date | None = None
    extent: Extent | None = None
    proposal: Step | None = None


def keep_step(session: Session, application_id: int, seal: Seal, found: Objection, step: Written) -> None:
    """Write the next step of an objection."""
    number = len(found.steps) + 1
    row = ObjectionStepRow(
        application_id=application_id,
        objection=found.number,
        number=number,
        kind=step.kind,
        at=step.at,
        by=step.by,
        due=step.due,
        extent=step.extent,
        proposal=step.proposal.number if step.proposal else None,
        proposed_by=step.proposal.by_id if step.proposal else None,
        words=seal.close(step.words, words_place(found.number, number)),
    )
    session.add(row)
    session.flush()
