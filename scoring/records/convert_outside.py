"""Cases before outside bodies: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.outside import CaseKind, CaseStep, CaseStepKind, OutsideCase
from scoring.records.convert import account_name
from scoring.records.outside_cases import OutsideCaseRow, OutsideCaseStepRow, case_place, case_step_place

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def outside_cases(session: Session, application_id: int, seal: Seal) -> tuple[OutsideCase, ...]:
    """Give every case about the decision on a file, the oldest first."""
    query = sa.select(OutsideCaseRow).where(OutsideCaseRow.application_id == application_id).order_by(OutsideCaseRow.number)
    return tuple(_case(session, row, seal) for row in session.scalars(query))


def _case(session: Session, row: OutsideCaseRow, seal: Seal) -> OutsideCase:
    said = seal.open_document(row.content, case_place(row.number))
    steps = sa.select(OutsideCaseStepRow).where(
        OutsideCaseStepRow.application_id == row.application_id, OutsideCaseStepRow.outside_case == row.number
    )
    return OutsideCase(
        number=row.number,
        kind=CaseKind(row.kind),
        at=row.at,
        by=account_name(session, row.by),
        filed_on=row.filed_on,
        learned_on=row.learned_on,
        due=row.due,
        organ=said["organ"],
        case_number=said["case_number"],
        asked=said["asked"],
        steps=tuple(_step(session, each, seal) for each in session.scalars(steps.order_by(OutsideCaseStepRow.number))),
    )


def _step(session: Session, row: OutsideCaseStepRow, seal: Seal) -> CaseStep:
    said = seal.open_document(row.content, case_step_place(row.outside_case, row.number))
    by = account_name(session, row.by)
    return CaseStep(row.number, CaseStepKind(row.kind), row.at, by, row.on, said["document"], said["words"])
