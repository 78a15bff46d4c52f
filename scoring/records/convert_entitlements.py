"""Rows of the register of entitlements, made what the rest of the product reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from scoring.application.code import spaced
from scoring.application.entitlement import Change, EntitlementEntry, EntitlementState
from scoring.application.entitling import Standing
from scoring.records.convert import account_name, text_of
from scoring.records.entitlements import EntitlementChangeRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.persons import Person
    from scoring.records.decisions import DecisionRow
    from scoring.records.entitlements import EntitlementRow
    from scoring.records.sealing import Seal


def reason_place(row: EntitlementChangeRow) -> str:
    """Give where the reason of a step stands."""
    return f"entitlement_changes.reason/{row.entitlement_id}/{row.number}"


def standing(row: EntitlementRow | EntitlementChangeRow) -> Standing:
    """Give where an entitlement stands, or stood once a step was done."""
    return Standing(EntitlementState(row.state), row.since, row.until, row.apply_until)


def entitlement(row: EntitlementRow, decision_row: DecisionRow, application: str, beneficiary: Person) -> EntitlementEntry:
    """Give one line of the entitlement ledger of the application of that reference; the beneficiary's name is masked."""
    return EntitlementEntry(
        register_number=spaced(row.number),
        application=application,
        decision=decision_row.reference,
        person=row.person,
        beneficiary=beneficiary.masked_name,
        relation=beneficiary.relation,
        entitlement=row.entitlement,
        label=text_of(row.label),
        service=row.service,
        confers=row.confers,
        granted_by=text_of(row.granted_by),
        starts=cast("Any", row.starts),
        reference=row.reference,
        valid_for=row.valid_for,
        apply_within=row.apply_within,
        state=EntitlementState(row.state),
        since=row.since,
        until=row.until,
        apply_until=row.apply_until,
    )


def changes(session: Session, entitlement_id: int, seal: Seal | None) -> tuple[Change, ...]:
    """Give every step of an entitlement, the oldest first; without reasons where there is no seal any more."""
    query = sa.select(EntitlementChangeRow).where(EntitlementChangeRow.entitlement_id == entitlement_id)
    return tuple(_change(session, row, seal) for row in session.scalars(query.order_by(EntitlementChangeRow.number)))


def _change(session: Session, row: EntitlementChangeRow, seal: Seal | None) -> Change:
    return Change(
        number=row.number,
        act=row.act,
        at=row.at,
        by=account_name(session, row.by),
        state=EntitlementState(row.state),
        since=row.since,
        until=row.until,
        apply_until=row.apply_until,
        reason=seal.open(row.reason, reason_place(row)) if seal and row.reason is not None else "",
    )
