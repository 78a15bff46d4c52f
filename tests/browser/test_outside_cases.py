"""A case before an outside body in a browser: recorded and followed by an officer, read by the applicant; every page seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.application.application import Shown
from tests.browser.test_account import PASSWORD, fill_in
from tests.casework.stories import GRANT
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def decided(app):
    """Somebody whose grant is sealed, and served by the officer's own page."""
    own = Own(app)
    own.file.begin()
    own.file.submit()
    own.decide(GRANT, "grant", "Everything is proved.")
    own.office.seal(Shown(own.file.reference, 1), 2)
    return own


def record(officer, own):
    """Serve the decision, and record the case, with an error before."""
    officer.goto(f"/admin/applications/{own.file.reference}/documents/2/serve")
    officer.check('[name="channel"][value="post"]')
    officer.fill("#on", "2026-03-02")
    officer.fill("#proof", "EMS 1")
    officer.locator("main form button.govuk-button").last.click()
    officer.goto(f"/admin/applications/{own.file.reference}")
    officer.click('a[href$="/cases/new"]')
    inspect(officer)
    officer.locator("main form button.govuk-button").last.click()
    expect(officer.locator(".govuk-error-summary")).to_be_visible()
    inspect(officer)
    officer.check('[name="kind"][value="litigation"]')
    typed = {"organ": "广州铁路运输法院", "case_number": "（2026）粤71行初1号", "asked": "请求撤销决定。"}
    for field, words in {**typed, "filed_on": "2026-03-01", "learned_on": "2026-03-02"}.items():
        officer.fill(f"#{field}", words)
    officer.locator("main form button.govuk-button").last.click()
    officer.wait_for_url("**#cases")


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_a_case_is_recorded_and_read(new_page, live, width, language):
    own = decided(live.app)
    officer = new_page(width=width, height=900, language=language)
    enter_on_page(officer, live, "officer1")
    record(officer, own)
    inspect(officer)
    officer.click('a[href$="/cases/1"]')
    inspect(officer)
    officer.check('[name="act"][value="answer"]')
    for field, words in {"on": "2026-03-02", "document": "答辩状1号", "words": "事实清楚，请求驳回。"}.items():
        officer.fill(f"#{field}", words)
    officer.locator("main form button.govuk-button:not(.govuk-button--secondary)").last.click()
    expect(officer.locator("main")).to_contain_text("事实清楚，请求驳回。")
    inspect(officer)
    officer.check('[name="act"][value="anew"]')
    for field, words in {"on": "2026-03-02", "document": "判决1号", "words": "责令重新作出决定。"}.items():
        officer.fill(f"#{field}", words)
    officer.locator("main form button.govuk-button:not(.govuk-button--secondary)").last.click()
    expect(officer.locator("#next-act a")).to_have_count(1)
    inspect(officer)
    officer.click("#next-act a")
    expect(officer.locator("#ordered")).to_be_visible()
    inspect(officer)
    applicant = new_page(width=width, language=language)
    applicant.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(applicant, contact="13800138000", password=PASSWORD)
    applicant.wait_for_url(f"**/{own.file.reference}")
    expect(applicant.locator("#case-1 >> xpath=ancestor::section")).to_contain_text("广州铁路运输法院")
    inspect(applicant)
