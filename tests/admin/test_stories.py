"""What people of the office do in a browser: record, recommend, grant or refuse, register; and what every page must be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from passlib.totp import TOTP
from playwright.sync_api import expect

from scoring.web.services import services_of
from tests.browser_session import VIEWS, lines_to_judge
from tests.casework.stories import DEMONSTRATION
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

PEOPLE = {"applicant-name": "张示范", "applicant-identity_number": "430103198702010002"}
SPOUSE = {"family-0-name": "李示范", "family-0-identity_number": "430103198808150003"}
NUMBERS = {f"fact-{kind}_months": "84" for kind in ("permit", "pension", "medical", "unemployment", "injury", "maternity")}
DATES = {"birth_date": "1987-2-1", "permit_since": "2018-9-30"}
CHOICES = {"works_lawfully": "yes", "holds_valid_permit": "yes", "owns_home": "yes", "education": "bachelor"}
GRANTED, REFUSED, RECORDED = "2026-000001", "2026-000002", "2026-000003"
PAGES = {
    "officer1": (
        *("", "applications/", "applications/?status=granted&q=2026", "applications/?q=nothing", "applications/new"),
        *("applications/new/guangzhou/2025", "applications/new/ningbo/2010", f"applications/{GRANTED}", f"applications/{REFUSED}"),
        *(
            f"applications/{GRANTED}/register",
            "decisions/",
            f"decisions/{GRANTED}-D",
            "entitlements/",
            "entitlements/?state=ended",
        ),
        *(
            *(f"applications/{RECORDED}/{page}" for page in ("amend", "evidence/add", "recommend", "ask_questions")),
            f"applications/{REFUSED}/recommend",
            *(f"applications/{RECORDED}/{page}" for page in ("verify", "note", "interest", "ask_departments")),
            *("counter/authorities", "counter/new-start", "personal/"),
        ),
    ),
    "supervisor1": (
        "",
        "applications/assign",
        "applications/?status=recommended",
        f"applications/{GRANTED}/lapse",
        f"applications/{GRANTED}/revocation/new",
        f"applications/{GRANTED}/hold",
        f"applications/{REFUSED}/erase",
        f"applications/{RECORDED}/release",
        f"applications/{RECORDED}/flags/conflict-declared/{{barred}}",
        f"decisions/{REFUSED}-D",
    ),
    "policy_staff1": ("", "policies/", "policies/?provenance=illustrative", "policies/guangzhou/2025", "policies/beijing/2020"),
    "auditor1": ("", "journal/", "journal/?search=grant&sort=1", "journal/verify", "access/", f"applications/{GRANTED}"),
    "administrator1": (
        *("", "accounts/", "accounts/?search=officer", "accounts/officer2/identity", "accounts/department1/department"),
        *("applications/", "background/", "background/1/cancel", "background/2/retry"),
    ),
    "department1": ("", "requests/", "requests/batch", "requests/?which=answered"),
}


@pytest.fixture
def demonstration(live):
    """Two decided applications, and one that is recorded, held by an officer and closed to another, whose account is given."""
    from scoring.application.application import Intake, Shown
    from scoring.application.background import Order
    from scoring.application.identity import identity_number
    from scoring.application.persons import Applicant
    from scoring.casework import demonstration
    from scoring.casework.claim_file import claim_file
    from scoring.casework.declare_interest import declare_interest
    from scoring.casework.queries import read_file
    from scoring.casework.queue_job import add_job
    from scoring.casework.record_application import record_application
    from scoring.records.accounts import AccountRow, officer_of

    services = services_of(live.app)
    now, today = services.clock.now(), services.clock.today()
    demonstration.create_applications(services.transaction, services.library, services.timing, at=now - timedelta(minutes=1))
    with services.transaction() as session:
        named = (session.query(AccountRow).filter_by(username=username).one() for username in ("officer1", "officer2"))
        officer, barred = map(officer_of, named)
    facts = read_file(services.transaction, GRANTED, officer=officer).assessments[0].facts
    person = Applicant("钱示例", identity_number("440106198702010003", on=today))
    intake = Intake("guangzhou", "2025", person, (), facts, today)
    record_application(services.transaction, services.library, intake, officer=officer, at=now, here=DEMONSTRATION)
    claim_file(services.transaction, Shown(RECORDED, 1), officer=officer, at=now)
    declare_interest(services.transaction, Shown(RECORDED, 2), officer=barred, at=now, reason="亲属")
    with services.transaction() as session:
        add_job(session, Order("try_out"), at=now)
        unknown = add_job(session, Order("of_tomorrow"), at=now).id
    services.background.run(unknown)
    return barred.account_id


@pytest.fixture
def sign_in(live):
    """Signs in on a page: `sign_in(page, "officer1")`."""

    def enter(page, username):
        enter_on_page(page, live, username)

    return enter


def fill_in(page):
    """Type the application of a couple."""
    for name, value in {**PEOPLE, **NUMBERS}.items():
        page.fill(f'[name="{name}"]', value)
    for fact, day in DATES.items():
        for part, value in zip(("year", "month", "day"), day.split("-"), strict=True):
            page.fill(f"#fact-{fact}-{part}", value)
    for fact, value in CHOICES.items():
        page.check(f'[name="fact-{fact}"][value="{value}"]')
    page.click('button[value="add-person"]')
    page.check('[name="family-0-relation"][value="spouse"]')
    for name, value in SPOUSE.items():
        page.fill(f'[name="{name}"]', value)


def record(page, sign_in):
    """Sign in as an officer and record the couple's application; gives its reference."""
    sign_in(page, "officer1")
    page.get_by_role("link", name="受理登记").first.click()
    page.get_by_role("link", name="广州市积分制入户").click()
    fill_in(page)
    page.locator('button[name="do"][value="check"]').last.click()
    expect(page.locator("#assessed")).to_contain_text("总积分 206")
    page.click('button[name="do"][value="record"]')
    expect(page.locator(".govuk-notification-banner")).to_be_visible()
    return page.url.rsplit("/", 1)[1]


