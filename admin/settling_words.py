"""The words of the console for the time to be registered: where it stands, what keeps a grant from lapsing, what is refused."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from scoring.application.guards import Guard
from scoring.application.settling import REMINDERS, Reminder, ReminderChannel, Window
from scoring.pages.words import say_day
from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts."""
    return {"record_reminder": _("Reminder by post recorded"), "lapse": _("Lapsed")}


def pages() -> dict[str, str]:
    """Name the pages in the log of reads."""
    return {
        "applications.lapse": _("File, to let it lapse"),
        "applications.record_reminder": _("File, to record a reminder by post"),
    }


def say_reminder(reminder: Reminder) -> str:
    """Say one reminder: given when and how, or that it stands as a task."""
    if reminder.on is None:
        return _("By post: due since %(day)s, not recorded as sent", day=say_day(reminder.fell_due))
    day = say_day(reminder.on)
    if reminder.channel is ReminderChannel.ACCOUNT:
        return _("On %(day)s, by a notice in the account", day=day)
    return _("On %(day)s, by post: %(proof)s", day=day, proof=reminder.proof)


def say_hindrance(window: Window, today: date) -> str:
    """Say what keeps the grant from lapsing; empty where nothing does."""
    if window.due.term is None:
        return _("These rules set no time to be registered: nobody loses the grant by waiting, and it cannot lapse.")
    if window.due.is_paused:
        return _("An outside body suspended the decision: the time waits, and nothing lapses meanwhile.")
    if window.last_day is None:
        return _("The last day cannot be told: the decision is not served, or the working days of a year are not known.")
    match window.hindrance(today):
        case Guard.TERM_OVER:
            return _("The time is not over: it ends on %(day)s.", day=say_day(window.last_day))
        case Guard.REMINDED if not window.warnings:
            return _("The office sets no days on which it reminds (settle_warning_1 to 3): without reminders nothing lapses.")
        case Guard.REMINDED if window.lapses_after is None:
            given = sum(each.on is not None for each in window.reminders)
            return _("%(given)d of %(all)d reminders are proven. It can lapse once all are.", given=given, all=REMINDERS)
        case Guard.REMINDED:
            return _(
                "The last reminder, or the end of a suspension, leaves the person until %(day)s.",
                day=say_day(window.lapses_after or today),
            )
        case _:
            return ""


REMEDIES: Remedies = (
    (
        r"Give a day from (\S+), on which the reminder fell due, to today\.",
        lambda day: _("Give a day from %(day)s, on which the reminder fell due, to today.", day=day),
    ),
    (
        r"Say in up to (\d+) characters what proves that it was sent\.",
        lambda most: _("Say in up to %(most)s characters what proves that it was sent.", most=most),
    ),
)
