"""At 320 px, which is a desk’s page at four times its size, and with the largest letters nothing runs out of the page sideways."""

from __future__ import annotations

import pytest

from tests.browser.conftest import CHECK, answer_guangzhou
from tests.browser.test_pages import PLAIN

pytestmark = pytest.mark.browser

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_at_four_times_its_size_is_not_scrolled_sideways(new_page, language):
    page = new_page(width=320, language=language)
    too_wide = {}
    for path in PLAIN:
        page.goto(f"/{language}/{path}")
        if (much := page.evaluate(TOO_WIDE)) > 0:
            too_wide[path] = much
    assert too_wide == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_largest_letters_fit_a_phone(new_page, language):
    page = new_page(width=390, language=language)
    answer_guangzhou(page, language)
    page.goto(f"/{language}/display")
    page.check('input[name="size"][value="larger"]')
    page.locator("main form button.govuk-button").click()
    page.wait_for_load_state()
    too_wide = {}
    for path in (*(f"{CHECK}/{name}" for name in ("result", "plan", "ways", "forecast", "checklist")), "cities"):
        page.goto(f"/{language}/{path}")
        if (much := page.evaluate(TOO_WIDE)) > 0:
            too_wide[path] = much
    assert too_wide == {}
