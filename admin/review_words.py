"""The words of the console for reviews of what was decided."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask_babel import gettext as _

from scoring.application.review import DecisionReview, StepKind
from scoring.application.status import Status
from scoring.web.refusal_words import Remedies
from scoring.web.review_words import say_clock


def acts() -> dict[str, str]:
    """Name the acts of reviews."""
    return {
        "ask_review": _("Review asked for"),
        "record_review": _("Review asked for at the counter"),
        "withdraw_review": _("Review taken back"),
        "record_withdrawn_review": _("Review taken back at the counter"),
        "admit_review": _("Late review admitted"),
        "turn_down_review": _("Late review not admitted"),
        "propose_keeping": _("Keeping the decision proposed"),
        "return_keeping": _("Proposal to keep returned"),
        "keep_decision": _("Decision kept after review"),
        "revise": _("File opened anew after review"),
    }


def pages() -> dict[str, str]:
    """Name the pages in the log of reads."""
    return {
        "reviews.index": _("Reviews that wait"),
        "applications.review": _("Review of a file"),
        "applications.record_review": _("File, to record a review"),
        "applications.record_withdrawn_review": _("File, to record that a review is taken back"),
    }


def review_acts() -> dict[str, str]:
    """Name what can be done about a review, by what the form sends."""
    return {
        "admit": _("Admit it: what kept the applicant counts"),
        "turn_down": _("Do not admit it: it comes too late"),
        "propose": _("Propose that the decision stands"),
        "revise": _("Open the file anew: the outcome would change"),
        "return": _("Return the proposal"),
        "keep": _("Confirm that the decision stands"),
    }


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        review_state=review_state, say_review_step=say_review_step, say_contested=say_contested, say_clock=say_clock
    )


def review_state(review: DecisionReview, today: date) -> tuple[str, str]:
    """Say where a review stands, and the colour of its tag."""
    if review.closing is not None:
        return say_review_step(review.closing.kind), "grey"
    if review.is_overdue(today):
        return _("Overdue"), "red"
    if review.waits_for_admission:
        return _("Late: to be admitted or not"), "yellow"
    if review.version:
        return _("Handled anew in a new file"), "turquoise"
    if review.proposal is not None:
        return _("Waits for the second reviewer"), "purple"
    return _("To be looked at anew"), "blue"


def say_review_step(kind: StepKind) -> str:
    """Name a step."""
    return {
        StepKind.ADMITTED: _("Admitted although late"),
        StepKind.TURNED_DOWN: _("Not admitted"),
        StepKind.WITHDRAWN: _("Taken back"),
        StepKind.PROPOSED: _("Proposed to keep the decision"),
        StepKind.RETURNED: _("The proposal was returned"),
        StepKind.KEPT: _("The decision stands"),
        StepKind.OPENED: _("The file was opened anew"),
        StepKind.GIVEN_UP: _("The new file was given up"),
        StepKind.CHANGED: _("Another decision took its place"),
        StepKind.OVERTAKEN: _("A correction took its place"),
    }[kind]


def say_contested(status: Status) -> str:
    """Name what is contested."""
    return {
        Status.REFUSED: _("the refusal"),
        Status.NOT_ACCEPTED: _("the decision not to accept"),
        Status.GRANTED: _("the grant"),
        Status.ABANDONED: _("the closing as given up"),
        Status.FORFEITED: _("the closing as forfeited"),
        Status.NOT_SELECTED: _("the result that it was not selected"),
    }[status]


REMEDIES: Remedies = (
    (r"Say what you hold to be wrong.*", lambda: _("Write what is held to be wrong, and why.")),
    (r"The time to ask is over\. Say .*", lambda: _("The time to ask is over. Write what kept the person from asking in time.")),
    (
        r"Say in up to (\d+) characters what proves that the person takes it back\.",
        lambda most: _("Say in up to %(most)s characters what proves that the person takes it back.", most=most),
    ),
    (r"Write that you take back that you asked.*", lambda: _("Write what the person says: that the review is taken back.")),
    (r"Choose among the items that are listed\.", lambda: _("Choose among the items that are listed.")),
    (r"Say why the cause for being late .*", lambda: _("Say why the cause for being late is accepted.")),
    (
        r"Say why the review comes too late.*",
        lambda: _("Say why the review comes too late, and why what was said to that does not count."),
    ),
    (r"Say what was looked at anew.*", lambda: _("Say what was looked at anew, and why the decision stands.")),
    (
        r"Say which contested item holds.*",
        lambda: _("Say which contested item holds, and why the outcome would be another."),
    ),
    (r"Say what is to be looked at once more\.", lambda: _("Say what is to be looked at once more.")),
    (
        r"A decision needs its reasons: answer .*",
        lambda: _("A decision needs its reasons: answer every ground that was given."),
    ),
)
