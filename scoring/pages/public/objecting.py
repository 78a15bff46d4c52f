"""异议: anybody objects to a line of an open list, and asks later, by the number of the receipt, what became of it."""

from __future__ import annotations

import secrets
from functools import partial
from typing import ClassVar

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from scoring.application.kept_file import FILES_MAX
from scoring.casework.object_to_line import Handed, faults, object_to_line
from scoring.casework.objection_queries import Receipt, read_receipt
from scoring.casework.public_lists import PAGE, read_public
from scoring.errors import EvidenceRefused, InputRefused, NotFound
from scoring.pages.account.forms import AccountForm
from scoring.pages.applying.details import cities_of
from scoring.pages.applying.files import room_of
from scoring.pages.check import UNPROCESSABLE
from scoring.pages.public.lists import name_of, unkept
from scoring.pages.public.words import say_cell, say_field
from scoring.pages.view import Answer, Page
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.services import Services
from scoring.web.uploads import handed_files


class ObjectionForm(AccountForm):
    """Who objects, what they say, and that they sign; `key` makes one objection of however many clicks."""

    words = TextAreaField(
        _l("What is wrong, and how you know it"),
        description=_l(
            "Name facts that can be looked into. The office tells the person concerned in its own words what is objected."
        ),
    )
    name = StringField(_l("Your name"), description=_l("As on the identity card."))
    identity_number = StringField(_l("Your identity number"), description=_l("18 characters."))
    contact = StringField(
        _l("Your mail address or mobile number"), description=_l("The office asks you here if it needs to know more.")
    )
    files = MultipleFileField(
        _l("Files (optional)"),
        description=_l("Choose them once more where the form comes back: files are not kept until it is sent."),
    )
    is_to_be_told = BooleanField(_l("Tell me at this contact once my objection is closed"))
    signed = BooleanField(_l("I sign this objection; what I state is true as far as I know"))
    key = HiddenField()


class ObjectToLine(Page):
    """`/zh/publicity/<publication>/lines/<line>`."""

    methods: ClassVar[list[str]] = ["GET", "POST"]
    comes_again = True

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.cities = cities_of(services)

    def dispatch_request(self, publication: int, line: int) -> Answer:
        """Ask for the objection; then keep it. Raises NotFound before the list's first day, NoLongerPublic after its last."""
        form = ObjectionForm()
        if request.method == "GET":
            form.key.data = secrets.token_urlsafe(16)
            return unkept(self._page(publication, line, form))
        page = self._page(publication, line, form)  # is the list open, is there such a line
        if not form.validate_on_submit() or not form.key.data:
            return page, UNPROCESSABLE
        handed = self._handed(publication, line, form)
        wrong = faults(handed, at=self.services.clock.now())
        for each in wrong:
            form.refuse(each)
        if not wrong:
            try:
                return redirect(url_for("pages.objection_receipt", receipt=self._keep(handed)))
            except InputRefused as refused:
                form.refuse(refused)
            except EvidenceRefused as refused:
                form.fault("files", " ".join(say_evidence_refusal(refused)))
        return self._page(publication, line, form), UNPROCESSABLE

    def _handed(self, publication: int, line: int, form: ObjectionForm) -> Handed:
        return Handed(
            publication,
            line,
            name=form.name.data or "",
            identity_number=form.identity_number.data or "",
            contact=form.contact.data or "",
            words=form.words.data or "",
            key=form.key.data or "",
            is_signed=bool(form.signed.data),
            is_to_be_told=bool(form.is_to_be_told.data),
            files=handed_files(form.files.data, self.services.settings.evidence.file_mib),
        )

    def _keep(self, handed: Handed) -> str:
        services = self.services
        known = (room_of(services), services.library, services.timing)
        return object_to_line(*known, handed, officer=None, at=services.clock.now())

    def _page(self, publication: int, line: int, form: ObjectionForm) -> str:
        services = self.services
        page = read_public(services.transaction, publication, -(-line // PAGE), today=services.clock.today())
        found = next((each for each in page.lines if each.number == line), None)
        if found is None:
            raise NotFound("line", str(line))
        made = page.publication
        words = {"say_field": say_field, "say_cell": partial(say_cell, cities=self.cities)}
        name = name_of(services, made.scheme, made.version, made.round)
        limits = {"most": services.settings.evidence.file_mib, "files_max": FILES_MAX}
        return render_template("pages/public/object.html", form=form, made=made, line=found, name=name, **limits, **words)


class ObjectionReceipt(Page):
    """`/zh/publicity/receipts/<receipt>`: for who has its number alone."""

    def dispatch_request(self, receipt: str) -> Answer:
        """Show that the objection was received, or what became of it."""
        found = read_receipt(self.services.transaction, receipt)
        return unkept(render_template("pages/public/receipt.html", receipt=found, say_state=say_state))


def say_state(receipt: Receipt) -> str:
    """Say what became of an objection."""
    return {
        "open": _("Received; the office looks into it"),
        "dismissed": _("Dismissed"),
        "in_part": _("Upheld in part"),
        "upheld": _("Upheld"),
        "overtaken": _("Closed: another objection was upheld"),
        "gone": _("Closed; the file was erased since"),
    }[receipt.state]
