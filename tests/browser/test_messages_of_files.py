"""An officer writes to an applicant, who reads it by the file: on a phone and on a desk, every page seen by axe."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_account import PASSWORD, fill_in
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

WORDS = "请带户口簿原件到窗口。"


@pytest.mark.parametrize(
    ("width", "language", "left"), [(390, "zh", "还可输入 3,989 个字"), (1280, "en", "3,989 characters are left")]
)
def test_an_officer_writes_and_the_applicant_reads(new_page, live, width, language, left):
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    officer = new_page(width=width, height=900, language=language)
    enter_on_page(officer, live, "officer1")
    officer.goto(f"/admin/applications/{own.file.reference}")
    inspect(officer)
    officer.click('a[href$="/send_message"]')
    officer.locator("main form button.govuk-button").first.click()
    expect(officer.locator(".govuk-error-summary")).to_be_visible()
    inspect(officer)
    officer.fill("#reason", WORDS)
    expect(officer.locator(".govuk-character-count__status")).to_have_text(re.compile(left))
    officer.locator("main form button.govuk-button").first.click()
    expect(officer.locator("#messages ~ ol")).to_contain_text(WORDS)
    applicant = new_page(width=width, language=language)
    applicant.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(applicant, contact="13800138000", password=PASSWORD)
    applicant.wait_for_url(f"**/{own.file.reference}")
    expect(applicant.locator("#message-1 >> xpath=ancestor::section")).to_contain_text(WORDS)
    inspect(applicant)
    applicant.locator("#message-1 >> xpath=ancestor::section").get_by_role("button").click()
    applicant.wait_for_url(f"**/{own.file.reference}#messages")
    assert applicant.locator("#message-1 >> xpath=ancestor::section").get_by_role("button").count() == 0
