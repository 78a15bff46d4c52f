"""Steps of one fact that lower what they should raise or change too much at once, each with the smallest person it shows in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeAlias

from scoring.engine import Assessment
from scoring.inspection.cases import shown
from scoring.inspection.lint.finding import LintFinding, Person
from scoring.inspection.lint.smallest import Smallest
from scoring.inspection.lint.trials import Line, Trials, beside
from scoring.inspection.lint.whole import kind_of
from scoring.policy.facts import Fact, Value
from scoring.policy.language.types import Choice

MOST_PERSONS = 80  # for each fact and plainest person
MOST_TRIED = 1000  # assessments for one fact
MOST_SHOWN = 100  # steps of one fact that are looked at for the criterion they show in

TOTAL, RANKING, CLIFF = "better_lowers_total", "better_lowers_ranking", "cliff"
ZERO = Decimal(0)
Step: TypeAlias = tuple[Value, Value]


@dataclass(frozen=True, slots=True)
class Watch:
    """A finding that two assessments, before and after a step, may show."""

    code: str
    severity: Literal["warning", "note"]
    shows: Callable[[Assessment, Assessment], bool]


def find_steps(trials: Trials, cliff: Decimal | None) -> Iterator[LintFinding]:
    """Find steps for the better that lower the total or what ranks, and single steps that change the total by more than *cliff*."""
    falls = [Watch(TOTAL, "warning", _total_falls), Watch(RANKING, "warning", _ranking_falls)]
    cliffs = [] if cliff is None else [Watch(CLIFF, "note", lambda before, after: abs(_change(before, after)) > cliff)]
    for fact in trials.policy.facts.values():
        values = trials.values[fact.id]
        watched = [(step, falls) for step in steps_for_the_better(fact, values)]
        watched += [(step, cliffs) for step in single_steps(fact, values) if cliffs]
        yield from _search(trials, fact, watched)


def _change(before: Assessment, after: Assessment) -> Decimal:
    return ZERO if before.total is None or after.total is None else after.total - before.total


def _total_falls(before: Assessment, after: Assessment) -> bool:
    return _change(before, after) < 0


def _ranking_falls(before: Assessment, after: Assessment) -> bool:
    one, other = ((a.ranking or (None,))[0] for a in (before, after))
    is_known = before.total is not None and after.total is not None
    return is_known and isinstance(one, Decimal) and isinstance(other, Decimal) and other < one and not _total_falls(before, after)


def steps_for_the_better(fact: Fact, values: Sequence[Value]) -> list[Step]:
    """Give the steps by which *fact* grows, or by which a person's effort changes it; none where neither can be."""
    step = fact.attainable.step if fact.attainable is not None else None
    if fact.grows is None and fact.attainable is None:
        return []
    match fact.kind:
        case "integer" | "decimal":
            upward = [*_singly(fact, values), *pairwise(values)]
        case "boolean":
            upward = list(pairwise(values))
        case "choice" if isinstance(fact.type, Choice) and fact.type.ordered:
            upward = list(pairwise(values))
        case "list":
            return [(few, (*few, *more)) for few in values[:2] for more in values[1:] if isinstance(few, tuple)]  # type: ignore[misc]  # the values of a list are tuples
        case _:
            return []
    return [(b, a) for a, b in upward] if step is not None and step < 0 else upward


def single_steps(fact: Fact, values: Sequence[Value]) -> list[Step]:
    """Give single steps of a number that grows or can be changed, and single days of a date."""
    if fact.kind == "date":
        return [(a, b) for a, b in pairwise(values) if isinstance(a, date) and b == a + timedelta(days=1)]
    is_number = fact.kind in {"integer", "decimal"} and (fact.grows is not None or fact.attainable is not None)
    return _singly(fact, values) if is_number else []


def _singly(fact: Fact, values: Sequence[Value]) -> list[Step]:
    unit = Decimal(1).scaleb(-fact.places) if fact.kind == "decimal" else 1
    return [(a, b) for a, b in pairwise(values) if b == a + unit]  # type: ignore[operator]  # the values are numbers


def _search(trials: Trials, fact: Fact, watched: Sequence[tuple[Step, Sequence[Watch]]]) -> Iterator[LintFinding]:
    """Try the steps in persons from the plainest on; one finding for each watch and criterion that it shows in."""
    found: set[tuple[str, str]] = set()
    tried = told = 0
    for person in trials.persons(beside(trials.policy, [fact.id]), MOST_PERSONS) if watched else ():
        line = Line(trials, person, fact.id)
        for step, watches in watched:
            for watch in watches:
                shows = line.shown(step, watch.shows)
                told += shows is not None
                if shows is not None and (watch.code, where := _where(watch, *shows)) not in found:
                    found.add((watch.code, where))
                    yield _finding(trials, fact, watch, where, line.pair(step))
        tried += len(line.assessed)
        if tried > MOST_TRIED or told > MOST_SHOWN:
            return


def _where(watch: Watch, before: Assessment, after: Assessment) -> str:
    """Give the criterion that changes most the way the watch looks, or else the group: a cap may fall where no criterion does."""
    sign = 1 if watch.code == CLIFF and _change(before, after) > 0 else -1
    pairs = [(a, sign * ((b.points or ZERO) - (a.points or ZERO))) for a, b in zip(before.walk(), after.walk(), strict=True)]
    criteria = [(a, change) for a, change in pairs if a.kind == "criterion" and change > 0]
    return max(criteria or pairs, key=lambda pair: pair[1])[0].id


def _finding(trials: Trials, fact: Fact, watch: Watch, where: str, pair: tuple[Person, Person]) -> LintFinding:
    """Make the finding at *where*, with the smallest persons in whom it shows just there."""

    def shows(before: Assessment, after: Assessment) -> bool:
        return watch.shows(before, after) and _where(watch, before, after) == where

    pair = Smallest(trials, fact.id, shows).of(pair)
    assessed = [trials.assess(person) for person in pair]
    sums = [a and (a.ranking[0] if watch.code == RANKING and a.ranking else a.total) for a in assessed]
    facts = {"fact": fact.id, "from": said(pair[0][fact.id]), "to": said(pair[1][fact.id])}
    facts |= {"before": shown(sums[0]), "after": shown(sums[1])}
    kind = next(kind_of(item) for item, _ in trials.whole.walk() if item.id == where)
    return LintFinding(watch.code, kind, where, None, facts, watch.severity, pair[0], pair[1], trials.on)


def said(value: Value | None) -> str:
    """Write an answer; of a list, how many records it has."""
    return str(len(value)) if isinstance(value, tuple) else shown(value)
