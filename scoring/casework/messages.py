"""The messages of an applicant's account: every notice stands there, delivered elsewhere or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.notice import Notice, NoticeKind
from scoring.casework.lines import Page, Wanted
from scoring.errors import NotFound
from scoring.records.database import reading
from scoring.records.notices import NoticeRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.holder import Holder
    from scoring.records.database import Transaction

SIZE_MAX = 100
FIRST_PAGE = Wanted()


def list_notices(transaction: Transaction, holder: Holder, wanted: Wanted = FIRST_PAGE) -> Page[Notice]:
    """Give one page of the notices to the holder's own account, the newest first."""
    own = NoticeRow.account_id == holder.account_id
    size = min(max(wanted.size, 1), SIZE_MAX)
    with reading(transaction) as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(NoticeRow).where(own)) or 0
        number = min(max(wanted.number, 1), max(1, -(-total // size)))
        query = sa.select(NoticeRow).where(own).order_by(NoticeRow.id.desc()).limit(size).offset((number - 1) * size)
        return Page(tuple(map(_notice, session.scalars(query))), number, size, total)


def count_unread(transaction: Transaction, holder: Holder) -> int:
    """Give how many notices to the holder's own account were not read yet."""
    unread = sa.and_(NoticeRow.account_id == holder.account_id, NoticeRow.read_at.is_(None))
    with reading(transaction) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(NoticeRow).where(unread)) or 0


def mark_read(transaction: Transaction, notice_id: int, *, holder: Holder, at: datetime) -> None:
    """Keep when a notice was first read. Raises NotFound where it is not the holder's."""
    with transaction() as session:
        row = session.get(NoticeRow, notice_id, with_for_update=True)
        if row is None or row.account_id != holder.account_id:
            raise NotFound("notice", str(notice_id))
        row.read_at = row.read_at or at


def _notice(row: NoticeRow) -> Notice:
    return Notice(row.id, NoticeKind(row.kind), json.loads(row.facts), row.at, row.read_at)
