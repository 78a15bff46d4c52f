"""The whole road, from the check of the points to the officer's recommendation, in both skins; every page on the way seen by axe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import answer_guangzhou
from tests.browser_session import lines_to_judge
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.pages.at_the_counter import account_of, open_windows, verify
from tests.pages.test_earlier import close_a_file
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

PASSWORD, NAME, NUMBER = "four plain words", "王小明", "430103198702010002"
FAMILY = (
    ("spouse", "李示例", "43010319880305002X"),
    ("child", "王示例", "440106201506010019"),
    ("child", "王示范", "440106201806010010"),
)


@pytest.fixture
def live(sqlite_template, opened):
    """The service and its console on a day on which a round takes applications."""
    from scoring.web.services import services_of
    from tests.live_server import add_console, listening

    settings = replace(sqlite_template.settings, today=day(2025, 10, 20), database_url=sqlite_template.copy("applying"))
    app = opened(settings)
    add_console(app)
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


def name_family(page):
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
    page.click('a[href$="/family/1/remove"]')
    inspect(page)
    page.go_back()


def hand_evidence_in(page):
    """Hand in what the first answer demands."""
    page.locator('main a[href*="/files#"]').first.click()
    inspect(page)
    page.locator('main a[href$="/add"]').first.click()
    page.set_input_files("#file", {"name": "材料.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    inspect(page)
    press(page)
    expect(page.locator("main")).to_contain_text("材料.pdf")
    inspect(page)
    page.click('a[href$="/files/1/remove"]')
    inspect(page)


def tell_the_rest(page):
    """Choose the office, and say something for statistics."""
    draft = page.url
    for part in ("answers/skills", "delete"):
        page.goto(f"{draft}/{part}")
        inspect(page)
    page.goto(draft)
    follow(page, "/office")
    page.locator('[name="office"]').first.check()
    inspect(page)
    press(page)
    follow(page, "/statistics")
    page.select_option("#sector", "I")
    inspect(page)
    press(page)
    inspect(page)


def submit(page):
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
    page.wait_for_url("**/receipt/*")


WORDS = {
    "zh": {"submitted": "申请已提交", "not_verified": "您的身份尚未核实", "recommended": "已提初审意见"},
    "en": {
        "submitted": "Your application is submitted",
        "not_verified": "Your identity is not verified yet",
        "recommended": "Recommended",
    },
}


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_from_the_check_to_the_recommendation(new_page, live, width, language):
    """A family of four applies, something is missing, a department is asked, and an officer verifies and recommends."""
    page = new_page(width=width, language=language)
    reference = apply_for_a_family(page, live, language)
    officer = new_page(width=width, height=900, language=language)
    enter_on_page(officer, live, "officer1")
    ask_what_is_missing(officer, reference)
    answer_what_is_missing(page, language, reference)
    accept(officer, reference)
    ask_a_department(officer, reference)
    department = new_page(width=width, height=900, language=language)
    enter_on_page(department, live, "department1")
    answer_as_a_department(department, reference)
    judge_every_fact(officer, reference)
    recommend(officer, reference)
    expect(officer.locator("h1 .govuk-tag")).to_have_text(WORDS[language]["recommended"])


def apply_for_a_family(page, live, language):
    """Go from the check to the receipt; gives the number of the application."""
    from scoring.casework.holders import read_holder
    from scoring.web.services import services_of

    services = services_of(live.app)
    answer_guangzhou(page, language)
    page.goto(f"/{language}/check/guangzhou/2025/result")
    follow(page, "/apply/guangzhou")
    sign_up(page)
    page.wait_for_url(f"**/{language}/apply/guangzhou")
    inspect(page)
    press(page)
    page.wait_for_url(f"**/{language}/draft/*")
    draft = page.url
    inspect(page)
    follow(page, "/check")
    expect(page.locator("#hindrances")).to_contain_text(WORDS[language]["not_verified"])
    inspect(page)
    verify(services, read_holder(services.transaction, account_of(services)), NAME, NUMBER)
    page.goto(f"{draft}/you")
    expect(page.locator("#name")).to_have_value(NAME)
    inspect(page)
    press(page)
    for act in (name_family, hand_evidence_in, tell_the_rest, submit):
        page.goto(draft)
        act(page)
    expect(page.locator("h1")).to_have_text(WORDS[language]["submitted"])
    inspect(page)
    page.emulate_media(media="print")
    expect(page.locator(".govuk-button-group")).to_be_hidden()
    inspect(page)
    page.emulate_media(media="screen")
    return draft.rsplit("/", 1)[1]


def send(page):
    """Send the form of an act in the console."""
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()


def ask_what_is_missing(officer, reference):
    officer.goto(f"/admin/applications/{reference}/ask_supplement")
    officer.locator("main details summary").first.click()
    officer.locator('main details [type="checkbox"]').first.check()
    officer.locator("main details textarea").first.fill("请补交材料。")
    send(officer)
    officer.wait_for_url(f"**/{reference}")


def answer_what_is_missing(page, language, reference):
    page.goto(f"/{language}/account/applications/{reference}/supplement")
    follow(page, "/supplement/1")
    page.check('[name="kind"][value="answered"]')
    page.fill("#words", "已补交。")
    inspect(page)
    press(page)
    page.set_input_files("#file", {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.check("#kind")
    press(page)
    page.wait_for_url("**/supplement/1")
    page.goto(page.url.removesuffix("/1"))
    follow(page, "/supplement/send")
    page.check("#declaration")
    press(page)
    page.wait_for_url(f"**/{reference}")
    inspect(page)


def accept(officer, reference):
    officer.goto(f"/admin/applications/{reference}/accept")
    send(officer)
    officer.wait_for_url(f"**/{reference}")


def ask_a_department(officer, reference):
    officer.goto(f"/admin/applications/{reference}/ask_departments")
    officer.locator("main details summary").last.click()
    officer.select_option("#department", "human_resources")
    officer.check('input[name="fact"][value="pension_months"]')
    send(officer)
    expect(officer.locator("#requests")).to_be_visible()


def answer_as_a_department(department, reference):
    department.goto("/admin/requests/")
    department.get_by_role("link", name=f"{reference}/1").click()
    department.fill('[name="fact-pension_months"]', "84")
    send(department)
    expect(department.locator(".govuk-notification-banner")).to_be_visible()


def judge_every_fact(officer, reference):
    """Accept all lines together; what the department answered is judged already."""
    officer.goto(f"/admin/applications/{reference}/verify")
    for line in lines_to_judge(officer):
        line.check()
    officer.locator("#accept").click()
    expect(officer.locator('main details a[href*="/verify?fact="]')).to_have_count(0)


def recommend(officer, reference):
    officer.goto(f"/admin/applications/{reference}/recommend")
    officer.check('[name="proposal"][value="grant"]')
    officer.fill('[name="published_list"]', "2025年度入围名单")
    officer.fill('[name="reason"]', "材料齐全，核查无误。")
    send(officer)


def test_every_page_of_a_draft_on_a_desk(live, new_page):
    from scoring.casework.holders import read_holder
    from scoring.web.services import services_of

    page, services = new_page(width=1280, language="en"), services_of(live.app)
    page.goto("/en/apply/guangzhou")
    sign_up(page)
    own = account_of(services)
    verify(services, read_holder(services.transaction, own), NAME, NUMBER)
    close_a_file(services, read_holder(services.transaction, own))
    press(page)
    draft = page.url
    for part in (
        "",
        "/you",
        "/family",
        "/family/1",
        "/answers/about_you",
        "/answers/skills",
        "/earlier",
        "/files",
        "/office",
        "/statistics",
        "/check",
        "/delete",
    ):
        page.goto(f"{draft}{part}")
        assert part != "/earlier" or page.locator('[name="taken"]').count()
        inspect(page)
