"""The plan and what if in a browser: without JavaScript in Chinese on a phone, with it in English at a desk; what the printer gets."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHECK, answer_guangzhou, choose
from tests.inspecting import inspect

pytestmark = pytest.mark.browser


def test_a_worker_on_a_phone_sees_the_plan_and_tries_what_if(new_page):
    page = new_page(width=390, language="zh", javascript=False)
    answer_guangzhou(page, "zh")
    page.goto(f"/zh/{CHECK}/result")
    page.get_by_role("link", name="我的计划").click()
    expect(page.locator("h1")).to_have_text("我的计划")
    expect(page.locator("#family ~ .app-person").first).to_contain_text("本人入户")
    page.get_by_role("link", name="试一试：改动一项答案").click()
    page.select_option("#fact", "education")
    page.get_by_role("button", name="选定这一项").click()
    choose(page, "education", "none")
    page.get_by_role("button", name="看看变化").last.click()
    expect(page.locator(".app-difference")).to_contain_text("总积分：现为240，改后为210。")
    page.get_by_role("button", name="采用到我的答案里").click()
    expect(page.locator("h1")).to_have_text("我的计划")
    expect(page.locator(".app-sum").first).to_contain_text("210")
    page.get_by_role("link", name="材料核对清单").click()
    expect(page.locator(".app-papers").first).to_contain_text("居民身份证")


def test_at_a_desk_the_difference_comes_by_itself_and_is_announced(new_page):
    page = new_page(width=1280, language="en")
    answer_guangzhou(page, "en")
    page.goto(f"/en/{CHECK}/what-if")
    page.focus("#fact")
    page.select_option("#fact", "permit_months")
    box = page.locator("#fact-permit_months")
    expect(box).to_have_value("84")
    expect(page.locator("#fact")).to_be_focused()
    box.fill("x")
    page.keyboard.press("Tab")
    expect(page.locator("#difference .govuk-error-summary")).to_contain_text("“x” is not a whole number")
    box.fill("12")
    page.keyboard.press("Tab")
    expect(page.locator("#announced")).to_contain_text("Total: now 240, then 192.")
    expect(page.locator(".app-difference")).to_contain_text("Criteria that change")
    kept = page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage)]")
    assert all(each.startswith(f"/en/{CHECK}/what-if") for each in kept), "an address, no page and no answer"
    inspect(page)
    for name in ("plan", "checklist", "what-if?fact=patents"):
        page.goto(f"/en/{CHECK}/{name}")
        for details in page.locator("details").all():
            details.evaluate("e => e.open = true")
        inspect(page)


def test_what_is_printed_is_whole_and_can_be_read_by_machines(new_page):
    page = new_page(width=1280, language="zh")
    answer_guangzhou(page, "zh")
    wanted = {
        f"{CHECK}/result": ["不是官方结果", "积分从哪里来", "献血", "材料", "摘要值"],
        f"{CHECK}/plan": ["我现在的情况", "单身申请人须年满30周岁", "最先失去的是"],
        f"{CHECK}/checklist": ["居民身份证", "发明专利证书及登记簿副本", "获得资格之后"],
        "schemes/guangzhou/2025/guide": ["办理流程", "承诺时限", "第6条第（1）项"],
        "cities": ["一次填写，各城市对照", "上海市居住证积分", "不是承诺"],
    }
    for name, words in wanted.items():
        page.goto(f"/zh/{name}")
        with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4"))) as document:
            sheets = [re.sub(r"\s", "", sheet.get_textpage().get_text_bounded()) for sheet in document]
        said = "".join(sheets)
        assert [sheet for sheet in sheets if sheet.endswith(("分值", "还缺什么"))] == [], "no heading row stands alone at the foot"
        assert [each for each in words if each not in said] == [], name
        assert "打印本页" not in said
