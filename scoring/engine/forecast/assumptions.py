"""What a forecast takes for granted, so that it can be shown beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from scoring.engine.forecast.course import Course, Run
from scoring.engine.forecast.figures_ahead import Ahead, Figures, moved_on, moving
from scoring.engine.forecast.growing import Person
from scoring.engine.forecast.result import Assumption
from scoring.policy.language.calendar import to_date
from scoring.policy.model import Policy


def assumptions(course: Course, runs: Iterable[Run]) -> Iterator[Assumption]:
    """Give every assumption, those about the rules before those about the person."""
    figures = {day: course.ahead.at(day) for day in sorted(course.ahead.changes())}
    yield from _versions(figures)
    for policy in course.persons:
        yield from _moved(policy, figures)
        yield from _parameters(policy, course.ahead)
    yield from _person(course)
    yield from _contradictions(runs)


def _versions(figures: Mapping[date, Figures]) -> Iterator[Assumption]:
    for (_, before), (day, after) in pairwise(figures.items()):
        if before.policy is not after.policy:
            yield Assumption("version_changes", before.policy.version, on=day, to=after.policy.version)
    ended: dict[str, date] = {}
    for day, found in figures.items():
        if day not in found.policy.in_force:
            ended.setdefault(found.policy.version, day)
    yield from (Assumption("version_goes_on", version, on=day) for version, day in ended.items())
    *_, last = figures.values()
    if last.policy.in_force.last is None:
        yield Assumption("version_stays", last.policy.version)


def _moved(policy: Policy, figures: Mapping[date, Figures]) -> Iterator[Assumption]:
    """Say of each parameter how its days are moved for the first time."""
    first = next(((day, found) for day, found in figures.items() if found.policy is policy and found.years), None)
    if first is None:
        return
    day, found = first
    announced = Figures(policy, found.round, 0).parameters(day)
    round_id = found.round.id if found.round is not None else ""
    for parameter in moving(policy):
        coded = announced[parameter.id]
        old = None if isinstance(coded, tuple) else to_date(coded)
        new = moved_on(coded, found.years)
        yield Assumption(
            "round_moved", policy.version, (parameter.id,), day, round_id, old, None if isinstance(new, tuple) else to_date(new)
        )


def _parameters(policy: Policy, ahead: Ahead) -> Iterator[Assumption]:
    """Name the figures of which no later value is known."""
    move = moving(policy)
    until = ahead.until.isoformat()
    stay = [p.id for p in policy.parameters.values() if p not in move and (p.per_round or max(p.values) <= until)]
    if stay:
        yield Assumption("parameter_stays", policy.version, tuple(stay))


def _person(course: Course) -> Iterator[Assumption]:
    first, *later = course.persons.values()
    grow = tuple(fact.id for fact in first.growing)
    facts = first.policy.facts  # a date stands still by its nature
    stay = tuple(id_ for id_ in first.taken if id_ not in grow and id_ not in first.resting and facts[id_].kind != "date")
    found = {"facts_grow": grow, "facts_rest": first.resting, "facts_stay": stay, "facts_missing": first.missing}
    yield from (Assumption(code, first.policy.version, ids) for code, ids in found.items() if ids)
    for person in later:
        yield from _later(first, person)


def _later(first: Person, person: Person) -> Iterator[Assumption]:
    missing = tuple(id_ for id_ in person.missing if id_ not in first.missing)
    if missing:
        yield Assumption("facts_missing", person.policy.version, missing)
    if person.left_out:
        yield Assumption("facts_left_out", person.policy.version, person.left_out)


def _contradictions(runs: Iterable[Run]) -> Iterator[Assumption]:
    """Name the checks that the answers contradict once they have grown."""
    found: dict[tuple[str, str], date] = {}
    for run in runs:
        policy = run.assessment.policy
        for check, agrees in zip(policy.checks, run.agrees, strict=True):
            if not agrees:
                found.setdefault((policy.version, check.id), run.first)
    yield from (Assumption("answers_contradict", version, (id_,), day) for (version, id_), day in found.items())
