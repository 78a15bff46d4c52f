"""What goes on in the background, followed in a browser: how far it is, and what came out, without loading the page by hand."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import expect

from scoring.application.background import JobState, Order
from scoring.casework.draft_queries import officer_named
from scoring.casework.job_queries import read_job
from scoring.casework.watch_jobs import beat
from scoring.jobs import kinds
from scoring.web.services import services_of
from tests.browser_session import VIEWS
from tests.inspecting import inspect
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


@pytest.fixture
def work(live, monkeypatch):
    """Runs a job in a thread, step by step: `work.step()` lets it tell that it has come one further."""
    services = services_of(live.app)

    class Work:
        def __init__(self):
            self.told, self.thread = threading.Semaphore(0), None
            self.administrator = officer_named(services.transaction, "administrator1")

        def order(self, steps):
            beat(services.transaction, "w", at=services.clock.now())
            monkeypatch.setitem(
                kinds.KINDS, "try_out", lambda _desk, _wanted, tell: [self.wait(tell, n, steps) for n in range(steps)]
            )
            self.number = services.background.order(Order("try_out"), officer=self.administrator)
            self.thread = threading.Thread(target=services.background.run, args=(self.number,))
            self.thread.start()

        def wait(self, tell, done, steps):
            tell(done, steps, "counting")
            assert self.told.acquire(timeout=60)

        def step(self):
            self.told.release()

        def state(self):
            return read_job(services.transaction, self.number, officer=self.administrator).state

    made = Work()
    yield made
    made.step()  # where a test failed before its last one
    if made.thread:
        made.thread.join()


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_a_running_job_is_followed_to_its_end(new_page, live, work, width, language):
    page = new_page(width=width, height=900, language=language)
    enter_on_page(page, live, "administrator1")
    work.order(3)
    page.goto("/admin/background/")
    inspect(page)
    jobs = page.locator("#jobs tbody tr")
    for done in (1, 2):  # as each is told, the row changes
        work.step()
        expect(jobs.first).to_contain_text(f"{done} of 3" if language == "en" else f"{done} / 3", timeout=20_000)
    expect(page.locator("[data-unscripted]")).to_be_hidden()
    inspect(page)
    work.step()
    expect(page.locator("[data-going-on]")).to_have_count(0, timeout=20_000)
    assert work.state() is JobState.DONE
    inspect(page)


def test_nothing_typed_is_lost_when_it_is_over(new_page, live, work):
    page = new_page(width=1280, height=900, language="en")
    enter_on_page(page, live, "administrator1")
    work.order(1)
    page.goto("/admin/background/")
    page.select_option("#filter-state", "failed")
    work.step()
    expect(page.locator("[data-ended]")).to_be_visible(timeout=20_000)
    expect(page.locator("#filter-state")).to_have_value("failed")
    inspect(page)
    page.locator("[data-ended] a").click()
    expect(page.locator("[data-going-on]")).to_have_count(0)


def test_without_script_the_page_says_how_to_see_more(new_page, live, work):
    page = new_page(width=390, language="zh", javascript=False)
    enter_on_page(page, live, "administrator1")
    work.order(1)
    page.goto("/admin/background/")
    expect(page.locator("[data-unscripted]")).to_be_visible()
    expect(page.locator("[data-ended]")).to_be_hidden()
    work.step()
