"""An officer without a mouse: signing in, the queue, taking the next file, accepting, verifying, recommending."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import press, reach, type_in
from tests.browser.test_applying import live
from tests.browser.test_intake import submitted
from tests.browser_session import lines_to_judge
from tests.inspecting import inspect
from tests.signing_in import fresh_code

__all__ = ["live"]
pytestmark = pytest.mark.browser

SEND = "main form button.govuk-button"


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_an_officer_takes_a_file_and_recommends_it_without_a_mouse(new_page, live, width, language):
    reference, page = submitted(live).reference, new_page(width=width, height=900, language=language)
    sign_in(page, live, "officer1")
    find_in_the_queue(page, reference)
    take_the_next(page, reference)
    press(page, f'main a[href$="{reference}/accept"]')
    press(page, SEND)
    press(page, f'main a[href$="{reference}/verify"]')
    verify(page)
    press(page, 'main a[href$="/recommend"]')
    recommend(page)
    page.wait_for_url(f"**/{reference}")
    expect(page.locator("h1 .govuk-tag")).to_have_text({"zh": "已提初审意见", "en": "Recommended"}[language])
    inspect(page)


def sign_in(page, live, username):
    page.goto("/sign-in")
    type_in(page, "#username", username)
    type_in(page, "#password", live.passwords[username])
    page.keyboard.press("Enter")
    page.wait_for_selector("#code")
    type_in(page, "#code", fresh_code(live.app, username))
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def find_in_the_queue(page, reference):
    """Filter the list by status and search it for the number."""
    press(page, 'main nav a[href$="/admin/applications/"]')
    type_in(page, "#filter-q", reference[-6:])
    if page.locator("main form details summary").is_visible():  # on a desk the filters lie open
        press(page, "main form details summary")
    reach(page, "#filter-status")
    while page.locator("#filter-status").input_value() != "submitted":
        page.keyboard.press("ArrowDown")
    press(page, ".app-filter__buttons button")
    reach(page, f'main td a[href$="{reference}"]')


def take_the_next(page, reference):
    page.goto("/admin/")
    press(page, 'button[accesskey="n"]')
    page.wait_for_url(f"**/{reference}")


def verify(page):
    """Judge one fact, then every line that is left."""
    reach(page, "#kind")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-notification-banner")).to_be_visible()
    expect(page.locator("#judge")).to_be_focused()
    for line in lines_to_judge(page):
        reach(page, f'[id="{line.get_attribute("id")}"]')
        page.keyboard.press("Space")
    press(page, "#accept")
    expect(page.locator('main details a[href*="/verify?fact="]')).to_have_count(0)


def recommend(page):
    press(page, SEND)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    reach(page, '[name="proposal"][value="grant"]')
    page.keyboard.press("Space")
    type_in(page, '[name="published_list"]', "2025")
    type_in(page, '[name="reason"]', "材料齐全，核查无误。")
    press(page, SEND)
