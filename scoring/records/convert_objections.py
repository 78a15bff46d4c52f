"""Objections: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from scoring.application.objection import Objection, Objector, Step, StepKind
from scoring.records.convert import account_name
from scoring.records.convert_kept_files import objection_files
from scoring.records.objections import ObjectionRow, ObjectionStepRow, content_place, words_place
from scoring.records.publications import PublicationLineRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def objections(session: Session, application_id: int, seal: Seal) -> tuple[Objection, ...]:
    """Give every objection to a file, the oldest first, with who objects."""
    query = sa.select(ObjectionRow).where(ObjectionRow.application_id == application_id).order_by(ObjectionRow.number)
    return tuple(objection(session, row, seal) for row in session.scalars(query))


def objection(session: Session, row: ObjectionRow, seal: Seal) -> Objection:
    """Give one objection."""
    said = seal.open_document(row.content, content_place(row.number))
    line = sa.select(PublicationLineRow.number).where(
        PublicationLineRow.publication_id == row.publication_id, PublicationLineRow.application_id == row.application_id
    )
    steps = sa.select(ObjectionStepRow).where(
        ObjectionStepRow.application_id == row.application_id, ObjectionStepRow.objection == row.number
    )
    return Objection(
        number=row.number,
        publication=row.publication_id,
        line=session.scalars(line).one(),
        receipt=row.receipt,
        at=row.at,
        recorded_by=account_name(session, row.by),
        due=row.due,
        objector=Objector(said["name"], said["identity_number"], said["contact"], said.get("is_to_be_told", False)),
        words=said["words"],
        steps=tuple(_step(session, each, seal) for each in session.scalars(steps.order_by(ObjectionStepRow.number))),
        files=objection_files(session, row.application_id, row.number, seal),
    )


def _step(session: Session, row: ObjectionStepRow, seal: Seal) -> Step:
    return Step(
        number=row.number,
        kind=StepKind(row.kind),
        at=row.at,
        by_id=row.by,
        by=account_name(session, row.by),
        words=seal.open(row.words, words_place(row.objection, row.number)),
        due=row.due,
        extent=cast("Any", row.extent),
    )
