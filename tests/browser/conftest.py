"""What a worker does in a browser, and what every page must be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.clock import Clock
from scoring.web.services import services_of

CHECK = "check/guangzhou/2025"


def continue_(page):
    """Press the one button that goes on."""
    page.locator("main form button.govuk-button:not(.govuk-button--secondary)").last.click()
    page.wait_for_load_state()


def date(page, name, day):
    """Type a date, `2018-09-30`."""
    for part, value in zip(("year", "month", "day"), day.split("-"), strict=True):
        page.fill(f"#fact-{name}-{part}", value)


def choose(page, name, value):
    """Choose a radio button."""
    page.check(f'input[name="fact-{name}"][value="{value}"]')


def answer_guangzhou(page, language):
    """Go through the eight steps of Guangzhou 2025, from the scheme's first question to the check of the answers."""
    page.goto(f"/{language}/{CHECK}/questions/about_you")
    date(page, "birth_date", "1987-02-01")
    continue_(page)
    choose(page, "holds_valid_permit", "yes")
    page.fill("#fact-permit_months", "84")
    date(page, "permit_since", "2018-09-30")
    choose(page, "owns_home", "yes")
    continue_(page)
    choose(page, "works_lawfully", "yes")
    for kind in ("pension", "medical", "unemployment", "injury", "maternity"):
        page.fill(f"#fact-{kind}_months", "84")
    page.fill("#fact-housing_fund_months", "60")
    continue_(page)
    choose(page, "education", "bachelor")
    page.click("#fact-patents-add")
    choose(page, "patents-0-of-kind", "invention")
    date(page, "patents-0-of-granted_on", "2022-05-06")
    page.fill("#fact-patents-0-of-inventors", "2")
    choose(page, "patents-0-of-still_counts", "yes")
    continue_(page)
    continue_(page)
    page.fill("#fact-income_tax_three_years", "35,000")
    choose(page, "taxed_every_year", "yes")
    choose(page, "annual_settlement", "yes")
    continue_(page)
    continue_(page)
    continue_(page)
    assert page.url.endswith(f"/{language}/{CHECK}/answers")


@pytest.fixture
def on_day(live):
    """Lets the service and who works in its background believe in another day, on which everybody signs in anew."""
    services = services_of(live.app)
    clock, desk = services.clock, services.background.desk

    def set_to(found, works):
        object.__setattr__(services, "clock", found)
        services.background.desk = works

    def turn(day):
        found = Clock(replace(services.settings, today=day))
        set_to(found, replace(desk, clock=found))

    yield turn
    set_to(clock, desk)
