"""What the pages of one draft have in common: whose it is, saving, and the answer to two tabs that save the same draft."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scoring.application.application import Shown
from scoring.application.filing import Content
from scoring.application.holder import Holder
from scoring.casework.own_queries import read_draft, read_own_file
from scoring.casework.preparations import list_prepared
from scoring.casework.save_draft import save_draft
from scoring.errors import FactsRefused, InputRefused, MoveRefused, NotFound, Stale
from scoring.pages.account.forms import AccountForm
from scoring.pages.applying.sheet import Sheet, sheet_of
from scoring.pages.applying.words import say_remedy
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.view import Answer, Page
from scoring.web.person import is_holder, signed_in_typist
from scoring.web.services import staff_home
from scoring.web.typed import whole_number

FORBIDDEN, CONFLICT = 403, 409


class DraftForm(AccountForm):
    """A form on a draft; what a use case refuses is said beside the input it is about."""

    def refuse(self, refused: InputRefused) -> None:
        """Put what is wrong beside its input."""
        self.fault(refused.field.rpartition("/")[2], say_remedy(refused))


class DraftPage(Page):
    """A page of one of the holder's drafts; where it was submitted meanwhile the page leads to the receipt."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True
    needs_no_authority: ClassVar[bool] = False  # what may still be done for somebody when the authority is over

    def dispatch_request(self, reference: str, **where: str | int) -> Answer:
        """Read the draft and answer with it."""
        holder = signed_in_typist()
        try:
            sheet = self.sheet(reference, holder)
            if sheet.prepared is not None and not sheet.prepared.holds and not self.needs_no_authority:
                return render_template("pages/assisted/over.html", sheet=sheet), FORBIDDEN
            return self.answer(sheet, **where)
        except (NotFound, MoveRefused):
            return self.after_submission(reference, holder)

    def sheet(self, reference: str, holder: Holder) -> Sheet:
        """Read the draft. Raises NotFound."""
        return sheet_of(self.services, read_draft(self.services.transaction, reference, holder=holder), holder)

    def after_submission(self, reference: str, holder: Holder) -> Response:
        """Lead to the receipt, or to the list of what was filled in for others. Raises NotFound where it is nothing of theirs."""
        try:
            file = read_own_file(self.services.transaction, reference, holder=holder)
        except NotFound:
            if reference not in {line.reference for line in list_prepared(self.services.transaction, holder.account_id)}:
                raise
            return redirect(url_for("pages.for_others") if is_holder() else staff_home())
        return redirect(url_for("pages.receipt", reference=file.reference))

    @abstractmethod
    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Answer the request."""

    def save(self, sheet: Sheet, content: Content) -> Sheet:
        """Keep *content*, unless nothing changed. The answers that the rules of today do not take are left out.

        Raises:
            Stale: the draft was saved elsewhere after this form was shown.
            InputRefused, FactsRefused: as `save_draft`.
        """
        shown = Shown(sheet.draft.reference, shown_version())
        if shown.version != sheet.draft.version:
            raise Stale(shown.reference, shown.version, sheet.draft.version)
        if content == sheet.content and not sheet.is_outdated and not sheet.is_behind:
            return sheet
        kept = replace(content, facts={fact: value for fact, value in content.facts.items() if fact not in sheet.dropped})
        services, at = self.services, self.services.clock.now()
        draft = save_draft(services.transaction, services.library, shown, kept, holder=sheet.holder, at=at)
        return sheet_of(services, draft, sheet.holder)

    def again(self, sheet: Sheet) -> Sheet:
        """Read the draft once more, to show beside what was typed what stands there by now. Raises NotFound."""
        return self.sheet(sheet.draft.reference, sheet.holder)


class FormPage(DraftPage):
    """A page with one form that fills in a part of the draft."""

    template: ClassVar[str]

    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Show the form, or take it; what is wrong comes back beside its input, and a conflict keeps what was typed."""
        form = self.form(sheet, **where)
        if request.method == "GET":
            return self.show(sheet, form, 200, **where)
        if not form.validate_on_submit():
            return self.show(sheet, form, CONFLICT if is_behind(sheet) else UNPROCESSABLE, **where)
        try:
            self.save(sheet, self.content(sheet, form, **where))
        except Stale:
            return self.show(self.again(sheet), form, CONFLICT, **where)
        except InputRefused as refused:
            form.refuse(refused)
            return self.show(sheet, form, UNPROCESSABLE, **where)
        except FactsRefused:
            return redirect(sheet.address("draft_check"))  # where the answers that the rules refuse are named
        return redirect(self.onward(sheet))

    def show(self, sheet: Sheet, form: DraftForm, status: int, **where: str | int) -> Answer:
        """Render the form."""
        known = {"is_conflict": status == CONFLICT, "back": self.onward(sheet), **self.more(sheet, **where)}
        return render_template(f"pages/applying/{self.template}", sheet=sheet, form=form, **known), status

    def onward(self, sheet: Sheet) -> str:
        """Give where one goes on: back to the check of the answers where one came from there, else to the list of tasks."""
        return way_back(sheet)

    def more(self, sheet: Sheet, **where: str | int) -> dict[str, object]:  # noqa: ARG002 - for pages that show more
        """Give what the template needs beside the form."""
        return {}

    @abstractmethod
    def form(self, sheet: Sheet, **where: str | int) -> DraftForm:
        """Give the form as it was sent, or as the draft fills it."""

    @abstractmethod
    def content(self, sheet: Sheet, form: DraftForm, **where: str | int) -> Content:
        """Put what was typed into the content of the draft. Raises InputRefused."""


def way_back(sheet: Sheet) -> str:
    """Give the check of the answers where one came from there (`?change=1`), else the list of tasks."""
    return sheet.address("draft_check" if request.args.get("change") else "draft")


def is_behind(sheet: Sheet) -> bool:
    """Whether the draft was saved elsewhere after the form that was sent was shown."""
    return shown_version() != sheet.draft.version


def shown_version() -> int:
    """Give the version of the draft that the form carried."""
    return whole_number(request.form.get("version")) or 0
