"""Telling agencies that an entitlement begins or ends to hold, in the transaction of the step that makes it so."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.agencies import NEEDS, told_of
from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.notice import DeliveryState
from scoring.records.accounts import AccountRow
from scoring.records.agency_access import AgencyMessageRow, AgencyRow
from scoring.records.applications import ApplicationRow
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.entitlements import EntitlementChangeRow, EntitlementRow


def tell_agencies(session: Session, row: EntitlementRow, before: EntitlementState | None, change: EntitlementChangeRow) -> None:
    """Put into the outbox what each agency is told that the entitlement concerns: by its service, and by the file's office.

    Nothing where it neither begins nor ends to hold. `before` is None where the entitlement is new.
    """
    event = told_of(before, EntitlementState(change.state))
    if event is None:
        return
    kind = next((kind for kind, need in NEEDS.items() if need.service == row.service), None)
    agencies = sa.select(AgencyRow.account_id).join(AccountRow, AccountRow.id == AgencyRow.account_id)
    of_district = sa.or_(AccountRow.office_id.is_(None), AccountRow.office_id.in_(_offices_above(row.application_id)))
    told = agencies.where(AgencyRow.kind == kind, AgencyRow.closed_at.is_(None), AgencyRow.webhook_url != "", of_district)
    for account_id in session.scalars(told.order_by(AgencyRow.account_id)):
        message = AgencyMessageRow(
            account_id=account_id,
            application_id=row.application_id,
            entitlement_id=row.id,
            change=change.number,
            event=event,
            on=local_day(change.at),
            key=secrets.token_hex(16),
            state=DeliveryState.WAITING,
            due_at=change.at,
        )
        session.add(message)
    session.flush()


def _offices_above(application_id: int) -> sa.Select[str]:
    """Select the office of a file and all above it."""
    of_file = sa.select(ApplicationRow.office_id).where(ApplicationRow.id == application_id)
    above = sa.select(OfficeRow.id, OfficeRow.within).where(OfficeRow.id.in_(of_file)).cte("above", recursive=True)
    above = above.union(sa.select(OfficeRow.id, OfficeRow.within).where(OfficeRow.id == above.c.within))
    return sa.select(above.c.id)
