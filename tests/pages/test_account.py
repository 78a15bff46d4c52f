"""The account of an applicant through its pages: signing up, in and out, and what each wrong input is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import jsonify

from scoring.settings import Limits
from scoring.web import own_account, person
from tests.signing_in import enter, enter_account, token_of

PASSWORD = "four plain words"
PHONE = "13800138000"


def fill(client, path, /, **typed):
    """Open a page and send its form; gives the answer."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    form = page.text.split('id="main-content"', 1)[1].split("<form", 1)[1].split("</form>", 1)[0]
    tags = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', form)]
    return client.post(path.partition("?")[0], data={tag["name"]: tag.get("value", "") for tag in tags} | typed)


def sign_up(client, contact=PHONE, /, path="/en/account/sign-up", **changes):
    return fill(client, path, **({"contact": contact, "password": PASSWORD, "again": PASSWORD, "consent": "y"} | changes))


@pytest.fixture
def member(client):
    """Somebody who has just opened an account, still signed in."""
    assert sign_up(client).status_code == 302
    return client


def test_an_account_is_opened_and_shows_its_contact_masked(client):
    answer = sign_up(client, "+86 138-0013-8000")
    assert (answer.status_code, answer.location) == (302, "/en/account")
    page = client.get("/en/account").text
    assert "138****8000" in page
    assert PHONE not in page
    assert "2 March 2026" in page
    assert 'href="/en/account/consent?version=1"' in page
    assert "My account" in client.get("/en/").text
    assert "我的账号" in client.get("/zh/account").text
    assert "stands under Messages alone" in page, "an installation without a way to the applicant says so"


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({"contact": "lin"}, "Type a mobile number of the mainland", "11位内地手机号码"),
        ({"contact": "lin@"}, "This is no mail address", "邮箱格式不正确"),
        ({"password": "short", "again": "short"}, "Use at least 12 characters", "密码至少12个字符"),
        ({"password": "x" * 20, "again": "x" * 20}, "at least 5 different characters", "至少含5个不同的字符"),
        ({"password": PASSWORD * 20, "again": PASSWORD * 20}, "at most 128 characters", "最多128个字符"),
        ({"again": "other"}, "The two passwords differ", "两次输入的密码不一致"),
        ({"consent": ""}, "tick the box", "请阅读说明并勾选同意"),
        ({"version": "0"}, "tick the box", "请阅读说明并勾选同意"),
        ({"contact": "applicant1@luohu.example"}, "There is an account with this already", "已有账号"),
    ],
)
def test_what_is_wrong_is_told_beside_its_input_and_nothing_is_lost(client, changes, english, chinese):
    for language, words in (("en", english), ("zh", chinese)):
        if not changes.get("consent", "y"):
            sent = {name: value for name, value in changes.items() if name != "consent"}
            page = client.get(f"/{language}/account/sign-up")
            typed = {"contact": PHONE, "password": PASSWORD, "again": PASSWORD, "version": "1", "csrf_token": token_of(page)} | sent
            answer = client.post(f"/{language}/account/sign-up", data=typed)
        else:
            answer = sign_up(client, path=f"/{language}/account/sign-up", **changes)
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{changes.get("contact", PHONE)}"' in answer.text
        assert PASSWORD not in answer.text
        assert client.get("/en/account").status_code == 302


def test_everything_that_is_wrong_with_a_new_account_is_told_at_once(client):
    page = fill(client, "/en/account/sign-up", contact="lin", password="short", again="other")
    for words in ("Type a mobile number of the mainland", "Use at least 12 characters", "The two passwords differ", "tick the box"):
        assert page.text.count(words) >= 2, words  # beside its input and in the summary


def test_signing_out_and_in_again_leads_back_to_where_one_was(member):
    out = fill(member, "/en/account")  # its form is that of signing out
    assert out.status_code == 405
    page = member.get("/en/account")
    assert member.post("/en/account/sign-out", data={"csrf_token": token_of(page)}).location == "/en/"
    came_from = "/en/check/guangzhou/2025/result"
    link = re.search(r'href="(/en/account/sign-in[^"]*)"', member.get("/en/schemes/guangzhou/2025").text)[1]
    assert link == "/en/account/sign-in?next=/en/schemes/guangzhou/2025"
    assert enter_account(member, "+86 138 0013 8000", PASSWORD, f"/en/account/sign-in?next={came_from}").location == came_from
    assert member.get(f"/en/account/sign-in?next={came_from}").location == came_from
    assert member.get("/en/account/sign-up").location == "/en/account"


