"""Points approved first, in the browser: declared, accepted, verified, proposed, approved by a second person, applied by; seen by axe."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date as day
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser_session import lines_to_judge
from tests.casework.stories import FACTS
from tests.inspecting import inspect
from tests.pages.at_the_counter import account_of, verify
from tests.points_scheme import SCHEME, publish
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

PASSWORD, CONTACT, NAME, NUMBER = "four plain words", "138 0013 8000", "王小明", "430103198702010002"
REASON = "材料齐全，核查无误。"


@contextmanager
def serving(template, opened, *changes):
    """Serve and add the console on a day on which a round takes applications; *changes* are those of the rules."""
    from scoring.web.services import services_of
    from tests.live_server import add_console, listening

    settings = replace(template.settings, today=day(2025, 10, 20), database_url=template.copy("points"))
    app = opened(settings)
    add_console(app)
    publish(services_of(app), *changes)
    with listening(app) as url:
        yield SimpleNamespace(url=url, app=app, passwords=template.passwords)


@pytest.fixture
def live(sqlite_template, opened):
    with serving(sqlite_template, opened) as service:
        yield service


class Story:
    """One applicant and the office, taking turns on one page."""

    def __init__(self, live, page, language):
        from scoring.web.services import services_of

        self.live, self.page, self.language = live, page, language
        self.services = services_of(live.app)

    def open(self, address):
        self.page.goto(address)
        inspect(self.page)

    def follow(self, part):
        self.page.locator(f'main a[href$="{part}"]').first.click()
        self.page.wait_for_load_state()
        inspect(self.page)

    def press(self, selector="main form button.govuk-button"):
        self.page.locator(selector).last.click()
        self.page.wait_for_load_state()
        inspect(self.page)

    def sign_up(self):
        self.page.goto(f"/{self.language}/apply/{SCHEME}")
        self.page.click('a[href*="/account/sign-up"]')
        for name, value in (("contact", CONTACT), ("password", PASSWORD), ("again", PASSWORD)):
            self.page.fill(f"#{name}", value)
        self.page.check("#consent")
        self.press()
        self.account = account_of(self.services)
        verify(self.services, self.holder, NAME, NUMBER)

    @property
    def holder(self):
        from scoring.casework.holders import read_holder

        return read_holder(self.services.transaction, self.account)

    def applicant(self, address):
        """Sign in as the applicant, and open a page of theirs."""
        self.page.context.clear_cookies(name="luohu_session")
        self.page.goto(f"/{self.language}/account/sign-in")
        self.page.fill("#contact", CONTACT)
        self.page.fill("#password", PASSWORD)
        self.press()
        self.open(f"/{self.language}/{address}")

    def answer(self):
        """Answer the questions of the draft, which other stories do by hand."""
        from scoring.application.application import Shown
        from scoring.application.filing import Named
        from scoring.casework.own_queries import read_draft
        from scoring.casework.save_draft import save_draft
        from scoring.casework.submit_application import receiving_offices

        services, holder = self.services, self.holder
        draft = read_draft(services.transaction, self.reference, holder=holder)
        offices = receiving_offices(services.transaction, services.library.current(SCHEME, services.clock.today()))
        office = offices[0].id if offices[1:] else None
        content = replace(
            draft.content, facts=draft.content.facts or FACTS, people=(Named("applicant", NAME, NUMBER),), office=office
        )
        shown, common = Shown(draft.reference, draft.version), {"holder": holder, "at": services.clock.now()}
        save_draft(services.transaction, services.library, shown, content, **common)

    def begin(self):
        self.press()
        self.page.wait_for_url("**/draft/*")
        self.reference = self.page.url.rsplit("/", 1)[1]
        self.answer()
        self.open(self.page.url)

    def submit(self):
        self.follow("/check")
        expect(self.page.locator("#hindrances")).to_have_count(0)
        self.follow("/submit")
        self.page.check("#declaration")
        self.press()
        self.page.wait_for_url("**/receipt/*")
        inspect(self.page)

    def officer(self, username, act=""):
        """Sign in as somebody of the office, and open an act on the file."""
        enter_on_page(self.page, self.live, username)
        self.open(f"/admin/applications/{self.reference}{act}")

    def decide(self, **words):
        for name, value in words.items():
            if name == "reason":
                self.page.fill('[name="reason"]', value)
            else:
                self.page.check(f'[name="{name}"][value="{value}"]')
        inspect(self.page)
        self.press("main form button[type=submit]")
        expect(self.page.locator(".govuk-notification-banner")).to_be_visible()

    def accept(self):
        self.officer("officer1", "/accept")
        self.press("main form button[type=submit]")

    def propose(self):
        self.open(f"/admin/applications/{self.reference}/recommend")
        self.decide(proposal="approve", reason=REASON)


def declare(story):
    """Declare points; gives the number of the record."""
    story.sign_up()
    story.open(f"/{story.language}/apply/{SCHEME}")
    expect(story.page.locator("#points")).to_be_visible()
    story.begin()
    story.submit()
    story.open(f"/{story.language}/apply/{SCHEME}")
    expect(story.page.locator("#points")).to_contain_text(story.reference)
    return story.reference


def approve(story):
    """One officer verifies and proposes, a supervisor approves; gives the hash."""
    story.accept()
    story.follow("/verify")
    for line in lines_to_judge(story.page):
        line.check()
    story.press("#accept")
    story.propose()
    story.officer("supervisor1", "/decide")
    story.decide(act="approve", reason=REASON)
    return story.page.locator("main .app-digest").first.inner_text()


def apply(story, record, digest):
    """See the approved points, and apply by them; gives the number of the application."""
    mine = f"account/applications/{record}"
    story.applicant(mine)
    expect(story.page.locator("main .app-digest").first).to_have_text(digest)
    expect(story.page.locator("#timeline")).to_contain_text(REASON)
    for address in ("account/applications", "account/messages", mine):
        story.open(f"/{story.language}/{address}")
    story.follow(f"/apply/{SCHEME}")
    expect(story.page.locator("#points")).to_contain_text(digest)
    story.begin()
    expect(story.page.locator("#points")).to_contain_text(digest)
    story.submit()
    story.open(f"/{story.language}/account/applications/{story.reference}")
    expect(story.page.locator("main")).to_contain_text(digest)
    return story.reference


def accept_without_verifying(story):
    """The application is accepted, and nothing of it is left to verify."""
    story.accept()
    expect(story.page.locator("#cited")).to_be_visible()
    story.follow("/verify")
    expect(story.page.locator('[name="line"][form="ticked"]')).to_have_count(0)


def adjust(story, record, application):
    """An audit takes the points up again: what cites them is flagged, and nobody applies by them."""
    story.reference = record
    story.officer("officer1", "/adjust")
    story.press("main form button[type=submit]")
    expect(story.page.locator(".govuk-error-summary")).to_be_visible()
    story.decide(reason="审计发现社保月数有误。")
    story.open(f"/admin/applications/{application}")
    expect(story.page.locator("#flags")).to_be_visible()
    story.open(f"/admin/applications/{application}/recommend")
    expect(story.page.locator('[name="proposal"]')).to_have_count(0)
    story.open("/admin/applications/?kind=points")
    expect(story.page.locator("table")).to_contain_text(record)
    story.applicant(f"account/applications/{record}")
    story.open(f"/{story.language}/apply/{SCHEME}")
    expect(story.page.locator("#points")).to_contain_text(record)


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_points_are_approved_first_and_then_applied_by(live, new_page, width, language):
    story = Story(live, new_page(width=width, height=900, language=language), language)
    record = declare(story)
    digest = approve(story)
    application = apply(story, record, digest)
    accept_without_verifying(story)
    adjust(story, record, application)
