"""Having a draft confirmed that is filled in for somebody: by the own account of the person, or on the printed form."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request

from scoring.application import declaration
from scoring.application.application import Shown
from scoring.application.assisted import SIGNED_FORM, form_code
from scoring.casework.offer_draft import offer_draft
from scoring.casework.preparations import read_stated
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.pages.applying.details import cities_of
from scoring.pages.applying.draft_page import CONFLICT, DraftForm, DraftPage, shown_version
from scoring.pages.applying.files import evidence_of
from scoring.pages.applying.hindrances import hindrances
from scoring.pages.applying.sheet import Sheet
from scoring.pages.applying.submit import whole_draft
from scoring.pages.assisted.words import say_refused
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer
from scoring.web.services import Services


class OfferForm(DraftForm):
    """Asks for nothing but the press of a button."""

    def refuse(self, refused: InputRefused) -> None:
        """Say what is wrong above the page: there is no input."""
        self.form_errors = [*self.form_errors, say_refused(refused)]

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        return [{"text": str(text), "href": "#own-account"} for text in self.form_errors]


class Confirming(DraftPage):
    """`/zh/draft/<reference>/confirm`: the two ways; sent, it puts the draft before the person."""

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show the ways, or put it before the person."""
        if sheet.prepared is None or hindrances(self.services, sheet):
            return redirect(sheet.address("draft_check"))
        form = OfferForm()
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(sheet, form)
        shown, at = Shown(sheet.draft.reference, shown_version()), self.services.clock.now()
        try:
            offer_draft(self.services.transaction, shown, holder=sheet.holder, at=at)
        except (Stale, NotAllowed):
            return self._page(self.again(sheet), form, is_conflict=True), CONFLICT
        except InputRefused as refused:
            form.refuse(refused)
            return self._page(sheet, form), UNPROCESSABLE
        return redirect(sheet.address("draft_confirming"))

    def _page(self, sheet: Sheet, form: OfferForm, *, is_conflict: bool = False) -> str:
        scans = [file for file in evidence_of(self.services, sheet).files if file.kind == SIGNED_FORM]
        known = {"sheet": sheet, "scans": scans, "kind": SIGNED_FORM, "back": sheet.address("draft_check")}
        return render_template("pages/assisted/confirming.html", form=form, is_conflict=is_conflict, **known)


class PaperForm(DraftPage):
    """`/zh/draft/<reference>/form`: the 申请表 to print: everything, its digest and code, the declaration, lines to sign on."""

    methods: ClassVar[list[str]] = ["GET"]

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cities = cities_of(services)

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show it once nothing is in the way any more."""
        if sheet.prepared is None or hindrances(self.services, sheet):
            return redirect(sheet.address("draft_check"))
        digest = read_stated(self.services.transaction, sheet.draft.reference, holder=sheet.holder)
        files = [file for file in evidence_of(self.services, sheet).files if file.kind != SIGNED_FORM]
        known = {"digest": digest, "code": form_code(digest), "files": files, "on": self.services.clock.today()}
        paragraphs = declaration.TEXTS[declaration.CURRENT]
        whole = whole_draft(self.services, sheet, self.cities)
        return render_template("pages/assisted/form.html", declaration=paragraphs, **known, **whole)
