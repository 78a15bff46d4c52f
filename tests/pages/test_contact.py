"""The contact of an account through its pages: proven with a code where one can be sent, said plainly where not, and changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.notice import Channel
from scoring.casework.outbox import take_parcel
from scoring.settings_channels import read_channels
from scoring.web.services import services_of
from tests.pages.test_account import PASSWORD, PHONE, fill, sign_up
from tests.signing_in import enter_account, token_of

PAGE, CODE, CHANGE = "/en/account/contact", "/en/account/contact/code", "/en/account/contact/change"
MAIL = "lin@example.cn"
VALUES = {"LUOHU_SMTP_URL": "smtps://mail.example.cn", "LUOHU_MAIL_FROM": "notices@example.cn", "LUOHU_CODE_ATTEMPTS": "2"}


@pytest.fixture
def app_by_mail(template, opened):
    """A service that can send mail, and nothing to phones."""
    return opened(replace(template.settings, database_url=template.copy("by_mail"), channels=read_channels(VALUES, 3, 5)))


@pytest.fixture
def member(app_by_mail):
    client = app_by_mail.test_client()
    assert sign_up(client, MAIL).location.startswith(PAGE)
    return client


def ask(client, **typed):
    return client.post(CODE, data={"csrf_token": token_of(client.get(CHANGE)), **typed})


def sent(client):
    services = services_of(client.application)
    return take_parcel(services.transaction, {Channel.EMAIL}, at=services.clock.now()).code


def test_after_signing_up_a_code_proves_the_contact_and_leads_on(app_by_mail):
    client = app_by_mail.test_client()
    wanted = "/en/check/guangzhou/2025/result"
    asked = sign_up(client, MAIL, path=f"/en/account/sign-up?next={wanted}").location
    assert asked == f"{PAGE}?next={wanted}"
    page = client.get(asked).text
    assert "Not proven yet" in page
    assert f'href="{wanted}"' in page, "one may go on without it"
    assert 'name="code"' not in page
    shown = ask(client, next=wanted).location
    assert shown == asked
    page = client.get(shown).text
    assert 'autocomplete="one-time-code"' in page
    assert MAIL not in page
    answer = client.post(PAGE, data={"csrf_token": token_of(client.get(shown)), "code": sent(client), "next": wanted})
    assert answer.location == wanted
    assert "Your contact is proven" in client.get("/en/account").text
    assert "Proven 2 March 2026" in client.get("/en/account").text
    page = client.get(PAGE).text
    assert "Messages go there too" in page
    assert CODE not in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrong_code_is_told_with_the_tries_that_are_left_and_is_over_then(member, language):
    ask(member)
    code = sent(member)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    page = PAGE.replace("/en/", f"/{language}/")
    words = {
        "en": ("Type the 6 digits", "Tries left: 1", "tried too often"),
        "zh": ("6位数字验证码", "还可尝试1次", "输错次数过多"),
    }
    for typed, said in zip(("12 34", wrong, code[::-1] if code[::-1] != code else wrong), words[language], strict=True):
        answer = member.post(page, data={"csrf_token": token_of(member.get(page)), "code": typed})
        assert (answer.status_code, said in answer.text) == (422, True), said
    assert 'name="code"' not in member.get(page).text
    answer = member.post(page, data={"csrf_token": token_of(member.get(page)), "code": code})
    assert answer.status_code == 422
    assert {"en": "Ask for another code", "zh": "请重新发送"}[language] in answer.text


@pytest.mark.parametrize(("language", "words"), [("en", "Wait 1 min"), ("zh", "请1分钟后再试")])
def test_asking_without_end_is_told_when_to_ask_again(member, language, words):
    assert [ask(member).status_code for _ in range(3)] == [302, 302, 302]
    answer = member.post(CODE.replace("/en/", f"/{language}/"), data={"csrf_token": token_of(member.get(PAGE))})
    assert (answer.status_code, words in answer.text) == (422, True)


@pytest.mark.parametrize(("language", "words"), [("en", "No code is needed"), ("zh", "无需验证码")])
def test_without_a_way_there_the_page_says_so_and_nothing_is_asked(client, language, words):
    assert sign_up(client).location == "/en/account"
    page = client.get(PAGE.replace("/en/", f"/{language}/")).text
    assert words in page
    assert "/contact/code" not in page
    answer = ask(client)
    assert answer.status_code == 422
    assert "what you are told stands under Messages alone" in answer.text
    assert client.post(CODE, data={}).status_code == 400, "without its token nothing is asked for"


def test_another_contact_is_signed_in_with_and_is_not_proven(member):
    ask(member)
    member.post(PAGE, data={"csrf_token": token_of(member.get(PAGE)), "code": sent(member)})
    answer = fill(member, CHANGE, contact="Wang@Example.cn", password=PASSWORD)
    assert answer.location == PAGE
    page = member.get(PAGE).text
    assert "Your contact is changed" in page
    assert "Not proven yet" in page
    elsewhere = member.application.test_client()
    assert enter_account(elsewhere, MAIL, PASSWORD).status_code == 422
    assert enter_account(elsewhere, "wang@example.cn", PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("contact", "password", "english", "chinese"),
    [
        ("lin", PASSWORD, "Type a mobile number of the mainland", "11位内地手机号码"),
        (PHONE, PASSWORD, "This is the present one", "这是现在的联系方式"),
        ("applicant1@luohu.example", PASSWORD, "There is an account with this already", "已有账号"),
        (MAIL, "wrong", "This is not your password", "密码不正确"),
    ],
)
def test_what_is_wrong_about_another_contact_is_told_and_nothing_is_lost(client, contact, password, english, chinese):
    sign_up(client)
    for language, words in (("en", english), ("zh", chinese)):
        answer = fill(client, CHANGE.replace("/en/", f"/{language}/"), contact=contact, password=password)
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert f'value="{contact}"' in answer.text
