"""Figures that run out while the policy is in force, and rounds without which it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from scoring.inspection.lint.finding import Kind, LintFinding
from scoring.inspection.lint.whole import Whole
from scoring.policy.language import calendar


def find_outdated(whole: Whole) -> Iterator[LintFinding]:
    """Find figures that grow older, before the policy ends, than they ever did; and figures of rounds without a round."""
    policy = whole.policy
    for parameter in policy.parameters.values():
        if not parameter.per_round:
            yield from _outdated(whole, "parameter", parameter.id, [date.fromisoformat(day) for day in parameter.values])
    for table in policy.tables.values():
        yield from _outdated(whole, "table", table.id, [calendar.to_date(day) for day, _ in table.shape.values])
    per_round = [p.id for p in policy.parameters.values() if p.per_round]
    if per_round and not policy.own_rounds:
        yield LintFinding("round_missing", facts={"version": policy.version, "names": ", ".join(per_round)})
    for round_ in policy.own_rounds:
        lacks = [id_ for id_ in per_round if round_.id not in policy.parameters[id_].values and id_ not in round_.parameters]
        if lacks:
            yield LintFinding("round_lacks", facts={"round": round_.id, "names": ", ".join(lacks)})


def _outdated(whole: Whole, kind: Kind, id_: str, days: Sequence[date]) -> Iterator[LintFinding]:
    """A figure set more than once is taken to be set again after its longest time so far."""
    last = whole.policy.in_force.last
    if last is None or len(days) == 1:
        return
    longest = max(later - earlier for earlier, later in pairwise(days))
    if days[-1] + longest < last:
        facts = {"newest": days[-1].isoformat(), "days": str(longest.days), "last": last.isoformat()}
        yield LintFinding("figure_outdated", kind, id_, facts=facts)
