"""The table of allowed moves: which act leads from which status to which, who may do it, and what else must hold."""

from __future__ import annotations

from scoring.application.guards import Guard as Guard  # noqa: PLC0414 - imported together with the table that names them
from scoring.application.move import Move as Move  # noqa: PLC0414 - likewise
from scoring.application.moves_following import OF_VERSIONS
from scoring.application.moves_objections import OF_OBJECTIONS
from scoring.application.moves_originals import OF_ORIGINALS
from scoring.application.moves_outside import OF_CASES
from scoring.application.moves_reviews import OF_REVIEWS
from scoring.application.moves_revoking import OF_REVOKING
from scoring.application.moves_rounds import OF_ROUNDS
from scoring.application.moves_settling import OF_SETTLING
from scoring.application.officer import Role
from scoring.application.status import APPROVED_ONCE, OPEN, PRIVATE, UNDECIDED, Act, Part, Status

CLAIMED = (Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED)
"""Where one officer works on a file and holds it meanwhile: in intake, while an answer is awaited, in verification."""

_OPEN = tuple(status for status in Status if status in OPEN)
_HANDED_IN = tuple(status for status in Status if status not in PRIVATE)
_SHOWN = (Guard.VERSION_SHOWN, Guard.PACKAGE_SHOWN, Guard.REASON_GIVEN)
_SAID = (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)
_WORKED = (*_SAID, Guard.CLAIM_FREE)
_TAKEN = (Guard.VERSION_SHOWN, Guard.CLAIM_FREE)
_FILED = (Guard.VERSION_SHOWN, Guard.IDENTITY, Guard.DECLARATION, Guard.ONLY_ONE, Guard.COMPLETE, Guard.ONCE)
_WITHDRAWN_FROM = tuple(status for status in UNDECIDED if status not in APPROVED_ONCE)
_WITHDRAWN = (*_SAID, Guard.UNCITED, Guard.ORIGINAL)
_UNLOCKED = (Status.GRANTED, Status.SETTLED, Status.LAPSED)  # somebody may be registered there, and use what that unlocked
_TURNED = (*_SAID, Guard.IN_REGISTER)
_SIGNED = (Guard.PROVED, Guard.SIGNED, Guard.SAME_AGAIN)
_DECIDING = (*_SHOWN, *_SIGNED, Guard.POINTS_STAND, Guard.ORGANS_NAMED)

