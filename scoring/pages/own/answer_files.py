"""Further evidence for one thing that is asked for: handing it in, taking it back before the answer is sent, keeping a copy."""

from __future__ import annotations

from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound as NoSuchPage
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Shown
from scoring.application.filing import Item
from scoring.casework.hand_in_evidence import hand_in_evidence, take_back_evidence
from scoring.errors import EvidenceRefused, InputRefused, MoveRefused, Stale
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.applying.draft_page import shown_version
from scoring.pages.applying.files import attached, handed, room_of
from scoring.pages.applying.forms import FileForm
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.own.answer_sheet import AnswerPage, AnswerSheet
from scoring.pages.own.withdraw import CONFLICT
from scoring.pages.view import Answer, Page
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.language import language
from scoring.web.person import signed_in_holder


class AnswerFileForm(FileForm):
    """A file for one item; which kinds can prove it is said by its page."""

    kind = RadioField(_l("What kind of document it is"), validate_choice=False)


class AddAnswerFile(AnswerPage):
    """`/zh/account/applications/<reference>/supplement/<number>/file`."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Ask for the file, or keep it; one that is refused is told with its remedy."""
        item = sheet.item(where["number"])
        if item is None:
            raise NoSuchPage
        form = _form(sheet, item)
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(sheet, item, form, UNPROCESSABLE if request.method == "POST" else 200)
        try:
            self._hand_in(sheet, item, form)
        except (Stale, MoveRefused):
            return self._page(self.again(sheet), item, form, CONFLICT)
        except EvidenceRefused as refused:
            form.fault("file", " ".join(say_evidence_refusal(refused)))
        except InputRefused as refused:
            form.refuse(refused)
        else:
            return redirect(_item_address(sheet, item))
        return self._page(sheet, item, form, UNPROCESSABLE)

    def _hand_in(self, sheet: AnswerSheet, item: Item, form: AnswerFileForm) -> None:
        services = self.services
        form.item.data = item.about
        given = handed(form, form.kind.data or "", services.settings.evidence.file_mib)
        shown, at = Shown(sheet.file.reference, shown_version()), services.clock.now()
        hand_in_evidence(room_of(services), services.library, shown, given, holder=sheet.holder, at=at)

    def _page(self, sheet: AnswerSheet, item: Item, form: AnswerFileForm, status: int) -> Answer:
        most = self.services.settings.evidence.file_mib
        known = {**self.shown(sheet), "item": item, "form": form, "most": most, "is_conflict": status == CONFLICT}
        return render_template("pages/own/answer_file.html", back=_item_address(sheet, item), **known), status


class RemoveAnswerFile(AnswerPage):
    """`/zh/account/applications/<reference>/files/<number>/remove`: asks first."""

    comes_again = True

    def answer(self, sheet: AnswerSheet, **where: int) -> Answer:
        """Ask, or take the file back; what was submitted before stays."""
        file = next((one for one in sheet.files if one.number == where["number"]), None)
        if file is None:
            raise NoSuchPage
        form, services, status = ConfirmForm(), self.services, 200
        back = url_for("pages.own_supplement", reference=sheet.file.reference)
        if form.validate_on_submit():
            shown, at = Shown(sheet.file.reference, shown_version()), services.clock.now()
            try:
                take_back_evidence(room_of(services), shown, file.number, holder=sheet.holder, at=at)
            except (Stale, MoveRefused):
                sheet, status = self.again(sheet), CONFLICT
            else:
                return redirect(back)
        known = {**self.shown(sheet), "form": form, "evidence": file, "back": back, "is_conflict": status == CONFLICT}
        return render_template("pages/own/answer_remove_file.html", **known), status


class OwnEvidence(Page):
    """`/zh/account/applications/<reference>/files/<number>`: the file itself, to be kept and never to be opened here."""

    methods: ClassVar[list[str]] = ["GET"]

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Send it. Raises NotFound, alike for another's and for none."""
        return attached(self.services, reference, number, signed_in_holder())


def _form(sheet: AnswerSheet, item: Item) -> AnswerFileForm:
    form = AnswerFileForm()
    kinds = sheet.kinds(item)
    form.kind.choices = [SelectChoice(kind.id, kind.label.say(language())) for kind in kinds]
    if len(kinds) == 1:
        form.kind.data = form.kind.data or kinds[0].id
    return form


def _item_address(sheet: AnswerSheet, item: Item) -> str:
    return url_for("pages.own_supplement_item", reference=sheet.file.reference, number=item.number)
