"""Rows of messages become dataclasses here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.file_message import FileMessage
from scoring.application.notice import NoticeKind
from scoring.records.convert import account_name, office
from scoring.records.file_messages import FileMessageRow
from scoring.records.notices import NoticeRow
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def message_place(number: int) -> str:
    """Where the words of a message stand."""
    return f"file_messages.words/{number}"


def file_messages(session: Session, application_id: int, seal: Seal, *, with_sender: bool) -> tuple[FileMessage, ...]:
    """Give the messages about a file, the newest first; who sent each for the office alone."""
    query = sa.select(FileMessageRow).where(FileMessageRow.application_id == application_id).order_by(FileMessageRow.number.desc())
    rows = session.scalars(query).all()
    if not rows:  # as of most files
        return ()
    told = sa.select(NoticeRow).where(NoticeRow.application_id == application_id, NoticeRow.kind == NoticeKind.MESSAGE)
    notices = dict(enumerate(session.scalars(told.order_by(NoticeRow.id)), start=1))  # each message wrote one
    return tuple(_message(session, row, seal, notices.get(row.number), with_sender=with_sender) for row in rows)


def _message(session: Session, row: FileMessageRow, seal: Seal, notice: NoticeRow | None, *, with_sender: bool) -> FileMessage:
    found = session.get(OfficeRow, row.office_id) if row.office_id else None
    return FileMessage(
        number=row.number,
        at=row.at,
        by=account_name(session, row.by) if with_sender else "",
        office=office(found).name if found else None,
        words=seal.open(row.words, message_place(row.number)),
        notice=notice.id if notice else None,
        read_at=notice.read_at if notice else None,
    )