def test_who_must_sign_in_first_comes_back_to_the_page_asked_for(client):
    answer = client.get("/en/account/password")
    assert answer.location == "/en/account/sign-in?next=/en/account/password"
    assert (
        enter_account(client, "applicant1@luohu.example", "first of all the applicants", answer.location).location
        == "/en/account/password"
    )
    assert client.post("/en/account/close", data={}).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        *("https://example.cn/", "//example.cn", "/\\example.cn", "/en/\\example.cn", "javascript:alert(1)", "", "/admin/"),
        *("/en/account/sign-in", "/zh/account/sign-out", "/en/\n/x", "/sign-out", "en/", "/fr/"),
    ],
)
def test_nobody_is_led_elsewhere(client, wanted):
    with client.application.test_request_context("/en/"):
        assert own_account.safe_way_back(wanted) == "/en/account"
        assert own_account.safe_way_back("/zh/check/guangzhou/2025/ways?cost=money") == "/zh/check/guangzhou/2025/ways?cost=money"


def test_every_wrong_name_and_password_is_answered_alike(client):
    tries = (("applicant1@luohu.example", "wrong"), ("nobody@luohu.example", "wrong"), ("13911112222", "wrong"), ("lin", ""))
    answers = {
        re.sub(r'(csrf_token"[^>]*value|value|nonce)="[^"]*"', "", enter_account(client, contact, password).text)
        for contact, password in tries
    }
    assert len(answers) == 1
    assert "These do not belong together" in answers.pop()


def test_staff_do_not_sign_in_at_the_door_of_applicants(client, passwords):
    for contact in ("officer1", "officer1@luohu.example"):
        assert enter_account(client, contact, passwords["officer1"]).status_code == 422
        assert client.get("/en/account").status_code == 302


def test_guessing_takes_longer_and_longer_for_a_contact_that_is_nobodys_as_well(template, opened):
    limits = Limits(sign_in=2, sign_in_address=0, api=0, look_up=0, upload=0)
    app = opened(replace(template.settings, database_url=template.copy("guessed"), limits=limits))
    client = app.test_client()
    for contact in ("applicant1@luohu.example", "nobody@luohu.example"):
        assert [enter_account(client, contact, "wrong").status_code for _ in range(3)] == [422, 422, 429]
    assert enter_account(client, "applicant1@luohu.example", "first of all the applicants").status_code == 429
    assert enter_account(client, "applicant2@luohu.example", "second of all the applicants").status_code == 302
    given = {"current": "wrong", "password": PASSWORD, "again": PASSWORD}
    assert [fill(client, "/en/account/password", **given).status_code for _ in range(3)] == [422, 422, 429]


def test_opening_accounts_without_end_is_refused(template, opened):
    limits = Limits(sign_in=0, sign_in_address=0, api=0, look_up=0, upload=1)
    app = opened(replace(template.settings, database_url=template.copy("flooded"), limits=limits))
    assert sign_up(app.test_client()).status_code == 302
    assert sign_up(app.test_client(), "13900139000").status_code == 429


def test_a_password_is_changed_and_ends_other_sessions(app, member):
    elsewhere = app.test_client()
    enter_account(elsewhere, PHONE, PASSWORD)
    new = "five plain words"
    answer = fill(member, "/en/account/password", current=PASSWORD, password=new, again=new)
    assert answer.location == "/en/account"
    assert "Your password is changed" in member.get("/en/account").text
    assert elsewhere.get("/en/account").status_code == 302
    assert enter_account(elsewhere, PHONE, PASSWORD).status_code == 422
    assert enter_account(elsewhere, PHONE, new).status_code == 302


@pytest.mark.parametrize(
    ("current", "new", "again", "words"),
    [
        ("wrong", "five plain words", "five plain words", "This is not your password"),
        (PASSWORD, "five plain words", "five plain word", "The two passwords differ"),
        (PASSWORD, "short", "short", "Use at least 12 characters"),
        (PASSWORD, PASSWORD, PASSWORD, "This is the present password"),
    ],
)
def test_a_password_that_may_not_be_is_told_why(member, current, new, again, words):
    answer = fill(member, "/en/account/password", current=current, password=new, again=again)
    assert answer.status_code == 422
    assert words in answer.text


def test_an_account_is_closed_with_its_password(app, member):
    assert "This is not your password" in fill(member, "/en/account/close", password="wrong").text
    assert fill(member, "/en/account/close", password=PASSWORD).location == "/en/account/closed"
    assert "can no longer be read" in member.get("/en/account/closed").text
    assert member.get("/en/account").status_code == 302
    assert enter_account(app.test_client(), PHONE, PASSWORD).status_code == 422
    assert sign_up(app.test_client()).status_code == 302


