"""Originals in a browser: an officer summons, the applicant reads and says why not, the officer records; every page seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.admin.test_originals import PLACE, applied, publish_seeing
from tests.browser.test_account import PASSWORD, fill_in
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def press(page):
    page.locator("main form button.govuk-button").last.click()


def summon(officer, own):
    """From the page of the file, with an error before."""
    officer.goto(f"/admin/applications/{own.file.reference}")
    inspect(officer)
    officer.click('a[href$="/originals"]')
    press(officer)
    expect(officer.locator(".govuk-error-summary")).to_be_visible()
    inspect(officer)
    officer.check('[name="act"][value="summon"]')
    officer.fill("#reason", PLACE)
    press(officer)
    expect(officer.locator("main")).to_contain_text(PLACE)
    inspect(officer)


def explain(applicant, own, language):
    """Read it, and say why not."""
    applicant.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(applicant, contact="13800138000", password=PASSWORD)
    applicant.wait_for_url(f"**/{own.file.reference}")
    inspect(applicant)
    applicant.click('a[href$="/originals"]')
    inspect(applicant)
    applicant.fill("#cause", "出差，改期。")
    press(applicant)
    applicant.wait_for_url(f"**/{own.file.reference}")


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_originals_are_asked_for_and_shown(new_page, live, tmp_path, width, language):
    publish_seeing(live.app, tmp_path)
    own = applied(live.app)
    officer = new_page(width=width, height=900, language=language)
    enter_on_page(officer, live, "officer1")
    summon(officer, own)
    explain(new_page(width=width, language=language), own, language)
    officer.reload()
    expect(officer.locator("main")).to_contain_text("出差，改期。")
    officer.check('[name="act"][value="seen"]')
    officer.fill("#on", "2026-03-02")
    officer.fill("#reason", "身份证、学历证书。")
    press(officer)
    expect(officer.locator("main .govuk-inset-text")).to_be_visible()
    inspect(officer)
