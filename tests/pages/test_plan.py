"""The plan: one page that gathers where a person stands, what an admission would bring, the way there; papers to tick off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.pages.past import past_rounds, spread
from scoring.pages.plan.papers import papers
from scoring.pages.plan.unlocked import say_channel, unlocked
from scoring.pages.sums import sums
from scoring.policy import load_policy
from scoring.policy.facts import Evidence
from scoring.policy.procedure import Office
from scoring.policy.wording import Text
from tests.pages.conftest import ROOT
from tests.pages.test_check import BASE, STEPS, answer_everything, location, step
from tests.pages.test_ways import answer_beijing, one_of, words

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def beijing():
    return load_policy(ROOT / "policies/beijing/2020.yaml")


def answer_short_of_it(visit):
    """Answer everything so that the threshold is missed."""
    for section, typed in STEPS:
        less = {name: "30" for name in typed if name.endswith("_months")}
        location(visit.post(step(section), **{**typed, **less, **({"owns_home": "no"} if section == "home" else {})}))


@pytest.mark.parametrize("page", ["plan", "checklist", "what-if"])
def test_without_answers_it_leads_back_and_the_result_leads_there(visit, page):
    assert visit.client.get(f"/{visit.language}/{BASE}/{page}").headers["Location"] == f"/{visit.language}/{BASE}"
    assert visit.client.get(f"/{visit.language}/check/nowhere/1/{page}").status_code == 404
    answer_everything(visit)
    assert f'href="/{visit.language}/{BASE}/{page}"' in visit.get(f"{BASE}/result")
    assert f'href="/{visit.language}/{BASE}/result"' in visit.get(f"{BASE}/{page}")


def test_who_meets_the_conditions_is_told_what_it_brings_whom_and_what_comes_when(visit):
    answer_everything(visit)
    said = words(visit.get(f"{BASE}/plan"))
    order = {
        "zh": ["不是官方结果", "230 / 合格分值150", "您可以申请", "您本人", "本人入户 可享受", "办理部门：公安机关", "入户卡、居民身份证", "您的配偶", "您的未成年子女", "本市户籍就近入学", "您已符合申请条件", "网上办理", "地址、电话和办公时间这里没有资料", "最先失去的是", "“年龄”由30分变为28分", "材料核对清单"],
        "en": ["not an official result", "230 / threshold 150", "You may apply", "Registration of the applicant Received", "Go to: Police", "Entry card, Identity card", "Your spouse", "Your minor children", "Nearby school place", "You meet the conditions to apply", "online", "are not known here", "What is lost first", "“Age” goes from 30 points to 28 points", "Checklist of papers"],
    }[visit.language]  # fmt: skip
    places = [said.index(each) for each in order]
    assert places == sorted(places)
    guide = f'href="/{visit.language}/schemes/guangzhou/2025/guide"'
    assert all(guide in visit.get(f"{BASE}/{page}") for page in ("plan", "result"))


def test_who_falls_short_is_told_how_far_waiting_and_own_effort_lead(visit):
    answer_short_of_it(visit)
    said = words(visit.get(f"{BASE}/plan"))
    assert one_of(visit, "什么都不做，只等时间", "By waiting alone") in said
    assert one_of(visit, "靠自己努力", "By your own effort") in said
    assert re.search(one_of(visit, "从20\\d\\d年.*起符合条件", "conditions are met from .* 20\\d\\d"), said)
    assert (
        one_of(visit, "最多能到这一步： 最多能到的程度", "It leads this far: As far as you can come") in said
        or one_of(visit, "没有找到靠自己", "Nothing was found") in said
    )


def test_while_answers_are_missing_they_are_named_and_nothing_is_promised(visit):
    location(visit.post(step("home"), permit_months="84"))
    page = visit.get(f"{BASE}/plan")
    said = words(page)
    assert one_of(visit, "没有能确定符合条件的日期", "no day that is certain") in said
    assert one_of(visit, "请先补上答案", "Answer them first") in said
    assert f'href="/{visit.language}/{BASE}/questions/skills?change=1#fact-education"' in page


def test_rules_that_ended_invite_nobody(visit):
    answer_beijing(visit)
    said = words(visit.get("check/beijing/2020/plan"))
    assert one_of(visit, "该办法已失效", "nobody can apply under them any more") in said
    assert one_of(visit, "已公布的4个年度的分数线，最低90.75分（2018年度），最高109.92分（2023年度）；最近一次已知的2023年度为109.92分", "from 90.75 (2018) to 109.92 points (2023); in the last one known, 2023, 109.92") in said  # fmt: skip
    assert one_of(visit, "在这些年度都不够", "in none of them") in said
    assert one_of(visit, "到哪里申请", "Where to apply") not in said


def test_the_spread_counts_the_rounds_that_would_have_sufficed(beijing):
    assert len(past_rounds(beijing)) == 4
    own = sums(assess(beijing, {"birth_date": "1980-03-10"}, on=date(2020, 12, 31)))[-1]
    counted = {
        (lowest, highest): (found.enough, found.perhaps)
        for lowest, highest in ((90, 90), (95, 95), (95, 98), (120, 130))
        if (found := spread(beijing, replace(own, lowest=Decimal(lowest), highest=Decimal(highest))))
    }
    assert counted == {(90, 90): (0, 0), (95, 95): (2, 0), (95, 98): (2, 1), (120, 130): (4, 0)}
    assert spread(replace(beijing, rounds=()), own) is None
    assert spread(replace(beijing, provenance="illustrative"), own) is None


def test_each_person_has_what_the_rules_name_and_who_has_nothing_is_left_out(guangzhou):
    found = {one.who: [each.id for each in one.entitlements] for one in unlocked(guangzhou.entitlements)}
    assert found["applicant"] == ["registration", "public_rental_housing"]
    assert "schooling" in found["child"]
    assert [one.who for one in unlocked(guangzhou.entitlements[:1])] == ["applicant"]
    assert unlocked(()) == ()


def test_a_way_without_words_stands_as_the_rules_have_it(in_language):
    with in_language("en"):
        assert [say_channel(each) for each in ("counter", "pigeon")] == ["at a counter", "pigeon"]


def test_windows_that_the_rules_name_stand_with_their_address(visit_in, guangzhou, monkeypatch):
    from scoring.pages.plan import page
    from scoring.pages.plan.unlocked import Where

    window = Office(
        Text((("zh", "天河窗口"), ("en", "Tianhe window"))), Text((("en", "1 Tiyu Road"),)), "020-12345", Text((("en", "9 to 5"),))
    )
    monkeypatch.setattr(page, "where_to_apply", lambda *_: Where(guangzhou.procedure.organ, ("online",), (window,), ()))
    visit = visit_in("en")
    answer_everything(visit)
    said = words(visit.get(f"{BASE}/plan"))
    assert "Tianhe window, 1 Tiyu Road, 020-12345, 9 to 5" in said
    assert "are not known here" not in said


def test_the_checklist_follows_from_the_answers(visit):
    answer_everything(visit)
    page = visit.get(f"{BASE}/checklist")
    said = words(page)
    order = {
        "zh": ["需要取得并携带的材料", "出具单位：公安机关", "居民身份证", "出生日期：1987年2月1日", "出具单位：学校", "学历证书", "文化程度：本科，学历学位双证", "出具单位：办法未载明", "劳动合同或营业执照", "随迁家庭成员需要：配偶、未成年子女", "无需携带", "《广东省居住证》", "获得资格之后"],
        "en": ["To get and to bring", "From: Police", "Identity card", "Date of birth: 1 February 1987", "From: School or university", "Diploma", "Education: Bachelor, diploma and degree", "From whom: the rules do not say", "Labour contract or business licence", "For family members who come along: the spouse, minor children", "Nothing to bring", "Guangdong residence permit", "After an admission"],
    }[visit.language]  # fmt: skip
    places = [said.index(each) for each in order]
    assert places == sorted(places)
    assert one_of(visit, "《广东省居住证》", "Guangdong residence permit") not in said[: places[9]]
    assert 'type="checkbox"' in page
    assert one_of(visit, "发明专利证书", "Invention patent") not in said, "no patent was answered"


def test_a_paper_says_how_old_it_may_be_and_who_issues_it(guangzhou):
    facts = {"education": "bachelor", "criminal_penalties": [{"imposed_on": "2010-01-01"}], "owns_home": False}
    found = papers(guangzhou, facts, assess(guangzhou, facts, on=DAY))
    named = [paper.evidence.id for source in found.sources for paper in source.papers]
    assert named == ["diploma", "family_proof"]
    assert found.count == 2
    assert [paper.evidence.id for paper in found.looked_up] == ["crime_record"]
    assert found.declared == ()


def test_a_condition_or_criterion_that_names_its_proof_calls_for_it(guangzhou):
    extra = Evidence("extra", Text((("en", "Extra"),)), proof="declaration", valid_for="30 days")
    about = replace(guangzhou.requirements[0].about, evidence=("extra",))
    first = replace(guangzhou.requirements[0], about=about)
    group = guangzhou.groups[0]
    named = replace(group, about=replace(group.about, evidence=("extra",)))
    policy = replace(
        guangzhou,
        evidence={**guangzhou.evidence, "extra": extra},
        requirements=(first, *guangzhou.requirements[1:]),
        groups=(named, *guangzhou.groups[1:]),
    )
    (paper,) = papers(policy, {}, assess(policy, {}, on=DAY)).declared
    assert paper.lines == (about.label, group.about.label)


def test_the_checklist_of_rules_that_ended_names_no_office(visit):
    answer_beijing(visit)
    said = words(visit.get("check/beijing/2020/checklist"))
    assert one_of(visit, "到哪里申请", "Where to apply") not in said
    assert one_of(visit, "该办法已失效", "nobody can apply under them any more") in said


def test_the_checklist_names_answers_that_may_call_for_more(visit):
    location(visit.post(step("home"), permit_months="84"))
    assert one_of(visit, "可能还需要其他材料", "may call for more papers") in words(visit.get(f"{BASE}/checklist"))
