"""What is left of a file whose personal data were erased: that it was, what was decided, and every act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.status import Status
from scoring.casework.file import find
from scoring.errors import NotFound
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.events import EventRow
from scoring.records.journal import stream_of
from scoring.records.sealing import erased_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Event
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class DecidedOnce:
    """A decision without its reasons and facts."""

    reference: str
    kind: str
    at: datetime
    maker: str
    checker: str
    outcome: str
    total: str | None
    digest: str
    package: str


@dataclass(frozen=True, slots=True)
class Remains:
    """An erased file. The words of its acts are gone too."""

    reference: str
    status: Status
    policy: str
    recorded_on: date
    erased_on: date
    decision: DecidedOnce | None
    events: tuple[Event, ...]


def read_remains(transaction: Transaction, reference: str, *, officer: Officer) -> Remains:
    """Give what is left of an erased file. Raises NotFound, also for one that is not erased."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        gone = erased_on(session, row.id)
        if gone is None:
            raise NotFound("erased application", reference)
        events = sa.select(EventRow).where(EventRow.stream == stream_of(row.id)).order_by(EventRow.number)
        return Remains(
            reference=row.reference,
            status=Status(row.status),
            policy=f"{row.scheme}@{row.policy_version}",
            recorded_on=local_day(row.recorded_at),
            erased_on=gone,
            decision=_decision(session, row.id),
            events=tuple(convert.event(session, event, None) for event in session.scalars(events)),
        )


def _decision(session: Session, application_id: int) -> DecidedOnce | None:
    row = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == application_id))
    return None if row is None else _decided(session, row)


def _decided(session: Session, row: DecisionRow) -> DecidedOnce:
    return DecidedOnce(
        reference=row.reference,
        kind=row.kind,
        at=row.at,
        maker=convert.account_name(session, row.maker_id),
        checker=convert.account_name(session, row.checker_id),
        outcome=row.outcome,
        total=row.total,
        digest=row.digest,
        package=row.package,
    )
