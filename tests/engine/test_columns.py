"""The kernel over columns gives what the program gives one by one: points, rows, outcome, keys, for any policy and any facts."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the policy
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import assess
from scoring.engine.columns import days, quotients
from scoring.engine.columns.coding import columns_of
from scoring.engine.columns.emitting import emit
from scoring.engine.columns.kernel import OUTCOMES, compile_kernel
from scoring.engine.columns.operations import Operations
from scoring.engine.columns.operators import OPERATORS
from scoring.engine.columns.scoring import fresh, score
from scoring.engine.columns.steps import column, constant
from scoring.engine.columns.widths import width_of
from scoring.engine.compiling import compiled
from scoring.engine.figures import parameters_of, round_of
from scoring.engine.places import places_of
from scoring.errors import OutsideForce
from scoring.policy import load_policy
from scoring.policy.case_file import case_path, read_cases
from scoring.policy.language import arithmetic, calendar
from scoring.policy.source_files import policy_files
from tests.conftest import ROOT
from tests.engine.generated import FACTS, ON, policies
from tests.engine.random_facts import random_facts
from tests.policy.small import HEAD, load

QUICK = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
DAY = date(2025, 6, 1)
GRADES = f"""{HEAD}
facts:
  n: {{type: integer, min: 0, max: 9, label: N, ask: {{section: about, order: 1}}}}
  l:
    type: list
    label: L
    max_items: 4
    ask: {{section: about, order: 2}}
    of: {{k: {{type: integer, min: 0, max: 9, label: K}}}}
groups:
  - id: g
    label: G
    criteria:
      - {{id: bands, label: B, bands: n, points: [{{points: 1}}, {{from: 3, points: 5.5}}, {{above: 5, points: 2}}]}}
      - {{id: each, label: E, each: l, where: k > 0, combine: {{highest: 2}}, per: k, points: 3}}
"""
SELDOM = f"""{HEAD}rounding: up
facts:
  n: {{type: integer, min: -9, max: 9, label: N, ask: {{section: about, order: 1}}}}
  m: {{type: integer, min: 0, max: 4, label: M, ask: {{section: about, order: 2}}}}
  l:
    type: list
    label: L
    max_items: 4
    default: []
    ask: {{section: about, order: 3, when: true}}
    of: {{t: {{type: text, label: T}}, k: {{type: integer, min: 0, max: 9, label: K}}}}
  h:
    type: list
    label: H
    max_items: 2
    default: [{{k: 5}}]
    ask: {{section: about, order: 4, when: m < 2}}
    of: {{k: {{type: integer, min: 0, max: 9, label: K}}}}
  d: {{type: date, min: 2024-01-01, max: 2026-12-31, label: D, ask: {{section: about, order: 5}}}}
  e: {{type: choice, label: E, options: {{low: L, mid: M, high: H}}, ask: {{section: about, order: 6}}}}
  b: {{type: boolean, label: B, ask: {{section: about, order: 7}}}}
tables:
  tab: {{values: {{2020-01-01: {{low: 1, mid: {{bands: [{{is: -2}}, {{from: 3.5, is: 4.25}}]}}, high: 9}}}}}}
parameters:
  s: {{values: {{2020-01-01: [1, 2, 7], 2025-06-01: [3, 4]}}}}
groups:
  - id: g
    label: G
    criteria:
      - {{id: grid, label: G, matrix: [e, b], points: {{low: {{true: 1, false: 2}}, high: 3}}}}
      - {{id: table, label: T, formula: "tab(e, n) + tab(e, 5)"}}
      - {{id: holding, label: H, formula: "count_of(n > 1, m > 2)", min: 1}}
      - {{id: size, label: S, formula: "abs(n) + round(n, 2)"}}
      - {{id: days, label: D, formula: days_since(d)}}
      - {{id: shared, label: S, each: l, per: k + m, points: 1}}
      - {{id: named, label: N, when: n in s, points: 1}}
      - {{id: among, label: A, when: "n in at(s, d)", points: 1}}
      - {{id: down, label: D, formula: "round_down(n * 0.25, 1)"}}
      - {{id: moving, label: B, bands: n, points: [{{from: m - 3, points: 1}}, {{above: m, points: 2}}, {{from: 5, points: 3}}]}}
      - {{id: up, label: U, formula: "ratio(n, 4, 1)"}}
      - {{id: never, label: N, each: l, where: false, points: 3}}
      - {{id: each, label: E, each: l, first: 5, further: k}}
      - {{id: held, label: H, formula: "sum(h, k) + count(h)"}}
"""
LARGE = f"""{HEAD.replace("0.01", "1")}
facts:
  a: {{type: integer, min: 0, max: 999999999999999999, label: A, ask: {{section: about, order: 1}}}}
  b: {{type: integer, min: 0, max: 999999999999999999, label: B, ask: {{section: about, order: 2}}}}
