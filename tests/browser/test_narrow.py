"""At 320 px, which is a desk's page at four times its size, nothing runs out of the page sideways."""

from __future__ import annotations

import pytest

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
