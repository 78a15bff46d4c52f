"""A round in a browser: its notice, the list, the ranking, two people; one goes on to a public list, one reads 未入围告知书."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.admin.test_auditing import run_jobs
from tests.admin.test_rounds import NOTICE, applied, approved, publish_ranked
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.documents.test_setting import text_of
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

ROUND = "**/admin/rounds/2"


def press(page, action):
    """Send the form of the page of a round that goes to an address ending so."""
    page.locator(f'form[action$="/{action}"] button').click()


def open_round(page):
    """From the list of rounds, with errors before; nothing typed is lost."""
    page.goto("/admin/rounds/")
    inspect(page)
    page.click('a[href*="of=hamlet"]')
    page.fill("#name", NOTICE["name"])
    page.click("form[novalidate] button[type=submit]")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("#name")).to_have_value(NOTICE["name"])
    inspect(page)
    for name in ("window_from", "window_until"):
        page.fill(f"#{name}", NOTICE[name])
    page.fill("#number", "10")
    page.click("form[novalidate] button[type=submit]")
    page.wait_for_url("**/admin/rounds/1")
    inspect(page)
    cancel(page)
    page.fill("#number", "1")
    page.click("form[novalidate] button[type=submit]")
    page.wait_for_url(ROUND)
    inspect(page)


def cancel(page):
    """What was opened in error is cancelled, and the form of the next round says what it said."""
    page.click('a[href$="/rounds/1/cancel"]')
    inspect(page)
    page.click("form[novalidate] button[type=submit]")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.fill("#reason", "名额误录为10个。")
    page.check("#looked")
    page.click("form[novalidate] button[type=submit]")
    page.wait_for_url("**/admin/rounds/1")
    expect(page.locator("#cancelled")).to_contain_text("名额误录为10个。")
    inspect(page)
    page.click("#cancelled a")
    expect(page.locator("#name")).to_have_value(NOTICE["name"])
    expect(page.locator("#number")).to_have_value("10")


def hold(page, app):
    """Settle the list, have it ranked, and agree as the first person."""
    press(page, "freeze")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check("#looked")
    press(page, "freeze")
    page.wait_for_url(ROUND)
    inspect(page)
    press(page, "rank")
    page.wait_for_url(ROUND)
    inspect(page)
    run_jobs(app)
    page.reload()
    expect(page.locator("#cut-off tbody tr")).to_have_count(1)
    expect(page.locator("#list tbody tr")).to_have_count(2)
    inspect(page)
    page.fill("#reason", "名单、分数线和并列情况均已核对。")
    press(page, "hold")
    page.wait_for_url(ROUND)
    expect(page.locator("main [role=status].govuk-inset-text")).to_be_visible()
    inspect(page)


def publish(page, app):
    """The second person looks, and publishes; the admitted one goes on to the preview of a public list."""
    page.goto("/admin/rounds/2")
    expect(page.locator("#held")).to_contain_text("均已核对")
    inspect(page)
    page.locator('form[action$="/publish"] input[type=checkbox]').check()
    press(page, "publish")
    page.wait_for_url(ROUND)
    inspect(page)
    run_jobs(app)
    page.reload()
    expect(page.locator("#standing")).to_contain_text("2")
    inspect(page)


def read(page, own, language, tmp_path):
    """Read the notice on the own page, and as it is printed."""
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{own.file.reference}")
    inspect(page)
    address = page.url
    page.click('a[href$="/documents/2/read"]')
    expect(page.locator("main")).to_contain_text("未入围告知书" if language == "zh" else "Your rank: 2, of 2")
    inspect(page)
    printed = text_of(page.request.get(f"{address}/documents/2").body(), tmp_path)
    plain = re.sub(r"\s", "", printed)
    for said in ("未入围告知书", "第2名，参加排名共2人", "名额：1个", "申请复核", "行政诉讼", "未盖章"):
        assert said in plain, said
    page.goto(f"/{language}/account")
    inspect(page)


def follow_up(page, app):
    """One is approved since: its page says what it waits for, and a follow-up list is opened from the round's and settled."""
    [late] = approved(app, 7)
    page.goto(f"/admin/applications/{late.reference}")
    expect(page.locator("#awaits")).to_contain_text(NOTICE["name"])
    inspect(page)
    page.goto("/admin/rounds/")
    inspect(page)
    page.click('a[href$="/rounds/2#waiting"]')
    page.click('a[href$="/rounds/2/follow-up"]')
    inspect(page)
    page.fill("#name", "2026年第一批增补名单")
    page.click("form[novalidate] button[type=submit]")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("#name")).to_have_value("2026年第一批增补名单")
    inspect(page)
    page.check("#looked")
    page.click("form[novalidate] button[type=submit]")
    page.wait_for_url("**/admin/rounds/3")
    inspect(page)
    page.check("#looked")
    press(page, "freeze")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    inspect(page)


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_one_is_selected_and_one_reads_why_not(new_page, live, tmp_path, width, language):
    publish_ranked(live.app, tmp_path)
    own = applied(live.app, 5)
    [best] = approved(live.app, 9)
    first, second = (new_page(width=width, height=900, language=language) for _ in range(2))
    enter_on_page(first, live, "supervisor1")
    open_round(first)
    hold(first, live.app)
    enter_on_page(second, live, "supervisor2")
    publish(second, live.app)
    second.goto("/admin/publicity/new?scheme=hamlet&version=1")
    expect(second.locator("main")).to_contain_text(best.reference)
    second.check("#looked")
    second.click("form[novalidate] button[type=submit]")
    second.wait_for_url("**/admin/publicity/*")
    inspect(second)
    first.goto(f"/admin/applications/{own.file.reference}")
    inspect(first)
    read(new_page(width=width, language=language), own, language, tmp_path)
    follow_up(first, live.app)
