"""What advice consists of: ways, each a set of changes, and where the person stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from scoring.engine.assessment import Assessment
from scoring.policy.facts import Fact, Value
from scoring.policy.model import Policy

COSTS = ("money", "health", "move", "employer")
"""What a change may cost beside effort: such ways are shown only to who asks for them (a home is bought with money, blood is
given with health)."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """To reach an eligible outcome: the threshold, every requirement, no veto."""


@dataclass(frozen=True, slots=True)
class Rank:
    """To rank better where places are limited: a ranking sum of at least `points` with an eligible outcome.

    Without `points`: the single changes that raise the sum, the most points for each effort first.
    """

    points: Decimal | None = None


Aim: TypeAlias = Threshold | Rank
THRESHOLD = Threshold()


class Standing(StrEnum):
    """What the advice comes to."""

    REACHED = "reached"  # nothing needs to be done
    WAYS = "ways"
    UNREACHABLE = "unreachable"  # no lawful own effort reaches it; `highest` tells how far one comes
    MISSING = "missing"  # no way is certain while the answers named in `missing` are open
    NOT_FOUND = "not_found"  # the search broke off without a way
    NOT_RANKED = "not_ranked"  # the policy ranks nobody, or this person is admitted without points


@dataclass(frozen=True, slots=True)
class Change:
    """One fact changed: by `efforts` efforts, at `cost` (efforts times effort; 0 for what may be chosen freely).

    Of a list, `added` are the records that `new` has more than `old`. `costs` is what it costs beside effort, `evidence` what
    proves it.
    """

    fact: Fact
    old: Value | None
    new: Value | None
    efforts: int
    cost: int
    costs: tuple[str, ...]
    evidence: tuple[str, ...]
    added: tuple[Mapping[str, Value | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that together reach the aim, verified: `assessment` is made with them.

    `gained` is what the total, `ranked` what the ranking sum has more than before (None without a ranking); while facts are
    missing, the lowest of each.
    """

    changes: tuple[Change, ...]
    cost: int
    gained: Decimal
    ranked: Decimal | None
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest lawful ways, the cheapest first; where costs are equal, the one that changes fewer facts.

    No way changes all the facts that one before it changes; there are a few at most, found with limited effort once the first
    is known. `proven`: nothing is cheaper than the first way (where the aim is
    unreachable: nothing comes higher than `highest`); else it is the best found among `nodes` boxes of possibilities read.
    `missing` are the required facts not given, `withheld` the costs of changes that were left out because nobody asked for
    them. `before` is the assessment without any change.
    """

    aim: Aim
    standing: Standing
    before: Assessment
    ways: tuple[Way, ...] = ()
    proven: bool = True
    nodes: int = 0
    highest: Way | None = None
    missing: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


def advises_the_public(policy: Policy) -> bool:
    """Whether people may follow advice under *policy*: an illustrative one advises nobody outside a demonstration."""
    return policy.provenance != "illustrative"
