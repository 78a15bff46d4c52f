"""Writing the register of entitlements: each step with the act it comes from, in the transaction of that act.

An act that ends, suspends or resumes what follows from a decision calls `end`, `suspend` or `resume` with its file: they turn
what can be turned, and say how much that was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application import entitling
from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.casework.codes import new_code
from scoring.casework.tell_agencies import tell_agencies
from scoring.records.convert_entitlements import reason_place, standing
from scoring.records.entitlements import EntitlementChangeRow, EntitlementRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.entitling import Standing
    from scoring.application.status import Act
    from scoring.casework.file import File
    from scoring.records.sealing import Seal

NUMBER_SIGNS = 12


@dataclass(frozen=True, slots=True)
class Cause:
    """Why entitlements are turned: an act of whom (None: the installation) at which moment, and its reason."""

    act: Act
    by: int | None
    at: datetime
    reason: str = field(default="", repr=False)


def cause_of(file: File, reason: str = "") -> Cause:
    """Give the act that is being done with a file."""
    return Cause(file.move.act, file.officer.account_id, file.at, reason)


def new_number() -> str:
    """Make a number of the register, which cannot be guessed: eleven signs and a check sign."""
    return new_code(NUMBER_SIGNS)


def entitlements(file: File) -> Sequence[EntitlementRow]:
    """Give everything that the file's decision unlocked, in the order of the register."""
    query = sa.select(EntitlementRow).where(EntitlementRow.application_id == file.row.id).order_by(EntitlementRow.id)
    return file.session.scalars(query).all()


def end(file: File, rows: Sequence[EntitlementRow], reason: str) -> int:
    """End those of the entitlements of a file that did not end yet: the day of the act is their last. Gives how many."""
    return turn(file.session, file.seal, cause_of(file, reason), rows, partial(entitling.ended, on=local_day(file.at)))


def suspend(file: File, rows: Sequence[EntitlementRow], reason: str) -> int:
    """Suspend those of the entitlements of a file that are in force; gives how many."""
    return turn(file.session, file.seal, cause_of(file, reason), rows, entitling.suspended)


def resume(file: File, rows: Sequence[EntitlementRow], reason: str) -> int:
    """Resume those of the entitlements of a file that are suspended and not over; gives how many."""
    return turn(file.session, file.seal, cause_of(file, reason), rows, partial(entitling.resumed, on=local_day(file.at)))


def turn(
    session: Session,
    seal: Seal | None,
    cause: Cause,
    rows: Sequence[EntitlementRow],
    turned: Callable[[Standing], Standing | None],
) -> int:
    """Let each entitlement stand as *turned* says, None leaving it as it is; gives how many were turned.

    Without a seal, where the file was erased, no reason is kept.
    """
    done = 0
    for row in rows:
        then = turned(standing(row))
        if then is not None:
            write(session, seal, cause, row, then)
            done += 1
    return done


def write(session: Session, seal: Seal | None, cause: Cause, row: EntitlementRow, then: Standing) -> None:
    """Write that an entitlement stands so from now on, as its next step."""
    before = None if row.state is None else EntitlementState(row.state)
    row.state, row.since, row.until, row.apply_until = then.state, then.since, then.until, then.apply_until
    session.flush()
    newest = sa.select(sa.func.max(EntitlementChangeRow.number)).where(EntitlementChangeRow.entitlement_id == row.id)
    change = EntitlementChangeRow(
        entitlement_id=row.id,
        number=(session.scalar(newest) or 0) + 1,
        application_id=row.application_id,
        act=cause.act,
        at=cause.at,
        by=cause.by,
        state=then.state,
        since=then.since,
        until=then.until,
        apply_until=then.apply_until,
    )
    change.reason = seal.close(cause.reason, reason_place(change)) if seal and cause.reason else None
    session.add(change)
    session.flush()
    tell_agencies(session, row, before, change)
