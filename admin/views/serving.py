"""送达: recording that a document was served, and correcting that record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_babel import gettext as _
from werkzeug.exceptions import Conflict, NotFound
from werkzeug.wrappers import Response

from admin.conflicts import conflict
from admin.refusal_words import say_refusal
from admin.sending import sent_file
from admin.serving_forms import CorrectServiceForm, ReceiptForm, ServeForm
from admin.views.acting import UNPROCESSABLE, Answer, shown_by
from scoring.application.document import IssuedDocument
from scoring.application.serving import TYPED
from scoring.application.status import Act
from scoring.casework.add_receipt import add_receipt
from scoring.casework.electronic_service import is_served_by_account
from scoring.casework.kept_files import sound
from scoring.casework.queries import ApplicationFile
from scoring.casework.read_document import list_documents, read_document
from scoring.casework.read_kept_file import read_service_receipt
from scoring.casework.seal_document import seal_document
from scoring.casework.serve import Signed, correct_service, serve
from scoring.errors import EvidenceRefused, InputRefused, MoveRefused, NotAllowed, Stale
from scoring.pages.applying.files import room_of
from scoring.pages.own.documents import can_seal, say_document, sent_proof
from scoring.pages.own.service_words import ServiceWords
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.services import Services
from scoring.web.uploads import handed_files
from scoring.web.viewing import already_told


class ServePages:
    """The pages of service; the rest is the view's."""

    services: Services
    officer: Any
    render: Callable[..., str]
    _file: Callable[[str], ApplicationFile]
    _now: Callable[[], Any]

    @expose("/<reference>/documents/<int:number>/serve", methods=["GET", "POST"])
    def serve(self, reference: str, number: int) -> Answer:
        """Record that a document was served; one that bears no seal yet is sealed first, where there is one."""
        services = self.services
        if request.method == "GET":
            common = {"asked_by": self.officer, "at": self._now(), "font": services.timing.issuing.font}
            seal_document(services.transaction, services.settings.seal, reference, number, **common)
        form = ServeForm()
        form.offer(by_account=is_served_by_account(services.transaction, reference, officer=self.officer))

        def do() -> None:
            given = (shown_by(form, reference), form.serving(number))
            common = {"officer": self.officer, "at": self._now(), "signed": self._signed(form)}
            serve(services.transaction, services.library, services.timing, *given, **common)
            flash(_("It is recorded as served. The time to contest it runs from then."), "success")

        return self._serving(reference, number, Act.SERVE, form, do)

    @expose("/<reference>/documents/<int:number>/correct_service", methods=["GET", "POST"])
    def correct_service(self, reference: str, number: int) -> Answer:
        """Record a service anew that was typed wrong."""
        services, form = self.services, CorrectServiceForm()
        form.offer(by_account=False)

        def do() -> None:
            given = (shown_by(form, reference), form.serving(number))
            common = {"officer": self.officer, "at": self._now(), "reason": form.reason.data or "", "signed": self._signed(form)}
            correct_service(services.transaction, services.library, services.timing, *given, **common)
            flash(_("The record of service is corrected. The time to contest it runs from the new day."), "success")

        return self._serving(reference, number, Act.CORRECT_SERVICE, form, do)

    @expose("/<reference>/documents/<int:number>/receipt", methods=["GET", "POST"])
    def add_receipt(self, reference: str, number: int) -> Answer:
        """Keep a signed proof that came after the service was recorded."""
        form = ReceiptForm()

        def do() -> None:
            signed = self._signed(form)
            if signed is None:
                raise InputRefused("receipt", "Choose the scan of the signed proof.")
            given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
            add_receipt(self.services.transaction, shown_by(form, reference), number, signed, **given)
            flash(_("The signed proof is kept with the record of service."), "success")

        return self._serving(reference, number, Act.ADD_RECEIPT, form, do)

    @expose("/<reference>/documents/<int:number>/proof")
    def service_proof(self, reference: str, number: int) -> Answer:
        """Send 送达回证 of one document: to be signed, or filled with what was recorded."""
        found = read_document(self.services.transaction, reference, number, officer=self.officer, at=self._now())
        already_told()
        return sent_proof(found, reference, self.services.timing.issuing.font)

    @expose("/<reference>/documents/<int:number>/receipts/<int:service>")
    def service_receipt(self, reference: str, number: int, service: int) -> Response:
        """Send the signed proof of a service, to be kept and never to be opened here."""
        given: dict[str, Any] = {"officer": self.officer, "at": self._now()}
        found = read_service_receipt(room_of(self.services), reference, number, service, **given)
        return sent_file(found, f"{reference}-{number}-served-{service}")

    def _signed(self, form: ServeForm | ReceiptForm) -> Signed | None:
        """Look the signed proof through, where one was chosen. Raises EvidenceRefused."""
        settings = self.services.settings.evidence
        chosen = handed_files([form.receipt.data], settings.file_mib)
        return Signed(sound(chosen[0], settings), settings) if chosen else None

    def _serving(self, reference: str, number: int, act: Act, form: ServeForm | ReceiptForm, do: Callable[[], None]) -> Answer:
        """Show the form, or do the act; what is wrong comes back beside its input, and a conflict keeps what was typed."""
        file, document = self._file(reference), self._document(reference, number)
        if request.method == "GET":
            if act not in file.application.acts or not _is_open(document, act):
                raise Conflict
            form.version.data = str(file.application.version)
            if isinstance(form, CorrectServiceForm) and document.service is not None:
                form.begin_with(document.service)
            return self._serve_page(file, document, act, form)
        if not form.validate_on_submit():
            return self._serve_page(file, document, act, form), UNPROCESSABLE
        try:
            do()
        except EvidenceRefused as refused:
            form.refuse("receipt", " ".join(say_evidence_refusal(refused)))
            return self._serve_page(file, document, act, form), UNPROCESSABLE
        except InputRefused as refused:
            form.refuse(refused.field, say_refusal(refused))
            return self._serve_page(file, document, act, form), UNPROCESSABLE
        except (Stale, MoveRefused, NotAllowed) as error:
            return conflict(self.render, error, form, file=file)
        return redirect(url_for("applications.file", reference=reference, _anchor=f"document-{number}"))

    def _document(self, reference: str, number: int) -> IssuedDocument:
        documents = list_documents(self.services.transaction, reference, officer=self.officer)
        found = next((each for each in documents if each.number == number), None)
        if found is None:
            raise NotFound
        return found

    def _serve_page(self, file: ApplicationFile, document: IssuedDocument, act: Act, form: ServeForm | ReceiptForm) -> str:
        shown = {"file": file, "application": file.application, "document": document, "act": act, "form": form}
        words = {"say_document": say_document, "service_words": ServiceWords(self.services.timing.working_days)}
        return self.render("console/serve.html", seals=can_seal(self.services), **shown, **words)


def _is_open(document: IssuedDocument, act: Act) -> bool:
    """Whether the act has something to do: what is not served is served, what was typed is corrected, or gets its proof once."""
    if act is Act.SERVE:
        return document.service is None
    if act is Act.ADD_RECEIPT and document.service is not None and document.service.receipt is not None:
        return False
    return document.service is not None and document.service.channel in TYPED
