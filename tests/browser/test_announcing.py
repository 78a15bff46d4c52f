"""A further round in a browser: policy staff announce it, a second person publishes it, and a supervisor opens it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

DRAFT = "/admin/drafts/guangzhou/2025"
SAID = {
    "round": "2026",
    "announced": "2026-09-01",
    "quota": "15000",
    "window_from": "2026-10-10 09:00",
    "window_until": "2026-11-10 17:00",
    "figure_counted_to": "2026-09-30",
    "figure_window_from": "2021-09-30",
    "figure_born_from": "1980-01-01",
    "source": "穗人社〔2026〕1号",
}
ANNOUNCE = "form[novalidate] button[value={}]"


def announce(page, live):
    """From the page of the rules: with errors first, which lose nothing; then the entry, and the draft."""
    enter_on_page(page, live, "policy_staff1")
    page.goto("/admin/policies/guangzhou/2025")
    page.click(f'a[href="{DRAFT}/announce"]')
    for name, typed in SAID.items():
        page.fill(f"#{name}", typed)
    page.fill("#figure_counted_to", "九月")
    page.click(ANNOUNCE.format("look"))
    expect(page.locator(".govuk-error-summary li")).to_have_count(2)  # that figure, and how sure all of it is
    expect(page.locator("#figure_counted_to")).to_have_value("九月")
    inspect(page)
    page.fill("#figure_counted_to", SAID["figure_counted_to"])
    page.check("#provenance")
    page.click(ANNOUNCE.format("look"))
    expect(page.locator("#entry")).to_contain_text("counted_to: 2026-09-30")
    inspect(page)
    page.click(ANNOUNCE.format("keep"))
    page.wait_for_url(f"**{DRAFT}")
    inspect(page)
    page.click(f'a[href="{DRAFT}/submit"]')
    page.fill("#reason", "穗人社〔2026〕1号")
    page.locator("form[novalidate] button[type=submit]").click()
    page.wait_for_url(f"**{DRAFT}")


def publish(page, live):
    """As another person, who compares what changes with the notice."""
    enter_on_page(page, live, "policy_staff2")
    page.goto(f"{DRAFT}/publish")
    expect(page.locator(".app-changes")).to_contain_text("15,000")
    inspect(page)
    page.check("#looked")
    page.locator("form[novalidate] button[type=submit]").click()
    page.wait_for_url(f"**{DRAFT}")


def open_it(page, live):
    """As a supervisor, with what is announced filled in."""
    enter_on_page(page, live, "supervisor1")
    page.goto("/admin/rounds/")
    page.click('a[href*="of=guangzhou@2025/2026"]')
    for name in ("window_from", "window_until"):
        expect(page.locator(f"#{name}")).to_have_value(SAID[name])
    expect(page.locator("#number")).to_have_value("15000")
    page.fill("#name", "2026年度积分制入户")
    page.click("form[novalidate] button[type=submit]")
    page.wait_for_url(re.compile(r"/admin/rounds/\d+$"))
    expect(page.locator("h1")).to_contain_text("2026年度积分制入户")


def test_a_round_is_announced_published_and_opened(new_page, live):
    page = new_page(width=390, height=900, language="zh")
    announce(page, live)
    publish(page, live)
    open_it(page, live)
