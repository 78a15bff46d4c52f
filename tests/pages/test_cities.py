"""One profile, every city: asked once, compared everywhere, grouped by what is granted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.pages.cities.standing import Reach, stand
from scoring.pages.sealing import key_from, seal
from scoring.policy import load_policy
from tests.conftest import ENVIRONMENT, ROOT

YOU = {"birth_date-year": "1990", "birth_date-month": "2", "birth_date-day": "1", "education": "bachelor"}
GUANGZHOU = {
    "works_lawfully": "yes",
    "holds_valid_permit": "yes",
    "permit_months": "24",
    "permit_since-year": "2023",
    "permit_since-month": "9",
    "permit_since-day": "30",
    "pension_months": "60",
    "medical_months": "60",
}
OPEN = "cities/guangzhou/2025/questions"


def says(visit, page, zh, en):
    assert {"zh": zh, "en": en}[visit.language] in page, page


def card(page, scheme):
    """Give the words of one city's row."""
    row = re.search(rf'<tr[^>]*id="{scheme}">(.*?)</tr>', page, re.DOTALL)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))


def location(answer):
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


@pytest.fixture(scope="module")
def policies():
    names = ("guangzhou/2025", "beijing/2020", "shanghai/2018", "tianjin/2021")
    return {name.partition("/")[0]: load_policy(ROOT / f"policies/{name}.yaml") for name in names}


def test_without_answers_it_says_what_is_compared_and_where_to_begin(visit):
    page = visit.get("cities")
    says(visit, page, "回答共用问题", "Answer the common questions")
    assert f'href="/{visit.language}/cities/you"' in page
    assert "<table" not in page
    groups = re.findall(r'<h2[^>]*id="(\w[\w-]*)"', page)
    assert groups == ["registration", "residence_treatment", "left-out"]
    says(visit, page[page.index('id="left-out"') :], "不是任何城市的规定", "the rules of no city")


def test_the_common_questions_are_asked_once_in_words_of_no_city(visit):
    page = visit.get("cities/you")
    for fact in ("birth_date-year", "education", "title", "skill_level"):
        assert f'name="fact-{fact}"' in page
    assert page.count('name="fact-education" type="radio" value="bachelor"') == 1
    says(visit, page, "请选择最高的一项。“仅有一证”", "Choose the highest. “One certificate”")
    says(visit, page, "各城市对本题的说明", "What single cities say of this question")
    assert location(visit.post("cities/you", **YOU)) == f"/{visit.language}/cities"
    assert 'value="1990"' in visit.get("check/shanghai/2018/questions/about_you")
    assert 'value="1990"' in visit.get("cities/you")


def test_rows_mistakes_and_too_much_lose_nothing(visit, monkeypatch):
    page = visit.post("cities/you", press="add:blood_donations", **YOU)
    assert (page.status_code, 'value="1990"' in page.text) == (200, True)
    assert 'name="fact-blood_donations-0-of-donated_on-year"' in page.text
    wrong = visit.post("cities/you", **YOU | {"birth_date-year": "19"})
    assert (wrong.status_code, 'value="19"' in wrong.text) == (422, True)
    more = visit.post(OPEN, press="add:nothing", **GUANGZHOU)
    assert (more.status_code, 'value="24"' in more.text) == (200, True)
    wrong = visit.post(OPEN, **GUANGZHOU | {"permit_months": "9999"})
    assert (wrong.status_code, "“9999”" in wrong.text) == (422, True)
    monkeypatch.setattr("scoring.pages.cookies.MOST", 10)
    for path, typed in (("cities/you", YOU), (OPEN, GUANGZHOU)):
        answer = visit.post(path, **typed)
        assert answer.status_code == 422
        says(visit, answer.text, "浏览器无法保存", "more answers than your browser can keep")


