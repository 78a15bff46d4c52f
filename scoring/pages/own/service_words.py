"""The words of service, for both skins: how and when a document was served, and until when it can be contested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from scoring.application.document import IssuedDocument, Service, ServiceChannel
from scoring.application.serving import RemedyClock, remedy_clocks
from scoring.application.working_days import WorkingDays
from scoring.pages.own.words import say_time
from scoring.pages.words import say_day
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """What a list of documents says of their service."""

    working_days: WorkingDays

    def service(self, service: Service) -> str:
        """Say how a document was served, and from when on that has effect."""
        return say_service(service)

    def clocks(self, document: IssuedDocument) -> list[str]:
        """Say each way to contest a document with its last day."""
        return [say_clock(clock) for clock in remedy_clocks(document, self.working_days)]


def say_service(service: Service) -> str:
    """Say how a document was served, and from when on that has effect."""
    on = say_day(service.on)
    said: dict[ServiceChannel, Callable[[], str]] = {
        ServiceChannel.ACCOUNT: lambda: _("served by the account on %(day)s", day=on),
        ServiceChannel.COUNTER: lambda: _("served at the counter on %(day)s", day=on),
        ServiceChannel.POST: lambda: _("served by post on %(day)s", day=on),
        ServiceChannel.PUBLIC_NOTICE: lambda: _(
            "served by a public notice of %(day)s, with effect from %(effective)s", day=on, effective=say_day(service.effective_on)
        ),
    }
    return said[service.channel]()


def say_channel(channel: ServiceChannel) -> str:
    """Name a way to serve."""
    return {
        ServiceChannel.ACCOUNT: _("By the account, today"),
        ServiceChannel.COUNTER: _("At the counter"),
        ServiceChannel.POST: _("By post"),
        ServiceChannel.PUBLIC_NOTICE: _("By public notice"),
    }[channel]


def say_clock(clock: RemedyClock) -> str:
    """Say one way to contest a document: before whom and until when, or that the time has not begun."""
    what = {
        "review": _("review by the authority"),
        "reconsideration": _("administrative reconsideration"),
        "litigation": _("administrative litigation"),
    }[clock.kind]
    if clock.organ:
        what = _("%(what)s (%(organ)s)", what=what, organ=clock.organ.say(language()))
    return _("%(what)s: %(until)s", what=what, until=_until(clock))


def _until(clock: RemedyClock) -> str:
    due = clock.due
    if due.day is not None:
        return _("by %(day)s", day=say_day(due.day))
    if due.term is None:
        return _("no term is set")
    if due.unknown_year is not None:
        return _("the working days of %(year)d are not known", year=due.unknown_year)
    time = say_time(due.term.duration)
    if due.term.duration.start == "service":
        return _("not yet served: the time of %(time)s has not begun", time=time)
    return _("within %(time)s", time=time)
