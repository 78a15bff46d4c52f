"""Ranking keys that tell nobody apart."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.engine.facts_read import fact_ids
from scoring.inspection.lint.finding import LintFinding
from scoring.inspection.lint.whole import Whole
from scoring.policy.language.tree import Expression, Name, PointsOf, walk
from scoring.policy.model import Policy


def find_idle_keys(whole: Whole) -> Iterator[LintFinding]:
    """Find keys that are the same for all applicants of a round, or that repeat an earlier one; `row` 0 is the sum that ranks."""
    policy, ranking = whole.policy, whole.policy.selection.ranking
    if ranking is None:
        return
    keys = [_resolved(policy, key) for key in (ranking.by, *(key for key, _ in ranking.then))]
    for number, key in enumerate(keys):
        low, high = whole.ranges.of(key)
        if low == high or _is_common(policy, key):
            yield LintFinding("key_same", row=number, facts={"row": str(number)})
        elif key in keys[:number]:
            yield LintFinding("key_repeated", row=number, facts={"row": str(number), "earlier": str(keys.index(key))})


def _resolved(policy: Policy, key: Expression) -> Expression:
    """Give what a key says, where it only names a variable."""
    while isinstance(key, Name) and key.kind == "variable":
        key = policy.variables[key.id]
    return key


def _is_common(policy: Policy, key: Expression) -> bool:
    """Whether *key* reads nothing of a person: no fact and no points."""
    return not fact_ids(policy, [key]) and not any(isinstance(node, PointsOf) for node in walk(key))
