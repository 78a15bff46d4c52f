"""Figures by date and by round, the rounds themselves, facts that schemes share, and circles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine.figures import parameters_of, round_of
from scoring.errors import RoundUnknown
from scoring.policy.language.types import Choice, Day, Number, SetOf
from scoring.policy.texts import say_finding
from tests.policy.small import HEAD, VOCABULARY, codes, load, load_town, refusal, town

BODY = """\
facts:
  skill: {type: choice, default: cook, label: Skill, options: {cook: Cook, welder: Welder, nurse: Nurse}}
  records:
    {type: list, default: [], max_items: 3, label: R,
    of: {kind: {type: choice, label: Kind, options: {gold: Gold, silver: Silver}}}}
groups: [{id: g, label: G, criteria: [{id: c, label: C, when: true, points: 1}]}]
"""


def _parameter(values: str):
    return load(f"{HEAD}{BODY}parameters: {{p: {{values: {values}}}}}\n").parameters["p"]


@pytest.mark.parametrize(
    ("values", "type_", "coded"),
    [
        ("{2025-01-01: 5}", Number(), {"2025-01-01": 5}),
        ("{2025-06-01: 5.25, 2025-01-01: 5}", Number(2), {"2025-01-01": 500, "2025-06-01": 525}),
        ("{2025-01-01: 2024-02-29}", Day(), {"2025-01-01": 2024_02_29}),
        ("{2025-01-01: [3, 1.5]}", SetOf(Number(1)), {"2025-01-01": (15, 30)}),
        ("{2025-01-01: [2025-01-02, 2024-01-01]}", SetOf(Day()), {"2025-01-01": (2024_01_01, 2025_01_02)}),
        (
            "{2025-01-01: [welder], 2025-06-01: []}",
            SetOf(Choice("skill", ("cook", "welder", "nurse"))),
            {"2025-01-01": (1,), "2025-06-01": ()},
        ),
        ("{2025-01-01: [silver]}", SetOf(Choice("records.kind", ("gold", "silver"))), {"2025-01-01": (1,)}),
    ],
)
def test_the_type_of_a_parameter_is_read_off_its_values(values, type_, coded):
    parameter = _parameter(values)
    assert (parameter.type, parameter.values) == (type_, coded)
    assert list(parameter.values) == sorted(parameter.values)


@pytest.mark.parametrize(
    "values",
    [
        "{2025-01-01: 5, 2025-06-01: 2025-01-01}",
        "{2025-01-01: [5], 2025-06-01: 5}",
        "{2025-01-01: [cook, 5]}",
        "{2025-01-01: [cook, pilot]}",
        "{2025-01-01: [cook, gold]}",
        "{2025-01-01: [[1]]}",
        "{2025-01-01: [{a: 1}]}",
        "{2025-01-01: {a: 1}}",
        "{2025-01-01: true}",
        "{2025-01-01: 1e5}",
    ],
)
def test_values_of_different_kinds_are_refused(values):
    assert codes(refusal(f"{HEAD}{BODY}parameters: {{p: {{values: {values}}}}}\n")) == ["parameter_form"]


def test_the_value_of_the_day_holds():
    policy = load_town(('counted_to: {per: round, values: {"2025": 2025-09-30}}', "other: {values: {2020-01-01: 1}}"))
    values = {
        day: parameters_of(policy, date.fromisoformat(day), None)["wage_line"]
        for day in ("2025-01-01", "2025-12-31", "2026-01-01", "2026-12-31")
    }
    assert list(values.values()) == [5000, 5000, 6000, 6000]


ROUNDS = """\
- {round: "2026b", policy: "1", announced: 2026-09-01, parameters: {counted_to: 2026-08-31}}
- {round: "2025", policy: "1", announced: 2025-09-01, quota: 100, quota_without_points: 5,
   window: {from: 2025-10-01 09:00, until: "2025-10-31 17:30"},
   dates: {list: 2025-12-01, days: {from: 2025-12-01, until: 2025-12-07}}, admitted: 90, above_cut_off: 80,
   cut_off: 97.5, tied_at_cut_off: 10, highest: 120.25, source: notice 7, provenance: official, note: First}
