"""What an assessment consists of: awards, verdicts and the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.policy.wording import EMPTY, Text

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.policy.facts import Value

State: TypeAlias = Literal["met", "not_met", "open"]


class Outcome(StrEnum):
    """结论. Where several apply, the first of these; `provisional` while missing facts could still change it."""

    VETOED = "vetoed"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    BELOW_THRESHOLD = "below_threshold"
    ELIGIBLE = "eligible"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """The row of the point table that gave the points.

    `number` counts from 1 in the order of the paper; `label` are the row's words, its own or made from where it starts;
    `units` is how many complete units or records counted, where the rule counts.
    """

    number: int
    label: Text
    points: Decimal
    reference: str = ""
    units: int | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """得分项: the points of one criterion or group.

    `points` is None while missing facts can still change it; then it lies from `lowest` to `highest`. `cap` is the most it
    can give; `uncapped` what it would be without cap and floor. `facts` maps each fact that the rule reads to the value
    used (None while missing). `applies` is false where `applies` in the policy does not hold; `counts` is false where a
    sibling is counted instead (`combine: highest`) and `yields_to` names a criterion that took its place.
    """

    id: str
    kind: Literal["group", "criterion"]
    label: Text
    points: Decimal | None
    lowest: Decimal
    highest: Decimal
    cap: Decimal | None
    uncapped: Decimal | None
    facts: Mapping[str, Value | None]
    row: MatchedRow | None
    reference: str
    note: Text = EMPTY
    evidence: tuple[str, ...] = ()
    applies: bool | None = True
    counts: bool = True
    yields_to: str | None = None
    awards: tuple[Award, ...] = ()

    def walk(self) -> Iterator[Award]:
        """Give this award and all below it, in the order of the paper."""
        yield self
        for award in self.awards:
            yield from award.walk()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a requirement or veto holds. A veto that is `met` refuses. `waived`: `unless` holds, so it is met."""

    id: str
    label: Text
    state: State
    facts: Mapping[str, Value | None]
    reference: str
    note: Text = EMPTY
    evidence: tuple[str, ...] = ()
    waived: bool = False
