"""From runs of days to what people ask of a forecast: periods, the first day that suffices, the best window, rises and falls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from scoring.engine.assessment import Assessment, Outcome, State
from scoring.engine.forecast.course import Run
from scoring.engine.forecast.result import AwardChange, Between, Level, Step, Stretch, Turn, Window
from scoring.policy.language import arithmetic
from scoring.policy.language.types import Range
from scoring.policy.point_ranges import CERTAIN
from scoring.policy.point_sums import NONE


def level_of(assessment: Assessment) -> Level:
    """Give what *assessment* comes to."""
    places, ranking = assessment.policy.places, assessment.found.ranking
    ranked = _between(ranking[0], places) if ranking else None
    return Level(Between(assessment.lowest, assessment.highest), assessment.outcome, ranked)


def _between(coded: Range, places: int) -> Between:
    return Between(arithmetic.decode(coded[0], places), arithmetic.decode(coded[1], places))


def stretches(runs: Iterable[Run]) -> tuple[Stretch, ...]:
    """Join runs on which total, outcome and ranking sum are the same."""
    found: list[Stretch] = []
    for run in runs:
        level = level_of(run.assessment)
        if found and found[-1].level == level:
            found[-1] = replace(found[-1], last=run.last)
        else:
            found.append(Stretch(run.first, run.last, level))
    return tuple(found)


def eligible_from(given: Sequence[Stretch]) -> date | None:
    """Give the first day on which the outcome is certain to be eligible."""
    return next((stretch.first for stretch in given if stretch.level.outcome is Outcome.ELIGIBLE), None)


def threshold_from(runs: Iterable[Run]) -> date | None:
    """Give the first day on which the threshold is certain to be reached, where there is one."""
    found = ((run.first, run.assessment.found) for run in runs)
    return next((day for day, f in found if f.threshold is not None and f.reached == CERTAIN), None)


def best_window(given: Iterable[Stretch]) -> Window | None:
    """Give the first window with the highest total; of no stretches, None."""
    windows: list[Window] = []
    for stretch in given:
        before = windows[-1] if windows else None
        if before is not None and before.total == stretch.level.total and (stretch.first - before.last).days == 1:
            windows[-1] = replace(before, last=stretch.last)
        else:
            windows.append(Window(stretch.first, stretch.last, stretch.level.total))
    return max(windows, key=lambda window: window.total, default=None)


def steps(runs: Iterable[Run]) -> Iterator[Step]:
    """Give every day on which something changes, with what does."""
    for before, after in pairwise(runs):
        one, other = before.assessment, after.assessment
        yield Step(after.first, level_of(one), level_of(other), tuple(_awards(one, other)), tuple(_turns(one, other)))


def falls(step: Step) -> bool:
    """Whether the total falls, or something else turns against the applicant."""
    before, after = step.before, step.after
    lower = after.total.lowest < before.total.lowest or after.total.highest < before.total.highest
    lost = before.outcome is Outcome.ELIGIBLE and after.outcome is not Outcome.ELIGIBLE
    return lower or lost or any(turn.worse for turn in step.turns)


def rises(step: Step) -> bool:
    """Whether the total rises, or something else turns in favour of the applicant."""
    before, after = step.before, step.after
    higher = after.total.lowest > before.total.lowest or after.total.highest > before.total.highest
    won = after.outcome is Outcome.ELIGIBLE and before.outcome is not Outcome.ELIGIBLE
    return higher or won or any(not turn.worse for turn in step.turns)


def _awards(before: Assessment, after: Assessment) -> Iterator[AwardChange]:
    one, other = _points(before), _points(after)
    for id_ in one | other:
        if one.get(id_) != other.get(id_):
            yield AwardChange(id_, one.get(id_), other.get(id_))


def _points(assessment: Assessment) -> dict[str, Between]:
    policy, table = assessment.policy, assessment.found.table
    ends = zip(policy.walk(), table.lowest, table.highest, strict=True)
    return {item.id: _between((low, high), policy.places) for item, low, high in ends}


def _turns(before: Assessment, after: Assessment) -> Iterator[Turn]:
    """What a version does not require is as good as met, what it does not veto as good as not met."""
    one, other = before.found, after.found
    for id_ in {**one.requirements, **other.requirements}:
        was, is_ = one.requirements.get(id_), other.requirements.get(id_)
        if (was or CERTAIN) != (is_ or CERTAIN):
            yield Turn(id_, "requirement", _state(was), _state(is_), worse=(is_ or CERTAIN) < (was or CERTAIN))
    for id_ in {**one.vetoes, **other.vetoes}:
        was, is_ = one.vetoes.get(id_), other.vetoes.get(id_)
        if (was or NONE) != (is_ or NONE):
            yield Turn(id_, "veto", _state(was), _state(is_), worse=(is_ or NONE) > (was or NONE))


def _state(range_: Range | None) -> State | None:
    if range_ is None:
        return None
    return "open" if range_[0] != range_[1] else "met" if range_[0] else "not_met"
