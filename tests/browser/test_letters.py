"""The letters of a file in a browser, on a phone, on a desk and on paper; every one seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def come_to(own, kind):
    match kind:
        case "acceptance":
            own.file.accept()
        case "supplement":
            own.file.ask()
        case _:
            own.file.propose()
            own.file.not_accept()


@pytest.mark.parametrize(("width", "language"), VIEWS)
@pytest.mark.parametrize("letter", ["acceptance", "supplement", "not-accepted"])
def test_a_letter_is_read_and_printed_by_both(new_page, live, width, language, letter):
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    come_to(own, letter)
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{own.file.reference}")
    inspect(page)
    page.click('a[href$="/documents/1/read"]')
    inspect(page)
    page.emulate_media(media="print")
    expect(page.locator(".app-letter__seal")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator(".govuk-service-navigation")).to_be_hidden()
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "officer1")
    staff.goto(f"/admin/applications/{own.file.reference}/documents/1/read")
    inspect(staff)
