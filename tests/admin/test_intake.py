"""Intake through the pages: what applicants handed in is accepted, supplemented, given up, or not accepted by two people."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from scoring.application.filing import Asked
from scoring.application.officer import Officer, Role
from scoring.application.statistics import Statistics
from scoring.casework.ask_supplement import asked_about
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.casework.filings import ANSWERS, Applying, content_for, new_holder
from tests.casework.stories import FACTS
from tests.evidence.made import pdf

STATISTICS = ("I Information", "Hunan", "Tianhe", "石牌街", "Private")


@pytest.fixture
def submitted(office):
    """Hands in an application of Guangzhou's round of 2025, as an applicant does."""
    services = services_of(office)
    desk = SimpleNamespace(transaction=services.transaction, library=services.library)
    applicant = Applying(desk, new_holder(desk, "张示范"))
    applicant.begin()
    applicant.submit()
    return applicant


def address(applicant, page=""):
    return f"/admin/applications/{applicant.reference}{page}"


def ask(desk, applicant, about="education_points", **inputs):
    """Tick one line of the list and send it."""
    page = desk.page("officer1", address(applicant, "/ask_supplement"))
    number = line_of(applicant, about)
    assert f'name="tick_{number}"' in page
    sent = {f"tick_{number}": "y", f"words_{number}": "请补交学历证书。", **inputs}
    return desk.act("officer1", applicant.reference, "ask_supplement", **sent)


def line_of(applicant, about):
    return list(asked_about(applicant.office.library.find("guangzhou", "2025"))).index(about)


def test_what_is_submitted_stands_in_the_list_and_is_overdue(desk, submitted):
    page = desk.page("officer1", "/admin/applications/?status=submitted&due=late")
    assert submitted.reference in page
    assert "Submitted" in page
    assert "张**" in page
    assert "张示范" not in page
    assert "overdue by" in page
    assert "Draft" not in desk.page("officer1", "/admin/applications/")


def test_a_draft_is_no_file_of_the_office(desk, submitted):
    submitted.begin()
    for username in ("officer1", "supervisor1", "auditor1"):
        assert desk.as_(username).get(address(submitted)).status_code == 404
        assert submitted.reference not in desk.page(username, "/admin/applications/")


def test_an_officer_accepts(desk, submitted):
    page = desk.page("officer1", address(submitted))
    for words in ("Accept", "Ask for a supplement", "Propose not to accept", "Acceptance", "5 working days from receipt"):
        assert words in page
    assert "/not_accept" not in page
    answer = desk.act("officer1", submitted.reference, "accept")
    assert answer.status_code == 302
    page = desk.page("officer1", address(submitted))
    assert "Accepted" in page
    assert "/recommend" in page
    assert "Notices to the applicant" in page
    assert desk.as_("officer1").get(address(submitted, "/accept")).status_code == 409


def test_everything_missing_is_asked_for_at_once(desk, submitted):
    empty = desk.act("officer1", submitted.reference, "ask_supplement")
    assert empty.status_code == 422
    assert "Tick everything that is missing" in empty.text
    number = line_of(submitted, "family")
    wordless = ask(desk, submitted, **{f"tick_{number}": "y"})
    assert wordless.status_code == 422
    assert "请补交学历证书。" in wordless.text
    assert f'id="words_{number}-error"' in wordless.text
    assert ask(desk, submitted).status_code == 302
    page = desk.page("officer1", address(submitted))
    for words in (
        "Supplement asked for",
        "not answered yet",
        "请补交学历证书。",
        "annex plus 1",
        "to be answered by",
        "The applicant’s answer",
    ):
        assert words in page
    assert "/ask_supplement" not in page


