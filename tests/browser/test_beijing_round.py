"""Beijing's published list of 2020 as a round in the console: the cut-off, who is above it and who is tied at it are as published.

By itself it takes the last hundred of the list; with LUOHU_WHOLE_LIST=1 all 6,032, which takes a quarter of an hour.
"""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from scoring.application.application import Opinion
from scoring.web.services import services_of
from tests.admin.test_auditing import run_jobs
from tests.casework import stories
from tests.inspecting import inspect
from tests.live_server import add_console, listening
from tests.pages.own_files import office_of
from tests.policies.test_reference import ON, PERSONS, _facts
from tests.signing_in import enter_on_page

pytestmark = [pytest.mark.browser, pytest.mark.reference]

TIED, CUT_OFF = 54, "97.13"
WHOLE = os.environ.get("LUOHU_WHOLE_LIST") == "1"
NOTICE = {"name": "2020年积分落户", "window_from": "2020-07-16 08:00", "window_until": "2020-08-14 20:00"}
AFTER = date(2020, 8, 17)


@pytest.fixture
def live(sqlite_template, opened):
    """The service on a day of the round of 2020."""
    app = opened(replace(sqlite_template.settings, today=ON, database_url=sqlite_template.copy("beijing")))
    add_console(app)
    with listening(app) as url:
        yield SimpleNamespace(url=url, app=app, passwords=sqlite_template.passwords)


@pytest.fixture
def persons(reference_data):
    with (reference_data / "beijing-2020-items-anonymised.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))[0 if WHOLE else -100 :]


def press(page, action):
    with page.expect_navigation():
        page.locator(f'form[action$="/{action}"] button').last.click()
    assert not page.locator(".govuk-error-summary").count(), page.locator(".govuk-error-summary").inner_text()


def open_round(page):
    page.goto("/admin/rounds/")
    page.click('a[href*="of=beijing@2020/2020"]')
    expect(page.locator("#number")).to_have_value("6000")
    for name, value in NOTICE.items():
        page.fill(f"#{name}", value)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/admin/rounds/1")


def approve(work, number, row):
    """Record one of the list, whose points two people approve."""
    facts = _facts(row)
    person = stories.Applicant(f"申请人{number}", stories.number(facts["birth_date"].replace("-", "")))
    rules = {"scheme": "beijing", "version": "2020", "round": "2020", "on": ON, "at": stories.AT}
    work.approved(Opinion("grant", "材料齐全。"), applicant=person, facts=facts, **rules)


def rank(page, app):
    """Settle the list, rank it, and agree as the first person."""
    page.goto("/admin/rounds/1")
    page.check("#looked")
    press(page, "freeze")
    press(page, "rank")
    run_jobs(app)
    page.goto("/admin/rounds/1")


def publish(page, app):
    page.goto("/admin/rounds/1")
    page.locator('form[action$="/publish"] input[type=checkbox]').check()
    press(page, "publish")
    run_jobs(app)
    page.goto("/admin/rounds/1")


def test_the_published_list_comes_out_of_a_round(live, new_page, persons, on_day, monkeypatch):
    services = services_of(live.app)
    monkeypatch.setattr(stories, "AT", services.clock.now())
    work = replace(office_of(services), library=services.library)
    first, second = (new_page(width=width, height=900, language="zh") for width in (1280, 390))
    enter_on_page(first, live, "supervisor1")
    open_round(first)
    for number, row in enumerate(persons):
        approve(work, number, row)
    on_day(AFTER)
    enter_on_page(first, live, "supervisor1")
    rank(first, live.app)
    in_all = len(persons)
    shown = [cell.inner_text() for cell in first.locator("#cut-off tbody td.app-number").all()]
    assert shown == [*(str(number) for number in (in_all, in_all)), CUT_OFF, str(in_all - TIED), str(TIED), "0"]
    inspect(first)
    first.fill("#reason", "名单、分数线和并列情况均已核对。")
    press(first, "hold")
    enter_on_page(second, live, "supervisor2")
    publish(second, live.app)
    expect(second.locator("#standing")).to_contain_text(f"{in_all} / {in_all}")
    inspect(second)
    assert in_all == (PERSONS if WHOLE else 100)
