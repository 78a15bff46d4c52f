"""What is wrong with a text or an answer, as facts: the words are made of them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What inspection says of a policy: a code, a place, and the facts from which `policy.texts` makes the words."""

    code: str
    position: Position
    facts: Mapping[str, str]
    severity: str = "error"  # error | warning


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One answer that cannot be used.

    `pointer` is the JSON pointer below `facts` (`/patents/0/inventors`), `allowed` says in words what would be accepted,
    `nearest` is the nearest known name or option.
    """

    code: str
    fact: str
    pointer: str
    value: object
    allowed: str
    nearest: str | None = None
    check: str | None = None  # the policy's check that failed, where the answers contradict each other
