"""One cell of a sheet: what can be written into it, and the value that it stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.application.sheet_answers import read_answer, read_day, say_allowed
from scoring.application.sheet_columns import HEADS, NEEDED, Column, Line, harmless, lines_of
from scoring.errors import SheetRefused
from scoring.policy.loading import load_policy
from scoring.policy.values import Refused
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def facts():
    found = dict(load_policy(ROOT / "policies/guangzhou/2025.yaml").facts)
    found["name"] = replace(found["owns_home"], id="name", kind="text")
    for id_ in ("owns_home", "permit_since", "education", "name"):
        found[f"maybe_{id_}"] = replace(found[id_], optional=True)
    found["any_day"] = replace(found["permit_since"], minimum=None, maximum=None)
    found["until"] = replace(found["permit_since"], minimum=None, maximum=date(2030, 1, 1))
    twins = tuple(replace(option, label=found["education"].options[0].label) for option in found["education"].options)
    found["twins"] = replace(found["education"], options=twins)
    return found


@pytest.mark.parametrize(
    ("fact", "written", "value"),
    [
        *(("owns_home", written, True) for written in ("是", "yes", " YES ", "true", "1", "Ｙ")),
        *(("owns_home", written, False) for written in ("否", "no", "N", "false", "0")),
        ("education", "bachelor", "bachelor"),
        ("education", "本科，仅有一证", "bachelor_one"),
        ("permit_since", "2018-9-30", date(2018, 9, 30)),
        ("permit_since", "2018年9月30日", date(2018, 9, 30)),
        ("permit_since", "2018/09/30", date(2018, 9, 30)),
        ("permit_months", "60", 60),
        ("permit_months", "６０", 60),
        ("income_tax_three_years", "35000", "35000"),
        ("income_tax_three_years", "35000.50", "35000.50"),
        ("name", "王小明", "王小明"),
        ("patents", "无", ()),
        ("patents", "None", ()),
        ("maybe_permit_since", "无", None),
        ("maybe_owns_home", "不适用", None),
        ("maybe_name", "none", None),
        ("name", "none", "none"),
    ],
)
def test_a_cell_is_read_as_its_fact_is_answered(facts, fact, written, value):
    found = read_answer(facts[fact], written)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("fact", "written", "code"),
    [
        ("owns_home", "大概", "not_boolean"),
        ("owns_home", "无", "not_boolean"),
        ("education", "博士后", "not_option"),
        ("twins", "高中以下", "not_option"),
        ("permit_since", "2018-02-30", "not_date"),
        ("permit_since", "1980-01-01", "out_of_range"),
        ("permit_months", "60个月", "not_integer"),
        ("permit_months", "601", "out_of_range"),
        ("permit_months", "-1", "out_of_range"),
        ("income_tax_three_years", "3.5万", "not_decimal"),
        ("income_tax_three_years", "0.005", "too_many_places"),
        ("name", "长" * 201, "not_text"),
        ("patents", "2项", "on_page"),
    ],
)
def test_what_a_fact_does_not_allow_is_refused(facts, fact, written, code):
    with pytest.raises(Refused) as refused:
        read_answer(facts[fact], written)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        ("owns_home", "是 | 否", "yes | no"),
        ("maybe_owns_home", "是 | 否 | 无", "yes | no | none"),
        ("permit_months", "0–600个月", "0–600 months"),
        ("permit_since", "如 2026-03-02; 1990-01-01–…", "such as 2026-03-02; 1990-01-01–…"),
        ("until", "如 2026-03-02; …–2030-01-01", "such as 2026-03-02; …–2030-01-01"),
        ("any_day", "如 2026-03-02", "such as 2026-03-02"),
        ("patents", "无（有内容的请在页面上逐项答复）", "none (answer what there is on the page)"),
    ],
)
def test_what_can_be_written_is_said_in_words(facts, fact, zh, en):
    assert (say_allowed(facts[fact], "zh"), say_allowed(facts[fact], "en")) == (zh, en)


def test_every_option_is_named_by_its_words_and_read_again(facts):
    fact = facts["education"]
    for language in ("zh", "en"):
        for option, words in zip(fact.options, say_allowed(fact, language).split(" | "), strict=True):
            assert read_answer(fact, words) == option.id


def test_what_is_no_day_is_none():
    assert [read_day(written) for written in ("", "soon", "2026-13-01", "2026-3", "26-3-2")] == [None] * 5


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "＝1", "＋", "－", "＠", "\tx", "\rx", "\nx", "'x", "430103198702010002"])
def test_what_a_spreadsheet_would_act_on_or_round_is_made_text_and_read_again(cell):
    assert harmless(cell) == f"'{cell}"
    heads = [HEADS[column].say("en") for column in NEEDED]
    [line] = lines_of([[(1, heads, []), (2, [harmless(cell)] * len(NEEDED), [])]])
    assert line.of(Column.ANSWER) == cell


@pytest.mark.parametrize("cell", ["", "60", "2026-03-02", "2026-000001/1", "43010319870201000X", "a=b"])
def test_what_is_harmless_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_heads_are_found_below_a_title_in_either_language_and_whatever_the_order():
    zh = [HEADS[column].say("zh") for column in NEEDED]
    for heads in (zh, zh[::-1], [f" {head} " for head in zh], [HEADS[column].say("en").upper() for column in NEEDED]):
        sheet = [(1, ["三月"], []), (3, ["", *heads, "备注"], []), (4, ["x", "y"], [1])]
        [line] = lines_of([[], [(1, ["别的"], [])], sheet])
        assert (line.row, len(line.cells), len(line.formulas)) == (4, 1, 1)
        assert line.of(Column.PURPOSE) == ""


@pytest.mark.parametrize("column", NEEDED)
def test_a_sheet_names_the_column_that_it_lacks(column):
    heads = [HEADS[each].say("zh") for each in NEEDED if each is not column]
    with pytest.raises(SheetRefused) as refused:
        lines_of([[(1, ["说明"], [])], [(1, heads, [])]])
    assert (refused.value.why, refused.value.columns) == ("columns_missing", (column,))


def test_a_title_far_above_the_heads_hides_them():
    heads = [HEADS[column].say("zh") for column in NEEDED]
    rows = [(number, ["x"], []) for number in range(1, 11)]
    with pytest.raises(SheetRefused):
        lines_of([[*rows, (11, heads, []), (12, ["x"], [])]])


def test_a_row_says_nothing_of_a_column_that_is_not_there():
    assert not Line(2, {Column.VALID_FROM: "2026-03-02"}).is_filled
    assert Line(2, {Column.REASON: "查无此人"}).is_filled
