"""The digest: the same for the same meaning, another for any other, and this very one for ever."""

from __future__ import annotations

import pytest

from scoring.policy.digest import digest
from scoring.policy.source import read
from tests.policy.small import HEAD, TOWN, VOCABULARY, load, town

GOLDEN = "eccd71c4072cc447c40f0285d6eb93ebe09f02c1ac283a8e20c7b9412d5d6296"


def test_this_digest_never_changes():
    assert load(TOWN, VOCABULARY).digest == GOLDEN


SAME = [
    ("comments", [("format: 1\n", "# about\nformat: 1  # one\n")]),
    ("blank lines", [("facts:\n", "\n\nfacts:\n\n")]),
    ("quotes around text", [("label: Married}", "label: 'Married'}")]),
    ("quotes around an expression", [("adult: age >= 18", 'adult: "age >= 18"')]),
    ("quotes around points", [("bachelor: 30.5", 'bachelor: "30.50"')]),
    ("spaces in an expression", [("adult: age >= 18", "adult: age>=18")]),
    ("lines in an expression", [("adult: age >= 18", "adult:\n    age\n    >= 18")]),
    ("spaces in a condition", [("married and age > 100", "married  and  age>100")]),
    ("spelling of points", [("bachelor: 30.5", "bachelor: 30.50")]),
    ("spelling of a cap", [("    max: 100\n", "    max: 100.0\n")]),
    ("spelling of a bound", [("max: 100000,", "max: 100000.00,")]),
    ("spelling of a default", [("default: 0, label: Wage", "default: 0.0, label: Wage")]),
    ("spelling of a parameter", [("2024-01-01: 5000,", "2024-01-01: 5000.0,")]),
    ("block or flow", [("sources: {rules: {title: Rules of the town}}", "sources:\n  rules:\n    title: Rules of the town")]),
    ("order of keys", [('scheme: town\nversion: "1"\n', 'version: "1"\nscheme: town\n')]),
    (
        "order of facts",
        [
            ("  married: {type: boolean, default: false, label: Married}\n", ""),
            ("facts:\n", "facts:\n  married: {label: Married, type: boolean, default: false}\n"),
        ],
    ),
    ("quotes around the version", [('version: "1"', "version: '1'")]),
]


@pytest.mark.parametrize("edits", [pytest.param(edits, id=name) for name, edits in SAME])
def test_what_means_the_same_has_the_same_digest(edits):
    assert load(town(*edits), VOCABULARY).digest == load(TOWN, VOCABULARY).digest


OTHER = [
    ("points", ("bachelor: 30.5", "bachelor: 30.6")),
    ("a label", ("label: Married}", "label: Wedded}")),
    ("an operator", ("adult: age >= 18", "adult: age > 18")),
    ("a constant", ("adult: age >= 18", "adult: age >= 19")),
    ("a default", ("default: red", "default: blue")),
    ("a bound", ("max: 120", "max: 121")),
    ("a day", ("until: 2026-12-31", "until: 2026-12-30")),
    (
        "the order of options",
        ("{none: None, college: College, bachelor: Bachelor}", "{none: None, bachelor: Bachelor, college: College}"),
    ),
    (
        "the order of bands’ items",
        (
            "criteria:\n      - {id: age_points",
            "criteria:\n      - {id: first, label: F, when: adult, points: 0}\n      - {id: age_points",
        ),
    ),
    ("the version", ('version: "1"', 'version: "1.0"')),
    ("a text that looks like a number", ("label: Married}", "label: 007}")),
    ("the provenance", ("provenance: illustrative", "provenance: secondary")),
    ("a threshold", ("threshold: 20", "threshold: 20.01")),
    ("a parameter", ("2024-01-01: 5000", "2024-01-01: 5001")),
    ("a parameter’s day", ("2024-01-01: 5000", "2024-01-02: 5000")),
    ("a variable’s name", ("adult: age >= 18", "adult: age >= 18\n  more: adult")),
]


@pytest.mark.parametrize("edit", [pytest.param(edit, id=name) for name, edit in OTHER])
def test_what_means_something_else_has_another_digest(edit):
    assert load(town(edit), VOCABULARY).digest != load(TOWN, VOCABULARY).digest


def test_texts_that_look_like_numbers_are_texts():
    def of(words: str) -> str:
        return load(town(("label: Married}", f"label: {words}}}")), VOCABULARY).digest

    assert len({of("7"), of("007"), of("7.0"), of("7.00")}) == 4
    phones = {
        load(TOWN + f"procedure: {{offices: [{{name: Hall, phone: {n}}}]}}\n", VOCABULARY).digest for n in ("010", "10", "10.0")
    }
    assert len(phones) == 3


def test_a_shared_definition_counts():
    assert load(TOWN, VOCABULARY.replace("出生日期", "生日")).digest != load(TOWN, VOCABULARY).digest
    assert load(TOWN, VOCABULARY.replace("Height", "Size")).digest == load(TOWN, VOCABULARY).digest, "what is not used does not"


def test_rounds_do_not_count():
    rounds = '- {round: "2025", policy: "1", quota: 3}\n'
    assert load(TOWN, VOCABULARY, rounds).digest == load(TOWN, VOCABULARY).digest


def test_a_round_has_a_digest_of_its_own():
    one, two = (load(TOWN, VOCABULARY, f'- {{round: "2025", policy: "1", quota: {n}}}\n').rounds[0].digest for n in ("3", "4"))
    assert one != two
    assert load(TOWN, VOCABULARY, '- {policy: "1", quota: 3, round: "2025"}  # same\n').rounds[0].digest == one


def test_points_written_as_rows_keep_their_labels_as_text():
    row = "- {{id: c, label: C, lookup: a, points: {{x: {{points: 2, label: {label}}}, y: {points}}}}}"
    body = "facts: {{a: {{type: choice, default: x, label: A, options: {{x: X, y: Y}}}}}}\n"
    body += "groups:\n  - id: g\n    label: G\n    criteria:\n      {row}\n"

    def of(label: str, points: str) -> str:
        return load(HEAD + body.format(row=row.format(label=label, points=points))).digest

    assert of("1.0", "3") != of("1", "3")
    assert of("1", "1 + 2") == of("1", "1+2") != of("1", "3")


def test_the_form_is_written_down():
    node = read("options: {b: 1, a: 2}\nvariables: {z: a+1, y: '2.0'}\nlabel: 1.0\npoints: [{from: 1.0, points: 2}]\n", "x")
    assert digest(node) == digest(
        read("points: [{points: 2, from: 1}]\nlabel: '1.0'\nvariables: {y: 2, z: a + 1}\noptions: {b: 1, a: 2}\n", "x")
    )
    assert len(digest(node)) == 64
