"""The first page of the console: what waits for this person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_admin import AdminIndexView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from admin.deadlines import late_by, next_deadlines
from admin.view import Guarded
from admin.views.home_links import tasks_of
from scoring.application.desk import Flag
from scoring.application.officer import Officer, Role
from scoring.application.status import APPROVED_ONCE, Status
from scoring.casework.department_queries import count_requests
from scoring.casework.draft_queries import DraftSearch, list_drafts
from scoring.casework.drafts import DraftStatus
from scoring.casework.lines import ApplicationLine, ApplicationSearch, DecisionSearch, Page, Wanted
from scoring.casework.lists import list_applications, list_decisions
from scoring.casework.personal_requests import count_requests as count_personal
from scoring.casework.review_queries import open_reviews
from scoring.casework.round_queries import count_due_rounds
from scoring.casework.unserved import count_unserved
from scoring.pages.words import say_day
from scoring.web.person import signed_in_officer
from scoring.web.services import Services

WAITING = {
    Role.OFFICER: (Status.SUBMITTED, Status.ACCEPTED, Status.GRANTED),
    Role.SUPERVISOR: (Status.RECOMMENDED, *APPROVED_ONCE),
}
"""What each role has to work on: an officer what came in, facts and registrations, a supervisor what is recommended or approved."""

SOON = 90
"""Days before the end of a period from which on policy staff are told of it."""


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: what it is, how much of it waits, where it is done."""

    words: str
    amount: str
    href: str
    waits: bool


