"""Making codes that people read aloud and type, at random."""

from __future__ import annotations

import secrets

from scoring.application.code import SIGNS, with_check


def new_code(length: int) -> str:
    """Make a code of *length* signs at random, the last of them its check sign."""
    return with_check("".join(secrets.choice(SIGNS) for _ in range(length - 1)))
