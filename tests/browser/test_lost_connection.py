"""A connection that is lost without the browser knowing: the page stays, with all that was typed; and a page that was open too long."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHECK, answer_guangzhou
from tests.inspecting import inspect
from tests.live_server import listening

pytestmark = pytest.mark.browser
SIGN_UP = "/zh/account/sign-up"


def test_with_the_service_away_the_page_stays_with_all_that_was_typed(chromium, live):
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")  # `new_page` allows no request to fail
    page.clock.install()
    with listening(live.app) as address:
        page.goto(f"{address}{SIGN_UP}")
        page.fill("#contact", "13800138000")
        page.clock.fast_forward("01:00")
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.url.endswith(SIGN_UP)
    expect(page.locator("#contact")).to_have_value("13800138000")
    inspect(page)
    page.close()


def test_reloading_the_browsers_own_error_page_sends_the_form_again(chromium, live):
    """Where no script could keep the page: without one, or with the connection lost just now."""
    page = chromium.new_page(java_script_enabled=False)
    with listening(live.app) as address:
        page.goto(f"{address}{SIGN_UP}")
        page.fill("#contact", "13800138000")
    page.locator("main form button").click()
    page.wait_for_url("chrome-error://**")
    with listening(live.app, port=int(address.rpartition(":")[2])):
        page.reload()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        expect(page.locator("#contact")).to_have_value("13800138000")
    page.close()


def test_what_if_says_that_the_connection_is_lost_and_that_it_was_open_too_long(chromium, live):
    page = chromium.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN", base_url=live.url)
    answer_guangzhou(page, "zh")
    page.goto(f"/zh/{CHECK}/what-if?fact=permit_months")
    page.context.set_offline(True)
    page.fill("#fact-permit_months", "12")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("网络已断开")
    page.context.set_offline(False)
    page.fill("#fact-permit_months", "13")
    page.keyboard.press("Tab")
    expect(page.locator(".app-difference")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()
    page.context.clear_cookies(name="luohu_session")
    page.fill("#fact-permit_months", "14")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-notification-banner[role=alert]")).to_contain_text("您填写的内容都还在")
    expect(page.locator("#fact-permit_months")).to_have_value("14")
    page.close()


def test_what_a_page_asks_first_lets_the_form_go(new_page):
    page = new_page(width=390, language="zh")
    page.clock.install()
    page.goto(SIGN_UP)
    page.fill("#contact", "lin")
    page.clock.fast_forward("01:00")
    with page.expect_request("**/healthz"):
        page.locator("main form button").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator("#contact")).to_have_value("lin")


def test_a_page_open_too_long_comes_back_as_it_was_filled_in(new_page):
    page = new_page(width=390, language="zh")
    page.goto(SIGN_UP)
    page.fill("#contact", "13800138000")
    page.context.clear_cookies(name="luohu_session")
    page.locator("main form button").click()
    expect(page.locator(".govuk-notification-banner[role=alert]")).to_contain_text("您填写的内容都还在")
    expect(page.locator("#contact")).to_have_value("13800138000")
    inspect(page)
