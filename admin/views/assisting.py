"""Assisted filing at the counter: opening a draft for a person whose card the officer saw, and taking a signed form."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, request, url_for
from flask_admin import expose
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from admin.assisted_forms import FormNumberForm, PrepareForm, TakeFormForm
from admin.refusal_words import say_refusal
from scoring.application import consent, declaration
from scoring.application.application import Shown
from scoring.application.assisted import SIGNED_FORM
from scoring.application.filing import Signature
from scoring.application.holder import Card
from scoring.application.identity import identity_number
from scoring.casework.evidence import MEBIBYTE, EvidenceRoom, HandedEvidence
from scoring.casework.preparations import list_prepared
from scoring.casework.prepare_application import AtCounter, prepare_at_counter
from scoring.casework.record_application import Here
from scoring.casework.take_form import OnPaper, TakenForm, read_on_paper, take_form
from scoring.errors import (
    EvidenceRefused,
    FactsRefused,
    InputRefused,
    MoveRefused,
    NotAllowed,
    PolicyNotInForce,
    ScoringError,
    Stale,
    WindowClosed,
)
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.language import language
from scoring.web.problem_words import words_of_error
from scoring.web.services import Services
from scoring.web.typed import whole_number

Answer = Response | str | tuple[str, int]
UNPROCESSABLE, CONFLICT = 422, 409
KEY_BYTES = 24
MOST_CONFIRMED = 20
_IN_THE_WAY = (Stale, MoveRefused, NotAllowed, WindowClosed, PolicyNotInForce, FactsRefused)


class AssistingPages:
    """The pages of assisted filing; the rest is the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    titles: Callable[[], Mapping[str, str]]

    @expose("/prepare", methods=["GET", "POST"])
    def prepare(self) -> Answer:
        """Open a draft for a person, which is then filled in on the applicants' own pages; show what is open already."""
        form = PrepareForm()
        titles = self.titles()
        form.scheme.choices = [SelectChoice(scheme, title) for scheme, title in titles.items()]
        if form.validate_on_submit():
            try:
                reference = self._prepared(form)
            except InputRefused as refused:
                form.refuse(refused.field, say_refusal(refused))
            except PolicyNotInForce as refused:
                form.refuse("scheme", words_of_error(refused).happened)
            else:
                return redirect(url_for("pages.draft", reference=reference, lang=language()))
        form.agreed.data = consent.CURRENT
        prepared = list_prepared(self.services.transaction, self.officer.account_id)
        lines = [one for one in prepared if one.status == "draft"]
        confirmed = [one for one in prepared if one.status != "draft"][:MOST_CONFIRMED]
        known = {"lines": lines, "confirmed": confirmed, "titles": titles, "consent": consent.TEXTS[consent.CURRENT]}
        page = self.render("console/prepare.html", form=form, **known)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    @expose("/take-form", methods=["GET", "POST"])
    def take_form(self) -> Answer:
        """Find the draft that a signed form states, then submit it. Number and code stand in no address."""
        taking = TakeFormForm()
        if taking.key.data and taking.validate_on_submit():
            return self._take(taking)
        form = FormNumberForm()
        if not form.validate_on_submit():
            return self._ask_number(form)
        return self._show_paper(form, TakeFormForm(formdata=None, data={"reference": form.reference.data, "code": form.code.data}))

    def _prepared(self, form: PrepareForm) -> str:
        services = self.services
        number = identity_number(form.identity_number.data or "", on=services.clock.today())
        version = (form.agreed.data or "") if form.consent.data else ""
        card = Card(form.name.data or "", number)
        given = AtCounter(form.scheme.data or "", version, card, saw_card=bool(form.saw_card.data))
        here = Here(services.settings.mode, services.timing)
        by = {"officer": self.officer, "at": services.clock.now(), "here": here}
        return prepare_at_counter(services.transaction, services.library, given, **by).reference

    def _ask_number(self, form: FormNumberForm) -> Answer:
        page = self.render("console/form_number.html", form=form)
        return page if request.method == "GET" else (page, UNPROCESSABLE)

    def _show_paper(self, form: FormNumberForm, taking: TakeFormForm, status: int = 200) -> Answer:
        try:
            paper = read_on_paper(self.services.transaction, form.reference.data or "", form.code.data or "", officer=self.officer)
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._ask_number(form)
        return self._paper_page(paper, taking), status

    def _paper_page(self, paper: OnPaper, taking: TakeFormForm) -> str:
        taking.key.data = taking.key.data or secrets.token_urlsafe(KEY_BYTES)
        taking.version.data = str(paper.draft.version)
        return self.render("console/take_form.html", paper=paper, form=taking, titles=self.titles())

    def _take(self, taking: TakeFormForm) -> Answer:
        services, again = self.services, FormNumberForm(formdata=None, data=taking.data)
        room = EvidenceRoom(services.transaction, services.settings.evidence)
        given = {"officer": self.officer, "at": services.clock.now(), "mode": services.settings.mode}
        try:
            receipt = take_form(room, services.library, self._taken(taking), **given)
        except EvidenceRefused as refused:
            taking.refuse("file", " ".join(say_evidence_refusal(refused)))
        except InputRefused as refused:
            if refused.field in {"reference", "code"}:
                again.refuse(refused.field, say_refusal(refused))
                return self._ask_number(again)
            taking.refuse("file" if refused.field == "scan" else refused.field, say_refusal(refused))
        except _IN_THE_WAY as error:
            taking.refuse("compared", _say(error))
            return self._show_paper(again, taking, CONFLICT)
        else:
            return self.render("console/form_taken.html", receipt=receipt, titles=self.titles())
        return self._show_paper(again, taking, UNPROCESSABLE)

    def _taken(self, taking: TakeFormForm) -> TakenForm:
        reference, version, upload = (taking.reference.data or "").strip().upper(), taking.version.data or "", taking.file.data
        shown = Shown(reference, whole_number(version) or 0)
        scan = None
        if upload:
            content = upload.read(self.services.settings.evidence.file_mib * MEBIBYTE + 1)
            scan = HandedEvidence(SIGNED_FORM, content, upload.filename or "")
        signature = Signature(shown, declaration.CURRENT, taking.key.data or "")
        return TakenForm(signature, taking.code.data or "", scan, compared=bool(taking.compared.data))


def _say(error: ScoringError) -> str:
    words = words_of_error(error)
    return f"{words.happened} {words.next_step}"
