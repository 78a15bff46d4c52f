"""Reading the log of reads, for auditors: filtered, a page at a time, the newest first."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import midnight
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.lists import page_of
from scoring.casework.scope import views_within
from scoring.errors import Erased, NotAllowed
from scoring.records.access_log import ViewRow, reason_place
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class ViewSearch:
    """`reference` is a part of a file's, `who` a part of a name or user name; both days are included."""

    reference: str = ""
    who: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ViewLine:
    """One read. `reference` is empty for a list, `rows` None for a file; `reason` is that of a reveal."""

    sequence: int
    kind: str
    at: datetime
    who: str
    username: str
    page: str
    reference: str
    rows: int | None
    sought: str | None
    reason: str = field(repr=False)


def list_views(transaction: Transaction, search: ViewSearch, wanted: Wanted, *, officer: Officer) -> Page[ViewLine]:
    """Give one page of the log. Raises NotAllowed for all but auditors."""
    if Role.AUDITOR not in officer.roles:
        raise NotAllowed("read", Guard.ROLE)
    with reading(transaction) as session:
        query = (
            sa.select(ViewRow, AccountRow.name, AccountRow.username, ApplicationRow.reference)
            .select_from(ViewRow)
            .join(AccountRow, AccountRow.id == ViewRow.account_id)
            .outerjoin(ApplicationRow, ApplicationRow.id == ViewRow.application_id)
            .where(views_within(officer), *about_views(search))
            .order_by(ViewRow.sequence.desc())
        )
        return page_of(session, query, wanted, lambda row: view_line(session, *row))


def about_views(search: ViewSearch) -> list[sa.ColumnElement[bool]]:
    """Give the conditions that a search stands for."""
    found: list[sa.ColumnElement[bool]] = []
    if search.reference:
        found.append(ApplicationRow.reference.contains(search.reference, autoescape=True))
    if search.who:
        named = (column.contains(search.who, autoescape=True) for column in (AccountRow.name, AccountRow.username))
        found.append(sa.or_(*named))
    if search.first:
        found.append(ViewRow.at >= midnight(search.first))
    if search.last:
        found.append(ViewRow.at < midnight(search.last + timedelta(days=1)))
    return found


def view_line(session: Session, row: ViewRow, name: str, username: str, reference: str | None) -> ViewLine:
    """Give one read as a line; the reason of a reveal goes with the file it is about."""
    reason = ""
    if row.reason is not None and row.application_id is not None:
        with suppress(Erased):  # the words go with the file they are about
            reason = seal_of(session, row.application_id).open(row.reason, reason_place(row.sequence))
    return ViewLine(
        sequence=row.sequence,
        kind=row.kind,
        at=row.at,
        who=name,
        username=username,
        page=row.page,
        reference=reference or "",
        rows=row.rows,
        sought=row.sought,
        reason=reason,
    )
