"""What comes after a grant in a browser, on a phone and on a desk: told that it is to be revoked, answered; data to put right; by axe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from scoring.application.outside import Happened
from scoring.application.revocation import Findings, Ground
from scoring.casework.propose_revoking import propose_revoking
from scoring.casework.publish_folder import publish_folder
from scoring.casework.stay_execution import stay_execution
from scoring.web.services import services_of
from tests.admin.test_settling import TIMED
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework import hamlet, outside
from tests.casework.filings import content_for
from tests.casework.stories import AT
from tests.inspecting import inspect
from tests.pages.own_files import Own, office_of
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

FOUND = Findings(Ground.FRAUD, "居住年限系伪造。", "办法第二十条")


def granted(app, folder):
    """Somebody who applied online under rules with a time to be registered, and is granted."""
    (folder / "hamlet").mkdir()
    text = hamlet.text(first="2026-03-01").replace("procedure: {in_flight: pin}", TIMED)
    (folder / "hamlet/1.yaml").write_text(text, "utf-8")
    (folder / "hamlet/1.cases.yaml").write_text(hamlet.cases("2026-03-01"), "utf-8")
    services = services_of(app)
    publish_folder(services.transaction, folder, at=AT)
    services.live.refresh()
    own, office = Own(app), replace(office_of(services), library=services.library)
    own.file.office, own.file.at = office, services.clock.now()
    own.file.begin(scheme="hamlet", content=content_for(own.file.holder, facts={"years": 5}, office=None))
    own.file.submit()
    office.recommend(office.verify(own.file.accept()))
    office.grant(own.file)
    return own


def propose(own):
    office, services = own.file.office, own.services
    known = (office.transaction, office.library, services.timing, office.shown(own.file), FOUND)
    propose_revoking(*known, officer=office.supervisor, at=services.clock.now())


def press(page):
    page.locator("main form button.govuk-button").last.click()


def answer_and_ask(page, own, language):
    """The applicant reads what was found, answers, and asks for a datum to be put right."""
    file = f"/{language}/account/applications/{own.file.reference}"
    page.goto(f"/{language}/account/sign-in?next={file}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{own.file.reference}")
    inspect(page)
    page.click('main a[href$="/revocation"]')
    inspect(page)
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check("#kind")
    page.fill("#answer", "我已住满。")
    press(page)
    page.wait_for_url(f"**/{own.file.reference}")
    page.goto(f"/{language}/account/corrections")
    inspect(page)
    page.locator("main form button.govuk-button[type=submit]").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.fill("#datum", "姓名")
    page.fill("#right", "王小明")
    page.locator("main form button.govuk-button[type=submit]").last.click()
    expect(page.locator("#requests")).to_be_visible()
    inspect(page)


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_grant_that_a_body_suspended_is_read_and_followed(new_page, live, tmp_path, width, language):
    own = granted(live.app, tmp_path)
    office, at = own.file.office, own.services.clock.now()
    application, on = outside.served(office, own.file), at.date()
    outside.record(office, application, at=at, filed_on=on, learned_on=on)
    happened = Happened(on, "穗府行复1号", "停止执行。")
    outside.do(office, stay_execution, application, by="supervisor", at=at, happened=happened)
    page = new_page(width=width, language=language)
    file = f"/{language}/account/applications/{own.file.reference}"
    page.goto(f"/{language}/account/sign-in?next={file}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{own.file.reference}")
    expect(page.locator("#stays li")).to_have_count(1)
    inspect(page)
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "supervisor1")
    for part in ("", "/cases/1"):
        staff.goto(f"/admin/applications/{own.file.reference}{part}")
        inspect(staff)
    staff.goto("/admin/applications/")
    inspect(staff)


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_what_comes_after_a_grant_is_read_and_answered(new_page, live, tmp_path, width, language):
    own = granted(live.app, tmp_path)
    propose(own)
    answer_and_ask(new_page(width=width, language=language), own, language)
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "supervisor1")
    for page in ("", "/revocation", "/lapse"):
        staff.goto(f"/admin/applications/{own.file.reference}{page}")
        inspect(staff)
    staff.goto("/admin/personal/")
    inspect(staff)
    staff.click('main a[href^="/admin/personal/"]:not([href*="which"]):not([href="/admin/personal/"])')
    inspect(staff)
