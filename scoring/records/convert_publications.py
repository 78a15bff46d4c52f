"""Lists that were made public: rows become dataclasses here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.publication import Publication, Standing
from scoring.application.publicity import Measure
from scoring.records.convert import account_name
from scoring.records.publications import PublicationLineRow, PublicationRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def publication(session: Session, row: PublicationRow) -> Publication:
    """Give a list."""
    return Publication(
        number=row.id,
        scheme=row.scheme,
        version=row.policy_version,
        round=row.round,
        fields=tuple(json.loads(row.fields)),
        article=row.article,
        measured=Measure(**json.loads(row.measured)),
        lines=row.lines,
        starts=row.starts_on,
        ends=row.ends_on,
        published_at=row.published_at,
        published_by=account_name(session, row.published_by),
        proposed_by=account_name(session, row.proposed_by),
        digest=row.digest,
    )


def standing_of(session: Session, application_id: int) -> Standing | None:
    """Give where a file stood on a list last; None where it never did."""
    query = (
        sa.select(PublicationLineRow, PublicationRow)
        .join(PublicationRow, PublicationRow.id == PublicationLineRow.publication_id)
        .where(PublicationLineRow.application_id == application_id)
        .order_by(PublicationRow.id.desc())
    )
    found = session.execute(query.limit(1)).first()
    return Standing(found[1].id, found[0].number, found[1].starts_on, found[1].ends_on) if found else None
