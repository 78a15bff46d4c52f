"""One profile, every city: on a phone in Chinese without JavaScript, on a desk in English with it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import choose, continue_, date
from tests.inspecting import inspect

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {
        "begin": "回答共用问题",
        "possible": "有可能",
        "not_reached": "未达到",
        "answer": re.compile("只答这6题.*广州市积分制入户"),
        "more": re.compile("回答这.*广州市积分制入户"),
    },
    "en": {
        "begin": "Answer the common questions",
        "possible": "Possible",
        "not_reached": "Not reached",
        "answer": re.compile("Answer these 6 questions.*Guangzhou"),
        "more": re.compile("Answer these .*Guangzhou"),
    },
}


@pytest.mark.parametrize(("width", "language", "javascript"), [(390, "zh", False), (1280, "en", True)])
def test_one_set_of_answers_is_compared_everywhere(new_page, width, language, javascript):
    page, words = new_page(width=width, language=language, javascript=javascript), WORDS[language]
    page.goto(f"/{language}/cities")
    page.get_by_role("button", name=words["begin"]).click()
    date(page, "birth_date", "1990-02-01")
    choose(page, "education", "bachelor")
    page.click("#fact-blood_donations-add")
    date(page, "blood_donations-0-of-donated_on", "2024-05-06")
    if javascript:
        inspect(page)
    continue_(page)
    guangzhou = page.locator("#guangzhou")
    expect(guangzhou.get_by_role("heading")).to_have_count(1)
    expect(guangzhou).to_contain_text(words["possible"])
    guangzhou.get_by_role("link", name=words["answer"]).click()
    answer_what_guangzhou_asks(page)
    continue_(page)
    expect(page).to_have_url(re.compile("/cities#guangzhou$"))
    expect(guangzhou).to_contain_text(words["not_reached"])
    if javascript:
        inspect_on_desk_and_phone(page)
    first, name = guangzhou.locator("td").first.bounding_box(), guangzhou.locator("th").bounding_box()
    assert (first["x"] == name["x"]) == (width == 390), "a card on a phone, a table on a desk"
    page.emulate_media(media="print")
    expect(guangzhou.get_by_role("link", name=words["more"])).to_be_hidden()
    expect(guangzhou.get_by_role("heading")).to_be_visible()


def inspect_on_desk_and_phone(page):
    inspect(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("cities", "cities/you", "cities/guangzhou/2025/questions?more=1"):
        page.goto(f"/zh/{path}")
        inspect(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/en/cities")


def answer_what_guangzhou_asks(page):
    choose(page, "works_lawfully", "yes")
    choose(page, "holds_valid_permit", "yes")
    page.fill("#fact-permit_months", "24")
    date(page, "permit_since", "2023-09-30")
    page.fill("#fact-pension_months", "60")
    page.fill("#fact-medical_months", "60")
