"""What a proxy filled in, in a browser: the list, having it confirmed, and the person who reads and confirms it; each seen by axe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from scoring.application.authority import AuthorityKind, Authorization
from scoring.application.holder import Card
from scoring.application.identity import identity_number
from tests.browser.test_applying import PASSWORD, follow, press
from tests.casework.stories import FACTS
from tests.inspecting import inspect
from tests.pages.at_the_counter import open_windows, record
from tests.pages.test_applying import SPOUSE, Applicant

pytestmark = pytest.mark.browser
TODAY, PERSON = day(2025, 10, 20), "李示例"
AGENT, PRINCIPAL = "13800138000", "13900139000"


@pytest.fixture
def live(sqlite_template, opened):
    """A day on which a round takes applications, a proxy with a recorded authority, and the person with an account."""
    from scoring.web.services import services_of
    from tests.live_server import listening

    app = opened(replace(sqlite_template.settings, today=TODAY, database_url=sqlite_template.copy("confirming")))
    open_windows(services_of(app))
    agent, person = Applicant(app, AGENT), Applicant(app, PRINCIPAL)
    agent.verify()
    person.verify(PERSON, SPOUSE)
    principal = Card(PERSON, identity_number(SPOUSE, on=TODAY))
    record(agent.services, agent.holder, Authorization(AuthorityKind.PROXY, principal, None, TODAY, TODAY, "公证委托书"))
    with listening(app) as url:
        yield SimpleNamespace(url=url, app=app, agent=agent, passwords=sqlite_template.passwords)


def sign_in(page, contact):
    page.goto("/zh/account/sign-in")
    page.fill("#contact", contact)
    page.fill("#password", PASSWORD)
    press(page)


def fill_in(page, live, language):
    """Begin for the person, and put it before them."""
    page.goto(f"/{language}/account/for-others")
    inspect(page)
    page.select_option("#scheme", "guangzhou")
    page.check("#consent")
    press(page)
    page.wait_for_url("**/draft/*")
    inspect(page)
    live.agent.reference = page.url.rsplit("/", 1)[1]
    live.agent.keep(facts=FACTS | {"birth_date": "1988-03-05"}, office=live.agent.office())
    page.goto(f"/{language}/draft/{live.agent.reference}/confirm")
    inspect(page)
    press(page)
    inspect(page)
    page.goto(f"/{language}/account/for-others")
    inspect(page)


def confirm(page, live, language):
    """Read it and confirm."""
    page.goto(f"/{language}/account")
    inspect(page)
    follow(page, f"/prepared/{live.agent.reference}")
    inspect(page)
    follow(page, "/send-back")
    inspect(page)
    page.goto(f"/{language}/account/prepared/{live.agent.reference}")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.check("#declaration")
    press(page)
    page.wait_for_url("**/receipt/*")


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_a_proxy_fills_in_and_the_person_confirms(live, new_page, width, language):
    page = new_page(width=width, language=language)
    sign_in(page, AGENT)
    fill_in(page, live, language)
    page.goto(f"/{language}/account")
    page.locator("main form button").last.click()
    page.wait_for_load_state()
    sign_in(page, PRINCIPAL)
    confirm(page, live, language)
