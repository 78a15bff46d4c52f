"""Branch and bound: boxes of places, the cheapest or the most promising first; what cannot reach the aim is cut off unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush
from typing import TypeAlias

from scoring.engine.advice.outlook import Goal, Outlook, Prospect
from scoring.engine.advice.space import Box, Key, Point, put

LIMIT = 20_000  # boxes read; what is found beyond them is no proof
FURTHER = 500  # boxes read after the best way, for others
Worth: TypeAlias = tuple[Fraction | int, ...]
"""What is to be as high as possible."""
Measure: TypeAlias = Callable[[Prospect, int], Worth]
"""The worth of what is promised at a cost."""


@dataclass(slots=True)
class Search:
    """What was found: `points` in order, `nodes` boxes read; `proven` where the first is the best of all, or there is none."""

    points: list[Point] = field(default_factory=list)
    nodes: int = 0
    proven: bool = True


class Cheapest:
    """A search for points that reach *goal*, the lowest key first; none changes all the facts that one before it changes.

    A box is taken up when no other can hold a lower key, and its lowest corner has its lowest key: so the first corner that
    reaches the goal is the best point of all.
    """

    def __init__(self, outlook: Outlook, goal: Goal, limit: int = LIMIT) -> None:
        self.outlook, self.goal, self.limit, self.found = outlook, goal, limit, Search()
        self._numbers = [lever.number for lever in outlook.space.levers]
        self._heap: list[tuple[Key, Box, bool]] = []
        self._spare: tuple[Key, Point] | None = None  # reaches the goal, in case nothing is proved in time
        self._consider(outlook.space.root, is_fresh=True)

    def run(self, most: int) -> Search:
        """Search until *most* points are found, nothing is left, or the limit is reached."""
        limit = self.limit
        while self._heap and len(self.found.points) < most:
            if self.found.nodes >= limit:
                self._break_off()
                break
            _, box, is_fresh = heappop(self._heap)
            if self._is_covered(box.low):
                continue
            if is_fresh and self._reaches(box.low):
                self.found.points.append(box.low)
                limit = min(self.limit, self.found.nodes + FURTHER)
            else:
                for half in self._halves(box):
                    self._consider(half, is_fresh=half.low != box.low)
        return self.found

    def _halves(self, box: Box) -> Iterator[Box]:
        """Cut off from *box* what changes all that a point already found changes, else halve it."""
        for point in self.found.points:
            unchanged = [n for n in self._numbers if point[n] and not box.low[n]]
            if all(box.high[n] for n in unchanged):
                return self.outlook.space.cut(box, unchanged[0], 0)
        return self.outlook.space.split(box)

    def _consider(self, box: Box, *, is_fresh: bool) -> None:
        """Read *box* and keep it where the goal is possible in it."""
        if self._is_covered(box.low):
            return
        self.found.nodes += 1
        if not self.outlook.is_possible(self.goal, box):
            return
        heappush(self._heap, (self.outlook.space.key(box.low), box, is_fresh))
        key = self.outlook.space.key(box.high)
        if (self._spare is None or key < self._spare[0]) and self._reaches(box.high):
            self._spare = (key, box.high)

    def _reaches(self, point: Point) -> bool:
        return self.goal.is_met(self.outlook.at(point))

    def _is_covered(self, low: Point) -> bool:
        """Whether all that lies above *low* changes every fact that some point already found changes."""
        return any(all(low[n] for n in self._numbers if point[n]) for point in self.found.points)

    def _break_off(self) -> None:
        if not self.found.points:
            self.found.proven = False
            self.found.points += [lowered(self.outlook, self._spare[1], self._reaches)] if self._spare else []


class Highest:
    """A search for the point of the highest worth.

    *worth* measures what a point promises, None where that is no use; *bound* what a box does, at the cost of its lowest
    corner: no point of the box may be worth more.
    """

    def __init__(
        self, outlook: Outlook, worth: Callable[[Prospect, int], Worth | None], bound: Measure, limit: int = LIMIT
    ) -> None:
        self.outlook, self.worth, self.bound, self.limit, self.found = outlook, worth, bound, limit, Search()
        self._heap: list[tuple[Worth, int, Box]] = []
        self._best: tuple[Worth, Point] | None = None

    def run(self, root: Box) -> Search:
        """Search *root*; without a point that is any use, `points` is empty."""
        self._consider(root)
        while self._heap and (self._best is None or _negative(self._heap[0][0]) > self._best[0]):
            if self.found.nodes >= self.limit:
                self.found.proven = False
                break
            _, _, box = heappop(self._heap)
            for half in reversed(tuple(self.outlook.space.split(box))):
                self._consider(half)  # of equal promise, the box read last is taken up first: the one with the least changes
        if self._best is not None:
            best, point = self._best
            self.found.points.append(lowered(self.outlook, point, lambda p: self._worth(p) == best))
        return self.found

    def _consider(self, box: Box) -> None:
        self.found.nodes += 1
        promise = self.outlook.within(box)
        if not promise.agrees[1]:
            return
        for corner in (box.low, box.high):
            worth = self._worth(corner)
            if worth is not None and (self._best is None or worth > self._best[0]):
                self._best = (worth, corner)
        cost = self.outlook.space.key(box.low)[0]
        heappush(self._heap, (_negative(self.bound(promise, cost)), -self.found.nodes, box))

    def _worth(self, point: Point) -> Worth | None:
        prospect = self.outlook.at(point)
        return self.worth(prospect, self.outlook.space.key(point)[0]) if prospect.agrees[1] else None


def lowered(outlook: Outlook, point: Point, suffices: Callable[[Point], bool]) -> Point:
    """Turn every dial of *point* back as far as it still *suffices*, the dearest first."""
    dials = outlook.space.dials
    for number in sorted(range(len(point)), key=lambda i: (-dials[i].cost(point[i]), i)):
        low, high = -1, point[number]
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if suffices(put(point, number, middle)) else (middle, high)
        point = put(point, number, high)
    return point


def _negative(worth: Worth) -> Worth:
    return tuple(-part for part in worth)
