"""Evidence of an application: taking it in at the counter, looking at it page by page, taking it out again.

A file itself is only ever sent as an attachment. What is looked at in the browser is painted anew, page by page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from flask import flash, make_response, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from admin.conflicts import conflict
from admin.evidence_forms import AddEvidenceForm, RemoveEvidenceForm
from admin.forms import ShownForm
from admin.refusal_words import say_refusal
from scoring.application.application import Shown
from scoring.application.evidence import Demand, EvidenceOverview
from scoring.application.status import Act
from scoring.casework.add_evidence import add_evidence
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.evidence_queries import evidence_overview
from scoring.casework.queries import ApplicationFile, read_file
from scoring.casework.read_evidence import describe_evidence, read_evidence, show_evidence
from scoring.casework.remove_evidence import remove_evidence
from scoring.errors import EvidenceRefused, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.policy.facts import Evidence
from scoring.policy.model import Policy
from scoring.web.csp import alone
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.language import language
from scoring.web.services import Services
from scoring.web.typed import whole_number
from scoring.web.viewing import already_told

Answer = Response | str | tuple[str, int]
UNPROCESSABLE = 422


class EvidencePages:
    """The pages of evidence; `services`, `officer` and `render` are the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]

    @expose("/<reference>/evidence/add", methods=["GET", "POST"])
    def add_evidence(self, reference: str) -> Answer:
        """Take a file in."""
        file = read_file(self.services.transaction, reference, officer=self.officer)
        form = AddEvidenceForm()
        overview = self.evidence_of(reference)
        form.purpose.choices = _choices(self._policy(file), overview)
        if request.method == "GET":
            if Act.ADD_EVIDENCE not in file.application.acts:
                raise Conflict
            form.version.data = str(file.application.version)
            form.purpose.data = request.args.get("kind", "")
            return self._evidence_form("console/add_evidence.html", file, form, overview=overview)
        if not form.validate():
            return self._evidence_form("console/add_evidence.html", file, form, overview=overview), UNPROCESSABLE
        kind, _colon, item = form.purpose.data.partition(":")
        upload = form.file.data
        most = self.services.settings.evidence.file_mib * 1024 * 1024
        handed = HandedEvidence(kind, upload.read(most + 1), upload.filename or "", item, form.valid_from.data, form.valid_to.data)

        def do() -> str:
            shown, at = _shown(reference, form), self.services.clock.now()
            added = add_evidence(self._room, self.services.library, shown, handed, officer=self.officer, at=at)
            return _("File %(number)s is kept.", number=added.number)

        return self._finish("console/add_evidence.html", file, form, do, overview=overview)

    @expose("/<reference>/evidence/<int:number>")
    def evidence(self, reference: str, number: int) -> str:
        """Tell what a file is, and show one page of it."""
        found = describe_evidence(self.services.transaction, reference, number, officer=self.officer)
        file = read_file(self.services.transaction, reference, officer=self.officer)
        page = min(max(request.args.get("page", 1, int), 1), found.pages)
        policy = self._policy(file)
        return self.render("console/evidence.html", file=file, application=file.application, found=found, page=page, policy=policy)

    @expose("/<reference>/evidence/<int:number>/page/<int:page>")
    def evidence_page(self, reference: str, number: int, page: int) -> Response:
        """Send one page, painted anew."""
        painted = show_evidence(self._room, reference, number, page, officer=self.officer, at=self.services.clock.now())
        return _sent(painted, "image/png")

    @expose("/<reference>/evidence/<int:number>/file")
    def evidence_file(self, reference: str, number: int) -> Response:
        """Send the file itself, to be kept and never to be opened here."""
        found = read_evidence(self._room, reference, number, officer=self.officer, at=self.services.clock.now())
        response = _sent(found.content, str(found.file.media))
        name = f"{reference}-{number}{found.file.media.ending}"
        response.headers["Content-Disposition"] = f"attachment; filename={name}; filename*=UTF-8''{quote(name, safe='')}"
        return response

    @expose("/<reference>/evidence/<int:number>/remove", methods=["GET", "POST"])
    def remove_evidence(self, reference: str, number: int) -> Answer:
        """Take a file out again."""
        found = describe_evidence(self.services.transaction, reference, number, officer=self.officer)
        file = read_file(self.services.transaction, reference, officer=self.officer)
        form = RemoveEvidenceForm()
        if request.method == "GET":
            if Act.REMOVE_EVIDENCE not in file.application.acts:
                raise Conflict
            form.version.data = str(file.application.version)
            return self._evidence_form("console/remove_evidence.html", file, form, found=found)
        if not form.validate():
            return self._evidence_form("console/remove_evidence.html", file, form, found=found), UNPROCESSABLE

        def do() -> str:
            given = {"officer": self.officer, "at": self.services.clock.now(), "reason": form.reason.data or ""}
            remove_evidence(self._room, _shown(reference, form), number, **given)
            return _("File %(number)s is taken out.", number=number)

        return self._finish("console/remove_evidence.html", file, form, do, found=found)

    @property
    def _room(self) -> EvidenceRoom:
        return EvidenceRoom(self.services.transaction, self.services.settings.evidence)

    def evidence_of(self, reference: str) -> EvidenceOverview:
        """Give what is demanded of an application and what is there."""
        on = self.services.clock.today()
        return evidence_overview(self.services.transaction, self.services.library, reference, officer=self.officer, on=on)

    def _policy(self, file: ApplicationFile) -> Policy:
        return self.services.library.find(file.application.pin.scheme, file.application.pin.version)

    def _evidence_form(self, template: str, file: ApplicationFile, form: ShownForm, **shown: object) -> str:
        settings = self.services.settings.evidence
        return self.render(template, file=file, application=file.application, form=form, settings=settings, **shown)

    def _finish(self, template: str, file: ApplicationFile, form: ShownForm, do: Callable[[], str], **shown: object) -> Answer:
        """Do the act; what is wrong comes back beside its input, and a conflict keeps what was typed."""
        try:
            done = do()
        except EvidenceRefused as refused:
            form.refuse("file", " ".join(say_evidence_refusal(refused)))
        except InputRefused as refused:
            form.refuse("purpose" if refused.field in {"kind", "item"} else refused.field, say_refusal(refused))
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        else:
            flash(done, "success")
            return redirect(url_for("applications.file", reference=file.application.reference, _anchor="evidence"))
        return self._evidence_form(template, file, form, **shown), UNPROCESSABLE


