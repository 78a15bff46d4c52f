"""Every kind of rule, at, below and above each edge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from tests.policy.small import HEAD, load

FACTS = """\
facts:
  n: {type: integer, min: -50, max: 200, default: 0, label: N}
  m: {type: integer, min: 0, max: 200, default: 0, label: M}
  w: {type: decimal, places: 2, min: -100, max: 1000, default: 0, label: W}
  d: {type: date, default: 2000-01-01, label: D}
  b: {type: boolean, default: false, label: B}
  e: {type: choice, default: low, label: E, options: {low: Low, mid: {zh: 中, en: Middle}, high: High}}
  l:
    type: list
    max_items: 6
    default: []
    label: L
    of:
      k: {type: choice, label: K, options: {city: City, state: State}}
      i: {type: integer, min: -20, max: 100, label: I}
parameters:
  line: {values: {2024-01-01: 10, 2026-01-01: 20}}
variables:
  adult: n >= 18
groups:
"""
ON = date(2025, 3, 1)


def policy(*criteria: str, group: str = "", extra: str = ""):
    """Load a policy whose one group holds *criteria*, with ids k0, k1, …"""
    items = "".join(f"      - {{id: k{i}, label: K, {c}}}\n" for i, c in enumerate(criteria))
    return load(f"{HEAD}{FACTS}  - id: g\n    label: G\n{group}    criteria:\n{items}{extra}")


def points(rule: str, facts: dict, on: date = ON) -> Decimal:
    """Give the points of one criterion."""
    return assess(policy(rule), facts, on=on).award("k0").points


def row(rule: str, facts: dict):
    """Give number, points and units of the row that gave the points."""
    found = assess(policy(rule), facts, on=ON).award("k0").row
    return found and (found.number, found.label.say("en"), found.points, found.units)


@pytest.mark.parametrize(
    ("rule", "facts", "given"),
    [
        # fixed
        ("when: b, points: 10", {"b": True}, "10"),
        ("when: b, points: 10", {"b": False}, "0"),
        ("when: n >= 18, points: -3", {"n": 17}, "0"),
        ("when: n >= 18, points: -3", {"n": 18}, "-3"),
        ("when: adult, points: n + 1", {"n": 18}, "19"),
        # lookup
        ("lookup: e, points: {mid: 5, high: 7.25}", {"e": "low"}, "0"),
        ("lookup: e, points: {mid: 5, high: 7.25}", {"e": "mid"}, "5"),
        ("lookup: e, points: {mid: 5, high: 7.25}", {"e": "high"}, "7.25"),
        ("lookup: e, points: {mid: n, high: {points: n * 2, label: Best}}", {"e": "high", "n": 4}, "8"),
        ("lookup: e, points: {mid: n, high: 7}", {"e": "low", "n": 4}, "0"),
        ("lookup: 'e if b else e', points: {mid: 5, high: 7}", {"e": "high", "b": True}, "7"),
        # bands
        *(
            ("bands: n, points: [{points: 1}, {from: 18, points: 10}, {above: 45, points: 5}]", {"n": n}, p)
            for n, p in [(-50, "1"), (17, "1"), (18, "10"), (19, "10"), (45, "10"), (46, "5"), (200, "5")]
        ),
        *(
            ("bands: w, points: [{above: 0, points: 1}, {from: 0.5, points: 2}]", {"w": w}, p)
            for w, p in [("-0.01", "0"), ("0", "0"), ("0.01", "1"), ("0.49", "1"), ("0.50", "2"), ("0.51", "2")]
        ),
        *(
            ("bands: n, points: [{from: line, points: 3}, {from: 30, points: 4}]", {"n": n}, p)
            for n, p in [(9, "0"), (10, "3"), (29, "3"), (30, "4")]
        ),
        *(
            ("bands: n, points: [{from: 5, points: 1}, {above: 5, points: 2}]", {"n": n}, p)
            for n, p in [(4, "0"), (5, "1"), (6, "2")]
        ),
        *(
            ("bands: d, points: [{from: \"'2000-02-29'\", points: 1}, {above: \"'2001-01-01'\", points: 2}]", {"d": d}, p)
            for d, p in [("2000-02-28", "0"), ("2000-02-29", "1"), ("2001-01-01", "1"), ("2001-01-02", "2")]
        ),
        ("bands: n, points: []", {"n": 3}, "0"),
        # per
        *(("per: n, points: 3", {"n": n}, p) for n, p in [(-1, "0"), (0, "0"), (1, "3"), (7, "21")]),
        *(("per: n, every: 12, points: 3", {"n": n}, p) for n, p in [(-12, "0"), (11, "0"), (12, "3"), (23, "3"), (24, "6")]),
        *(("per: n, every: 12, after: 24, points: 3", {"n": n}, p) for n, p in [(24, "0"), (35, "0"), (36, "3"), (48, "6")]),
        *(("per: n, every: 12, at_least: 24, points: 3", {"n": n}, p) for n, p in [(23, "0"), (24, "6"), (25, "6"), (36, "9")]),
        *(("per: n, every: 12, after: 12, at_least: 24, points: 3", {"n": n}, p) for n, p in [(23, "0"), (24, "3"), (36, "6")]),
        *(
            ("per: w, every: 0.5, points: 0.25", {"w": w}, p)
            for w, p in [("0.49", "0"), ("0.50", "0.25"), ("0.99", "0.25"), ("1.00", "0.50")]
        ),
        *(("per: n, every: 2.5, points: 1", {"n": n}, p) for n, p in [(2, "0"), (3, "1"), (4, "1"), (5, "2")]),
        *(("per: n, every: line, points: 1", {"n": n}, p) for n, p in [(9, "0"), (10, "1"), (20, "2")]),
        ("per: n, points: -30", {"n": 2}, "-60"),
        ("per: n, points: m", {"n": 2, "m": 7}, "14"),
        # cases
        *(
            ("cases: [{when: n > 10, points: 3}, {when: n > 5, points: 2}, {otherwise: 1}]", {"n": n}, p)
            for n, p in [(11, "3"), (10, "2"), (6, "2"), (5, "1")]
        ),
        ("cases: [{when: n > 10, points: 3}, {when: n > 5, points: 2}]", {"n": 5}, "0"),
        ("cases: [{otherwise: n}]", {"n": 5}, "5"),
        # formula
        *(
            ("formula: 'clamp(5 + 2 * (56 - n), 0, 30)'", {"n": n}, p)
            for n, p in [(43, "30"), (44, "29"), (58, "1"), (59, "0"), (100, "0")]
        ),
        ("formula: 'ratio(n, 3, 2)'", {"n": 20}, "6.67"),
        # over
        ("over: [n, m], per: value, every: 10, points: 2", {"n": 25, "m": 9}, "4"),
        (
            "over: [n, m, w], bands: value, points: [{from: 1, points: 1}, {from: 10, points: 5}]",
            {"n": 9, "m": 10, "w": "0.99"},
            "6",
        ),
        ("over: [b, adult], when: value, points: 4", {"b": True, "n": 18}, "8"),
        ("over: [e], when: value >= mid, points: 4", {"e": "high"}, "4"),
        ("over: [e], when: mid <= value, points: 4", {"e": "low"}, "0"),
        ("over: [e, e], lookup: value, points: {high: 4}", {"e": "high"}, "8"),
        ("over: [n, m], formula: value * 2", {"n": 3, "m": 4}, "14"),
        ("over: [n, m], cases: [{when: value > 3, points: 1}, {otherwise: 0.5}]", {"n": 3, "m": 4}, "1.5"),
    ],
)
def test_points(rule, facts, given):
    assert points(rule, facts) == Decimal(given)


CITY, STATE = {"k": "city", "i": 5}, {"k": "state", "i": 30}


@pytest.mark.parametrize(
    ("rule", "records", "given"),
    [
        ("each: l, points: 2", [], "0"),
        ("each: l, points: 2", [CITY, STATE], "4"),
        ("each: l, where: k == state, points: 2", [CITY], "0"),
        ("each: l, where: k == state, points: 2", [CITY, STATE, STATE], "4"),
        ("each: l, points: i", [CITY, STATE], "35"),
        ("each: l, lookup: k, points: {state: 7}", [CITY, STATE], "7"),
        ("each: l, per: i, every: 10, points: 1", [CITY, STATE], "3"),
        ("each: l, per: i, every: 10, points: 1, max_each: 2", [CITY, STATE, STATE], "4"),
        ("each: l, bands: i, points: [{from: 5, points: 1}, {above: 5, points: 3}]", [CITY, STATE], "4"),
        ("each: l, cases: [{when: i > 5, points: 3}, {otherwise: 1}]", [CITY, STATE], "4"),
        ("each: l, formula: i * 2, combine: highest", [CITY, STATE], "60"),
        ("each: l, formula: i * 2, combine: highest", [], "0"),
        ("each: l, formula: i, combine: highest", [{"k": "city", "i": -4}, {"k": "city", "i": -9}], "-4"),
        ("each: l, formula: i, combine: {highest: 2}", [CITY, STATE, STATE], "60"),
        ("each: l, formula: i, combine: {highest: 2}", [CITY], "5"),
        ("each: l, formula: i, combine: {highest: 1}", [CITY, STATE], "30"),
        ("each: l, when: i > 5, points: 9", [CITY, STATE], "9"),
        ("each: l, first: 20, further: 5", [], "0"),
        ("each: l, first: 20, further: 5", [CITY], "20"),
        ("each: l, first: 20, further: 5", [CITY, CITY, CITY], "30"),
        ("each: l, where: k == state, first: 20, further: 5", [CITY, STATE, CITY, STATE], "25"),
        ("each: l, first: i, further: 1, max_each: 6", [STATE, STATE], "7"),
        ("each: l, first: 5, further: 20, combine: highest", [CITY, CITY], "20"),
        ("each: l, points: 5, max: 12, min: 3", [CITY] * 3, "12"),
        ("each: l, points: 5, max: 12, min: 3", [], "3"),
    ],
)
def test_record_by_record(rule, records, given):
    assert points(rule, {"l": records}) == Decimal(given)


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("when: b, points: 10", {"b": True}, (1, "", Decimal(10), None)),
        ("when: b, points: 10", {"b": False}, None),
        ("lookup: e, points: {low: 1, mid: 5, high: 7}", {"e": "mid"}, (2, "Middle", Decimal(5), None)),
        ("lookup: e, points: {high: {points: 7, label: Best}, mid: 5}", {"e": "high"}, (1, "Best", Decimal(7), None)),
        ("lookup: e, points: {high: 7}", {"e": "mid"}, None),
        ("bands: n, points: [{points: 1}, {from: 18, points: 10}, {above: 45, points: 5}]", {"n": 17}, (1, "", Decimal(1), None)),
        (
            "bands: n, points: [{points: 1}, {from: 18, points: 10}, {above: 45, points: 5}]",
            {"n": 45},
            (2, "≥ 18", Decimal(10), None),
        ),
        (
            "bands: n, points: [{points: 1}, {from: 18, points: 10}, {above: 45, points: 5}]",
            {"n": 46},
            (3, "> 45", Decimal(5), None),
        ),
        ("bands: d, points: [{from: \"'2000-01-01'\", points: 1}]", {}, (1, "≥ 2000-01-01", Decimal(1), None)),
        ("bands: n, points: [{from: line, points: 1}]", {"n": 10}, (1, "", Decimal(1), None)),
        ("bands: n, points: [{from: 18, points: 1, label: Grown}]", {"n": 18}, (1, "Grown", Decimal(1), None)),
        ("per: n, every: 12, points: 3", {"n": 30}, (1, "", Decimal(6), 2)),
        ("per: n, every: 12, points: 3", {"n": 11}, None),
        ("cases: [{when: n > 5, points: 2}, {otherwise: 1, label: Rest}]", {"n": 5}, (2, "Rest", Decimal(1), None)),
        ("formula: n * 2", {"n": 5}, (1, "", Decimal(10), None)),
        ("each: l, where: i > 4, points: 2", {"l": [CITY, STATE]}, (1, "", Decimal(4), 2)),
        ("over: [n, m], per: value, every: 10, points: 2", {"n": 25, "m": 10}, (1, "", Decimal(6), 3)),
        ("over: [n, m], formula: value", {"n": 2, "m": 3}, (1, "", Decimal(5), 2)),
        (
            "over: [n, m], bands: value, points: [{from: 1, points: 1}, {from: 2, points: 3}]",
            {"n": 2, "m": 0},
            (1, "", Decimal(3), 1),
        ),
    ],
)
def test_the_row_that_gave_the_points(rule, facts, expected):
    assert row(rule, facts) == expected


@pytest.mark.parametrize(
    ("limits", "n", "given", "uncapped", "cap"),
    [
        ("max: 10", 9, "9", "9", "10"),
        ("max: 10", 10, "10", "10", "10"),
        ("max: 10", 11, "10", "11", "10"),
        ("min: 3", 2, "3", "2", None),
        ("min: 3", 3, "3", "3", None),
        ("min: 3", 4, "4", "4", None),
        ("min: -3", -4, "-3", "-4", None),
        ("max: 22 if b else 24", 30, "24", "30", "24"),
        ("max: line", 30, "10", "30", "10"),
        ("max: 2, min: 3", 30, "3", "30", "2"),  # the floor comes last
        ("applies: b, min: 5", 30, "0", "0", None),
        ("applies: n > 5, max: 7", 6, "6", "6", "7"),
        ("applies: n > 5, max: 7", 5, "0", "0", "7"),
    ],
)
@pytest.mark.parametrize("where", ["criterion", "group"])
def test_caps_floors_and_applies(where, limits, n, given, uncapped, cap):
    rule = "formula: n"
    if where == "criterion":
        found = assess(policy(f"{rule}, {limits}"), {"n": n}, on=ON)
        award = found.award("k0")
    else:
        lines = "".join(f"    {limit.strip()}\n" for limit in limits.split(", "))
        found = assess(policy(rule, group=lines), {"n": n}, on=ON)
        award = found.award("g")
    assert (award.points, award.uncapped, award.cap) == (Decimal(given), Decimal(uncapped), None if cap is None else Decimal(cap))
    assert award.applies is not ("applies" in limits and given == "0")
    assert found.total == Decimal(given)


def test_a_cap_of_the_day_changes_with_the_day():
    assert points("formula: n, max: line", {"n": 50}, date(2025, 12, 31)) == 10
    assert points("formula: n, max: line", {"n": 50}, date(2026, 1, 1)) == 20


@pytest.mark.parametrize(
    ("how", "n", "m", "w", "given", "counted"),
    [
        ("sum", 1, 2, 3, "6", [True, True, True]),
        ("highest", 1, 2, 3, "3", [False, False, True]),
        ("highest", 3, 2, 3, "3", [True, False, False]),  # the first wins a tie
        ("highest", -3, 0, -1, "0", [False, True, False]),
        ("{highest: 2}", 1, 2, 3, "5", [False, True, True]),
        ("{highest: 2}", 2, 2, 2, "4", [True, True, False]),
        ("{highest: 3}", 1, 2, 3, "6", [True, True, True]),
        ("{highest: 9}", 1, 2, 3, "6", [True, True, True]),
        ("{highest: 1}", 1, 5, 3, "5", [False, True, False]),
    ],
)
def test_how_a_group_combines(how, n, m, w, given, counted):
    found = assess(policy("formula: n", "formula: m", "formula: w", group=f"    combine: {how}\n"), {"n": n, "m": m, "w": w}, on=ON)
    group = found.award("g")
    assert group.points == Decimal(given)
    assert [a.counts for a in group.awards] == counted


@pytest.mark.parametrize(
    ("n", "m", "given", "yields"),
    [
        (0, 0, ["0", "0", "9"], [None, None, None]),
        (1, 0, ["1", "0", "0"], [None, None, "k0"]),
        (0, 1, ["0", "1", "0"], [None, None, "k1"]),
        (-1, 1, ["-1", "1", "0"], [None, None, "k0"]),
    ],
)
def test_a_criterion_yields_where_another_gave_points(n, m, given, yields):
    found = assess(policy("formula: n", "formula: m", "when: not b, points: 9, yields_to: [k0, k1]"), {"n": n, "m": m}, on=ON)
    awards = found.award("g").awards
    assert [a.points for a in awards] == [Decimal(p) for p in given]
    assert [a.yields_to for a in awards] == yields
    assert awards[2].uncapped == 9


def test_a_criterion_may_yield_to_one_further_down():
    found = assess(policy("when: not b, points: 9, yields_to: k1", "formula: n"), {"n": 2}, on=ON)
    assert (found.award("k0").points, found.award("k0").yields_to, found.total) == (0, "k1", 2)


def test_who_yields_to_one_who_yields_does_not():
    found = assess(
        policy("when: not b, points: 1", "when: not b, points: 2, yields_to: k0", "when: not b, points: 4, yields_to: k1"),
        {},
        on=ON,
    )
    assert [a.points for a in found.award("g").awards] == [1, 0, 4]


def test_groups_within_groups():
    inside = "[{id: a, label: A, formula: n}, {id: b, label: B, formula: m}]"
    nested = f"      - {{id: inner, label: Inner, combine: highest, max: 4, criteria: {inside}}}\n"
    found = assess(policy("formula: w", extra=nested), {"n": 3, "m": 9, "w": "1.50"}, on=ON)
    inner = found.award("inner")
    assert (inner.points, inner.uncapped, found.total) == (4, 9, Decimal("5.50"))
    assert [a.id for a in found.walk()] == ["g", "k0", "inner", "a", "b"]
    with pytest.raises(KeyError):
        found.award("nobody")


def test_many_rows_and_many_criteria_compile_and_count():
    bands = ", ".join(f"{{from: {i}, points: {i}}}" for i in range(180))
    cases = ", ".join(f"{{when: n == {i}, points: {i}}}" for i in range(180))
    many = policy(f"bands: n, points: [{bands}]", f"cases: [{cases}]", *(["when: b, points: 1"] * 200))
    for n in (0, 1, 49, 50, 51, 99, 100, 150, 179):
        found = assess(many, {"n": n, "b": True}, on=ON)
        assert [found.award(k).points for k in ("k0", "k1")] == [n, n]
        assert found.award("k0").row.number == n + 1
        assert found.award("g").points == 2 * n + 200
    assert assess(many, {"n": 190}, on=ON).award("k1").points == 0


@pytest.mark.parametrize(
    ("rounding", "given"),
    [("half_up", ["0.67", "0.02", "-0.02"]), ("down", ["0.66", "0.01", "-0.01"]), ("up", ["0.67", "0.02", "-0.02"])],
)
def test_the_policys_rounding(rounding, given):
    formulas = ("ratio(2, 3, 2)", "ratio(15, 1000, 2)", "ratio(-15, 1000, 2)")
    criteria = "".join(f"      - {{id: k{i}, label: K, formula: '{formula}'}}\n" for i, formula in enumerate(formulas))
    text = f"{HEAD}rounding: {rounding}\n{FACTS}  - id: g\n    label: G\n    criteria:\n{criteria}"
    assert [str(a.points) for a in assess(load(text), {}, on=ON).award("g").awards] == given


@pytest.mark.parametrize(
    ("formula", "facts", "given"),
    [
        ("n // 12", {"n": 35}, None),
        ("m // 12", {"m": 35}, "2"),
        ("m // 0.5", {"m": 3}, "6"),
        ("w * 2", {"w": "1.25"}, "2.50"),
        ("n - m - 1", {"n": 3, "m": 5}, "-3"),
        ("-n", {"n": 3}, "-3"),
        ("abs(n)", {"n": -3}, "3"),
        ("min(n, w)", {"n": 3, "w": "2.99"}, "2.99"),
        ("max(n, w)", {"n": 3, "w": "2.99"}, "3"),
        ("clamp(w, 0, 2.5)", {"w": "2.51"}, "2.50"),
        ("round(w, 0)", {"w": "2.50"}, "3"),
        ("round(w, 0)", {"w": "-2.50"}, "-3"),
        ("round_down(w, 0)", {"w": "2.99"}, "2"),
        ("round_up(w, 0)", {"w": "2.01"}, "3"),
        ("round(w, 2)", {"w": "2.01"}, "2.01"),
        ("ratio(n, 7, 2)", {"n": 1}, "0.14"),
        ("ratio(w, 0.3, 1)", {"w": "1.00"}, "3.3"),
        ("count_of(b, adult, n > 100)", {"b": True, "n": 18}, "2"),
        ("years_since(d)", {"d": "2024-03-01"}, "1"),
        ("years_since(d)", {"d": "2024-03-02"}, "0"),
        ("months_since(d)", {"d": "2024-12-31"}, "2"),
        ("days_since(d)", {"d": "2025-02-28"}, "1"),
        ("days_since(d)", {"d": "2025-03-02"}, "0"),
        ("year(d) - 2000 + month(d)", {"d": "2003-11-30"}, "14"),
        ("years_between(d, date(2024, 2, 28))", {"d": "2023-02-28"}, "1"),
        ("months_between(add_months(d, -1), d)", {"d": "2024-03-31"}, "1"),
        ("1 if min(d, assessment_date) == d else 0", {"d": "2025-03-01"}, "1"),
        ("1 if d in ['2025-03-01'] else 0", {"d": "2025-03-01"}, "1"),
        ("1 if n in [1, 2.5] else 0", {"n": 1}, "1"),
        ("1 if w in [1, 2.5] else 0", {"w": "2.5"}, "1"),
        ("1 if e in [low, high] else 0", {"e": "mid"}, "0"),
        ("1 if e not in [low, high] else 0", {"e": "mid"}, "1"),
        ("1 if mid < e <= high else 0", {"e": "high"}, "1"),
        ("1.5 if b else n", {"b": True, "n": 2}, "1.5"),
        ("1.5 if b else n", {"b": False, "n": 2}, "2"),
    ],
)
def test_expressions(formula, facts, given):
    if given is None:
        from scoring.errors import PolicyRefused

        with pytest.raises(PolicyRefused):
            points(f'formula: "{formula}"', facts)
    else:
        assert points(f'formula: "{formula}"', facts) == Decimal(given)


@pytest.mark.parametrize(
    ("formula", "given"),
    [
        ("count(l)", ["0", "3"]),
        ("count(l, i > 5)", ["0", "2"]),
        ("sum(l, i)", ["0", "65"]),
        ("sum(l, i * 0.5, k == state)", ["0", "30"]),
        ("best(l, i)", ["0", "30"]),
        ("best(l, -i, k == state)", ["0", "-30"]),
        ("best(l, i, i > 50)", ["0", "0"]),
        ("1 if any(l) else 0", ["0", "1"]),
        ("1 if any(l, i > 30) else 0", ["0", "0"]),
        ("1 if all(l, i >= 5) else 0", ["1", "1"]),
        ("1 if all(l, k == state) else 0", ["1", "0"]),
    ],
)
def test_folding_over_no_records_and_three(formula, given):
    one = policy(f'formula: "{formula}"')
    assert [assess(one, {"l": records}, on=ON).total for records in ([], [CITY, STATE, STATE])] == [Decimal(p) for p in given]
