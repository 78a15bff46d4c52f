"""From a table to a report: as each row would be assessed by itself, whoever cannot be compared is counted, nothing else is read."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest

from scoring.engine import Outcome, assess
from scoring.engine.columns.kernel import compile_kernel
from scoring.engine.columns.scoring import score
from scoring.errors import FactsRefused, TableRefused
from scoring.inspection.impact.asking import Asked, report_on
from scoring.inspection.impact.page import page
from scoring.inspection.impact.reading import Compared, stand
from scoring.inspection.impact.refused import TEXTS, ImpactRefused
from scoring.inspection.impact.report import notices, tables
from scoring.inspection.impact.result import COUNTS
from scoring.inspection.impact.standing import Why
from scoring.inspection.impact.texts import WORDS
from scoring.inspection.population import Population, plan_for, read_shapes
from scoring.inspection.population.table import batches, schema_of
from scoring.policy.model import Policy
from scoring.tables.scoring import Scoring
from scoring.tables.writing import written
from tests.conftest import ROOT
from tests.policy.small import load

ON = date(2026, 3, 2)
HEAD = """\
format: 1
scheme: town
version: "{version}"
title: {{zh: 小城, en: Town}}
jurisdiction: "440100"
authority: Council
grants: registration
in_force: {{from: 2025-01-01, until: 2026-12-31}}
provenance: illustrative
sources: {{rules: {{title: Rules}}}}
precision: {precision}
sections: {{about: {{label: About}}}}
facts:
  age: {{type: integer, min: 0, max: 99, label: Age, ask: {{section: about, order: 1}}}}
  level: {{type: choice, options: {{low: Low, high: High}}, default: low, label: Level}}
  born_on: {{type: date, default: 2000-01-01, label: Born}}
  left_on: {{type: date, optional: true, default: null, label: Left}}
  medals: {{type: list, max_items: 3, default: [], label: Medals, of: {{grade: {{type: choice, options: {{bronze: B, gold: G}}, label: Grade}}, worth: {{type: decimal, places: 1, min: 0, max: 9, default: 1.5, label: Worth}}, by: {{type: text, default: somebody, label: By}}}}}}
  pay: {{type: decimal, places: 2, min: 0, max: 900, default: 0, label: Pay}}
  here: {{type: boolean, default: false, label: Here}}
"""
BEFORE = """\
  old: {type: integer, min: 0, max: 9, default: 2, label: Old fact}
checks: [{id: grown, label: Nobody is that old, require: age < 90 or level == low}]
groups:
  - id: g
    label: G
    criteria:
      - {id: a, label: A, per: age, points: 1}
      - {id: b, label: B, lookup: level, points: {low: 0, high: 10}}
      - {id: c, label: C, per: old, points: 1, applies: not given(left_on) or year(born_on) > 1900}
      - {id: m, label: M, per: count(medals), points: 3}
selection: {threshold: 40, ranking: {by: points(g), then: [-age], ties_at_cut_off: draw_line}}
"""
AFTER = """\
  new: {type: boolean, default: false, label: New fact}
groups:
  - id: g
    label: G
    criteria:
      - {id: a, label: A, per: age, points: 0.5}
      - {id: b, label: B, lookup: level, points: {low: 5, high: 20}}
      - {id: n, label: N, when: new, points: 7}
      - {id: m, label: M, per: count(medals), points: 3, applies: not given(left_on) or year(born_on) > 1900}
