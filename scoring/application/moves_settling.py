"""The rows of the table of allowed moves that are about the time in which a granted person must be registered."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Status

OF_SETTLING: tuple[Move, ...] = (
    Move(
        Act.RECORD_REMINDER,
        (Status.GRANTED,),
        None,
        Role.OFFICER,
        None,
        (Guard.VERSION_SHOWN, Guard.REMINDER_DUE, Guard.PROVEN),
        also=Role.SUPERVISOR,
    ),
    # the office proposes nothing by itself: once time and reminders are over it is in the list, and a person decides
    Move(
        Act.LAPSE,
        (Status.GRANTED,),
        Status.LAPSED,
        Role.SUPERVISOR,
        None,
        (
            Guard.VERSION_SHOWN,
            Guard.REASON_GIVEN,
            Guard.UNFOLLOWED,
            Guard.NOT_REVOKING,
            Guard.EFFECTIVE,
            Guard.NO_REVIEW,
            Guard.TERM_OVER,
            Guard.REMINDED,
            Guard.ORGANS_NAMED,
        ),
    ),
)
