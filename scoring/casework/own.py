"""A draft or an application in the hands of its holder: found by account alone, so that nobody's else exists for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Move
from scoring.application.permits import permit_holder
from scoring.application.status import Act, Status
from scoring.casework.notify import tell_of_act
from scoring.errors import NotFound, Stale
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import Seal, seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.holder import Holder


@dataclass(frozen=True, slots=True)
class Own:
    """One application while its holder does one act with it."""

    session: Session
    row: ApplicationRow
    seal: Seal = field(repr=False)
    move: Move
    holder: Holder
    at: datetime


def find_own(session: Session, reference: str, holder: Holder, *, lock: bool = False) -> ApplicationRow:
    """Give the row of one of the holder's own drafts and applications. Raises NotFound."""
    query = sa.select(ApplicationRow).where(ApplicationRow.reference == reference, ApplicationRow.account_id == holder.account_id)
    row = session.scalar(query.with_for_update(of=ApplicationRow) if lock else query)
    if row is None:
        raise NotFound("application", reference)
    return row


def open_own(session: Session, shown: Shown, act: Act, holder: Holder, at: datetime) -> Own:
    """Read and lock one of the holder's own for one act.

    Raises:
        NotFound: there is none of this reference, or it is another's.
        Stale: it was changed after it was shown.
        MoveRefused: by the table of moves.
    """
    return own_of(session, find_own(session, shown.reference, holder, lock=True), shown, act, holder, at)


def own_of(session: Session, row: ApplicationRow, shown: Shown, act: Act, holder: Holder, at: datetime) -> Own:
    """Take a row that is locked for one act. Raises Stale and MoveRefused."""
    if row.version != shown.version:
        raise Stale(row.reference, shown.version, row.version)
    move = permit_holder(act, Status(row.status))
    return Own(session, row, seal_of(session, row.id), move, holder, at)


def close_own(own: Own, facts: Mapping[str, Any], words: str = "") -> None:
    """Write the new status, the next version and the event."""
    row = own.row
    row.status = own.move.after(row.status)
    row.version += 1
    note = own.seal.close(words, convert.note_place(row.version)) if words else None
    now = {**facts, "status": row.status}
    append(own.session, Entry(stream_of(row.id), own.move.act, own.holder, own.at, now, note))
    tell_of_act(own.session, row, own.move.act, facts, own.at)
    own.session.flush()