selection: {threshold: 30}
"""


@cache
def before() -> Policy:
    return load(HEAD.format(version="1", precision="1") + BEFORE)


@cache
def after() -> Policy:
    return load(HEAD.format(version="2", precision="0.1") + AFTER)


ROWS = [
    {"age": 20},
    {"age": 35, "level": "high", "old": 9, "new": True, "medals": [{"grade": "gold"}]},
    {"age": 95, "level": "high"},  # contradicts a check of the first
    {"level": "high"},  # nobody knows the age
    {"age": 200},  # out of range
    {"age": 50, "born_on": "1970-05-01", "left_on": "2020-01-01"},
    {"age": 35, "old": 99},  # the second knows no old fact
    {"age": 30, "level": "middle"},
]


def table(path: Path, rows) -> Path:
    """Write a table in the format of its name."""
    match path.suffix:
        case ".jsonl":
            lines = [json.dumps(row) if isinstance(row, dict) else row for row in rows]
            path.write_text("\n".join(lines), encoding="utf-8")
        case ".csv":
            names = list(dict.fromkeys(name for row in rows for name in row))
            cells = [
                [json.dumps(row[name]) if isinstance(row.get(name), list) else row.get(name, "") for name in names] for row in rows
            ]
            quoted = [",".join('"' + str(cell).replace('"', '""') + '"' for cell in line) for line in cells]
            path.write_text("\n".join([",".join(names), *(line.replace("True", "true") for line in quoted)]), encoding="utf-8")
    return path


def told(done: list[float]):
    return done.append


@pytest.mark.parametrize("extension", [".jsonl", ".csv"])
def test_everybody_stands_as_they_would_be_assessed(tmp_path, extension):
    path = table(tmp_path / f"people{extension}", ROWS * 3)
    done: list[float] = []
    by = [(before().facts[id_], ()) for id_ in ("level", "born_on", "left_on")]
    stood = stand(path, Compared(Scoring(before(), ON), Scoring(after(), ON)), by, told(done))
    assert done[-1] == 1
    assert (stood.named >= {"age", "old"}, stood.synthetic, len(stood.before)) == (True, False, 24)
    for policy, standing in ((before(), stood.before), (after(), stood.after)):
        for place, row in enumerate(ROWS * 3):
            facts = {name: value for name, value in row.items() if name in policy.facts}
            try:
                assessment = assess(policy, facts, on=ON)
            except FactsRefused:
                assert standing.reasons[standing.unscored[place] - 1].code in ("refused", "contradicted")
                continue
            if assessment.missing:
                assert standing.reasons[standing.unscored[place] - 1] == Why("missing", "age")
                continue
            assert standing.unscored[place] == 0
            assert standing.points[place] == assessment.total.scaleb(policy.places)
            assert standing.admitted[place] == (assessment.outcome == Outcome.ELIGIBLE)
            if standing.keys is not None:
                assert tuple(int(key[place]) for key in standing.keys) == assessment.ranking_keys
    assert stood.after.keys is None
    assert set(stood.before.reasons) == {
        Why("contradicted", "grown"),
        Why("missing", "age"),
        Why("refused", "age"),
        Why("refused", "old"),
        Why("refused", "level"),
    }
    levels, born, left = stood.cuts
    assert levels.codes[:4].tolist() == [0, 1, 1, 1]
    assert [born.groups[code].say("en") for code in born.codes[4:6]] == ["20–29 years", "50–59 years"]
    assert [left.groups[code].say("en") for code in left.codes[4:6]] == ["not given", "under 20 years"]


def test_rows_that_are_no_rows_are_counted_in_their_place(tmp_path):
    path = table(tmp_path / "people.jsonl", [{"age": 1}, "no row", {"age": 40, "unheard": 1}, {"age": 30, "level": "middle"}])
    report, hits = report_on(Asked(before(), after(), (ON, ON), by=("level", "age:20,40"), hits=5), path, print)
    assert report.impact.rows is None, "four people are few"
    compared = Compared(Scoring(before(), ON), Scoring(after(), ON))
    stood = stand(path, compared, [(before().facts["level"], ())], print)
    assert [stood.before.reasons[n - 1].code if n else "" for n in stood.before.unscored] == [
        "",
        "unreadable",
        "refused",
        "refused",
    ]
    assert stood.cuts[0].groups[stood.cuts[0].codes[3]].say("zh") == "未填写"
    assert hits == ()


@pytest.mark.parametrize("extension", [".parquet", ".csv", ".jsonl", ".xlsx"])
def test_made_up_people_come_back_as_they_were_drawn(tmp_path, extension):
    shapes = read_shapes(ROOT / "policies" / "population.yaml")
    population = Population(plan_for(before(), shapes), 60, 5, ON)
    path = tmp_path / f"town.synthetic{extension}"
    schema = schema_of(population, nested=extension in (".parquet", ".jsonl"))
    with written(path, schema) as write:
        for batch in batches(population, schema):
            write(batch)
    if extension == ".parquet":
        about = pyarrow.parquet.read_schema(path).metadata
        assert (about[b"seed"], about[b"policy"][:6], b"Synthetic data" in about[b"synthetic"]) == (b"5", b"town@1", True)
    report, _ = report_on(Asked(before(), before(), (ON, ON), quota=9), path, print)
    whole = report.impact.everybody
    assert (report.synthetic, report.impact.rows, report.impact.left_out, whole.same) == (True, 60, 0, 60)
    expected = sum(part.rows for part in population.parts(25))
    assert expected == 60
    assert whole.before == _total(population), "read as it was drawn"
    assert next(notices(report, "en")).startswith("Synthetic data")


def _total(population: Population):
    kernel = compile_kernel(before(), ON, None, frozenset({"total"}))
    return sum(int(score(kernel, part)["total", ""].sum()) for part in population.parts(25))


def test_a_table_is_read_block_by_block(tmp_path):
    number = 70_000
    ages = pyarrow.array(np.arange(number) % 100)
    pyarrow.parquet.write_table(
        pyarrow.table({"age": ages, "born_on": ["2000-01-01", "soon"] * (number // 2)}), tmp_path / "many.parquet"
    )
    done: list[float] = []
    report, hits = report_on(Asked(before(), before(), (ON, ON), by=("born_on",)), tmp_path / "many.parquet", told(done))
    assert (len(done), report.impact.rows, report.impact.left_out, hits) == (2, number, number // 2, ())


def test_the_report_says_all_that_was_compared(tmp_path):
    rows = [{"age": 20 + n % 60, "level": ("low", "high")[n % 2], "old": n % 5} for n in range(200)] + [
        {"age": 95, "level": "high"}
    ] * 9
    path = table(tmp_path / "<people>.csv", rows)
    report, hits = report_on(Asked(before(), after(), (ON, ON), by=("level", "age:30,50"), hits=2), path, print)
    assert (len(hits), report.impact.hits) == (2, ())
    for language, words in (("en", "Facts that only Policy after reads"), ("zh", "只有 新政策 采用的事项")):
        shown = list(tables(report, language))
        assert words in [row[0] for row in shown[0].rows]
        assert [table.heading for table in shown if table.chart] == [shown[4].heading, shown[5].heading, shown[6].heading]
        assert "Nobody is that old" in str(shown[1].rows)
        text = page(report, language)
        assert page(report, language) == text
        for heading in (table.heading for table in shown):
            assert heading in text
        assert "&lt;people&gt;.csv" in text
        assert not re.search(r"<script|style=|https?://|src=", text)
        assert all(notice in text for notice in notices(report, language))
    assert not report.synthetic
    counts = dict(shown[2].rows)
    assert sum(int(counts[WORDS[name][0]].replace(",", "")) for name in COUNTS) == report.impact.everybody.people


def test_few_people_get_no_results_and_a_reason(tmp_path):
    report, _ = report_on(Asked(before(), after(), (ON, ON)), table(tmp_path / "few.jsonl", ROWS), print)
    assert [table.heading for table in tables(report, "en")] == ["What was compared", "Why people could not be compared"]
    assert "Fewer than 5 people could be compared" in page(report, "en")
    same = [{"age": 30, "level": "low"}] * 7
    report, _ = report_on(Asked(before(), before(), (ON, ON), quota=7), table(tmp_path / "same.jsonl", same), print)
    shown = {table.heading: table for table in tables(report, "en")}
    assert (shown["By “Level”"].rows, shown["By “Level”"].note, shown["By “Level”"].chart) == (
        (),
        "Everybody is in one group, which is not shown apart.",
        "",
    )
    assert shown["The cut-off with 7 places"].rows[1][1:] == ("–", "–")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"quota": 8}, "There are 8 places for 7 people who can be compared"),
        ({"quota": 2, "after": 2}, "town@2 ranks nobody"),
        ({"by": ("lvl",)}, "cannot be grouped by “lvl”: both policies need to have that fact, and it is no list. Nearest: “level”"),
        ({"by": ("medals",)}, "cannot be grouped by “medals”"),
        ({"by": ("old",), "after": 2}, "cannot be grouped by “old”"),
        ({"by": ("level:1",)}, "“level” is neither a number nor a date"),
        ({"by": ("age:1,x",)}, "The bands “1,x” of --by age are no numbers"),
        ({"by": ("age:1e99",)}, "The bands “1e99” of --by age"),
        ({"on": date(2027, 1, 1)}, "town@1 holds from 2025-01-01 to 2026-12-31, not on 2027-01-01. Give --on a day"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_remedy(tmp_path, asked, says):
    path = table(tmp_path / "people.jsonl", [{"age": 30}] * 7)
    on = asked.pop("on", ON)
    other = after() if asked.pop("after", 1) == 2 else before()
    with pytest.raises(ImpactRefused) as refused:
        report_on(Asked(before(), other, (on, on), **asked), path, print)
    assert says in refused.value.say("en")
    assert refused.value.say("zh") != refused.value.say("en")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("none.csv", "age,level\n", "none.csv: no rows"),
        ("none.jsonl", "", "none.jsonl: no rows"),
        ("no_age.csv", "level\nlow\n", "no_age.csv: town@1 needs columns that are not there: age. Add them"),
        ("no_age.jsonl", '{"level": "low"}', "no_age.jsonl: town@1 needs columns that are not there: age. Add them"),
    ],
)
def test_a_table_that_cannot_serve_is_refused_at_once(tmp_path, name, text, says):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ImpactRefused) as refused:
        report_on(Asked(before(), after(), (ON, ON)), tmp_path / name, print)
    assert says in refused.value.say("en")


def test_a_column_that_no_policy_knows_is_refused(tmp_path):
    (tmp_path / "x.csv").write_text("age,lvl\n1,low\n", encoding="utf-8")
    with pytest.raises(TableRefused):
        report_on(Asked(before(), after(), (ON, ON)), tmp_path / "x.csv", print)


@pytest.mark.parametrize("words", [TEXTS, WORDS])
def test_words_have_the_same_places_in_both_languages(words):
    for code, pair in words.items():
        zh, en = (sorted(re.findall(r"{(\w+)}", text)) for text in pair)
        assert set(zh) == set(en), code
