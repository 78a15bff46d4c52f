"""High contrast, chosen or wished by the browser: every letter of the applicants' pages stands out 7 to 1 (WCAG 1.4.6), in charts too."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.conftest import CHECK, answer_guangzhou, choose, continue_
from tests.browser.test_pages import PLAIN
from tests.inspecting import COLOURS

pytestmark = pytest.mark.browser

FIND = """
() => axe.run({runOnly: ['color-contrast-enhanced'], rules: {'color-contrast-enhanced': {enabled: true}}, resultTypes: ['violations']})
  .then(found => found.violations)
"""
"""The rule is off unless it is asked for. It judges letters over the colour behind them, not those drawn in a chart."""

PALE_IN_CHARTS = """
() => {
  const parts = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(each => each / 255)
  const light = colour => parts(colour).map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, which) => sum + each * [0.2126, 0.7152, 0.0722][which], 0)
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
  const behind = each => [...each.ownerSVGElement.querySelectorAll('rect')]
    .filter(part => meet(part.getBoundingClientRect(), each.getBoundingClientRect())).map(part => getComputedStyle(part).fill)
  return [...document.querySelectorAll('svg text')].flatMap(each => [...behind(each), 'rgb(255, 255, 255)']
    .map(ground => contrast(light(getComputedStyle(each).fill), light(ground)))
    .filter(much => much < 7).map(much => `${each.textContent}: ${much.toFixed(1)}`))
}
"""
"""Words of charts too pale on a surface that lies behind them, or on white."""


@pytest.fixture
def page(new_page):
    page = new_page(width=1280, language="zh")
    seen = set()

    def look(path=None):
        if path is not None:
            page.goto(f"/zh/{path}")
        for details in page.locator("details").all():
            details.evaluate("e => e.open = true")
        assert page.evaluate(PALE_IN_CHARTS) == [], page.url
        colours = set(page.evaluate(COLOURS))
        if colours <= seen:
            return
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate(FIND)
        assert not found, f"{page.url}\n{AxeResults({'violations': found}).generate_report()}"
        seen.update(colours)

    page.look = look
    return page


def choose_high_contrast(page):
    page.goto("/zh/display")
    page.check('input[name="contrast"][value="high"]')
    page.locator("main form button.govuk-button").click()
    page.wait_for_load_state()


def test_every_letter_stands_out_for_who_chose_it(page):
    choose_high_contrast(page)
    for path in PLAIN:
        page.look(path)


def test_a_browser_that_wishes_for_contrast_is_obeyed_and_what_is_pale_is_noticed(page):
    page.emulate_media(contrast="more")
    for path in ("", "cities", f"{CHECK}/short"):
        page.look(path)
    page.locator("h1").evaluate("e => e.style.color = '#777'")
    with pytest.raises(AssertionError, match="color-contrast-enhanced"):
        page.look()


def test_every_letter_stands_out_where_answers_are_weighed(page):
    choose_high_contrast(page)
    answer_guangzhou(page, "zh")
    page.look()
    for path in ("result", "plan", "checklist", "ways", "forecast", "what-if?fact=education"):
        page.look(f"{CHECK}/{path}")
    choose(page, "education", "none")
    page.get_by_role("button", name="看看变化").last.click()
    page.look()
    page.look("cities")
    page.goto(f"/zh/{CHECK}/questions/skills")
    page.fill("#fact-research_months", "9999")
    continue_(page)
    page.look()
