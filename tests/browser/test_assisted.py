"""Assisted filing at the counter in a browser: from the card over the applicants' pages to the signed form; each page seen by axe."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from scoring.application.application import Shown
from scoring.application.holder import Holder
from scoring.casework.own_queries import read_draft
from scoring.casework.save_draft import save_draft
from scoring.web.services import services_of
from tests.admin.test_assisting import FACTS, NUMBER
from tests.browser.test_applying import follow, press
from tests.evidence.made import image
from tests.inspecting import inspect
from tests.pages.at_the_counter import officer_of
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def answer(live, reference):
    """Put the answers in, as the officer does section by section."""
    services = services_of(live.app)
    holder = Holder(officer_of(services).account_id)
    draft = read_draft(services.transaction, reference, holder=holder)
    given = {"holder": holder, "at": services.clock.now()}
    content = replace(draft.content, facts=FACTS)
    save_draft(services.transaction, services.library, Shown(reference, draft.version), content, **given)


def open_draft(page):
    page.goto("/admin/counter/")
    inspect(page)
    page.click("a[href$='/counter/prepare']")
    inspect(page)
    press(page)
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    inspect(page)
    page.fill("#name", "李示例")
    page.fill("#identity_number", NUMBER)
    page.select_option("#scheme", "ningbo")
    page.check("#saw_card")
    page.check("#consent")
    press(page)
    page.wait_for_url("**/draft/*")


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_from_the_card_to_the_signed_form(live, new_page, width, language):
    page = new_page(width=width, height=900, language=language)
    enter_on_page(page, live, "officer1")
    open_draft(page)
    draft = page.url
    reference = draft.rsplit("/", 1)[1]
    inspect(page)
    answer(live, reference)
    for part in ("you", "family", "files", "check"):
        page.goto(f"{draft}/{part}")
        inspect(page)
    follow(page, "/confirm")
    inspect(page)
    follow(page, "/form")
    inspect(page)
    code = page.locator("#form-code").inner_text()
    page.emulate_media(media="print")
    expect(page.locator("[data-print]")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto("/admin/counter/take-form")
    inspect(page)
    page.fill("#reference", reference)
    page.fill("#code", code.lower())
    press(page)
    inspect(page)
    page.set_input_files("#file", {"name": "申请表.jpg", "mimeType": "image/jpeg", "buffer": image("JPEG")})
    page.check("#compared")
    press(page)
    assert {"zh": "申请已提交", "en": "The application is submitted"}[language] in page.inner_text("h1")
    assert re.search(r"[0-9a-f]{64}", page.inner_text("main"))
    inspect(page)