class HomeView(Guarded, AdminIndexView):
    """`/admin/`."""

    def __init__(self, services: Services, **options: Any) -> None:
        super().__init__(**options)
        self.services = services

    @expose("/")
    def index(self) -> str:
        """Show what waits, and what this role is for."""
        person = signed_in_officer()
        work = [
            *self._requests(person),
            *self._files(person),
            *self._rounds(person),
            *self._late(person),
            *self._letters(person),
            *self._personal(person),
            *self._originals(person),
            *self._cases(person),
            *self._unserved(person),
            *self._reviews(person),
            *self._drafts(person),
            *self._periods(person),
            *self._decisions(person),
        ]
        mine = self._mine(person)
        deadlines = next_deadlines(self.services, mine) if mine else {}
        return self.render("console/home.html", person=person, work=work, tasks=tasks_of(person), mine=mine, deadlines=deadlines)

    def _mine(self, person: Officer) -> Page[ApplicationLine] | None:
        """Give what an officer holds; None for those who hold no files."""
        if Role.OFFICER not in person.roles:
            return None
        return list_applications(self.services.transaction, ApplicationSearch(held="mine"), Wanted(size=100), officer=person)

    def _files(self, person: Officer) -> Iterator[Work]:
        words = {
            Status.SUBMITTED: _("Submitted: accept, or ask for what is missing"),
            Status.ACCEPTED: _("Accepted: check the facts and recommend"),
            Status.RECOMMENDED: _("Recommended: look at it again"),
            Status.APPROVED_PENDING: _("Approved: grant, or publish the list first where the rules say so"),
            Status.PUBLICITY: _("On a public list: grant once it is over"),
            Status.GRANTED: _("Granted: record the registrations"),
        }
        for status in (status for role, waiting in WAITING.items() if role in person.roles for status in waiting):
            search = ApplicationSearch(status=status)
            count = list_applications(self.services.transaction, search, Wanted(size=1), officer=person).total
            amount = ngettext("%(num)d application", "%(num)d applications", count)
            yield Work(words[status], amount, url_for("applications.index", status=status), waits=count > 0)

    def _rounds(self, person: Officer) -> Iterator[Work]:
        """Tell supervisors which rounds wait for them."""
        if Role.SUPERVISOR not in person.roles:
            return
        count = count_due_rounds(self.services.transaction, officer=person, at=self.services.clock.now())
        if count:
            amount = ngettext("%(num)d round", "%(num)d rounds", count)
            yield Work(_("Rounds that are over: settle the list, publish the result"), amount, url_for("rounds.index"), waits=True)

    def _requests(self, person: Officer) -> Iterator[Work]:
        """Tell who answers for a department what waits there."""
        if Role.DEPARTMENT not in person.roles:
            return
        inbox = count_requests(self.services.transaction, officer=person, today=self.services.clock.today())
        amount = ngettext("%(num)d request", "%(num)d requests", inbox.open)
        yield Work(_("Requests to answer"), amount, url_for("requests.index"), waits=inbox.open > 0)
        if inbox.overdue:
            amount = ngettext("%(num)d request", "%(num)d requests", inbox.overdue)
            yield Work(_("Of these overdue"), amount, url_for("requests.index", which="overdue"), waits=True)

    def _late(self, person: Officer) -> Iterator[Work]:
        """Tell those who work on files how many are overdue."""
        if person.roles.isdisjoint(WAITING):
            return
        search = ApplicationSearch(late=late_by(self.services, "late"))
        count = list_applications(self.services.transaction, search, Wanted(size=1), officer=person).total
        if count:
            amount = ngettext("%(num)d application", "%(num)d applications", count)
            yield Work(_("Overdue, or the deadline is not known"), amount, url_for("applications.index", due="late"), waits=True)

    def _personal(self, person: Officer) -> Iterator[Work]:
        """Tell officers who waits for an answer about personal data."""
        if Role.OFFICER not in person.roles:
            return
        every, overdue = count_personal(self.services.transaction, officer=person, today=self.services.clock.today())
        if every:
            amount = ngettext("%(num)d request", "%(num)d requests", every)
            yield Work(_("Personal data to be corrected: answer"), amount, url_for("personal.index"), waits=True)
        if overdue:
            amount = ngettext("%(num)d request", "%(num)d requests", overdue)
            yield Work(_("Of these overdue"), amount, url_for("personal.index"), waits=True)

    def _letters(self, person: Officer) -> Iterator[Work]:
        """Tell officers which reminders to be registered wait to be sent by post."""
        if Role.OFFICER not in person.roles:
            return
        search = ApplicationSearch(flag=Flag.LETTER)
        count = list_applications(self.services.transaction, search, Wanted(size=1), officer=person).total
        if count:
            amount = ngettext("%(num)d application", "%(num)d applications", count)
            yield Work(_("Reminders to be posted"), amount, url_for("applications.index", flag=Flag.LETTER), waits=True)

    def _originals(self, person: Officer) -> Iterator[Work]:
        """Tell officers how many are summoned to show their originals."""
        if Role.OFFICER not in person.roles:
            return
        search = ApplicationSearch(flag=Flag.ORIGINALS)
        count = list_applications(self.services.transaction, search, Wanted(size=1), officer=person).total
        if count:
            amount = ngettext("%(num)d application", "%(num)d applications", count)
            yield Work(_("Originals to be shown"), amount, url_for("applications.index", flag=Flag.ORIGINALS), waits=True)

    def _cases(self, person: Officer) -> Iterator[Work]:
        """Tell those who work on files which decisions stand before outside bodies."""
        if person.roles.isdisjoint(WAITING):
            return
        named = {Flag.RECONSIDERATION: _("Before a reconsideration authority"), Flag.LITIGATION: _("Before a court")}
        for flag, words in named.items():
            search = ApplicationSearch(flag=flag)
            count = list_applications(self.services.transaction, search, Wanted(size=1), officer=person).total
            if count:
                amount = ngettext("%(num)d application", "%(num)d applications", count)
                yield Work(words, amount, url_for("applications.index", flag=flag), waits=True)

    def _unserved(self, person: Officer) -> Iterator[Work]:
        """Tell officers what was issued and waits to be served."""
        if Role.OFFICER not in person.roles:
            return
        services, today = self.services, self.services.clock.today()
        known = (services.transaction, services.library, services.timing)
        every, overdue = count_unserved(*known, officer=person, today=today)
        amount = ngettext("%(num)d document", "%(num)d documents", every)
        yield Work(_("Issued: serve on the applicant"), amount, url_for("unserved.index"), waits=every > 0)
        if overdue:
            amount = ngettext("%(num)d document", "%(num)d documents", overdue)
            yield Work(_("Of these overdue"), amount, url_for("unserved.index", which="overdue"), waits=True)

    def _reviews(self, person: Officer) -> Iterator[Work]:
        """Tell those who may review how many reviews wait."""
        if person.roles.isdisjoint({Role.OFFICER, Role.SUPERVISOR, Role.HEAD}):
            return
        count = len(open_reviews(self.services.transaction, officer=person))
        if count:
            amount = ngettext("%(num)d review", "%(num)d reviews", count)
            yield Work(_("Reviews: look anew at what was decided"), amount, url_for("reviews.index"), waits=True)

    def _drafts(self, person: Officer) -> Iterator[Work]:
        """Tell policy staff of drafts that wait to be published."""
        if Role.POLICY_STAFF in person.roles:
            search = DraftSearch(status=DraftStatus.SUBMITTED)
            count = list_drafts(self.services.transaction, search, Wanted(size=1), officer=person).total
            if count:
                amount = ngettext("%(num)d draft", "%(num)d drafts", count)
                yield Work(_("Submitted drafts: look through and publish"), amount, _submitted(), waits=True)

    def _periods(self, person: Officer) -> Iterator[Work]:
        """Tell policy staff of every scheme that has no version in force, or will soon have none."""
        if Role.POLICY_STAFF not in person.roles:
            return
        today = self.services.clock.today()
        for scheme in self.services.library.schemes():
            policy = self.services.library.current(scheme, today)
            last = policy.in_force.last
            if last is None or (last - today).days > SOON:
                continue
            words = (
                _("%(name)s has ended: no version follows", name=policy.name)
                if last < today
                else _("%(name)s ends soon", name=policy.name)
            )
            href = url_for("policies.policy", scheme=policy.scheme, version=policy.version)
            yield Work(words, say_day(last), href, waits=last >= today)

    def _decisions(self, person: Officer) -> Iterator[Work]:
        """Tell an auditor how much there is to read."""
        if Role.AUDITOR in person.roles:
            count = list_decisions(self.services.transaction, DecisionSearch(), Wanted(size=1), officer=person).total
            yield Work(
                _("Decisions to look through"),
                ngettext("%(num)d decision", "%(num)d decisions", count),
                url_for("decisions.index"),
                waits=False,
            )
            yield Work(_("Verify the journal"), "", url_for("journal.verify"), waits=False)


def _submitted() -> str:
    return url_for("drafts.index", status=DraftStatus.SUBMITTED)
