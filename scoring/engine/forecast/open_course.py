"""Reading the bounds day by day while facts are missing.

That takes a hundred times as long as assessing one person, so a day is read only as far as it can differ from the day before. What
the policy's parts come to follows from the ranges of what they read: while those that read the day keep theirs, in the order in
which they rest on each other, so do all others; and while those that decide something keep theirs, so does all that is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from scoring.engine.bounds import read_ranges
from scoring.engine.exact_result import Found
from scoring.engine.forecast.changing import Part, changing
from scoring.engine.reader import MISSING
from scoring.policy.known import as_given, as_held
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Range
from scoring.policy.model import Policy

Seen: TypeAlias = tuple[Range, ...]


class OpenReader:
    """Reads *policy*, of whose facts those named in *growing* grow: first `begin` a period, then `read` its days in order."""

    def __init__(self, policy: Policy, growing: Iterable[str]) -> None:
        self.policy = policy
        self.changing = changing(policy, growing)
        self.points: dict[str | None, Range] = {}
        self.final: Seen | None = None

    def begin(self, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> None:
        """Take the coded *facts*, MISSING for what is open, and the *parameters* of a period that begins on *day*."""
        self.known = {id_: value for id_, value in facts.items() if value is not MISSING}
        self.given = as_given(self.policy, self.known, parameters, day)
        self._hold(day)

    def read(self, day: int) -> tuple[Found, tuple[bool, ...]]:
        """Give what is found on *day*, and of each check whether the answers can agree with it."""
        if _see(self.changing.daily, replace(self.held, day=(day, day))) != self.daily:
            self._hold(day)
        return self.found, self.agrees

    def _hold(self, day: int) -> None:
        """Read what holds on *day*, and where that decides something anew the whole policy."""
        self.held = replace(as_held(self.policy, replace(self.given, day=(day, day))), points=self.points)
        if self.final is None or _see(self.changing.final, self.held) != self.final:
            self._read()
        self.daily = _see(self.changing.daily, self.held)

    def _read(self) -> None:
        self.found = read_ranges(self.policy, self.known, self.held)
        self.agrees = tuple(bool(self.held.of(check.require)[1]) for check in self.policy.checks)
        table = self.found.table
        ends = zip(self.policy.walk(), table.lowest, table.highest, strict=True)
        self.points = {item.id: (low, high) for item, low, high in ends}
        self.points[None] = self.found.total
        self.held = replace(self.held, points=self.points)
        self.final = _see(self.changing.final, self.held)


def _see(parts: Iterable[Part], ranges: Ranges) -> Seen:
    return tuple(part(ranges) for part in parts)
