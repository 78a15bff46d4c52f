"""What every page must be, whoever opens it."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def inspect(page: Page) -> None:
    """No violation that axe finds, no scrolling sideways, a language, one main heading.

    A click returns as soon as the next page begins to arrive: the look waits until the whole page is there.
    """
    page.wait_for_load_state()
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^(zh-Hans-CN|en)$"))
    expect(page.locator("main h1")).to_have_count(1)
