"""An applicant without a mouse: from signing in to the answer of what was missing, with Tab, arrows, Space and Enter alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import press, reach, type_in
from tests.browser.test_account import PASSWORD
from tests.browser.test_applying import live
from tests.casework.stories import number
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.pages.own_files import Own

__all__ = ["live"]
pytestmark = pytest.mark.browser


def mend(page):
    """Follow the first error of the summary, which has the focus, to its input."""
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    press(page, ".govuk-error-summary a")
    target = summary.locator("a").first.get_attribute("href")
    expect(page.locator(target)).to_be_focused()


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_an_applicant_applies_and_answers_without_a_mouse(new_page, live, width, language):
    page, own = new_page(width=width, language=language), Own(live.app)
    own.file.begin()
    page.goto(f"/{language}/account/sign-in?next=/{language}/draft/{own.file.reference}")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    type_in(page, "#contact", "13800138000")
    type_in(page, "#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/draft/*")
    name_a_spouse(page)
    hand_a_file_in(page)
    submit(page)
    own.file.at = own.services.clock.now()
    own.file.ask()
    answer(page)
    expect(page.locator(".govuk-notification-banner")).to_be_focused()
    inspect(page)


def name_a_spouse(page):
    press(page, 'main a[href$="/family"]')
    press(page, 'main a[href$="/family/1"]')
    type_in(page, "#name", "李示例")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    mend(page)
    if not page.locator('[name="relation"]:checked').count():
        page.keyboard.press("Space")
    type_in(page, "#identity_number", number("19880305").reveal())
    page.keyboard.press("Enter")
    page.wait_for_url("**/family")
    press(page, "main a.govuk-button:not(.govuk-button--secondary)")


def hand_a_file_in(page):
    page.on("filechooser", lambda _chooser: None)  # asked for after the key, a chooser that opens at once is missed
    page.goto(page.url.partition("/family")[0].partition("/files")[0] + "/files")
    press(page, 'main a[href$="/add"]')
    reach(page, "#file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "材料.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    press(page, "main form button")
    expect(page.locator("main")).to_contain_text("材料.pdf")


def submit(page):
    page.goto(page.url.partition("/files")[0] + "/check")
    press(page, 'main a[href$="/submit"]')
    press(page, "main form button")
    mend(page)
    page.keyboard.press("Space")
    press(page, "main form button")
    page.wait_for_url("**/receipt/*")
    press(page, 'main a[href*="/account/applications/"]')
    page.wait_for_url("**/account/applications/*")


def answer(page):
    """Answer the one item and decline the other, then send everything."""
    page.reload()
    press(page, 'main a[href$="/supplement"]')
    for item, kind in ((1, "answered"), (2, "declined")):
        press(page, f'main a[href$="/supplement/{item}"]')
        page.wait_for_url(f"**/supplement/{item}")
        press(page, "main form button:not([tabindex])")
        mend(page)
        page.keyboard.press("Space")
        while not page.locator(f'[name="kind"][value="{kind}"]').is_checked():
            page.keyboard.press("ArrowDown")
        type_in(page, "#words", "已补交。")
        press(page, "main form button:not([tabindex])")
        page.wait_for_url("**/supplement")
    press(page, 'main a[href$="/supplement/send"]')
    page.wait_for_url("**/supplement/send")
    press(page, "main form button")
    mend(page)
    page.keyboard.press("Space")
    press(page, "main form button")
