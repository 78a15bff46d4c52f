"""The applicant answers what is missing through the pages: item by item, with amended answers and files, kept between visits."""

from __future__ import annotations

import io
import re

import pytest

from scoring.application.filing import Asked
from tests.casework.filings import ASKED
from tests.evidence.made import pdf
from tests.pages.own_files import Own, hidden_of
from tests.sending import send_scan

HANDED = {"kind": "answered", "words": "已补交。"}
DECLINED = {"kind": "declined", "words": "未婚，没有。"}


@pytest.fixture
def submitted(app):
    own = Own(app)
    own.file.begin()
    own.file.submit()
    return own


@pytest.fixture
def asked(submitted):
    submitted.file.ask()
    return submitted


def answer_item(own, number, form=None, **typed):
    """Save one item with the answers that stand on its page."""
    page = form or own.get(f"/supplement/{number}")
    boxes = dict(re.findall(r'name="(fact-[\w-]+)"[^>]*value="([^"]*)"[^>]* checked', page))
    return own.send(f"/supplement/{number}", page, **{**boxes, **typed})


def prepared(own):
    assert answer_item(own, 1, **HANDED)[0].status_code == 302
    assert answer_item(own, 2, **DECLINED)[0].status_code == 302
    return own


def hand_in(own, content=None, form=None, item=1, **typed):
    page = f"/supplement/{item}/file"
    text = form or own.get(page)
    kind = re.search(r'name="kind" value="(\w+)"', text)[1]
    return own.send(page, text, **{"kind": kind, "file": (io.BytesIO(content or pdf()), "学历证书.pdf"), **typed})


def test_everything_is_answered_over_two_visits_with_amended_answers_and_a_file_and_sent_once(asked):
    page = asked.get()
    assert "You answer what is missing: by 10 November 2025" in page
    page = asked.get("/supplement")
    for words in (*(item.words for item in ASKED), "第六条", "Family members", "Answer by 10 November 2025", "This day is over."):
        assert words in page
    assert "Check and send" not in page
    assert asked.client.get(asked.path + "/supplement/send").location == asked.path + "/supplement"
    answer, _page = answer_item(asked, 1, **HANDED, **{"fact-education": "master", "then": "file"})
    assert answer.location == asked.path + "/supplement/1/file"
    answer, _page = hand_in(asked)
    assert answer.location == asked.path + "/supplement/1"
    page = asked.get("/supplement/1")
    assert "学历证书.pdf" in page
    assert re.search(r'value="master"[^>]*checked', page)
    sent = asked.client.get(asked.path + "/files/1")
    assert sent.data.startswith(b"%PDF")
    assert "attachment" in sent.headers["Content-Disposition"]


def test_what_is_prepared_is_checked_with_its_changes_and_sent_once(asked):
    answer_item(asked, 1, **HANDED, **{"fact-education": "master"})
    hand_in(asked)
    assert answer_item(asked, 2, **DECLINED)[0].location == asked.path + "/supplement"
    assert asked.file.status == "supplement"
    page = asked.get("/supplement")
    for words in ("Answered", "Declined", "已补交。", "学历证书.pdf", "Check and send", "Saved 2 March 2026"):
        assert words in page
    form = asked.get("/supplement/send")
    for words in ("Bachelor", "Master", "学历证书.pdf", "未婚，没有。"):
        assert words in form
    assert "核对并发送答复" in asked.get("/supplement/send", language="zh")
    for _double_click in range(2):
        answer, _page = asked.send("/supplement/send", form, declaration="y")
        assert answer.location == asked.path
    page = asked.get()
    assert asked.file.status == "submitted"
    assert len(asked.file.own().receipts) == 2
    assert asked.file.own().content.facts["education"] == "master"
    for words in ("Your answer is with the office", "You did not hand it in.", "已补交。", "submission 2"):
        assert words in page
    assert asked.client.get(asked.path + "/supplement").location == asked.path
    assert asked.client.get(asked.path + "/files/1").data.startswith(b"%PDF")


