"""The words of the console for statuses, acts, roles and states, and for what the use cases refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from admin import (
    account_words,
    agency_words,
    audit_words,
    counter_words,
    department_words,
    desk_words,
    entitlement_words,
    feedback_words,
    following_words,
    intake_words,
    originals_words,
    outside_words,
    publicity_words,
    question_words,
    review_words,
    revoking_words,
    round_words,
    serving_words,
    settling_words,
)
from admin.background_words import job_acts
from scoring.application.entitlement import EntitlementState
from scoring.application.officer import Role
from scoring.application.status import Act, Status
from scoring.engine.award import Outcome
from scoring.pages.words import say_day
from scoring.policy.wording import Text
from scoring.web.language import language


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_status=say_status,
        status_colour=STATUS_COLOURS.get,
        say_act=say_act,
        say_standing=say_standing,
        say_role=say_role,
        say_office=say_office,
        say_outcome=say_outcome,
        say_state=say_state,
        state_colour=STATE_COLOURS.get,
        say_relation=say_relation,
        say_confers=say_confers,
        say_kind=say_kind,
        say_file=say_file,
        say_at=say_at,
        say_day=say_day,
        in_language=in_language,
    )


STATUS_COLOURS = {
    Status.SUBMITTED: "yellow",
    Status.SUPPLEMENT: "orange",
    Status.WITHDRAWN: "grey",
    Status.ABANDONED: "grey",
    Status.NOT_ACCEPTED: "red",
    Status.ACCEPTED: "blue",
    Status.RECOMMENDED: "purple",
    Status.APPROVED_PENDING: "pink",
    Status.PUBLICITY: "blue",
    Status.APPROVED: "green",
    Status.GRANTED: "green",
    Status.REFUSED: "red",
    Status.SETTLED: "turquoise",
    Status.LAPSED: "grey",
    Status.SUPERSEDED: "grey",
    Status.GIVEN_UP: "grey",
    **dict.fromkeys((Status.FORFEITED, Status.NOT_SELECTED), "grey"),
    Status.REVOKED: "red",
}
STATE_COLOURS = dict(zip(EntitlementState, ("yellow", "green", "orange", "grey"), strict=True))


def say_status(status: Status | str) -> str:
    """Name a status."""
    return {
        "draft": _("Draft"),
        "discarded": _("Draft deleted"),
        "expired": _("Draft expired"),
        "submitted": _("Submitted"),
        "supplement": _("Supplement asked for"),
        "withdrawn": _("Withdrawn"),
        "abandoned": _("Given up"),
        "not_accepted": _("Not accepted"),
        "accepted": _("Accepted"),
        "recommended": _("Recommended"),
        "approved_pending": _("Approved, to be granted"),
        "publicity": _("On a public list"),
        "approved": _("Points approved"),
        "granted": _("Granted"),
        "refused": _("Refused"),
        "settled": _("Registered"),
        "lapsed": _("Lapsed"),
        "superseded": _("Superseded"),
        "given_up": _("New version given up"),
        "forfeited": _("Forfeited"),
        "not_selected": _("Not selected"),
        "revoked": _("Revoked"),
    }[str(status)]


def say_act(act: Act | str, stream: str = "application:") -> str:
    """Name an act of the journal; the same word may be another act in another stream."""
    if stream.startswith("application:") and act in {Act.SUBMIT, Act.WITHDRAW, Act.PUBLISH}:
        return {Act.SUBMIT: _("Submitted"), Act.WITHDRAW: _("Withdrawn"), Act.PUBLISH: _("Put on a public list")}[Act(act)]
    names = {
        "record": _("Recorded"),
        "amend": _("Facts amended"),
        "add_evidence": _("Evidence taken in"),
        "remove_evidence": _("Evidence taken out"),
        "recommend": _("Recommended"),
        "return": _("Returned"),
        "approve": _("Points approved"),
        "approve_grant": _("Grant approved"),
        "adjust": _("Approved points taken up again"),
        "grant": _("Granted"),
        "refuse": _("Refused"),
        "register": _("Registration recorded"),
        **(desk_words.desk_acts() | entitlement_words.acts() | agency_words.acts()),
        **(department_words.acts() | publicity_words.acts() | following_words.acts() | review_words.acts()),
        **(serving_words.acts() | account_words.acts() | settling_words.acts() | originals_words.acts() | revoking_words.acts()),
        **(outside_words.acts() | round_words.acts() | feedback_words.acts()),
        "import": _("Policy imported as a draft"),
        "submit": _("Draft submitted"),
        "withdraw": _("Draft withdrawn"),
        "publish": _("Policy published"),
        "publish_rounds": _("Rounds published"),
        "keep_office": _("Office recorded"),
        "propose_erasure": _("Erasure proposed"),
        "erase": _("Personal data erased"),
        "place_hold": _("Held back from erasure"),
        "lift_hold": _("Hold lifted"),
        **job_acts(),
    }
    return (names | audit_words.acts() | counter_words.acts() | intake_words.acts() | question_words.acts()).get(str(act), str(act))


def say_standing(facts: Mapping[str, Any]) -> str:
    """Say how an application came in that somebody else filled in, and how the person confirmed it; nothing for the others."""
    typed = {
        "counter": _("filled in at the counter"),
        "proxy": _("filled in by a proxy"),
        "agent": _("filled in by the employer's agent"),
    }.get(str(facts.get("channel")))
    confirmed = {"account": _("confirmed by the own account"), "paper": _("confirmed on paper")}.get(str(facts.get("confirmed")))
    return f"{typed}{_(', ')}{confirmed}" if typed and confirmed else ""


def say_break(why: str) -> str:
    """Say what is wrong with a link of a chain."""
    return {
        "hash": _("It was changed."),
        "gap": _("A link is missing here, or one was put in."),
        "order": _("It does not follow the link before it."),
        "cut_off": _("The end of the chain is missing."),
        "algorithm": _("Its algorithm is unknown."),
        "missing": _("Its event is gone."),
        "unlinked": _("The chain over all streams does not know it."),
    }[why]


def say_role(role: Role | str) -> str:
    """Name a role."""
    return {
        "officer": _("Officer"),
        "supervisor": _("Supervisor"),
        "head": _("Head"),
        "department": _("Department"),
        "policy_staff": _("Policy staff"),
        "auditor": _("Auditor"),
        "administrator": _("Administrator"),
        "agency": _("Agency"),
    }[str(role)]


def say_office(name: Text | None) -> str:
    """Name an office, or the whole installation."""
    return name.say(language()) if name else _("Whole installation")


def say_outcome(outcome: Outcome | str) -> str:
    """Name the outcome of an assessment."""
    return {
        "vetoed": _("Vetoed"),
        "requirements_not_met": _("Requirements not met"),
        "below_threshold": _("Below the threshold"),
        "eligible": _("Eligible"),
        "provisional": _("Provisional"),
    }[str(outcome)]


def say_state(state: EntitlementState | str) -> str:
    """Name the state of an entitlement."""
    return {"pending": _("Pending registration"), "in_force": _("In force"), "suspended": _("Suspended"), "ended": _("Ended")}[
        str(state)
    ]


def say_relation(relation: str) -> str:
    """Name the part of a person in an application."""
    return {"applicant": _("Applicant"), "spouse": _("Spouse"), "child": _("Child")}[relation]


def say_confers(confers: str) -> str:
    """Say what an entitlement gives; never “you will get” for a right to apply."""
    return {"treatment": _("Received"), "right_to_apply": _("May be applied for"), "enrolment": _("May be joined")}[confers]


def say_kind(kind: str) -> str:
    """Name a decision."""
    return {
        "granted": _("Granted"),
        "refused": _("Refused"),
        "grant": _("Grant"),
        "refuse": _("Refuse"),
        "approve": _("Approve the points"),
    }[kind]


def say_file(kind: str, reference: str) -> str:
    """Name a file: an application, or a points record."""
    if kind == "points":
        return _("Points record %(reference)s", reference=reference)
    return _("Application %(reference)s", reference=reference)


def say_at(moment: Any) -> str:
    """Write a moment in the hours of the offices."""
    from scoring.clock import SHANGHAI  # noqa: PLC0415 - used here alone

    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def in_language(texts: dict[str, str] | None) -> str:
    """Give a stored text in the reader's language."""
    return (texts or {}).get(language(), "")
