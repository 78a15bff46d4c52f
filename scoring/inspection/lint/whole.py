"""What all findings start from: the policy, and what its bounds say of every name and of every number of points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from scoring.policy.criteria import Criterion, Group
from scoring.policy.known import as_held, everything
from scoring.policy.language import arithmetic
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import PointRanges, Reading
from scoring.policy.rule_ranges import RuleRanges
from scoring.policy.rules import Each
from scoring.policy.values import full_range


@dataclass(frozen=True, slots=True)
class Whole:
    """A policy with the ranges in which nothing is known; `readings` are those of every group and criterion, by id."""

    policy: Policy
    ranges: Ranges
    readings: Mapping[str, Reading]
    total: Range

    def walk(self) -> Iterator[tuple[Criterion | Group, tuple[Group, ...]]]:
        """Give every group and criterion with the groups around it, the outermost first, in the order of the paper."""
        for group in self.policy.groups:
            yield from _below(group, ())

    def criteria(self) -> Iterator[tuple[Criterion, tuple[Group, ...]]]:
        """Give every criterion with the groups around it."""
        return ((item, around) for item, around in self.walk() if isinstance(item, Criterion))

    def within(self, rule: Each) -> RuleRanges:
        """Give the ranges in which any record that *rule* counts lies."""
        fields = {f.id: full_range(f) for f in self.policy.facts[rule.records.id].fields if f.kind != "text"}
        return RuleRanges(replace(self.ranges, fields=fields), self.policy.places)


def _below(item: Criterion | Group, around: tuple[Group, ...]) -> Iterator[tuple[Criterion | Group, tuple[Group, ...]]]:
    yield item, around
    for below in item.items if isinstance(item, Group) else ():
        assert isinstance(item, Group)  # noqa: S101 - criteria have none
        yield from _below(below, (*around, item))


def read_whole(policy: Policy) -> Whole:
    """Read *policy* over all lawful facts, days and rounds."""
    ranges = as_held(policy, everything(policy))
    points = PointRanges(policy, ranges)
    scored: dict[str | None, Range] = {id_: reading.points for id_, reading in points.readings.items()}
    scored[None] = points.total
    return Whole(policy, replace(ranges, points=scored), points.readings, points.total)


def kind_of(item: Criterion | Group) -> Literal["criterion", "group"]:
    """Say whether *item* is a criterion or a group."""
    return "group" if isinstance(item, Group) else "criterion"


def shown(coded: int, places: int) -> str:
    """Write a coded number of points without needless digits."""
    return f"{arithmetic.decode(coded, places).normalize():f}"
