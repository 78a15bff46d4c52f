"""What stands on every sheet beside the document's own words: the frame around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["zh", "en"]

FRAME: Mapping[str, tuple[str, str]] = {
    "identity_number": ("公民身份号码：{number}", "identity number {number}"),
    "addressee": ("{name}（{identity_number}）：", "{name} ({identity_number}):"),
    "seal": ("（盖章处）", "(place for the seal)"),
    "unsealed": ("未盖章", "not sealed"),
    "sealed": ("{organ}印章", "Seal of {organ}"),
    "not_served": ("未盖章的文书仅供查阅，不作送达。", "Without a seal this sheet is for reading and is not served."),
    "copy": (
        "",
        "Reading copy in English. The document is the one in Chinese, under the same number; it alone prevails.",
    ),
    "page": ("第{page}页，共{pages}页", "Page {page} of {pages}"),
    "verify": ("扫描二维码核验本文书。摘要值（SHA-256）：{digest}", "Scan to verify. Digest (SHA-256): {digest}"),
    "stated": (
        "二维码载明文号和摘要值。摘要值（SHA-256）：{digest}",
        "The code states number and digest. Digest (SHA-256): {digest}",
    ),
    "day": ("{year}年{month}月{day}日", "{year}-{month:02d}-{day:02d}"),
    "qr": ("本文书的二维码", "QR code of this document"),
}


def say(key: str, language: Language, **facts: object) -> str:
    """Say one text of the frame."""
    return FRAME[key][0 if language == "zh" else 1].format(**facts)
