"""Whether a PDF is signed as it says, by a library's own validator and the tests' own authority."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.certificates import authority


def proven(pdf: bytes, at):
    """Validate the one signature of a PDF as it was at a moment."""
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    context = ValidationContext(trust_roots=[Certificate.load(authority().der)], moment=at, allow_fetching=False)
    with ThreadPoolExecutor(max_workers=1) as apart:  # beside the loop that a browser's tests run
        return apart.submit(validate_pdf_signature, signature, context).result(), signature
