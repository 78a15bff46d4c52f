"""Which acts the applicant reads in the history of the own file, and whose words."""

from __future__ import annotations

from scoring.application.moves_revoking import OF_REVOKING
from scoring.application.status import Act

OF_A_REVOCATION = tuple(move.act for move in OF_REVOKING)
"""All of it is the applicant's to read: only who reported it stands in no event."""

TOLD = frozenset(
    {
        Act.SUBMIT,
        Act.ACCEPT,
        Act.ASK_SUPPLEMENT,
        Act.ANSWER_SUPPLEMENT,
        Act.EXTEND,
        Act.ASK_QUESTIONS,
        Act.ANSWER_QUESTIONS,
        Act.ABANDON,
        Act.NOT_ACCEPT,
        Act.WITHDRAW,
        Act.AMEND,
        Act.APPROVE,
        Act.ADJUST,
        Act.PUBLISH,
        *(Act.SUMMON_ORIGINALS, Act.REMIND_ORIGINALS, Act.SEE_ORIGINALS, Act.ASK_CAUSE, Act.GIVE_CAUSE, Act.RECORD_CAUSE),
        Act.FORFEIT,
        *(Act.TAKE_OUT, Act.ADMIT, Act.NOT_SELECT),
        *(Act.RECORD_CASE, Act.RECORD_ORDER, Act.ANSWER_BODY, Act.STAY, Act.LIFT_STAY, Act.CLOSE_CASE, Act.RESTORE),
        Act.TELL_OBJECTION,
        Act.ANSWER_OBJECTION,
        Act.UPHOLD_IN_PART,
        Act.UPHOLD,
        Act.ASK_REVIEW,
        Act.RECORD_REVIEW,
        *(Act.WITHDRAW_REVIEW, Act.RECORD_WITHDRAWN_REVIEW),
        Act.ADMIT_REVIEW,
        Act.TURN_DOWN_REVIEW,
        Act.KEEP_DECISION,
        Act.REVISE,
        Act.GRANT,
        Act.REFUSE,
        Act.REGISTER,
        Act.RECORD_REMINDER,
        *OF_A_REVOCATION,
        Act.LAPSE,
        Act.SUSPEND,
        Act.RESUME,
        Act.END,
        Act.RUN_OUT,
        Act.SERVE,
        Act.CORRECT_SERVICE,
        Act.SEND_MESSAGE,
        Act.CORRECT,
        Act.FOLLOW,
        Act.GIVE_UP,
        Act.SUPERSEDE,
    }
)
"""The acts that the applicant is told of. What the office does within itself before it decides is none of them."""

SAID = frozenset(
    {
        *(Act.EXTEND, Act.ABANDON, Act.NOT_ACCEPT, Act.WITHDRAW, Act.APPROVE, Act.ADJUST, Act.GRANT, Act.REFUSE, Act.LAPSE),
        *(Act.SUSPEND, Act.RESUME, Act.END),
        *(Act.CORRECT, Act.GIVE_UP),
        *(Act.ASK_REVIEW, Act.RECORD_REVIEW, Act.WITHDRAW_REVIEW, Act.RECORD_WITHDRAWN_REVIEW),
        *(Act.ADMIT_REVIEW, Act.TURN_DOWN_REVIEW, Act.KEEP_DECISION),
        *(Act.SUMMON_ORIGINALS, Act.SEE_ORIGINALS, Act.ASK_CAUSE, Act.GIVE_CAUSE, Act.RECORD_CAUSE, Act.FORFEIT),
        Act.TAKE_OUT,
        *(Act.RECORD_ORDER, Act.ANSWER_BODY, Act.STAY, Act.LIFT_STAY, Act.CLOSE_CASE, Act.RESTORE),
        *(Act.TELL_OBJECTION, Act.ANSWER_OBJECTION, Act.UPHOLD_IN_PART, Act.UPHOLD),
        *OF_A_REVOCATION,
    }
)
"""The acts whose words are the applicant's to read: theirs, or addressed to them."""