def test_a_term_that_runs_still_is_not_called_over(submitted):
    submitted.file.at = submitted.services.clock.now()
    submitted.file.ask((Asked("education_points", "请补交学历证书。"),))
    page = submitted.get("/supplement")
    assert "that day included." in page
    assert "This day is over." not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "已补交。"}, "Answer it, or say that you do not hand it in."),
        ({"kind": "answered", "words": " "}, "Say in words how you meet it"),
        ({"kind": "declined"}, "Say in words how you meet it"),
        ({"kind": "answered", "words": "已补交。" * 1001}, "Shorten it to 4000 characters; it has 4004."),
        ({**HANDED, "fact-education": "none of these"}, "There is a problem"),
    ],
)
def test_an_item_that_cannot_be_saved_comes_back_with_what_was_typed(asked, typed, said):
    answer, page = answer_item(asked, 1, **typed)
    assert answer.status_code == 422
    assert said in page
    assert "There is a problem" in page
    if "已补交。" in typed.get("words", ""):
        assert "已补交。" in page
    assert "Not answered yet" in asked.get("/supplement")


def test_of_two_windows_the_later_one_keeps_its_text(asked):
    form = asked.get("/supplement/1")
    answer_item(asked, 1, form, **HANDED)
    answer, page = answer_item(asked, 1, form, kind="answered", words="另一窗口写的。")
    assert answer.status_code == 409
    assert "另一窗口写的。" in page
    assert "The application changed meanwhile" in page
    assert answer_item(asked, 1, page, kind="answered", words="另一窗口写的。")[0].status_code == 302
    assert "另一窗口写的。" in asked.get("/supplement")


def test_a_check_that_was_overtaken_is_not_sent(asked):
    form = prepared(asked).get("/supplement/send")
    answer_item(asked, 1, kind="answered", words="后来改写。")
    answer, page = asked.send("/supplement/send", form, declaration="y")
    assert answer.status_code == 409
    assert "后来改写。" in page
    assert asked.file.status == "supplement"
    assert asked.send("/supplement/send", page, declaration="y")[0].location == asked.path


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "Read the declaration and tick the box"), ({"declaration": "y", "key": "x"}, "Load the page anew")],
)
def test_what_cannot_be_sent_says_why(asked, typed, said):
    answer, page = prepared(asked).send("/supplement/send", **typed)
    assert answer.status_code == 422
    assert said in page
    assert asked.file.status == "supplement"


def test_what_is_closed_meanwhile_keeps_what_was_typed(asked):
    form = prepared(asked).get("/supplement/1")
    send, upload = asked.get("/supplement/send"), asked.get("/supplement/1/file")
    asked.file.withdraw()
    for answer, page in (
        answer_item(asked, 1, form, kind="answered", words="还没来得及。"),
        asked.send("/supplement/send", send, declaration="y"),
        hand_in(asked, form=upload),
    ):
        assert answer.status_code == 409
        assert "This is no longer possible: Withdrawn." in page
        assert "还没来得及。" in page or "words" not in page
        assert 'data-prevent-double-click="true"' not in page.split('id="main-content"')[1]
    assert asked.client.get(asked.path + "/supplement/1").location == asked.path


def test_where_nothing_was_asked_for_nothing_is_answered(asked):
    other = Own(asked.client.application, "13700137000")
    other.file.begin()
    other.file.submit()
    assert other.client.get(other.path + "/supplement").location == other.path
    assert other.send("/supplement/send", other.get("/withdraw"), declaration="y")[0].location == other.path
    for page in ("/supplement/9", "/supplement/9/file", "/files/9/remove", "/files/9"):
        asked.get(page, status=404)


