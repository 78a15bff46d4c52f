"""The result of an assessment: everything is read off what one reading found, and spelled out only where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from itertools import compress
from typing import TYPE_CHECKING, Any, TypeAlias

from scoring.engine.award import Award, MatchedRow, Outcome, State, Verdict
from scoring.engine.lazy import Lazy
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.types import FIRST_DAY, LAST_DAY, Choice, Day, Number, Range
from scoring.policy.values import decode_value

if TYPE_CHECKING:
    from scoring.engine.exact_result import Found
    from scoring.engine.spelling import Spelling
    from scoring.policy.facts import Value
    from scoring.policy.language.tree import Expression
    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round
    from scoring.policy.selection import Entitlement

__all__ = ["Assessment", "Award", "MatchedRow", "Outcome", "State", "Verdict"]


Taken: TypeAlias = tuple[tuple[str, ...], tuple[Any, ...]]
"""The facts as they were read: the ids of those given, and the coded values of all in the policy's order."""


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
        taken: Taken,
        missing: tuple[str, ...],
        find: Callable[[], Found],
    ) -> None:
        self.policy = policy
        self.on = on
        self.round = round_
        self.missing = missing
        self._taken = taken
        self._find = find

    def __repr__(self) -> str:
        return f"<Assessment {self.policy.name} on {self.on}: {self.outcome}, {self.total}>"

    @Lazy
    def found(self) -> Found:
        """What the reading found, coded."""
        return self._find()

    @Lazy
    def facts(self) -> Mapping[str, Value | None]:
        """The facts that were given, as values; None for an optional one that is empty."""
        given, values = self._taken
        coded = dict(zip(self.policy.facts, values, strict=True))
        return {id_: decode_value(self.policy.facts[id_], coded[id_]) for id_ in given}

    @Lazy
    def outcome(self) -> Outcome:
        """The first that applies of vetoed, requirements not met, below the threshold, eligible; provisional while open."""
        met, reached = self.found.met, self.found.reached
        for refusal, (low, high) in (
            (Outcome.VETOED, self.found.vetoed),
            (Outcome.REQUIREMENTS_NOT_MET, (1 - met[1], 1 - met[0])),
            (Outcome.BELOW_THRESHOLD, (1 - reached[1], 1 - reached[0])),
        ):
            if low:
                return refusal
            if high:
                return Outcome.PROVISIONAL
        # Without a threshold the total alone decides by rank: while it is open, nothing is settled in one's favour.
        ranked_only = self.found.threshold is None
        return Outcome.PROVISIONAL if ranked_only and self.total is None else Outcome.ELIGIBLE

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

    @Lazy
    def spelling(self) -> Spelling[tuple[Award, ...], tuple[Verdict, ...]]:
        """The words of what was found."""
        return _speller(self.policy)(self.found)

    @Lazy
    def awards(self) -> tuple[Award, ...]:
        """The tree of groups and criteria."""
        return self.spelling.awards()

    @Lazy
    def requirements(self) -> tuple[Verdict, ...]:
        """Every requirement: met, not met, or open."""
        return self.spelling.requirements()

    @Lazy
    def vetoes(self) -> tuple[Verdict, ...]:
        """Every veto; one that is met refuses."""
        return self.spelling.vetoes()

    @Lazy
    def entitlements(self) -> tuple[Entitlement, ...]:
        """What an admission would unlock, as far as it is certain."""
        return tuple(compress(self.policy.entitlements, self.found.states.entitlements))

    @Lazy
    def ranking(self) -> tuple[Decimal | date | bool | str | None, ...] | None:
        """The ranking sum and the tie-break keys, each None while open; a descending number is negated."""
        ranking = self.policy.selection.ranking
        if ranking is None:
            return None
        first, *keys = self.found.ranking
        decoded = [_decoded(key, range_, descending=d) for (key, d), range_ in zip(ranking.then, keys, strict=True)]
        return (arithmetic.decode(first[0], self.policy.places) if first[0] == first[1] else None, *decoded)

    @Lazy
    def ranking_keys(self) -> tuple[int, ...] | None:
        """What sorts candidates, lowest first; None where the policy does not rank, or while a key is open."""
        ranking = self.policy.selection.ranking
        if ranking is None or any(low != high for low, high in self.found.ranking):
            return None
        first, *keys = self.found.ranking
        return (-first[0], *(-key[0] if descending else key[0] for (_, descending), key in zip(ranking.then, keys, strict=True)))

    @Lazy
    def without_points(self) -> bool:
        """Whether the person is admitted outside the ranking and its places for certain, whatever the points."""
        from scoring.engine.figures import parameters_of  # noqa: PLC0415 - only a round of places asks for it, as all below
        from scoring.policy.known import some  # noqa: PLC0415 - likewise
        from scoring.policy.point_ranges import CERTAIN  # noqa: PLC0415 - likewise

        unless = self.policy.selection.unless
        if unless is None:
            return False
        coded = dict(zip(self.policy.facts, self._taken[1], strict=True))
        known = {id_: value for id_, value in coded.items() if id_ not in self.missing}
        ranges = some(self.policy, known, parameters_of(self.policy, self.on, self.round), calendar.from_date(self.on))
        return ranges.of(unless) == CERTAIN

    @Lazy
    def variables(self) -> Mapping[str, Value | None]:
        """The policy's variables as values, None while open, and where what they read is empty."""
        found = self.found.variables
        return {id_: _decoded(node, found[id_]) if id_ in found else None for id_, node in self.policy.variables.items()}

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


@lru_cache(maxsize=256)
def _speller(policy: Policy) -> Callable[[Found], Spelling[tuple[Award, ...], tuple[Verdict, ...]]]:
    """Give what spells out findings under *policy*; it is loaded here, for who asks for points alone needs no words."""
    from scoring.engine.spelling import Spelling  # noqa: PLC0415 - see above
    from scoring.engine.spelling_plan import plan_of  # noqa: PLC0415 - see above

    return partial(Spelling, plan_of(policy))


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
