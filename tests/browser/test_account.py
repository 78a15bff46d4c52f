"""An applicant's account in a browser: opened on a phone, verified at the counter on a desk; every page and state seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.application import consent
from tests.browser.conftest import CHECK
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

PASSWORD, NUMBER = "four plain words", "430103198702010002"
WIDTHS = {"zh": 390, "en": 1280}


@pytest.fixture(params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture
def phone(new_page, language):
    """The applicant's own screen: a phone that speaks Chinese, a wide one that speaks English."""
    return new_page(width=WIDTHS[language], language=language)


def press(page, selector="main form button.govuk-button"):
    page.locator(selector).first.click()
    page.wait_for_load_state()


def fill_in(page, **fields):
    """Fill in the form of the page and send it."""
    for name, value in fields.items():
        page.check(f"#{name}") if value is True else page.fill(f"#{name}", value)
    press(page)


def sign_up(page, language):
    page.goto(f"/{language}/account/sign-up")
    fill_in(page, contact="138 0013 8000", password=PASSWORD, again=PASSWORD, consent=True)
    page.wait_for_url("**/account")


def show_code(page):
    press(page, 'form[action$="/counter-code"] button')
    return page.inner_text("#counter-code")


def verify(desk, live, code):
    """Verify the identity of the account with the code, as an officer at the counter."""
    enter_on_page(desk, live, "officer1")
    desk.goto("/admin/counter/")
    inspect(desk)
    fill_in(desk, code=code)
    inspect(desk)
    fill_in(desk, name="张示范", identity_number=NUMBER, saw_card=True)
    expect(desk.locator(".govuk-notification-banner--success")).to_be_visible()
    inspect(desk)


def test_an_account_is_opened_on_the_way_and_leads_back(phone, language):
    phone.goto(f"/{language}/{CHECK}/answers")
    if phone.locator(".govuk-service-navigation__toggle").is_visible():
        phone.click(".govuk-service-navigation__toggle")
    phone.click('a[href*="/account/sign-in"]')
    inspect(phone)
    press(phone)
    inspect(phone)
    phone.click('a[href*="/account/sign-up"]')
    inspect(phone)
    press(phone)
    inspect(phone)
    fill_in(phone, contact="138 0013 8000", password=PASSWORD, again=PASSWORD, consent=True)
    phone.wait_for_url(f"**/{language}/{CHECK}/answers")


def test_every_page_of_an_account(phone, language, monkeypatch):
    sign_up(phone, language)
    inspect(phone)
    assert len(show_code(phone)) == 11
    inspect(phone)
    phone.click('a[href*="version=1"]')
    inspect(phone)
    with monkeypatch.context() as newer:
        newer.setattr(consent, "CURRENT", "2")
        newer.setattr(consent, "TEXTS", {**consent.TEXTS, "2": consent.TEXTS["1"]})
        newer.setattr(consent, "COVERS", {**consent.COVERS, "2": consent.COVERS["1"]})
        phone.goto(f"/{language}/account")
        phone.wait_for_url("**/account/renew-consent**")
        press(phone)
        expect(phone.locator(".govuk-error-summary")).to_be_visible()
        inspect(phone)
    phone.goto(f"/{language}/account/password")
    press(phone)
    inspect(phone)
    fill_in(phone, current=PASSWORD, password="five plain words", again="five plain words")
    phone.wait_for_url("**/account")
    inspect(phone)
    phone.goto(f"/{language}/account/close")
    press(phone)
    inspect(phone)
    fill_in(phone, password="five plain words")
    phone.wait_for_url("**/account/closed")
    inspect(phone)


def test_an_identity_is_verified_and_a_lost_password_replaced_at_the_counter(phone, new_page, live, language):
    sign_up(phone, language)
    desk = new_page(width=1280, language=language)
    verify(desk, live, show_code(phone))
    phone.goto(f"/{language}/account")
    assert "张**" in phone.inner_text("main")
    inspect(phone)
    desk.goto("/admin/counter/new-start")
    press(desk)
    inspect(desk)
    fill_in(desk, identity_number=NUMBER, saw_card=True)
    inspect(desk)
    new_start = desk.inner_text("#new-start-code")
    phone.context.clear_cookies(name="luohu_session")
    phone.goto(f"/{language}/account/new-start")
    press(phone)
    inspect(phone)
    fill_in(phone, contact="13800138000", code=new_start, password="six plain words", again="six plain words")
    phone.wait_for_url("**/account")


def test_a_supervisor_corrects_an_identity_on_a_phone_too(phone, new_page, live, language):
    sign_up(phone, language)
    code = show_code(phone)
    verify(new_page(width=390, language=language), live, code)
    desk = new_page(width=390, language=language)
    enter_on_page(desk, live, "supervisor1")
    desk.goto("/admin/counter/")
    press(desk)
    inspect(desk)
    fill_in(desk, code=code)
    press(desk)
    inspect(desk)
    inspect(desk)
    fill_in(desk, name="张示例", identity_number=NUMBER, reason="姓名录错。")
    expect(desk.locator(".govuk-notification-banner--success")).to_be_visible()


def test_authority_is_recorded_shown_and_ended(phone, new_page, live, language):
    sign_up(phone, language)
    code = show_code(phone)
    desk = new_page(width=WIDTHS[language], language=language)
    verify(desk, live, code)
    desk.click("details summary")
    inspect(desk)
    press(desk, 'form[action$="/authorize"] button')
    desk.locator("details").evaluate("e => e.open = true")
    inspect(desk)
    given = {
        "name": "李委托",
        "identity_number": "430103198702010010",
        "first": "2026-03-02",
        "last": "2026-06-01",
        "proof": "委托书",
    }
    form = desk.locator('form[action$="/authorize"]')
    for name, value in given.items():
        form.locator(f"#authority-{name}").fill(value)
    press(desk, 'form[action$="/authorize"] button')
    expect(desk.locator(".govuk-notification-banner--success")).to_be_visible()
    inspect(desk)
    desk.goto("/admin/counter/authorities")
    inspect(desk)
    fill_in(desk, identity_number="430103198702010010")
    assert "李**" in desk.inner_text("main")
    inspect(desk)
    phone.goto(f"/{language}/account")
    assert "李**" in phone.inner_text("main")
    inspect(phone)
    press(phone, 'form[action$="/end-authority"] button')
    expect(phone.locator(".govuk-notification-banner--success")).to_be_visible()
    assert "李**" not in phone.inner_text("main")
