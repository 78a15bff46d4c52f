"""The self-check from the first question to the result, in both languages, without a browser."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from scoring.pages.steps import steps
from tests.pages.test_sealing import any_value

BASE = "check/guangzhou/2025"
BIRTH = {"birth_date-year": "1987", "birth_date-month": "2", "birth_date-day": "1"}
PERMIT = {"permit_since-year": "2018", "permit_since-month": "9", "permit_since-day": "30"}
MONTHS = {f"{kind}_months": "84" for kind in ("pension", "medical", "unemployment", "injury", "maternity")}
STEPS = [
    ("about_you", BIRTH),
    ("home", {"holds_valid_permit": "yes", "permit_months": "84", "owns_home": "yes"} | PERMIT),
    ("work", {"works_lawfully": "yes", "housing_fund_months": "60"} | MONTHS),
    ("skills", {"education": "bachelor"}),
    ("service", {}),
    ("tax", {"income_tax_three_years": "35,000", "taxed_every_year": "yes", "annual_settlement": "yes"}),
    ("honours", {}),
    ("record", {}),
]


def step(section):
    return f"{BASE}/questions/{section}"


def location(answer):
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def errors(answer):
    """Give the words of the error summary by the control they lead to."""
    assert answer.status_code == 422
    summary = re.search(r"govuk-error-summary__list(.*?)</ul>", answer.text, re.DOTALL)[1]
    return dict(re.findall(r'href="#([^"]+)">([^<]+)<', summary))


def answer_everything(visit):
    for section, typed in STEPS:
        location(visit.post(step(section), **typed))


def test_the_steps_follow_each_other_and_end_at_the_answers(visit):
    where = f"/{visit.language}/{step('about_you')}"
    assert visit.client.get(f"/{visit.language}/{BASE}").headers["Location"] == where
    for number, (section, typed) in enumerate(STEPS, start=1):
        page = visit.get(step(section))
        assert {"zh": f"第{number}步，共8步", "en": f"Step {number} of 8"}[visit.language] in page
        where = location(visit.post(step(section), **typed))
        follows = step(STEPS[number][0]) if number < len(STEPS) else f"{BASE}/answers"
        assert where == f"/{visit.language}/{follows}"
    assert visit.client.get(f"/{visit.language}/{BASE}").headers["Location"] == f"/{visit.language}/{BASE}/answers"


def test_the_result_explains_the_published_total(visit):
    answer_everything(visit)
    page = visit.get(f"{BASE}/result")
    assert re.search(r'app-sum__points">230 ', page)
    assert re.search(r'app-sum__points">186<', page)
    order = {
        "zh": [
            "不是官方结果",
            "2025版",
            "2025年度",
            "按2026年3月2日计算",
            "官方文本",
            ">230 ",
            "您可以申请",
            "名额有限",
            "申请条件",
            "积分从哪里来",
            "可申请",
        ],
        "en": [
            "not an official result",
            "version 2025",
            "round 2025",
            "as of 2 March 2026",
            "Official text",
            ">230 ",
            "You may apply",
            "Places are limited",
            "Conditions",
            "Where the points come from",
            "May be applied for",
        ],
    }[visit.language]
    assert sorted(order, key=page.index) == order
    assert {"zh": "附件基础指标1.1", "en": "annex base 1.1"}[visit.language] in page
    assert "eligible for registration" not in page


def test_the_back_link_leads_to_the_step_before(visit):
    assert f'href="/{visit.language}/schemes/guangzhou/2025" class="govuk-back-link"' in visit.get(step("about_you"))
    assert f'href="/{visit.language}/{step("about_you")}" class="govuk-back-link"' in visit.get(step("home"))
    assert f'href="/{visit.language}/{BASE}/answers" class="govuk-back-link"' in visit.get(f"{step('home')}?change=1")


def test_wrong_answers_are_named_and_nothing_is_kept(visit):
    answer = visit.post(step("home"), **{"permit_months": "840", "permit_since-year": "2018", "holds_valid_permit": "yes"})
    words = {
        "zh": {
            "fact-permit_months": "在本市持有居住证的累计月数：“840”过大。请填写0至600之间的整数，最接近的是600。",
            "fact-permit_since-month": "连续持证起始日：请补填月、日。",
        },
        "en": {
            "fact-permit_months": "Months with a residence permit of the city: “840” is too high. "
            "Enter a whole number from 0 to 600; the nearest is 600.",
            "fact-permit_since-day": "Permit held without a break since: Enter the day and month as well.",
        },
    }[visit.language]
    assert errors(answer) == words
    assert {"zh": "<title>错误：", "en": "<title>Error: "}[visit.language] in answer.text
    assert 'value="840"' in answer.text
    assert 'value="2018"' in answer.text
    assert 'value="840"' not in visit.get(step("home"))


def test_an_answer_opens_a_question_on_the_same_page(visit):
    assert 'id="fact-hard_trade_months"' not in visit.get(step("skills"))
    where = location(visit.post(step("skills"), education="bachelor", hard_trade_now="yes"))
    assert where == f"/{visit.language}/{step('skills')}?more=hard_trade_months"
    page = visit.get(f"{step('skills')}?more=hard_trade_months")
    assert re.search(r'id="fact-hard_trade_months"[^>]* autofocus', page)
    assert location(visit.post(step("skills"), education="bachelor", hard_trade_now="yes", hard_trade_months="24")).endswith(
        step("service")
    )
    location(visit.post(step("skills"), education="bachelor", hard_trade_now="no", hard_trade_months="24"))
    assert 'id="fact-hard_trade_months"' not in visit.get(step("skills"))


def test_open_questions_stay_open_and_the_result_is_a_range(visit):
    location(visit.post(step("about_you"), **BIRTH))
    answers = visit.get(f"{BASE}/answers")
    assert {"zh": "还有7题未答", "en": "7 questions are still open"}[visit.language] in answers
    page = visit.get(f"{BASE}/result")
    assert {"zh": "结论暂定", "en": "The result is provisional"}[visit.language] in page
    assert f'href="/{visit.language}/{step("home")}?change=1#fact-permit_months"' in page


def test_an_answer_can_be_taken_back(visit):
    location(visit.post(step("about_you"), **BIRTH))
    assert 'value="1987"' in visit.get(step("about_you"))
    location(visit.post(step("about_you")))
    assert 'value="1987"' not in visit.get(step("about_you"))


def test_a_change_leads_back_to_the_answers(visit):
    answer_everything(visit)
    assert f'href="/{visit.language}/{step("home")}?change=1#fact-permit_months"' in visit.get(f"{BASE}/answers")
    page = visit.get(f"{step('home')}?change=1")
    assert 'value="84"' in page
    changed = {"holds_valid_permit": "yes", "permit_months": "96", "owns_home": "yes"} | PERMIT
    assert location(visit.post(f"{step('home')}?change=1", **changed)) == f"/{visit.language}/{BASE}/answers"
    assert re.search(r'app-sum__points">238 ', visit.get(f"{BASE}/result"))


def test_rows_of_a_list_without_javascript(visit):
    page = visit.post(step("service"), press="add:blood_donations")
    assert page.status_code == 200
    assert 'name="fact-blood_donations-0-of-donated_on-year"' in page.text
    row = {f"blood_donations-0-of-donated_on-{part}": value for part, value in (("year", "2024"), ("month", "5"), ("day", "6"))}
    sent = {f"fact-{name}": value for name, value in row.items()}
    page = visit.post(step("service"), press="add:blood_donations", **sent)
    assert 'value="2024"' in page.text, "what was typed before stays"
    assert 'name="fact-blood_donations-1-of-donated_on-year"' in page.text
    page = visit.post(step("service"), press="remove:blood_donations:0", **sent)
    assert 'value="2024"' not in page.text
    location(visit.post(step("service"), **sent))
    assert {"zh": "献血日期：2024年5月6日", "en": "Donated on: 6 May 2024"}[visit.language] in visit.get(f"{BASE}/answers")


def test_contradictions_stand_at_their_question(visit):
    row = {"fact-volunteering-0-of-in_year": "2030", "fact-volunteering-0-of-hours": "30"}
    found = errors(visit.post(step("service"), **row))
    words = {"zh": "志愿服务年份不得晚于计分截止日所在年", "en": "No volunteering after the year points are counted to"}[
        visit.language
    ]
    assert words in found["fact-volunteering-add"]


def test_the_language_changes_and_the_answers_stay(visit_in):
    chinese = visit_in("zh")
    location(chinese.post(step("about_you"), **BIRTH))
    page = chinese.get(step("about_you"))
    assert f'href="/en/{step("about_you")}"' in page
    assert 'value="1987"' in visit_in("en").get(step("about_you"))


def test_without_answers_there_is_no_result(visit):
    assert location(visit.client.get(f"/{visit.language}/{BASE}/result")) == f"/{visit.language}/{BASE}"


def test_an_unknown_step_or_policy_is_a_page_that_helps(visit):
    visit.get(step("unheard_of"), 404)
    page = visit.get("check/guangzho/2025", 404)
    assert "guangzhou" in page


def test_a_spoilt_cookie_is_dropped_and_said(visit):
    location(visit.post(step("about_you"), **BIRTH))
    location(visit.post(step("home"), permit_months="84"))
    visit.client.set_cookie("answers~guangzhou~2025~0", "1.tampered", domain="localhost")
    answer = visit.client.get(f"/{visit.language}/{step('home')}")
    assert {"zh": "无法读取，已予删除", "en": "could not be read and were deleted"}[visit.language] in answer.text
    assert 'value="84"' not in answer.text
    assert "answers~guangzhou~2025~0=;" in answer.headers["Set-Cookie"]
    assert "无法读取" not in visit.get(step("home"))
    assert 'value="1987"' in visit.get(step("about_you")), "what can be read stays"


def test_an_answer_that_schemes_share_is_asked_once_and_changes_in_all(visit):
    location(visit.post(step("about_you"), **BIRTH))
    location(visit.post(step("skills"), education="bachelor"))
    begin = visit.client.get(f"/{visit.language}/check/shanghai/2018").headers["Location"]
    assert begin.endswith("check/shanghai/2018/questions/about_you"), "answers to another scheme are no answers to this one yet"
    assert 'value="1987"' in visit.get("check/shanghai/2018/questions/about_you")
    location(visit.post("check/shanghai/2018/questions/skills", education="doctor"))
    assert re.search(r'value="doctor"[^>]* checked', visit.get(step("skills")))
    assert visit.client.get(f"/{visit.language}/check/shanghai/2018").headers["Location"].endswith("questions/about_you")
    location(visit.post("check/shanghai/2018/questions/work", insured_months="60"))
    assert visit.client.get(f"/{visit.language}/check/shanghai/2018").headers["Location"].endswith("answers")
    assert 'value="60"' not in visit.get(step("work")), "what only one scheme asks stays with it"


def test_deleting_asks_first_and_leaves_nothing(visit):
    assert {"zh": "没有保存任何答案", "en": "No answers are kept"}[visit.language] in visit.get("delete-answers")
    location(visit.post(step("about_you"), **BIRTH))
    visit.get("delete-answers")
    assert 'value="1987"' in visit.get(step("about_you")), "asking deletes nothing"
    assert location(visit.post("delete-answers")) == f"/{visit.language}/answers-deleted"
    visit.get("answers-deleted")
    assert not [cookie for cookie in visit.client._cookies.values() if cookie.key.startswith("answers~")]


def test_a_form_without_its_token_is_shown_once_more_with_all_that_was_typed(visit):
    sent = {"shown": "birth_date", "fact-birth_date-year": "1987", "fact-birth_date-month": "2", "fact-birth_date-day": "1"}
    answer = visit.client.post(f"/{visit.language}/{step('about_you')}", data=sent)
    assert errors(answer) == {
        "continue": {
            "zh": "本页打开时间较长。您填写的内容都还在，请再提交一次。",
            "en": "This page was open for a long time. What you typed is still here: send it once more.",
        }[visit.language]
    }
    assert 'value="1987"' in answer.text
    fresh = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)[1]
    location(visit.client.post(f"/{visit.language}/{step('about_you')}", data={**sent, "csrf_token": fresh}))
    assert 'value="1987"' in visit.get(step("about_you"))


def test_more_than_a_browser_keeps_is_refused(visit, monkeypatch):
    monkeypatch.setattr("scoring.pages.cookies.MOST", 10)
    answer = visit.post(step("about_you"), **BIRTH)
    assert {"zh": "浏览器无法保存", "en": "more answers than your browser can keep"}[visit.language] in answer.text
    assert answer.status_code == 422


@pytest.mark.parametrize("path", [BASE, step("about_you"), f"{BASE}/answers", f"{BASE}/result", "delete-answers"])
def test_nothing_is_cached(visit, path):
    assert visit.client.get(f"/{visit.language}/{path}").headers["Cache-Control"] == "no-store"


def full(fact, name):
    """Give what a person types for *fact*, a list filled to the brim with random values."""
    value = any_value(fact)
    match fact.kind:
        case "boolean":
            return {name: "yes" if value else "no"}
        case "date":
            return dict(zip((f"{name}-year", f"{name}-month", f"{name}-day"), value.split("-"), strict=True))
        case "list":
            rows = ((number, part) for number in range(fact.max_items) for part in fact.fields)
            return {box: typed for number, part in rows for box, typed in full(part, f"{name}-{number}-of-{part.id}").items()}
        case _:
            return {name: str(value)}


def test_every_list_full_of_random_values_is_kept_whole(visit_in, guangzhou):
    visit = visit_in("zh")
    sent = {}
    for one in steps(guangzhou):
        typed = {box: text for fact in one.facts for box, text in full(fact, fact.id).items()}
        sent |= typed | {box: str(2001 + n) for n, box in enumerate(box for box in typed if box.endswith("in_year"))}
        for _ in range(2):  # an answer may open another question on the same page
            keeps = {f"keep-{fact.id}": "yes" for fact in one.facts if fact.sensitive}
            location(visit.post(step(one.section.id), **{box: sent[box] for box in typed}, **keeps))
    for one in steps(guangzhou):
        page = visit.get(step(one.section.id))
        inputs = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r'<input[^>]*type="text"[^>]*>', page)]
        assert all(Decimal(tag["value"]) == Decimal(sent[tag["name"].removeprefix("fact-")]) for tag in inputs)
        assert page.count("app-record") >= sum(fact.max_items for fact in one.facts)
    cookies = {cookie.key: cookie.value for cookie in visit.client._cookies.values()}
    assert sum(len(name) + len(value) + 3 for name, value in cookies.items()) < 8000, "a server takes no more"
    assert all(len(value) < 4000 for value in cookies.values()), "a browser takes no more"
    visit.get(f"{BASE}/result")


def outcome(page):
    """Give the words of the outcome alone."""
    return re.sub(r"<[^>]+>|\s+", " ", re.search(r'id="outcome">(.*?)</div>', page, re.DOTALL)[1])


def test_an_example_advises_nobody_however_many_points(visit):
    example = "check/ningbo/2010"
    birth = {"birth_date-year": "1980", "birth_date-month": "3", "birth_date-day": "10"}
    location(visit.post(f"{example}/questions/about_you", education="junior_college", skill_or_title="technician", **birth))
    work = {"holds_residence_permit": "yes", "holds_labour_contract": "yes", "residence_months": "84", "pension_months": "72"}
    location(visit.post(f"{example}/questions/work", medical_months="72", injury_months="72", **work))
    page = visit.get(f"{example}/result")
    assert {"zh": "在本示例中，各项条件均已符合", "en": "In this example the conditions hold"}[visit.language] in outcome(page)
    assert {"zh": "可以申请", "en": "may apply"}[visit.language] not in outcome(page)
    assert {"zh": "并非任何城市的规定", "en": "are not the rules of any city"}[visit.language] in page[
        : page.index("app-sum__points")
    ]
    assert {"zh": "没有任何城市据此给予待遇", "en": "no city grants any of it"}[visit.language] in page


def test_below_the_threshold_the_gap_is_said(visit):
    answer_everything(visit)
    location(visit.post(step("home"), holds_valid_permit="yes", permit_months="12", **PERMIT))
    location(visit.post(step("work"), works_lawfully="yes", pension_months="48", medical_months="48"))
    page = visit.get(f"{BASE}/result")
    assert re.search(r'app-sum__points">98 ', page)
    assert {"zh": "总积分未达到合格分值。 还需52分。", "en": "The total is below the threshold. 52 more points would be needed."}[
        visit.language
    ] in re.sub(r"\s+", " ", outcome(page))
    assert {"zh": "按您的答案，目前没有", "en": "On your answers, nothing yet"}[visit.language] in page


def test_a_requirement_that_is_not_met_refuses_whatever_the_points(visit):
    answer_everything(visit)
    changed = {"holds_valid_permit": "no", "permit_months": "84", "owns_home": "yes"} | PERMIT
    location(visit.post(step("home"), **changed))
    page = visit.get(f"{BASE}/result")
    assert {"zh": "有一项申请条件不符合", "en": "a condition is not met"}[visit.language] in outcome(page)
    assert re.search(r'app-sum__points">230 ', page)


def test_a_veto_is_told_as_one(visit):
    row = {f"criminal_penalties-0-of-imposed_on-{part}": value for part, value in (("year", "2016"), ("month", "1"), ("day", "1"))}
    refused = errors(visit.post("check/ningbo/2010/questions/record", **row))
    assert {"zh": "请勾选下方", "en": "Tick below"}[visit.language] in refused["fact-criminal_penalties-add"]
    location(visit.post("check/ningbo/2010/questions/record", **row, **{"keep-criminal_penalties": "yes"}))
    assert 'name="keep-criminal_penalties" type="checkbox" value="yes" checked' in visit.get("check/ningbo/2010/questions/record")
    page = visit.get("check/ningbo/2010/result")
    assert {"zh": "一票否决", "en": "excludes you"}[visit.language] in outcome(page)


def test_rules_that_ended_say_what_one_could_have_done(visit):
    birth = {"birth_date-year": "1985", "birth_date-month": "3", "birth_date-day": "10"}
    location(visit.post("check/beijing/2020/questions/about_you", **birth))
    location(visit.post("check/beijing/2020/questions/work", employment_months="120", insured_in_a_row_months="120"))
    location(visit.post("check/beijing/2020/questions/study", education="bachelor"))
    page = visit.get("check/beijing/2020/result")
    assert {"zh": "当时可以申请", "en": "you could have applied"}[visit.language] in outcome(page)
    assert {"zh": "按2020年12月31日计算；现已失效", "en": "as of 31 December 2020; no longer in force"}[visit.language] in page
    assert {"90.75", "109.92"} <= set(re.findall(r"\d+\.\d\d", page)), "the last places of past rounds are told with their spread"
    assert page.count('class="app-sum__name"') == 1, "the total ranks: there is one sum"


def test_what_proof_is_needed_follows_the_answers(visit):
    location(visit.post(step("home"), holds_valid_permit="yes", owns_home="no"))
    proof = visit.get(f"{BASE}/result").partition('id="proof"')[2]
    assert {"zh": "《广东省居住证》", "en": "Guangdong residence permit"}[visit.language] in proof
    assert {"zh": "不动产登记信息", "en": "Property register"}[visit.language] not in proof


def test_the_outcome_is_told_as_soon_as_no_answer_can_change_it(visit):
    location(visit.post(step("home"), holds_valid_permit="no"))
    page = visit.get(f"{BASE}/result")
    assert {"zh": "有一项申请条件不符合", "en": "a condition is not met"}[visit.language] in outcome(page)
    assert f'href="/{visit.language}/{step("skills")}?change=1#fact-education"' in page, "what is still open is told all the same"
    assert {"zh": "0至200", "en": "0 to 200"}[visit.language] in page
