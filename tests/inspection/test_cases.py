"""A policy's own cases: how they are read, and how each kind of expectation can fail."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.inspection.cases import run_cases, shown
from scoring.policy.case_file import case_path
from tests.policy.small import load_town

EDITS = (
    ("adult: age >= 18", "adult: age >= 18\n  pay: wage * 2\n  last_day: date(2025, 12, 31)"),
    (
        '  counted_to: {per: round, values: {"2025": 2025-09-30}}\n',
        '  counted_to: {per: round, values: {"2025": 2025-09-30, "2026": 2026-09-30}}\n',
    ),
    (
        "selection: {threshold: 20}",
        "selection: {threshold: 20, ranking: {by: points(school), then: [-age, counted_to, married, education]}}",
    ),
)
ROUNDS = '- {round: "2025", policy: "1"}\n- {round: "2026", policy: "1"}\n'
FIRST = """\
- case: first
  on: 2025-03-01
  facts: {birth_date: 1990-01-01, age: 30, education: bachelor, wage: 10.50, honours: [{level: city, won_in: 2010, name: A}]}
  expect: %s
"""


@pytest.fixture(scope="module")
def policy():
    return load_town(*EDITS, rounds=ROUNDS)


def _run(policy, tmp_path, text: str):
    path = tmp_path / "1.cases.yaml"
    path.write_text(text, encoding="utf-8")
    return run_cases(policy, path)


def _differences(policy, tmp_path, expect: str):
    return [(d.what, d.expected, d.found) for d in _run(policy, tmp_path, FIRST % expect)[0].differences]


WHOLE = """{total: 42.5, outcome: eligible, awards: {base: 42.5, school: 30.50, honoured: {lowest: 2, highest: 2}},
  entitlements: [housing],
  variables: {adult: true, pay: 21, last_day: 2025-12-31}, requirements: {of_age: met}, vetoes: {too_old: not_met},
  ranking: [30.5, -30, 2025-09-30, false, bachelor]}"""


def test_a_case_that_holds(policy, tmp_path):
    result = _run(policy, tmp_path, FIRST % WHOLE)[0]
    assert result.differences == ()
    assert (result.holds, result.refused, result.case.name, result.case.on) == (True, "", "first", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        ("{total: 42}", ("total", "42", "42.5")),
        ("{total: {lowest: 42, highest: 42.5}}", ("total", "42–42.5", "42.5")),
        ("{outcome: vetoed}", ("outcome", "vetoed", "eligible")),
        ("{awards: {school: 3}}", ("awards.school", "3", "30.5")),
        ("{awards: {scool: 3}}", ("awards.scool", "3", "–")),
        ("{entitlements: []}", ("entitlements", "", "housing")),
        ("{entitlements: [housing, school]}", ("entitlements", "housing, school", "housing")),
        ("{variables: {pay: 22}}", ("variables.pay", "22", "21")),
        ("{variables: {pya: 22}}", ("variables.pya", "22", "–")),
        ("{requirements: {of_age: open}}", ("requirements.of_age", "open", "met")),
        ("{requirements: {off_age: met}}", ("requirements.off_age", "met", "–")),
        ("{vetoes: {too_old: met}}", ("vetoes.too_old", "met", "not_met")),
        ("{ranking: [30.5]}", ("ranking", "30.5", "30.5, -30, 2025-09-30, false, bachelor")),
    ],
)
def test_each_kind_of_expectation_can_fail(policy, tmp_path, expect, difference):
    assert _differences(policy, tmp_path, expect) == [difference]
    assert not _run(policy, tmp_path, FIRST % expect)[0].holds


def test_cases_may_rest_on_earlier_ones(policy, tmp_path):
    text = FIRST % "{total: 42.5}" + (
        "- {case: younger, like: first, facts: {age: 17},\n"
        "   expect: {total: 33.5, outcome: requirements_not_met, requirements: {of_age: not_met}}}\n"
        "- {case: nobody, like: younger, on: 2026-01-01, facts: {age: unknown, education: unknown},\n"
        "   expect: {total: {lowest: 3, highest: 42.5}, outcome: provisional, variables: {adult: open},\n"
        "     ranking: [open, open, 2025-09-30, false, open]}}\n"
        '- {case: other round, like: first, round: "2026", expect: {ranking: [30.5, -30, 2026-09-30, false, bachelor]}}\n'
        "- {case: same round, like: other round, note: {zh: 同, en: same}, source: table 1,\n"
        "   expect: {ranking: [30.5, -30, 2026-09-30, false, bachelor]}}\n"
    )
    results = _run(policy, tmp_path, text)
    assert [(r.case.name, r.differences, r.refused) for r in results if not r.holds] == []
    assert (results[2].case.on, results[4].case.round, results[4].case.source) == (date(2026, 1, 1), "2026", "table 1")


def test_what_cannot_be_assessed_says_why(policy, tmp_path):
    text = (
        "- {case: too late, on: 2027-01-01, expect: {}}\n"
        "- {case: no such round, on: 2025-03-01, round: x, expect: {}}\n"
        "- {case: wrong fact, on: 2025-03-01, facts: {agee: 3, age: 300, wage: high}, expect: {}}\n"
        "- {case: no number, on: 2025-03-01, facts: {age: --3}, expect: {}}\n"
        "- {case: contradiction, on: 2025-03-01, facts: {age: 3, married: true}, expect: {}}\n"
        "- {case: without checks, on: 2025-03-01, facts: {age: 3, married: true}, checks: off,\n"
        "   expect: {requirements: {of_age: not_met}}}\n"
    )
    results = _run(policy, tmp_path, text)
    assert [r.holds for r in results] == [False, False, False, False, False, True]
    assert results[0].refused.startswith("town@1 holds from 2025-01-01 to 2026-12-31; 2027-01-01 is outside.")
    assert results[1].refused == "town@1 has no round x."
    assert "/agee: '3' is not allowed" in results[2].refused
    assert "/age: 300 is not allowed: 0–120" in results[2].refused
    assert "/wage: 'high' is not allowed" in results[2].refused
    assert results[4].refused == "/married: None is not allowed: A child is not married"


def test_values_are_read_as_their_facts_are(policy, tmp_path):
    honours = "[{level: city, won_in: '2010', name: '7'}]"
    facts = f"{{married: 'true', age: '30', wage: '1.50', education: none, birth_date: '1990-01-01', honours: {honours}}}"
    case = _run(policy, tmp_path, f"- {{case: a, on: 2025-03-01, facts: {facts}, expect: {{variables: {{pay: 3}}}}}}\n")[0]
    assert case.holds, case
    assert case.case.facts["honours"] == [{"level": "city", "won_in": 2010, "name": "7"}]
    assert (case.case.facts["married"], case.case.facts["age"], case.case.facts["wage"]) == (True, 30, "1.50")


def test_values_as_a_case_writes_them():
    from decimal import Decimal

    assert [shown(v) for v in (None, True, Decimal("1.50"), Decimal(100), date(2025, 1, 2), "red")] == [
        "open",
        "true",
        "1.5",
        "100",
        "2025-01-02",
        "red",
    ]


def test_the_cases_lie_beside_the_policy(tmp_path):
    assert case_path(tmp_path / "town" / "1.0.yaml") == tmp_path / "town" / "1.0.cases.yaml"
