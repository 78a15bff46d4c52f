"""The first page of a slow phone: under 60 KB over the line with all that it needs, and nothing in it moves once it is shown."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

MOST = 60_000  # bytes
SHIFTS = """
() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().map(each => each.value)))
  .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done([]), 300))
"""
"""How far things moved after they were shown; nothing where none did."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_page_is_light_and_nothing_in_it_moves(new_page, language):
    page = new_page(width=390, language=language)
    sizes = {}

    def weigh(request):
        sizes[request.url] = request.sizes()

    page.on("requestfinished", weigh)
    page.goto(f"/{language}/")
    page.wait_for_load_state("networkidle")
    carried = {url: size["responseBodySize"] + size["responseHeadersSize"] for url, size in sizes.items()}
    assert len(carried) >= 3  # the page, the style sheet, the script
    assert 5_000 < sum(carried.values()) < MOST, carried
    assert page.evaluate(SHIFTS) == []
