"""How made-up facts are spread: weights of options, of bands and of ages, and what keeps a fact below another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.errors import Position
from scoring.policy.wording import Text


@dataclass(frozen=True, slots=True)
class Limit:
    """What a number does not exceed: full years since the date `years_since`, or the number `fact`; less `less`, times `times`."""

    fact: str = ""
    years_since: str = ""
    less: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True)
class FactShape:
    """How one fact is spread; every number is a weight beside the others of its mapping.

    `weights` are of options, or of `true` and `false`; `bands` of numbers by where each band begins, the last going to the fact's
    own bound; `years_before` of dates by how many years ago; `records` of how many entries a list has, and `fields` how those are
    spread. `at_most` are limits of a number; `given` is how many of a hundred have an optional fact. Where the fact `by` has one of
    the options in `of`, that shape holds instead.
    """

    position: Position
    weights: Mapping[str, int] | None = None
    bands: Mapping[Decimal, int] | None = None
    years_before: Mapping[int, int] | None = None
    records: Mapping[int, int] | None = None
    fields: Mapping[str, FactShape] = field(default_factory=dict)
    at_most: tuple[Limit, ...] = ()
    given: int | None = None
    by: str = ""
    of: Mapping[str, FactShape] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """How a fact is spread of which nothing is said: `number` by hundredths of its range, a choice evenly."""

    boolean: Mapping[str, int]
    number: Mapping[int, int]
    years_before: Mapping[int, int]
    records: Mapping[int, int]
    given: int


@dataclass(frozen=True, slots=True)
class Shapes:
    """All that is declared: what stands above every population, facts of all schemes, and facts of each."""

    file: str
    note: Text
    otherwise: Otherwise
    facts: Mapping[str, FactShape]
    schemes: Mapping[str, Mapping[str, FactShape]]

    def of(self, scheme: str, fact: str) -> FactShape | None:
        """Give what is declared of *fact*, by its scheme first."""
        return self.schemes.get(scheme, {}).get(fact) or self.facts.get(fact)
