"""停止执行: the days on which outside bodies kept a decision suspended. The time to be registered does not run on them.

Every day counts as suspended on which the decision was, for a part of it: that on which it was suspended and that on which it had
effect again. Where two bodies suspend it, a day is given back once. So are the days on which a grant had ended, where that was
taken away again: nobody could be registered on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

from scoring.application.clocks import STAY, Pause
from scoring.application.deadlines import local_day
from scoring.application.endings import Ending
from scoring.application.outside import CaseStepKind, OutsideCase

Turn: TypeAlias = tuple[CaseStepKind, date]
"""What a body did of a case, in the order in which it was recorded: suspended it or let it go on, on which day."""

_DAY = timedelta(days=1)


def stays_in(cases: Sequence[OutsideCase]) -> tuple[Pause, ...]:
    """Give the suspended days of the cases about one decision."""
    undone = [turns_of(case.ending) for case in cases if case.ending]
    return stays([*undone, *([(step.kind, step.on) for step in case.steps] for case in cases)])


def turns_of(ending: Ending) -> list[Turn]:
    """Give the days on which a grant was ended as those of a suspension; nothing while the end of it holds."""
    if ending.undone_at is None:
        return []
    return [(CaseStepKind.STAYED, local_day(ending.at)), (CaseStepKind.UNSTAYED, local_day(ending.undone_at))]


def stays(cases: Sequence[Sequence[Turn]]) -> tuple[Pause, ...]:
    """Give the suspended days, in order, none overlapping another; the last one lasts where a body keeps the decision suspended."""
    joined: list[Pause] = []
    for each in sorted((stay for turns in cases for stay in _of_case(turns)), key=lambda stay: stay.first):
        before = joined[-1] if joined else None
        if before is None or (before.last is not None and each.first > before.last + _DAY):
            joined.append(each)
        else:
            joined[-1] = Pause(before.first, _later(before.last, each.last), STAY)
    return tuple(joined)


def _of_case(turns: Sequence[Turn]) -> list[Pause]:
    found: list[Pause] = []
    for kind, on in turns:
        if kind is CaseStepKind.STAYED:
            found.append(Pause(on, None, STAY))
        elif kind is CaseStepKind.UNSTAYED:
            first = found[-1].first
            found[-1] = Pause(first, max(first, on), STAY)
    return found


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
