"""A document waits, is served from the queue, and both readers see until when it can be contested; every page seen by axe."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework.stories import REFUSE
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
    mine.goto(f"/{language}/account/sign-in?next=/{language}/account/electronic-service")
    fill_in(mine, contact="13800138000", password=PASSWORD)
    mine.wait_for_url("**/electronic-service")
    inspect(mine)
    mine.check('input[name="agreed"]')
    mine.click('form:has(input[name="agreed"]) button')
    mine.wait_for_url(f"**/{language}/account")
    inspect(mine)
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "officer1")
    staff.goto("/admin/service/")
    inspect(staff)
    staff.click(f'a[href*="{file.reference}/documents/1/serve"]')
    assert staff.locator("#unsealed").is_visible()
    inspect(staff)
    staff.goto("/admin/service/?kind=refused")
    staff.click(f'a[href*="{file.reference}/documents/2/serve"]')
    staff.click("form[novalidate] button[type=submit]")
    inspect(staff)
    staff.check('input[value="post"]')
    staff.fill("#on", "2026-03-02")
    staff.fill("#proof", "EMS 1234567890123")
    staff.click("form[novalidate] button[type=submit]")
    staff.wait_for_url("**#document-2")
    inspect(staff)
    supervisor = new_page(width=width, language=language)
    enter_on_page(supervisor, live, "supervisor1")
    supervisor.goto(f"/admin/applications/{file.reference}/documents/2/correct_service")
    inspect(supervisor)
    mine.goto(f"/{language}/account/applications/{file.reference}")
    assert "2026" in mine.locator("#document-2 strong").inner_text()
    inspect(mine)