def test_each_city_says_where_one_stands_and_asks_only_what_it_lacks(visit):
    location(visit.post("cities/you", **YOU))
    page = visit.get("cities")
    row = card(page, "guangzhou")
    says(visit, row, "有可能", "Possible")
    says(visit, row, "6个问题未答", "6 answers without which nothing is certain")
    says(visit, row, "答完未答的问题后才能判断", "Can be told once the open questions are answered")
    says(visit, card(page, "beijing"), "90.75至109.92", "90.75 to 109.92")
    says(visit, card(page, "beijing"), "这不代表今后", "No round to come is promised")
    says(visit, card(page, "shanghai"), "2022年12月31日", "31 December 2022")
    asked = visit.get(OPEN)
    assert sorted(set(re.findall(r'name="fact-(\w+?)(?:-\w+)?"', asked))) == sorted(
        {"works_lawfully", "holds_valid_permit", "permit_months", "permit_since", "pension_months", "medical_months"}
    )
    assert location(visit.post(OPEN, **GUANGZHOU)) == f"/{visit.language}/cities#guangzhou"
    row = card(visit.get("cities"), "guangzhou")
    says(visit, row, "未达到", "Not reached")
    assert location(visit.client.get(f"/{visit.language}/{OPEN}")).endswith("/cities#guangzhou"), "nothing is open any more"
    assert re.search({"zh": r"自20\d\d年", "en": r"from \d+ \w+ 20\d\d|Not by itself"}[visit.language], row) or "年内不会" in row


def test_further_questions_are_asked_until_none_opens_another(visit):
    location(visit.post("cities/you", **YOU))
    more = f"{OPEN}?more=1"
    page = visit.get(more)
    assert 'name="fact-hard_trade_now"' in page
    assert 'name="fact-hard_trade_months"' not in page
    assert 'name="fact-works_lawfully"' not in page
    assert location(visit.post(more, hard_trade_now="yes")).endswith(f"/{more}")
    assert 'name="fact-hard_trade_months"' in visit.get(more)
    assert location(visit.post(more, hard_trade_months="12")).endswith("/cities#guangzhou")


def test_a_contradiction_is_said_beside_the_question_and_in_the_comparison(visit):
    path = "cities/beijing/2020/questions"
    location(visit.post("cities/you", **YOU))
    wrong = visit.post(f"{path}?more=1", area_home_years="3")
    assert wrong.status_code == 422
    says(visit, wrong.text, "职住区域自2018年", "Area years run from 1 January 2018")
    location(visit.post(path, education="doctor"))
    location(visit.post(f"{path}?more=1", study_overlap_months="24"))
    answer = visit.post(path, employment_months="12")
    assert answer.status_code == 422
    says(visit, answer.text, "学习期间的就业月数不得多于", "Months of overlap are months of employment")


def test_answers_that_came_to_contradict_each_other_are_told_of(policies):
    found = stand(
        [policies["beijing"]], {"employment_months": 1, "study_overlap_months": 2, "education": "doctor"}, on=ON, has_ended=True
    )
    assert (found.reach, found.total, found.ranks) == (Reach.CONTRADICTED, None, True)
    assert found.missing_share == 0
    assert found.nearness[:2] == (True, Reach.CONTRADICTED)


def test_a_contradicted_city_leads_to_its_answers(visit, policies):
    answers = {"education": "doctor", "study_overlap_months": 24, "employment_months": 12}
    sealed = seal(key_from(ENVIRONMENT["LUOHU_SECRET_KEY"]), policies["beijing"], answers)
    visit.client.set_cookie("answers~beijing~2020~0", f"1.{sealed}", domain="localhost")
    row = card(visit.get("cities"), "beijing")
    says(visit, row, "互相矛盾", "contradict each other")


