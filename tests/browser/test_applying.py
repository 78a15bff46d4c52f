"""An applicant applies on a phone, from the check of the points to the receipt; every page on the way seen by axe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer_guangzhou
from tests.evidence.made import pdf
from tests.pages.at_the_counter import account_of, open_windows, verify

pytestmark = pytest.mark.browser

PASSWORD, NAME, NUMBER = "four plain words", "王小明", "430103198702010002"
FAMILY = (
    ("spouse", "李示例", "43010319880305002X"),
    ("child", "王示例", "440106201506010019"),
    ("child", "王示范", "440106201806010010"),
)


@pytest.fixture
def live(sqlite_template, opened):
    """The service on a day on which a round takes applications."""
    from scoring.web.services import services_of
    from tests.live_server import listening

    settings = replace(sqlite_template.settings, today=day(2025, 10, 20), database_url=sqlite_template.copy("applying"))
    app = opened(settings)
    open_windows(services_of(app))
    with listening(app) as url:
        yield SimpleNamespace(url=url, app=app, passwords=sqlite_template.passwords)


def press(page, selector="main form button.govuk-button"):
    page.locator(selector).last.click()
    page.wait_for_load_state()


def sign_up(page):
    page.click('a[href*="/account/sign-up"]')
    for name, value in (("contact", "138 0013 8000"), ("password", PASSWORD), ("again", PASSWORD)):
        page.fill(f"#{name}", value)
    page.check("#consent")
    press(page)


def follow(page, part):
    """Follow the first link of the main part whose address ends so."""
    page.locator(f'main a[href$="{part}"]').first.click()
    page.wait_for_load_state()


def name_family(page, inspect):
    """Name a spouse and two children, each as a person of their own."""
    follow(page, "/family")
    for relation, name, number in FAMILY:
        page.locator('main a[href*="/family/"].govuk-button').click()
        page.check(f'[name="relation"][value="{relation}"]')
        page.fill("#name", name)
        page.fill("#identity_number", number)
        inspect(page)
        press(page)
    expect(page.locator(".govuk-summary-card")).to_have_count(len(FAMILY))
    inspect(page)


def hand_evidence_in(page, inspect):
    """Hand in what the first answer demands."""
    page.locator('main a[href*="/files#"]').first.click()
    inspect(page)
    page.locator('main a[href$="/add"]').first.click()
    page.set_input_files("#file", {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    inspect(page)
    press(page)
    expect(page.locator("main")).to_contain_text("材料.pdf")
    inspect(page)


def tell_the_rest(page, inspect):
    """Choose the office, and say something for statistics."""
    follow(page, "/office")
    page.locator('[name="office"]').first.check()
    inspect(page)
    press(page)
    follow(page, "/statistics")
    page.select_option("#sector", "I")
    inspect(page)
    press(page)
    inspect(page)


def submit(page, inspect):
    """Check everything, declare and submit."""
    follow(page, "/check")
    expect(page.locator("#hindrances")).to_have_count(0)
    inspect(page)
    follow(page, "/submit")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check("#declaration")
    press(page)
    page.wait_for_url("**/zh/receipt/*")


def test_an_applicant_goes_from_the_check_to_the_receipt_on_a_phone(new_page, live, inspect):
    from scoring.casework.holders import read_holder
    from scoring.web.services import services_of

    services = services_of(live.app)
    page = new_page(width=390, language="zh")
    answer_guangzhou(page, "zh")
    page.goto("/zh/check/guangzhou/2025/result")
    follow(page, "/apply/guangzhou")
    sign_up(page)
    page.wait_for_url("**/zh/apply/guangzhou")
    inspect(page)
    press(page)
    page.wait_for_url("**/zh/draft/*")
    draft = page.url
    inspect(page)
    follow(page, "/check")
    expect(page.locator("#hindrances")).to_contain_text("您的身份尚未核实")
    inspect(page)
    verify(services, read_holder(services.transaction, account_of(services)), NAME, NUMBER)
    page.goto(f"{draft}/you")
    expect(page.locator("#name")).to_have_value(NAME)
    inspect(page)
    press(page)
    for act in (name_family, hand_evidence_in, tell_the_rest, submit):
        page.goto(draft)
        act(page, inspect)
    expect(page.locator("h1")).to_have_text("申请已提交")
    inspect(page)
    page.emulate_media(media="print")
    expect(page.locator(".govuk-button-group")).to_be_hidden()
    inspect(page)


def test_every_page_of_a_draft_on_a_desk(new_page, inspect):
    page = new_page(width=1280, language="en")
    page.goto("/en/apply/guangzhou")
    sign_up(page)
    press(page)
    draft = page.url
    for part in (
        "",
        "/you",
        "/family",
        "/family/1",
        "/answers/about_you",
        "/answers/skills",
        "/files",
        "/office",
        "/statistics",
        "/check",
        "/delete",
    ):
        page.goto(f"{draft}{part}")
        inspect(page)
