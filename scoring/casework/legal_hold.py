"""A supervisor holds a file back from erasure, for a reason; another lifts the hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.status import UNDECIDED
from scoring.casework.file import find, words
from scoring.casework.outside import is_contested
from scoring.casework.reviews import is_reviewed
from scoring.errors import Erased, NotAllowed, Stale
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name, note_place
from scoring.records.database import reading
from scoring.records.journal import Entry, append, stream_of
from scoring.records.legal_holds import HoldLiftingRow, LegalHoldRow
from scoring.records.sealing import erased_on, seal_of
from scoring.records.versions import versions_with

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

PLACE, LIFT = "place_hold", "lift_hold"
HELD = "litigation_hold"
"""Why an erasure is not allowed: the file is held."""

_REASON = "Say why: which court or body, which case, or that it is over."


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that stands on a file. `is_by_reader`: the reader placed it, so that another lifts it."""

    by: str
    at: datetime
    reason: str = field(repr=False)
    is_by_reader: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A file as the page of its hold shows it; `hold` is None where none stands."""

    reference: str
    version: int
    hold: Hold | None


def read_holding(transaction: Transaction, reference: str, *, officer: Officer) -> Holding:
    """Say whether a file is held. Raises NotFound and Erased."""
    with reading(transaction) as session:
        row = _find(session, reference, officer, lock=False)
        return Holding(row.reference, row.version, _hold(session, row, officer))


def place_hold(transaction: Transaction, shown: Shown, reason: str, *, officer: Officer, at: datetime) -> None:
    """Hold a file back from erasure, whatever its status.

    Raises:
        NotFound, Stale, Erased: as `erase_application`.
        NotAllowed: `role`; `once`: it is held already.
        InputRefused: `reason`.
    """
    said = words(reason, "reason", _REASON)
    with transaction() as session:
        row = _open(session, shown, officer, PLACE)
        if standing_hold(session, row.id) is not None:
            raise NotAllowed(PLACE, Guard.ONCE)
        last = session.scalar(sa.select(sa.func.max(LegalHoldRow.number)).where(LegalHoldRow.application_id == row.id))
        number = (last or 0) + 1
        sealed = seal_of(session, row.id).close(said, _place("legal_holds", number))
        made = {"placed_by": officer.account_id, "placed_at": at, "reason": sealed}
        session.add(LegalHoldRow(application_id=row.id, number=number, **made))
        _note(session, row, Entry(stream_of(row.id), PLACE, officer, at, {"hold": number}), said)


def lift_hold(transaction: Transaction, shown: Shown, reason: str, *, officer: Officer, at: datetime) -> None:
    """Lift the hold that another supervisor placed.

    Raises:
        NotFound, Stale, Erased: as `place_hold`.
        NotAllowed: `role`; `second_person`: nobody placed one, or this very person did.
        InputRefused: `reason`.
    """
    said = words(reason, "reason", _REASON)
    with transaction() as session:
        row = _open(session, shown, officer, LIFT)
        held = standing_hold(session, row.id)
        if held is None or held.placed_by == officer.account_id:
            raise NotAllowed(LIFT, Guard.SECOND_PERSON)
        sealed = seal_of(session, row.id).close(said, _place("hold_liftings", held.number))
        made = {"placed_by": held.placed_by, "lifted_by": officer.account_id, "lifted_at": at, "reason": sealed}
        session.add(HoldLiftingRow(application_id=row.id, number=held.number, **made))
        _note(session, row, Entry(stream_of(row.id), LIFT, officer, at, {"hold": held.number}), said)


def standing_hold(session: Session, application_id: int) -> LegalHoldRow | None:
    """Give the hold that stands on a file; None without."""
    lifted = sa.select(HoldLiftingRow.number).where(HoldLiftingRow.application_id == application_id)
    placed = sa.select(LegalHoldRow).where(LegalHoldRow.application_id == application_id)
    return session.scalar(placed.where(LegalHoldRow.number.not_in(lifted)))


def is_held(session: Session, application_id: int) -> bool:
    """Whether a hold stands on a file or another version of it, or is contested here or outside, or a version is worked on.

    Each of these needs every version.
    """
    versions = versions_with(session, application_id)
    is_in_work = sa.exists().where(ApplicationRow.id.in_(versions), ApplicationRow.status.in_(UNDECIDED))
    return bool(session.scalar(sa.select(is_in_work))) or any(
        standing_hold(session, id_) is not None or is_contested(session, id_) or is_reviewed(session, id_) for id_ in versions
    )


def _place(table: str, number: int) -> str:
    return f"{table}.reason/{number}"


def _hold(session: Session, row: ApplicationRow, officer: Officer) -> Hold | None:
    held = standing_hold(session, row.id)
    if held is None:
        return None
    reason = seal_of(session, row.id).open(held.reason, _place("legal_holds", held.number))
    return Hold(account_name(session, held.placed_by), held.placed_at, reason, held.placed_by == officer.account_id)


def _find(session: Session, reference: str, officer: Officer, *, lock: bool) -> ApplicationRow:
    row = find(session, reference, officer, lock=lock)
    gone = erased_on(session, row.id)
    if gone is not None:
        raise Erased(row.reference, gone)
    return row


def _open(session: Session, shown: Shown, officer: Officer, act: str) -> ApplicationRow:
    if Role.SUPERVISOR not in officer.roles:
        raise NotAllowed(act, Guard.ROLE)
    row = _find(session, shown.reference, officer, lock=True)
    if row.version != shown.version:
        raise Stale(row.reference, shown.version, row.version)
    return row


def _note(session: Session, row: ApplicationRow, entry: Entry, said: str) -> None:
    """Write the next version, and the act with its words."""
    row.version += 1
    append(session, replace(entry, note=seal_of(session, row.id).close(said, note_place(row.version))))
    session.flush()
