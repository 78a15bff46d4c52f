"""My applications, and one of them: where it stands, what it waits for, what happened, its receipts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from flask import redirect, render_template, request, url_for

from scoring.application.draft_terms import kept_until
from scoring.application.holder import Holder
from scoring.application.own_file import OwnFile
from scoring.application.status import Act, FileKind, Status
from scoring.casework.objection_queries import own_objections
from scoring.casework.own_queries import list_own, read_draft, read_own_file
from scoring.casework.read_document import list_own_documents
from scoring.casework.read_preflight import read_own_preflight
from scoring.casework.review_queries import own_reviews
from scoring.casework.revocation_queries import read_own_revocations
from scoring.casework.settling import read_own_window
from scoring.casework.statements import read_own_decision
from scoring.errors import Erased, PolicyUnknown
from scoring.pages.own.changes import ChangeWords
from scoring.pages.own.decision_words import by_person, papers_for, say_standing
from scoring.pages.own.documents import can_seal, say_document
from scoring.pages.own.objection_words import say_outcome
from scoring.pages.own.outside_words import OUTSIDE_WORDS, clocks_for
from scoring.pages.own.question_words import say_asked, say_asked_about
from scoring.pages.own.review_words import say_review
from scoring.pages.own.revoking_words import say_revoking
from scoring.pages.own.round_words import say_awaited, say_counted, say_own_awaited
from scoring.pages.own.service_words import ServiceWords
from scoring.pages.own.settling_words import say_own_reminder, say_stay, say_window
from scoring.pages.own.words import COLOURS, explain, say_about, say_status, say_step, say_waiting
from scoring.pages.preflight_words import PreFlightWords
from scoring.pages.view import Answer, Page
from scoring.policy.model import Policy
from scoring.web.language import language
from scoring.web.person import signed_in_holder
from scoring.web.review_words import say_clock
from scoring.web.services import Services

GREY = "grey"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a draft, or what was submitted. `href` is its page, `until` the last day that a draft is kept."""

    reference: str
    title: str
    status: Status
    changed_at: datetime
    href: str | None = None
    waiting: tuple[str, ...] = ()
    until: date | None = None
    erased_on: date | None = None
    kind: FileKind = "application"


class OwnFiles(Page):
    """`/zh/account/applications`."""

    def dispatch_request(self) -> Answer:
        """Show the holder's drafts and applications, what changed last first."""
        lines = tuple(_lines(self.services, signed_in_holder()))
        return render_template("pages/own/list.html", lines=lines, say_status=say_status, colour=colour)


class OwnFilePage(Page):
    """`/zh/account/applications/<reference>`: to be read, and to be printed."""

    def dispatch_request(self, reference: str) -> Answer:
        """Show one of the holder's own. Raises NotFound, alike for another's and for none."""
        services, holder = self.services, signed_in_holder()
        file = read_own_file(services.transaction, reference, holder=holder)
        policy = policy_of(services, file.scheme, file.policy_version)
        decided, flight = None, None
        if file.decided_at is not None:
            decided = read_own_decision(services.transaction, services.library, services.timing, reference, holder=holder)
            flight = read_own_preflight(services.transaction, services.library, reference, holder=holder)
        documents = list_own_documents(services.transaction, reference, holder=holder)
        known = {
            "explain": explain,
            "say_counted": say_counted,
            "say_awaited": say_awaited,
            "say_own_awaited": say_own_awaited,
            "today": services.clock.today(),
            "objections": own_objections(services.transaction, reference, holder=holder),
            "say_objection": say_outcome,
            "reviews": own_reviews(services.transaction, services.library, services.timing, reference, holder=holder),
            "say_review": say_review,
            "say_clock": say_clock,
            "documents": documents,
            "service_words": ServiceWords(services.timing.working_days),
            "seals": can_seal(services),
            "say_document": say_document,
            "say_step": say_step,
            "flight": flight,
            "flight_words": PreFlightWords(flight) if flight else None,
            "windows": policy.procedure.offices if policy else (),
            "case_clocks": clocks_for(services, policy, file.status, file.days, file.cases),
            **OUTSIDE_WORDS,
            "window": read_own_window(services.transaction, services.library, services.timing, reference, holder=holder),
            "say_window": say_window,
            "say_stay": say_stay,
            "revocations": read_own_revocations(services.transaction, services.library, services.timing, reference, holder=holder),
            "say_revoking": say_revoking,
            "say_own_reminder": say_own_reminder,
        }
        words = {"by_person": by_person, "say_standing": say_standing, "papers_for": lambda entry: papers_for(policy, entry)}
        return render_template("pages/own/file.html", decided=decided, **shown(services, file), **known, **words)


