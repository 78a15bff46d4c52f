"""An officer asks, the applicant answers, the officer sees what changed: on a phone and on a desk, every page seen by axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scoring.application.filing import Asked
from tests.browser.test_account import PASSWORD, fill_in
from tests.casework.filings import pausing
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


@pytest.fixture(params=[(390, "en"), (1280, "zh")], ids=["phone", "desk"])
def people(request, new_page, live):
    """The officer on the workbench of an accepted file, and its applicant."""
    width, language = request.param
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    own.file.accept()
    own.file.at = own.services.clock.now()
    officer = new_page(width=width, height=900, language=language)
    enter_on_page(officer, live, "officer1")
    officer.goto(f"/admin/applications/{own.file.reference}/verify")
    applicant = new_page(width=width, language=language)
    applicant.own = own
    applicant.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{own.file.reference}")
    fill_in(applicant, contact="13800138000", password=PASSWORD)
    applicant.wait_for_url(f"**/{own.file.reference}")
    return officer, applicant


def ask(officer):
    """Ask about a fact and a document, from an empty form on."""
    inspect(officer)
    officer.click('a[href*="/ask_questions"]')
    inspect(officer)
    officer.locator("main form button.govuk-button").first.click()
    expect(officer.locator(".govuk-error-summary")).to_be_visible()
    inspect(officer)
    officer.select_option("#about_0", "facts/education")
    officer.fill("#words_0", "毕业学校是否更名？")
    officer.click('[name="press"][value="add"]')
    officer.select_option("#about_2", "evidence/diploma")
    officer.fill("#words_2", "请提交学历证书扫描件。")
    assert officer.input_value("#words_0") == "毕业学校是否更名？"
    officer.locator("main form button.govuk-button").first.click()
    officer.wait_for_url("**/verify#questions")
    inspect(officer)


def answer(applicant):
    """Add a file, put the answer right, and send everything; what is missing is told first."""
    applicant.reload()
    inspect(applicant)
    applicant.click('a[href$="/questions"]')
    inspect(applicant)
    applicant.fill("#words_1", "学校已更名。")
    applicant.set_input_files("#file_2", {"name": "学历证书.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    applicant.locator('#question-2 >> xpath=ancestor::section >> button[value="file"]').click()
    expect(applicant.get_by_text("学历证书.pdf").first).to_be_visible()
    assert applicant.input_value("#words_1") == "学校已更名。"
    inspect(applicant)
    applicant.check('[name="fact-education"][value="junior_college"]')
    send(applicant)
    expect(applicant.locator(".govuk-error-summary")).to_be_visible()
    inspect(applicant)
    applicant.check("#declaration")
    send(applicant)
    applicant.wait_for_url(f"**/{applicant.own.file.reference}")
    inspect(applicant)


def send(applicant):
    applicant.locator('main form button.govuk-button:not([name="then"])').last.click()
    applicant.wait_for_load_state()


def test_a_question_its_answer_and_what_it_changed(people):
    officer, applicant = people
    ask(officer)
    answer(applicant)
    officer.reload()
    expect(officer.locator("#questions")).to_be_visible()
    expect(officer.get_by_text("学校已更名。")).to_be_visible()
    inspect(officer)
    own = applicant.own
    own.file.office = pausing(own.file.office)
    own.file.question()
    officer.reload()
    inspect(officer)
    officer.goto("/admin/applications/?flag=clock-paused")
    expect(officer.get_by_text(own.file.reference).first).to_be_visible()
    inspect(officer)
    officer.goto(f"/admin/applications/{own.file.reference}")
    inspect(officer)
    applicant.goto(applicant.url + "/questions")
    form = applicant.locator("main form")
    expect(form).to_be_visible()
    own.file.explain()
    applicant.fill("#words_1", "再答一次。")
    applicant.fill("#words_2", "再答一次。")
    applicant.check("#declaration")
    send(applicant)
    expect(applicant.locator("#conflict")).to_be_visible()
    assert applicant.input_value("#words_1") == "再答一次。"
    inspect(applicant)


def test_what_was_typed_to_questions_that_others_took_the_place_of(people):
    _officer, applicant = people
    own = applicant.own
    own.file.question()
    applicant.goto(applicant.url + "/questions")
    applicant.fill("#words_1", "先前的话。")
    applicant.check("#declaration")
    own.file.explain()
    own.file.question((Asked("facts/education", "何时毕业？"),))
    send(applicant)
    expect(applicant.locator("#conflict")).to_be_visible()
    expect(applicant.locator("#typed ~ dl").get_by_text("先前的话。")).to_be_visible()
    assert applicant.input_value("#words_1") == ""
    inspect(applicant)
