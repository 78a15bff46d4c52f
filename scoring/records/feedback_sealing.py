"""Encrypting what somebody said about the service, under a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.records.feedback import FeedbackKeyRow, key_place
from scoring.records.keys import new_data_key
from scoring.records.sealing import Seal, keys_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.feedback import FeedbackRow


def add_sealed(session: Session, row: FeedbackRow, words: str, place: str, at: datetime) -> None:
    """Add *row* with its words encrypted for *place*, and keep its data key wrapped."""
    data_key = new_data_key()
    row.words = Seal(data_key).close(words, place)
    session.add(row)
    session.flush()
    wrapped = keys_of(session).wrap(data_key, key_place(row.id))
    session.add(FeedbackKeyRow(feedback_id=row.id, wrapped=wrapped, created_at=at))
    session.flush()


def seal_of_feedback(session: Session, feedback_id: int) -> Seal:
    """Give the seal of one feedback.

    Raises:
        SettingsRefused: the instance runs with another master key than the records were made with.
    """
    row = session.get_one(FeedbackKeyRow, feedback_id)
    return Seal(keys_of(session).unwrap(row.wrapped, key_place(feedback_id)))
