"""更正 in a browser, on a phone and on a desk: from the error to the file that is superseded, every page on the way seen by axe."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from scoring.web.services import services_of
from tests.admin.test_following import ERROR
from tests.admin.test_stories import demonstration, sign_in
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser_session import VIEWS
from tests.casework.stories import GRANT
from tests.casework.versions import amended, corrected
from tests.inspecting import inspect
from tests.pages.own_files import Own, office_of

__all__ = ["demonstration", "sign_in"]
pytestmark = pytest.mark.browser

WORDS = {
    "zh": {"correct": "更正决定", "open": "立新卷", "shown": "已更正：见新卷", "otherwise": "与原卷不同之处"},
    "en": {
        "correct": "Correct the decision",
        "open": "Open the new version",
        "shown": "Superseded: see the new file version",
        "otherwise": "What it says otherwise than the file before",
    },
}
FILE = "/admin/applications/2026-000001"


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_decision_is_corrected_in_a_browser(new_page, sign_in, live, width, language):
    """Correct to superseded, with every page on the way seen by axe."""
    words = WORDS[language]
    officer = new_page(width=width, height=900, language=language)
    sign_in(officer, "officer1")
    officer.goto(FILE)
    officer.get_by_role("button", name=words["correct"]).click()
    inspect(officer)
    officer.get_by_role("button", name=words["open"]).click()
    expect(officer.locator(".govuk-error-summary")).to_be_visible()
    inspect(officer)
    for name in ("wrong", "reason", "proof"):
        officer.fill(f"#{name}", ERROR[name])
    officer.get_by_role("button", name=words["open"]).click()
    expect(officer.locator("#replaces")).to_contain_text("2026-000001")
    inspect(officer)
    version = officer.url.rsplit("/", 1)[1]
    look_at(officer, f"/admin/applications/{version}/names")
    work(live, version)

    supervisor = new_page(width=width, height=900, language=language)
    sign_in(supervisor, "supervisor1")
    look_at(supervisor, f"/admin/applications/{version}/give-up")
    supervisor.goto(f"/admin/applications/{version}/decide")
    expect(supervisor.locator("#changes")).to_contain_text("96")
    inspect(supervisor)
    finish(live, version)
    supervisor.goto(FILE)
    expect(supervisor.locator("#followed-by")).to_contain_text(words["shown"])
    inspect(supervisor)
    supervisor.get_by_role("link", name=version).first.click()
    expect(supervisor.locator("#otherwise")).to_contain_text(words["otherwise"])
    inspect(supervisor)


def look_at(page, address):
    page.goto(address)
    inspect(page)


def work(live, version):
    """Put the error right, verify and recommend it, as officers do on any file."""
    office = office_of(services_of(live.app))
    shown = SimpleNamespace(reference=version)
    office.recommend(office.verify(amended(office, office.now(shown))))


def finish(live, version):
    office = office_of(services_of(live.app))
    office.grant(office.now(SimpleNamespace(reference=version)))


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_the_applicant_sees_that_the_decision_is_corrected_and_was(new_page, live, width, language):
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    own.decide(GRANT, "grant", "准予。")
    older, office = own.file.reference, office_of(services_of(live.app))
    version = corrected(office, SimpleNamespace(reference=older))
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/account/sign-in?next=/{language}/account/applications/{older}")
    fill_in(page, contact="13800138000", password=PASSWORD)
    page.wait_for_url(f"**/{older}")
    expect(page.locator("#followed-by")).to_contain_text(version.reference)
    inspect(page)
    page.get_by_role("link", name=version.reference).click()
    expect(page.locator("#replaces")).to_contain_text(older)
    inspect(page)
    work(live, version.reference)
    finish(live, version.reference)
    page.get_by_role("link", name=older).click()
    expect(page.locator("#followed-by")).to_contain_text(version.reference)
    inspect(page)
