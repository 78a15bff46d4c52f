"""The evidence of a draft: what the answers demand, what is there, handing a file in, looking at it, taking it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound as NoSuchPage
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from scoring.application.application import Shown
from scoring.application.assisted import FORM_NAME, SIGNED_FORM
from scoring.application.evidence import Demand
from scoring.casework.evidence import MEBIBYTE, EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence, take_back_evidence
from scoring.casework.own_evidence import describe_own_evidence, own_evidence_overview, read_own_evidence
from scoring.errors import EvidenceRefused, InputRefused, Stale
from scoring.pages.account.forms import ConfirmForm
from scoring.pages.applying.draft_page import CONFLICT, DraftPage, shown_version
from scoring.pages.applying.forms import FileForm
from scoring.pages.check import UNPROCESSABLE
from scoring.policy.facts import Evidence
from scoring.web.csp import alone
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.language import language

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from scoring.application.evidence import EvidenceOverview
    from scoring.application.holder import Holder
    from scoring.casework.read_evidence import EvidenceContent
    from scoring.pages.applying.draft_page import DraftForm
    from scoring.pages.applying.sheet import Sheet
    from scoring.pages.view import Answer
    from scoring.web.services import Services


def evidence_of(services: Services, sheet: Sheet) -> EvidenceOverview:
    """Give what the answers of a draft demand, and what of it is there."""
    on, given = services.clock.today(), {"holder": sheet.holder}
    return own_evidence_overview(services.transaction, services.library, sheet.draft.reference, on=on, **given)


def room_of(services: Services) -> EvidenceRoom:
    """Give where evidence is worked with."""
    return EvidenceRoom(services.transaction, services.settings.evidence)


class Files(DraftPage):
    """`/zh/draft/<reference>/files`: every kind of evidence, with its files."""

    methods: ClassVar[list[str]] = ["GET"]

    def answer(self, sheet: Sheet, **_where: str | int) -> Answer:
        """Show them."""
        return render_template("pages/applying/files.html", sheet=sheet, evidence=evidence_of(self.services, sheet))


class AddFile(DraftPage):
    """`/zh/draft/<reference>/files/<kind>/add`: hands in a file of one kind of evidence."""

    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Ask for the file, or keep it; one that is refused is told with its remedy."""
        lines = evidence_of(self.services, sheet).lines
        demands = [line.demand for line in lines if line.demand.is_document] + ([signed_form()] if sheet.prepared else [])
        demand = next((one for one in demands if one.kind.id == where["kind"]), None)
        if demand is None:
            raise NoSuchPage
        form = FileForm()
        if isinstance(form.item, RadioField):
            form.item.choices = _purposes(demand)
        if request.method == "GET" or not form.validate_on_submit():
            return self._page(sheet, form, demand, UNPROCESSABLE if request.method == "POST" else 200)
        try:
            self._hand_in(sheet, form, demand)
        except Stale:
            return self._page(self.again(sheet), form, demand, CONFLICT)
        except EvidenceRefused as refused:
            form.fault("file", " ".join(say_evidence_refusal(refused)))
        except InputRefused as refused:
            form.refuse(refused)
        else:
            return redirect(sheet.address("draft_confirming" if demand.kind.id == SIGNED_FORM else "draft_files"))
        return self._page(sheet, form, demand, UNPROCESSABLE)

    def _hand_in(self, sheet: Sheet, form: FileForm, demand: Demand) -> None:
        services = self.services
        given = handed(form, demand.kind.id, services.settings.evidence.file_mib)
        shown, at = Shown(sheet.draft.reference, shown_version()), services.clock.now()
        hand_in_evidence(room_of(services), services.library, shown, given, holder=sheet.holder, at=at)

    def _page(self, sheet: Sheet, form: DraftForm, demand: Demand, status: int) -> Answer:
        most = self.services.settings.evidence.file_mib
        known = {"demand": demand, "most": most, "is_conflict": status == CONFLICT, "back": sheet.address("draft_files")}
        return render_template("pages/applying/add_file.html", sheet=sheet, form=form, **known), status


class OwnFileContent(DraftPage):
    """`/zh/draft/<reference>/files/<number>`: the file itself, to be kept and never to be opened here."""

    methods: ClassVar[list[str]] = ["GET"]

    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Send it."""
        return attached(self.services, sheet.draft.reference, int(where["number"]), sheet.holder)


def sent(found: EvidenceContent, reference: str) -> Response:
    """Answer with a file, as an attachment under a name that says nothing."""
    name = f"{reference}-{found.file.number}{found.file.media.ending}"
    response = make_response(found.content)
    response.headers["Content-Type"] = str(found.file.media)
    response.headers["Content-Disposition"] = f"attachment; filename={name}; filename*=UTF-8''{quote(name, safe='')}"
    alone()
    return response


def signed_form() -> Demand:
    """Give the demand that a signed form answers."""
    return Demand(Evidence(SIGNED_FORM, FORM_NAME), ())


class RemoveFile(DraftPage):
    """`/zh/draft/<reference>/files/<number>/remove`: asks first."""

    def answer(self, sheet: Sheet, **where: str | int) -> Answer:
        """Ask, or take the file back."""
        services, number, form, status = self.services, int(where["number"]), ConfirmForm(), 200
        file = describe_own_evidence(services.transaction, sheet.draft.reference, number, holder=sheet.holder)
        if form.validate_on_submit():
            shown, at = Shown(sheet.draft.reference, shown_version()), services.clock.now()
            try:
                take_back_evidence(room_of(services), shown, number, holder=sheet.holder, at=at)
            except Stale:
                sheet, status = self.again(sheet), CONFLICT
            else:
                return redirect(sheet.address("draft_files"))
        known = {"file": file, "is_conflict": status == CONFLICT, "back": sheet.address("draft_files")}
        return render_template("pages/applying/remove_file.html", sheet=sheet, form=form, **known), status


def attached(services: Services, reference: str, number: int, holder: Holder) -> Response:
    """Send one of the holder's files. Raises NotFound."""
    return sent(read_own_evidence(room_of(services), reference, number, holder=holder, at=services.clock.now()), reference)


def handed(form: DraftForm, kind: str, most: int) -> HandedEvidence:
    """Read the file of a form with what it proves and its days. Raises InputRefused: `file`, `valid_from`, `valid_to`."""
    upload = form.data.get("file")
    if not upload:
        raise InputRefused("file", "Choose the file.")
    first, last = (_day(form.data.get(name) or "", name) for name in ("valid_from", "valid_to"))
    content = upload.read(most * MEBIBYTE + 1)
    return HandedEvidence(kind, content, upload.filename or "", form.data.get("item") or "", first, last)


def _purposes(demand: Demand) -> list[SelectChoice]:
    """Give what a file of the kind can prove: everything it is demanded for, or one thing of it."""
    each = [SelectChoice(purpose.item, purpose.label.say(language())) for purpose in demand.purposes]
    return [SelectChoice("", _("All that it is asked for")), *each] if len(each) > 1 else []


def _day(typed: str, name: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        raise InputRefused(name, "Write the day as it stands in the document, such as 2026-03-02.") from None