MOVES: tuple[Move, ...] = (
    Move(Act.BEGIN, (), Status.DRAFT, Role.APPLICANT, None, (Guard.CONSENT,)),
    Move(Act.SAVE, (Status.DRAFT,), Status.DRAFT, Role.APPLICANT, None, (Guard.VERSION_SHOWN,)),
    Move(Act.DISCARD, (Status.DRAFT,), Status.DISCARDED, Role.APPLICANT, None, (Guard.VERSION_SHOWN,)),
    Move(Act.OFFER, (Status.DRAFT,), Status.DRAFT, Role.APPLICANT, None, (Guard.VERSION_SHOWN, Guard.AUTHORITY)),
    Move(Act.SEND_BACK, (Status.DRAFT,), Status.DRAFT, Role.APPLICANT, None, (Guard.VERSION_SHOWN, Guard.REASON_GIVEN)),
    Move(Act.EXPIRE, (Status.DRAFT,), Status.EXPIRED, None, None, (Guard.UNTOUCHED,), by_itself=True),
    Move(
        Act.SUBMIT,
        (Status.DRAFT,),
        Status.SUBMITTED,
        Role.APPLICANT,
        None,
        (Guard.REAL_RULES, Guard.WINDOW_OPEN, Guard.POINTS_APPROVED, *_FILED),
    ),
    Move(
        Act.ACCEPT,
        (Status.SUBMITTED,),
        Status.ACCEPTED,
        Role.OFFICER,
        Part.MAKER,
        (Guard.VERSION_SHOWN, Guard.CLAIM_FREE, Guard.SILENCE),
        by_itself=True,
    ),
    Move(
        Act.ASK_SUPPLEMENT,
        (Status.SUBMITTED,),
        Status.SUPPLEMENT,
        Role.OFFICER,
        Part.MAKER,
        (Guard.VERSION_SHOWN, Guard.CLAIM_FREE, Guard.FIRST_TIME, Guard.LISTED),
    ),
    Move(Act.ANSWER_SUPPLEMENT, (Status.SUPPLEMENT,), Status.SUBMITTED, Role.APPLICANT, None, (Guard.ANSWERED, *_FILED)),
    Move(Act.EXTEND, (Status.SUPPLEMENT,), None, Role.APPLICANT, None, (*_SAID, Guard.EXTENSIBLE, Guard.TERM_RUNS)),
    Move(Act.ABANDON, (Status.SUPPLEMENT,), Status.ABANDONED, Role.OFFICER, Part.MAKER, (*_WORKED, Guard.TERM_OVER)),
    Move(Act.PROPOSE_NOT_ACCEPTING, (Status.SUBMITTED,), Status.SUBMITTED, Role.OFFICER, Part.MAKER, _WORKED),
    Move(Act.RETURN_PROPOSAL, (Status.SUBMITTED,), Status.SUBMITTED, Role.SUPERVISOR, Part.CHECKER, (*_SAID, Guard.SECOND_PERSON)),
    Move(
        Act.NOT_ACCEPT,
        (Status.SUBMITTED,),
        Status.NOT_ACCEPTED,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_SAID, Guard.SECOND_PERSON, Guard.ORGANS_NAMED),
    ),
    Move(Act.WITHDRAW, (*_WITHDRAWN_FROM, Status.APPROVED), Status.WITHDRAWN, Role.APPLICANT, None, _WITHDRAWN),
    Move(
        Act.ASK_QUESTIONS,
        (Status.ACCEPTED,),
        None,
        Role.OFFICER,
        Part.MAKER,
        (Guard.VERSION_SHOWN, Guard.CLAIM_FREE, Guard.ACCOUNT, Guard.NONE_OPEN, Guard.TERM_SET, Guard.LISTED),
    ),
    Move(
        Act.ANSWER_QUESTIONS,
        (Status.ACCEPTED,),
        None,
        Role.APPLICANT,
        None,
        (Guard.VERSION_SHOWN, Guard.ASKED, Guard.IDENTITY, Guard.DECLARATION, Guard.ANSWERED, Guard.ONCE),
    ),
    Move(Act.RECORD, (), Status.ACCEPTED, Role.OFFICER, Part.MAKER, (Guard.REAL_RULES,)),
    Move(Act.AMEND, (Status.ACCEPTED,), Status.ACCEPTED, Role.OFFICER, Part.MAKER, (*_WORKED, Guard.POINTS_STAND)),
    Move(Act.ADD_EVIDENCE, (Status.ACCEPTED,), Status.ACCEPTED, Role.OFFICER, Part.MAKER, _TAKEN),
    Move(Act.REMOVE_EVIDENCE, (Status.ACCEPTED,), Status.ACCEPTED, Role.OFFICER, Part.MAKER, _WORKED),
    Move(
        Act.RECOMMEND,
        (Status.ACCEPTED,),
        Status.RECOMMENDED,
        Role.OFFICER,
        Part.MAKER,
        (
            Guard.VERSION_SHOWN,
            Guard.REASON_GIVEN,
            Guard.CLAIM_FREE,
            Guard.CONCLUSIVE,
            Guard.UNBLOCKED,
            Guard.ELIGIBLE,
            Guard.PUBLISHED_LIST,
            Guard.PROVED,
        ),
    ),
    # Also of what is approved: nothing is refused there by one person alone, and facts change only where it is accepted. Whatever
    # comes up before the grant goes back to the maker with its reasons, and two people look at the file once more.
    Move(
        Act.RETURN,
        (Status.RECOMMENDED, *APPROVED_ONCE),
        Status.ACCEPTED,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_SHOWN, Guard.UNOBJECTED, Guard.NOT_COUNTED),
    ),
    Move(
        Act.APPROVE,
        (Status.RECOMMENDED,),
        Status.APPROVED,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_SHOWN, *_SIGNED),
        only="points",
    ),
    Move(Act.ADJUST, (Status.APPROVED,), Status.ACCEPTED, Role.OFFICER, Part.MAKER, _SAID, only="points"),
    Move(
        Act.APPROVE_GRANT,
        (Status.RECOMMENDED,),
        Status.APPROVED_PENDING,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_DECIDING, Guard.PROPOSED),
        only="application",
    ),
    # many at once, on one list: `casework.publish_list`. The list that was displayed stands for the version of each file on it.
    Move(
        Act.PUBLISH,
        (Status.APPROVED_PENDING,),
        Status.PUBLICITY,
        Role.SUPERVISOR,
        Part.CHECKER,
        (Guard.LIST_SHOWN, Guard.PUBLISHES, Guard.ADMITTED, Guard.ORIGINALS_SEEN),
        only="application",
        also=Role.HEAD,
    ),
    # by the one who approved or by another checker, never by the maker
    Move(
        Act.GRANT,
        APPROVED_ONCE,
        Status.GRANTED,
        Role.SUPERVISOR,
        Part.CHECKER,
        (*_DECIDING, Guard.ADMITTED, Guard.ORIGINALS_SEEN, Guard.PUBLISHED, Guard.UNOBJECTED),
        only="application",
    ),
    Move(Act.REFUSE, (Status.RECOMMENDED,), Status.REFUSED, Role.SUPERVISOR, Part.CHECKER, _DECIDING, only="application"),
    # settled once the last person is registered; until then the application stays granted
    Move(
        Act.REGISTER, (Status.GRANTED,), Status.SETTLED, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.AWAITED, Guard.EFFECTIVE)
    ),
    *OF_SETTLING,
    *OF_REVOKING,
    # of one entitlement of one person; the application stays where it is
    Move(Act.SUSPEND, _UNLOCKED, None, Role.SUPERVISOR, None, _TURNED),
    Move(Act.RESUME, _UNLOCKED, None, Role.SUPERVISOR, None, (*_TURNED, Guard.EFFECTIVE)),
    Move(Act.END, _UNLOCKED, None, Role.SUPERVISOR, None, _TURNED),
    Move(Act.RUN_OUT, _UNLOCKED, None, None, None, (Guard.LAST_DAY_OVER,), by_itself=True),
    # in every state: what was issued is served also after the file is closed, and by whoever works in the office
    Move(
        Act.SERVE,
        _HANDED_IN,
        None,
        Role.OFFICER,
        None,
        (Guard.VERSION_SHOWN, Guard.SEALED, Guard.UNSERVED, Guard.SERVICE_AGREED, Guard.PROVEN),
    ),
    Move(
        Act.CORRECT_SERVICE,
        _HANDED_IN,
        None,
        Role.SUPERVISOR,
        None,
        (Guard.VERSION_SHOWN, Guard.REASON_GIVEN, Guard.SERVED, Guard.PROVEN),
    ),
    # what the post gives back weeks later, by whoever may serve
    Move(Act.ADD_RECEIPT, _HANDED_IN, None, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.SERVED, Guard.UNSIGNED)),
    Move(Act.CLAIM, CLAIMED, None, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.CLAIM_FREE, Guard.MAY_MAKE)),
    Move(Act.GIVE_BACK, CLAIMED, None, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.CLAIM_OWN)),
    Move(Act.RELEASE, CLAIMED, None, Role.SUPERVISOR, None, (Guard.VERSION_SHOWN, Guard.CLAIM_HELD, Guard.REASON_GIVEN)),
    Move(Act.ASSIGN, CLAIMED, None, Role.SUPERVISOR, None, (Guard.VERSION_SHOWN, Guard.CLAIM_FREE, Guard.MAY_MAKE)),
    # of a closed file too: it may be reviewed, revoked or contested, by people who never saw it
    Move(Act.DECLARE, _HANDED_IN, None, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.REASON_GIVEN), also=Role.SUPERVISOR),
    Move(
        Act.CLOSE_FLAG,
        _OPEN,
        None,
        Role.OFFICER,
        None,
        (Guard.VERSION_SHOWN, Guard.REASON_GIVEN, Guard.FLAG_OPEN),
        also=Role.SUPERVISOR,
    ),
    Move(Act.NOTE, _OPEN, None, Role.OFFICER, None, (Guard.VERSION_SHOWN, Guard.REASON_GIVEN), also=Role.SUPERVISOR),
    # in every state: also who was refused, or is registered, is told what the office has to say
    Move(Act.SEND_MESSAGE, _HANDED_IN, None, Role.OFFICER, None, (*_SAID, Guard.ACCOUNT), also=Role.SUPERVISOR),
    Move(Act.VERIFY, (Status.ACCEPTED,), None, Role.OFFICER, Part.MAKER, _WORKED),
    Move(Act.ASK_DEPARTMENTS, (Status.ACCEPTED,), None, Role.OFFICER, Part.MAKER, _WORKED),
    Move(Act.ANSWER_REQUEST, (Status.ACCEPTED,), None, Role.DEPARTMENT, None, (Guard.REQUEST_OPEN,)),
    Move(Act.DECLINE_REQUEST, (Status.ACCEPTED,), None, Role.DEPARTMENT, None, (Guard.REQUEST_OPEN, Guard.REASON_GIVEN)),
    Move(Act.CONTEST_ANSWER, (Status.ACCEPTED,), None, Role.OFFICER, Part.MAKER, (*_WORKED, Guard.REQUEST_ANSWERED)),
    Move(Act.WITHDRAW_REQUEST, (Status.ACCEPTED,), None, Role.OFFICER, Part.MAKER, (*_WORKED, Guard.REQUEST_OPEN)),
    *OF_OBJECTIONS,
    *OF_VERSIONS,
    *OF_REVIEWS,
    *OF_ORIGINALS,
    *OF_ROUNDS,
    *OF_CASES,
)

_BY_ACT = {move.act: move for move in MOVES}


def move_of(act: Act) -> Move:
    """Give the row of the table for one act."""
    return _BY_ACT[act]
