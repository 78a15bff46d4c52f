"""Suspend, resume or end one entitlement of one person, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scoring.application.moves import Guard
from scoring.application.status import Act
from scoring.casework.file import close_file, open_file, words
from scoring.casework.outside import refuse_stayed
from scoring.casework.register import end, entitlements, resume, suspend
from scoring.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

TURNS = {Act.SUSPEND: suspend, Act.RESUME: resume, Act.END: end}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which entitlement of which person (0 is the applicant) is to be turned, and by which act."""

    person: int
    entitlement: str
    act: Literal[Act.SUSPEND, Act.RESUME, Act.END]


def turn_entitlement(
    transaction: Transaction, shown: Shown, chosen: Chosen, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Turn it from the day of the act on: what is suspended cannot be used meanwhile, what is ended never again.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `in_register`: the person has no such
            entitlement, or it does not stand where the act leads on from; `effective`: an outside body suspended what is to be
            resumed.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, chosen.act, officer, at)
        if chosen.act is Act.RESUME:
            refuse_stayed(file)
        given = words(reason, "reason", "Say why: the person reads it.")
        meant = [row for row in entitlements(file) if (row.person, row.entitlement) == (chosen.person, chosen.entitlement)]
        if not TURNS[chosen.act](file, meant, given):
            raise NotAllowed(chosen.act, Guard.IN_REGISTER)
        return close_file(file, None, {"person": chosen.person, "entitlement": chosen.entitlement}, given)
