"""What happened with originals and before outside bodies, and that the office wrote: steps of the history of an own file."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.application.status import Act, Status
from scoring.pages.own.revoking_words import revoking_steps


def closed_without_decision() -> dict[Status, str]:
    """Name the statuses of what was approved and closed without a decision."""
    return {Status.FORFEITED: _("Closed: originals not shown"), Status.NOT_SELECTED: _("Not selected in its round")}


def why_without_decision() -> dict[Status, str]:
    """Say what they mean for the applicant."""
    return {
        Status.FORFEITED: _(
            "Nobody showed the originals. It was taken as forfeited, without a decision; you may apply again at once."
        ),
        Status.NOT_SELECTED: _(
            "Places are limited, and your rank lies beyond the cut-off. This is no refusal. Points, rank and remedies stand in the "
            "notice below; you may apply again, and take over what was verified."
        ),
    }


def further_steps() -> dict[Act, str]:
    """Say each act."""
    return {
        Act.SUMMON_ORIGINALS: _("The office summoned you to show the originals:"),
        Act.REMIND_ORIGINALS: _("You were reminded to show the originals."),
        Act.SEE_ORIGINALS: _("Originals were shown:"),
        Act.ASK_CAUSE: _("The office asked why the originals were not shown:"),
        Act.GIVE_CAUSE: _("You said why you did not come, or cannot come."),
        Act.RECORD_CAUSE: _("The office wrote down the cause that you gave."),
        Act.RECORD_CASE: _("A case about the decision before an outside body was recorded."),
        Act.RECORD_ORDER: _("The outside body sent something or ordered it:"),
        Act.ANSWER_BODY: _("The office answered the outside body in writing:"),
        Act.STAY: _("The outside body suspended what the decision does:"),
        Act.LIFT_STAY: _("The decision has effect again:"),
        Act.CLOSE_CASE: _("The outside body’s outcome was recorded:"),
        Act.RESTORE: _("The grant holds again: how it had ended does not stand."),
        Act.FORFEIT: _("The application was taken as forfeited: the originals were not shown."),
        Act.TAKE_OUT: _("The office took the application out of its round, to look at it once more:"),
        Act.ADMIT: _("The application was selected in its round."),
        Act.NOT_SELECT: _("The application was not selected in its round: places are limited."),
        **revoking_steps(),
        Act.SEND_MESSAGE: _("The office sent you a message. It stands on this page."),
    }
