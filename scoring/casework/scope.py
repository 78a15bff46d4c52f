"""Which files a person may see, as a condition of the query itself: what it leaves out does not exist for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.status import PRIVATE, Part
from scoring.records.access_log import ViewRow
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow, PartRow
from scoring.records.desk import InterestRow
from scoring.records.events import EventRow
from scoring.records.journal import PREFIX
from scoring.records.offices import OfficeRow
from scoring.records.staff import files_of_household

if TYPE_CHECKING:
    from scoring.application.officer import Officer


def within(officer: Officer) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether *officer* may see it: handed in, and of the own office or of one below it."""
    if not officer.may_read_files:
        return sa.false()
    handed_in = ApplicationRow.status.not_in(PRIVATE)
    if officer.office is None:
        return handed_in
    return sa.and_(handed_in, ApplicationRow.office_id.in_(offices_below(officer.office)))


def views_within(officer: Officer) -> sa.ColumnElement[bool]:
    """Say of a `ViewRow` whether *officer* may see it: of a file as `within` says that may be opened, of a list of a colleague."""
    closed = sa.select(ApplicationRow.id).where(barred(officer.account_id))
    is_open = sa.or_(ViewRow.application_id.is_(None), ViewRow.application_id.not_in(closed))
    if officer.office is None:
        return is_open
    offices = offices_below(officer.office)
    files = sa.select(ApplicationRow.id).where(ApplicationRow.office_id.in_(offices))
    colleagues = sa.select(AccountRow.id).where(AccountRow.office_id.in_(offices))
    of_a_list = sa.and_(ViewRow.application_id.is_(None), ViewRow.account_id.in_(colleagues))
    return sa.and_(is_open, sa.or_(ViewRow.application_id.in_(files), of_a_list))


def offices_below(office: str) -> sa.Select[str]:
    """Select the office and all below it."""
    below = sa.select(OfficeRow.id).where(OfficeRow.id == office).cte("below", recursive=True)
    below = below.union(sa.select(OfficeRow.id).where(OfficeRow.within == below.c.id))
    return sa.select(below.c.id)


def checks(account_id: int) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether the account is its checker or reviewer, and so can never be its maker."""
    part = sa.select(PartRow.application_id).where(PartRow.account_id == account_id, PartRow.part != Part.MAKER)
    return sa.exists(part.where(PartRow.application_id == ApplicationRow.id).correlate_except(PartRow))


def barred(account_id: int | sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether the account declared an interest in it, or it is of its own person or household.

    It is named in lists, and not opened.
    """
    interest = sa.select(InterestRow.application_id).where(InterestRow.account_id == account_id)
    is_declared = sa.exists(interest.where(InterestRow.application_id == ApplicationRow.id).correlate_except(InterestRow))
    return sa.or_(is_declared, ApplicationRow.id.in_(files_of_household(account_id)))


def events_within(officer: Officer) -> sa.ColumnElement[bool]:
    """Say of an `EventRow` whether *officer* may see it: those of files as `within` says that may be opened, all others."""
    stream = sa.literal(PREFIX) + sa.cast(ApplicationRow.id, sa.String)
    readable = sa.select(stream).where(within(officer), ~barred(officer.account_id))
    return sa.or_(~EventRow.stream.startswith(PREFIX, autoescape=True), EventRow.stream.in_(readable))
