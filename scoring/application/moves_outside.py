"""The rows of the table of allowed moves that are about a decision before an outside body; the decision itself stays as it is."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import DECIDED, Act

_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)
_OPEN = (*_SAID, Guard.CASE_OPEN)

OF_CASES: tuple[Move, ...] = (
    Move(Act.RECORD_CASE, DECIDED, None, Role.OFFICER, None, (*_SAID, Guard.DECISION_SERVED), also=Role.SUPERVISOR),
    Move(Act.RECORD_ORDER, DECIDED, None, Role.OFFICER, None, _OPEN, also=Role.SUPERVISOR),
    Move(Act.ANSWER_BODY, DECIDED, None, Role.OFFICER, None, _OPEN, also=Role.SUPERVISOR),
    # what is in force for people is turned by supervisors alone, as by their own acts
    Move(Act.STAY, DECIDED, None, Role.SUPERVISOR, None, (*_OPEN, Guard.NOT_STAYED)),
    Move(Act.LIFT_STAY, DECIDED, None, Role.SUPERVISOR, None, (*_SAID, Guard.STAYED)),
    Move(
        Act.EXPORT_CASE,
        DECIDED,
        None,
        Role.OFFICER,
        None,
        (Guard.VERSION_SHOWN, Guard.CASE_OPEN, Guard.SIGNED),
        also=Role.SUPERVISOR,
    ),
    Move(Act.CLOSE_CASE, DECIDED, None, Role.OFFICER, None, _OPEN, also=Role.SUPERVISOR),
)