def recommend(page, proposal):
    """Recommend what the open page shows."""
    page.locator('main a[href$="/verify"]').click()
    for line in lines_to_judge(page):
        line.check()
    page.locator("#accept").click()
    page.locator('a[href$="/recommend"]').click()
    page.check(f'[name="proposal"][value="{proposal}"]')
    page.fill('[name="published_list"]', "2025年度入围名单，2026年3月1日公示")
    page.fill('[name="reason"]', "材料齐全，核查无误。")
    page.locator(".app-desk__act button[type=submit]").click()
    expect(page.locator("h1 .govuk-tag")).to_have_text("已提初审意见")


def decide(page, sign_in, reference, act, reason):
    """Decide as a supervisor, beginning with what waits."""
    sign_in(page, "supervisor1")
    page.locator(".govuk-task-list__link").first.click()
    page.get_by_role("link", name=reference).click()
    page.locator(f'a[href$="{reference}/decide"]').click()
    expect(page.locator("main")).to_contain_text("材料齐全，核查无误。")
    expect(page.locator("#again + p .govuk-tag")).to_have_text("一致")
    page.check(f'[name="act"][value="{act}"]')
    page.fill('[name="reason"]', reason)
    page.locator(".app-desk__act button[type=submit]").click()


def second_look(page, reference):
    """Look at what is compared, in both languages, before it is granted."""
    for language in ("en", "zh"):
        page.context.add_cookies([{"name": "lang", "value": language, "url": page.url.split("/admin")[0]}])
        page.goto(f"/admin/applications/{reference}/decide")
        expect(page.locator("main")).to_contain_text({"en": "Grant approved", "zh": "审核同意"}[language])
        inspect(page)
    page.emulate_media(media="print")
    expect(page.locator(".app-desk__act button[type=submit]")).to_be_hidden()
    expect(page.locator("#again")).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"/admin/applications/{reference}")


def grant(page, reason):
    """Grant what was just approved, from the open file."""
    expect(page.locator("h1 .govuk-tag")).to_have_text("拟准予")
    page.get_by_role("button", name="准予", exact=True).click()
    page.check('[name="act"][value="grant"]')
    page.fill('[name="reason"]', reason)
    page.locator(".app-desk__act button[type=submit]").click()


def states(page):
    """Give who has what and in which state, from the open file."""
    rows = page.locator(".app-stack.app-list--entitlements tbody tr:has(.govuk-tag)").all()
    return [(row.locator("td").nth(0).inner_text(), row.locator(".govuk-tag").inner_text()) for row in rows]


