"""Forms of a page that was open too long, or whose session is over: nothing is done, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import url_for
from werkzeug.datastructures import MultiDict

from scoring.records.tables import EventRow
from scoring.web import typed_again
from tests.pages.filled_forms import TYPED, forms_of, stands_in
from tests.pages.test_account import PASSWORD, PHONE, fill, sign_up
from tests.signing_in import enter, enter_account, token_of

OLD = "of a page that was open too long"
KNOWN = {"scheme": "guangzhou", "version": "2025", "section": "about_you", "kind": "x"}
OTHER = "13900139000"
LARGE = b"x" * 2 * 1024 * 1024  # a form without files may have half of it


def addresses(app, reference):
    """Every address of the pages that takes a form: whether it can be opened too, and the class of its page."""
    known = KNOWN | {"reference": reference}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("pages.") and "POST" in rule.methods:
            where = {name: known.get(name, 1) for name in rule.arguments - {"lang"}}
            with app.test_request_context("/en/"):
                address = url_for(rule.endpoint, lang="en", **where)
            yield address, "GET" in rule.methods, app.view_functions[rule.endpoint].view_class


def count_events(services):
    with services.transaction() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(EventRow))


@pytest.fixture
def member(client):
    assert sign_up(client).status_code == 302
    return client


@pytest.fixture
def reference(member):
    return fill(member, "/en/apply/guangzhou").location.rsplit("/", 1)[1]


def own_forms(client, address):
    """The forms of a page that are sent to its own address; none where it cannot be opened now."""
    page = client.get(address)
    forms = forms_of(page.text) if page.status_code == 200 and page.mimetype == "text/html" else []
    return [form for form in forms if form.action.partition("?")[0] in {"", address}]


def test_every_form_comes_back_with_what_was_typed_and_nothing_is_done(app, services, member, reference):
    before, tried, has_secrets = count_events(services), set(), set()
    visitor = app.test_client()
    for address, can_open, view in addresses(app, reference):
        if not (view.comes_again or view.checks_token):
            answer = member.post(address, data={"typed": TYPED, "csrf_token": OLD})
            assert answer.status_code == 400, address
            assert ("typed", TYPED) in stands_in(answer.text), address
        for client in (member, visitor) if can_open else ():
            for form in own_forms(client, address):
                typed = form.filled()
                hidden = [pair for pair in form.hidden if pair[0] != "csrf_token"]
                answer = client.post(address, data=MultiDict([*hidden, *typed, ("csrf_token", OLD)]))
                assert answer.status_code in {400, 422}, address
                assert set(typed) <= stands_in(answer.text), (address, set(typed) - stands_in(answer.text))
                assert "for a long time" in answer.text or "for too long" in answer.text, address
                tried |= {address} if typed else set()
                has_secrets |= {(view, name) for name in form.secret}
    assert count_events(services) == before
    assert len(tried) > 15, tried
    assert all(view.comes_again or view.checks_token for view, _name in has_secrets), "where something does not travel"
    assert {name for _view, name in has_secrets} <= typed_again.SECRETS | {"file", "files"}


def ended(member, address, **typed):
    """Send a form after the session ended; gives the answer, and the token of the page it stood on."""
    token = token_of(member.get(address))
    member.delete_cookie("luohu_session")
    return member.post(address, data={**typed, "csrf_token": token})


def kept_of(page):
    """What the sign-in carries."""
    return dict(forms_of(page.text)[0].hidden)


def sign_in_with(client, page, contact=PHONE, password=PASSWORD):
    return client.post("/en/account/sign-in", data={**kept_of(page), "contact": contact, "password": password})


def test_what_was_typed_passes_through_the_sign_in_and_is_sent_again(member, reference):
    address = f"/en/draft/{reference}/you?change=1"
    page = ended(member, address, name="王小明", identity_number="11010519491231002X", version="1")
    assert page.status_code == 401
    assert "sign in within an hour with the same account" in page.text
    assert "王小明" not in page.text
    assert "11010519491231002X" not in page.text, "it is sealed"
    wrong = sign_in_with(member, page, password="not the one")
    assert wrong.status_code == 422
    again = sign_in_with(member, wrong)
    assert again.status_code == 200
    assert {("name", "王小明"), ("identity_number", "11010519491231002X")} <= stands_in(again.text)
    assert "2X" not in again.request.url
    (form,) = forms_of(again.text)
    assert form.action == address
    looked = member.post(address, data=dict(form.hidden))
    assert ("name", "王小明") in stands_in(looked.text), "its own form, to look at first"
    assert "for a long time" in looked.text
    fresh = token_of(looked)
    assert member.post(address, data={**dict(form.hidden), "csrf_token": fresh}).location == f"/en/draft/{reference}/check"
    assert 'value="王小明"' in member.get(address).text


def test_nobody_else_sees_it_and_not_for_ever(app, services, member, reference, monkeypatch):
    address = f"/en/draft/{reference}/you"
    page = ended(member, address, name="王小明", version="1")
    other = app.test_client()
    assert sign_up(other, OTHER).status_code == 302
    other.delete_cookie("luohu_session")
    other.get("/en/account/sign-in")
    sent = {**kept_of(page), "csrf_token": token_of(other.get("/en/account/sign-in")), "contact": OTHER, "password": PASSWORD}
    led = other.post("/en/account/sign-in", data=sent)
    assert led.location == "/en/account"
    home = other.get("/en/account").text
    assert "belongs to another account" in home
    assert "王小明" not in home
    kept = kept_of(page)["kept"]
    (owner,) = [
        f"applicant {number}"
        for number in range(99)
        if typed_again.open_typed(services.settings, kept, f"applicant {number}", services.clock.now())
    ]
    late = services.clock.now() + typed_again.HOLDS + timedelta(seconds=1)
    assert typed_again.open_typed(services.settings, kept, owner, late) is None
    monkeypatch.setattr(typed_again, "LONGEST", 10)
    assert ended(other, "/en/account/corrections", wanted=TYPED).location.startswith("/en/account/sign-in?next=")


def test_who_signed_in_elsewhere_meanwhile_finds_it_too(member, reference):
    page = ended(member, f"/en/draft/{reference}/you", name="王小明", version="1")
    enter_account(member, PHONE, PASSWORD)
    assert ("name", "王小明") in stands_in(sign_in_with(member, page).text)


def test_passwords_and_files_do_not_travel_and_their_form_is_shown_first(member):
    page = ended(member, "/en/account/contact/change", contact=OTHER, password=PASSWORD)
    again = sign_in_with(member, page)
    assert PASSWORD not in again.text
    assert "Passwords and files are not kept" in again.text
    assert "Send it once more" not in again.text
    (form,) = forms_of(again.text)
    assert ("contact", OTHER) in stands_in(member.post(form.action, data=dict(form.hidden)).text)


def test_a_file_is_passed_over_however_large_it_is(member, reference):
    address = f"/en/draft/{reference}/files/x/add"
    token = token_of(member.get("/en/account"))
    member.delete_cookie("luohu_session")
    parts = (("valid_from", "", b"2026-01-02"), ("csrf_token", "", token.encode()), ("file", '; filename="card.jpg"', LARGE))
    body = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name.encode(), more.encode(), value)
        for name, more, value in parts
    )
    page = member.post(address, data=body + b"--x--\r\n", content_type="multipart/form-data; boundary=x")
    again = sign_in_with(member, page)
    assert ("valid_from", "2026-01-02") in stands_in(again.text)
    assert "Passwords and files are not kept" in again.text


def test_another_account_is_shown_nothing_of_a_page_of_the_first(app, member):
    token = token_of(member.get("/en/account"))
    other = app.test_client()
    assert sign_up(other, OTHER).status_code == 302
    for address in ("/en/account/corrections", "/en/account/messages"):
        answer = other.post(address, data={"wanted": TYPED, "csrf_token": token})
        assert answer.status_code == 400
        assert "another account" in answer.text
        assert "甲乙" not in answer.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.cn"}, {"Origin": "null"}])
def test_what_another_site_sends_is_never_offered(member, headers):
    answer = member.post("/en/account/messages", data={"typed": TYPED}, headers=headers)
    assert answer.status_code == 400
    assert "has expired" in answer.text
    assert "甲乙" not in answer.text
    member.delete_cookie("luohu_session")
    assert member.post("/en/account/messages", data={"typed": TYPED}, headers=headers).status_code == 302


def test_an_officer_signs_in_on_another_page_and_goes_on(app, passwords, reference):
    officer = app.test_client()
    enter(app, officer, "officer1", passwords["officer1"])
    token = token_of(officer.get("/en/display"))
    officer.delete_cookie("luohu_session")
    address = f"/en/draft/{reference}/you"
    waiting = officer.post(address, data={"name": "王小明", "csrf_token": token})
    assert waiting.status_code == 401
    assert "王小明" not in waiting.text
    (form,) = forms_of(waiting.text)
    assert forms_of(officer.post(address, data=dict(form.hidden)).text) == [form], "as long as nobody is signed in it waits"
    enter(app, officer, "officer1", passwords["officer1"])
    again = officer.post(address, data=dict(form.hidden))
    assert ("name", "王小明") in stands_in(again.text)
    other = app.test_client()
    enter(app, other, "officer2", passwords["officer2"])
    refused = other.post(address, data=dict(form.hidden))
    assert refused.status_code == 400
    assert "王小明" not in refused.text
