"""What was issued, as PDF: sent as an attachment alone, like files of evidence, to whoever may read the file."""

from __future__ import annotations

from urllib.parse import quote

from flask import make_response, request
from werkzeug.wrappers import Response

from scoring.application.document import IssuedDocument
from scoring.casework.read_document import read_own_document
from scoring.casework.seal_document import seal_document
from scoring.documents.service_proof import set_service_proof
from scoring.documents.setting import set_document
from scoring.pages.view import Answer, Page
from scoring.web.csp import alone
from scoring.web.language import language
from scoring.web.person import signed_in_holder
from scoring.web.services import Services


class OwnDocument(Page):
    """`/zh/account/applications/<reference>/documents/<number>`: the document; with `?copy=en` a copy for reading in English."""

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Send one document of one of the holder's own. Raises NotFound, alike for another's and for none."""
        at, holder, services = self.services.clock.now(), signed_in_holder(), self.services
        font = services.timing.issuing.font
        seal_document(services.transaction, services.settings.seal, reference, number, asked_by=holder, at=at, font=font)
        found = read_own_document(services.transaction, reference, number, holder=holder, at=at)
        return sent_document(found, reference, font)


def sent_document(found: IssuedDocument, reference: str, font: str) -> Response:
    """Answer with the PDF of a document, under a name that says nothing of the person."""
    is_copy = request.args.get("copy") == "en"
    is_sealed = found.seal is not None and not is_copy  # a copy for reading is set anew, and bears no seal
    pdf = found.seal.pdf if is_sealed else set_document(found.content, found.digest, "en" if is_copy else "zh", font=font)
    suffix, said = ("-en", " (en)") if is_copy else ("", "")
    return _attached(pdf, f"{reference}-{found.number}-{found.kind}{suffix}.pdf", f"{found.reference}{said}.pdf")


def sent_proof(found: IssuedDocument, reference: str, font: str) -> Response:
    """Answer with the proof of service of a document as PDF; with `?copy=en` a copy for reading in English."""
    is_copy = request.args.get("copy") == "en"
    pdf, suffix = set_service_proof(found, "en" if is_copy else "zh", font), "-en" if is_copy else ""
    return _attached(pdf, f"{reference}-{found.number}-proof{suffix}.pdf", f"{found.reference} 送达回证{suffix}.pdf")


def _attached(pdf: bytes, plain: str, named: str) -> Response:
    response = make_response(pdf)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(named, safe='')}"
    alone()
    return response


def say_document(found: IssuedDocument) -> str:
    """Name a document as it names itself."""
    return str(found.content["title"][language()])


def can_seal(services: Services) -> bool:
    """Whether what is downloaded today is sealed."""
    seal = services.settings.seal
    return seal is not None and seal.is_valid(services.clock.now())
