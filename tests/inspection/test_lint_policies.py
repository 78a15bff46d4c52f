"""The policies of this house, and those that stand beside the tests: exactly what the linter says of each, and words for all it can say."""

from __future__ import annotations

import ast
import string
from datetime import date
from pathlib import Path

import pytest

from scoring.engine import assess
from scoring.inspection import lint as package
from scoring.inspection.lint import LintFinding, lint
from scoring.inspection.lint.places import place_of
from scoring.inspection.texts import TEXTS, say_lint
from scoring.policy import load_policy
from scoring.policy.source import read
from scoring.policy.source_files import policy_files
from tests.inspection.linted import criterion, town
from tests.policy.small import load_town
from tests.policy.small import town as town_text

ROOT = Path(__file__).parents[2]
OWN = {  # the others have none
    # One month of employment counts as such and again for the home in which it was spent: so the published points were made.
    "beijing/2020": [
        ("counted_twice", "employment", "employment_months", "own_home"),
        ("counted_twice", "employment", "employment_months", "rented_home"),
    ],
    # Skill levels 2 and 1 count only with high contributions, level 3 without; that they then fall back to it is not said.
    "shanghai/2018": [("better_lowers_total", "skill_points", "skill_level", None)],
}


def _own(name: str):
    return load_policy(ROOT / "policies" / f"{name}.yaml")


@pytest.mark.parametrize("path", policy_files(ROOT / "policies"), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_found_in_the_policies_of_this_house(path):
    findings = lint(load_policy(path))
    expected = OWN.get(f"{path.parent.name}/{path.stem}", [])
    assert [(f.code, f.where, f.facts.get("fact"), f.facts.get("other")) for f in findings] == expected
    assert findings == lint(load_policy(path)), "the search is the same each time"


def test_a_month_counts_twice_where_it_is_said_to():
    policy = _own("beijing/2020")
    finding = next(f for f in lint(policy) if f.facts["other"] == "rented_home")
    assert finding.example == {"birth_date": date(1900, 1, 1), "education": "none", "employment_months": 0}
    before, after = (assess(policy, person, on=finding.on) for person in (finding.example, finding.other))
    rises = [after.award(id_).points - before.award(id_).points for id_ in ("employment", "rented_home")]
    assert after.total - before.total == sum(rises)
    assert min(rises) > 0


def test_the_day_of_birth_is_a_cliff_where_points_begin_at_eighteen():
    """At 18 the annex gives 30 points at once; with the threshold at 150 that is below a third, and told only to who asks."""
    from decimal import Decimal

    (finding,) = lint(_own("guangzhou/2025"), cliff=Decimal(29))
    assert (finding.code, finding.where, finding.facts["fact"]) == ("cliff", "age_points", "birth_date")
    assert (finding.facts["from"], finding.facts["to"], finding.facts["before"], finding.facts["after"]) == (
        "2007-09-30",
        "2007-10-01",
        "30",
        "0",
    )
    assert lint(_own("guangzhou/2025"), cliff=Decimal(30)) == ()


def test_the_town_that_stands_beside_the_tests():
    assert [(f.code, f.where) for f in lint(load_town())] == [
        ("fact_unread", "birth_date"),
        ("fact_unread", "wage"),
        ("fact_unread", "colour"),
        ("field_unread", "honours.level"),
        ("parameter_unread", "wage_line"),
        ("parameter_unread", "counted_to"),
        ("cap_never", "base"),
        ("round_missing", ""),
    ]


def test_the_policy_of_the_pages_tests_has_what_it_was_made_for():
    findings = lint(load_policy(ROOT / "tests/pages/trial/1.yaml"))
    assert [(f.code, f.where) for f in findings] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests/policies/elsewhere").glob("*/1.yaml")), ids=lambda path: path.parent.name)
def test_schemes_of_other_countries_have_no_impossible_row(path):
    findings = lint(load_policy(path))
    assert [(f.code, f.where, f.row) for f in findings if f.code.endswith("_never") and f.severity == "warning"] == []


def test_every_finding_has_words_in_both_languages():
    sources = [p.read_text("utf-8") for p in Path(package.__file__).parent.glob("*.py")]
    kinds = ("check", "requirement", "veto", "group", "criterion")
    codes = {code for code in TEXTS if any(f'"{code}"' in s for s in sources)} | {f"{kind}_never" for kind in kinds}
    codes |= {f"{kind}_always" for kind in kinds[:3]}
    assert set(TEXTS) == codes
    made = {
        node.args[0].value
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "LintFinding" and isinstance(node.args[0], ast.Constant)
    }
    assert made <= set(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_speak_of_the_same_facts(code):
    zh, en = ({name for _, name, _, _ in string.Formatter().parse(words) if name} for words in TEXTS[code])
    assert zh == en


def test_rows_are_named_by_number_and_by_what_the_file_says():
    rule = "bands: age, points: [{points: 1}, {from: 5, points: 2}, {above: 99, points: 3}]"
    (finding,) = lint(town(criterion(rule) + criterion("per: months, points: 1", "two")))
    assert say_lint(finding, "en").startswith("Where “one” counts, no answers reach row 3 (> 99).")
    assert say_lint(finding, "zh").startswith("“one”计入时，任何答案都不会落到第 3 行（> 99）。")
    (finding,) = lint(
        town(criterion("cases: [{when: age > 99, points: 1}, {otherwise: 2}]") + criterion("per: months, points: 1", "two"))
    )
    assert say_lint(finding, "en").startswith("Where “one” counts, no answers reach row 1.")
    assert say_lint(LintFinding("reference_missing", "veto", "crime"), "zh") == "“crime”没有写明依据（reference）。请补上条款。"


def test_words_begin_with_a_capital():
    rule = "lookup: level, points: {low: 10, middle: 20, high: 30}, max: 20"
    (finding,) = lint(town(criterion(rule) + criterion("per: months, points: 1", "two")))
    assert say_lint(finding, "en").startswith("Row 3 (high) of “one” is worth 30, but “one” is capped at 20")


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (LintFinding("fact_unread", "fact", "wage"), "  wage: {type: decimal"),
        (LintFinding("field_unread", "field", "honours.won_in"), "      won_in:"),
        (LintFinding("parameter_unread", "parameter", "wage_line"), "  wage_line: {values"),
        (LintFinding("variable_unread", "variable", "adult"), "  adult: age >= 18"),
        (LintFinding("check_always", "check", "married_child"), "  - {id: married_child"),
        (LintFinding("requirement_always", "requirement", "of_age"), "  - {id: of_age"),
        (LintFinding("veto_never", "veto", "too_old"), "  - {id: too_old"),
        (LintFinding("cap_never", "group", "base"), "  - id: base"),
        (LintFinding("criterion_never", "criterion", "school"), "      - {id: school"),
        (LintFinding("entitlement_never", "entitlement", "housing"), "  - {id: housing"),
        (LintFinding("threshold_never"), "selection: {threshold: 20}"),
        (LintFinding("round_missing"), "format: 1"),
        (LintFinding("key_same", row=1), "selection: {threshold: 20}"),
        (LintFinding("table_unread", "table", "no_such"), "format: 1"),
        (LintFinding("criterion_never", "criterion", "no_such"), "groups:"),
    ],
)
def test_findings_are_told_at_their_place(finding, line):
    text = town_text()
    position = place_of(read(text, "town.yaml"), finding)
    assert position.file == "town.yaml"
    assert text.splitlines()[position.line - 1].startswith(line)
