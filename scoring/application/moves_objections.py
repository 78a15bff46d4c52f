"""The rows of the table of allowed moves that are about objections to who stands on a public list."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Part, Status

_LISTED = (Status.PUBLICITY,)
_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)
_CONFIRMED = (*_SAID, Guard.SECOND_PERSON)

OF_OBJECTIONS: tuple[Move, ...] = (
    # by anybody, on the public page, where nobody signs in; or by an officer for whom it is handed in
    Move(
        Act.OBJECT, _LISTED, None, Role.OFFICER, None, (Guard.IN_PERIOD, Guard.OBJECTOR_NAMED), by_itself=True, also=Role.SUPERVISOR
    ),
    Move(Act.TELL_OBJECTION, _LISTED, None, Role.SUPERVISOR, Part.CHECKER, (*_SAID, Guard.OBJECTED, Guard.UNTOLD)),
    Move(Act.ANSWER_OBJECTION, _LISTED, None, Role.APPLICANT, None, (*_SAID, Guard.TOLD)),
    Move(Act.RECORD_HEARING, _LISTED, None, Role.SUPERVISOR, Part.CHECKER, (*_SAID, Guard.TOLD)),
    Move(Act.DISMISS_OBJECTION, _LISTED, None, Role.SUPERVISOR, Part.CHECKER, (*_SAID, Guard.OBJECTED)),
    Move(Act.PROPOSE_UPHOLDING, _LISTED, None, Role.SUPERVISOR, Part.CHECKER, (*_SAID, Guard.OBJECTED, Guard.HEARD)),
    # the second signature
    Move(Act.RETURN_UPHOLDING, _LISTED, None, Role.HEAD, Part.CHECKER, _CONFIRMED),
    Move(Act.UPHOLD_IN_PART, _LISTED, Status.ACCEPTED, Role.HEAD, Part.CHECKER, _CONFIRMED),
    Move(
        Act.UPHOLD,
        _LISTED,
        Status.REFUSED,
        Role.HEAD,
        Part.CHECKER,
        (*_CONFIRMED, Guard.PACKAGE_SHOWN, Guard.PROVED, Guard.ORGANS_NAMED),
        only="application",
    ),
)
