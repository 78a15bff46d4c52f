"""A worker checks points in Chinese on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHECK, answer_guangzhou, choose, continue_, date

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_worker_checks_points_in_chinese_on_a_phone(new_page, javascript):
    page = new_page(width=390, language="zh", javascript=javascript)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans-CN")
    expect(page.locator("main")).to_contain_text("不是官方结果")
    page.get_by_role("link", name=re.compile("完整表单.*广州市积分制入户")).click()
    expect(page.locator("main")).to_contain_text("第1步，共8步")
    answer_guangzhou(page, "zh")
    expect(page.locator("h1")).to_have_text("核对您的答案")
    page.get_by_role("button", name="查看我的积分").click()
    expect(page.locator("h1")).to_have_text("您的积分")
    main = page.locator("main")
    expect(main).to_contain_text("不是官方结果")
    expect(page.locator(".app-sum").nth(0)).to_contain_text(re.compile(r"总积分.*240.*合格分值150", re.DOTALL))
    expect(page.locator(".app-sum").nth(1)).to_contain_text(re.compile(r"基础指标.*186", re.DOTALL))
    expect(page.locator("#outcome")).to_contain_text("您可以申请。")
    expect(page.locator("#outcome")).to_contain_text("名额有限，按“基础指标”排名")
    expect(main).to_contain_text("公共租赁住房保障")
    expect(main).to_contain_text("《广东省居住证》")
    page.get_by_role("link", name="删除我的答案").last.click()
    page.get_by_role("button", name="删除全部答案").click()
    expect(page.locator("h1")).to_have_text("答案已删除")
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith("answers")]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_mistake_is_shown_and_put_right(new_page, javascript):
    page = new_page(javascript=javascript)
    page.goto(f"/zh/{CHECK}/questions/home")
    page.fill("#fact-permit_months", "八十四")
    page.fill("#fact-permit_since-year", "2018")
    continue_(page)
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("“八十四”不是整数")
    if javascript:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="请补填月").click()
    if javascript:
        expect(page.locator("#fact-permit_since-month")).to_be_focused()
    expect(page.locator("#fact-permit_since-year")).to_have_value("2018")
    page.fill("#fact-permit_months", "８４")
    date(page, "permit_since", "2018-09-30")
    continue_(page)
    expect(page.locator("main")).to_contain_text("第3步，共8步")


@pytest.mark.parametrize("javascript", [True, False])
def test_rows_come_and_go_and_the_focus_follows(new_page, javascript):
    page = new_page(javascript=javascript)
    page.goto(f"/zh/{CHECK}/questions/service")
    page.click("#fact-blood_donations-add")
    expect(page.locator("#fact-blood_donations-0-of-donated_on-year")).to_be_focused()
    date(page, "blood_donations-0-of-donated_on", "2024-05-06")
    page.click("#fact-blood_donations-add")
    expect(page.locator("#fact-blood_donations-1-of-donated_on-year")).to_be_focused()
    expect(page.locator("#fact-blood_donations-0-of-donated_on-year")).to_have_value("2024")
    page.get_by_role("button", name="删除 献血 第2条").click()
    expect(page.locator("#fact-blood_donations-add")).to_be_focused()
    expect(page.locator(".app-record")).to_have_count(1)


def test_the_whole_way_with_the_keyboard_alone(new_page):
    page = new_page(width=1280)
    page.goto(f"/zh/{CHECK}/questions/about_you")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#fact-birth_date-year")).to_be_focused()
    for text in ("1987", "2", "1"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="继续")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("第2步，共8步")
    page.locator("#fact-holds_valid_permit").focus()
    page.keyboard.press("Space")
    page.locator("#fact-permit_months").focus()
    page.keyboard.type("84")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("第3步，共8步")


def test_enter_goes_on_and_never_removes_a_row(new_page):
    page = new_page()
    page.goto(f"/zh/{CHECK}/questions/service")
    page.click("#fact-blood_donations-add")
    date(page, "blood_donations-0-of-donated_on", "2024-05-06")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("第6步，共8步")


def test_every_control_shows_that_it_has_the_focus(new_page):
    page = new_page(width=1280)
    page.goto(f"/zh/{CHECK}/questions/skills")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => { const of = (e, s) => getComputedStyle(e, s); const e = document.activeElement; const own = of(e);
            const label = e.type === 'radio' ? of(e.nextElementSibling, '::before') : own;
            return [own.outlineStyle, own.boxShadow, label.boxShadow, own.backgroundColor].join('|'); }"""
        )
        assert outline != "none|none|none|rgba(0, 0, 0, 0)", page.evaluate("document.activeElement.outerHTML")


