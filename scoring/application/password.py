"""What an applicant's password must be."""

from __future__ import annotations

import unicodedata

from scoring.errors import InputRefused

SHORTEST, LONGEST = 12, 128
FEWEST = 5  # different characters


def normalised(text: str) -> str:
    """Give the form in which passwords are hashed, so that keyboards that write a sign differently agree (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def new_password(text: str, *, at: str = "password") -> str:
    """Give a password that may be set, normalised.

    Raises:
        InputRefused: it is too short, too long or too easy, with the remedy.
    """
    value = normalised(text)
    if len(value) < SHORTEST:
        raise InputRefused(at, f"Use at least {SHORTEST} characters. Several words are easier to keep than signs.")
    if len(value) > LONGEST:
        raise InputRefused(at, f"Use at most {LONGEST} characters.")
    if len(set(value)) < FEWEST:
        raise InputRefused(at, f"Use at least {FEWEST} different characters: this one is guessed at once.")
    return value
