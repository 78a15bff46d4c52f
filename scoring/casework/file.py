"""An application while one act is done with it: read, locked, checked against the table of moves, then written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Guard, Move
from scoring.application.permits import permit
from scoring.application.status import Act, Part, Status
from scoring.casework.notify import tell_of_act
from scoring.casework.scope import barred, within
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.records import convert
from scoring.records.applications import ApplicationRow, PartRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import Seal, seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer

WORDS_MAX = 4000  # characters of a reason


@dataclass(frozen=True, slots=True)
class File:
    """One application in the hands of one officer at one moment."""

    session: Session
    row: ApplicationRow
    seal: Seal = field(repr=False)
    application: Application
    move: Move
    officer: Officer
    at: datetime


def open_file(session: Session, shown: Shown, act: Act, officer: Officer, at: datetime) -> File:
    """Read and lock the application for one act.

    Raises:
        NotFound: no such application, or none that the officer may see.
        Stale: it was changed after it was shown.
        NotAllowed, MoveRefused: by the table of moves.
    """
    row = find(session, shown.reference, officer, lock=True)
    if row.version != shown.version:
        raise Stale(row.reference, shown.version, row.version)
    return file_of(session, row, act, officer, at)


def file_of(session: Session, row: ApplicationRow, act: Act, officer: Officer, at: datetime) -> File:
    """Open a row that is locked for one act. Raises NotAllowed and MoveRefused by the table of moves."""
    seal = seal_of(session, row.id)
    application = convert.application(session, row, seal)
    holder = application.claim.account_id if application.claim else None
    move = permit(act, officer, application.status, application.parts, holder, application.kind)
    return File(session, row, seal, application, move, officer, at)


def find(session: Session, reference: str, officer: Officer, *, lock: bool = False) -> ApplicationRow:
    """Give the row of an application that the officer may see.

    Raises:
        NotFound: there is none, or it lies out of scope.
        NotAllowed: `no_interest`: the officer declared an interest in it, or it is of their own household; that it exists is
            known to them.
    """
    query = sa.select(ApplicationRow).where(ApplicationRow.reference == reference, within(officer))
    row = session.scalar(query.with_for_update(of=ApplicationRow) if lock else query)
    if row is None:
        raise NotFound("application", reference)
    refuse_barred(session, row.id, officer)
    return row


@cache  # building it takes longer than the answer
def _barred() -> sa.Select[int]:
    account: sa.BindParameter[int] = sa.bindparam("account")
    return sa.select(ApplicationRow.id).where(ApplicationRow.id == sa.bindparam("id"), barred(account))


def refuse_barred(session: Session, application_id: int, officer: Officer) -> None:
    """Raise NotAllowed for one who declared an interest in the file, or whose own or household's it is."""
    if session.scalar(_barred(), {"id": application_id, "account": officer.account_id}):
        raise NotAllowed("read", Guard.NO_INTEREST)


def close_file(file: File, status: Status | None, facts: Mapping[str, Any], words: str = "") -> Application:
    """Write the new status, the officer's part and claim, the next version and the event; give the application as it is now.

    *status* is None where it stays. An act of the one who works on the file takes it where nobody holds it.
    """
    row, session = file.row, file.session
    now = {**facts, "status": status or Status(row.status)}
    row.status = now["status"]
    row.version += 1
    note = file.seal.close(words, convert.note_place(row.version)) if words else None
    take_part(session, row.id, file.move, file.officer)
    if file.move.part and Guard.CLAIM_FREE in file.move.guards and file.application.claim is None:
        hold(row, file.officer.account_id, file.at)
        now["claim"] = "taken"
    append(session, Entry(stream_of(row.id), file.move.act, file.officer, file.at, now, note))
    tell_of_act(session, row, file.move.act, facts, file.at)
    session.flush()
    return convert.application(session, row, file.seal)


def hold(row: ApplicationRow, account_id: int | None, at: datetime | None) -> None:
    """Write who holds the file since when; None and None where nobody does."""
    row.claimed_by, row.claimed_at = account_id, at


def take_part(session: Session, application_id: int, move: Move, officer: Officer) -> None:
    """Keep that the officer is maker or checker of this file from now on."""
    if move.part:
        keep_part(session, application_id, officer.account_id, move.part)


def keep_part(session: Session, application_id: int, account_id: int, part: Part) -> None:
    """Keep what an account is on a file; who is something already stays that."""
    if session.get(PartRow, (application_id, account_id)) is None:
        session.add(PartRow(application_id=application_id, account_id=account_id, part=part))


def words(text: str, name: str, remedy: str) -> str:
    """Give the words of an act without blanks around. Raises InputRefused where there are none, or too many."""
    stripped = text.strip()
    if not stripped:
        raise InputRefused(name, remedy)
    if len(stripped) > WORDS_MAX:
        raise InputRefused(name, f"Shorten it to {WORDS_MAX} characters; it has {len(stripped)}.")
    return stripped
