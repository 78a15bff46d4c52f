"""What is read by nothing, what has no article, which figures run out, which keys settle nothing."""

from __future__ import annotations

import pytest

from tests.inspection.linted import FACTS, PLAIN, criterion, found, only, town
from tests.policy.small import HEAD

OFFICIAL = HEAD.replace("provenance: illustrative", "provenance: official")


def test_facts_fields_parameters_tables_and_variables_that_nothing_reads():
    more = (
        "parameters:\n  line: {values: {2025-01-01: 30}}\n"
        "tables:\n  worth: {values: {2025-01-01: {bands: [{is: 1}, {from: 3, is: 2}]}}}\n"
        "variables:\n  used: months + 1\n  idle: used + age\n  idler: worth(idle) + line\n"
    )
    assert found(
        town(
            criterion("per: used, points: 1"), more=more, facts=FACTS + "  spare: {type: date, default: 2025-01-01, label: Spare}\n"
        )
    ) == [
        ("fact_unread", "age", None),
        ("fact_unread", "level", None),
        ("fact_unread", "member", None),
        ("fact_unread", "medals", None),
        ("fact_unread", "spare", None),
        ("parameter_unread", "line", None),
        ("table_unread", "worth", None),
        ("variable_unread", "idle", None),
        ("variable_unread", "idler", None),
    ]


@pytest.mark.parametrize(
    "reader",
    [
        "requirements: [{id: r, label: R, require: age > 3}]\n",
        "requirements: [{id: r, label: R, require: months > 3, unless: age > 3}]\n",
        "vetoes: [{id: v, label: V, when: age > 3}]\n",
        "checks: [{id: c, label: C, require: age > 3}]\n",
        "variables:\n  old: age > 3\nvetoes: [{id: v, label: V, when: old}]\n",
        "selection: {threshold: age}\n",
        "selection: {threshold: 3, unless: age > 3}\n",
        "selection: {ranking: {by: total, then: [age], ties_at_cut_off: admit_all}}\n",
        "selection: {ranking: {by: age, ties_at_cut_off: admit_all}}\n",
        "entitlements: [{id: e, label: E, service: housing, beneficiaries: [applicant], when: admitted and age > 3}]\n",
        "tables:\n  worth: {values: {2025-01-01: {bands: [{is: 1}, {from: 3, is: 2}]}}}\nvetoes: [{id: v, label: V, when: worth(age) > 1}]\n",
    ],
)
def test_whatever_has_an_effect_reads(reader):
    facts = "facts:\n  months: {type: integer, min: 0, max: 100, default: 0, label: Months}\n  age: {type: integer, min: 0, max: 99, default: 0, label: Age}\n"
    assert found(town(PLAIN, facts=facts)) == [("fact_unread", "age", None)]
    assert found(town(PLAIN, more=reader, facts=facts)) == []


def test_questions_and_limits_read_too():
    facts = "facts:\n  ask_it: {type: boolean, default: false, label: Ask}\n  months: {type: integer, min: 0, max: 9, default: 0, label: M, ask: {section: about, order: 1, when: ask_it}}\n"
    assert found(town(PLAIN, facts=facts)) == []
    facts = "facts:\n  months: {type: integer, min: 0, max: 9, default: 0, label: M}\n  line: {type: integer, min: 1, max: 8, default: 5, label: L}\n"
    for rule in (
        "per: months, points: 1, max: line",
        "per: months, points: 1, min: line",
        "per: months, points: 1, applies: line > 3",
        "per: months, every: line, points: 1",
    ):
        assert found(town(criterion(rule), facts=facts)) == []
    assert found(town(criterion("per: months, points: 1"), group="    max: line\n", facts=facts)) == []


def test_whether_a_fact_is_given_is_reading_it():
    facts = "facts:\n  test: {type: integer, min: 0, max: 9, optional: true, default: null, label: Test}\n"
    assert found(town(criterion("when: given(test), points: 1"), facts=facts)) == []


def test_fields_of_records():
    def listed(fields: str, unique: str = "") -> str:
        return f"facts:\n  medals: {{type: list, max_items: 5, default: [], label: M, {unique}of: {{{fields}}}}}\n"

    year, name = "year_won: {type: integer, min: 1990, max: 2030, label: Y}", "name: {type: text, label: N}"
    count = criterion("per: count(medals), points: 1")
    finding = only(town(count, facts=listed(f"{year}, {name}")))
    assert (finding.code, finding.where, finding.facts) == (
        "field_unread",
        "medals.year_won",
        {"list": "medals", "field": "year_won"},
    )
    assert found(town(count, facts=listed(f"{year}, {name}", "unique: [year_won], "))) == []
    assert found(town(criterion("per: 'count(medals, year_won > 2000)', points: 1"), facts=listed(f"{year}, {name}"))) == []
    assert found(town(criterion("per: 'sum(medals, year_won)', points: 1"), facts=listed(f"{year}, {name}"))) == []
    assert found(town(criterion("each: medals, where: year_won > 2000, points: 1"), facts=listed(f"{year}, {name}"))) == []