def test_the_highest_education_is_not_taken_for_the_one_that_beijing_counts(visit):
    location(visit.post("cities/you", **YOU))
    asked = visit.get("cities/beijing/2020/questions")
    says(visit, asked, "用于计分的学历", "Education to be counted")
    location(visit.post("cities/beijing/2020/questions", education="none"))
    assert re.search(r'value="bachelor"[^>]* checked', visit.get("cities/you"))
    assert re.search(r'value="none"[^>]* checked', visit.get("check/beijing/2020/questions/study"))


def test_answers_of_an_older_edition_are_dropped_and_said_and_the_rest_stays(visit):
    location(visit.post("cities/you", **YOU))
    visit.client.set_cookie("answers~guangzhou~2025~0", "1.other", domain="localhost")
    answer = visit.client.get(f"/{visit.language}/cities")
    says(visit, answer.text, "无法读取，已予删除", "could not be read and were deleted")
    assert "answers~guangzhou~2025~0=;" in answer.headers["Set-Cookie"]
    assert "<table" in answer.text
    visit.client.set_cookie("answers~~0", "1.other", domain="localhost")
    assert 'value="1990"' not in visit.get("cities/you")
    assert "无法读取" not in visit.get("cities")


def test_where_no_real_scheme_is_published_nothing_is_compared(visit, monkeypatch):
    monkeypatch.setattr("scoring.pages.cities.asking.AskingPage.compared", lambda _self: ())
    says(visit, visit.get("cities"), "无从比较", "nothing to compare")
    assert location(visit.client.get(f"/{visit.language}/cities/you")) == f"/{visit.language}/cities"


ON = date(2020, 12, 31)
SHANGHAI = {
    "birth_date": "1990-02-01",
    "holds_residence_permit": True,
    "registered_elsewhere": True,
    "works_lawfully": True,
    "insured_now": True,
    "education": "bachelor",
    "insured_months": 36,
    "income_tax_matches": True,
}


def test_the_first_day_is_looked_for_where_nothing_is_open(policies):
    shanghai, on = policies["shanghai"], date(2022, 12, 31)
    reached = stand([shanghai], SHANGHAI, on=on, has_ended=True)
    assert (reached.reach, reached.soonest, reached.open) == (Reach.REACHED, None, ())
    near = stand([shanghai], SHANGHAI | {"education": "junior_college"}, on=on, has_ended=True)
    assert near.reach is Reach.NOT_REACHED
    far = stand([shanghai], SHANGHAI | {"education": "none", "insured_now": False}, on=on, has_ended=True)
    assert (far.reach, far.soonest, [verdict.id for verdict in far.unmet]) == (Reach.NOT_REACHED, None, ["insured"])
    excluded = stand([shanghai], SHANGHAI | {"serious_crime": True}, on=on, has_ended=True)
    assert (excluded.reach, [verdict.id for verdict in excluded.unmet]) == (Reach.EXCLUDED, ["serious_crime_record"])
    order = sorted([excluded, far, near, reached], key=lambda standing: standing.nearness)
    assert order == [reached, near, far, excluded]
    assert replace(excluded, has_ended=False).nearness < reached.nearness, "rules in force come first"


def test_the_spread_of_past_lines_is_measured_at_both_ends(policies):
    beijing = policies["beijing"]
    standing = stand(
        [beijing], {"birth_date": "1987-02-01", "education": "bachelor", "employment_months": 84}, on=ON, has_ended=True
    )
    assert (standing.spread.lowest.cut_off, standing.spread.highest.cut_off) == (Decimal("90.75"), Decimal("109.92"))
    own = standing.sums[-1]
    assert (standing.short, standing.short_most) == (Decimal("90.75") - own.points, Decimal("109.92") - own.points)
    assert standing.reach is Reach.OUTRANKED
    assert standing.missing_share == standing.short / Decimal("90.75")
    high = replace(standing, sums=(replace(own, lowest=Decimal(110), highest=Decimal(120)),))
    assert (high.short, high.short_most, high.missing_share) == (0, 0, 0)
    none = replace(standing, spread=None)
    assert (none.short, none.short_most, none.missing_share) == (0, 0, 0)
