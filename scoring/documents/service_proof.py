"""送达回证 on paper: to be signed before service, filled with what was recorded afterwards. It bears the number of its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from scoring.application.deadlines import local_time
from scoring.application.document import ServiceChannel
from scoring.documents.glyphs import check_glyphs
from scoring.documents.setting import frame, set_sheet
from scoring.documents.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.document import IssuedDocument, Service
    from scoring.documents.words import Language

Row = tuple[str, str]
_LINE, _ROOM = 1.1, 1.8  # cm to write in
_TO_FILL_IN = ("proof_channel", "proof_signed", "proof_relation", "proof_on", "proof_server", "proof_remark")
_PROOF: Mapping[ServiceChannel, tuple[str, str]] = {
    ServiceChannel.COUNTER: ("proof_counter", "proof_signed"),
    ServiceChannel.POST: ("proof_mail", "proof_post"),
    ServiceChannel.PUBLIC_NOTICE: ("proof_public_notice", "proof_where"),
    ServiceChannel.ACCOUNT: ("proof_account", "proof_on"),
}
"""By channel: what it is called, and what proves it."""


def set_service_proof(document: IssuedDocument, language: Language = "zh", font: str = "") -> bytes:
    """Give the PDF of the proof that a document was served, or the blank one. In English it is a copy for reading.

    Raises:
        InputRefused: as `check_glyphs`.
    """
    content = document.content
    rows = [*_about(content, language), *_served(document.service, language)]
    on = document.service.on if document.service else date.fromisoformat(content["on"])
    sheet = {
        **frame(language, on),
        "title": say("proof_title", language),
        "organ": content["organ"][language],
        "reference": document.reference,
        "rows": [{"name": say(key, language), "words": words, "height": _height(key)} for key, words in rows],
        "note": say("proof_filled" if document.service else "proof_blank", language),
    }
    check_glyphs(sheet, font=font)
    return set_sheet("service_proof.typ", sheet, font)


def _about(content: Mapping[str, Any], language: Language) -> Iterator[Row]:
    person = content["addressee"]
    number = say("identity_number", language, number=person["identity_number"])
    yield "proof_document", f"{content['title'][language]} {content['reference']}"
    yield "proof_application", content["application"]
    yield "proof_addressee", say("proof_addressee_words", language, name=person["name"], identity_number=number)


def _served(service: Service | None, language: Language) -> Iterator[Row]:
    if service is None:
        yield from ((key, "") for key in _TO_FILL_IN)
        return
    called, proof = _PROOF[service.channel]
    yield "proof_channel", say(called, language)
    if service.proof:
        yield proof, service.proof
    if service.until is not None:
        first, last = _day(service.on, language), _day(service.until, language)
        yield "proof_hung", say("proof_period", language, first=first, last=last)
        yield "proof_effective", _day(service.effective_on, language)
    else:
        yield "proof_on", _day(service.on, language)
    if service.receipt is not None:
        yield "proof_receipt", f"SHA-256 {service.receipt.digest}"
    yield "proof_by", f"{service.by} {_moment(service.at, language)}"
    if service.reason:
        yield "proof_corrected", service.reason


def _height(key: str) -> float:
    return _ROOM if key in {"proof_signed", "proof_relation", "proof_remark"} else _LINE


def _day(day: date, language: Language) -> str:
    return say("day", language, year=day.year, month=day.month, day=day.day)


def _moment(at: datetime, language: Language) -> str:
    local = local_time(at)
    return say("moment", language, year=local.year, month=local.month, day=local.day, hour=local.hour, minute=local.minute)
