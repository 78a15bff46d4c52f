"""The rows of the table of allowed moves that are about a decision before an outside body; the decision itself stays as it is.

A decision that another one took the place of does nothing any more that could be suspended. What a body suspends of it is recorded
on the version that holds, with the same case; and while a decision is suspended, no other takes its place.
"""

from __future__ import annotations

from scoring.application.endings import ENDING
from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.outside import CONTESTABLE
from scoring.application.status import DECIDED, Act, Status

_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)
_OPEN = (*_SAID, Guard.CASE_OPEN)
_HOLDS = tuple(status for status in CONTESTABLE if status is not Status.SUPERSEDED)

OF_CASES: tuple[Move, ...] = (
    Move(Act.RECORD_CASE, CONTESTABLE, None, Role.OFFICER, None, (*_SAID, Guard.DECISION_SERVED), also=Role.SUPERVISOR),
    Move(Act.RECORD_ORDER, CONTESTABLE, None, Role.OFFICER, None, _OPEN, also=Role.SUPERVISOR),
    Move(Act.ANSWER_BODY, CONTESTABLE, None, Role.OFFICER, None, _OPEN, also=Role.SUPERVISOR),
    # what is in force for people is turned by supervisors alone, as by their own acts
    Move(Act.STAY, _HOLDS, None, Role.SUPERVISOR, None, (*_OPEN, Guard.NOT_STAYED)),
    Move(Act.LIFT_STAY, CONTESTABLE, None, Role.SUPERVISOR, None, (*_SAID, Guard.STAYED)),
    Move(
        Act.EXPORT_CASE,
        DECIDED,
        None,
        Role.OFFICER,
        None,
        (Guard.VERSION_SHOWN, Guard.CASE_OPEN, Guard.SIGNED),
        also=Role.SUPERVISOR,
    ),
    Move(Act.CLOSE_CASE, CONTESTABLE, None, Role.OFFICER, None, _OPEN, also=Role.SUPERVISOR),
    # by another person than who recorded what the body did: what a lapse or a revocation ended comes back by it
    Move(
        Act.RESTORE,
        tuple(ENDING.values()),
        Status.GRANTED,
        Role.SUPERVISOR,
        None,
        (*_SAID, Guard.ANNULLED, Guard.SECOND_PERSON),
        also=Role.HEAD,
    ),
)
