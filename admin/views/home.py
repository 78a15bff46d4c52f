"""The first page of the console: what waits for this person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_admin import AdminIndexView, expose
from flask_babel import gettext as _

from admin.permissions import may_open
from admin.view import Guarded
from scoring.application.officer import Officer, Role
from scoring.application.status import Status
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.web.person import signed_in_officer
from scoring.web.services import Services

WAITING = {
    Role.OFFICER: (Status.ACCEPTED, Status.GRANTED),
    Role.SUPERVISOR: (Status.RECOMMENDED,),
}
"""What each role has to work on: an officer facts and registrations, a supervisor recommendations."""


@dataclass(frozen=True, slots=True)
class Work:
    """So many applications in one status, and where they are listed."""

    status: Status
    count: int
    href: str


class HomeView(Guarded, AdminIndexView):
    """`/admin/`."""

    def __init__(self, services: Services, **options: Any) -> None:
        super().__init__(**options)
        self.services = services

    @expose("/")
    def index(self) -> str:
        """Show what waits, and what this role is for."""
        person = signed_in_officer()
        return self.render("console/home.html", person=person, work=self._work(person), tasks=_tasks(person))

    def _work(self, person: Officer) -> list[Work]:
        statuses = [status for role, waiting in WAITING.items() if role in person.roles for status in waiting]
        return [Work(status, self._count(person, status), url_for("applications.index", status=status)) for status in statuses]

    def _count(self, person: Officer, status: Status) -> int:
        search = ApplicationSearch(status=status)
        return list_applications(self.services.transaction, search, Wanted(size=1), officer=person).total


def _tasks(person: Officer) -> list[tuple[str, str]]:
    """Give the links that begin this person's work: words and address."""
    tasks = (
        ("applications.choose", _("Record an application")),
        ("applications.index", _("Applications")),
        ("decisions.index", _("Decisions")),
        ("entitlements.index", _("Entitlements")),
        ("policies.index", _("Policies")),
        ("journal.index_view", _("Journal")),
        ("accounts.index_view", _("Accounts")),
    )
    return [(words, url_for(endpoint)) for endpoint, words in tasks if may_open(person, endpoint)]
