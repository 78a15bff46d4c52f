"""The rows of the table of allowed moves that are about revoking a decision to grant."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Status

_DECIDED = (Status.GRANTED, Status.SETTLED)
_SHOWN = (Guard.VERSION_SHOWN, Guard.REVOKING)
_SIGNED = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN, Guard.REVOKING, Guard.SECOND_PERSON, Guard.PROVED)

OF_REVOKING: tuple[Move, ...] = (
    Move(
        Act.PROPOSE_REVOKING,
        _DECIDED,
        None,
        Role.SUPERVISOR,
        None,
        (Guard.VERSION_SHOWN, Guard.REASON_GIVEN, Guard.NOT_REVOKING, Guard.UNFOLLOWED, Guard.TERM_SET),
        also=Role.HEAD,
    ),
    Move(Act.ANSWER_REVOKING, _DECIDED, None, Role.APPLICANT, None, (*_SHOWN, Guard.TERM_RUNS)),
    # at the counter, for who has no account or comes in person
    Move(
        Act.RECORD_REVOKING_ANSWER,
        _DECIDED,
        None,
        Role.OFFICER,
        None,
        (*_SHOWN, Guard.REASON_GIVEN, Guard.TERM_RUNS),
        also=Role.SUPERVISOR,
    ),
    Move(Act.RECORD_REVOKING_HEARING, _DECIDED, None, Role.SUPERVISOR, None, (*_SHOWN, Guard.REASON_GIVEN), also=Role.HEAD),
    # the second signature
    Move(Act.REVOKE, _DECIDED, Status.REVOKED, Role.HEAD, None, (*_SIGNED, Guard.HEARD, Guard.ORGANS_NAMED), only="application"),
    Move(Act.DROP_REVOKING, _DECIDED, None, Role.HEAD, None, _SIGNED),
)
