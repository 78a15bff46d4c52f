"""What the acts of revoking share: the proposal that is open, its last day, and writing the next step."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.revocation import CLOSED_BY, hearing_term, hearing_until
from scoring.errors import NotAllowed
from scoring.records.applications import ApplicationRow
from scoring.records.convert_revocations import revocations
from scoring.records.documents import DocumentServiceRow
from scoring.records.revocations import RevocationRow, RevocationStepRow, step_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.revocation import Revocation, RevokingKind
    from scoring.application.status import Act
    from scoring.policy.procedure import Procedure
    from scoring.records.sealing import Seal


def is_revoking() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that a proposal to revoke its decision is open."""
    closing = sa.select(RevocationStepRow.number).where(
        RevocationStepRow.application_id == RevocationRow.application_id,
        RevocationStepRow.revocation == RevocationRow.number,
        RevocationStepRow.kind.in_(CLOSED_BY),
    )
    found = sa.select(RevocationRow.number).where(
        RevocationRow.application_id == ApplicationRow.id, ~sa.exists(closing.correlate(RevocationRow))
    )
    return sa.exists(found.correlate(ApplicationRow))


def refuse_revoking(session: Session, application_id: int, act: Act) -> None:
    """Raise NotAllowed (`not_revoking`) where a proposal to revoke is open: nothing else closes the file meanwhile."""
    if is_proposed(session, application_id):
        raise NotAllowed(act, Guard.NOT_REVOKING)


def is_proposed(session: Session, application_id: int) -> bool:
    """Whether a proposal to revoke the decision on a file is open."""
    return session.scalar(sa.select(ApplicationRow.id).where(ApplicationRow.id == application_id, is_revoking())) is not None


def all_of(session: Session, application_id: int, seal: Seal, procedure: Procedure, timing: Timing) -> tuple[Revocation, ...]:
    """Give every proposal to revoke, the oldest first, each with the last day to ask for a hearing."""
    term = hearing_term(procedure, timing)
    found = []
    for each in revocations(session, application_id, seal):
        until = hearing_until(term, local_day(each.at), _served_on(session, application_id, each.document), timing)
        found.append(replace(each, due=until))
    return tuple(found)


def in_hand(session: Session, application_id: int, seal: Seal, procedure: Procedure, timing: Timing, act: Act) -> Revocation:
    """Give the proposal that is open. Raises NotAllowed (`revoking`) where none is."""
    last = next((each for each in all_of(session, application_id, seal, procedure, timing)[::-1]), None)
    if last is None or last.closing is not None:
        raise NotAllowed(act, Guard.REVOKING)
    return last


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as it is taken; `by` is an account, `on` and `present` are of a hearing."""

    kind: RevokingKind
    by: int
    at: datetime
    words: str = field(repr=False)
    on: date | None = None
    present: str = field(default="", repr=False)


def keep_step(session: Session, application_id: int, seal: Seal, found: Revocation, step: WrittenStep) -> None:
    """Write the next step of a proposal."""
    number = len(found.steps) + 1
    said = {"words": step.words, "present": step.present}
    row = RevocationStepRow(
        application_id=application_id,
        revocation=found.number,
        number=number,
        kind=step.kind,
        at=step.at,
        by=step.by,
        proposed_by=found.by_id,
        on=step.on,
        content=seal.close_document(said, step_place(found.number, number)),
    )
    session.add(row)
    session.flush()


def _served_on(session: Session, application_id: int, document: int) -> date | None:
    query = sa.select(DocumentServiceRow.effective_on).where(
        DocumentServiceRow.application_id == application_id, DocumentServiceRow.number == document
    )
    return session.scalar(query.order_by(DocumentServiceRow.turn.desc()).limit(1))
