"""A document waits, is served from the queue, and both readers see until when it can be contested; every page seen by axe."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework.stories import REFUSE
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_refusal_is_served_from_the_queue(new_page, live, width, language):
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    own.decide(REFUSE, "refuse", "积分未达标。")
    file = SimpleNamespace(reference=own.file.reference)
    own.office.seal(file, 2, at=own.services.clock.now())
    mine = new_page(width=width, language=language)
    agree(mine, language)
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "officer1")
    serve(staff, file.reference)
    supervisor = new_page(width=width, language=language)
    enter_on_page(supervisor, live, "supervisor1")
    supervisor.goto(f"/admin/applications/{file.reference}/documents/2/correct_service")
    inspect(supervisor)
    mine.goto(f"/{language}/account/applications/{file.reference}")
    expect(mine.locator("#document-2 strong")).to_contain_text("2026")
    inspect(mine)


def agree(page, language):
    """Sign in and agree to be served by the account."""
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/electronic-service")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url("**/electronic-service")
    inspect(page)
    page.check('input[name="agreed"]')
    page.click('form:has(input[name="agreed"]) button')
    page.wait_for_url(f"**/{language}/account")
    inspect(page)


def serve(page, reference):
    """Look at what waits, at a document that bears no seal, and serve the one that does."""
    page.goto("/admin/service/")
    inspect(page)
    page.click(f'a[href*="{reference}/documents/1/serve"]')
    expect(page.locator("#unsealed")).to_be_visible()
    inspect(page)
    page.goto("/admin/service/?kind=refused")
    page.click(f'a[href*="{reference}/documents/2/serve"]')
    page.click("form[novalidate] button[type=submit]")
    inspect(page)
    page.check('input[value="post"]')
    page.fill("#on", "2026-03-02")
    page.fill("#proof", "EMS 1234567890123")
    page.set_input_files("#receipt", {"name": "回证.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.click("form[novalidate] button[type=submit]")
    page.wait_for_url("**#document-2")
    inspect(page)