def test_a_field_of_another_list_does_not_count():
    facts = "".join(
        f"  {name}: {{type: list, max_items: 5, default: [], label: M, of: {{won_on: {{type: date, label: W}}}}}}\n"
        for name in ("one", "other")
    )
    rule = "per: 'count(one, won_on < assessment_date) + count(other)', points: 1"
    assert found(town(criterion(rule), facts="facts:\n" + facts)) == [("field_unread", "other.won_on", None)]


def test_an_official_policy_names_its_articles():
    more = (
        "requirements: [{id: r, label: R, require: age > 3}]\nvetoes: [{id: v, label: V, when: age > 70, reference: art. 2}]\n"
        "entitlements: [{id: e, label: E, service: housing, beneficiaries: [applicant], when: admitted}]\n"
    )
    criteria = PLAIN + criterion("when: member, points: 1, reference: art. 1", "told")
    expected = [("reference_missing", "r", None), ("reference_missing", "plain", None), ("reference_missing", "e", None)]
    assert found(town(criteria, more=more, head=OFFICIAL)) == expected
    assert found(town(criteria, more=more, head=OFFICIAL.replace("official", "secondary"))) == expected
    assert found(town(criteria, more=more)) == []


@pytest.mark.parametrize(
    ("values", "in_force", "outdated"),
    [
        ("2023-01-01: 1, 2024-01-01: 2, 2025-01-01: 3", "{from: 2025-01-01, until: 2026-12-31}", True),
        ("2023-01-01: 1, 2024-01-01: 2, 2025-01-01: 3", "{from: 2025-01-01, until: 2026-01-03}", True),
        ("2023-01-01: 1, 2024-01-01: 2, 2025-01-01: 3", "{from: 2025-01-01, until: 2026-01-02}", False),
        ("2023-01-01: 1, 2024-01-01: 2, 2025-01-01: 3", "{from: 2025-01-01}", False),
        ("2021-01-01: 1, 2024-01-01: 2, 2025-01-01: 3", "{from: 2025-01-01, until: 2026-12-31}", False),
        ("2021-01-01: 1", "{from: 2025-01-01, until: 2026-12-31}", False),
    ],
)
def test_figures_that_grow_older_than_they_ever_did(values, in_force, outdated):
    head = HEAD.replace("{from: 2025-01-01, until: 2026-12-31}", in_force)
    policy = town(PLAIN + criterion("per: line, points: 1"), more=f"parameters:\n  line: {{values: {{{values}}}}}\n", head=head)
    assert found(policy) == ([("figure_outdated", "line", None)] if outdated else [])
    table = ", ".join(
        f"{day}: {{bands: [{{is: {n}}}, {{from: 3, is: 9}}]}}" for day, n in (v.split(": ") for v in values.split(", "))
    )
    policy = town(PLAIN + criterion("per: line(age), points: 1"), more=f"tables:\n  line: {{values: {{{table}}}}}\n", head=head)
    assert found(policy) == ([("figure_outdated", "line", None)] if outdated else [])


def test_figures_of_rounds_need_a_round():
    from dataclasses import replace

    more = 'parameters:\n  line: {per: round, values: {"2025": 5}}\n'
    criteria = PLAIN + criterion("when: age > line, points: 1")
    assert found(town(criteria, more=more)) == [("round_missing", "", None)]
    policy = town(criteria, more=more, rounds='- {round: "2025", policy: "1"}\n')
    assert found(policy) == []
    later = replace(policy, rounds=(*policy.rounds, replace(policy.rounds[0], id="2026")))
    finding = only(later)
    assert (finding.code, finding.facts) == ("round_lacks", {"round": "2026", "names": "line"})


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        ("by: total, then: [age, -months]", []),
        ("by: total, then: [-age, total]", [("key_repeated", 2)]),
        ("by: total, then: [-age, age]", [("key_repeated", 2)]),
        ("by: total, then: [older, age]", [("key_repeated", 2)]),
        ("by: total, then: [line, year(assessment_date)]", [("key_same", 1), ("key_same", 2)]),
        ("by: 'points(plain)', then: ['points(all)']", []),
        ("by: '0 * months'", [("key_same", 0)]),
        ("by: total, then: ['max(age, 99)']", [("key_same", 1)]),
    ],
)
def test_ranking_keys_that_settle_nothing(ranking, expected):
    more = f"parameters:\n  line: {{values: {{2025-01-01: 5}}}}\nvariables:\n  older: age\nselection: {{ranking: {{{ranking}, ties_at_cut_off: admit_all}}}}\n"
    criteria = PLAIN + criterion("when: older > line, points: 1")
    assert [(code, row) for code, _, row in found(town(criteria, more=more))] == expected
