"""Proposals to revoke: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.revocation import Findings, Ground, Revocation, RevokingKind, RevokingStep
from scoring.records.convert import account_name
from scoring.records.revocations import RevocationRow, RevocationStepRow, findings_place, step_place

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def revocations(session: Session, application_id: int, seal: Seal) -> tuple[Revocation, ...]:
    """Give every proposal to revoke a file's decision, the oldest first, without its last day."""
    query = sa.select(RevocationRow).where(RevocationRow.application_id == application_id).order_by(RevocationRow.number)
    return tuple(_revocation(session, row, seal) for row in session.scalars(query))


def _revocation(session: Session, row: RevocationRow, seal: Seal) -> Revocation:
    said = seal.open_document(row.content, findings_place(row.number))
    steps = sa.select(RevocationStepRow).where(
        RevocationStepRow.application_id == row.application_id, RevocationStepRow.revocation == row.number
    )
    return Revocation(
        number=row.number,
        at=row.at,
        by_id=row.by,
        by=account_name(session, row.by),
        findings=Findings(Ground(said["ground"]), said["words"], said["article"], said["reported_by"]),
        document=row.document,
        steps=tuple(_step(session, each, seal) for each in session.scalars(steps.order_by(RevocationStepRow.number))),
    )


def _step(session: Session, row: RevocationStepRow, seal: Seal) -> RevokingStep:
    said = seal.open_document(row.content, step_place(row.revocation, row.number))
    by = account_name(session, row.by)
    return RevokingStep(row.number, RevokingKind(row.kind), row.at, row.by, by, said["words"], row.on, said["present"])
