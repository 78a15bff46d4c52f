"""Setting a document on paper with typst: the same bytes for the same content, wherever and whenever it is set.

Nothing of the surroundings comes in: the date is the document's, fonts are those of the product, packages and other files none.
What a document says is handed over as JSON and stays text.
"""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

from scoring.application.code import spaced
from scoring.documents.glyphs import check_glyphs, families
from scoring.documents.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.documents.words import Language

TEMPLATES = Path(__file__).parent / "templates"
_GROUP = 8
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, in reading order, with a title and a language, readable aloud."""


def set_document(content: Mapping[str, Any], digest: str, language: Language = "zh", seal: bytes = b"", font: str = "") -> bytes:
    """Give the PDF of a document. In English it is a copy for reading, and says so.

    Args:
        content: what it says, as `scoring.notices.documents` wrote it.
        digest: the SHA-256 of that content, printed and in the QR code.
        language: of the words; names and what somebody typed stay as they are.
        seal: the picture of the office's seal, a PNG; without one the sheet says that it is not sealed.
        font: the file of a further font, as `families` takes it.

    Raises:
        InputRefused: as `check_glyphs`.
    """
    check_glyphs(content, font=font)
    on = date.fromisoformat(content["on"])
    sheet = _sheet(content, digest, language, on) | {"seal": list(seal)}
    return set_sheet("document.typ", sheet, font)


def set_sheet(template: str, sheet: Mapping[str, Any], font: str) -> bytes:
    """Give the PDF of a template with what stands on the sheet."""
    used = families(font)
    known = {**sheet, "families": list(used)}
    import typst  # noqa: PLC0415 - 80 MB that only who sets documents needs

    found: bytes = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(file.parent) for file in used.values()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[STANDARD],
        sys_inputs={"sheet": json.dumps(known, ensure_ascii=False, sort_keys=True)},
    )
    return found


def verifying_address(content: Mapping[str, Any], digest: str) -> str:
    """Give what the QR code holds: the address to verify it at with number and secret, else number and digest as text."""
    if content["verify_at"]:
        return f"{content['verify_at']}?{urlencode({'number': content['reference'], 'secret': content['secret']})}"
    return f"{content['reference']} SHA-256 {digest}"


def frame(language: Language, on: date) -> dict[str, Any]:
    """Give what every template asks for: language, its day, and the words around the page."""
    return {
        "lang": language,
        "region": "cn" if language == "zh" else "gb",
        "date": [on.year, on.month, on.day],
        "page": say("page", language, page="\0", pages="\1").replace("\0", "{page}").replace("\1", "{pages}"),
        "say_copy": say("copy", language),
    }


def _sheet(content: Mapping[str, Any], digest: str, language: Language, on: date) -> dict[str, Any]:
    person = content["addressee"]
    masked = say("identity_number", language, number=person["identity_number"])
    return {
        **frame(language, on),
        "day": say("day", language, year=on.year, month=on.month, day=on.day),
        "reference": content["reference"],
        "title": content["title"][language],
        "organ": content["organ"][language],
        "office": content["office"][language] if content["office"] else "",
        "addressee": say("addressee", language, name=person["name"], identity_number=masked),
        "parts": [_part(part, language) for part in content["parts"]],
        "verify": _verify(content, digest, language),
        "qr": _qr(verifying_address(content, digest)),
        **{f"say_{key}": say(key, language) for key in ("seal", "unsealed", "not_served", "qr")},
        "say_sealed": say("sealed", language, organ=content["organ"][language]),
    }


def _verify(content: Mapping[str, Any], digest: str, language: Language) -> str:
    """Say how the document is verified; those of template 1 have a secret that nobody could type."""
    if not content["verify_at"]:
        return say("stated", language, digest=_grouped(digest))
    if content["template"] == 1:
        return say("verify", language, digest=_grouped(digest))
    known = {"address": content["verify_at"], "code": spaced(content["secret"]), "digest": _grouped(digest)}
    return say("verify_typed", language, **known)


def _part(part: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {
        "form": part["form"],
        "words": (part["words"][language] if "words" in part else "").splitlines() or [""],
        "items": [item[language] for item in part.get("items", ())],
    }


def _grouped(digest: str) -> str:
    """Give a digest as it is printed: in groups, so that lines can end between them and people can compare it."""
    return " ".join(digest[start : start + _GROUP] for start in range(0, len(digest), _GROUP))


def _qr(text: str) -> str:
    import segno  # noqa: PLC0415 - only who sets documents needs it

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()
