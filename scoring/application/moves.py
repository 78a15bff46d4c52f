"""The table of allowed moves: which act leads from which status to which, who may do it, and what else must hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scoring.application.officer import Officer, Role
from scoring.application.status import Act, Part, Status
from scoring.errors import MoveRefused, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Mapping


class Guard(StrEnum):
    """What must hold for an act. `NotAllowed.why` is one of these words; the status has an error of its own."""

    ROLE = "role"  # the officer has the role
    ONE_PART = "one_part"  # nobody is maker and checker of the same file
    REAL_RULES = "real_rules"  # an illustrative policy decides nothing outside a demonstration
    VERSION_SHOWN = "version_shown"  # the file is as the person saw it
    PACKAGE_SHOWN = "package_shown"  # the recommendation is, byte for byte, the one that was displayed
    REASON_GIVEN = "reason_given"
    CONCLUSIVE = "conclusive"  # no missing fact could still change the outcome
    ELIGIBLE = "eligible"  # for a grant: the assessment says so
    PUBLISHED_LIST = "published_list"  # for a grant under a ranked policy: the list on which the person stands
    PROPOSED = "proposed"  # for a grant: the maker proposed it
    SAME_AGAIN = "same_again"  # assessed again under the pinned policy, the result is the recommended one
    AWAITED = "awaited"  # the person is not registered yet


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. Role and one part hold for every row, `guards` are the rest.

    `part` is what the act makes the person on this file, None where it makes them nothing.
    """

    act: Act
    sources: tuple[Status, ...]
    target: Status
    role: Role
    part: Part | None
    guards: tuple[Guard, ...]


_SHOWN = (Guard.VERSION_SHOWN, Guard.PACKAGE_SHOWN, Guard.REASON_GIVEN)

MOVES: tuple[Move, ...] = (
    Move(Act.RECORD, (), Status.ACCEPTED, Role.OFFICER, Part.MAKER, (Guard.REAL_RULES,)),
    Move(Act.AMEND, (Status.ACCEPTED,), Status.ACCEPTED, Role.OFFICER, Part.MAKER, (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)),
    Move(
        Act.RECOMMEND,
        (Status.ACCEPTED,),
        Status.RECOMMENDED,
        Role.OFFICER,
        Part.MAKER,
        (Guard.VERSION_SHOWN, Guard.REASON_GIVEN, Guard.CONCLUSIVE, Guard.ELIGIBLE, Guard.PUBLISHED_LIST),
    ),
    Move(Act.RETURN, (Status.RECOMMENDED,), Status.ACCEPTED, Role.SUPERVISOR, Part.CHECKER, _SHOWN),
    Move(
        Act.GRANT,
        (Status.RECOMMENDED,),
        Status.GRANTED,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_SHOWN, Guard.PROPOSED, Guard.SAME_AGAIN),
    ),
    Move(Act.REFUSE, (Status.RECOMMENDED,), Status.REFUSED, Role.SUPERVISOR, Part.CHECKER, (*_SHOWN, Guard.SAME_AGAIN)),
    # settled once the last person is registered; until then the application stays granted
    Move(Act.REGISTER, (Status.GRANTED,), Status.SETTLED, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.AWAITED)),
    Move(Act.LAPSE, (Status.GRANTED,), Status.LAPSED, Role.SUPERVISOR, None, (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)),
)

_BY_ACT = {move.act: move for move in MOVES}


def move_of(act: Act) -> Move:
    """Give the row of the table for one act."""
    return _BY_ACT[act]


def permit(act: Act, officer: Officer, status: Status | None, parts: Mapping[int, Part]) -> Move:
    """Give the move, or refuse it: first the role, then the part on this file, then the status.

    Args:
        act: what is to be done.
        officer: who wants to do it.
        status: where the application stands; None for one that does not exist yet.
        parts: who is maker and who checker of this file, by account.

    Raises:
        NotAllowed: `role` (the officer has not the role) or `one_part` (a maker may not check, nor a checker make).
        MoveRefused: the status does not allow the act.
    """
    move = _BY_ACT[act]
    if move.role not in officer.roles:
        raise NotAllowed(act, Guard.ROLE)
    if move.part and parts.get(officer.account_id, move.part) is not move.part:
        raise NotAllowed(act, Guard.ONE_PART)
    if status is not None and status not in move.sources:
        raise MoveRefused(act, status, move.sources)
    return move


def possible(officer: Officer, status: Status, parts: Mapping[int, Part]) -> tuple[Act, ...]:
    """Give the acts that `permit` would let this officer do, in the order of the table: what a page offers."""
    return tuple(move.act for move in MOVES if status in move.sources and _permits(move, officer, parts))


def _permits(move: Move, officer: Officer, parts: Mapping[int, Part]) -> bool:
    return move.role in officer.roles and (move.part is None or parts.get(officer.account_id, move.part) is move.part)
