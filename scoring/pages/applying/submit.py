"""The check of everything in a draft, the declaration, the submission, and the receipt."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from flask import redirect, render_template, request, url_for

from scoring.application import declaration
from scoring.application.application import Shown
from scoring.application.filing import Signature
from scoring.application.status import Status
from scoring.casework.own_queries import read_own_file
from scoring.casework.record_application import Here
from scoring.casework.submit_application import receiving_offices, submit_application
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, PolicyNotInForce, Stale, WindowClosed
from scoring.pages.applying.details import cities_of, statistics_rows
from scoring.pages.applying.draft_page import CONFLICT, DraftPage, shown_version
from scoring.pages.applying.due_words import say_due
from scoring.pages.applying.files import evidence_of
from scoring.pages.applying.forms import DeclarationForm
from scoring.pages.applying.hindrances import hindrances
from scoring.pages.applying.household import masked_number
from scoring.pages.applying.words import say_relation
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.sums import sums
from scoring.pages.values import answer_sections
from scoring.pages.view import Answer, Page
from scoring.web.language import language
from scoring.web.person import signed_in_holder, signed_in_typist

if TYPE_CHECKING:
    from scoring.application.holder import Holder
    from scoring.casework.offices import City
    from scoring.pages.applying.sheet import Sheet
    from scoring.web.services import Services

KEY_BYTES = 24


class CheckDraft(DraftPage):
    """`/zh/draft/<reference>/check`: everything that would be handed in, each with a link to change it, and what is in the way."""

    methods: ClassVar[list[str]] = ["GET"]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cities = cities_of(services)

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show it."""
        found = hindrances(self.services, sheet)
        whole = whole_draft(self.services, sheet, self.cities)
        return render_template("pages/applying/check.html", hindrances=found, evidence=evidence_of(self.services, sheet), **whole)


def whole_draft(services: Services, sheet: Sheet, cities: tuple[City, ...]) -> dict[str, Any]:
    """Give everything of a draft but its evidence, as the pages show it that show all."""
    assessment = sheet.assessment()
    return {
        "sheet": sheet,
        "people": [(n, person, masked_number(person, sheet)) for n, person in enumerate(sheet.content.people)],
        "say_relation": say_relation,
        "sections": answer_sections(sheet.policy, sheet.answers, sheet.asked(), language()),
        "statistics": statistics_rows(cities, sheet.content.statistics),
        "offices": {office.id: office.name for office in receiving_offices(services.transaction, sheet.policy)},
        "sums": sums(assessment) if assessment else (),
        "ranks": sheet.policy.selection.ranking is not None,
    }


class Declare(DraftPage):
    """`/zh/draft/<reference>/submit`: the declaration; sent, it submits the draft, once however often it is sent."""

    def dispatch_request(self, reference: str, **where: str | int) -> Answer:
        """Show the declaration, or submit: also where the draft is no draft any more, since an answer may have been lost."""
        holder = signed_in_typist()
        form = DeclarationForm()
        if request.method == "GET" or not form.validate_on_submit():
            return super().dispatch_request(reference, **where)
        try:
            return self._answered(reference, holder, form)
        except (NotFound, MoveRefused):  # with another key: a tab beside the one that submitted
            return self.after_submission(reference, holder)

    def _answered(self, reference: str, holder: Holder, form: DeclarationForm) -> Answer:
        try:
            self._submit(reference, holder, form)
        except Stale:
            return self._page(self.sheet(reference, holder), form, is_conflict=True), CONFLICT
        except (InputRefused, NotAllowed, WindowClosed, PolicyNotInForce, FactsRefused) as refused:
            return self._refused(self.sheet(reference, holder), form, refused)
        return redirect(url_for("pages.receipt", reference=reference))

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show the declaration; what is in the way stands on the page before."""
        if sheet.prepared is not None:
            return redirect(sheet.address("draft_confirming"))
        if hindrances(self.services, sheet):
            return redirect(sheet.address("draft_check"))
        return self._page(sheet, DeclarationForm(), is_conflict=False)

    def _submit(self, reference: str, holder: Holder, form: DeclarationForm) -> None:
        services, at = self.services, self.services.clock.now()
        declared = (form.declared.data or "") if form.declaration.data else ""
        signature = Signature(Shown(reference, shown_version()), declared, form.key.data or "")
        here = Here(services.settings.mode, services.timing)
        submit_application(services.transaction, services.library, signature, holder=holder, at=at, here=here)

    def _refused(self, sheet: Sheet, form: DeclarationForm, refused: Exception) -> Answer:
        """Say what the submission refused: beside the box, or on the check with everything that is in the way."""
        if isinstance(refused, InputRefused) and not hindrances(self.services, sheet):
            form.refuse(refused)
            return self._page(sheet, form, is_conflict=False), UNPROCESSABLE
        return redirect(sheet.address("draft_check"))

    def _page(self, sheet: Sheet, form: DeclarationForm, *, is_conflict: bool) -> str:
        if not form.key.data:
            form.key.data = secrets.token_urlsafe(KEY_BYTES)
        form.declared.data = declaration.CURRENT
        paragraphs = declaration.TEXTS[declaration.CURRENT]
        return render_template(
            "pages/applying/declare.html", sheet=sheet, form=form, declaration=paragraphs, is_conflict=is_conflict
        )


class ReceiptPage(Page):
    """`/zh/receipt/<reference>`: what was handed in, when, and what happens next; to be printed."""

    def dispatch_request(self, reference: str) -> Answer:
        """Show the newest receipt of one of the holder's own applications."""
        services, holder = self.services, signed_in_holder()
        file = read_own_file(services.transaction, reference, holder=holder)
        receipt = file.receipts[-1]
        policy = services.library.find(receipt.scheme, receipt.policy_version)
        waiting = services.timing.waiting(Status.SUBMITTED, policy.procedure, receipt.days)
        return render_template(
            "pages/applying/receipt.html",
            file=file,
            receipt=receipt,
            policy=policy,
            dues=[say_due(due) for due in waiting],
            originals=policy.procedure.originals_check,
        )
