"""Summonses to show originals: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.originals import OriginalsStep, OriginalsStepKind, Summons
from scoring.records.convert import account_name
from scoring.records.originals import OriginalsStepRow, OriginalsSummonsRow, place_place, words_place

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def summonses(session: Session, application_id: int, seal: Seal) -> tuple[Summons, ...]:
    """Give every summons of a file, the oldest first."""
    query = sa.select(OriginalsSummonsRow).where(OriginalsSummonsRow.application_id == application_id)
    return tuple(_summons(session, row, seal) for row in session.scalars(query.order_by(OriginalsSummonsRow.number)))


def _summons(session: Session, row: OriginalsSummonsRow, seal: Seal) -> Summons:
    steps = sa.select(OriginalsStepRow).where(
        OriginalsStepRow.application_id == row.application_id, OriginalsStepRow.summons == row.number
    )
    return Summons(
        number=row.number,
        approval=row.approval,
        at=row.at,
        by=account_name(session, row.by),
        due=row.due,
        place=seal.open(row.place, place_place(row.number)),
        steps=tuple(_step(session, each, seal) for each in session.scalars(steps.order_by(OriginalsStepRow.number))),
    )


def _step(session: Session, row: OriginalsStepRow, seal: Seal) -> OriginalsStep:
    return OriginalsStep(
        number=row.number,
        kind=OriginalsStepKind(row.kind),
        at=row.at,
        by_id=row.by,
        by=account_name(session, row.by),
        words=seal.open(row.words, words_place(row.summons, row.number)),
        on=row.on,
        due=row.due,
    )