def test_a_file_is_taken_back_until_the_answer_is_sent(asked):
    assert hand_in(asked)[0].status_code == 302
    form = asked.get("/files/1/remove")
    assert hand_in(asked, pdf(pages=2))[0].status_code == 302
    answer, page = asked.send("/files/1/remove", form)
    assert answer.status_code == 409
    assert "The file was not removed." in page
    assert asked.send("/files/1/remove", page)[0].location == asked.path + "/supplement"
    page = asked.get("/supplement/1")
    assert page.count("学历证书.pdf</a>") == 1
    stale = hand_in(asked, form=asked.get("/supplement/1/file").replace('name="version" value="', 'name="version" value="9'))
    assert stale[0].status_code == 409
    assert "Choose it once more" in stale[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"file": ""}, "Choose the file."),
        ({"kind": "x"}, "Choose which kind"),
        ({"file": (io.BytesIO(b"text"), "a.txt")}, "PDF"),
        ({"valid_from": "yesterday"}, "2026-03-02"),
    ],
)
def test_a_file_that_is_refused_is_told_with_its_remedy(asked, typed, said):
    answer, page = hand_in(asked, **typed)
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert said in page


def test_a_list_on_an_item_grows_by_a_row_without_saving(asked):
    answer, page = answer_item(asked, 1, press="add:none", **HANDED)
    assert answer.status_code == 200
    assert "已补交。" in page
    assert "Not answered yet" in asked.get("/supplement")


@pytest.fixture
def running(submitted):
    """What is missing was asked for today."""
    submitted.file.at = submitted.services.clock.now()
    submitted.file.ask()
    return submitted


def test_more_time_is_given_once_to_who_asks_for_it(running):
    before = running.file.own().supplements[-1].due
    assert "Ask for more time" in running.get("/supplement")
    form = running.get("/supplement/extend")
    assert "15 working days" in form
    assert "A term of the office, none of law." in form
    empty, page = running.send("/supplement/extend", form, reason=" ")
    assert (empty.status_code, "Say why you need more time." in page) == (422, True)
    assert running.send("/supplement/extend", form, reason="学历认证需要时间。")[0].location == running.path + "/supplement"
    page = running.get("/supplement")
    after = running.file.own().supplements[-1].due
    assert after > before
    for day in (after, before):
        assert f"{day.day} {day:%B} {day.year}" in page
    assert "Ask for more time" not in page
    assert "期限已延长一次" in running.get("/supplement", language="zh")
    page = running.get()
    for words in ("You asked for more time", "学历认证需要时间。", f"by {after.day} {after:%B} {after.year}"):
        assert words in page
    assert running.client.get(running.path + "/supplement/extend").location == running.path + "/supplement"
    answer, page = running.send("/supplement/extend", form, reason="再给些时间。")  # a form from before
    assert answer.status_code == 409
    assert "再给些时间。" in page
    answer, page = running.send("/supplement/extend", page, reason="再给些时间。")
    assert answer.status_code == 409
    assert "it can be extended once and no more" in page


def test_more_time_is_not_given_when_the_term_is_over(asked):
    page = asked.get("/supplement")
    assert "Ask for more time" not in page
    form = asked.get("/withdraw")
    answer, page = asked.send("/supplement/extend", form, reason="需要时间。")
    assert answer.status_code == 409
    assert "The last day to answer is over" in page


def test_more_time_for_what_is_closed_keeps_the_reason(running):
    form = running.get("/supplement/extend")
    running.file.withdraw()
    answer, page = running.send("/supplement/extend", form, reason="需要时间。")
    assert answer.status_code == 409
    assert "需要时间。" in page
    assert "This is no longer possible: Withdrawn." in page


def test_a_scan_is_handed_in(asked):
    page = asked.get("/supplement/1/file")
    kind = re.search(r'name="kind" value="(\w+)"', page)[1]
    answer = send_scan(asked.client, asked.path + "/supplement/1/file", "file", **hidden_of(page), kind=kind)
    assert answer.location == asked.path + "/supplement/1"
    assert "扫描件.png" in asked.get("/supplement/1")
