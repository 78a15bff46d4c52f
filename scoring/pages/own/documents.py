"""What was issued, as PDF: sent as an attachment alone, like files of evidence, to whoever may read the file."""

from __future__ import annotations

from urllib.parse import quote

from flask import make_response, request
from werkzeug.wrappers import Response

from scoring.application.document import IssuedDocument
from scoring.casework.read_document import read_own_document
from scoring.casework.seal_document import seal_document
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
        seal_document(services.transaction, services.settings.seal, reference, number, asked_by=holder, at=at)
        found = read_own_document(services.transaction, reference, number, holder=holder, at=at)
        return sent_document(found, reference)


def sent_document(found: IssuedDocument, reference: str) -> Response:
    """Answer with the PDF of a document, under a name that says nothing of the person."""
    is_copy = request.args.get("copy") == "en"
    is_sealed = found.seal is not None and not is_copy  # a copy for reading is set anew, and bears no seal
    pdf = found.seal.pdf if is_sealed else set_document(found.content, found.digest, "en" if is_copy else "zh")
    response = make_response(pdf)
    plain = f"{reference}-{found.number}-{found.kind}{'-en' if is_copy else ''}.pdf"
    named = quote(f"{found.reference}{' (en)' if is_copy else ''}.pdf", safe="")
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{named}"
    alone()
    return response


def say_document(found: IssuedDocument) -> str:
    """Name a document as it names itself."""
    return str(found.content["title"][language()])


def can_seal(services: Services) -> bool:
    """Whether what is downloaded today is sealed."""
    seal = services.settings.seal
    return seal is not None and seal.is_valid(services.clock.now())
