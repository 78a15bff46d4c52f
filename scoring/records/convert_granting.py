"""Approvals of grants: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.application import GrantApproval
from scoring.records.convert import account_name
from scoring.records.granting import GrantApprovalRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def approval_of(session: Session, application_id: int, recommendation: int) -> GrantApproval | None:
    """Give the approval of the recommendation of that number; None where it is not approved."""
    row = session.get(GrantApprovalRow, (application_id, recommendation))
    return grant_approval(session, row) if row else None


def grant_approval(session: Session, row: GrantApprovalRow) -> GrantApproval:
    """Give an approval with the names of both who signed."""
    return GrantApproval(
        recommendation=row.recommendation,
        at=row.at,
        maker_id=row.maker_id,
        maker=account_name(session, row.maker_id),
        checker_id=row.checker_id,
        checker=account_name(session, row.checker_id),
        package=row.package,
    )
