"""Encrypting the line of one round, under a key of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.records.keys import new_data_key
from scoring.records.round_keys import RoundKeyRow
from scoring.records.sealing import Seal, keys_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def seal_of_round(session: Session, round_id: int) -> Seal:
    """Give the seal of a round that was ranked.

    Raises:
        SettingsRefused: the instance runs with another master key than the records were made with.
    """
    row = session.get_one(RoundKeyRow, round_id)
    return Seal(keys_of(session).unwrap(row.wrapped, _place(round_id)))


def seal_for_round(session: Session, round_id: int, at: datetime) -> Seal:
    """Give the seal of a round that is being ranked; the first time its data key is made, and kept wrapped."""
    if session.get(RoundKeyRow, round_id) is not None:
        return seal_of_round(session, round_id)
    data_key = new_data_key()
    wrapped = keys_of(session).wrap(data_key, _place(round_id))
    session.add(RoundKeyRow(round_id=round_id, wrapped=wrapped, created_at=at))
    session.flush()
    return Seal(data_key)


def line_place(round_id: int, turn: int) -> str:
    """Give where stands by which keys a result draws its line."""
    return f"round_results.line/{round_id}/{turn}"


def _place(round_id: int) -> str:
    return f"round_keys.wrapped/{round_id}"
