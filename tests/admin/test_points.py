"""Points that are approved before one applies, through the console: proposed, approved or returned, adjusted, cited, flagged."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from scoring.web.services import services_of
from tests.admin.steps import hidden
from tests.casework.filings import Applying, new_holder
from tests.points_scheme import SCHEME, publish

REASON = "材料齐全，核查无误。"


@pytest.fixture
def person(office):
    """An applicant under rules that have points approved first."""
    services = services_of(office)
    publish(services)
    return Applying(SimpleNamespace(transaction=services.transaction, library=services.library), new_holder_of(services))


def new_holder_of(services):
    return new_holder(SimpleNamespace(transaction=services.transaction))


@pytest.fixture
def record(desk, person):
    """Points that are declared, accepted and verified; gives the number."""
    person.begin(scheme=SCHEME, kind="points")
    person.submit()
    assert desk.act("officer1", person.reference, "accept").status_code == 302
    desk.accept_all(person.reference)
    return person.reference


def propose(desk, record):
    return desk.act("officer1", record, "recommend", proposal="approve", reason=REASON)


def approve(desk, record):
    return desk.act("supervisor1", record, "decide", act="approve", reason=REASON)


@pytest.fixture
def approved(desk, record):
    assert propose(desk, record).status_code == 302
    assert approve(desk, record).status_code == 302
    return record


@pytest.fixture
def citing(desk, person, approved):  # noqa: ARG001 - the points come first
    """An application by the approved points, accepted; gives its number."""
    person.begin(scheme=SCHEME)
    person.submit()
    assert desk.act("officer1", person.reference, "accept").status_code == 302
    return person.reference


def file(record, page=""):
    return f"/admin/applications/{record}{page}"


def test_of_a_points_record_only_the_approval_is_proposed_and_decided(desk, record):
    page = desk.page("officer1", file(record, "/recommend"))
    assert 'value="approve"' in page
    for other in ('value="grant"', 'value="refuse"', "published_list"):
        assert other not in page
    assert propose(desk, record).status_code == 302
    page = desk.page("supervisor1", file(record, "/decide"))
    assert ('value="approve"' in page, 'value="return"' in page, 'value="grant"' in page) == (True, True, False)
    assert desk.act("supervisor1", record, "decide", act="grant", reason=REASON).status_code == 422
    assert approve(desk, record).status_code == 302
    page = desk.page("officer1", file(record))
    for words in ("Points record", "Points approved", "Approved points", REASON, "Adjust the approved points"):
        assert words in page


def test_a_supervisor_returns_it(desk, record):
    propose(desk, record)
    assert desk.act("supervisor1", record, "decide", act="return", reason="Look again.").status_code == 302
    assert "To be redone" in desk.page("officer1", file(record))


def test_a_conflict_keeps_what_was_typed(desk, record):
    propose(desk, record)
    page = desk.page("supervisor1", file(record, "/decide"))
    desk.act("officer2", record, "note", reason="Called the employer.")
    answer = desk.as_("supervisor1").post(file(record, "/decide"), data={**hidden(page), "act": "approve", "reason": REASON})
    assert answer.status_code == 409
    assert REASON in answer.text


def test_what_was_approved_before_is_shown_and_not_judged(desk, citing, approved):
    page = desk.page("officer1", file(citing, "/verify?fact=education"))
    assert f"in {approved}, and is not verified a second time" in page
    assert 'name="kind"' not in page
    page = desk.page("officer1", file(citing))
    assert file(approved) in page


def test_adjusted_points_flag_what_cites_them(desk, citing, approved):
    assert desk.act("officer1", approved, "adjust", reason=" ").status_code == 422
    assert desk.act("officer1", approved, "adjust", reason="Audit.").status_code == 302
    assert "Points that were approved, under adjustment" in desk.page("officer1", file(approved))
    page = desk.page("officer1", file(citing))
    assert "The approved points that this application goes by were adjusted or withdrawn" in page
    assert citing in desk.page("officer1", "/admin/applications/?flag=points-under-adjustment")
    assert "Approved points changed" in desk.page("officer1", file(citing, "/recommend"))
    assert approved in desk.page("officer1", "/admin/applications/?kind=points")
    assert citing not in desk.page("officer1", "/admin/applications/?kind=points")
    answer = desk.as_("officer1").get(file(approved, "/adjust"))
    assert answer.status_code == 409


@pytest.mark.parametrize("username", ["officer1", "officer2"])
def test_an_officer_does_not_approve(desk, record, username):
    propose(desk, record)
    assert desk.as_(username).get(file(record, "/decide")).status_code == 403
