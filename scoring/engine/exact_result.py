"""What a program found for somebody of whom every fact is known, in the form that `bounds` gives too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeAlias

from scoring.engine.lazy import Lazy
from scoring.engine.places import places_of
from scoring.engine.program import Compact
from scoring.engine.result import FoundOpen, PointTable
from scoring.policy.criteria import Criterion
from scoring.policy.known import in_order_of_questions
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN
from scoring.policy.point_sums import NONE


@dataclass(frozen=True, slots=True)
class Names:
    """The ids in the order in which a program gives its results."""

    questions: tuple[str, ...]
    asked: tuple[int, ...]  # their places among the facts
    requirements: tuple[str, ...]
    vetoes: tuple[str, ...]
    entitlements: tuple[str, ...]
    yielding: tuple[tuple[tuple[str, int], ...], ...]  # of each criterion that yields, those it yields to with their places
    variables: tuple[str, ...]
    facts: tuple[str, ...]


@lru_cache(maxsize=256)
def names_of(policy: Policy) -> Names:
    """Give the names of *policy*."""
    places = places_of(policy).points
    yielding = [c.yields_to for c in policy.walk() if isinstance(c, Criterion) and c.yields_to]
    return Names(
        questions=(questions := tuple(fact.id for fact in in_order_of_questions(policy))),
        asked=tuple(map(list(policy.facts).index, questions)),
        requirements=tuple(r.id for r in policy.requirements),
        vetoes=tuple(v.id for v in policy.vetoes),
        entitlements=tuple(e.id for e in policy.entitlements),
        yielding=tuple(tuple((id_, places[id_]) for id_ in others) for others in yielding),
        variables=tuple(policy.variables),
        facts=tuple(policy.facts),
    )


# What the `_make` of each does, without its step through Python.
_compact = partial(tuple.__new__, Compact)
_point_table = partial(tuple.__new__, PointTable)


class FoundExactly:
    """As `FoundOpen`, of what a program found for the *coded* facts, in the policy's order; each part is made when it is read."""

    def __init__(self, names: Names, coded: tuple[Any, ...], found: tuple[Any, ...]) -> None:
        self._names, self._coded = names, coded
        self.states = self._compact = _compact(found)  # a program tells of each condition what `States` does

    @Lazy
    def facts(self) -> Mapping[str, Any]:
        """The facts as they hold."""
        held = dict(zip(self._names.facts, self._coded, strict=True))
        held.update(zip(self._names.questions, self._compact.facts, strict=True))
        return held

    @Lazy
    def variables(self) -> Mapping[str, tuple[Any, Any]]:
        """Those that have a value."""
        values = zip(self._names.variables, self._compact.variables, strict=True)
        return {id_: (value, value) for id_, value in values if value is not None}

    @Lazy
    def requirements(self) -> Mapping[str, Range]:
        """Whether each holds."""
        return _conditions(self._names.requirements, self._compact.requirements)

    @Lazy
    def waivers(self) -> Mapping[str, Range]:
        """Whether each requirement is waived."""
        return _conditions(self._names.requirements, self._compact.waivers)

    @Lazy
    def vetoes(self) -> Mapping[str, Range]:
        """Whether each applies."""
        return _conditions(self._names.vetoes, self._compact.vetoes)

    @property
    def met(self) -> Range:
        """Whether all the requirements hold."""
        return CERTAIN if all(self._compact.requirements) else NONE

    @property
    def vetoed(self) -> Range:
        """Whether any veto does."""
        return CERTAIN if any(self._compact.vetoes) else NONE

    def held(self, _policy: Policy) -> list[Any]:
        """Give the facts as they hold in the policy's order."""
        held = list(self._coded)
        for place, coded in zip(self._names.asked, self._compact.facts):  # noqa: B905 - as many, and this runs for each person
            held[place] = coded
        return held

    @Lazy
    def table(self) -> PointTable:
        """The point table."""
        found = self._compact
        points, yields = found.points, _yields(self._names, found.points) if self._names.yielding else ()
        return _point_table((points, points, points, found.raws, found.rows, found.caps, found.applies, yields))

    @property
    def total(self) -> Range:
        """The sum."""
        return (self._compact.total, self._compact.total)

    @property
    def threshold(self) -> Range | None:
        """What is needed."""
        needed = self._compact.threshold
        return None if needed is None else (needed, needed)

    @property
    def reached(self) -> Range:
        """Whether the threshold is reached."""
        return CERTAIN if self._compact.reached else NONE

    @Lazy
    def entitlements(self) -> Mapping[str, Range]:
        """What an admission unlocks."""
        return _conditions(self._names.entitlements, self._compact.entitlements)

    @Lazy
    def ranking(self) -> tuple[Range, ...]:
        """The sum that ranks, and the keys."""
        return tuple([(value, value) for value in self._compact.ranking])  # type: ignore[misc]  # coded numbers


Found: TypeAlias = FoundOpen | FoundExactly


def _conditions(ids: tuple[str, ...], values: tuple[bool, ...]) -> dict[str, Range]:
    return {id_: CERTAIN if value else NONE for id_, value in zip(ids, values, strict=True)}


def _yields(names: Names, points: tuple[int, ...]) -> tuple[str, ...]:
    return tuple([next((id_ for id_, place in others if points[place]), "") for others in names.yielding])
