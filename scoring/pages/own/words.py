"""Where an application stands, what happened and what it waits for, in words that need no knowledge of the procedure."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.application.due import Due
from scoring.application.own_file import Step
from scoring.application.status import Act, Status
from scoring.casework.ask_supplement import FAMILY
from scoring.errors import InputRefused
from scoring.pages.applying.words import say_remedy
from scoring.pages.own.review_words import steps_of_reviews
from scoring.pages.own.step_words import closed_without_decision, further_steps, why_without_decision
from scoring.pages.words import say_day
from scoring.policy.model import Policy
from scoring.policy.procedure import Duration
from scoring.web.language import language
from scoring.web.refusal_words import Remedies, say_known

COLOURS = {
    Status.SUBMITTED: "yellow",
    Status.SUPPLEMENT: "orange",
    Status.GRANTED: "green",
    Status.SETTLED: "green",
    Status.APPROVED: "green",
    Status.REFUSED: "red",
    Status.NOT_ACCEPTED: "red",
    Status.REVOKED: "red",
    Status.ACCEPTED: "blue",
    Status.RECOMMENDED: "blue",
    Status.APPROVED_PENDING: "blue",
    Status.PUBLICITY: "blue",
}
"""The colour of the tag of each status; grey for the others."""


def say_status(status: Status) -> str:
    """Name a status. What the office prepares within itself before it decides has no name of its own here."""
    return {
        Status.DRAFT: _("Draft, not submitted"),
        Status.DISCARDED: _("Draft deleted"),
        Status.EXPIRED: _("Draft expired"),
        Status.SUBMITTED: _("Submitted, not accepted yet"),
        Status.SUPPLEMENT: _("Your answer is needed"),
        Status.WITHDRAWN: _("Withdrawn"),
        Status.ABANDONED: _("Closed: not answered in time"),
        Status.NOT_ACCEPTED: _("Not accepted"),
        Status.ACCEPTED: _("Accepted, being checked"),
        Status.RECOMMENDED: _("Accepted, being checked"),
        Status.APPROVED_PENDING: _("Checked, to be decided"),
        Status.PUBLICITY: _("On a public list, to be decided"),
        Status.APPROVED: _("Points approved"),
        Status.GRANTED: _("Granted"),
        Status.REFUSED: _("Refused"),
        Status.SETTLED: _("Registered"),
        Status.LAPSED: _("Lapsed"),
        Status.SUPERSEDED: _("Superseded: see the new file version"),
        Status.GIVEN_UP: _("Closed: the earlier decision holds"),
        Status.REVOKED: _("Revoked"),
        **closed_without_decision(),
    }[status]


def explain(status: Status, *, is_adjusted: bool = False) -> str:
    """Say what a status means for the applicant; *is_adjusted* where points were approved before."""
    if is_adjusted and status in {Status.ACCEPTED, Status.RECOMMENDED}:
        return _(
            "The office adjusts your approved points. Until they are approved anew there are none, and nobody applies by them."
        )
    return {
        Status.SUBMITTED: _("The office looks whether everything is there. You need do nothing now."),
        Status.SUPPLEMENT: _("The office told you everything that is missing. It goes on when you have answered."),
        Status.ACCEPTED: _("The office checks what you stated. You need do nothing unless it asks you."),
        Status.RECOMMENDED: _("The office checks what you stated. You need do nothing unless it asks you."),
        Status.APPROVED_PENDING: _(
            "The office has checked everything a second time and decides next. Nothing is decided yet, and it can no longer be "
            "withdrawn. You need do nothing."
        ),
        Status.PUBLICITY: _(
            "The office intends to grant it, and shows that on a public list. Nothing is decided before the list is over. "
            "You need do nothing."
        ),
        Status.APPROVED: _("You may apply by these points. What was approved is taken over."),
        Status.GRANTED: _("You may be registered. What comes with it begins with the registration of each person."),
        Status.REFUSED: _("The reasons stand below, in the decision."),
        Status.SETTLED: _("Everybody in the application is registered."),
        Status.REVOKED: _(
            "The grant was revoked, and what it unlocked has ended. Reasons and remedies stand in the decision to revoke."
        ),
        Status.LAPSED: _("The registration was not done in time. You may apply again."),
        Status.WITHDRAWN: _("You took it back. Nothing was decided; you may apply again at any time."),
        Status.ABANDONED: _("What was asked for was not handed in in time. Nothing was decided; you may apply again at once."),
        Status.NOT_ACCEPTED: _("The office does not handle it. The reasons stand below."),
        Status.SUPERSEDED: _("A new decision took its place. What holds now stands in the new file version."),
        Status.GIVEN_UP: _("Nothing was changed. The reasons stand below, in the history."),
        **why_without_decision(),
    }.get(status, "")


def say_step(step: Step) -> str:
    """Say one act of the history."""
    if step.act is Act.ACCEPT and step.by == "installation":
        return _("The application counts as accepted, since the office did not answer within its term.")
    return {
        Act.SUBMIT: _("The application was submitted."),
        Act.ACCEPT: _("The office accepted the application."),
        Act.ASK_SUPPLEMENT: _("The office told you what is missing."),
        Act.ANSWER_SUPPLEMENT: _("You answered what was asked for."),
        Act.EXTEND: _("You asked for more time, and the last day to answer was moved."),
        Act.ASK_QUESTIONS: _("The office asked you something."),
        Act.ANSWER_QUESTIONS: _("You answered the office’s questions."),
        Act.ABANDON: _("The office closed the application: what was asked for was not handed in in time."),
        Act.NOT_ACCEPT: _("The office did not accept the application."),
        Act.WITHDRAW: _("You withdrew the application."),
        Act.AMEND: _("The office corrected what the application states."),
        Act.APPROVE: _("The points were approved."),
        Act.ADJUST: _("The office took the approved points up again. Until they are approved anew there are none."),
        Act.PUBLISH: _("The application was put on a public list."),
        Act.TELL_OBJECTION: _("The office told you what somebody objects."),
        Act.ANSWER_OBJECTION: _("You answered an objection."),
        Act.UPHOLD_IN_PART: _("An objection was upheld in part: the office looks at the application again."),
        Act.UPHOLD: _("An objection was upheld, and the application refused."),
        **steps_of_reviews(),
        Act.GRANT: _("The application was granted."),
        Act.REFUSE: _("The application was refused."),
        Act.REGISTER: _("A registration was recorded."),
        **_steps_of_entitlements(),
        Act.RECORD_REMINDER: _("You were reminded by post to be registered."),
        Act.LAPSE: _("The grant lapsed: the registration was not done in time."),
        Act.CORRECT: _("The office began to correct the decision. Until that is done the decision holds."),
        Act.FOLLOW: _("A new version of the file was opened, with everything as it was decided."),
        Act.GIVE_UP: _("The new version was given up: the earlier decision holds."),
        Act.SUPERSEDE: _("A new decision took the place of this one."),
        Act.SERVE: _("A document was served on you. Its day, and until when it can be contested, stand below."),
        Act.CORRECT_SERVICE: _("The record of the service of a document was corrected. Its day stands below."),
        **further_steps(),
    }[step.act]


def _steps_of_entitlements() -> dict[Act, str]:
    return {
        Act.SUSPEND: _("An entitlement was suspended."),
        Act.RESUME: _("An entitlement was resumed."),
        Act.END: _("An entitlement was ended."),
        Act.RUN_OUT: _("The last day of an entitlement was over."),
    }


def say_waiting(due: Due) -> str:
    """Say what is waited for and until when, with what the term rests on; what cannot be told is said."""
    what = {
        "accept": _("The office says whether it accepts the application, or what is missing"),
        "supplement": _("You answer what is missing"),
        "verify": _("The office has checked what you stated"),
        "decide": _("The office decides"),
        "settle": _("Everybody is registered"),
        "correction": _("The decision is corrected"),
        "review": _("The decision is reviewed"),
        "originals": _("You show the originals of your documents"),
        "case_answer": _("The office answers the outside body in writing"),
    }[due.kind]
    return _("%(what)s: %(until)s.", what=what, until=_until(due)) + _basis(due)


def _until(due: Due) -> str:
    if due.term is None:
        return _("no term is set")
    if due.is_paused and due.kind != "settle":
        return _("the time waits until a round is held, since places are limited")
    if due.day is None:
        waits = _("the time waits, since an outside body suspended the decision")
        return waits if due.is_paused else _("within %(time)s", time=say_time(due.term.duration))
    return _("by %(day)s at the earliest", day=say_day(due.day)) if due.is_earliest else _("by %(day)s", day=say_day(due.day))


def _basis(due: Due) -> str:
    if due.term is None:
        return ""
    if due.term.is_office_default:
        return _(" (A term of the office, none of law.)")
    return _(" (%(reference)s)", reference=due.term.reference) if due.term.reference else ""


def say_time(duration: Duration) -> str:
    """Say so many days or months."""
    match duration.unit:
        case "working_days":
            return ngettext("%(num)d working day", "%(num)d working days", duration.n)
        case "days":
            return ngettext("%(num)d day", "%(num)d days", duration.n)
        case "months":
            return ngettext("%(num)d month", "%(num)d months", duration.n)


def say_about(policy: Policy, about: str) -> str:
    """Name what an item of a supplement is about."""
    if about == FAMILY:
        return _("Family members")
    rules: Iterable[Iterable[object]] = (policy.requirements, policy.vetoes, policy.walk())
    found = (rule for part in rules for rule in part if getattr(rule, "id", "") == about)
    rule = next(found, None)
    return str(rule.about.label.say(language())) if rule is not None and hasattr(rule, "about") else about


def say_unverified() -> str:
    """Say to a holder whose identity is not that of the applicant what to do."""
    return _("The identity of your account is not verified as that of the applicant. Show the card at a counter first.")


def say_refused(refused: InputRefused) -> str:
    """Say what a use case found wrong with an input."""
    return say_known(refused, _REMEDIES) or say_remedy(refused)


_REMEDIES: Remedies = (
    (r"Say what you hold to be wrong, and why\.", lambda: _("Say what you hold to be wrong, and why.")),
    (
        r"The time to ask is over\. Say what kept you.*",
        lambda: _("The time to ask is over. Say what kept you from asking in time."),
    ),
    (r"Choose among the items that are listed\.", lambda: _("Choose among the items that are listed.")),
    (r"Write that you take back that you asked.*", lambda: _("Write that you take back that you asked for a review.")),
    (r"Write that you withdraw.*", lambda: _("Write that you withdraw the application.")),
    (
        r"An application goes by these points\..*",
        lambda: _("Your application goes by these points. Withdraw the application first, or wait until it is decided."),
    ),
    (r"Say why you did not come, or cannot come\.", lambda: _("Say why you did not come, or cannot come.")),
    (r"Write what is said against it\.", lambda: _("Write what you say to it.")),
    (r"Say why you need more time\.", lambda: _("Say why you need more time.")),
    (r"Answer in words, with a document.*", lambda: _("Answer in words, with a file, or by putting your answer right.")),
    (
        r"This was approved in (\S+), and stays.*",
        lambda record: _(
            "This was approved with your points (%(record)s), and stays as it is. Answer in words or with a file.", record=record
        ),
    ),
    (r"This was not asked about.*", lambda: _("This was not asked about, and stays as it is.")),
    (r"Answer it, or say that you do not.*", lambda: _("Answer it, or say that you do not hand it in.")),
    (
        r"Say in words how you meet it.*",
        lambda: _("Say in words how you meet it, or why you do not hand it in."),
    ),
)
