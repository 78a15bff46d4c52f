"""The known name that was probably meant where one is misspelt."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name most like *name*, or an empty string."""
    import difflib  # noqa: PLC0415 - nothing is looked for unless a name is wrong

    return next(iter(difflib.get_close_matches(name[:80], list(known), n=1, cutoff=0.5)), "")
