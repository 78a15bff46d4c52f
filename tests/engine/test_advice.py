"""Advice: what may be changed, at what cost, where the person stands, and what is said while answers are missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.engine import Outcome, assess
from scoring.engine.advice import COSTS, THRESHOLD, Rank, Standing, advise, advises_the_public
from scoring.engine.advice.advising import Advising
from scoring.errors import FactsRefused, OutsideForce, RoundUnknown
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases
from tests.policy.small import HEAD, load

ON = date(2025, 11, 1)
ALL = frozenset(COSTS)
ASK = "ask: {section: about, order: 1}"


def policy(facts: str, criteria: str, more: str = "", rounds: str = ""):
    """Load a policy of these facts and criteria."""
    return load(f"{HEAD}facts:\n{facts}groups:\n  - {{id: g, label: G, criteria: [{criteria}]}}\n{more}", rounds=rounds)


def fact(id_: str, kind: str, mark: str = "", ask: str = ASK) -> str:
    return f"  {id_}: {{{', '.join(filter(None, [f'type: {kind}', f'label: {id_.title()}', mark, ask]))}}}\n"


def to(threshold: object) -> str:
    return f"selection: {{threshold: {threshold}}}\n"


def changes(way) -> dict[str, object]:
    return {change.fact.id: change.new for change in way.changes}


def advice_on(loaded, facts, allowed=ALL, **more):
    return advise(loaded, facts, on=ON, allowed_costs=allowed, **more)


# --- one fact ---------------------------------------------------------------------------------------------------------

PER_A = "{id: k, label: K, per: a, points: 1}"


@pytest.mark.parametrize(
    ("kind", "mark", "now", "threshold", "new", "efforts"),
    [
        ("integer, min: 0, max: 20", "attainable: {effort: 2, step: 5}", 3, 8, 8, 1),
        ("integer, min: 0, max: 20", "attainable: {effort: 2, step: 5}", 3, 9, 13, 2),
        ("integer, min: 0, max: 20", "attainable: {effort: 2, step: 5}", 3, 20, 20, 4),
        ("integer, min: 0, max: 20", "attainable: {effort: 2}", 3, 5, 5, 2),
        ("integer, min: 0, max: 20", "attainable: {effort: 2, step: 0.5}", 3, 4, 4, 2),
        ("decimal, places: 1, min: 0, max: 2", "attainable: {effort: 2, step: 0.3}", "0.5", 1, Decimal("1.1"), 2),
        ("integer, min: 0, max: 20", "elective: true", 3, 9, 9, 0),
        ("integer, min: 0, max: 20", "elective: true, attainable: {effort: 5, costs: [move]}", 3, 9, 9, 0),
    ],
)
def test_a_number_goes_up_by_its_step(kind, mark, now, threshold, new, efforts):
    found = advice_on(policy(fact("a", kind, mark), PER_A, to(threshold)), {"a": now}, allowed=frozenset())
    (way,) = found.ways
    (change,) = way.changes
    assert (change.new, change.efforts, change.cost) == (new, efforts, efforts * 2)
    assert way.cost == change.cost
    assert found.proven


def test_a_negative_step_goes_down():
    loaded = policy(
        fact("a", "integer, min: 0, max: 9", "attainable: {effort: 1, step: -2}"), "{id: k, label: K, per: a, points: -5}", to(0)
    )
    (way,) = advice_on(loaded, {"a": 3}).ways
    assert (changes(way), way.cost, way.gained) == ({"a": 0}, 2, Decimal(15))


@pytest.mark.parametrize(
    ("ordered", "step", "now", "new", "efforts"),
    [
        ("", ", step: 1", "low", "high", 2),
        ("", ", step: 2", "low", "high", 1),
        ("", "", "mid", "high", 1),
        ("ordered: false, ", "", "high", None, 0),
        ("ordered: false, ", "", "low", "high", 1),
    ],
)
def test_a_choice_goes_up_by_options_and_one_without_order_goes_anywhere(ordered, step, now, new, efforts):
    kind = f"choice, {ordered}options: {{low: Low, mid: Mid, high: High}}"
    loaded = policy(fact("a", kind, f"attainable: {{effort: 3{step}}}"), "{id: k, label: K, lookup: a, points: {high: 9}}", to(9))
    found = advice_on(loaded, {"a": now})
    if new is None:
        assert found.standing == Standing.REACHED
    else:
        (way,) = found.ways
        assert (changes(way), way.changes[0].efforts, way.cost) == ({"a": new}, efforts, 3 * efforts)


def test_a_choice_never_goes_down():
    loaded = policy(
        fact("a", "choice, options: {low: L, high: H}", "attainable: {effort: 3}"),
        "{id: k, label: K, lookup: a, points: {low: 9}}",
        to(9),
    )
    found = advice_on(loaded, {"a": "high"})
    assert (found.standing, found.highest.changes) == (Standing.UNREACHABLE, ())


@pytest.mark.parametrize(
    ("step", "now", "new"), [("", False, True), (", step: -1", True, False), ("", True, None), (", step: -1", False, None)]
)
def test_a_condition_is_met_or_with_a_negative_step_given_up(step, now, new):
    wanted = "not a" if step else "a"
    loaded = policy(
        fact("a", "boolean", f"attainable: {{effort: 1{step}}}"), f"{{id: k, label: K, when: {wanted}, points: 1}}", to(1)
    )
    found = advice_on(loaded, {"a": now})
    assert [changes(way) for way in found.ways] == ([] if new is None else [{"a": new}])


def test_a_day_may_be_chosen_but_is_never_attained():
    criterion = "{id: k, label: K, when: a >= '2020-03-01', points: 1}"
    free = policy(fact("a", "date, min: 2020-01-01, max: 2020-12-31", "elective: true"), criterion, to(1))
    (way,) = advice_on(free, {"a": "2020-01-01"}).ways
    assert changes(way) == {"a": date(2020, 3, 1)}
    fixed = policy(fact("a", "date", "attainable: {effort: 1}"), criterion, to(1))
    assert advice_on(fixed, {"a": "2020-01-01"}).standing == Standing.UNREACHABLE


def test_a_step_of_nothing_changes_nothing():
    loaded = policy(fact("a", "integer, min: 0, max: 9", "attainable: {effort: 1, step: 0}"), PER_A, to(1))
    assert advice_on(loaded, {"a": 0}).standing == Standing.UNREACHABLE


def test_what_is_not_marked_is_never_changed():
    loaded = policy(
        fact("a", "integer, min: 0, max: 9") + fact("b", "integer, min: 0, max: 9, grows: monthly"),
        f"{PER_A}, {{id: l, label: L, per: b, points: 1}}",
        to(5),
    )
    found = advice_on(loaded, {"a": 0, "b": 0})
    assert (found.standing, found.ways, found.highest.assessment.total) == (Standing.UNREACHABLE, (), 0)


def test_a_fact_that_is_empty_is_left_empty():
    loaded = policy(fact("a", "integer, min: 0, max: 9, optional: true", "attainable: {effort: 1}"), PER_A, to(1))
    assert advice_on(loaded, {"a": None}).standing == Standing.UNREACHABLE
    assert changes(advice_on(loaded, {"a": 0}).ways[0]) == {"a": 1}


# --- lists ------------------------------------------------------------------------------------------------------------

LIST = """\
  l:
    type: list
    label: L
    max_items: 3
    default: []
    attainable: {effort: 2}
    ask: {section: about, order: 1}
    of:
      k: {type: choice, label: K, options: {low: Low, top: Top}}
      i: {type: integer, min: 1, max: 500, label: I}
      t: {type: date, label: T}
      b: {type: boolean, label: B}
      w: {type: text, label: W}
