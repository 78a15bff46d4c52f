"""The rows of the table of allowed moves that are about reviews of what was decided."""

from __future__ import annotations

from scoring.application.guards import Guard
from scoring.application.move import Move
from scoring.application.officer import Role
from scoring.application.status import Act, Part, Status

CONTESTED = (
    Status.REFUSED,
    Status.NOT_ACCEPTED,
    Status.GRANTED,
    Status.ABANDONED,
    Status.FORFEITED,
    Status.NOT_SELECTED,
)
"""What one may ask to have reviewed."""

_OPENED_ANEW = (*CONTESTED, Status.SETTLED)
_LOOKED_AT = (*_OPENED_ANEW, Status.LAPSED, Status.REVOKED)  # what may become of a grant while it is reviewed
_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)
_ASKED = (*_SAID, Guard.REVIEWABLE, Guard.UNREVIEWED, Guard.IN_TIME, Guard.ONCE)
_FIRST = (*_SAID, Guard.FRESH_EYES)
_CONFIRMED = (*_SAID, Guard.FRESH_EYES, Guard.SECOND_PERSON)

OF_REVIEWS: tuple[Move, ...] = (
    Move(Act.ASK_REVIEW, CONTESTED, None, Role.APPLICANT, None, _ASKED),
    # at the counter, for who has no account; of whom everybody is registered only what an outside body ordered anew, or annulled
    Move(Act.RECORD_REVIEW, _OPENED_ANEW, None, Role.OFFICER, None, _ASKED, also=Role.SUPERVISOR),
    Move(Act.WITHDRAW_REVIEW, _LOOKED_AT, None, Role.APPLICANT, None, (*_SAID, Guard.REVIEW_OPEN)),
    # at the counter, likewise, with what proves that it was the person
    Move(
        Act.RECORD_WITHDRAWN_REVIEW,
        _LOOKED_AT,
        None,
        Role.OFFICER,
        None,
        (*_SAID, Guard.REVIEW_OPEN, Guard.PROVEN),
        also=Role.SUPERVISOR,
    ),
    Move(Act.ADMIT_REVIEW, _LOOKED_AT, None, Role.OFFICER, Part.REVIEWER, (*_FIRST, Guard.LATE), also=Role.SUPERVISOR),
    Move(
        Act.TURN_DOWN_REVIEW,
        _LOOKED_AT,
        None,
        Role.SUPERVISOR,
        Part.REVIEWER,
        (*_FIRST, Guard.LATE, Guard.PROVED, Guard.ORGANS_NAMED),
        also=Role.HEAD,
    ),
    Move(Act.PROPOSE_KEEPING, _LOOKED_AT, None, Role.OFFICER, Part.REVIEWER, (*_FIRST, Guard.REVIEW_FREE), also=Role.SUPERVISOR),
    Move(Act.RETURN_KEEPING, _LOOKED_AT, None, Role.SUPERVISOR, Part.REVIEWER, _CONFIRMED, also=Role.HEAD),
    # the second signature: what was decided stands
    Move(
        Act.KEEP_DECISION,
        _LOOKED_AT,
        None,
        Role.SUPERVISOR,
        Part.REVIEWER,
        (*_CONFIRMED, Guard.PROVED, Guard.ORGANS_NAMED),
        also=Role.HEAD,
    ),
    # the first reviewer opens a new version of the file; what was decided stands until that is. Not of a points record: approved
    # points are taken up again in the same record (`adjust_points`), and who has none may hand in another one at once
    Move(
        Act.REVISE,
        _OPENED_ANEW,
        None,
        Role.OFFICER,
        Part.REVIEWER,
        (*_FIRST, Guard.REVIEW_FREE, Guard.UNFOLLOWED, Guard.NOT_REVOKING),
        also=Role.SUPERVISOR,
        only="application",
    ),
)

REVIEWING = frozenset(move.act for move in OF_REVIEWS if move.part is Part.REVIEWER)
"""What reviewers do: everything else that somebody did on a file makes them no reviewer of it."""