def register(page, number):
    """Record the registration of one person."""
    page.locator('a[href$="/register"]').click()
    page.check(f'[name="number"][value="{number}"]')
    page.fill('[name="on"]', "2026年3月2日")
    page.fill('[name="office"]', "天河区公安分局")
    page.locator(".app-desk__act button[type=submit]").click()
    expect(page.locator(".govuk-notification-banner")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_officer_records_supervisor_grants_entitlements_appear(new_page, sign_in, width):
    page = new_page(width=width, height=900, language="zh")
    reference = record(page, sign_in)
    recommend(page, "grant")
    decide(page, sign_in, reference, "approve", "复核无误，同意。")
    second_look(page, reference)
    grant(page, "复核无误，准予入户。")
    expect(page.locator("h1 .govuk-tag")).to_have_text("准予")
    waiting = states(page)
    assert any(state == "待落户" for _, state in waiting)
    assert {who.split()[0] for who, _ in waiting} == {"申请人", "配偶"}
    sign_in(page, "officer2")
    page.goto(f"/admin/applications/{reference}")
    register(page, 0)
    assert {state for who, state in states(page) if who.startswith("申请人")} == {"已生效"}
    assert "待落户" in {state for who, state in states(page) if who.startswith("配偶")}
    register(page, 1)
    assert {state for _, state in states(page)} == {"已生效"}
    expect(page.locator("h1 .govuk-tag")).to_have_text("已落户")
    page.get_by_role("link", name=f"{reference}-D").click()
    expect(page.locator("main")).to_contain_text("复核无误，准予入户。")
    page.emulate_media(media="print")
    for unseen in (".govuk-service-navigation", ".app-whoami", "[data-print]", ".govuk-footer"):
        expect(page.locator(unseen).first).to_be_hidden()
    inspect(page)


def test_supervisor_refuses_with_reasons(new_page, sign_in):
    page = new_page(width=1280, height=900, language="zh")
    reference = record(page, sign_in)
    recommend(page, "refuse")
    sign_in(page, "supervisor1")
    page.goto(f"/admin/applications/{reference}/decide")
    expect(page.get_by_label("同意准予")).to_be_disabled()
    page.locator('[name="act"]:enabled').first.focus()
    for key in ("Space", "Tab", "Tab", "Enter"):  # the first choice that there is, past the reasons to the button
        page.keyboard.press(key)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    inspect(page)
    page.fill('[name="reason"]', "合法稳定住所的材料无法核实。")
    page.locator(".app-desk__act button[type=submit]").click()
    expect(page.locator("h1 .govuk-tag")).to_have_text("不予")
    page.goto(f"/admin/decisions/{reference}-D")
    expect(page.locator("main")).to_contain_text("合法稳定住所的材料无法核实。")
    assert states(page) == []


def test_the_story_works_without_javascript(new_page, sign_in):
    page = new_page(width=390, language="zh", javascript=False)
    reference = record(page, sign_in)
    recommend(page, "grant")
    decide(page, sign_in, reference, "return", "请补充租赁合同。")
    expect(page.locator("main")).to_contain_text("请补充租赁合同。")


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_every_page_is_accessible_and_as_wide_as_the_window(new_page, sign_in, demonstration, language, width):
    page = new_page(width=width, height=900, language=language)
    page.goto("/sign-in")
    inspect(page)
    page.locator("main button[type=submit]").click()
    inspect(page)
    for username, addresses in PAGES.items():
        sign_in(page, username)
        for address in addresses:
            answer = page.goto(f"/admin/{address.format(barred=demonstration)}")
            assert answer.status in {200, 403, 409}, (username, address)
            inspect(page)
        if username == "supervisor1":
            look_at_names(page)
    page.goto("/change-password")
    inspect(page)


def look_at_names(page):
    """Have the names of a file and of a decision shown in full: without a reason they are not, and the page says so."""
    for address in (f"applications/{GRANTED}", f"decisions/{REFUSED}-D"):
        page.goto(f"/admin/{address}")
        for reason in ("", "To call the applicant back."):
            page.locator("details:has(form[action$=reveal])").evaluate("e => e.open = true")
            page.fill("form[action$=reveal] #reason", reason)
            page.locator("form[action$=reveal] button").click()
            inspect(page)
        expect(page.locator("main")).not_to_contain_text("***")


def see_accounts(page):
    """Look at the list of accounts and at what is done to them, as far as nothing is changed."""
    for address in ("?open=yes&role=officer", "new", "officer2/duties", "officer2/close"):
        page.goto(f"/admin/accounts/{address}")
        inspect(page)
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_the_accounts_of_the_office_a_new_start_and_the_setting_up_of_an_app(new_page, live, sign_in, language, width):
    page = new_page(width=width, height=900, language=language)
    sign_in(page, "administrator1")
    see_accounts(page)
    page.goto("/admin/accounts/?search=officer2")
    page.click('a[href$="/officer2/reset-factor"]')
    inspect(page)
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.fill("#reason", "New phone; known in person.")
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("officer2")
    inspect(page)
    page.context.clear_cookies(name="luohu_session")
    page.goto("/sign-in")
    page.fill("#username", "officer2")
    page.fill("#password", live.passwords["officer2"])
    page.locator("main button[type=submit]").click()
    inspect(page)
    page.locator("main button[type=submit]").click()
    expect(page.locator("figure svg")).to_be_visible()
    inspect(page)
    secret = page.locator("#secret").inner_text()
    page.fill("#code", "12345")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.fill("#code", TOTP(key=secret).generate().token)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/admin/")


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("width", [390, 1280])
def test_forms_with_mistakes_are_accessible_too(new_page, sign_in, width):
    page = new_page(width=width, height=900, language="en")
    sign_in(page, "officer1")
    page.goto("/admin/applications/new/guangzhou/2025")
    page.click('button[value="add-person"]')
    page.click("#fact-patents-add")
    page.fill('[name="on"]', "tomorrow")
    page.locator('button[name="do"][value="check"]').last.click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("“tomorrow” is no day")
    inspect(page)
    for act in ("2026-000003/note", f"{GRANTED}/register"):
        page.goto(f"/admin/applications/{act}")
        page.locator("main button[type=submit]").last.click()
        expect(page.locator(".govuk-error-summary")).to_be_visible()
        inspect(page)