def _shown(reference: str, form: ShownForm) -> Shown:
    return Shown(reference, whole_number(form.version.data) or 0)


def _choices(policy: Policy, overview: EvidenceOverview) -> list[SelectChoice]:
    """Give what a file can be for: first what is demanded, by kind and then by purpose, then the other kinds of the policy."""
    demanded = [line.demand for line in overview.lines if line.demand.is_document]
    known = {demand.kind.id for demand in demanded}
    first = [SelectChoice("", _("Choose"))]
    for demand in demanded:
        first += _of(demand)
    return [*first, *(SelectChoice(kind.id, _label(kind)) for kind in policy.evidence.values() if _is_other(kind, known))]


def _of(demand: Demand) -> Iterator[SelectChoice]:
    kind = _label(demand.kind)
    yield SelectChoice(demand.kind.id, kind)
    if len(demand.purposes) > 1:
        for purpose in demand.purposes:
            words = _("%(kind)s – only for: %(purpose)s", kind=kind, purpose=purpose.label.say(language()))
            yield SelectChoice(f"{demand.kind.id}:{purpose.item}", words)


def _label(kind: Evidence) -> str:
    return kind.label.say(language())


def _is_other(kind: Evidence, known: set[str]) -> bool:
    return kind.proof == "document" and kind.id not in known


def _sent(content: bytes, media: str) -> Response:
    already_told()
    response = make_response(content)
    response.headers["Content-Type"] = media
    alone()
    return response
