"""文书: what the office issues in writing. What a document says is kept when it is issued, and never made anew."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from scoring.application.kept_file import KeptFile

DocumentContent: TypeAlias = Mapping[str, Any]
"""What a document says, as plain JSON values; `scoring.notices.documents` writes it."""


SECRET_SIGNS = 27
"""How long the code is by which who holds a document verifies it, check sign included: 128 bits of chance."""

_TYPED = re.compile(r"(.+?)[〔\[(【](\d{4})[〕\])】]0*(\d{1,9})号?")


class DocumentKind(StrEnum):
    """What a document is. A kind is a row here and in `scoring.notices.document_texts`."""

    ACCEPTANCE = "acceptance"  # 受理通知书
    SUPPLEMENT = "supplement"  # 一次性补正告知书
    NOT_ACCEPTED = "not-accepted"  # 不予受理决定书
    GRANTED = "granted"  # 准予决定书
    REFUSED = "refused"  # 不予决定书
    CORRECTED = "corrected"  # 更正决定书
    TO_BE_REVOKED = "to-be-revoked"  # 撤销告知书
    REVOKED = "revoked"  # 撤销决定书
    LAPSED = "lapsed"  # 逾期失效告知书
    REVIEWED = "reviewed"  # 复核决定书
    REVIEW_NOT_ADMITTED = "review-not-admitted"  # 复核申请不予受理决定书
    FORFEITED = "forfeited"  # 弃权告知书
    NOT_SELECTED = "not-selected"  # 未入围告知书


class ServiceChannel(StrEnum):
    """How a document is served."""

    ACCOUNT = "account"  # 电子送达: by the account of a person who agreed to it
    COUNTER = "counter"  # 窗口领取
    POST = "post"  # 邮寄送达
    PUBLIC_NOTICE = "public_notice"  # 公告送达


@dataclass(frozen=True, slots=True)
class Issuing:
    """How the office issues documents.

    Their numbers (文号) begin with the word of the office, else that of the nearest office above it, else `series`. `verify_at` is
    the address where anybody can have a document verified, empty where there is none; `font` is the file of a further font for
    rare characters, empty for none.
    """

    series: str = ""
    offices: Mapping[str, str] = field(default_factory=dict)
    verify_at: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSeal:
    """That a document was sealed: the PDF that was signed, for good the same, its SHA-256, and by which certificate."""

    at: datetime
    digest: str
    subject: str
    serial: str
    fingerprint: str
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Service:
    """A service as it is recorded. It has effect from `effective_on`, `on` or later.

    `turn` counts from 1; a later one corrects the one before it, for `reason`. `receipt` is its signed proof, where one was handed
    in: its content is read apart.
    """

    turn: int
    channel: ServiceChannel
    on: date
    effective_on: date
    until: date | None
    proof: str = field(repr=False)
    at: datetime
    by: str
    reason: str = field(default="", repr=False)
    receipt: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document as it was issued. `number` counts from 1 within its file, `reference` is its 文号.

    `digest` is the SHA-256 of the content, which holds a random secret: who has the digest alone cannot try out what it says.
    `by` is empty where the installation issued it.
    """

    number: int
    kind: DocumentKind
    reference: str
    at: datetime
    by: str
    digest: str
    content: DocumentContent = field(repr=False)
    seal: DocumentSeal | None = None
    service: Service | None = None  # as it stands: a later one corrects the one before


def read_number(text: str) -> str:
    """Give a 文号 as it was printed, from what somebody typed: with other brackets, with spaces, without 号."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    match = _TYPED.fullmatch(plain)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else plain


def document_number(series: str, word: str, year: int, running: int) -> str:
    """Write a 文号, by the form of GB/T 9704: the office's word and that of the kind, the year in 〔〕, a number without zeros."""
    return f"{series}{word}〔{year}〕{running}号"
