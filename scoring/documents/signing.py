"""Signing a PDF by the certificate of the office: PAdES baseline B, at the moment of the act, without asking any other service."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.settings_seal import OfficeSeal

FIELD = "Seal"
"""The name of the field that holds the signature. It is not seen: what is seen is the picture of the seal."""


def sign(pdf: bytes, seal: OfficeSeal, at: datetime) -> bytes:
    """Give the PDF with the signature appended; what was there before stays as it is, byte for byte."""
    with ThreadPoolExecutor(max_workers=1) as apart:  # pyHanko runs an event loop, which fails where the caller runs one
        return apart.submit(_sign, pdf, seal, at).result()


def _sign(pdf: bytes, seal: OfficeSeal, at: datetime) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - only who seals needs it
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - likewise
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession  # noqa: PLC0415 - likewise

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """Leave title and dates as the document was set with: when it was signed stands in the signature."""

    class Signer(signers.PdfSigner):
        def init_signing_session(self, *given: object, **named: object) -> PdfSigningSession:
            session = super().init_signing_session(*given, **named)  # type: ignore[arg-type]  # handed through
            session.system_time = at
            return session

    signer = signers.SimpleSigner.load_pkcs12_data(seal.store, other_certs=(), passphrase=seal.passphrase)
    about = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES)
    signed = io.BytesIO()
    Signer(about, signer).sign_pdf(Writer(io.BytesIO(pdf)), output=signed)
    return signed.getvalue()