def test_the_office_and_applicants_keep_apart(app, client, passwords):
    enter_account(client, "applicant1@luohu.example", passwords["applicant1"])
    assert client.get("/sign-in").location.endswith("/account")
    assert client.get("/tf-setup").location.endswith("/account")
    assert client.get("/change-password").status_code == 403
    enter(app, staff := app.test_client(), "officer1", passwords["officer1"])
    assert staff.get("/en/account").status_code == 403
    assert "signed in as staff" in staff.get("/en/account/sign-in").text
    assert "/account/sign-in" not in staff.get("/en/").text


def test_who_is_signed_in_is_told_apart(template, opened, passwords):
    app = opened(replace(template.settings, database_url=template.copy("apart")))

    def whoami():
        visitor, holder = person.visitor(), person.holder()
        return jsonify(kind=type(visitor).__name__, holder=holder and holder.account_id, officer=person.officer() is not None)

    app.add_url_rule("/whoami", "whoami", whoami)
    app.add_url_rule("/holder", "holder", lambda: jsonify(person.signed_in_holder().account_id))
    client = app.test_client()
    assert client.get("/whoami").json == {"kind": "NoneType", "holder": None, "officer": False}
    assert client.get("/holder").status_code == 401
    enter_account(client, "applicant1@luohu.example", passwords["applicant1"])
    told = client.get("/whoami").json
    assert (told["kind"], told["officer"], told["holder"]) == ("Holder", False, client.get("/holder").json)
    enter(app, staff := app.test_client(), "officer1", passwords["officer1"])
    assert staff.get("/whoami").json == {"kind": "Officer", "holder": None, "officer": True}


def test_the_consent_text_of_each_version_can_be_read(client):
    for address in ("/zh/account/consent", "/zh/account/consent?version=1", "/zh/account/consent?version=none"):
        page = client.get(address).text
        assert "第1版" in page
        assert "公民身份号码加密保存" in page


def test_a_session_of_an_account_closed_elsewhere_is_nobodys(app, member):
    elsewhere = app.test_client()
    enter_account(elsewhere, PHONE, PASSWORD)
    fill(elsewhere, "/en/account/close", password=PASSWORD)
    assert member.get("/en/account").location == "/en/account/sign-in?next=/en/account"
    assert "Sign in" in member.get("/en/").text


@pytest.mark.parametrize(("contact", "is_told"), [("a@example.cn", True), (PHONE, False)])
def test_where_there_is_a_way_to_the_contact_nothing_is_said_of_it(member, contact, is_told):
    from scoring.application.contact import contact as read
    from scoring.pages.account.contact import is_told_outside
    from scoring.settings_channels import read_channels
    from scoring.web.services import services_of

    services = services_of(member.application)
    values = {"LUOHU_SMTP_URL": "smtps://user:word@mail.example.cn", "LUOHU_MAIL_FROM": "notices@example.cn"}
    by_mail = replace(services, settings=replace(services.settings, channels=read_channels(values, 3, 5)))
    assert (is_told_outside(by_mail, read(contact)), is_told_outside(services, read(contact))) == (is_told, False)


def test_a_newer_consent_text_is_asked_for_first(client, monkeypatch):
    from scoring.application import consent

    assert sign_up(client).status_code == 302
    monkeypatch.setattr(consent, "CURRENT", "2")
    monkeypatch.setattr(consent, "TEXTS", {**consent.TEXTS, "2": consent.TEXTS["1"]})
    monkeypatch.setattr(consent, "COVERS", {**consent.COVERS, "2": ("handling",)})
    asked = client.get("/en/account/messages?page=2").location
    assert asked == "/en/account/renew-consent?next=/en/account/messages?page%3D2"
    for page in ("archive", "close"):
        assert client.get(f"/en/account/{page}").status_code == 200, "who does not agree takes everything away and leaves"
    page = client.get(asked).text
    assert "Handling the application" in page
    typed = dict(re.findall(r'name="(csrf_token|version|next)"[^>]*value="([^"]*)"', page.split("main-content", 1)[1]))
    assert typed["version"] == "2"
    refused = client.post("/en/account/renew-consent", data=typed)
    assert (refused.status_code, "Read what you agree to" in refused.text) == (422, True)
    agreed = client.post("/en/account/renew-consent", data={**typed, "consent": "y"})
    assert agreed.location == "/en/account/messages?page=2"
    assert client.get("/en/account").status_code == 200
    assert client.get("/en/account/renew-consent").location == "/en/account"
