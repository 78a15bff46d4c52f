"""The pages made from the policy: a worker reads them on a phone without JavaScript, an official at a desk prints and compares."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.inspecting import inspect

pytestmark = pytest.mark.browser


def go(page, words):
    page.get_by_role("navigation", name="本积分制度的页面").get_by_role("link", name=words).click()
    expect(page.locator('.app-pages [aria-current="page"]')).to_have_text(words)


def test_a_worker_reads_the_guide_and_the_list_on_a_phone_without_javascript(new_page):
    page = new_page(width=390, language="zh", javascript=False)
    page.goto("/zh/schemes/guangzhou/2025")
    go(page, "办事指南")
    expect(page.locator(".app-short")).to_contain_text("不收费")
    page.click('a[href="#terms"]')
    expect(page.locator(".app-terms")).to_contain_text("未载明")
    go(page, "申请材料")
    expect(page.locator("#diploma")).to_contain_text("学校")
    go(page, "积分指标表")
    go(page, "政策文本")
    page.click('.app-contents a:has-text("evidence")')
    expect(page.locator(".app-text :target")).to_contain_text("evidence:")
    with page.expect_download() as download:
        page.click('a[href$="text.yaml"]')
    assert download.value.suggested_filename == "guangzhou-2025.yaml"
    expect(page.locator("main h1")).to_have_text("政策文本")


def test_an_official_compares_a_supplement_at_a_desk_and_prints_the_guide(new_page):
    page = new_page(width=1280, language="en")
    page.goto("/en/schemes/ningbo-yinzhou/2010/text")
    page.click("summary")
    inspect(page)
    page.click('.app-pages a:has-text("What changed")')
    expect(page.locator("#from")).to_have_value("ningbo@2010")
    page.click('button:has-text("Compare")')
    page.wait_for_url("**/differences?from=ningbo%402010")
    expect(page.locator(".app-changes").first).to_be_visible()
    inspect(page)
    page.click('.app-pages a:has-text("Guide")')
    inspect(page)
    expect(page.locator("[data-print]")).to_be_visible()
    page.emulate_media(media="print")
    for gone in ("[data-print]", ".app-pages", ".app-contents", ".govuk-service-navigation"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".app-provenance")).to_be_visible()
