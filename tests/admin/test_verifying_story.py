"""The workbench in a browser: by keyboard alone, and accessible on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.admin.test_stories import demonstration, sign_in
from tests.inspecting import inspect

__all__ = ["demonstration", "sign_in"]
pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("width", [390, 1280])
def test_facts_are_judged_by_keyboard(new_page, sign_in, width):
    page = new_page(width=width, height=900, language="zh")
    sign_in(page, "officer1")
    page.goto("/admin/applications/2026-000003/verify")
    inspect(page)
    first = page.locator("#judge-heading").inner_text()
    page.locator("#kind").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("已保存")
    expect(page.locator("#judge-heading")).not_to_have_text(first)
    inspect(page)
    page.locator("#kind-2").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