groups:
  - id: g
    label: G
    criteria:
      - {{id: x, label: X, formula: 5 * a}}
      - {{id: y, label: Y, formula: 5 * b}}
      - {{id: z, label: Z, formula: "-a - 900000000000000000"}}
      - {{id: r, label: R, formula: "round(ratio(a, 999999999999999999, 6), 0)"}}
"""
FILES = policy_files(ROOT / "policies")


def by_columns(policy, people, on, round_id=None, **how):
    """Score *people* by columns, and give for each what `one_by_one` does."""
    kernel = compile_kernel(policy, on, round_id)
    found = score(kernel, columns_of(policy, [compiled(policy).read(facts) for facts in people]), **how)
    given = {kind: [] for kind in ("points", "row", "check", "entitlement", "ranking")}
    for (kind, _), values in found.items():
        if kind in given:
            given[kind].append(values.tolist())
    columns = [list(zip(*values, strict=True)) if values else [()] * len(people) for values in given.values()]
    totals, outcomes = found["total", ""].tolist(), [OUTCOMES[code] for code in found["outcome", ""]]
    return list(zip(totals, outcomes, *columns, strict=True))


def one_by_one(policy, facts, on, round_id=None):
    """Give what the program gives."""
    found = assess(unchecked(policy), facts, on=on, round_id=round_id)
    held = compiled(policy).program.run(
        compiled(policy).read(facts), tuple(parameters(policy, on, round_id)), calendar.from_date(on)
    )
    table = found.found.table
    rows = dict(zip(places_of(policy).rows, table.rows, strict=True))
    ranked = found.ranking_keys or ()
    return (
        found.found.total[0],
        found.outcome,
        table.points,
        tuple(rows[criterion.id] for criterion in policy.criteria_in_order()),
        held[0],
        found.found.states.entitlements,
        ranked,
    )


@cache
def unchecked(policy):
    return replace(policy, checks=())


def parameters(policy, on, round_id):
    return parameters_of(policy, on, round_of(policy, on, round_id)).values()


@QUICK
@given(policies(), st.lists(FACTS, min_size=4, max_size=4), ON)
def test_columns_give_what_the_program_gives(text, people, on):
    policy = load(text)
    expected = [one_by_one(policy, facts, on) for facts in people]
    assert by_columns(policy, people, on) == expected
    assert by_columns(policy, people, on, threads=2, block=3) == expected


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}@{path.stem}")
def test_columns_agree_on_every_policy_with_its_cases_and_random_answers(file):
    policy = load_policy(file)
    cases = [
        case
        for case in read_cases(policy, case_path(file))
        if not assess(unchecked(policy), case.facts, on=case.on, round_id=case.round).missing
    ]
    by_day = {(case.on, case.round): [] for case in cases}
    for case in cases:
        by_day[case.on, case.round].append(case.facts)
    chance = random.Random(policy.digest)
    for day, people in by_day.items():
        people += [random_facts(policy, chance) for _ in range(30)]
        assert by_columns(policy, people, *day) == [one_by_one(policy, facts, *day) for facts in people]


def test_a_row_means_the_same_wherever_blocks_end():
    """Lists too: the records of a row lie in the block of the row."""
    policy = load(GRADES)
    people = [{"n": n % 7, "l": [{"k": n % 5}] * (n % 4)} for n in range(23)]
    whole = by_columns(policy, people, DAY)
    assert whole == [one_by_one(policy, facts, DAY) for facts in people]
    for size in (1, 2, 22, 23, 24):
        assert by_columns(policy, people, DAY, block=size) == whole
        assert by_columns(policy, people, DAY, block=size, threads=3) == whole
    assert by_columns(policy, [], DAY) == []
    kernel, coded = compile_kernel(policy, DAY), columns_of(policy, [compiled(policy).read(facts) for facts in people])
    columns = fresh(kernel, len(people))
    assert score(kernel, coded, into=columns) is columns
    assert all(np.array_equal(columns[named], values) for named, values in score(kernel, coded).items())


@pytest.mark.parametrize("edge", [2**7, 2**15, 2**31, 2**63])
def test_a_column_is_as_wide_as_its_bounds_need(edge):
    assert width_of(-edge, edge - 1) != width_of(-edge, edge)
    assert width_of(-edge, edge - 1) != width_of(-edge - 1, 0)
    assert width_of(-edge, 0) == width_of(0, edge - 1) == ("object" if edge > 2**63 else f"int{edge.bit_length()}")


@pytest.mark.parametrize("edge", [2**7, 2**15, 2**31, 2**63])
@pytest.mark.parametrize("operation", ["add", "subtract", "multiply", "lower", "higher", "compare", "choose", "divide"])
def test_no_operation_overflows_at_the_edge_of_a_width(edge, operation):
    """Wherever the proven bounds lie, columns give what Python's own integers give."""
    numbers = [-edge, 1 - edge, -1, 0, 1, edge - 2, edge - 1]
    pairs = [(a, b) for a in numbers for b in numbers]

    def taken(ops, a, b):
        match operation:
            case "compare":
                return ops.number(ops.compare("<", a, b))
            case "choose":
                return ops.choose(ops.compare("<", a, b), a, b)
            case "divide":
                return quotients.divide(ops, a, ops.choose(ops.compare("==", b, constant(0)), constant(7), b), "half_up")
        return getattr(ops, operation)(a, b)

    expected = {
        "add": lambda a, b: a + b,
        "subtract": lambda a, b: a - b,
        "multiply": lambda a, b: a * b,
        "lower": min,
        "higher": max,
        "compare": lambda a, b: int(a < b),
        "choose": min,
        "divide": lambda a, b: arithmetic.divide(a, b or 7, "half_up"),
    }[operation]
    assert computed(taken, pairs, (-edge, edge - 1)) == [expected(a, b) for a, b in pairs]
    for fixed in numbers:
        found = computed(lambda ops, a, _, fixed=fixed: taken(ops, a, constant(fixed)), pairs, (-edge, edge - 1))
        assert found == [expected(a, fixed) for a, _ in pairs]


