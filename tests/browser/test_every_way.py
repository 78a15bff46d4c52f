"""The applicants' stories at both widths, in both languages, with and without JavaScript: by addresses and ids alone, the same for all."""

from __future__ import annotations

import io
import itertools

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHECK, answer_guangzhou, choose, date
from tests.browser.test_short_check import PENALTY, fact, go_on, leave_open_until

pytestmark = pytest.mark.browser
WAYS = list(itertools.product((390, 1280), ("zh", "en"), (True, False)))


@pytest.fixture(params=WAYS, ids=lambda each: f"{each[0]}-{each[1]}-{'script' if each[2] else 'plain'}")
def way(request, new_page):
    """A page that nothing was answered on, and the addresses of its language."""
    width, language, javascript = request.param
    return new_page(width=width, language=language, javascript=javascript), f"/{language}"


def test_the_short_check_ends_early(way):
    page, root = way
    page.goto(f"{root}/{CHECK}/short")
    leave_open_until(page, PENALTY)
    go_on(page, f"#fact-{PENALTY}-add")
    date(page, f"{PENALTY}-0-of-imposed_on", "2024-01-01")
    go_on(page)
    assert fact(page) is None
    expect(page.locator("#outcome")).to_be_visible()


def test_the_long_check_leads_to_plan_and_what_if_and_its_answers_to_a_file_and_back(way, tmp_path):
    page, root = way
    answer_guangzhou(page, root.strip("/"))
    for name in ("result", "plan"):
        page.goto(f"{root}/{CHECK}/{name}")
        expect(page.locator(".app-sum").first).to_contain_text("240")
    page.goto(f"{root}/{CHECK}/what-if?fact=permit_months")
    page.fill("#fact-permit_months", "12")
    page.locator("#what-if button").last.click()
    expect(page.locator(".app-difference")).to_contain_text("192")
    page.goto(f"{root}/{CHECK}/answers/save")
    with page.expect_download() as download:
        page.click("#download")
    download.value.save_as(tmp_path / "mine.json")
    page.context.clear_cookies()
    page.goto(f"{root}/{CHECK}/answers/load")
    page.set_input_files("#file", tmp_path / "mine.json")
    go_on(page, "main form button.govuk-button")
    page.goto(f"{root}/{CHECK}/result")
    expect(page.locator(".app-sum").first).to_contain_text("240")
    printed = "".join(each.get_textpage().get_text_bounded() for each in pypdfium2.PdfDocument(io.BytesIO(page.pdf())))
    assert "240" in printed


def test_cities_are_compared(way):
    page, root = way
    page.goto(f"{root}/cities/you")
    date(page, "birth_date", "1990-02-01")
    choose(page, "education", "bachelor")
    page.locator("main form button.govuk-button:not(.govuk-button--secondary)").last.click()
    expect(page.locator("#guangzhou").get_by_role("heading")).to_have_count(1)
    expect(page.locator("#guangzhou")).to_contain_text("150")