- {round: "2026", policy: "1", announced: 2026-03-01, parameters: {counted_to: 2026-02-28}}
- {round: "2019", policy: "0"}
- {round: later, policy: "1", announced: 2027-01-01, parameters: {counted_to: 2030-01-01}}
"""


def test_rounds_are_read_with_all_they_say():
    policy = load_town(rounds=ROUNDS)
    assert [r.id for r in policy.rounds] == ["2026b", "2025", "2026", "2019", "later"]
    assert [r.id for r in policy.own_rounds] == ["2025", "2026", "2026b", "later"]
    first = policy.own_rounds[0]
    assert (first.quota, first.quota_without_points, first.admitted, first.above_cut_off, first.tied_at_cut_off) == (
        100,
        5,
        90,
        80,
        10,
    )
    assert (first.cut_off, first.highest, first.provenance) == (Decimal("97.5"), Decimal("120.25"), "official")
    assert [str(moment) for moment in (first.window_from, first.window_until)] == ["2025-10-01 09:00:00", "2025-10-31 17:30:00"]
    assert first.dates == {"list": "2025-12-01", "days": "2025-12-01/2025-12-07"}
    assert policy.rounds[3].parameters == {}


@pytest.mark.parametrize(
    ("on", "named", "found", "counted_to"),
    [
        ("2025-08-31", None, "2025", 2025_09_30),
        ("2025-09-01", None, "2025", 2025_09_30),
        ("2026-02-28", None, "2025", 2025_09_30),
        ("2026-03-01", None, "2026", 2026_02_28),
        ("2026-08-31", None, "2026", 2026_02_28),
        ("2026-12-31", None, "2026b", 2026_08_31),
        ("2025-01-01", "later", "later", 2030_01_01),
    ],
)
def test_an_assessment_uses_the_last_round_announced(on, named, found, counted_to):
    policy = load_town(rounds=ROUNDS)
    day = date.fromisoformat(on)
    round_ = round_of(policy, day, named)
    assert round_ is not None
    assert (round_.id, parameters_of(policy, day, round_)["counted_to"]) == (found, counted_to)


def test_without_rounds_there_is_none_and_no_value():
    policy = load_town()
    assert round_of(policy, date(2025, 3, 1), None) is None
    with pytest.raises(RoundUnknown) as unknown:
        parameters_of(policy, date(2025, 3, 1), None)
    assert (unknown.value.lacks, str(unknown.value)) == (["counted_to"], "town@1 has no value for counted_to in round –.")


@pytest.mark.parametrize("name", ["2019", "nope"])
def test_a_round_of_another_version_is_unknown(name):
    with pytest.raises(RoundUnknown, match=f"town@1 has no round {name}"):
        round_of(load_town(rounds=ROUNDS), date(2025, 3, 1), name)


def test_a_round_may_repeat_a_value_of_the_policy():
    policy = load_town(rounds='- {round: "2025", policy: "1", parameters: {counted_to: 2025-10-31}}\n')
    assert parameters_of(policy, date(2025, 3, 1), policy.own_rounds[0])["counted_to"] == 2025_10_31


def test_a_parameter_by_round_may_be_a_number_or_a_set():
    rounds = '- {round: "a", policy: "1", parameters: {n: 7.5, s: [nurse]}}\n'
    text = f'{HEAD}{BODY}parameters: {{n: {{per: round, values: {{"x": 1.0}}}}, s: {{per: round, values: {{"x": [cook]}}}}}}\n'
    findings = refusal(text, "", rounds)
    assert [say_finding(f, "en") for f in findings] == ["“7.5” will not do here. Expected: number."]
    policy = load(text.replace("1.0", "1.5"), "", rounds)
    assert policy.own_rounds[0].parameters == {"n": 75, "s": (2,)}


# --- the vocabulary ---------------------------------------------------------------------------------------------------


def test_a_shared_fact_takes_the_definition_and_may_replace_some_of_it():
    policy = load(
        town(("  age: {type", "  height: {shared: true, label: Tall, default: 3, help: Feet bare, note: In cm}\n  age: {type")),
        VOCABULARY,
    )
    height, born = policy.facts["height"], policy.facts["birth_date"]
    assert (height.label.say("en"), height.default, height.maximum, height.shared, height.required) == ("Tall", 3, 300, True, False)
    assert (born.label.say("en"), born.evidence, born.ask and born.ask.order) == ("Date of birth", ("card",), 1)


@pytest.mark.parametrize("key", ["type: date", "min: 3", "max: 3", "unit: cm", "options: {a: A, b: B}"])
def test_type_bounds_and_options_of_a_shared_fact_stay(key):
    findings = refusal(town(("  age: {type", f"  height: {{shared: true, default: 3, {key}}}\n  age: {{type")), VOCABULARY)
    assert "shared_key" in codes(findings)


def test_a_name_of_the_vocabulary_means_something_else_only_where_that_is_said():
    def own(shared):
        return town(("  age: {type", f"  height: {{{shared}type: boolean, default: false, label: H}}\n  age: {{type"))

    assert codes(refusal(own(""), VOCABULARY)) == ["shared_redefined"]
    height = load(own("shared: false, "), VOCABULARY).facts["height"]
    assert (height.label.say("en"), height.default, height.shared, height.common_label.say("en")) == ("H", False, False, "")


def test_a_policy_without_facts_is_told_so_once():
    assert codes(refusal(f"{HEAD}groups: []\n", VOCABULARY)) == ["key_missing"]
    assert codes(refusal(f"{HEAD}facts: []\ngroups: []\n", VOCABULARY)) == ["value_form"]


# --- circles ----------------------------------------------------------------------------------------------------------


def test_every_circle_is_found_and_what_reads_it_is_not():
    text = town(("adult: age >= 18", "adult: one > 2\n  one: two + 1\n  two: one + 1\n  three: three\n  four: adult"))
    assert [f.facts["name"] for f in refusal(text, VOCABULARY)] == ["one", "two", "three"]


@pytest.mark.parametrize("name", ["class", "if", "true", "given", "years_since", "value", "import"])
def test_words_of_the_language_are_no_names(name):
    findings = refusal(town(("adult: age >= 18", f"adult: age >= 18\n  {name}: 3")), VOCABULARY)
    assert codes(findings) == ["name_reserved"]


def test_variables_may_stand_in_any_order():
    policy = load(
        town(("adult: age >= 18", "adult: grown and not old\n  old: limit < age\n  grown: age >= 18\n  limit: 60")), VOCABULARY
    )
    assert list(policy.variables) == ["grown", "limit", "old", "adult"]


def test_questions_may_depend_on_each_other_but_not_in_a_circle():
    chain = ", default: false, ask: {section: about, order: 9, when: "
    rows = f"  a: {{type: boolean, label: A{chain}b}}}}\n  b: {{type: boolean, label: B{chain}married}}}}\n"
    policy = load(town(("  age: {type", f"{rows}  age: {{type")), VOCABULARY)
    assert policy.facts["a"].ask
    findings = refusal(town(("  age: {type", f"{rows.replace('married', 'a')}  age: {{type")), VOCABULARY)
    assert [f.facts["name"] for f in findings] == ["a", "b"]


def test_criteria_may_yield_in_a_row_but_not_in_a_circle():
    row = "      - {id: c%d, label: C, when: true, points: 1, yields_to: [c%d]}\n"
    rows = "".join(row % (i, i + 1) for i in range(300))
    last = "      - {id: c300, label: C, when: true, points: 1%s}\n"
    policy = load(town(("    criteria:\n", "    criteria:\n" + rows + last % "")), VOCABULARY)
    assert policy.criteria_in_order()[-1].id in {"c0", "honoured", "school", "age_points"}
    findings = refusal(town(("    criteria:\n", "    criteria:\n" + rows + last % ", yields_to: c0")), VOCABULARY)
    assert codes(findings) == ["circle"] * 301
