"""Over time: first day, best window, cliffs and assumptions of the engine's forecast, a chart, and a table with every figure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from scoring.engine.forecast import forecast
from scoring.pages.check import Check
from scoring.pages.cookies import Kept
from scoring.pages.over_time import chart, last_of, versions
from scoring.policy import load_policy
from scoring.policy.library import Library
from scoring.policy.model import Period
from tests.pages.conftest import ROOT
from tests.pages.test_check import STEPS, answer_everything, location, step
from tests.pages.test_ways import answer_beijing, one_of, plain, words

BASE = "check/guangzhou/2025"
DAY = date(2026, 3, 2)
KNOWN = {
    "birth_date": "1987-02-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "permit_since": "2023-09-30",
    "permit_months": 29,
    "pension_months": 48,
    "medical_months": 48,
    "education": "bachelor",
}


def rows(page):
    """Give the cells of the table of periods."""
    table = re.search(r"app-stretches.*?<tbody(.*?)</tbody>", page, re.DOTALL)[1]
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in table.split("</tr>")][:-1]


def test_who_meets_the_conditions_is_told_so_and_when_points_fall(visit):
    answer_everything(visit)
    page = visit.get(f"{BASE}/forecast")
    said = words(page)
    assert one_of(visit, "符合条件的首日 现在", "Conditions met from now") in said
    assert one_of(visit, "“年龄”由30分变为28分。", "“Age” goes from 30 points to 28 points.") in said
    assert one_of(visit, "假定自2027年1月1日起继续适用", "It is taken to go on from 1 January 2027") in said


def test_the_table_has_every_period_and_the_chart_names_it(visit):
    answer_everything(visit)
    page = visit.get(f"{BASE}/forecast")
    first, *_, last = rows(page)
    assert first == one_of(
        visit,
        ["2026年3月2日 至 2027年3月1日", "230", "186", "符合条件"],
        ["2 March 2026 to 1 March 2027", "230", "186", "Conditions met"],
    )
    assert last[0] == one_of(visit, "2030年9月4日 至 2031年3月1日", "4 September 2030 to 1 March 2031")
    assert page.count("app-steps__edge") == len(rows(page))
    title = "2026年3月2日至2031年3月1日的总积分：230至304分。", "Total from 2 March 2026 to 1 March 2031: 230 to 304 points."
    assert f"<title>{one_of(visit, *title)}" in page


def test_it_looks_five_years_ahead_or_ten_on_wish(visit_in):
    visit = visit_in("en")
    answer_everything(visit)
    assert "years=10" in visit.get(f"{BASE}/forecast")
    far = visit.get(f"{BASE}/forecast?years=10")
    assert "to 1 March 2036" in words(far)
    assert "years=5" in far
    assert re.search(r"All \d+ periods as a table", far), "a long table is folded"
    for odd in ("7", "ten", "-1", "10000"):
        assert "to 1 March 2031" in words(visit.get(f"{BASE}/forecast?years={odd}"))


def test_the_first_day_is_told_and_the_threshold_apart_where_it_differs(visit):
    permit = {"permit_months": "120", "permit_since-year": "2016", "permit_since-month": "3", "permit_since-day": "1"}
    insured = {"pension_months": "40", "medical_months": "40"}
    location(visit.post(step("about_you"), **dict(STEPS[0][1])))
    location(visit.post(step("home"), holds_valid_permit="yes", owns_home="yes", **permit))
    location(visit.post(step("work"), works_lawfully="yes", **insured))
    location(visit.post(step("skills"), education="bachelor"))
    said = words(visit.get(f"{BASE}/forecast"))
    assert one_of(visit, "符合条件的首日 2026年11月2日", "Conditions met from 2 November 2026") in said
    assert one_of(visit, "达到合格分值的首日 2026年3月2日", "Threshold reached on 2 March 2026") in said
    assert one_of(visit, "（推算到此为止）", "(as far as this page looks)") in said


def test_missing_answers_give_a_range_and_are_named(visit):
    location(visit.post(step("home"), permit_months="84"))
    page = visit.get(f"{BASE}/forecast")
    said = words(page)
    assert one_of(visit, "到2031年3月1日为止没有能确定的日期", "on no day that is certain, up to 1 March 2031") in said
    assert one_of(visit, "届时并不确定符合条件", "The conditions are not certain to be met then") in said
    assert one_of(visit, "浅色部分", "The pale part is still open") in said
    assert f'href="/{visit.language}/{BASE}/questions/skills?change=1#fact-education"' in page
    assert "app-steps__open" in page


def test_rules_that_ended_are_carried_on_and_that_is_said(visit):
    answer_beijing(visit)
    said = words(visit.get("check/beijing/2020/forecast"))
    assert one_of(visit, "该办法已于2020年12月31日到期", "These rules ended on 31 December 2020") in said


@pytest.mark.parametrize(("on", "last"), [("2026-03-02", "2031-03-01"), ("2024-02-29", "2029-02-27"), ("2025-01-01", "2029-12-31")])
def test_the_last_day_is_the_one_before_the_anniversary(on, last):
    assert last_of(date.fromisoformat(on), 5) == date.fromisoformat(last)


def test_versions_that_come_later_are_read_and_no_other(guangzhou):
    def of(version, first):
        return replace(guangzhou, version=version, in_force=Period(date.fromisoformat(first), None))

    older, newer, next_ = of("2020", "2020-01-01"), of("2026", "2026-01-01"), of("2027", "2027-01-01")
    check = Check(guangzhou, DAY, has_ended=False, kept=Kept({}))
    assert versions(Library([older, guangzhou, newer, next_]), check) == [guangzhou, next_]


def test_a_chart_without_threshold_has_no_line(in_language):
    beijing = load_policy(ROOT / "policies/beijing/2020.yaml")
    ahead = forecast([beijing], {"birth_date": "1980-03-10"}, on=date(2020, 12, 31), until=date(2030, 12, 30))
    with in_language("en"):
        drawn = chart(ahead)
        assert "app-steps__mark" not in drawn
        years = re.findall(r">(20\d\d)<", drawn)
        assert years == ["2023", "2025", "2027", "2029"], "every second year has its word, but for the edges"
        assert "app-steps__mark" in chart(forecast([load_policy(ROOT / "policies/guangzhou/2025.yaml")], KNOWN, on=DAY, until=DAY))
