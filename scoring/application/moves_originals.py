"""The rows of the table of allowed moves that are about originals, shown once a grant is approved."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Part, Status

_APPROVED = (Status.APPROVED_PENDING,)
_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)
_SUMMONED = (*_SAID, Guard.SUMMONED)
_CONFIRMED = (*_SAID, Guard.SECOND_PERSON)

OF_ORIGINALS: tuple[Move, ...] = (
    Move(
        Act.SUMMON_ORIGINALS,
        _APPROVED,
        None,
        Role.OFFICER,
        None,
        (*_SAID, Guard.CHECKS_ORIGINALS, Guard.ADMITTED, Guard.UNSUMMONED, Guard.TERM_SET),
    ),
    # by the installation where there is an account, else by an officer, by telephone or by post
    Move(Act.REMIND_ORIGINALS, _APPROVED, None, Role.OFFICER, None, _SUMMONED, by_itself=True),
    Move(Act.SEE_ORIGINALS, _APPROVED, None, Role.OFFICER, None, _SUMMONED),
    Move(Act.ASK_CAUSE, _APPROVED, None, Role.OFFICER, None, (*_SUMMONED, Guard.ABSENT, Guard.UNTOLD)),
    Move(Act.GIVE_CAUSE, _APPROVED, None, Role.APPLICANT, None, _SUMMONED),
    Move(Act.RECORD_CAUSE, _APPROVED, None, Role.OFFICER, None, _SUMMONED),
    Move(Act.PROPOSE_FORFEIT, _APPROVED, None, Role.OFFICER, None, (*_SUMMONED, Guard.ABSENT, Guard.REMINDED_TWICE, Guard.HEARD)),
    # the second person
    Move(Act.RETURN_FORFEIT, _APPROVED, None, Role.SUPERVISOR, Part.CHECKER, _CONFIRMED),
    Move(
        Act.FORFEIT,
        _APPROVED,
        Status.FORFEITED,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_CONFIRMED, Guard.NOT_COUNTED, Guard.ORGANS_NAMED),
    ),
)
