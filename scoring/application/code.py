"""Codes that people read aloud and type: signs that look alike are left out, and a check sign finds a slip.

Signs, weights and check sign are those of the unified social credit code (GB 32100-2015), which every clerk's keyboard knows.
"""

from __future__ import annotations

import unicodedata

from scoring.errors import InputRefused

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 signs, a prime number: a wrong sign and two that changed places are always found."""

_GROUP = 3
_ALIKE = str.maketrans({"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"})


def with_check(body: str) -> str:
    """Give *body*, of `SIGNS` alone, with its check sign at the end."""
    total = sum(SIGNS.index(sign) * 3**n for n, sign in enumerate(body))
    return body + SIGNS[-total % len(SIGNS)]


def spaced(code: str) -> str:
    """Write a code in groups of three."""
    return "-".join(code[n : n + _GROUP] for n in range(0, len(code), _GROUP))


def read_code(text: str, length: int, *, at: str = "code") -> str:
    """Read a code as typed: small letters, blanks, hyphens and signs that look alike are understood.

    Args:
        text: what was typed.
        length: of the whole code, its check sign included.
        at: the name of the input, which the error carries.

    Raises:
        InputRefused: it has another length, or its check sign does not fit.
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum()).translate(_ALIKE)
    if len(plain) != length or not set(plain) <= set(SIGNS):
        raise InputRefused(at, f"Type the {length} letters and digits of the code.")
    if with_check(plain[:-1]) != plain:
        raise InputRefused(at, "A sign of the code is wrong. Compare it with what the person shows, sign by sign.")
    return plain
