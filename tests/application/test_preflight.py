"""Which contested item would change a decision: found exactly as trying everything finds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from scoring.application import preflight as module
from scoring.application.preflight import WouldBe, contestable, preflight
from scoring.application.sameness import is_same
from scoring.application.verifying import ADMISSION, said
from scoring.engine import Outcome, assess
from scoring.errors import FactsRefused
from tests.application.test_verifying import RANKED, THRESHOLD
from tests.casework.stories import FACTS, ON, TOO_FEW
from tests.engine.advice_tables import ALL_ANSWERS, tables
from tests.policy.small import HEAD, load

SLOW = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
DAY = date(2025, 11, 1)
DEFAULTS = {"g": False, "h": 1, "l": []}
TEXT = (
    HEAD
    + """\
facts:
  a: {type: integer, min: 0, max: 99, default: 0, label: A}
  b: {type: integer, min: 0, max: 99, default: 0, label: B}
  c: {type: integer, min: 0, max: 99, default: 0, label: C}
checks:
  - {id: order, label: "B is at most A", require: "b <= a"}
groups:
  - id: base
    label: Base
    criteria:
      - {id: first, label: First, per: a, points: 1}
      - {id: second, label: Second, per: b, points: 0.5}
      - {id: third, label: Third, per: c, points: 1}
selection: {threshold: 100}
"""
)
SMALL = load(TEXT)


def changed(policy, items, claimed, established, on):
    """Try every set of items; give what comes out of each, and the smallest that change it."""

    def result(chosen):
        accepted = {fact for item in chosen for fact in item.facts}
        facts = {id_: one for id_, one in established.items() if id_ not in accepted}
        facts |= {id_: one for id_, one in claimed.items() if id_ in accepted}
        try:
            found = assess(policy, facts, on=on)
        except FactsRefused:
            return None
        return found.outcome, found.total, {each.id for each in found.entitlements}

    every = {
        tuple(item.number for item in chosen): result(chosen)
        for size in range(len(items) + 1)
        for chosen in combinations(items, size)
    }
    decided = every[()]
    flips = [set(numbers) for numbers, found in every.items() if found and (found[0], found[2]) != (decided[0], decided[2])]
    return every, [each for each in flips if not any(other < each for other in flips)]


@SLOW
@given(tables(), ALL_ANSWERS, ALL_ANSWERS)
def test_what_flips_is_what_trying_everything_finds(text, claimed, established):
    policy = load(text)
    claimed, established = ({**facts, "f": 3} if facts["b"] else facts for facts in (claimed, established))  # else contradicted
    found = preflight(policy, claimed, established, on=DAY)
    every, smallest = changed(policy, found.items, claimed, established, DAY)
    assert found.tried == len(found.items)
    assert {each.numbers for each in found.alone} == {numbers for numbers in every if len(numbers) == 1}
    assert [set(each.numbers) for each in (*found.alone, *found.together) if each.changes] == smallest
    for each in (found.decided, *found.alone, *found.together):
        outcome = every[each.numbers]
        assert outcome is None if each.outcome is None else (each.outcome, each.total, each.entitlements) == outcome
    assert found.can_change == bool(smallest)
    assert found == preflight(policy, claimed, established, on=DAY)


@SLOW
@given(tables(), ALL_ANSWERS, ALL_ANSWERS)
def test_each_fact_that_differs_can_be_contested_and_no_other(text, claimed, established):
    policy = load(text)
    claimed, established = ({**facts, "f": 3} if facts["b"] else facts for facts in (claimed, established))
    items = contestable(policy, claimed, established, on=DAY)
    one, other = (DEFAULTS | facts for facts in (claimed, established))
    different = {fact for fact in policy.facts if not is_same(policy.facts[fact], said(one, fact), said(other, fact))}
    assert {fact for item in items for fact in item.facts} == different
    assert [item.number for item in items] == list(range(1, len(items) + 1))


def test_one_item_of_several_decides_and_the_figures_are_exact():
    found = preflight(SMALL, {"a": 99, "b": 3, "c": 2}, {"a": 98, "b": 0, "c": 0}, on=DAY)
    assert [(item.items, item.facts) for item in found.items] == [(("first",), ("a",)), (("second",), ("b",)), (("third",), ("c",))]
    assert (found.decided.total, found.decided.threshold) == (Decimal(98), Decimal(100))
    assert [(each.total, each.changes) for each in found.alone] == [(99, False), (Decimal("99.5"), False), (100, True)]
    assert [(each.numbers, each.total) for each in found.together] == [((1, 2), Decimal("100.5"))]
    assert (found.everything.total, found.everything.outcome) == (Decimal("102.5"), Outcome.ELIGIBLE)
    assert not any(isinstance(each.total, float) for each in (*found.alone, *found.together))


def test_what_contradicts_the_other_facts_cannot_be_accepted_by_itself():
    found = preflight(SMALL, {"a": 9, "b": 8}, {"a": 5, "b": 0}, on=DAY)
    assert found.alone[1] == WouldBe((2,), None)
    assert (found.everything.outcome, found.can_change) == (Outcome.BELOW_THRESHOLD, False)


def test_a_decision_on_facts_that_contradict_each_other_is_not_tried():
    with pytest.raises(FactsRefused):
        preflight(SMALL, {"a": 9}, {"a": 5, "b": 8}, on=DAY)


def test_nothing_that_differs_is_nothing_to_contest():
    found = preflight(SMALL, {"a": 9, "b": 0}, {"a": 9}, on=DAY)  # a default that was left out says the same
    assert (found.items, found.alone, found.together, found.everything, found.tried, found.can_change) == (
        (),
        (),
        (),
        None,
        0,
        False,
    )


def test_what_no_item_of_the_paper_reads_is_contested_by_itself():
    policy = load(TEXT.replace("      - {id: second, label: Second, per: b, points: 0.5}\n", ""))
    (item,) = contestable(policy, {"a": 5, "b": 1}, {"a": 5}, on=DAY)
    assert (item.items, item.facts) == ((), ("b",))


def test_beyond_the_bound_small_sets_are_tried_and_everything_together(monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    found = preflight(SMALL, {"a": 90, "b": 20, "c": 8}, {"a": 85, "b": 0, "c": 0}, on=DAY)
    assert (found.tried, [each.numbers for each in found.together]) == (2, [(1, 2), (2, 3)])
    monkeypatch.setattr(module, "MOST", 2)
    found = preflight(SMALL, {"a": 90, "b": 20, "c": 8}, {"a": 85, "b": 0, "c": 0}, on=DAY)
    assert (found.tried, found.together, found.everything.changes) == (1, (), True)


def test_items_that_rest_on_the_same_facts_are_one_and_without_a_line_only_the_points_differ():
    found = preflight(RANKED, FACTS, FACTS | {"works_lawfully": False}, on=ON)
    assert [each.changes for each in found.alone] == [True]
    assert found.alone[0].outcome == Outcome.ELIGIBLE
    found = preflight(THRESHOLD, FACTS, FACTS | {"owns_home": False}, on=ON)
    (item,) = found.items
    assert "owned_home" in item.items
    assert ADMISSION not in item.items
    assert found.alone[0].total > found.decided.total
    assert replace(found.alone[0], numbers=()) == preflight(THRESHOLD, FACTS, FACTS, on=ON).decided


def test_what_was_claimed_and_not_established_at_all_counts_as_claimed_again():
    found = preflight(THRESHOLD, FACTS, TOO_FEW, on=ON)
    assert found.decided.outcome == Outcome.BELOW_THRESHOLD
    assert found.everything.outcome == Outcome.ELIGIBLE
    assert found.can_change
