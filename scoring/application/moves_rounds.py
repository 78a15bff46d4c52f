"""The rows of the table of allowed moves that are about rounds, where places are limited."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Part, Status

_APPROVED = (Status.APPROVED_PENDING,)

OF_ROUNDS: tuple[Move, ...] = (
    # while the result is not published: what was approved is to be looked at once more, and gets no place in this round
    Move(
        Act.TAKE_OUT,
        _APPROVED,
        None,
        Role.SUPERVISOR,
        Part.CHECKER,
        (Guard.VERSION_SHOWN, Guard.REASON_GIVEN, Guard.COUNTED),
        only="application",
    ),
    # many at once, once two people of the committee agreed to the result: `casework.publish_round`. The result that was displayed
    # stands for the version of each file in it; nobody asks for either of one file alone.
    Move(Act.ADMIT, _APPROVED, None, None, Part.CHECKER, (Guard.LIST_SHOWN, Guard.SECOND_PERSON)),
    Move(
        Act.NOT_SELECT,
        _APPROVED,
        Status.NOT_SELECTED,
        None,
        Part.CHECKER,
        (Guard.LIST_SHOWN, Guard.SECOND_PERSON, Guard.ORGANS_NAMED),
    ),
)
