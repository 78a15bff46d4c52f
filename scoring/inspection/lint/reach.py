"""What no lawful facts can reach, and conditions that are settled beforehand. Every such finding is proved by the ranges."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.inspection.lint.entries import entries
from scoring.inspection.lint.finding import Kind, LintFinding
from scoring.inspection.lint.narrowing import narrow, opposite
from scoring.inspection.lint.whole import Whole, kind_of, shown
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Expression, Logic
from scoring.policy.point_sums import NONE
from scoring.policy.rule_ranges import RuleRanges
from scoring.policy.rules import Each, Rule


def find_unreachable(whole: Whole) -> Iterator[LintFinding]:
    """Find questions never asked, settled conditions, dead groups, criteria and rows, a threshold too high, dead entitlements."""
    for fact in whole.policy.facts.values():
        if fact.ask is not None and _never(whole, fact.ask.when):
            yield LintFinding("question_never", "fact", fact.id)
    yield from _conditions(whole)
    for group in whole.policy.groups:
        yield from _item(whole, group, whole.ranges)
    yield from _threshold(whole)
    for entitlement in whole.policy.entitlements:
        if _never(whole, entitlement.when):
            yield LintFinding("entitlement_never", "entitlement", entitlement.id)


def _conditions(whole: Whole) -> Iterator[LintFinding]:
    policy = whole.policy
    for check in policy.checks:
        yield from _settled(whole, "check", check.id, check.require)
    for requirement in policy.requirements:
        met = requirement.require
        if requirement.unless is not None:
            met = Logic("or", (requirement.unless, met))
        yield from _settled(whole, "requirement", requirement.id, met)
    for veto in policy.vetoes:
        yield from _settled(whole, "veto", veto.id, veto.when)


def _settled(whole: Whole, kind: Kind, id_: str, condition: Expression) -> Iterator[LintFinding]:
    if _never(whole, condition):
        yield LintFinding(f"{kind}_never", kind, id_)
    elif _never(whole, opposite(condition)):
        yield LintFinding(f"{kind}_always", kind, id_)


def _never(whole: Whole, condition: Expression | None) -> bool:
    return narrow(whole.policy, whole.ranges, condition) is None


def _item(whole: Whole, item: Criterion | Group, ranges: Ranges) -> Iterator[LintFinding]:
    """Look below *item* where it applies."""
    here = narrow(whole.policy, ranges, item.applies)
    if here is None:
        yield LintFinding(f"{kind_of(item)}_never", kind_of(item), item.id)
    elif isinstance(item, Group):
        for below in item.items:
            yield from _item(whole, below, here)
    else:
        yield from _criterion(whole, item, here)


def _criterion(whole: Whole, criterion: Criterion, ranges: Ranges) -> Iterator[LintFinding]:
    rows = entries(whole.policy, ranges, criterion.rule)
    dead = rows and all(row.ranges is None for row in rows) and not _takes_of_each(whole, criterion.rule)
    nothing = dead or RuleRanges(ranges, whole.policy.places).score(criterion.rule).points == NONE
    if whole.readings[criterion.id].points == NONE or (nothing and _leaves_nothing(whole, criterion)):
        yield LintFinding("criterion_never", "criterion", criterion.id)
        return
    for row in rows:
        if row.ranges is None:
            facts = {"row": str(row.number), "key": row.key}
            yield LintFinding("row_never", "criterion", criterion.id, row.number, facts)


def _takes_of_each(whole: Whole, rule: Rule) -> bool:
    """Whether the most of a record can lie below 0, so that one which meets no row costs points."""
    return isinstance(rule, Each) and rule.max_each is not None and whole.within(rule).points(rule.max_each)[0] < 0


def _leaves_nothing(whole: Whole, criterion: Criterion) -> bool:
    """Whether cap and floor leave 0 points as they are."""
    cap = whole.readings[criterion.id].cap
    floor = whole.ranges.at_scale(criterion.minimum, whole.policy.places) if criterion.minimum is not None else NONE
    return (cap is None or cap[0] >= 0) and floor[1] <= 0


def _threshold(whole: Whole) -> Iterator[LintFinding]:
    selection, places = whole.policy.selection, whole.policy.places
    if selection.threshold is None:
        return
    low, _ = whole.ranges.at_scale(selection.threshold, places)
    if low > whole.total[1]:
        facts = {"threshold": shown(low, places), "highest": shown(whole.total[1], places)}
        yield LintFinding("threshold_never", facts=facts)
