"""Policy staff bring a version from a file to publication in a browser; every page of it is accessible and fits the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser_session import VIEWS
from tests.casework.hamlet import cases, text
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

DRAFT = "/admin/drafts/hamlet/1"


@pytest.fixture
def files(tmp_path):
    """A version and its cases as files."""
    (tmp_path / "1.yaml").write_text(text(), "utf-8")
    (tmp_path / "1.cases.yaml").write_text(cases(), "utf-8")
    return tmp_path


def press(page):
    page.locator("main form[method=post] button[type=submit]").last.click()


def bring(page, live, files):
    """Import and submit as one person, looking at every page."""
    enter_on_page(page, live, "policy_staff1")
    for address in ("/admin/drafts/", "/admin/drafts/new"):
        page.goto(address)
        inspect(page)
    page.set_input_files("#text_file", files / "1.yaml")
    page.set_input_files("#cases_file", files / "1.cases.yaml")
    press(page)
    page.wait_for_url(f"**{DRAFT}")
    inspect(page)
    page.locator(f'a[href="{DRAFT}/submit"]').click()
    inspect(page)
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    inspect(page)
    page.fill("#reason", "小村〔2026〕1号")
    press(page)
    page.wait_for_url(f"**{DRAFT}")
    inspect(page)
    page.goto(f"{DRAFT}/withdraw")
    inspect(page)


def publish(page, live):
    """Publish as another person, beginning with what waits."""
    enter_on_page(page, live, "policy_staff2")
    page.locator(".govuk-task-list__link").first.click()
    inspect(page)
    page.get_by_role("link", name="hamlet@1").click()
    page.locator(f'a[href="{DRAFT}/publish"]').click()
    inspect(page)
    page.fill("#on", "2026-04-02")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("2026-04-01")
    inspect(page)
    page.fill("#on", "2026年4月1日")
    press(page)
    page.wait_for_url(f"**{DRAFT}")
    inspect(page)


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_version_goes_from_its_file_to_publication(new_page, live, files, width, language):
    page = new_page(width=width, height=900, language=language)
    bring(page, live, files)
    publish(page, live)
    page.goto("/admin/policies/hamlet/1")
    inspect(page)
    page.goto("/api/v1/policies/hamlet/1")
    expect(page.locator("body")).to_contain_text("hamlet")


@pytest.mark.parametrize("width", [390, 1280])
def test_findings_lead_to_their_lines_and_a_text_is_never_lost(new_page, live, width):
    page = new_page(width=width, height=900, language="zh")
    enter_on_page(page, live, "policy_staff1")
    page.goto("/admin/drafts/new")
    page.fill("#text", "# 我的文本\n")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#text")).to_have_value("# 我的文本\n")
    inspect(page)
    page.fill("#text", text().replace("precision: 1", "precision: 1\nsurprise: 1"))
    page.fill("#cases", cases(total=11))
    press(page)
    page.wait_for_url(f"**{DRAFT}")
    inspect(page)
    page.get_by_role("link", name="hamlet/1.yaml:12:1").click()
    expect(page.locator("#text-12")).to_be_in_viewport()
    page.goto("/admin/drafts/new?scheme=hamlet&version=1")
    page.fill("#text", text())
    press(page)
    page.wait_for_url(f"**{DRAFT}")
    expect(page.locator("main")).to_contain_text("total：应为11，实为10")
    inspect(page)


def test_a_version_is_imported_and_withdrawn_without_javascript(new_page, live):
    page = new_page(width=390, language="zh", javascript=False)
    enter_on_page(page, live, "policy_staff1")
    page.goto("/admin/drafts/new")
    page.fill("#text", text())
    press(page)
    page.locator(f'a[href="{DRAFT}/withdraw"]').click()
    page.fill("#reason", "缺第三条。")
    press(page)
    expect(page.locator("h1 .govuk-tag")).to_have_text("已撤回")
