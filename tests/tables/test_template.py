"""The empty workbook says in both languages what it takes, and can be scored once it is filled in."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from scoring.policy import load_policy
from scoring.policy.source_files import policy_files
from scoring.tables.local import score_table
from scoring.tables.scoring import Scoring
from scoring.tables.template import write_template
from tests.conftest import ROOT

ANSWERS = {"id": 7, "birth_date": date(1987, 2, 1), "employment_months": 242, "own_home_months": 12, "education": "bachelor"}


def test_it_can_be_filled_in_and_scored(tmp_path):
    policy, path = load_policy(ROOT / "policies/beijing/2020.yaml"), tmp_path / "empty.xlsx"
    write_template(policy, path)
    book = openpyxl.load_workbook(path)
    sheet, values = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    assert "birth_date 出生日期 Date of birth" in heads
    sheet.append([ANSWERS.get(head.split()[0]) for head in heads])
    book.save(path)
    tally = score_table(Scoring(policy, date(2020, 7, 20)), path, tmp_path / "out.csv", language="zh", tell=lambda _: None)
    assert (tally.scored, tally.rejected) == (1, 0)
    lines = list(values.iter_rows(values_only=True, min_row=2))
    assert {line[0] for line in lines} == set(policy.facts)
    assert [line[5] for line in lines if line[0] == "honours"] == ["true", "false"]
    assert next(line[5] for line in lines if line[0] == "employment_months").startswith("0–")


@pytest.mark.parametrize("file", policy_files(ROOT / "policies"), ids=lambda path: path.parent.name)
def test_every_choice_is_offered_with_its_label(tmp_path, file):
    policy = load_policy(file)
    write_template(policy, tmp_path / "empty.xlsx")
    lines = list(openpyxl.load_workbook(tmp_path / "empty.xlsx").worksheets[1].iter_rows(values_only=True))
    for fact in policy.facts.values():
        offered = [(line[5], line[6], line[7]) for line in lines if line[0] == fact.id]
        expected = [(o.id, o.label.say("zh"), o.label.say("en")) for o in fact.options]
        assert offered == expected or (fact.kind != "choice" and offered)