class FileAct(Page):
    """A page by which the holder does one act with a file; where the act is not possible it leads to the file."""

    act: ClassVar[Act]
    methods: ClassVar[list[str]] = ["GET", "POST"]

    def dispatch_request(self, reference: str) -> Answer:
        """Ask, or do it."""
        holder = signed_in_holder()
        file = read_own_file(self.services.transaction, reference, holder=holder)
        if request.method == "GET" and self.act not in file.acts:
            return redirect(file_address(reference))
        return self.answer(file, holder)

    @abstractmethod
    def answer(self, file: OwnFile, holder: Holder) -> Answer:
        """Answer the request."""


def shown(services: Services, file: OwnFile) -> dict[str, object]:
    """Give what every page of a file shows: the file, its rules, what it waits for, and how that is said."""
    policy = policy_of(services, file.scheme, file.policy_version)
    return {
        "file": file,
        "title": _title(policy, file.scheme),
        "waiting": _waiting(services, file, policy),
        "acts": {str(act) for act in file.acts},
        "say_status": say_status,
        "colour": colour,
        "asked_about": lambda question: say_asked_about(policy, question.about),
        "changes": ChangeWords(policy),
        "about": lambda id_: say_about(policy, id_) if policy else id_,
    }


def colour(status: Status) -> str:
    """Give the colour of a status."""
    return COLOURS.get(status, GREY)


def policy_of(services: Services, scheme: str, version: str) -> Policy | None:
    """Give the rules of a file; None where this service does not know them any more."""
    try:
        return services.library.find(scheme, version)
    except PolicyUnknown:
        return None


def file_address(reference: str) -> str:
    """Give the address of the page of a file."""
    return url_for("pages.own_file", reference=reference)


def _lines(services: Services, holder: Holder) -> Iterator[Line]:
    for own in list_own(services.transaction, holder=holder):
        policy = policy_of(services, own.scheme, own.policy_version)
        line = Line(own.reference, _title(policy, own.scheme), own.status, own.changed_at, kind=own.kind)
        yield _draft(services, holder, line) if own.status is Status.DRAFT else _submitted(services, holder, line, policy)


def _draft(services: Services, holder: Holder, line: Line) -> Line:
    saved_at = read_draft(services.transaction, line.reference, holder=holder).saved_at
    href = url_for("pages.draft", reference=line.reference)
    return replace(line, href=href, changed_at=saved_at, until=kept_until(saved_at, services.timing.defaults))


def _submitted(services: Services, holder: Holder, line: Line, policy: Policy | None) -> Line:
    try:
        file = read_own_file(services.transaction, line.reference, holder=holder)
    except Erased as erased:
        return replace(line, erased_on=erased.on)
    return replace(line, href=file_address(line.reference), waiting=_waiting(services, file, policy))


def _title(policy: Policy | None, scheme: str) -> str:
    return policy.title.say(language()) if policy else scheme


def _waiting(services: Services, file: OwnFile, policy: Policy | None) -> tuple[str, ...]:
    if policy is None:
        return ()
    today, is_accepted = services.clock.today(), file.status is Status.ACCEPTED
    asked = [say_asked(each, today) for each in file.questions[-1:] if is_accepted and each.is_open(today)]
    waiting = services.timing.waiting(file.status, policy.procedure, file.days, file.pauses)
    return (*asked, *(say_waiting(due) for due in waiting))
