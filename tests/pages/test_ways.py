"""Ways forward: what the page advises, what it says of missing answers and of proof, and whom it advises not at all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.engine.advice import COSTS
from scoring.pages.sums import sums
from scoring.pages.ways import costs_of, past_lines, say_cost
from scoring.policy import load_policy
from scoring.policy.rounds import Round
from tests.pages.conftest import ROOT, Visit
from tests.pages.test_check import answer_everything, location, step

GUANGZHOU, NINGBO, BEIJING = "check/guangzhou/2025", "check/ningbo/2010", "check/beijing/2020"
DAY = date(2020, 12, 31)
ABOUT = {"birth_date-year": "1980", "birth_date-month": "3", "birth_date-day": "10"}


@pytest.fixture(scope="module")
def beijing():
    return load_policy(ROOT / "policies/beijing/2020.yaml")


def plain(markup):
    """Give the words of some markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)).strip()


def words(page):
    """Give what a page says."""
    return plain(re.search(r"<main[^>]*>(.*)</main>", page, re.DOTALL)[1])


def one_of(visit, zh, en):
    return {"zh": zh, "en": en}[visit.language]


def answer_ningbo(visit, *, education="junior_college", months=40):
    location(visit.post(f"{NINGBO}/questions/about_you", education=education, **ABOUT))
    insured = {f"{kind}_months": str(months) for kind in ("residence", "pension", "medical", "injury")}
    location(visit.post(f"{NINGBO}/questions/work", holds_residence_permit="yes", holds_labour_contract="yes", **insured))


def answer_beijing(visit, education="bachelor"):
    location(visit.post(f"{BEIJING}/questions/about_you", **ABOUT))
    location(visit.post(f"{BEIJING}/questions/work", employment_months="120", insured_in_a_row_months="120"))
    if education:
        location(visit.post(f"{BEIJING}/questions/study", education=education))


@pytest.mark.parametrize("page", ["ways", "forecast"])
def test_without_answers_or_with_contradictory_ones_it_leads_back(visit_in, page):
    visit = visit_in("en")
    assert visit.client.get(f"/en/{GUANGZHOU}/{page}").headers["Location"] == f"/en/{GUANGZHOU}"
    assert visit.client.get(f"/en/check/nowhere/1/{page}").status_code == 404


@pytest.mark.parametrize("page", ["ways", "forecast"])
def test_the_result_leads_there_and_it_leads_back(visit, page):
    answer_everything(visit)
    assert f'href="/{visit.language}/{GUANGZHOU}/{page}"' in visit.get(f"{GUANGZHOU}/result")
    assert f'href="/{visit.language}/{GUANGZHOU}/result"' in visit.get(f"{GUANGZHOU}/{page}")


def test_who_has_reached_it_need_do_nothing(visit):
    answer_everything(visit)
    said = words(visit.get(f"{GUANGZHOU}/ways"))
    assert one_of(visit, "达到合格分值150分 已经达到，不必再做什么。", "150 points This is reached already; nothing needs") in said
    assert one_of(visit, "名额有限，每一分都有用。", "Places are limited: every point counts.") in said


def test_what_no_lawful_effort_reaches_is_said(visit):
    answer_everything(visit)
    location(visit.post(step("work"), works_lawfully="yes", pension_months="12", medical_months="12"))
    said = words(visit.get(f"{GUANGZHOU}/ways"))
    assert one_of(visit, "靠自己依法能做到的，达不到：", "What you can lawfully do yourself does not reach it:") in said


def test_a_way_says_effort_gain_total_and_proof(visit):
    answer_ningbo(visit)
    page = visit.get(f"{NINGBO}/ways?cost=money&cost=health")
    said = words(page)
    assert 'class="app-way"' in page
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    effort, gained, total = one_of(visit, ("努力", "增加积分", "届时总积分"), ("Effort", "Points gained", "Total then"))
    assert int(figures[effort]) > 0
    assert Decimal(figures[total]) >= 100
    before = Decimal(re.search(r'app-sum__points">(\d+)', visit.get(f"{NINGBO}/result"))[1])
    assert before + Decimal(figures[gained]) == Decimal(figures[total])
    assert one_of(visit, "证明材料：", "Proof needed:") in said
    assert one_of(visit, "此外还要付出：", "It also costs:") in said
    assert one_of(visit, "第一个办法", "The first way") in said, "whether it is proved or the best found"


