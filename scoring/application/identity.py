"""The resident identity number (GB 11643): checked once at the edge, masked wherever it is shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from stdnum import numdb
from stdnum.cn import ric

from scoring.errors import InputRefused

PERMIT_AREAS = ("810000", "820000", "830000")
"""Area codes of the residence permits of Hong Kong, Macao and Taiwan residents; python-stdnum does not know them."""

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")  # no figures of other scripts: one person has one number
_COUNTY = re.compile(r"(\[\d*-(?P<end>\d*)\])?.")  # `[1983-1989]name`, `[1990-]name` or `name`, as python-stdnum has them
_REMEDIES = {
    "shape": "Type the 18 characters of the identity number: 17 digits, then a digit or X.",
    "checksum": "The last character does not fit the others. Compare it with the card, character by character.",
    "date": "Characters 7 to 14 are not a date that exists. Compare them with the card.",
    "future": "The birth date in the number lies in the future. Compare characters 7 to 14 with the card.",
    "area": "The first six digits are no area code. Compare them with the card.",
}


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that passed every check. `str()` is masked; only `reveal()` gives it whole."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """Give all 18 characters, for the register and the blind index."""
        return self._value

    @property
    def birth_date(self) -> date:
        """The birth date that the number carries."""
        return _birth_date(self._value)

    @property
    def is_permit(self) -> bool:
        """Whether it belongs to a residence permit of a Hong Kong, Macao or Taiwan resident."""
        return self._value.startswith(PERMIT_AREAS)

    def __str__(self) -> str:
        return f"{self._value[:3]}{'*' * 11}{self._value[-4:]}"


def identity_number(text: str, *, on: date, at: str = "identity_number") -> IdentityNumber:
    """Read an identity number as typed; full-width forms, blanks and a small x are understood.

    Args:
        text: what was typed.
        on: the day of recording; a birth date after it is refused.
        at: the name of the input, which the error carries.

    Raises:
        InputRefused: with what is wrong and what to compare.
    """
    value = normalised(text)
    problem = _problem(value, on)
    if problem:
        raise InputRefused(at, _REMEDIES[problem])
    return IdentityNumber(value)


def normalised(text: str) -> str:
    """Give the form in which numbers are compared: NFKC, upper case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def is_whole_number(text: str) -> bool:
    """Whether *text* is meant as a whole identity number, right or wrong."""
    return _SHAPE.fullmatch(normalised(text)) is not None


def _problem(value: str, on: date) -> str | None:
    if not _SHAPE.fullmatch(value):
        return "shape"
    try:
        born = _birth_date(value)
    except ValueError:
        return "date"
    if ric.calc_check_digit(value) != value[-1]:
        return "checksum"
    if born > on:
        return "future"
    return None if value.startswith(PERMIT_AREAS) or _has_area(value) else "area"


def _has_area(value: str) -> bool:
    """Whether the code was ever a county that had not been dissolved before the birth.

    One that was founded after it is right: numbers were given out from 1985 on, often years after the birth. That is why
    `ric.validate`, which refuses those, is not asked.
    """
    named = {name: said for _, properties in numdb.get("cn/loc").info(value[:6]) for name, said in properties.items()}
    ends = (_COUNTY.match(county) for county in named.get("county", "").split(","))
    return any(match and (not match["end"] or int(match["end"]) >= int(value[6:10])) for match in ends)


def _birth_date(value: str) -> date:
    return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
