"""The time to be registered, as the applicant reads it: until when, how many days are left, which reminders were given."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from scoring.application.clocks import Pause
from scoring.application.settling import Reminder, ReminderChannel, Window
from scoring.pages.words import say_day


def say_window(window: Window, today: date) -> str:
    """Say until when everybody must be registered, and what happens afterwards."""
    if window.due.term is None:
        return _("These rules set no time to be registered. Nobody loses the grant by waiting.")
    if window.due.is_paused:
        return _(
            "An outside body suspended the decision. The time to be registered waits meanwhile, and nothing lapses. Once the "
            "decision has effect again, the new last day stands here."
        )
    if window.last_day is None:
        return _("The time to be registered has not begun, or its last day cannot be told yet. It stands here as soon as it can.")
    left = window.days_left(today) or 0
    if left < 0:
        return _(
            "The last day to be registered was %(day)s. You may still be registered until the office decides that it lapses.",
            day=say_day(window.last_day),
        )
    days = ngettext("%(num)d day is left", "%(num)d days are left", left) if left else _("today is the last day")
    return _("The last day to be registered is %(day)s: %(left)s.", day=say_day(window.last_day), left=days)


def say_stay(stay: Pause) -> str:
    """Say that days do not count since an outside body kept the decision suspended; both skins do."""
    if stay.last is None:
        return _("The days since %(first)s do not count: an outside body suspended the decision.", first=say_day(stay.first))
    first, last = say_day(stay.first), say_day(stay.last)
    return _("The days from %(first)s to %(last)s did not count: an outside body suspended the decision.", first=first, last=last)


def say_own_reminder(reminder: Reminder) -> str:
    """Say one reminder that was given; empty for a letter that is not sent yet."""
    if reminder.on is None:
        return ""
    if reminder.channel is ReminderChannel.ACCOUNT:
        return _("On %(day)s, by a message in your account", day=say_day(reminder.on))
    return _("On %(day)s, by post", day=say_day(reminder.on))