"""
EACH = "{id: k0, label: K, each: l, where: b and t == assessment_date and i >= 50, lookup: k, points: {low: 1, top: 3}}"
OLD = {"k": "top", "i": 60, "t": "2020-01-01", "b": True, "w": "first"}


def test_a_record_is_added_with_the_lowest_values_that_suffice():
    (way,) = advice_on(policy(LIST, EACH, to(4)), {"l": [OLD]}).ways
    (change,) = way.changes
    assert (change.efforts, change.cost, len(change.new)) == (2, 4, 3)
    first, second = change.added
    assert {k: first[k] for k in "kitb"} == {"k": "low", "i": 50, "t": ON, "b": True}
    assert {k: second[k] for k in "kitb"} == {"k": "top", "i": 50, "t": ON, "b": True}


def test_a_list_takes_no_more_than_its_most():
    found = advice_on(policy(LIST, EACH, to(9)), {"l": [OLD]})
    assert (found.standing, found.highest.assessment.total) == (Standing.UNREACHABLE, 6)
    assert len(found.highest.changes[0].new) == 3
    assert advice_on(policy(LIST, EACH, to(9)), {"l": [OLD] * 3}).highest.changes == ()


def test_records_are_never_alike_where_that_is_forbidden():
    unique = LIST.replace("    of:", "    unique: [k]\n    of:")
    (way,) = advice_on(policy(unique, EACH, to(4)), {}).ways
    assert [record["k"] for record in way.changes[0].added] == ["low", "top"]
    assert advice_on(policy(unique, EACH, to(5)), {}).highest.assessment.total == 4


def test_a_list_whose_records_cannot_bear_the_day_is_left_as_it_is():
    past = LIST.replace("type: date,", "type: date, max: 2025-10-31,")
    assert advice_on(policy(past, EACH, to(1)), {}).standing == Standing.UNREACHABLE


def test_a_list_is_not_chosen_freely():
    free = LIST.replace("attainable: {effort: 2}", "elective: true")
    assert advice_on(policy(free, EACH, to(1)), {}).standing == Standing.UNREACHABLE


# --- costs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cost", COSTS)
def test_what_costs_more_than_effort_is_shown_only_to_who_asks(cost):
    loaded = policy(
        fact("a", "boolean", f"attainable: {{effort: 1, costs: [{cost}]}}, evidence: [paper]")
        + fact("b", "boolean", "attainable: {effort: 5}"),
        "{id: k, label: K, when: a, points: 1}, {id: l, label: L, when: b, points: 1}",
        to(1) + "evidence: {paper: {label: Paper}}\n",
    )
    facts = {"a": False, "b": False}
    found = advice_on(loaded, facts, allowed=frozenset())
    assert ([changes(w) for w in found.ways], found.withheld) == ([{"b": True}], (cost,))
    asked = advice_on(loaded, facts, allowed=frozenset({cost}))
    assert ([changes(w) for w in asked.ways], asked.withheld) == ([{"a": True}, {"b": True}], ())
    assert (asked.ways[0].changes[0].costs, asked.ways[0].changes[0].evidence) == ((cost,), ("paper",))
    other = advice_on(loaded, facts, allowed=ALL - {cost})
    assert [changes(w) for w in other.ways] == [{"b": True}]


def test_costs_of_what_does_not_matter_are_not_mentioned():
    loaded = policy(
        fact("a", "integer, min: 0, max: 9", "attainable: {effort: 1}")
        + fact("b", "boolean", "attainable: {effort: 1, costs: [move]}"),
        PER_A,
        to(1) + "entitlements: [{id: e, label: E, service: other, beneficiaries: [applicant], when: b}]\n",
    )
    found = advice_on(loaded, {"a": 0, "b": False}, allowed=frozenset())
    assert (found.withheld, [changes(w) for w in found.ways]) == ((), [{"a": 1}])


# --- several facts ----------------------------------------------------------------------------------------------------

THREE = "".join(
    fact(id_, "integer, min: 0, max: 9", f"attainable: {{effort: {effort}}}") for id_, effort in (("a", 1), ("b", 2), ("c", 3))
)
SUM = ", ".join(f"{{id: k{id_}, label: K, per: {id_}, points: {points}, max: 4}}" for id_, points in (("a", 1), ("b", 2), ("c", 4)))


def test_the_cheapest_comes_first_and_no_way_holds_another():
    found = advice_on(policy(THREE, SUM, to(4)), {"a": 0, "b": 0, "c": 0})
    assert [(changes(w), w.cost) for w in found.ways] == [({"c": 1}, 3), ({"a": 4}, 4), ({"b": 2}, 4)]
    assert found.proven
    assert [w.assessment.outcome for w in found.ways] == [Outcome.ELIGIBLE] * 3


def test_of_equal_cost_the_way_that_changes_less_comes_first_then_the_order_of_the_policy():
    found = advice_on(policy(THREE, SUM, to(8)), {"a": 0, "b": 0, "c": 0})
    assert [(changes(w), w.cost) for w in found.ways] == [({"a": 4, "c": 1}, 7), ({"b": 2, "c": 1}, 7), ({"a": 4, "b": 2}, 8)]


def test_a_way_meets_requirements_and_avoids_vetoes():
    more = to(3) + "requirements: [{id: r, label: R, require: b >= 2}]\nvetoes: [{id: x, label: X, when: a >= 1 and b == 2}]\n"
    found = advice_on(policy(THREE, SUM, more), {"a": 0, "b": 0, "c": 0})
    assert [(changes(w), w.cost) for w in found.ways] == [({"b": 2}, 4)]
    found = advice_on(policy(THREE, SUM, more), {"a": 1, "b": 0, "c": 0})
    assert [(changes(w), w.cost) for w in found.ways] == [({"b": 3}, 6)]


def test_a_way_contradicts_no_check():
    more = to(4) + "checks: [{id: x, label: X, require: c == 0 or b >= 1}]\n"
    found = advice_on(policy(THREE, SUM, more), {"a": 0, "b": 0, "c": 0})
    assert [(changes(w), w.cost) for w in found.ways] == [({"a": 4}, 4), ({"b": 2}, 4)]


def test_a_fact_that_is_not_asked_keeps_its_default_until_it_is():
    facts = fact("a", "boolean", "attainable: {effort: 1}") + fact(
        "b", "integer, min: 0, max: 9, default: 0", "attainable: {effort: 1}", "ask: {section: about, order: 2, when: a}"
    )
    (way,) = advice_on(policy(facts, "{id: k, label: K, per: b, points: 1}", to(2)), {"a": False}).ways
    assert (changes(way), way.cost) == ({"a": True, "b": 2}, 3)


def test_reached_already():
    found = advice_on(policy(THREE, SUM, to(4)), {"a": 4, "b": 0, "c": 0})
    assert (found.standing, found.ways, found.proven, found.aim) == (Standing.REACHED, (), True, THRESHOLD)


def test_unreachable_tells_how_far_one_comes_and_why_not():
    more = to(12) + "requirements: [{id: r, label: R, require: a < 3}]\n"
    found = advice_on(policy(THREE, SUM, more), {"a": 0, "b": 0, "c": 0})
    assert (found.standing, found.ways, found.proven) == (Standing.UNREACHABLE, (), True)
    assert (changes(found.highest), found.highest.assessment.total) == ({"a": 4, "b": 2, "c": 1}, 12)
    assert found.highest.assessment.outcome == Outcome.REQUIREMENTS_NOT_MET


def test_every_suggestion_holds_when_it_is_assessed():
    facts = {"a": 0, "b": 0, "c": 0}
    loaded = policy(THREE, SUM, to(8))
    for way in advice_on(loaded, facts).ways:
        again = assess(loaded, {**facts, **changes(way)}, on=ON)
        assert (again.total, again.outcome) == (way.assessment.total, "eligible")
        assert way.gained == again.total


# --- where the search ends --------------------------------------------------------------------------------------------

ONE = fact("a", "integer, min: 0, max: 5000", "attainable: {effort: 1}")


def broken_off(loaded, aim=THRESHOLD, limit=3):
    facts = {"a": 0}
    return Advising(loaded, facts, assess(loaded, facts, on=ON), ALL, limit).advice(aim)


def test_beyond_the_limit_the_best_found_is_no_proof():
    found = broken_off(policy(ONE, PER_A, to(700)))
    assert (found.standing, found.proven, found.nodes >= 3) == (Standing.WAYS, False, True)
    assert [changes(w) for w in found.ways] == [{"a": 700}]
    assert broken_off(policy(ONE, PER_A, to(700)), limit=100).proven


def test_beyond_the_limit_nothing_may_be_found():
    loaded = policy(ONE, "{id: k, label: K, when: a == 37, points: 1}", to(1))
    found = broken_off(loaded)
    assert (found.standing, found.proven, found.ways, found.highest) == (Standing.NOT_FOUND, False, (), None)
    assert [changes(w) for w in broken_off(loaded, limit=100).ways] == [{"a": 37}]


def test_beyond_the_limit_the_highest_is_no_proof_either():
    found = broken_off(policy(ONE, "{id: k, label: K, formula: 5 if a == 37 else 0}", to(6)), limit=2)
    assert (found.standing, found.proven, found.highest.assessment.total) == (Standing.UNREACHABLE, False, 0)


def test_further_ways_are_looked_for_within_measure():
    facts = "".join(
        fact(id_, "integer, min: 0, max: 999", f"attainable: {{effort: {effort}}}")
        for id_, effort in (("a", 1), ("b", 5), ("c", 1))
    )
    loaded = policy(facts, f"{PER_A}, {{id: l, label: L, when: b * 2 == c * 2 + 1, points: 1}}", to(1))
    found = advice_on(loaded, {"a": 0, "b": 0, "c": 0})
    assert ([changes(w) for w in found.ways], found.proven) == ([{"a": 1}], True)
    assert 500 <= found.nodes < 600


# --- rank -------------------------------------------------------------------------------------------------------------

RANKED = "selection: {threshold: 2, unless: c == 9, ranking: {by: points(ka) + points(kb)}}\n"


def test_the_ways_to_a_cut_off_are_eligible_ones():
    loaded = policy(THREE, SUM, RANKED)
    found = advice_on(loaded, {"a": 0, "b": 0, "c": 1}, aim=Rank(Decimal("2.5")))
    assert [(changes(w), w.cost, w.ranked) for w in found.ways] == [({"a": 3}, 3, 3), ({"b": 2}, 4, 4)]
    found = advice_on(loaded, {"a": 0, "b": 0, "c": 0}, aim=Rank(Decimal(1)))
    assert [(changes(w), w.cost) for w in found.ways] == [({"a": 2}, 2), ({"b": 1}, 2)]
    assert advice_on(loaded, {"a": 0, "b": 1, "c": 0}, aim=Rank(Decimal(2))).standing == Standing.REACHED


def test_an_unreachable_cut_off_tells_the_highest_sum():
    found = advice_on(policy(THREE, SUM, RANKED), {"a": 0, "b": 0, "c": 0}, aim=Rank(Decimal(9)))
    assert (found.standing, changes(found.highest), found.highest.ranked) == (Standing.UNREACHABLE, {"a": 4, "b": 2}, 8)


def test_single_changes_by_points_for_each_effort():
    free = fact("d", "boolean", "elective: true") + fact("e", "integer, min: 0, max: 9", "attainable: {effort: 1, step: 3}")
    criteria = f"{SUM}, {{id: kd, label: K, when: d, points: 1}}, {{id: ke, label: K, bands: e, points: [{{from: 5, points: 5}}]}}"
    more = "selection: {ranking: {by: points(ka) + points(kb) + points(kd) + points(ke)}}\n"
    found = advice_on(policy(THREE + free, criteria, more), {"a": 0, "b": 0, "c": 0, "d": False, "e": 0}, aim=Rank())
    assert [(changes(w), w.cost, w.ranked) for w in found.ways] == [
        ({"d": True}, 0, 1),
        ({"e": 6}, 2, 5),
        ({"a": 1}, 1, 1),
        ({"b": 1}, 2, 2),
    ]
    assert (found.standing, found.proven) == (Standing.WAYS, True)


def test_no_single_change_costs_an_eligible_outcome():
    more = "selection: {ranking: {by: total}}\nrequirements: [{id: r, label: R, require: a == 0}]\n"
    found = advice_on(policy(THREE, SUM, more), {"a": 0, "b": 4, "c": 1}, aim=Rank())
    assert (found.standing, found.ways, found.highest) == (Standing.UNREACHABLE, (), None)


def test_points_that_others_name_are_still_found_when_they_are_settled():
    inner = "{id: i, label: I, criteria: [{id: x, label: X, when: b == 1, points: 5}, {id: y, label: Y, when: b == 2, points: 3}]}"
    others = "{id: ka, label: K, per: a, points: 1}, {id: kc, label: K, per: c, points: 1, yields_to: y}"
    more = "selection: {threshold: points(i) * 2, ranking: {by: points(i) + points(ka)}}\n"
    loaded = policy(THREE.replace("attainable: {effort: 2}", "grows: monthly"), f"{inner}, {others}", more)
    found = advice_on(loaded, {"a": 0, "b": 1, "c": 0})
    assert [(changes(w), w.assessment.total) for w in found.ways] == [({"a": 5}, 10), ({"c": 5}, 10)]
    found = advice_on(loaded, {"a": 0, "b": 1, "c": 9}, aim=Rank(Decimal(7)))
    assert [(changes(w), w.assessment.ranking[0]) for w in found.ways] == [({"a": 2}, 7)]


def test_nobody_rises_where_nobody_is_ranked():
    facts = {"a": 0, "b": 0, "c": 0}
    assert advice_on(policy(THREE, SUM, to(3)), facts, aim=Rank()).standing == Standing.NOT_RANKED
    assert advice_on(policy(THREE, SUM, RANKED), {**facts, "c": 9}, aim=Rank(Decimal(3))).standing == Standing.NOT_RANKED


# --- missing answers --------------------------------------------------------------------------------------------------


def test_a_way_counts_only_if_it_is_one_whatever_is_missing():
    found = advice_on(policy(THREE, SUM, to(8)), {"b": 0, "c": 0})
    assert (found.standing, found.missing) == (Standing.WAYS, ("a",))
    assert [(changes(w), w.assessment.outcome) for w in found.ways] == [({"b": 2, "c": 1}, "eligible")]
    assert found.ways[0].assessment.total is None
    assert found.ways[0].gained == 8


def test_what_is_missing_is_named_where_no_way_is_certain():
    found = advice_on(policy(THREE, SUM, to(9)), {"b": 0, "c": 0})
    assert (found.standing, found.missing, found.ways) == (Standing.MISSING, ("a",), ())


def test_unreachable_whatever_is_missing():
    found = advice_on(policy(THREE, SUM, to(13)), {"b": 0, "c": 0})
    assert (found.standing, found.missing) == (Standing.UNREACHABLE, ("a",))
    assert (found.highest.assessment.lowest, found.highest.assessment.highest) == (8, 12)


def test_by_rank_alone_nothing_is_certain_while_the_total_is_open():
    more = "selection: {ranking: {by: total}}\n"
    assert advice_on(policy(THREE, SUM, more), {"b": 0, "c": 0}).standing == Standing.MISSING
    found = advice_on(policy(THREE, SUM, more), {"b": 4, "c": 4}, aim=Rank())
    assert (found.standing, found.missing) == (Standing.MISSING, ("a",))
    found = advice_on(policy(THREE, SUM, more), {"b": 0, "c": 4}, aim=Rank())
    assert [(changes(w), w.ranked) for w in found.ways] == [({"b": 1}, 2)]


def test_a_missing_answer_that_could_contradict_a_way_does_not_hide_it():
    more = to(3) + "checks: [{id: x, label: X, require: a < 1 or b >= 3}]\n"
    found = advice_on(policy(THREE, SUM, more), {"b": 0, "c": 0})
    assert [changes(w) for w in found.ways] == [{"c": 1}, {"b": 2}]


def test_a_missing_list_stays_open():
    needed = LIST.replace("    default: []\n", "") + fact("a", "integer, min: 0, max: 9", "attainable: {effort: 1}")
    loaded = policy(needed, f"{PER_A}, {EACH}", to(3))
    assert [changes(w) for w in advice_on(loaded, {"a": 0}).ways] == [{"a": 3}]


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_what_cannot_be_assessed_is_refused():
    loaded = policy(THREE, SUM, to(3) + "checks: [{id: x, label: X, require: a < 9}]\n")
    with pytest.raises(FactsRefused):
        advice_on(loaded, {"a": -1})
    with pytest.raises(FactsRefused):
        advice_on(loaded, {"a": 9, "b": 0, "c": 0})
    with pytest.raises(OutsideForce):
        advise(loaded, {}, on=date(2024, 1, 1))
    with pytest.raises(RoundUnknown):
        advise(loaded, {}, on=ON, round_id="2030")


def test_the_round_that_is_named_counts():
    parameters = "parameters: {least: {per: round, values: {'2025': 2, '2026': 4}}}\n"
    rounds = '- {round: "2025", policy: "1"}\n- {round: "2026", policy: "1"}\n'
    loaded = policy(THREE, SUM, parameters + to("least"), rounds)
    facts = {"a": 0, "b": 0, "c": 0}
    assert changes(advice_on(loaded, facts).ways[0]) == {"a": 2}
    found = advice_on(loaded, facts, round_id="2026")
    assert (changes(found.ways[0]), found.ways[0].assessment.round.id) == ({"c": 1}, "2026")


def test_an_illustrative_policy_advises_nobody_in_public():
    assert not advises_the_public(policy(THREE, SUM))
    official = HEAD.replace("illustrative", "official")
    assert advises_the_public(load(f"{official}facts:\n{THREE}groups:\n  - {{id: g, label: G, criteria: [{SUM}]}}\n"))


# --- published policies -----------------------------------------------------------------------------------------------

POLICIES = Path(__file__).parent.parent.parent / "policies"


@pytest.mark.parametrize("name", ["guangzhou/2025", "ningbo/2010", "beijing/2020"])
@pytest.mark.parametrize("allowed", [frozenset(), ALL])
def test_of_every_published_case_each_way_is_verified_and_changes_only_what_may_be_changed(name, allowed):
    path = POLICIES / f"{name}.yaml"
    loaded = load_policy(path)
    for case in read_cases(loaded, case_path(path)):
        if not case.checked:
            continue
        found = advise(loaded, case.facts, on=case.on, round_id=case.round, allowed_costs=allowed)
        assert found.proven
        assert (found.standing == Standing.REACHED) is (found.before.outcome == "eligible")
        for way in found.ways:
            assert assess(loaded, {**case.facts, **changes(way)}, on=case.on, round_id=case.round).outcome == "eligible"
            assert all(change.fact.attainable and set(change.costs) <= allowed for change in way.changes)
