"""The root of the tree of errors."""

from __future__ import annotations

from typing import ClassVar


class ScoringError(Exception):
    """The root of the tree."""

    code: ClassVar[str] = "error"
