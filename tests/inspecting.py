"""What every page must be, whoever opens it."""

from __future__ import annotations

import re

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page, expect

FIND = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
"""What axe finds; what it looked at and found right stays in the browser: bringing it here takes as long as finding it."""


def inspect(page: Page) -> None:
    """No violation that axe finds, no scrolling sideways, a language, one main heading.

    A click returns as soon as the next page begins to arrive: the look waits until the whole page is there.
    """
    page.wait_for_load_state()
    page.evaluate(AXE_SCRIPT)
    violations = page.evaluate(FIND)
    assert not violations, f"{page.url}\n{AxeResults({'violations': violations}).generate_report()}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^(zh-Hans-CN|en)$"))
    expect(page.locator("main h1")).to_have_count(1)
