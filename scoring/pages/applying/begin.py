"""From the result of the self-check, or from a scheme, to a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from flask import redirect, render_template, request, url_for

from scoring.application import consent
from scoring.application.application import Shown
from scoring.application.filing import Content, Draft, Named
from scoring.application.holder import Holder
from scoring.application.own_file import OwnLine
from scoring.application.points import come_first
from scoring.application.status import FileKind, Status
from scoring.casework.begin_application import Beginning, begin_application
from scoring.casework.holders import read_account
from scoring.casework.own_queries import list_own, read_points
from scoring.casework.save_draft import save_draft
from scoring.errors import InputRefused
from scoring.pages.applying.forms import BeginForm
from scoring.pages.applying.hindrances import other_ways, rules_in_the_way
from scoring.pages.applying.points_words import say_record
from scoring.pages.applying.sheet import known_answers
from scoring.pages.check import UNPROCESSABLE, CheckPage
from scoring.pages.view import Answer
from scoring.policy.model import Policy
from scoring.web.person import signed_in_holder
from scoring.web.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from werkzeug.wrappers import Response


class BeginDraft(CheckPage):
    """`/zh/apply/<scheme>`: begins a draft with the answers of this browser, or goes on with the one there is."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def dispatch_request(self, scheme: str) -> Answer:
        """Say what is taken over, and begin."""
        policy = self.services.library.current(scheme, self.services.clock.today())
        check, holder = self.check(policy.scheme, policy.version), signed_in_holder()
        form = BeginForm()
        record = read_points(self.services.transaction, policy, holder=holder) if come_first(policy) else None
        kind: FileKind = "points" if come_first(policy) and record is None else "application"
        if form.validate_on_submit():
            try:
                return self._begun(form, policy, (holder, kind), known_answers(policy, check.answers))
            except InputRefused as refused:
                form.refuse(refused)
        form.agreed.data = consent.CURRENT
        known = {
            "count": _count(policy, check.answers),
            "draft": own_draft(self.services, policy.scheme, holder, kind),
            "kind": kind,
            "record": record,
            "say_record": say_record,
            "consent": () if self._has_agreed(holder) else consent.TEXTS[consent.CURRENT],
            "in_the_way": rules_in_the_way(self.services, policy),
            "ways": other_ways(self.services, policy),
        }
        page = render_template("pages/applying/begin.html", check=check, policy=policy, form=form, **known)
        return page, UNPROCESSABLE if request.method == "POST" else 200

    def _begun(self, form: BeginForm, policy: Policy, who: tuple[Holder, FileKind], answers: dict[str, object]) -> Response:
        services, at = self.services, self.services.clock.now()
        holder, kind = who
        agreed = self._has_agreed(holder) or bool(form.consent.data)
        version = (form.agreed.data or "") if agreed else ""
        content = Content(answers, (_applicant(holder),))
        beginning = Beginning(policy.scheme, version, content, kind=kind)
        draft = begin_application(
            services.transaction, services.library, beginning, holder=holder, at=at, mode=services.settings.mode
        )
        if form.take.data == "yes" and answers:
            self._take_over(draft, holder, answers, at)
        return redirect(url_for("pages.draft", reference=draft.reference))

    def _take_over(self, draft: Draft, holder: Holder, answers: dict[str, object], at: datetime) -> None:
        """Put the answers of the self-check in place of those of a draft that there was."""
        services, shown = self.services, Shown(draft.reference, draft.version)
        content = replace(draft.content, facts=answers)
        if content != draft.content:
            save_draft(services.transaction, services.library, shown, content, holder=holder, at=at)

    def _has_agreed(self, holder: Holder) -> bool:
        account = read_account(self.services.transaction, holder)
        return consent.CURRENT in {kept.version for kept in account.consents}


def own_draft(services: Services, scheme: str, holder: Holder, kind: FileKind) -> OwnLine | None:
    """Give the holder's draft of that kind under a scheme, if there is one."""
    lines = list_own(services.transaction, holder=holder)
    wanted = (Status.DRAFT, scheme, kind)
    return next((line for line in lines if (line.status, line.scheme, line.kind) == wanted), None)


def _count(policy: Policy, answers: Mapping[str, object]) -> int:
    """Count the answers that would be taken over."""
    known = known_answers(policy, answers)
    return sum(fact in known for fact in policy.facts)


def _applicant(holder: Holder) -> Named:
    """Give the applicant as far as they are verified."""
    identity = holder.identity
    return Named("applicant", identity.name, identity.identity_number.reveal()) if identity else Named("applicant")
