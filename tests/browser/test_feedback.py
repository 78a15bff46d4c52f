"""意见反馈: from the foot of a page to what was done about it, without JavaScript and without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import press, reach
from tests.browser.test_by_keyboard import mend
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

GUIDE = "schemes/guangzhou/2025/guide"
NAMED = "我是440106198702010011，看不懂学历怎么算。"
SAID = "看不懂学历怎么算。"


def number_of(page):
    expect(page.locator(".govuk-panel__body strong")).to_have_text(re.compile(r"^\w{3}-\w{3}-\w{3}$"))
    return page.locator(".govuk-panel__body strong").inner_text()


def test_on_a_phone_without_javascript_a_slip_is_put_right_and_the_office_deals_with_it(new_page, live):
    page = new_page(width=390, language="zh", javascript=False)
    page.goto(f"/zh/{GUIDE}")
    page.get_by_role("link", name="意见反馈").click()
    expect(page.locator("main")).to_contain_text(f"/zh/{GUIDE}")
    page.check("#kind-unclear")
    page.fill("#words", NAMED)
    page.get_by_role("button", name="提交反馈").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("内容中含有身份证号码")
    expect(page.locator("#words")).to_have_value(NAMED)
    expect(page.locator("#kind-unclear")).to_be_checked()
    page.fill("#words", SAID)
    page.get_by_role("button", name="提交反馈").click()
    number, address = number_of(page), page.url
    expect(page.get_by_role("link", name="返回刚才的页面")).to_have_attribute("href", f"/zh/{GUIDE}")
    deal_with(new_page(width=1280, language="en"), live, number)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("说明已改写。")


def deal_with(page, live, number):
    """Find it in the console, and write down what was done."""
    enter_on_page(page, live, "policy_staff1")
    page.goto("/admin/feedback/?lang=en")
    page.fill("#filter-q", number)
    page.get_by_role("button", name="Show", exact=True).click()
    inspect(page)
    page.get_by_role("link", name=number).click()
    page.get_by_role("button", name="Mark as dealt with").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Write what you want to say.")
    inspect(page)
    page.fill("#note", "说明已改写。")
    page.get_by_role("button", name="Mark as dealt with").click()
    expect(page.locator("main")).to_contain_text("No feedback matches.")
    page.goto(f"/admin/feedback/{number.replace('-', '')}")
    expect(page.locator("main")).to_contain_text("说明已改写。")
    inspect(page)


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_it_is_given_without_a_mouse_and_the_characters_are_counted(new_page, width, language):
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/privacy")
    press(page, ".govuk-footer a[href*='feedback']")
    inspect(page)
    press(page, "main form button")
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    inspect(page)
    mend(page)
    page.keyboard.press("Space")
    reach(page, "#words")
    page.keyboard.type("It reads well.")
    expect(page.locator(".govuk-character-count__status")).to_have_text(re.compile("1,?986"))
    press(page, "main form button")
    number_of(page)
    inspect(page)
