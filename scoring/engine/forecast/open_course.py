"""Reading the bounds day by day while facts are missing.

That takes a hundred times as long as assessing one person, so a day is read only as far as it can differ from the one read before.
What the policy's parts come to follows from the ranges of what they read: only what reads something that changed is read again, in
the order in which they rest on each other; and while what decides something keeps its range, so does all that is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from scoring.engine.bounds import read_ranges
from scoring.engine.exact_result import Found
from scoring.engine.following import DAY, Named, names_read
from scoring.engine.forecast.changing import changing
from scoring.engine.reader import MISSING
from scoring.policy.known import as_given, with_questions, with_variables
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Range
from scoring.policy.model import Policy


class OpenReader:
    """Reads *policy*, of whose facts those named in *growing* grow: first `begin` a period, then `read` days of it in order."""

    def __init__(self, policy: Policy, growing: Iterable[str]) -> None:
        self.policy = policy
        self.parts = changing(policy, growing)
        self.variables = {id_: names_read([expression]) for id_, expression in policy.variables.items()}
        self.seen: list[Range] = []
        self.held: Ranges | None = None

    def begin(self, facts: Mapping[str, Any], parameters: Mapping[str, Coded], day: int) -> None:
        """Take the coded *facts*, MISSING for what is open, and the *parameters* of a period that begins on *day*."""
        self.known = {id_: value for id_, value in facts.items() if value is not MISSING}
        self.given = as_given(self.policy, self.known, parameters, day)

    def read(self, day: int) -> tuple[Found, tuple[bool, ...]]:
        """Give what is found on *day*, and of each check whether the answers can agree with it."""
        ranges = with_questions(self.policy, replace(self.given, day=(day, day)))
        if self.held is None:
            self._find(with_variables(self.policy, ranges))
        else:
            self._go_on(self.held, ranges)
        return self.found, self.agrees

    def _go_on(self, before: Ranges, ranges: Ranges) -> None:
        """Read again what reads something that is not as *before*, and where that decides something anew the whole policy."""
        changed = _changed(before, ranges)
        variables = dict(before.variables)
        now = replace(ranges, variables=variables, points=before.points)
        for id_, names in self.variables.items():
            if names & changed:
                variables[id_] = now.of(self.policy.variables[id_])
                if variables[id_] != before.variables[id_]:
                    changed.add(("variable", id_))
        self.held = now
        if any(part.names & changed and part.read(now) != seen for part, seen in zip(self.parts, self.seen, strict=True)):
            self._find(now)

    def _find(self, ranges: Ranges) -> None:
        self.found = read_ranges(self.policy, self.known, ranges)
        self.agrees = tuple(bool(ranges.of(check.require)[1]) for check in self.policy.checks)
        table = self.found.table
        ends = zip(self.policy.walk(), table.lowest, table.highest, strict=True)
        points: dict[str | None, Range] = {item.id: (low, high) for item, low, high in ends}
        self.held = replace(ranges, points={**points, None: self.found.total})
        self.seen = [part.read(self.held) for part in self.parts]


def _changed(before: Ranges, after: Ranges) -> set[Named]:
    kinds = {"fact": ("facts", "lists", "given"), "parameter": ("parameters", "sets")}
    tables = [(kind, getattr(before, name), getattr(after, name)) for kind, names in kinds.items() for name in names]
    found = {(kind, id_) for kind, old, new in tables for id_, value in new.items() if value != old[id_]}
    return found | ({DAY} if before.day != after.day else set())
