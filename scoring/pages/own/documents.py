"""What was issued, as PDF: sent as an attachment alone, like files of evidence, to whoever may read the file."""

from __future__ import annotations

from urllib.parse import quote

from flask import make_response, request
from werkzeug.wrappers import Response

from scoring.application.document import IssuedDocument
from scoring.casework.read_document import read_own_document
from scoring.documents.setting import set_document
from scoring.pages.view import Answer, Page
from scoring.web.csp import alone
from scoring.web.language import language
from scoring.web.person import signed_in_holder


class OwnDocument(Page):
    """`/zh/account/applications/<reference>/documents/<number>`: the document; with `?copy=en` a copy for reading in English."""

    def dispatch_request(self, reference: str, number: int) -> Answer:
        """Send one document of one of the holder's own. Raises NotFound, alike for another's and for none."""
        at = self.services.clock.now()
        found = read_own_document(self.services.transaction, reference, number, holder=signed_in_holder(), at=at)
        return sent_document(found, reference)


def sent_document(found: IssuedDocument, reference: str) -> Response:
    """Answer with the PDF of a document, under a name that says nothing of the person."""
    is_copy = request.args.get("copy") == "en"
    response = make_response(set_document(found.content, found.digest, "en" if is_copy else "zh"))
    plain = f"{reference}-{found.number}-{found.kind}{'-en' if is_copy else ''}.pdf"
    named = quote(f"{found.reference}{' (en)' if is_copy else ''}.pdf", safe="")
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{named}"
    alone()
    return response


def say_document(found: IssuedDocument) -> str:
    """Name a document as it names itself."""
    return str(found.content["title"][language()])
