"""What a forecast consists of: periods in which nothing changes, the days on which something does, and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from scoring.engine.assessment import Assessment, Outcome, State
from scoring.policy.model import Policy


class Between(NamedTuple):
    """Points while facts are missing: from `lowest` to `highest`; where nothing is open both are the same."""

    lowest: Decimal
    highest: Decimal


class Level(NamedTuple):
    """What an assessment comes to; `ranked` is the ranking sum, None where the policy does not rank."""

    total: Between
    outcome: Outcome
    ranked: Between | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` to `last`, both included, on which the level is the same; the days before and after have another."""

    first: date
    last: date
    level: Level


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `first` to `last`, both included, on which the total is the best."""

    first: date
    last: date
    total: Between


@dataclass(frozen=True, slots=True)
class AwardChange:
    """The points of one group or criterion the day before and from the day on; None where a version does not have it."""

    id: str
    before: Between | None
    after: Between | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A requirement or veto that changes its state; None where a version does not have it. `worse`: against the applicant."""

    id: str
    kind: Literal["requirement", "veto"]
    before: State | None
    after: State | None
    worse: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the level falls or rises, with every award and every condition that changes on it."""

    on: date
    before: Level
    after: Level
    awards: tuple[AwardChange, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """Evidence that, got on the forecast's first day, is no longer valid on the day the aim is reached.

    `last` is its last valid day, `facts` the given facts it proves.
    """

    evidence: str
    last: date
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the forecast takes for granted, by `code` (see `forecast.texts`), of one version.

    `ids` name facts, parameters, requirements or checks; `on` is the first day that rests on it (None: all of them); `to` the
    version or round that follows; `old` and `new` the day a parameter is first moved from and to.
    """

    code: str
    version: str
    ids: tuple[str, ...] = ()
    on: date | None = None
    to: str = ""
    old: date | None = None
    new: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """预测: how an assessment changes day by day, if nothing is done, from the day of `start` to `until`, both included.

    `stretches` follow each other without a gap. `reached` is the first day on which the outcome is certain to be eligible,
    `threshold_reached` the first on which the threshold is certain to be; None where that does not happen. `best` is the
    first window with the highest total (while facts are missing, with the highest lowest total), `best_eligible` the same among
    the days on which the outcome is eligible. `cliffs` are the days on which the total falls, or something else turns against the
    applicant; `rises` those on which it rises, or something turns in favour; a day can be both. `versions` are the policies that
    are read, by version.
    """

    start: Assessment
    until: date
    versions: Mapping[str, Policy]
    stretches: tuple[Stretch, ...]
    reached: date | None
    threshold_reached: date | None
    best: Window
    best_eligible: Window | None
    cliffs: tuple[Step, ...]
    rises: tuple[Step, ...]
    renewals: tuple[Renewal, ...]
    assumptions: tuple[Assumption, ...]
