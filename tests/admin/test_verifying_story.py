"""The workbench in a browser: by keyboard alone, and accessible on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.admin.test_stories import demonstration, sign_in
from tests.inspecting import inspect

__all__ = ["demonstration", "sign_in"]
pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("width", "language", "kept"), [(390, "en", "Kept."), (1280, "zh", "已保存")])
def test_facts_are_judged_by_keyboard(new_page, sign_in, width, language, kept):
    page = new_page(width=width, height=900, language=language)
    sign_in(page, "officer1")
    page.goto("/admin/applications/2026-000003/verify")
    inspect(page)
    assert page.locator(".app-scroll").first.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "all columns can be seen"
    first = page.locator("#judge-heading").inner_text()
    page.locator("#kind").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-notification-banner")).to_contain_text(kept)
    expect(page.locator("#judge-heading")).not_to_have_text(first)
    inspect(page)
    page.locator("#kind-2").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