def computed(taken, pairs, range_):
    """Give what the steps that *taken* takes of two columns give."""
    ops = Operations()
    value = taken(ops, column("f_a", range_), column("f_b", range_))
    emitted = emit(ops, [value])
    names = {**OPERATORS, **{name: np.array(numbers, width) for name, (numbers, width) in ops.tables.items()}}
    exec(compile(emitted.tree, "<steps>", "exec"), names)
    columns = {f"f_{name}": np.array(part, width_of(*range_)) for name, part in zip("ab", zip(*pairs, strict=True), strict=True)}
    out = np.empty(len(pairs), value.width)
    names["kernel"]([columns[v.operand] for v in emitted.inputs], [out], [np.empty(len(pairs), w) for w in emitted.buffers])
    assert all(value.low <= number <= value.high for number in out.tolist())
    return out.tolist()


DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from([date(y, m, d) for y in (1999, 2000, 2004, 2100) for m, d in ((2, 28), (3, 1), (1, 31), (12, 31))]),
    st.sampled_from([date(2000, 2, 29), date(2024, 2, 29)]),
)


@QUICK
@given(st.lists(st.tuples(DATES, DATES), min_size=20, max_size=20), st.integers(-40, 40))
def test_the_calendar_over_columns_is_the_calendar(pairs, months):
    coded = [(calendar.from_date(a), calendar.from_date(b)) for a, b in pairs]
    years = (19000101, 21001231)
    for unit in ("years_between", "months_between", "days_between"):
        expected = [getattr(calendar, unit)(a, b) for a, b in coded]
        assert computed(lambda ops, a, b, unit=unit: days.between(ops, unit, a, b), coded, years) == expected
        end = coded[0][1]
        expected = [getattr(calendar, unit)(a, end) for a, _ in coded]
        assert computed(lambda ops, a, _, unit=unit, end=end: days.between(ops, unit, a, constant(end)), coded, years) == expected
    expected = [calendar.add_months(a, months) for a, _ in coded]
    assert computed(lambda ops, a, _: days.add_months(ops, a, constant(months)), coded, years) == expected


def test_what_policies_seldom_have():
    """Bands that start where a fact says, rounding up, a list that is always asked for, a condition that never holds."""
    policy = load(SELDOM)
    chance = random.Random(1)
    people = [random_facts(policy, chance) for _ in range(60)]
    assert by_columns(policy, people, DAY) == [one_by_one(policy, facts, DAY) for facts in people]


def test_a_sum_may_pass_64_bits_on_its_way():
    """What it comes to is proven to fit; in between, and where a quotient is shifted, exact integers of any size are at hand."""
    policy = load(LARGE)
    people = [{"a": a, "b": b} for a in (0, 1, 10**18 - 1) for b in (0, 7, 10**18 - 1)]
    assert by_columns(policy, people, DAY) == [one_by_one(policy, facts, DAY) for facts in people]
    assert set(compile_kernel(policy, DAY).buffers) >= {"object"}


def test_a_day_outside_the_period_is_refused():
    with pytest.raises(OutsideForce):
        compile_kernel(load(GRADES), date(1999, 1, 1))


def test_only_what_is_wanted_is_worked_out():
    policy = load_policy(ROOT / "policies/beijing/2020.yaml")
    whole, totals = (compile_kernel(policy, date(2020, 7, 20), None, wanted) for wanted in (frozenset(), frozenset({"total"})))
    assert set(totals.outputs) == {("total", "")}
    assert len(totals.tree.body[0].body) < len(whole.tree.body[0].body) * 0.8
