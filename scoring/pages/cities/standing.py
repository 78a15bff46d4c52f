"""Where one person stands under the rules of one scheme, and what is missing there. Pure: answers in, a standing out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum

from scoring.engine import assess
from scoring.engine.assessment import Assessment, Outcome, Verdict
from scoring.engine.forecast import forecast
from scoring.engine.questions import asked, in_order, is_certain
from scoring.errors import FactsRefused
from scoring.pages.over_time import last_of
from scoring.pages.past import Spread, spread
from scoring.pages.sums import Sum, sums
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.rounds import Round

YEARS = 5  # so far a first day is looked for


class Reach(IntEnum):
    """How near a person is, the nearest first.

    OUTRANKED: the conditions are met, and the sum that ranks lies below every last place known. CONTRADICTED: answers contradict
    each other here, so that nothing can be said.
    """

    REACHED = 0
    OPEN = 1
    OUTRANKED = 2
    NOT_REACHED = 3
    EXCLUDED = 4
    CONTRADICTED = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A person under one policy, read on `on`, its last day where it `has_ended`.

    `open` are questions without which the outcome cannot be told, `further` those not answered that count as their defaults
    meanwhile; `may_change` says that an answer to one of them could still change the outcome. `unmet` are the conditions not
    met and the vetoes that apply, `unsure` those still open. `soonest` is the first day on which the conditions are certain to
    hold if nothing is done: None where it was not looked for, or is not within YEARS.
    """

    policy: Policy
    on: date
    has_ended: bool
    reach: Reach
    assessment: Assessment | None = None
    sums: tuple[Sum, ...] = ()
    open: tuple[Fact, ...] = ()
    further: tuple[Fact, ...] = ()
    may_change: bool = False
    unmet: tuple[Verdict, ...] = ()
    unsure: tuple[Verdict, ...] = ()
    spread: Spread | None = None
    soonest: date | None = None
    is_spoilt: bool = False

    @property
    def ranks(self) -> bool:
        """Whether places are limited and go by rank."""
        return self.policy.selection.ranking is not None

    @property
    def total(self) -> Sum | None:
        """The sum that stands against the threshold; None where answers contradict each other."""
        return self.sums[0] if self.sums else None

    @property
    def missing_share(self) -> Decimal:
        """What lacks for certain as a share of what is needed: of the threshold, or else of the lowest past cut-off."""
        if self.total is not None and self.total.threshold:
            return self.total.short_by / self.total.threshold
        lowest = self.spread.lowest.cut_off if self.spread is not None else None
        return self.short / lowest if lowest else Decimal(0)

    @property
    def short(self) -> Decimal:
        """What lacks at least to the lowest last place known; 0 where nothing lacks, or none is known."""
        return _above(self.spread.lowest, self.sums[-1].highest) if self.spread is not None else Decimal(0)

    @property
    def short_most(self) -> Decimal:
        """What lacks at most to the highest last place known."""
        return _above(self.spread.highest, self.sums[-1].lowest) if self.spread is not None else Decimal(0)

    @property
    def nearness(self) -> tuple[bool, int, bool, date, int, Decimal, int, str]:
        """What sorts within a group: rules in force first, then the reach, the first day, conditions and points missing."""
        day = self.soonest or date.max
        looked = (self.soonest is None, day)
        return (self.has_ended, self.reach, *looked, len(self.unmet), self.missing_share, len(self.open), self.policy.scheme)


def stand(versions: Sequence[Policy], answers: Mapping[str, object], *, on: date, has_ended: bool) -> Standing:
    """Say where *answers* stand under the first of *versions*; the later ones of its scheme are read by the look ahead alone."""
    policy = versions[0]
    try:
        assessment = assess(policy, answers, on=on)
    except FactsRefused:
        return Standing(policy, on, has_ended, Reach.CONTRADICTED)
    missing = set(assessment.missing)
    asks = asked(policy, answers, on=on)
    own = sums(assessment)
    lines = spread(policy, own[-1])
    reach = _reach(assessment, lines, own[-1])
    return Standing(
        policy,
        on,
        has_ended,
        reach,
        assessment,
        own,
        open=tuple(fact for fact in in_order(policy) if fact.id in missing),
        further=further(policy, answers, asks),
        may_change=not missing and not is_certain(policy, answers, on=on),
        unmet=(*_in(assessment.requirements, "not_met"), *_in(assessment.vetoes, "met")),
        unsure=(*_in(assessment.requirements, "open"), *_in(assessment.vetoes, "open")),
        spread=lines,
        soonest=_soonest(versions, answers, assessment, reach),
    )


def further(policy: Policy, answers: Mapping[str, object], asks: Iterable[str]) -> tuple[Fact, ...]:
    """Give the questions that are asked, have a default and were not answered."""
    wanted = set(asks)
    return tuple(fact for fact in in_order(policy) if fact.id in wanted and fact.id not in answers and not fact.required)


def _above(line: Round, points: Decimal) -> Decimal:
    """Say by how many points the last place of a round lies above *points*, 0 where it does not."""
    return max(Decimal(0), (line.cut_off or Decimal(0)) - points)


def _reach(assessment: Assessment, lines: Spread | None, own: Sum) -> Reach:
    match assessment.outcome:
        case Outcome.ELIGIBLE:
            return Reach.OUTRANKED if lines is not None and _above(lines.lowest, own.highest) else Reach.REACHED
        case Outcome.PROVISIONAL:
            return Reach.OPEN
        case Outcome.VETOED:
            return Reach.EXCLUDED
        case Outcome.REQUIREMENTS_NOT_MET | Outcome.BELOW_THRESHOLD:
            return Reach.NOT_REACHED


def _in(verdicts: Iterable[Verdict], state: str) -> Iterable[Verdict]:
    return (verdict for verdict in verdicts if verdict.state == state)


def _soonest(versions: Sequence[Policy], answers: Mapping[str, object], assessment: Assessment, reach: Reach) -> date | None:
    """Look ahead where nothing is open and the aim is not reached yet: while answers lack, no day can be told."""
    if reach not in (Reach.NOT_REACHED, Reach.EXCLUDED) or assessment.missing:
        return None
    return forecast(versions, answers, on=assessment.on, until=last_of(assessment.on, YEARS)).reached
