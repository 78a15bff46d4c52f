"""What was verified in an earlier file is offered in the draft's list of tasks, ticked one by one, and seen by the officer."""

from __future__ import annotations

import re
from html import unescape

import pytest

from scoring.policy.library import Library
from tests.casework.filings import Applying
from tests.casework.points_first import verifying
from tests.casework.stories import AT, FACTS, Office
from tests.pages.at_the_counter import staff
from tests.pages.test_applying import Applicant, kept_window, window

__all__ = ["kept_window", "window"]


def close_a_file(services, holder):
    """Have a file of the holder verified and withdrawn; gives its number."""
    names = ("officer1", "officer2", "supervisor1", "supervisor2", "officer2", "policy_staff1", "auditor1", "administrator1")
    free = verifying(Library(services.library.policies), "with_application")
    office = Office(services.transaction, free, *(staff(services, name) for name in names))
    file = Applying(office, holder, at=services.clock.now(), mode="demonstration")
    file.begin()
    file.submit()
    office.verify(file.accept())
    file.withdraw()
    return file.reference


@pytest.fixture
def applicant(window):
    """Somebody with a draft, whose earlier file was verified and withdrawn."""
    person = Applicant(window)
    person.verify()
    person.earlier = close_a_file(person.services, person.holder)
    return person.begin({"education": "master"})


def keys(page):
    return re.findall(r'name="taken" value="([^"]+)"', page)


def test_it_is_offered_ticked_and_taken_over(applicant):
    assert f'href="{applicant.path("earlier")}"' in applicant.get()
    page = applicant.get("earlier")
    assert "checked" not in page  # nothing is taken over unseen
    assert f"Verified in {applicant.earlier}, as of {AT.day} {AT:%B %Y}." in page
    assert re.search(r"This draft says “[^”]*aster[^”]*”\. Taken over, it is replaced\.", page)
    owns = f"owns_home@{applicant.earlier}"
    assert owns in keys(page)
    assert applicant.fill("earlier", taken=owns).status_code == 302
    assert applicant.draft.content.facts == {"education": "master", "owns_home": True}
    assert [one.reference for one in applicant.draft.content.earlier] == [applicant.earlier]
    assert owns not in keys(applicant.get("earlier"))
    assert applicant.fill("earlier", all="1").status_code == 302
    facts = applicant.draft.content.facts
    assert facts == {**FACTS, "education": "master"} | {fact: facts[fact] for fact in facts if fact not in FACTS}
    assert keys(applicant.get("earlier")) == [f"education@{applicant.earlier}"]
    assert "Take over all that replaces no answer" not in applicant.get("earlier")
    assert applicant.fill("earlier", taken=f"education@{applicant.earlier}").status_code == 302
    assert applicant.draft.content.facts["education"] == FACTS["education"]
    assert "There is nothing to take over" in applicant.get("earlier")
    assert "Verified in an earlier file" not in applicant.get()


def test_nothing_ticked_or_not_offered_is_said_beside_the_ticks(applicant):
    for sent in ({}, {"taken": "owns_home@LH-of-another"}):
        answer = applicant.fill("earlier", **sent)
        assert answer.status_code == 422
        assert unescape(answer.text).count("Tick what is to be taken over.") == 2
    assert applicant.draft.content.earlier == ()


def test_two_tabs_meet_a_conflict_that_keeps_the_ticks(applicant):
    page, owns = applicant.get("earlier"), f"owns_home@{applicant.earlier}"
    applicant.keep(facts={"education": "bachelor"})
    answer = applicant.fill("earlier", form=page, taken=owns)
    assert answer.status_code == 409
    assert "Nothing was taken over." in answer.text
    assert re.search(rf'value="{owns}"[^>]* checked', answer.text)
    assert applicant.draft.content.earlier == ()
    assert "This draft says the same." in applicant.get("earlier")


def test_an_answer_of_other_rules_is_shown_as_it_was_typed(applicant):
    from scoring.pages.applying.earlier import _words
    from scoring.pages.applying.sheet import sheet_of

    with applicant.app.test_request_context("/en/"):
        sheet = sheet_of(applicant.services, applicant.draft, applicant.holder)
        assert _words(sheet, "education", ("no_such_degree",)) == ("no_such_degree",)


def test_without_an_earlier_file_there_is_nothing_to_offer(window):
    person = Applicant(window, "13800138001").begin()
    assert "Verified in an earlier file" not in person.get()
    assert "There is nothing to take over" in person.get("earlier")


def test_in_chinese_it_says_the_same(applicant):
    page = applicant.client.get(applicant.path("earlier", "zh")).text
    assert "以前的申请中核查过的事项" in page
    assert f"已在 {applicant.earlier} 号申请中核查" in page