def test_what_costs_more_than_effort_is_shown_on_wish_only(visit):
    answer_ningbo(visit)
    plain = visit.get(f"{NINGBO}/ways")
    costs = ("money", "health")
    assert one_of(visit, "尚未列出需要付出以下代价的办法：钱", "Not shown so far: ways that cost money") in words(plain)
    assert [f'value="{cost}" checked' in plain for cost in costs] == [False, False]
    assert 'value="move"' not in plain, "nothing here costs it"
    wished = visit.get(f"{NINGBO}/ways?cost=money&cost=health&cost=nonsense")
    assert [f'value="{cost}" checked' in wished for cost in costs] == [True, True]
    assert one_of(visit, "尚未列出", "Not shown so far") not in wished
    assert f"/{ {'zh': 'en', 'en': 'zh'}[visit.language] }/{NINGBO}/ways?cost=money&amp;cost=health" in wished, (
        "in the other language too"
    )


def test_missing_answers_are_named_with_their_questions(visit):
    location(visit.post(step("home"), permit_months="84"))
    page = visit.get(f"{GUANGZHOU}/ways")
    assert one_of(visit, "还没有一个办法是确定可行的", "No way is certain while these answers are missing") in words(page)
    for section, fact in (("home", "holds_valid_permit"), ("work", "pension_months"), ("skills", "education")):
        assert f'href="/{visit.language}/{GUANGZHOU}/questions/{section}?change=1#fact-{fact}"' in page


def test_where_places_are_limited_the_best_value_and_past_lines_are_told(visit):
    answer_beijing(visit)
    page = visit.get(f"{BEIJING}/ways?cost=money")
    said = words(page)
    assert 'class="govuk-table app-climbs"' in page
    assert one_of(visit, "同样的努力，加分最多的在前", "Most points for the effort") in said
    told = "过去4个年度，最后一名的积分在90.75至109.92之间。", "In 4 past rounds the last place had from 90.75 to 109.92 points."
    assert one_of(visit, *told) in said
    assert one_of(visit, "谁也不能保证哪一年入围", "nobody can promise a year") in said
    assert one_of(visit, "现在已不能据此申请", "nobody can apply under them any more") in said
    assert re.search(one_of(visit, r"2020 97\.13 少[\d.]+", r"2020 97\.13 [\d.]+ less"), said)


def test_while_answers_are_open_the_lowest_points_are_compared(visit):
    answer_beijing(visit, education=None)
    said = words(visit.get(f"{BEIJING}/ways"))
    assert one_of(visit, "按您的最低积分比较", "your lowest points are compared") in said
    assert one_of(visit, "无法确定什么能提高排名", "What raises the rank is not certain") in said


def test_a_past_line_says_how_far_one_lies_above_it(beijing):
    own = sums(assess(beijing, {"birth_date": "1980-03-10", "education": "bachelor"}, on=DAY))[0]
    cut_offs = [own.lowest - 1, own.lowest, own.lowest + 2, None]
    rounds = tuple(Round(str(number), cut_off=cut_off) for number, cut_off in enumerate(cut_offs))
    past = past_lines(replace(beijing, rounds=rounds), own)
    assert [line.ahead for line in past] == [1, 0, -2]
    unknown = replace(own, points=None, highest=own.lowest)
    assert {line.ahead for line in past_lines(replace(beijing, rounds=rounds), unknown)} == {None}
    unranked = replace(beijing, rounds=rounds, selection=replace(beijing.selection, ranking=None))
    assert past_lines(unranked, own) == ()


def test_every_cost_has_its_words(in_language, guangzhou):
    assert costs_of(guangzhou) == ("money",)
    for language in ("zh", "en"):
        with in_language(language):
            assert len({say_cost(cost) for cost in COSTS}) == len(COSTS)


@pytest.mark.parametrize("page", ["ways", "forecast", "plan", "what-if"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_advises_nobody_outside_a_demonstration(opened, sqlite_template, page, language):
    settings = replace(sqlite_template.settings, mode="production", database_url=sqlite_template.copy("earnest"))
    visit = Visit(opened(settings).test_client(), language)
    answer_ningbo(visit)
    shown = visit.get(f"{NINGBO}/{page}")
    assert one_of(visit, "示例办法不提供建议", "No advice under an example") in shown
    assert 'class="app-way"' not in shown
    assert 'class="app-steps"' not in shown
    answer_everything(visit)
    assert one_of(visit, "示例办法", "under an example") not in words(visit.get(f"{GUANGZHOU}/{page}"))
