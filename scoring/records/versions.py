"""Files that are versions of each other: what one of them says of a person, the others say too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.records.applications import ApplicationRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def versions_with(session: Session, application_id: int) -> frozenset[int]:
    """Give the ids of a file, of every file that it is a new version of, and of every version of those."""
    found, known = {application_id}, set[int]()
    while found != known:
        known = found
        near = sa.or_(ApplicationRow.id.in_(known), ApplicationRow.replaces_id.in_(known))
        rows = session.execute(sa.select(ApplicationRow.id, ApplicationRow.replaces_id).where(near))
        found = {id_ for row in rows for id_ in row if id_ is not None}
    return frozenset(found)
