"""Where an application stands, in a browser: the steps on a phone and at a desk, and what is said of a wrong number."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser_session import VIEWS
from tests.inspecting import inspect
from tests.pages.own_files import Own

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "language"), VIEWS)
def test_number_and_tail_show_how_far_it_has_come(new_page, live, width, language):
    own = Own(live.app)
    own.file.begin()
    own.file.submit()
    own.file.accept()
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/progress")
    look_up(page, own.file.reference, "000X")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator('[name="number"]')).to_have_value(own.file.reference)
    inspect(page)
    look_up(page, own.file.reference, own.identity_number.reveal()[-4:])
    steps = page.locator(".app-stepper__step")
    expect(page.locator('.app-stepper__step[aria-current="step"]')).to_have_count(1)
    first, second = (steps.nth(which).bounding_box() for which in (0, 1))
    assert (first["y"] < second["y"], first["x"] < second["x"]) == ((True, False) if width == 390 else (False, True))
    inspect(page)


def look_up(page, number, tail):
    page.fill('[name="number"]', number)
    page.fill('[name="tail"]', tail)
    page.locator("main form button.govuk-button").click()
    page.wait_for_load_state()
