"""The register and the agencies in a browser, on a phone and on a desk: what one is entitled to, acts on it, who may look it up."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.records.agency_access import AgencyMessageRow
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework.stories import GRANT
from tests.inspecting import inspect
from tests.pages.own_files import Own, office_of
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def press(page):
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()


def granted(live):
    """Somebody whose application is granted, who reads their pages in a browser."""
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    own.decide(GRANT, "grant", "各项均已核实。")
    return own


def register_agency(desk):
    """Register a housing authority; gives the address of its page."""
    desk.goto("/admin/agencies/")
    inspect(desk)
    desk.goto("/admin/agencies/new")
    inspect(desk)
    press(desk)
    inspect(desk)
    desk.fill("#name", "天河区住房保障办公室")
    desk.check('[name="kind"][value="housing"]')
    desk.fill("#contact", "综合科 020-12345678")
    desk.fill("#webhook_url", "http://127.0.0.1:9/luohu")
    press(desk)
    return desk.url


def look_at_agency(desk, address):
    """Go through the acts of an agency, and issue a token."""
    for act in ("change", "close", "secret", "token"):
        desk.goto(f"{address}/{act}")
        inspect(desk)
    press(desk)
    inspect(desk)


def suspend(staff, reference):
    """Suspend the housing of the applicant."""
    staff.goto(f"/admin/entitlements/{reference}/0")
    inspect(staff)
    staff.locator('a[href$="/public_rental_housing/suspend"]').click()
    inspect(staff)
    staff.fill("#reason", "户籍迁出，核查期间暂停。")
    press(staff)
    inspect(staff)
    staff.goto("/admin/entitlements/")
    inspect(staff)


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_an_entitlement_is_read_suspended_and_told_of(new_page, live, width, language):
    own = granted(live)
    office, reference = office_of(own.services), own.file.reference
    desk = new_page(width=width, language=language)
    enter_on_page(desk, live, "administrator1")
    address = register_agency(desk)
    look_at_agency(desk, address)
    office.register(office.file(own.file).application, 0)
    with own.services.transaction() as session:
        session.execute(sa.update(AgencyMessageRow).values(state="dead", error_code="agency_said_500", attempts=30))
    for shown in (address, "/admin/agencies/"):
        desk.goto(shown)
        inspect(desk)
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "supervisor1")
    suspend(staff, reference)
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{reference}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{reference}")
    inspect(page)
