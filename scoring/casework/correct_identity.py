"""Correct a verified identity that was typed wrongly: a supervisor's act, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.holder import Card, Holder
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.casework.counter import account_by_code
from scoring.casework.file import words
from scoring.casework.holders import Done, find_account, holder_of, note_act
from scoring.casework.verify_identity import checked_card, keep_identity
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.records.holders import VerifiedIdentityRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Correction:
    """What a supervisor types: the code that the person shows, the card, the reason; `version` is the identity's that was shown."""

    code: str
    card: Card
    reason: str = field(repr=False)
    version: int


def correct_identity(transaction: Transaction, correction: Correction, *, officer: Officer, at: datetime) -> Holder:
    """Keep name and number as they stand on the card in place of what was kept.

    Args:
        transaction: opens the one transaction of this act.
        correction: with the reason: what was wrong, and how it was found; kept in the journal, encrypted.
        officer: the supervisor, another person than who verified it.
        at: the moment of the act, aware.

    Raises:
        NotAllowed: `role`: no supervisor; `one_part`: the supervisor verified it; `no_interest`: the card is the supervisor's own.
        InputRefused: `code`, `name`, `identity_number` or `reason` is wrong; nothing is verified yet, or another account has
            the number.
        Stale: it was corrected meanwhile.
    """
    if Role.SUPERVISOR not in officer.roles:
        raise NotAllowed("correct_identity", Guard.ROLE)
    card = checked_card(correction.card)
    said = words(correction.reason, "reason", "Say what was wrong, and how it was found.")
    with transaction() as session:
        account_id = account_by_code(session, correction.code, at)
        find_account(session, account_id, lock=True)
        row = session.get(VerifiedIdentityRow, account_id)
        if row is None:
            raise InputRefused("code", "The identity of this account is not verified yet: an officer who sees the card does that.")
        if row.version != correction.version:
            raise Stale("identity", correction.version, row.version)
        if row.officer_id == officer.account_id:
            raise NotAllowed("correct_identity", Guard.ONE_PART)
        now = keep_identity(session, account_id, card, officer, at)
        note_act(session, account_id, Done("correct_identity", officer, at, {"version": now}, said))
        return holder_of(session, account_id)