def test_an_answer_shows_what_is_new(desk, submitted):
    assert ask(desk, submitted).status_code == 302
    submitted.at = services_of(desk.as_("officer1").application).clock.now()
    submitted.extend()
    page = desk.page("officer1", address(submitted))
    assert "extended once" in page
    assert "Term to answer extended" in page
    said = Statistics(sector="I", province="43", district="440106", street="石牌街", employer_class="private")
    content = content_for(submitted.holder, facts=FACTS | {"education": "master"}, statistics=said)
    services = services_of(desk.as_("officer1").application)
    room, handed = (
        EvidenceRoom(services.transaction, services.settings.evidence),
        HandedEvidence("diploma", pdf(), "a.pdf", "education_points"),
    )
    hand_in_evidence(room, services.library, submitted.shown, handed, holder=submitted.holder, at=submitted.at)
    assert "For statistics" in page
    assert "Nothing was said." in page
    submitted.answer({1: replace(ANSWERS[1], words="已补交毕业证。")}, content)
    page = desk.page("officer1", address(submitted))
    for words in ("What is new in submission 2", "Bachelor", "Master", "已补交毕业证。", "Answered", "Files that came with it"):
        assert words in page
    assert "Nothing was said." not in page
    for words in STATISTICS:  # once as what is new, once for statistics
        assert page.count(words) == 2, words
    for words in ("Points never rest on it.",):
        assert words in page
    assert submitted.own().receipts[0].office == submitted.own().receipts[1].office
    assert 'data-label="Item">Office' not in page, "an answer leaves the file at its office"
    assert "/ask_supplement" not in page
    assert desk.act("officer1", submitted.reference, "accept").status_code == 302


def test_what_was_not_supplemented_in_time_is_closed_by_an_officer(desk, submitted):
    assert ask(desk, submitted).status_code == 302
    assert f"{address(submitted)}/abandon" not in desk.page("officer1", address(submitted))
    early = desk.act("officer1", submitted.reference, "abandon", reason="Nothing came.")
    assert early.status_code == 409
    assert "Nothing came." in early.text


def test_a_supplement_whose_term_is_over_is_closed(desk, submitted):
    submitted.office.officer = Officer(2, "", frozenset({Role.OFFICER}))
    submitted.ask((Asked("education_points", "请补交学历证书。"),))
    assert f"{address(submitted)}/abandon" not in desk.page("officer1", address(submitted)), "who asked holds the file"
    assert f"{address(submitted)}/abandon" in desk.page("officer2", address(submitted))
    assert desk.act("officer2", submitted.reference, "abandon").status_code == 422
    assert desk.act("officer2", submitted.reference, "abandon", reason="Reminded twice.").status_code == 302
    assert "Given up" in desk.page("officer1", address(submitted))


def test_not_accepting_takes_an_officer_and_a_supervisor(desk, submitted):
    assert desk.act("supervisor1", submitted.reference, "not_accept", reason="Not ours.").status_code == 409
    done = desk.act("officer1", submitted.reference, "propose_not_accepting", reason="Another city is in charge.")
    assert done.status_code == 302
    page = desk.page("supervisor1", address(submitted))
    assert "An officer proposes not to accept" in page
    assert "Another city is in charge." in page
    assert desk.act("supervisor1", submitted.reference, "return_proposal").status_code == 422
    assert desk.act("supervisor1", submitted.reference, "return_proposal", reason="It is ours.").status_code == 302
    page = desk.page("officer1", address(submitted))
    assert "Proposal not to accept returned" in page
    assert "It is ours." in page
    desk.act("officer1", submitted.reference, "propose_not_accepting", reason="Another city is in charge.")
    assert desk.act("supervisor1", submitted.reference, "not_accept").status_code == 422
    assert desk.act("supervisor1", submitted.reference, "not_accept", reason="Another city is in charge.").status_code == 302
    page = desk.page("officer1", address(submitted))
    assert "Not accepted" in page
    assert "Withdrawn" not in page


def test_two_officers_cannot_act_on_the_same_sight_of_a_file(desk, submitted):
    client = desk.as_("officer1")
    form = hidden(client.get(address(submitted, "/propose_not_accepting")).text)
    assert desk.act("officer2", submitted.reference, "accept").status_code == 302
    late = client.post(address(submitted, "/propose_not_accepting"), data={**form, "reason": "Not ours."})
    assert late.status_code == 409
    assert "Not ours." in late.text


def test_the_pages_speak_chinese(desk, submitted):
    client = desk.as_("officer1")
    client.set_cookie("lang", "zh")
    page = client.get(address(submitted, "/ask_supplement")).text
    assert "一次性补正告知" in page
    assert "Missing" not in page
    empty = client.post(address(submitted, "/ask_supplement"), data=hidden(page))
    assert "请勾选全部需要补正的内容" in empty.text
