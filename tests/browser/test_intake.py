"""Intake in the browser: what is submitted, the list of what is missing, the answer with what is new, acceptance; each seen by axe."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.casework.ask_supplement import asked_about
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.web.services import services_of
from tests.casework.filings import ANSWERS, OPEN_AT, Applying, content_for, new_holder
from tests.casework.stories import FACTS
from tests.evidence.made import pdf
from tests.inspecting import inspect
from tests.pages.own_files import office_of
from tests.signing_in import enter_on_page

pytestmark = pytest.mark.browser


def submitted(live):
    """Hand in an application of Guangzhou's round of 2025, as an applicant does."""
    desk = office_of(services_of(live.app))
    applicant = Applying(desk, new_holder(desk, "张示范"))
    applicant.begin()
    applicant.submit()
    return applicant


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_from_what_is_submitted_to_acceptance(live, new_page, width, language):
    applicant = submitted(live)
    address = f"/admin/applications/{applicant.reference}"
    page = new_page(width=width, height=900, language=language)
    enter_on_page(page, live, "officer1")
    page.goto(address)
    inspect(page)
    page.locator(f"a[href='{address}/ask_supplement']").click()
    inspect(page)
    number = list(asked_about(applicant.office.library.find("guangzhou", "2025"))).index("education_points")
    line = page.locator("details").filter(has=page.locator(f"#tick_{number}"))
    line.locator("summary").click()
    page.check(f"#tick_{number}")
    page.fill(f"#words_{number}", "请补交学历证书。")
    inspect(page)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**{address}")
    inspect(page)
    applicant.at = OPEN_AT + timedelta(days=140)
    content = content_for(applicant.holder, facts=FACTS | {"education": "master"})
    applicant.answer({1: replace(ANSWERS[1], words="已补交毕业证。")}, content)
    page.goto(address)
    assert "已补交毕业证。" in page.inner_text("main")
    inspect(page)
    page.locator(f"a[href='{address}/accept']").click()
    inspect(page)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**{address}")
    assert {"zh": "已受理", "en": "Accepted"}[language] in page.inner_text("h1")


def proved(live):
    """An accepted application with a file that was handed in."""
    applicant, services = submitted(live), services_of(live.app)
    applicant.ask()
    room = EvidenceRoom(services.transaction, services.settings.evidence)
    handed = HandedEvidence("diploma", pdf(), "毕业证.pdf", "education_points")
    hand_in_evidence(room, services.library, applicant.shown, handed, holder=applicant.holder, at=applicant.at)
    applicant.answer()
    applicant.accept()
    return applicant


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1280, "en")])
def test_every_other_page_of_intake(live, new_page, width, language):
    waiting, asked, proposed, accepted = submitted(live), submitted(live), submitted(live), proved(live)
    asked.ask()
    proposed.propose()
    page = new_page(width=width, height=900, language=language)
    pages = {
        "officer1": (
            *((waiting, "propose_not_accepting"), (waiting, "interest"), (asked, "abandon")),
            *((accepted, "evidence/1"), (accepted, "evidence/1/remove")),
        ),
        "supervisor1": ((proposed, "return_proposal"), (proposed, "not_accept")),
    }
    for username, addresses in pages.items():
        enter_on_page(page, live, username)
        for applicant, part in addresses:
            assert page.goto(f"/admin/applications/{applicant.reference}/{part}").status == 200, part
            inspect(page)
