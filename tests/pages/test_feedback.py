"""意见反馈 through the pages: a link on every page, no word lost, nobody named, a number by which one reads what was done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from scoring.application.feedback import PAGE_MAX, Opened
from scoring.clock import Clock
from scoring.jobs.kinds import KINDS
from scoring.policy.procedure import Office
from scoring.policy.wording import text
from scoring.web.opened import is_whole, opened
from scoring.web.services import services_of
from tests.pages.own_files import hidden_of

SAID = {"kind": "unclear", "words": "“连续缴纳”怎么算？\n看不懂。"}
FROM = "/en/schemes/guangzhou/2025"


def linked(page):
    """The address of the link at the foot of a page."""
    return unescape(re.search(r'govuk-footer__link" href="([^"]*/feedback[^"]*)"', page)[1])


def send(client, address="/en/feedback", **typed):
    token = hidden_of(client.get(address).text)
    return client.post(address, data={**token, **SAID, **typed})


def text_of(answer):
    return unescape(answer.text)


@pytest.mark.parametrize("path", ["", "cities", "schemes/guangzhou/2025", "check/guangzhou/2025/short?exact=1"])
def test_the_foot_of_a_page_leads_there_with_the_path_of_the_page_alone(visitor, path):
    address = linked(visitor.get(f"/en/{path}").text)
    assert address == f"/en/feedback?page=/en/{path.partition('?')[0]}"
    assert path.partition("?")[0] in visitor.get(address).text


def test_from_what_is_no_page_nothing_is_carried_along(visitor):
    for path in ("/en/nowhere", "/en/feedback", "/sign-in"):
        assert linked(visitor.get(path).text) == "/en/feedback"


@pytest.mark.parametrize(
    ("path", "kept", "scheme"),
    [
        ("/zh/cities", "/zh/cities", ""),
        ("/", "/", ""),
        ("/zh/schemes/guangzhou/2025/guide", "/zh/schemes/guangzhou/2025/guide", "guangzhou"),
        ("/zh/schemes/guangzhou", "/zh/schemes/guangzhou", "guangzhou"),
        ("/en/check/guangzhou/2025/questions/home", "/en/check/guangzhou/2025/questions/home", "guangzhou"),
        ("/en/check/guangzhou/2025/questions/13800138000", "/en/check/guangzhou/2025/questions/-", "guangzhou"),
        ("/zh/account/applications/2026-04815162-35/documents/2", "/zh/account/applications/-/documents/0", ""),
        ("/zh/publicity/receipts/secret", "/zh/publicity/receipts/-", ""),
        ("/zh/publicity/12/lines/3", "/zh/publicity/0/lines/0", ""),
        ("/zh/schemes/13800138000/2025", "", ""),
        ("/zh/schemes/guangzhou/13800138000", "", ""),
        ("/zh/schemes/nowhere", "", ""),
        ("/zh/feedback", "", ""),
        ("/admin/", "", ""),
        ("//elsewhere.example/zh/cities", "", ""),
        ("https://elsewhere.example/", "", ""),
        ("/zh/cities/", "", ""),
        ("张三 13800138000", "", ""),
        ("/zh/schemes/" + "x" * PAGE_MAX, "", ""),
        ("", "", ""),
    ],
)
def test_only_the_address_of_a_page_of_the_service_is_kept_without_what_is_somebodys(public_app, path, kept, scheme):
    with public_app.test_request_context("/zh/feedback"):
        found = opened(path, services_of(public_app))
        assert found == Opened(kept, scheme)
        assert opened(kept, services_of(public_app)) == found
        assert is_whole(found) == bool(kept and "-" not in kept.split("/") and "0" not in kept.split("/"))


def test_what_is_said_is_kept_once_and_read_by_its_number(client):
    token = hidden_of(client.get(f"/en/feedback?page={FROM}").text)
    first, again = (client.post(f"/en/feedback?page={FROM}", data={**token, **SAID}) for _ in range(2))
    assert (first.status_code, first.location) == (302, again.location)
    thanks = client.get(first.location)
    assert "Thank you for your feedback" in thanks.text
    assert re.search(r"[0-9A-Y]{3}-[0-9A-Y]{3}-[0-9A-Y]{3}", first.location)[0] in thanks.text
    assert "nobody dealt with it yet" in thanks.text
    assert "12 months after you sent it" in thanks.text
    assert f'href="{FROM}"' in thanks.text
    assert thanks.headers["X-Robots-Tag"].startswith("noindex")
    assert "看不懂" not in thanks.text, "it is not shown to whoever sees the number"
    assert client.get("/en/feedback/000-000-001").status_code == 404


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("en", {"kind": ""}, ["Choose what it is about."]),
        ("zh", {"kind": "angry", "words": " "}, ["请选择反馈的类型。", "请填写内容。"]),
        ("zh", {"words": "我是 440106 19870201 0011，手机 138-0013-8000"}, ["内容中含有身份证号码", "内容中含有手机号码"]),
        ("zh", {"words": "回复 a@b.cn"}, ["内容中含有邮箱地址"]),
        ("zh", {"words": "好" * 2001}, ["2001"]),
        ("zh", {"key": ""}, ["本页打开时间较长"]),
        ("en", {"csrf_token": "x"}, ["What you typed is still here: send it once more."]),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_in_the_summary_and_nothing_is_lost(visit_in, language, typed, words):
    visit = visit_in(language)
    answer = send(visit.client, f"/{language}/feedback?page=/zh/cities", **typed)
    page, sent = text_of(answer), {**SAID, **typed}
    assert answer.status_code == 422
    for each in words:
        assert page.count(each) == 2, each
    assert f">\n{sent['words']}</textarea>".replace("\r\n", "\n") in page.replace("\r\n", "\n")
    assert (f'value="{sent["kind"]}" checked' in page) == (sent["kind"] == "unclear")
    assert "/zh/cities" in page
    assert "CSRF" not in page
    assert hidden_of(answer.text)["key"]


def test_after_a_lost_session_it_can_be_sent_once_more(client):
    token = hidden_of(client.get("/en/feedback").text)
    client.delete_cookie("luohu_session")
    late = client.post("/en/feedback", data={**token, **SAID})
    assert (late.status_code, "看不懂" in late.text) == (422, True)
    assert client.post("/en/feedback", data={**hidden_of(late.text), **SAID}).status_code == 302


def test_the_page_names_where_one_is_answered_and_privacy_says_how_long_it_is_kept(visit):
    page, privacy = visit.get("feedback"), visit.get("privacy")
    month = {"zh": "12个月", "en": "12 months"}[visit.language]
    assert month in page
    assert month in privacy
    assert f"/{visit.language}/progress" in page
    assert f'href="/{visit.language}/feedback?page=/{visit.language}/accessibility"' in visit.get("accessibility")


def test_the_job_that_clears_away_what_is_old_erases_it_when_the_promised_term_is_over(services, client):
    address = send(client).location
    for day, status in ((date(2027, 3, 2), 200), (date(2027, 3, 3), 404)):
        clock = Clock(replace(services.settings, today=day))
        KINDS["clean_up"](replace(services.background.desk, clock=clock), {}, lambda *_given: None)
        assert client.get(address).status_code == status, day


@pytest.fixture
def timing(public_app):
    """Lets the service go by other terms: `timing(retention={})`; they are taken back at the end."""
    services = services_of(public_app)
    kept = services.timing
    yield lambda **changes: object.__setattr__(services, "timing", replace(kept, **changes))
    object.__setattr__(services, "timing", kept)


def test_complaints_are_taken_where_the_rules_or_the_office_say(public_app, visitor, timing):
    assert "authority above it" in visitor.get("/en/feedback").text
    line = Office(text({"zh": "便民热线", "en": "Hotline"}), phone="12345")
    timing(defaults=replace(services_of(public_app).timing.defaults, complaints=(line,)))
    for address in ("/en/feedback", f"/en/feedback?page={FROM}"):
        page = visitor.get(address).text
        assert ("12345" in page, "authority above it" in page) == (True, False)


def test_without_a_term_the_pages_promise_none(visitor, timing):
    timing(retention={})
    assert "erased" not in visitor.get("/en/feedback").text
    assert "The office sets no day" in visitor.get("/en/privacy").text
