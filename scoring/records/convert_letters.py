"""Rows of letters become dataclasses here and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.letter import issued_of
from scoring.records.letters import LetterRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.letter import Issued


def letters(session: Session, application_id: int) -> tuple[Issued, ...]:
    """Give what the letters of a file said when they were issued; nothing of one from before that was kept."""
    query = sa.select(LetterRow).where(LetterRow.application_id == application_id).order_by(LetterRow.at, LetterRow.kind)
    return tuple(issued_of(row.kind, row.number, json.loads(row.content)) for row in session.scalars(query))
