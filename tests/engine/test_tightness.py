"""Where no fact is read twice, bounds are tight: some lawful answers give the lowest, some the highest, of every award and of the total."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scoring.engine import assess
from tests.policy.small import HEAD, load

ON = date(2026, 3, 2)
_LISTS = [[], [{"k": "x"}], [{"k": "y"}], [{"k": "x"}, {"k": "x"}], [{"k": "x"}, {"k": "y"}], [{"k": "y"}, {"k": "y"}]]


_KINDS: dict[str, tuple[str, list[Any]]] = {
    "number": ("type: integer, min: -1, max: 3", [-1, 0, 1, 2, 3]),
    "condition": ("type: boolean", [False, True]),
    "choice": ("type: choice, options: {low: L, mid: M, top: T}", ["low", "mid", "top"]),
    "optional": ("type: integer, min: 0, max: 2, optional: true", [None, 0, 1, 2]),
    "records": ("type: list, max_items: 2, of: {k: {type: choice, label: K, options: {x: X, y: Y}}}", _LISTS),
}
# `$kind` stands for a fact of its own each time, `$p` for points
_RULES = [
    'when: "$number >= 2", points: $p',
    "lookup: $choice, points: {low: $p, top: $p}",
    "bands: $number, points: [{from: 1, points: $p}, {above: 1, points: $p}]",
    "bands: $number, points: [{points: $p}, {from: 0, points: $p}, {above: 1, points: $p}]",
    "matrix: [$choice, $condition], points: {mid: {true: $p, false: $p}, top: {true: $p}}",
    "per: $number, points: $p",
    "per: $number, points: $p, every: 2",
    "per: $number, points: $p, after: 1",
    "per: $number, points: $p, at_least: 2",
    "cases: [{when: $condition, points: $p}, {when: $number < 2, points: $p}, {otherwise: $p}]",
    'formula: "clamp(3 - 2 * $number, -2, 4) + abs($number)"',
    "each: $records, lookup: k, points: {x: $p, y: $p}",
    "each: $records, combine: highest, lookup: k, points: {x: $p, y: $p}",
    "each: $records, combine: {highest: 1}, lookup: k, points: {x: $p}",
    'each: $records, where: "k == x", first: $p, further: $p',
    "bands: $optional, points: [{points: $p}, {from: 1, points: $p}]",
    'formula: "$p if $optional > 0 else $p"',
    "over: [$number, $number], per: value, points: $p",
    'formula: "count($records, k == x) * $p"',
    'formula: "tab($choice, $number)"',
    'formula: "count_of($condition, $number != 1, not $condition) * $p"',
    'formula: "ratio($number, 2, 0) - max(0, $number) // 3 if $condition else $p"',
]


@st.composite
def policies(draw) -> tuple[str, dict[str, list[Any]]]:
    """Give a policy in which every fact is read once, and the answers of each fact."""
    lines: list[str] = []
    answers: dict[str, list[Any]] = {}

    def fill(match: re.Match[str]) -> str:
        if match[1] == "p":
            return str(draw(st.integers(-6, 9)))
        name, (kind, values) = f"f{len(lines)}", _KINDS[match[1]]
        lines.append(f"  {name}: {{{kind}, label: F, ask: {{section: about, order: {len(lines)}}}}}\n")
        answers[name] = values
        return name

    def criterion(number: int) -> str:
        limits = draw(st.sampled_from(["", "", ", max: 3", ", min: 0", ", max: 4, min: -1", ", applies: $condition"]))
        return re.sub(r"\$(\w+)", fill, f"{{id: k{number}, label: K, {draw(st.sampled_from(_RULES))}{limits}}}")

    how = draw(st.sampled_from(["sum", "highest", "{highest: 2}"]))
    more = draw(st.sampled_from(["", ", max: 6", ", min: -3"]))
    inner = ", ".join(criterion(i) for i in range(2))
    tables = "tables:\n  tab: {values: {2025-01-01: {low: 1, mid: {bands: [{is: -2}, {from: 1, is: 4}]}, top: 9}}}\n"
    text = HEAD + "facts:\n  other: {type: boolean, default: true, label: O}\n" + "".join(lines) + tables
    text += f"groups:\n  - {{id: g, label: G, combine: {how}{more}, criteria: [{inner}]}}\n"
    return text, answers


@settings(
    max_examples=120,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(policies())
def test_bounds_are_tight_where_no_fact_is_read_twice(made):
    text, answers = made
    policy = load(text)
    found = assess(policy, {}, on=ON)
    people = [dict(zip(answers, person, strict=True)) for person in product(*answers.values())]
    reached = [{a.id: a.points for a in assess(policy, person, on=ON).walk()} for person in people]
    for award in found.walk():
        points = [person[award.id] for person in reached]
        assert (award.lowest, award.highest) == (min(points), max(points)), (award.id, text)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(policies())
def test_a_cap_at_the_highest_and_a_floor_at_the_lowest_possible_change_nothing(made):
    text, answers = made
    policy = load(text)
    found = assess(policy, {}, on=ON)
    head, _, group = text.rpartition("groups:\n  - ")
    outer = f"{{id: outer, label: O, max: {found.highest}, min: {found.lowest}, criteria: [{group.strip()}]}}\n"
    limited = load(f"{head}groups:\n  - {outer}")
    for person in product(*answers.values()):
        facts = dict(zip(answers, person, strict=True))
        points = {a.id: a.points for a in assess(policy, facts, on=ON).walk()}
        assert {a.id: a.points for a in assess(limited, facts, on=ON).walk()} == {**points, "outer": points["g"]}
