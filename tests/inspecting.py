"""What every page must be, whoever opens it."""

from __future__ import annotations

import re

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page, expect

from tests import screenshots

FIND = """
has_new => axe.run({resultTypes: ['violations'], rules: {'color-contrast': {enabled: has_new}}}).then(found => found.violations)
"""
"""What axe finds; what it looked at and found right stays in the browser: bringing it here takes as long as finding it."""

COLOURS = """
() => {
  const says = each => each.value || [...each.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim())
  const colours = each => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(each)
    const behind = []
    for (; each; each = each.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(each)
      behind.push(opacity)
      if (backgroundImage !== 'none' || backgroundColor !== 'rgba(0, 0, 0, 0)') {
        behind.push(backgroundImage, backgroundColor)
        break
      }
    }
    return [color, fontSize, fontWeight, textShadow, ...new Set(behind)].join()
  }
  return [...new Set([...document.body.querySelectorAll('*')].filter(says).map(colours))]
}
"""
"""In which colours a page says something: of the letters and of what is behind them, with all else by which a contrast is judged."""

_seen: set[str] = set()
"""The colours that axe found right in this process. Judging contrasts takes two thirds of its time, of colours that were judged before."""


def inspect(page: Page) -> None:
    """No violation that axe finds, no scrolling sideways, a language, one main heading.

    A click returns as soon as the next page begins to arrive: the look waits until the whole page is there.
    """
    page.wait_for_load_state()
    screenshots.keep(page)
    page.evaluate(AXE_SCRIPT)
    colours = page.evaluate(COLOURS)
    violations = page.evaluate(FIND, not _seen.issuperset(colours))
    assert not violations, f"{page.url}\n{AxeResults({'violations': violations}).generate_report()}"
    _seen.update(colours)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^(zh-Hans-CN|en)$"))
    expect(page.locator("main h1")).to_have_count(1)
