"""意见反馈 in the console: found, dealt with once, and read by whoever has the number; and by nobody whom it does not concern."""

from __future__ import annotations

import re
from html import unescape

import pytest

from scoring.application.feedback import FeedbackKind, Opened
from scoring.casework.give_feedback import Said, give_feedback
from scoring.web.services import services_of
from tests.admin.steps import hidden

LIST = "/admin/feedback/"
GUIDE = Opened("/zh/schemes/guangzhou/2025/guide", "guangzhou")


@pytest.fixture
def give(office):
    """Somebody says something; gives the number."""
    services, keys = services_of(office), iter(range(100))

    def say(words, kind=FeedbackKind.UNCLEAR, opened=Opened()):  # noqa: B008 - frozen
        said = Said(kind, words, opened, f"key of feedback {next(keys)}")
        return give_feedback(services.transaction, said, at=services.clock.now())

    return say


def numbers(desk, query="", who="policy_staff1"):
    return re.findall(r'href="/admin/feedback/(\w{9})"', desk.page(who, f"{LIST}{query}"))


def test_without_feedback_the_list_says_so(desk):
    page = desk.page("policy_staff1", LIST)
    assert "Nobody has said anything yet." in page
    assert "No feedback matches." in desk.page("policy_staff1", f"{LIST}?state=open")
    assert LIST in desk.page("administrator1", "/admin/")


@pytest.mark.both_databases
def test_it_is_searched_filtered_and_turned_page_by_page(desk, give):
    first = give("看不懂“连续缴纳”。" * 20, opened=GUIDE)
    second = give("<b>手机</b>打不开", FeedbackKind.PHONE)
    assert numbers(desk) == numbers(desk, who="supervisor1") == [second, first]
    for query in ("?kind=phone", "?q=" + second[:3] + "-" + second[3:], "?kind=phone&scheme=&state=open"):
        assert numbers(desk, query) == [second], query
    for query in ("?scheme=guangzhou", "?q=2025/guide"):
        assert numbers(desk, query) == [first], query
    assert numbers(desk, "?kind=angry&state=lost") == [second, first]
    assert numbers(desk, "?state=closed") == []
    assert "2 are to be dealt with" in desk.page("policy_staff1", LIST)
    others = [give("再来一次") for _ in range(24)]
    assert numbers(desk, "?page=2") == [first]
    assert numbers(desk)[0] == others[-1]


def test_an_identity_number_is_not_left_in_the_address(desk):
    answer = desk.as_("policy_staff1").get(f"{LIST}?q=440106198702010011")
    assert (answer.status_code, answer.location) == (302, LIST)


def test_it_is_dealt_with_once_and_read_by_whoever_has_the_number(office, desk, give):
    number = give("<b>学历</b>的分数\n不对。", FeedbackKind.WRONG, GUIDE)
    address = f"{LIST}{number}"
    form = unescape(desk.page("policy_staff1", address))
    assert "&lt;b&gt;学历" in desk.page("policy_staff1", address)
    for words in ("Points or a rule are wrong", GUIDE.path, "At most 2000 characters."):
        assert words in form
    for note, words in (("", "Write what you want to say."), ("找440106198702010011", "identity number. Take it out")):
        wrong = desk.send("policy_staff1", address, note=note)
        assert (wrong.status_code, wrong.text.count(words)) == (422, 2)
        assert f">\n{note}</textarea>".replace("\r", "") in wrong.text.replace("\r", "")
    other = desk.as_("supervisor1").get(address).text
    done = desk.send("policy_staff1", address, note="说明已改写。")
    assert (done.status_code, done.location) == (302, f"{LIST}?state=open")
    assert "Whoever has the number reads what was done." in desk.page("policy_staff1", done.location)
    late = desk.as_("supervisor1").post(address, data={**hidden(other), "note": "我也看了。"})
    assert (late.status_code, "This was dealt with already" in late.text, "我也看了。" in late.text) == (409, True, True)
    shown = desk.page("supervisor1", address)
    assert "说明已改写。" in shown
    assert "<textarea" not in shown
    assert numbers(desk, "?state=closed") == [number]
    public = office.test_client().get(f"/en/feedback/{number}").text
    assert "说明已改写。" in public
    assert "Dealt with on" in public
    assert "policy_staff1" not in public
    assert "Feedback dealt with" in desk.page("auditor1", "/admin/journal/?search=close_feedback")


def test_what_nobody_gave_is_not_found_and_without_a_token_nothing_is_done(desk, give):
    client = desk.as_("policy_staff1")
    assert client.get(f"{LIST}000000000").status_code == 404
    number = give("好")
    assert client.post(f"{LIST}{number}", data={"note": "x"}).status_code == 400
    assert numbers(desk, "?state=open") == [number]
