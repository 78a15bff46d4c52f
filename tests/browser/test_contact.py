"""A contact is proven in a browser, on a phone and on a desk: every page and state seen by axe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from scoring.application.notice import Channel
from scoring.casework.outbox import take_parcel
from scoring.settings_channels import read_channels
from scoring.web.services import services_of
from tests.browser.test_account import PASSWORD, fill_in, press
from tests.browser_session import VIEWS, visit
from tests.inspecting import inspect
from tests.live_server import listening

pytestmark = pytest.mark.browser

VALUES = {"LUOHU_SMS_URL": "https://gateway.example.cn"}


@pytest.fixture
def by_sms(sqlite_template, opened):
    return opened(
        replace(sqlite_template.settings, database_url=sqlite_template.copy("by_sms"), channels=read_channels(VALUES, 3, 5))
    )


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_contact_is_proven_and_changed(chromium, by_sms, width, language):
    services = services_of(by_sms)
    with listening(by_sms) as url, visit(chromium, url, width=width, language=language) as page:
        page.goto(f"/{language}/account/sign-up")
        fill_in(page, contact="138 0013 8000", password=PASSWORD, again=PASSWORD, consent=True)
        page.wait_for_url("**/account/contact*")
        inspect(page)
        press(page, 'form[action$="/contact/code"] button')
        inspect(page)
        code = take_parcel(services.transaction, set(Channel), at=services.clock.now()).code
        inspect(page)
        fill_in(page, code=f"{(int(code) + 1) % 10**6:06d}")
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        inspect(page)
        fill_in(page, code=code)
        page.wait_for_url("**/account")
        inspect(page)
        page.goto(f"/{language}/account/contact")
        inspect(page)
        page.click('a[href$="/contact/change"]')
        press(page)
        inspect(page)
        fill_in(page, contact="lin@example.cn", password=PASSWORD)
        page.wait_for_url("**/account/contact")
        expect(page.locator("#told-here"), "no way leads to a mail address here").to_be_visible()
        inspect(page)
        page.goto(f"/{language}/account")
        inspect(page)
