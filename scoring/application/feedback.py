"""意见反馈: what people say about the service, of which kind, and what of a person must not stand in it.

Nobody is asked who they are or how they are reached: what is kept then names no one, and there is nothing to lose or to look up.
Who gave it reads by the number what was done; what needs an answer of the office has ways of its own, which the page names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.identity import identity_number
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from datetime import datetime

TEXT_MAX = 2000
"""Characters, a line break counted as one."""

PAGE_MAX = 200
SCHEME_MAX = 64
CLASS = "feedback"
"""The retention class, counted from the day on which it was given."""

Mark: TypeAlias = Literal["identity_number", "mobile", "mail"]
"""What of a person a text may hold by oversight."""

_BETWEEN = r"[\s\-‐-―]?"
_IDENTITY = re.compile(rf"(?<![0-9])(?=((?:[0-9]{_BETWEEN}){{17}}[0-9X])(?![0-9]))", re.IGNORECASE)
_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?86{_BETWEEN})?1[3-9][0-9]{_BETWEEN}[0-9]{{4}}{_BETWEEN}[0-9]{{4}}(?![0-9])",
)
_MAIL = re.compile(r"[\w.+-]@[\w-]+\.[\w-]", re.ASCII)


class FeedbackKind(StrEnum):
    """What it is about, as the person chose."""

    PRAISE = "praise"
    UNCLEAR = "unclear"
    WRONG = "wrong"
    PHONE = "phone"
    ACCESS = "access"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Opened:
    """The page that it was opened from: its address, without what names a file or a receipt, and the scheme where it is of one."""

    path: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """That it was dealt with: when, by whom, and what was done, which whoever has the number reads."""

    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said. `number` is what can be quoted; `closing` is None while nobody dealt with it."""

    number: str
    kind: FeedbackKind
    words: str
    opened: Opened
    at: datetime
    closing: Closing | None = None


def marks_of(words: str, on: date) -> tuple[Mark, ...]:
    """Give what of a person stands in a text: a valid identity number, a mobile number of the mainland, a mail address.

    Full-width figures and figures set apart by blanks or hyphens are read too. *on* is the day by which a birth date is judged.
    """
    plain = unicodedata.normalize("NFKC", words)
    found: list[Mark] = []
    if any(_is_valid(match[1], on) for match in _IDENTITY.finditer(plain)):
        found.append("identity_number")
    if _MOBILE.search(plain):
        found.append("mobile")
    if _MAIL.search(plain):
        found.append("mail")
    return tuple(found)


def _is_valid(typed: str, on: date) -> bool:
    try:
        identity_number("".join(sign for sign in typed if sign.isalnum()), on=on)
    except InputRefused:
        return False
    return True
