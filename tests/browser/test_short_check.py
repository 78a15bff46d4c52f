"""The short check in a browser: to its early end without JavaScript, by keyboard and without a connection with it; answers as a file."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import press, type_in
from tests.browser.conftest import CHECK, choose, date
from tests.inspecting import inspect

pytestmark = pytest.mark.browser
PENALTY = "criminal_penalties"


def fact(page):
    """Give the question that is put; None where the check has ended."""
    return page.locator("input[name=shown]").get_attribute("value") if page.locator("input[name=shown]").count() else None


def go_on(page, button="#continue"):
    page.click(button)
    page.wait_for_load_state()


def leave_open_until(page, wanted):
    while fact(page) != wanted:
        go_on(page, "button[value=later]")


def test_a_worker_on_a_phone_without_javascript_ends_early(new_page):
    page = new_page(width=390, language="zh", javascript=False)
    page.goto("/zh/schemes/guangzhou/2025")
    page.get_by_role("button", name="测算我的积分").click()
    leave_open_until(page, PENALTY)
    go_on(page, f"#fact-{PENALTY}-add")
    date(page, f"{PENALTY}-0-of-imposed_on", "2024-01-01")
    go_on(page)
    expect(page.locator("h1")).to_have_text("其余的不用再答了")
    expect(page.locator("#outcome")).to_contain_text("近5年内未受过刑事处罚")
    expect(page.locator("main")).to_contain_text("只计入、不保存：刑事处罚")
    go_on(page, "button.govuk-back-link")
    expect(page.locator(f"#fact-{PENALTY}-0-of-imposed_on-year")).to_have_value("2024")
    go_on(page)
    go_on(page, "text=查看详细结果")
    expect(page.locator("main")).to_contain_text("本页计入了没有保存的答案：刑事处罚")


@pytest.mark.parametrize("javascript", [True, False])
def test_answers_are_saved_to_a_file_and_loaded_again(new_page, tmp_path, javascript):
    page = new_page(width=390, language="zh", javascript=javascript)
    page.goto(f"/zh/{CHECK}/short")
    choose(page, "holds_valid_permit", "yes")
    go_on(page)
    page.goto(f"/zh/{CHECK}/answers/save")
    with page.expect_download() as download:
        page.click("#download")
    file = tmp_path / "mine.json"
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["facts"] == {"holds_valid_permit": True}
    page.context.clear_cookies()
    page.goto(f"/zh/{CHECK}/answers/load")
    go_on(page, "main form button.govuk-button")
    expect(page.locator(".govuk-error-summary")).to_contain_text("没有收到文件")
    page.set_input_files("#file", file)
    go_on(page, "main form button.govuk-button")
    expect(page.locator("h1")).to_have_text("答案已载入")
    if javascript:
        inspect(page)


def test_by_keyboard_and_when_the_connection_is_lost_nothing_is_lost(new_page):
    page = new_page(width=1280, language="en")
    page.goto(f"/en/{CHECK}/short")
    press(page, "input[name=fact-holds_valid_permit]", "Space")
    with page.expect_event("load"):
        page.keyboard.press("Enter")  # on the chosen answer: it presses “continue”
    assert fact(page) == "works_lawfully"
    choose(page, "works_lawfully", "yes")
    page.context.set_offline(True)
    page.click("#continue")
    expect(page.get_by_role("alert")).to_contain_text("There is no connection. Nothing is lost")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator('input[value="yes"]:checked')).to_have_count(1)
    page.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_be_hidden()
    go_on(page)


def test_each_answer_narrows_the_range_until_the_rest_need_not_be_answered(new_page):
    page = new_page(width=1280, language="en")
    page.goto(f"/en/{CHECK}/short")
    leave_open_until(page, "birth_date")
    before = page.locator(".app-range__points").inner_text()
    type_in(page, "#fact-birth_date-day", "1")
    type_in(page, "#fact-birth_date-month", "2")
    type_in(page, "#fact-birth_date-year", "1987")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    expect(page.locator(".app-range__said")).to_contain_text("Your last answer narrowed it down")
    assert page.locator(".app-range__points").inner_text() != before
    inspect(page)
    page.go_back()
    assert fact(page) == "birth_date"
    page.goto(f"/en/{CHECK}/short?question=holds_valid_permit")
    choose(page, "holds_valid_permit", "no")
    go_on(page)
    expect(page.locator("h1")).to_have_text("You need not answer the rest")
    inspect(page)
    page.get_by_role("button", name=re.compile("Go on for the exact points")).click()
    assert fact(page)
    go_on(page, "#continue")
    if page.locator(".govuk-error-summary").count():
        expect(page.locator(".govuk-error-summary")).to_be_focused()
