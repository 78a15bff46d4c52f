"""The result of an assessment: everything is read off what one reading found, and spelled out only where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from scoring.engine.award import Award, MatchedRow, Outcome, State, Verdict
from scoring.engine.result import Found
from scoring.engine.spelling import Spelling
from scoring.policy.facts import Value
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import FIRST_DAY, LAST_DAY, Choice, Day, Number, Range
from scoring.policy.model import Policy
from scoring.policy.rounds import Round
from scoring.policy.selection import Entitlement
from scoring.policy.values import decode_value

__all__ = ["Assessment", "Award", "MatchedRow", "Outcome", "State", "Verdict"]


class Assessment:
    """积分核定: points under one policy on one day; repeatable and without effect.

    `on` is the day, `round` the round whose figures were used (None where the scheme has none), `missing` the required facts
    not given, in the policy's order. What is open is None, or has a `lowest` and a `highest`.
    """

    def __init__(
        self,
        policy: Policy,
        on: date,
        round_: Round | None,
        given: Mapping[str, Any],
        missing: tuple[str, ...],
        find: Callable[[], Found],
    ) -> None:
        self.policy, self.on, self.round, self.missing = policy, on, round_, missing
        self._given, self._find = given, find

    def __repr__(self) -> str:
        return f"<Assessment {self.policy.name} on {self.on}: {self.outcome}, {self.total}>"

    @cached_property
    def found(self) -> Found:
        """What the reading found, coded."""
        return self._find()

    @cached_property
    def facts(self) -> Mapping[str, Value]:
        """The facts that were given, as values."""
        return {id_: decode_value(self.policy.facts[id_], coded) for id_, coded in self._given.items()}

    @cached_property
    def outcome(self) -> Outcome:
        """The first that applies of vetoed, requirements not met, below the threshold, eligible; provisional while open."""
        vetoed = _any(self.found.vetoes)
        met = _all(self.found.requirements)
        for refusal, (low, high) in (
            (Outcome.VETOED, vetoed),
            (Outcome.REQUIREMENTS_NOT_MET, (1 - met[1], 1 - met[0])),
            (Outcome.BELOW_THRESHOLD, (1 - self.found.reached[1], 1 - self.found.reached[0])),
        ):
            if low:
                return refusal
            if high:
                return Outcome.PROVISIONAL
        return Outcome.ELIGIBLE

    @property
    def total(self) -> Decimal | None:
        """The sum of all groups; None while missing facts can change it."""
        return self.lowest if self.found.total[0] == self.found.total[1] else None

    @property
    def lowest(self) -> Decimal:
        """The lowest total still possible."""
        return arithmetic.decode(self.found.total[0], self.policy.places)

    @property
    def highest(self) -> Decimal:
        """The highest total still possible."""
        return arithmetic.decode(self.found.total[1], self.policy.places)

    @property
    def threshold(self) -> Decimal | None:
        """The total needed; None where the policy has none, or while it is open."""
        found = self.found.threshold
        return arithmetic.decode(found[0], self.policy.places) if found is not None and found[0] == found[1] else None

    @cached_property
    def spelling(self) -> Spelling:
        """The words of what was found."""
        return Spelling(self.policy, self.found)

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """The tree of groups and criteria."""
        return tuple(self.spelling.award(group) for group in self.policy.groups)

    @cached_property
    def requirements(self) -> tuple[Verdict, ...]:
        """Every requirement: met, not met, or open."""
        return tuple(self.spelling.requirement(r) for r in self.policy.requirements)

    @cached_property
    def vetoes(self) -> tuple[Verdict, ...]:
        """Every veto; one that is met refuses."""
        return tuple(self.spelling.veto(v) for v in self.policy.vetoes)

    @cached_property
    def entitlements(self) -> tuple[Entitlement, ...]:
        """What an admission would unlock, as far as it is certain."""
        return tuple(e for e in self.policy.entitlements if self.found.entitlements[e.id] == (1, 1))

    @cached_property
    def ranking(self) -> tuple[Decimal | date | bool | str | None, ...] | None:
        """The ranking sum and the tie-break keys, each None while open; a descending number is negated."""
        ranking = self.policy.selection.ranking
        if ranking is None:
            return None
        first, *keys = self.found.ranking
        decoded = [_decoded(key, range_, descending=d) for (key, d), range_ in zip(ranking.then, keys, strict=True)]
        return (arithmetic.decode(first[0], self.policy.places) if first[0] == first[1] else None, *decoded)

    @cached_property
    def ranking_keys(self) -> tuple[int, ...] | None:
        """What sorts candidates, lowest first; None where the policy does not rank, or while a key is open."""
        ranking = self.policy.selection.ranking
        if ranking is None or any(low != high for low, high in self.found.ranking):
            return None
        first, *keys = self.found.ranking
        return (-first[0], *(-key[0] if descending else key[0] for (_, descending), key in zip(ranking.then, keys, strict=True)))

    @cached_property
    def variables(self) -> Mapping[str, Value | None]:
        """The policy's variables as values, None while open."""
        return {id_: _decoded(self.policy.variables[id_], range_) for id_, range_ in self.found.variables.items()}

    def walk(self) -> Iterator[Award]:
        """Give every award, a group before its members, in the order of the paper."""
        for award in self.awards:
            yield from award.walk()

    def award(self, id_: str) -> Award:
        """Give the award of one group or criterion; KeyError names an unknown id."""
        for award in self.walk():
            if award.id == id_:
                return award
        raise KeyError(id_)


def _any(conditions: Mapping[str, Range]) -> Range:
    return (max((c[0] for c in conditions.values()), default=0), max((c[1] for c in conditions.values()), default=0))


def _all(conditions: Mapping[str, Range]) -> Range:
    return (min((c[0] for c in conditions.values()), default=1), min((c[1] for c in conditions.values()), default=1))


def _decoded(expression: Expression, range_: Range, *, descending: bool = False) -> Decimal | date | bool | str | None:
    """Give the value that a coded range of one point stands for."""
    coded, highest = range_
    if coded != highest:
        return None
    match expression.type:
        case Number(scale=scale):
            return arithmetic.decode(-coded if descending else coded, scale)
        case Day():
            return calendar.to_date(min(max(coded, FIRST_DAY), LAST_DAY))  # a computed day may lie beyond the years 1 to 9999
        case Choice(options=options):
            return options[coded]
        case _:
            return bool(coded)
