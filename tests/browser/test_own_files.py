"""After submission, in a browser: the list, the file, what is missing, withdrawing, the archive; every page and error seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_account import PASSWORD, fill_in, press
from tests.casework.filings import growing
from tests.casework.stories import GRANT, number
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.pages.own_files import Own

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(390, "en"), (1280, "zh")], ids=["phone", "desk"])
def page(request, new_page, live):
    """The list of who has just signed in, empty still."""
    width, language = request.param
    page = new_page(width=width, language=language)
    page.own = Own(live.app)
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url("**/account/applications")
    inspect(page)
    page.own.file.begin()
    page.own.file.submit()
    return page


def open_act(page, name):
    """Go from the list to the file and on to an act, and send its form empty."""
    page.reload()
    inspect(page)
    page.click(f'a[href$="{page.own.file.reference}"]')
    inspect(page)
    page.click(f'a[href$="/{name}"]')
    inspect(page)
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)


def test_what_is_missing_is_answered(page):
    page.own.file.at = page.own.services.clock.now()  # so that the term runs, and can be extended
    page.own.file.ask()
    page.goto(page.url.replace("/applications", "/messages"))
    inspect(page)
    page.go_back()
    page.goto(page.url + f"/{page.own.file.reference}/supplement/extend")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.goto(page.url.replace("/extend", ""))
    inspect(page)
    page.click('a[href$="/supplement/1"]')
    inspect(page)
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check('[name="kind"][value="answered"]')
    page.fill("#words", "已补交。")
    page.check('[name="fact-education"][value="master"]')
    page.click('[name="then"]')
    page.wait_for_url("**/supplement/1/file")
    inspect(page)
    page.set_input_files("#file", {"name": "学历证书.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.check("#kind")
    press(page)
    page.wait_for_url("**/supplement/1")
    inspect(page)
    page.click('a[href$="/files/1/remove"]')
    inspect(page)
    send_what_is_missing(page)


def test_the_family_is_put_right_where_it_is_asked_about(page):
    page.own.file.ask()
    live = page.own.services.live
    closing, live.library = live.library, growing(live.library)
    page.goto(page.url + f"/{page.own.file.reference}/supplement")
    page.click('a[href$="/supplement/2/family"]')
    inspect(page)
    page.click('main a.govuk-button--secondary[href$="/family/1"]')
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check('[name="relation"][value="spouse"]')
    page.fill("#name", "李小红")
    page.fill("#identity_number", number("19880815").reveal())
    press(page)
    page.wait_for_url("**/supplement/2/family")
    inspect(page)
    page.click('a[href$="/family/1/remove"]')
    inspect(page)
    press(page)
    page.wait_for_url("**/supplement/2/family")
    live.library = closing
    page.reload()
    expect(page.locator('main a[href$="/family/1"]')).to_have_count(0)
    inspect(page)


def read_the_decision(page):
    """Read what the office decides, with all its reasons."""
    page.own.decide(GRANT, "grant", "符合条件，积分达到标准。")
    page.reload()
    page.click("#all-reasons > summary")
    inspect(page)


def send_what_is_missing(page):
    """Decline the second item, and send everything."""
    page.goto(page.url.partition("/files")[0] + "/supplement/2")
    page.check('[name="kind"][value="declined"]')
    page.fill("#words", "未婚，没有。")
    press(page)
    page.wait_for_url("**/supplement")
    inspect(page)
    page.click('a[href$="/supplement/send"]')
    inspect(page)
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check("#declaration")
    press(page)
    page.wait_for_url(f"**/{page.own.file.reference}")
    inspect(page)
    expect(page.locator("[data-print]")).to_be_visible()
    read_the_decision(page)


def test_an_application_is_withdrawn_though_it_changed_meanwhile_and_everything_is_taken_along(page):
    open_act(page, "withdraw")
    page.own.file.accept()
    page.fill("#statement", "我撤回申请。")
    page.check("#sure")
    press(page)
    expect(page.locator("#conflict")).to_be_visible()
    assert page.input_value("#statement") == "我撤回申请。"
    inspect(page)
    press(page)
    page.wait_for_url(f"**/{page.own.file.reference}")
    inspect(page)
    page.goto(page.url.partition("/applications")[0] + "/archive")
    inspect(page)
    page.fill("#password", PASSWORD)
    with page.expect_download() as download:
        page.click("main form button")
    assert download.value.suggested_filename == "luohu-2026-03-02.zip"
