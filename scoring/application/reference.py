"""Numbers of files that are filed online: a year, eight digits by chance, and two by which a mistyped one is noticed."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_97_10

CHANCES = 10**8
"""How many numbers a year has."""

_SHAPE = re.compile(r"(\d{4})-(\d{8})-(\d{2})")


def reference_of(year: int, number: int) -> str:
    """Give `2026-04815162-35`: the last two digits are the check digits of ISO/IEC 7064 MOD 97-10 over the twelve before.

    They show every digit that is wrong and every two neighbours that are exchanged.
    """
    digits = f"{year:04d}{number:08d}"
    return f"{digits[:4]}-{digits[4:]}-{mod_97_10.calc_check_digits(digits)}"


def is_reference(text: str) -> bool:
    """Whether *text* has the form of such a number and its check digits fit."""
    match = _SHAPE.fullmatch(text)
    return match is not None and bool(mod_97_10.is_valid("".join(match.groups())))
