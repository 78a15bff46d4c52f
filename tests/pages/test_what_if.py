"""What if: one answer moved, by plain forms or by a script that fetches parts; answers change only where they are taken over."""

from __future__ import annotations

import re

import pytest

from scoring.engine.questions import asked
from scoring.pages.plan.what_if import choices_of
from tests.pages.test_check import BASE, BIRTH, answer_everything, location, step
from tests.pages.test_over_time import DAY
from tests.pages.test_ways import one_of, plain, words

HERE = f"{BASE}/what-if"


def rows(page):
    """Give every row of the tables of the difference as words."""
    part = re.search(r'<section class="app-difference".*?</section>', page, re.DOTALL)[0]
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr.*?</tr>", part, re.DOTALL)
    ]


def send(visit, fact, headers=None, **sent):
    """Send the form as it is sent by itself: the answer to *fact* and which button was pressed."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', visit.get(f"{HERE}?fact={fact}"))[1]
    return visit.client.post(f"/{visit.language}/{HERE}?fact={fact}", data={"csrf_token": token, **sent}, headers=headers)


def answers(visit):
    return words(visit.get(f"{BASE}/answers"))


def test_what_one_can_change_comes_first_and_everything_asked_can_be_moved(guangzhou):
    found = choices_of(guangzhou, asked(guangzhou, {}, on=DAY))
    assert [fact.id for fact in found.attainable] == ["education", "needed_trade", "annual_settlement"]
    assert found.find(None) is found.attainable[0]
    assert found.find("birth_date").id == "birth_date"
    assert found.find("nowhere") is found.attainable[0]
    assert choices_of(guangzhou, ()).find("birth_date") is None


def test_the_difference_is_shown_and_no_answer_is_changed(visit):
    answer_everything(visit)
    before = answers(visit)
    answer = visit.post(f"{HERE}?fact=education", education="none")
    assert answer.status_code == 200
    found = rows(answer.text)
    assert one_of(visit, ["总积分", "230", "200 少30"], ["Total", "230", "200 30 less"]) in found
    assert one_of(visit, ["文化程度", "30", "0"], ["Education", "30", "0"]) in found
    assert one_of(visit, ["符合条件的首日", "现在", "现在"], ["Conditions met from", "now", "now"]) in found
    assert one_of(visit, "结论仍为“符合条件”", "The outcome stays “Conditions met”") in words(answer.text)
    assert answers(visit) == before
    assert not [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("answers")]


def test_an_answer_that_excludes_closes_what_was_open(visit):
    answer_everything(visit)
    page = visit.post(f"{HERE}?fact=holds_valid_permit", holds_valid_permit="no").text
    assert one_of(visit, "不再享有", "no longer open") in words(page)
    assert one_of(visit, "结论：现为“符合条件”", "Outcome: now “Conditions met”") in words(page)
    assert any(row[1:] == one_of(visit, ["符合", "不符合"], ["Met", "Not met"]) for row in rows(page))
    assert any(one_of(visit, "没有能确定的日期", "on no certain day") in cell for row in rows(page) for cell in row)


def test_what_changes_nothing_is_said(visit):
    answer_everything(visit)
    page = visit.post(f"{HERE}?fact=education", education="bachelor").text
    assert one_of(visit, "不会有任何变化", "Nothing would change") in words(page)


def test_an_open_answer_gives_a_range_and_one_that_opens_it_is_told(visit):
    location(visit.post(step("about_you"), **BIRTH))
    location(visit.post(step("home"), permit_months="84"))
    page = visit.post(f"{HERE}?fact=holds_valid_permit", holds_valid_permit="no").text
    assert one_of(visit, "改后为“", "then “") in words(page)
    page = visit.post(f"{HERE}?fact=education", education="doctor").text
    assert any(one_of(visit, "至", " to ") in row[2] for row in rows(page))


def test_taking_it_over_changes_the_answer_and_leads_to_the_plan(visit):
    answer_everything(visit)
    taken = send(visit, "education", **{"fact-education": "none", "act": "take"})
    assert location(taken) == f"/{visit.language}/{BASE}/plan"
    assert one_of(visit, "高中以下", "Below senior secondary school") in answers(visit)


def test_more_than_the_browser_can_keep_is_refused_and_nothing_is_lost(visit_in, monkeypatch):
    visit = visit_in("en")
    answer_everything(visit)
    monkeypatch.setattr("scoring.pages.cookies.MOST", 10)
    assert visit.post(f"{HERE}?fact=permit_months", permit_months="85").status_code == 200, "the difference is shown all the same"
    taken = send(visit, "permit_months", **{"fact-permit_months": "85", "act": "take"})
    assert taken.status_code == 422
    assert "more answers than your browser can keep" in words(taken.text)
    assert 'value="85"' in taken.text


def test_a_wrong_answer_is_named_beside_it_and_kept(visit):
    answer_everything(visit)
    refused = visit.post(f"{HERE}?fact=permit_months", permit_months="八十")
    assert refused.status_code == 422
    assert "app-difference" not in refused.text
    assert refused.text.count("“八十”") == 2, "in the summary and beside the box"
    assert 'value="八十"' in refused.text


def test_an_answer_that_contradicts_others_is_refused_in_the_words_of_the_rules(visit):
    shanghai = "check/shanghai/2018"
    location(visit.post(f"{shanghai}/questions/work", works_lawfully="yes", insured_months="20"))
    page = visit.get(f"{shanghai}/what-if?fact=contributions")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)[1]
    row = {"first_month-year": "2021", "first_month-month": "3", "first_month-day": "2", "last_month-year": "2021", "last_month-month": "4", "last_month-day": "1", "goes_on": "no", "base": "9000"}  # fmt: skip
    sent = {"csrf_token": token, "act": "try", **{f"fact-contributions-0-of-{name}": value for name, value in row.items()}}
    refused = visit.client.post(f"/{visit.language}/{shanghai}/what-if?fact=contributions", data=sent)
    assert refused.status_code == 422
    assert one_of(visit, "首月、末月请填当月1日", "Give first and last month by their first day") in words(refused.text)


def test_rows_of_a_list_come_by_a_button(visit):
    answer_everything(visit)
    page = visit.post(f"{HERE}?fact=volunteering", press="add:volunteering").text
    assert 'name="fact-volunteering-0-of-hours"' in page
    assert "app-difference" not in page


@pytest.mark.parametrize(("target", "holds"), [("difference", False), ("moved", True)])
def test_a_script_fetches_the_part_it_asks_for(visit, target, holds):
    answer_everything(visit)
    asked_for = {"HX-Request": "true", "HX-Target": target}
    answer = send(visit, "education", asked_for, **{"fact-education": "none", "act": "try"})
    assert "<html" not in answer.text
    assert ('id="what-if"' in answer.text) is holds
    assert ('hx-swap-oob="innerHTML"' in answer.text) is not holds
    assert "app-difference" in answer.text


def test_a_script_is_told_of_a_wrong_answer(visit):
    answer_everything(visit)
    asked_for = {"HX-Request": "true", "HX-Target": "difference"}
    answer = send(visit, "permit_months", asked_for, **{"fact-permit_months": "x", "act": "try"})
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.text


def test_the_script_is_loaded_where_it_is_used_and_keeps_nothing(visit):
    answer_everything(visit)
    assert "what_if.js" in visit.get(HERE)
    assert "what_if.js" not in visit.get(f"{BASE}/result")
