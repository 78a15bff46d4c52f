"""A letter is issued with its act: what it says is kept, so that it says the same for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.letter import letter_document
from scoring.application.plain import canonical
from scoring.records.letters import LetterRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.letter import Issued


def issue_letter(session: Session, application_id: int, issued: Issued, at: datetime) -> None:
    """Keep what a letter says, in the transaction of the act that it tells of."""
    content = canonical(letter_document(issued))
    session.add(LetterRow(application_id=application_id, kind=issued.kind, number=issued.number, at=at, content=content))
    session.flush()
