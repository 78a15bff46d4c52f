"""How an applicant is reached and signs in: a mail address or a mobile number of the mainland."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from scoring.errors import InputRefused

ContactKind: TypeAlias = Literal["email", "phone"]

EMAIL_MAX = 254  # RFC 5321
_EMAIL = re.compile(r"[^@\s,;<>()\"]{1,64}@[^@\s.,;<>()\"]+(\.[^@\s.,;<>()\"]+)+")
_PHONE = re.compile(r"1[3-9]\d{9}")
_PREFIX = re.compile(r"(\+|00)?86(?=1\d{10}$)")
_BETWEEN = re.compile(r"[\s\-()]")
_EMAIL_REMEDY = "This is no mail address. Type one such as name@example.cn."
_PHONE_REMEDY = "Type a mobile number of the mainland, 11 digits that begin with 1, or a mail address such as name@example.cn."


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact in the one form in which contacts are compared. `str()` is masked; only `reveal()` gives it whole."""

    kind: ContactKind
    _value: str = field(repr=False)

    def reveal(self) -> str:
        """Give it whole, for the register and the blind index."""
        return self._value

    def __str__(self) -> str:
        if self.kind == "phone":
            return f"{self._value[:3]}****{self._value[-4:]}"
        name, _at, host = self._value.partition("@")
        return f"{name[0]}***@{host}"


def contact(text: str, *, at: str = "contact") -> Contact:
    """Read a contact as typed: full-width forms, blanks, hyphens and +86 are understood, and a mail address in any case.

    Raises:
        InputRefused: with what to type.
    """
    value = unicodedata.normalize("NFKC", text).strip()
    if "@" in value:
        value = value.casefold()
        if not _EMAIL.fullmatch(value) or len(value) > EMAIL_MAX:
            raise InputRefused(at, _EMAIL_REMEDY)
        return Contact("email", value)
    number = _PREFIX.sub("", _BETWEEN.sub("", value))
    if not _PHONE.fullmatch(number) or not number.isascii():
        raise InputRefused(at, _PHONE_REMEDY)
    return Contact("phone", number)
