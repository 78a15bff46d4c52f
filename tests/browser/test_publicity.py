"""A public list and an objection to it in a browser, on a phone and on a desk: by anybody, the office, the applicant; seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.casework.hear_objection import tell_objection
from scoring.casework.listing import Batch
from tests.admin.test_publicity import applied, publish_village
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework.publishing import publish
from tests.casework.stories import number
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def press(page):
    page.locator("main form button.govuk-button").last.click()


def publish_it(staff, own, services):
    """Look at the preview, and publish the list; gives its number."""
    staff.goto("/admin/publicity/")
    inspect(staff)
    staff.click('a[href*="/admin/publicity/new"]')
    inspect(staff)
    press(staff)
    inspect(staff)  # nobody looked at it
    made = publish(own.file.office, Batch("hamlet", "1"), at=services.clock.now(), starts=services.clock.today())
    staff.goto(f"/admin/publicity/{made}")
    inspect(staff)


def object_to_it(page, language, line=1):
    """As anybody does."""
    page.goto(f"/{language}/publicity")
    inspect(page)
    page.click("main h2 a")
    inspect(page)
    page.click(f'main a[href$="/lines/{line}"]')
    inspect(page)
    fill_in(page, words="年限不足。")
    inspect(page)  # with every error
    typed = {"name": "金丝雀", "identity_number": number().reveal(), "contact": "canary@example.cn"}
    for field, words in typed.items():
        page.fill(f"#{field}", words)
    page.set_input_files("#files", {"name": "证据.pdf", "mimeType": "application/pdf", "buffer": pdf(pages=2)})
    page.check("#is_to_be_told")
    page.check("#signed")
    press(page)
    page.wait_for_url("**/receipts/*")
    inspect(page)


def answer_it(page, own, language):
    """As the applicant does."""
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{own.file.reference}")
    inspect(page)
    page.click('main a[href$="/objections/1"]')
    inspect(page)
    page.fill("#answer", "我已住满。")
    press(page)
    page.wait_for_url(f"**/{own.file.reference}")


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_list_is_read_objected_to_looked_into_and_answered(new_page, live, tmp_path, width, language):
    services = publish_village(live.app, tmp_path)
    own = applied(live.app)
    staff = new_page(width=width, language=language)
    enter_on_page(staff, live, "supervisor1")
    publish_it(staff, own, services)
    object_to_it(new_page(width=width, language=language), language)
    staff.goto(f"/admin/applications/{own.file.reference}/objections/1")
    expect(staff.locator("#files + ul a")).to_have_count(1)
    inspect(staff)
    office = own.file.office
    common = {"officer": office.supervisor, "at": services.clock.now(), "substance": "有人认为年限不足。"}
    tell_objection(office.transaction, office.library, services.timing, office.shown(own.file), 1, **common)
    answer_it(new_page(width=width, language=language), own, language)
    staff.goto(f"/admin/applications/{own.file.reference}")
    inspect(staff)
    expect(staff.locator("#objections + ul a")).to_have_count(1)
