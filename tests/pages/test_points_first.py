"""The applicants' pages where points are approved before one applies: what is in the way at each stage, and taking them over."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from scoring.casework.own_queries import read_draft
from tests.casework.filings import Applying
from tests.casework.points_first import adjust, approve, propose
from tests.casework.stories import FACTS, Office
from tests.pages.at_the_counter import staff
from tests.pages.test_applying import Applicant, kept_window, window
from tests.points_scheme import SCHEME, publish

__all__ = ["kept_window", "window"]


@pytest.fixture
def applicant(window):
    person = Applicant(window)
    publish(person.services)
    person.verify()
    return person


@pytest.fixture
def office(applicant):
    names = ("officer1", "officer2", "supervisor1", "supervisor2", "officer2", "policy_staff1", "auditor1", "administrator1")
    people = [staff(applicant.services, name) for name in names]
    return Office(applicant.services.transaction, applicant.services.library, *people)


@pytest.fixture
def story(applicant, office):
    """Points that are declared and verified, and a draft of an application that was begun before they are approved."""
    common = {"at": applicant.services.clock.now(), "mode": "demonstration"}
    application = Applying(office, applicant.holder, **common)
    application.begin(scheme=SCHEME)
    applicant.reference = application.reference
    record = Applying(office, applicant.holder, **common)
    return SimpleNamespace(record=record, application=application, office=office, applicant=applicant)


def declare(story):
    story.record.begin(scheme=SCHEME, kind="points")
    story.record.submit()
    story.office.verify(story.record.accept())


def in_the_way(story):
    page = story.applicant.get("check")
    assert 'id="hindrances"' in page
    assert story.applicant.client.get(story.applicant.path("submit")).status_code == 302
    return page


def test_what_is_in_the_way_at_each_stage_and_taking_the_points_over(story):
    applicant, number = story.applicant, ""
    page = in_the_way(story)
    assert "Have yours approved first" in page
    assert f'href="/en/apply/{SCHEME}"' in page
    declare(story)
    number = story.record.reference
    assert f"Your points are not approved yet ({number})" in in_the_way(story)
    propose(story.office, story.record)
    approval = approve(story.office, story.record, "supervisor")
    assert f"Your points ({number}) were approved since the draft was saved" in in_the_way(story)
    assert approval.hash in applicant.get()
    assert applicant.send(applicant.path()).status_code == 302
    draft = read_draft(applicant.services.transaction, applicant.reference, holder=applicant.holder)
    assert draft.content.points == approval.hash
    assert 'id="hindrances"' not in applicant.get("check")
    adjust(story.office, story.record)
    assert f"Your approved points are being adjusted ({number})" in in_the_way(story)


def test_what_was_approved_is_not_asked_again(story):
    declare(story)
    propose(story.office, story.record)
    approve(story.office, story.record)
    applicant = story.applicant
    assert applicant.send(applicant.path()).status_code == 302
    assert "fact-education" not in applicant.get("answers/skills")
    assert "fact-patents" in applicant.get("answers/skills")
    assert "Approved before" in applicant.get()


def test_the_page_of_applying_begins_what_comes_next(applicant, office):
    client = applicant.client
    page = client.get(f"/en/apply/{SCHEME}").text
    assert "Have your points approved" in page
    reference = applicant.send(f"/en/apply/{SCHEME}").location.rsplit("/", 1)[1]
    record = Applying(office, applicant.holder, reference, at=applicant.services.clock.now(), mode="demonstration")
    assert record.draft().kind == "points"
    assert "Your points declaration" in client.get(f"/en/draft/{reference}").text
    record.save(replace(record.draft().content, facts=FACTS, office=_office(applicant)))
    record.submit()
    assert f"not approved yet ({reference})" in client.get(f"/en/apply/{SCHEME}").text
    office.verify(record.accept())
    propose(office, record)
    approval = approve(office, record)
    page = client.get(f"/en/apply/{SCHEME}").text
    assert approval.hash in page
    own = client.get(f"/en/account/applications/{reference}").text
    assert "Apply by these points" in own
    assert "My points record" in own
    begun = applicant.send(f"/en/apply/{SCHEME}").location.rsplit("/", 1)[1]
    draft = read_draft(applicant.services.transaction, begun, holder=applicant.holder)
    assert (draft.kind, draft.content.points) == ("application", approval.hash)


def _office(applicant):
    from scoring.casework.submit_application import receiving_offices

    services = applicant.services
    return receiving_offices(services.transaction, services.library.find(SCHEME, "2025"))[0].id
