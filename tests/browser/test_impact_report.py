"""The report on a change opened as a file in the browser, on a phone and on a desk: seen by axe, nothing run, nothing asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import expect

from scoring.inspection.impact import compare, withhold
from scoring.inspection.impact.page import page as written
from scoring.inspection.impact.report import Report
from scoring.policy.wording import text
from tests.browser_session import VIEWS, visit
from tests.inspecting import inspect
from tests.inspection.impacts import by_group, standing, village

pytestmark = pytest.mark.browser
ON = (date(2026, 3, 2), date(2026, 3, 2))


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_the_report_reads_on_every_screen(chromium, tmp_path, width, language):
    points = [n % 30 for n in range(600)]
    gone = [int(n % 40 == 0) for n in range(600)]
    after = standing([p + n % 5 - 2 for n, p in enumerate(points)], unscored=gone)
    found = compare(
        standing(points, line=12),
        after,
        [by_group([n % 3 for n in range(600)]), replace(by_group([1] * 600), label=text("Side"))],
        quota=50,
    )
    report = Report(village(), village(), ON, "people & <co>.csv", frozenset({"age"}), synthetic=True, impact=withhold(found))
    path = tmp_path / "report.html"
    path.write_text(written(report, language), encoding="utf-8")
    with visit(chromium, path.as_uri(), width=width, language=language) as page:
        page.goto(path.as_uri())
        inspect(page)
        expect(page.locator("svg")).to_have_count(2)
        expect(page.locator("main")).to_contain_text("people & <co>.csv")
        assert page.evaluate("[...document.querySelectorAll('rect')].map(r => getComputedStyle(r).fill)[1]") == "rgb(29, 112, 184)"
        page.emulate_media(media="print")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0 or width == 390