def test_controls_are_large_enough_for_a_thumb(new_page):
    page = new_page()
    page.goto(f"/zh/{CHECK}/questions/home")
    for box in page.locator("main input:visible:not([type=hidden]), main button:visible:not([aria-hidden])").all():
        size = box.bounding_box()
        assert size["height"] >= 36, box.evaluate("e => e.outerHTML")


def test_the_result_prints_whole_and_without_buttons(new_page):
    page = new_page(width=1280)
    answer_guangzhou(page, "zh")
    page.goto(f"/zh/{CHECK}/result")
    page.emulate_media(media="print")
    for hidden in (".govuk-service-navigation", ".govuk-back-link", "[data-print]", ".govuk-footer"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".app-provenance")).to_be_visible()
    expect(page.locator("main")).to_contain_text("不是官方结果")
    assert len(page.pdf()) > 10_000


def test_another_language_keeps_page_and_answers(new_page):
    page = new_page()
    page.goto(f"/zh/{CHECK}/questions/about_you")
    date(page, "birth_date", "1987-02-01")
    continue_(page)
    choose(page, "holds_valid_permit", "yes")
    continue_(page)
    page.get_by_role("link", name="English").click()
    assert page.url.endswith(f"/en/{CHECK}/questions/work")
    page.goto(f"/en/{CHECK}/questions/home")
    expect(page.locator('input[name="fact-holds_valid_permit"][value="yes"]')).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_result_to_ways_and_over_time_and_back(new_page, javascript):
    page = new_page(width=390, language="zh", javascript=javascript)
    answer_guangzhou(page, "zh")
    page.goto(f"/zh/{CHECK}/result")
    page.get_by_role("link", name="还可以怎么做").click()
    expect(page.locator("h1")).to_have_text("还可以怎么做")
    expect(page.locator("main")).to_contain_text("已经达到，不必再做什么。")
    page.check("#cost-money")
    page.get_by_role("button", name="重新查找").click()
    assert page.url.endswith("/ways?cost=money")
    expect(page.locator("#cost-money")).to_be_checked()
    page.get_by_role("link", name="看看随时间会怎样变化").click()
    expect(page.locator("h1")).to_have_text("随时间的变化")
    expect(page.get_by_role("img", name="2026年3月2日至2031年3月1日的总积分")).to_be_visible()
    page.get_by_role("link", name="返回积分结果").click()
    expect(page.locator("h1")).to_have_text("您的积分")


def test_the_chart_keeps_its_letters_and_nothing_moves_when_it_is_shown(new_page):
    page = new_page(width=390, language="zh")
    answer_guangzhou(page, "zh")
    page.goto(f"/zh/{CHECK}/forecast")
    shift = page.evaluate(
        """() => new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
        .observe({type: 'layout-shift', buffered: true}); requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"""
    )
    assert shift == 0
    chart = page.locator(".app-steps")
    widths = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        box = chart.bounding_box()
        widths.append(box["width"])
        assert box["height"] == 260
        label = chart.locator("text").first.evaluate("e => getComputedStyle(e).fontSize")
        assert label == "14px"
        for each in chart.locator("text").all():
            inner = each.bounding_box()
            assert box["x"] - 1 <= inner["x"]
            assert inner["x"] + inner["width"] <= box["x"] + box["width"] + 1
    assert widths[0] < widths[1]
    page.emulate_media(media="print")
    expect(chart).to_be_visible()
    expect(page.locator(".app-stretches").first).to_be_visible()
