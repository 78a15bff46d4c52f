"""What an administrator reads of agencies: all of them, and one with its tokens and what it was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.code import spaced
from scoring.application.notice import DeliveryState
from scoring.casework.agencies import agency_of, find_agency, refuse_others
from scoring.casework.agency_tokens import tokens_of
from scoring.casework.lists import page_of
from scoring.records.accounts import AccountRow
from scoring.records.agency_access import AgencyMessageRow, AgencyRow
from scoring.records.database import reading
from scoring.records.entitlements import EntitlementRow

if TYPE_CHECKING:
    from scoring.application.agencies import Agency, Token
    from scoring.application.officer import Officer
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency in the list, with how many messages to it are parked."""

    agency: Agency
    parked: int


@dataclass(frozen=True, slots=True)
class MessageLine:
    """Something an agency is told: which entitlement begins or ends on which day, and how the message stands."""

    id: int
    event: str
    on: date
    register_number: str
    state: DeliveryState
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    error_code: str | None


@dataclass(frozen=True, slots=True)
class AgencyFile:
    """One agency with its tokens and a page of its messages, the newest first."""

    agency: Agency
    tokens: tuple[Token, ...]
    messages: Page[MessageLine]


def list_agencies(transaction: Transaction, text: str, wanted: Wanted, *, officer: Officer) -> Page[AgencyLine]:
    """Give one page of the agencies whose name holds *text*, by name. Raises NotAllowed for all but administrators."""
    refuse_others("read_agencies", officer)
    parked = sa.select(sa.func.count()).where(
        AgencyMessageRow.account_id == AgencyRow.account_id, AgencyMessageRow.state == DeliveryState.DEAD
    )
    with reading(transaction) as session:
        query = (
            sa.select(AgencyRow, parked.scalar_subquery())
            .select_from(AgencyRow)
            .join(AccountRow, AccountRow.id == AgencyRow.account_id)
            .where(AccountRow.name.contains(text.strip(), autoescape=True))
            .order_by(AccountRow.name, AgencyRow.account_id)
        )
        return page_of(session, query, wanted, lambda row: AgencyLine(agency_of(session, row[0]), row[1]))


def read_agency(transaction: Transaction, username: str, wanted: Wanted, *, officer: Officer) -> AgencyFile:
    """Give one agency. Raises NotFound; NotAllowed for all but administrators."""
    refuse_others("read_agencies", officer)
    with reading(transaction) as session:
        row = find_agency(session, username)
        query = (
            sa.select(AgencyMessageRow, EntitlementRow.number)
            .select_from(AgencyMessageRow)
            .join(EntitlementRow, EntitlementRow.id == AgencyMessageRow.entitlement_id)
            .where(AgencyMessageRow.account_id == row.account_id)
            .order_by(AgencyMessageRow.id.desc())
        )
        messages = page_of(session, query, wanted, lambda found: _line(*found))
        return AgencyFile(agency_of(session, row), tokens_of(session, row.account_id), messages)


def _line(row: AgencyMessageRow, number: str) -> MessageLine:
    state = DeliveryState(row.state)
    how = (state, row.attempts, row.due_at, row.sent_at, row.error_code)
    return MessageLine(row.id, row.event, row.on, spaced(number), *how)
