"""Refusals are reviewed in a browser: one is kept, the other opened anew and superseded; every page on the way seen by axe."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from scoring.application.document import ServiceChannel
from scoring.application.review import Asking
from scoring.application.serving import Serving
from scoring.application.verifying import Judgement
from scoring.casework.ask_review import ask_review
from scoring.casework.recommend import recommend
from scoring.casework.refuse import refuse
from scoring.casework.serve import serve
from scoring.casework.settle_review import keep_decision, propose_keeping
from tests.admin.test_reviews import account
from tests.browser.test_account import PASSWORD, fill_in
from tests.browser.test_publicity import press
from tests.casework.filings import Applying
from tests.casework.stories import REFUSE
from tests.inspecting import inspect
from tests.pages.own_files import Own
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser

HOME = Judgement("owns_home", "adjust", (False,), "已出售。", "第六条")


def refused(own):
    """Refuse the file, and serve that on its holder."""
    own.file.begin()
    own.file.submit()
    own.decide(REFUSE, "refuse", "不符合条件。", HOME)
    file, at = SimpleNamespace(reference=own.file.reference), own.services.clock.now()
    own.office.seal(file, 2, at=at)
    serving = Serving(2, ServiceChannel.COUNTER, own.services.clock.today(), "本人签收")
    known = (own.services.transaction, own.services.library, own.services.timing)
    serve(*known, own.office.shown(file), serving, officer=own.office.officer, at=at)
    return file


def kept(own, file):
    """Have a review asked for, and the decision kept, by the use cases."""
    known = (own.services.transaction, own.services.library, own.services.timing)
    at, shown = own.services.clock.now(), lambda: own.office.shown(file)
    ask_review(*known, shown(), Asking("房子未出售。", (1,), "the key of a form"), holder=own.file.holder, at=at)
    propose_keeping(known[0], shown(), 1, officer=account(own, "officer2"), at=at, reason="登记显示已出售。")
    keep_decision(*known, shown(), 1, officer=account(own, "supervisor2"), at=at, reason="登记显示已出售。")


def decided(own, reference):
    """Recommend and refuse the version, by the use cases."""
    known = (own.services.transaction, own.services.library)
    at, file, officer = own.services.clock.now(), SimpleNamespace(reference=reference), account(own, "officer2")
    own.office.verify(own.office.now(file), by=officer)
    recommend(*known, own.office.shown(file), REFUSE, officer=officer, at=at)
    given = {"officer": account(own, "supervisor2"), "at": at, "reason": "社保不足。"}
    refuse(*known, own.services.timing, own.office.shown(file), **given)


def choose(page, act, reason):
    """Do the next thing about a review, and look at what comes."""
    inspect(page)
    page.check(f'input[value="{act}"]')
    page.fill("#reason", reason)
    press(page)
    expect(page.locator(".app-timeline")).to_contain_text(reason)
    inspect(page)


def ask(page, address):
    """Look at what is said before, and ask."""
    page.goto(address)
    expect(page.locator("#preflight")).to_be_visible()
    inspect(page)
    page.click('main a[href$="/reviews/new"]')
    inspect(page)
    press(page)
    inspect(page)  # with its error
    page.check("#items")
    page.fill("#grounds", "房产登记显示未出售。")
    press(page)
    page.wait_for_url("**/reviews/1")
    inspect(page)
    page.click('main a[href$="/reviews/1/file"]')
    inspect(page)
    press(page)
    inspect(page)  # with its error
    page.goto(f"{address}/reviews/1")


def look_at_it(first, second, live, reference):
    """Two people who never touched the file: the first would keep the decision, the second has it opened anew."""
    enter_on_page(first, live, "officer2")
    first.goto("/admin/reviews/")
    inspect(first)
    first.click(f'main a[href*="{reference}/reviews/1"]')
    choose(first, "propose", "维持。")
    enter_on_page(second, live, "supervisor2")
    second.goto(f"/admin/applications/{reference}/reviews/1")
    choose(second, "return", "应予变更。")
    first.reload()
    choose(first, "revise", "登记显示未出售。")
    return first.locator("#version a").inner_text()


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_one_refusal_is_kept_and_another_superseded(new_page, live, width, language):
    own = Own(live.app)
    first = refused(own)
    kept(own, first)
    own.file = Applying(own.office, own.file.holder)
    second = refused(own)
    mine, officer, supervisor = (new_page(width=width, language=language) for _ in range(3))
    files = f"/{language}/account/applications"
    mine.goto(f"/{language}/account/sign-in?next={files}/{first.reference}/reviews/1")
    fill_in(mine, contact="13800138000", password=PASSWORD)
    mine.wait_for_url("**/reviews/1")
    inspect(mine)
    ask(mine, f"{files}/{second.reference}")
    decided(own, look_at_it(officer, supervisor, live, second.reference))
    officer.reload()
    inspect(officer)
    mine.reload()
    inspect(mine)
    mine.click("#version a")
    inspect(mine)
    for shown in ("reviews/1", "reviews/new"):
        supervisor.goto(f"/admin/applications/{first.reference}/{shown}")
        inspect(supervisor)


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1280, "zh")])
def test_a_review_is_taken_back_at_the_counter(new_page, live, width, language):
    own = Own(live.app)
    file, known = refused(own), (own.services.transaction, own.services.library, own.services.timing)
    asking, at = Asking("房子未出售。", (1,), "the key of a form"), own.services.clock.now()
    ask_review(*known, own.office.shown(file), asking, holder=own.file.holder, at=at)
    officer = new_page(width=width, language=language)
    enter_on_page(officer, live, "officer1")
    officer.goto(f"/admin/applications/{file.reference}/reviews/1")
    officer.click("#take-back")
    inspect(officer)
    press(officer)
    inspect(officer)  # with its errors
    officer.fill("#statement", "我撤回。")
    officer.fill("#proof", "本人签名的书面撤回")
    press(officer)
    officer.wait_for_url("**/reviews/1")
    inspect(officer)
