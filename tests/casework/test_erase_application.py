"""What is personal in a file goes when its retention is over, by two persons; what was done stays and verifies."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.application import Shown
from scoring.application.persons import Applicant
from scoring.application.status import Status
from scoring.casework.access_log import ViewSearch, list_views
from scoring.casework.erase_application import erase_application, propose_erasure, read_erasable
from scoring.casework.lines import ApplicationSearch, DecisionSearch, EntitlementSearch, Wanted
from scoring.casework.lists import list_applications, list_decisions, list_entitlements
from scoring.casework.queries import read_decision, read_file
from scoring.casework.remains import read_remains
from scoring.casework.viewing import reveal
from scoring.errors import Erased, MoveRefused, NotAllowed, NotFound, Stale
from scoring.policy.procedure import Duration
from scoring.records.applications import DataKeyRow, IdentityIndexRow
from scoring.records.verifying import verify
from tests.casework.stories import AT, REFUSE, keyless, number

KEPT = {"decided": Duration(12, "months")}
DUE = AT + timedelta(days=366)


def shown(office, application):
    with office.transaction() as session:
        version = session.scalar(sa.text("SELECT version FROM applications WHERE id = :id"), {"id": application.id})
    return Shown(application.reference, version)


def propose(office, application, *, by=None, at=DUE, kept=KEPT, seen=None):
    propose_erasure(office.transaction, kept, seen or shown(office, application), officer=by or office.supervisor, at=at)


def erase(office, application, *, by=None, at=DUE, seen=None):
    erase_application(office.transaction, KEPT, seen or shown(office, application), officer=by or office.other_supervisor, at=at)


@pytest.fixture
def refused(office):
    application = office.recommended(REFUSE, applicant=Applicant("王小明", number()))
    office.refuse(application)
    reveal(office.transaction, application.reference, reason="核对", officer=office.officer, at=AT, page="applications.reveal")
    return application


@pytest.fixture
def erased(office, refused):
    propose(office, refused)
    erase(office, refused)
    return refused


def test_two_persons_erase_what_is_due(office, refused):
    before = read_erasable(office.transaction, KEPT, refused.reference, officer=office.supervisor)
    assert (before.due, before.proposed_by, before.is_proposed_by_reader) == (AT.date().replace(year=2027, day=3), "", False)
    propose(office, refused)
    seen = read_erasable(office.transaction, {}, refused.reference, officer=office.supervisor)
    assert (seen.due, seen.proposed_by, seen.is_proposed_by_reader) == (before.due, "supervisor", True)
    erase(office, refused)
    with office.transaction() as session:
        assert session.get(DataKeyRow, refused.id) is None
        assert session.scalars(sa.select(IdentityIndexRow).where(IdentityIndexRow.application_id == refused.id)).all() == []
        assert verify(session) is None
    with pytest.raises(Erased):
        read_erasable(office.transaction, KEPT, refused.reference, officer=office.supervisor)


def test_every_reading_says_that_it_was_erased(office, erased):
    for read in (
        lambda: read_file(office.transaction, erased.reference, officer=office.auditor),
        lambda: read_decision(office.transaction, f"{erased.reference}-D", officer=office.auditor),
        lambda: reveal(office.transaction, erased.reference, reason="x", officer=office.officer, at=AT, page="x"),
        lambda: erase(office, erased),
    ):
        with pytest.raises(Erased) as gone:
            read()
        assert (gone.value.reference, gone.value.on) == (erased.reference, DUE.date())
        assert str(gone.value) == f"The personal data of {erased.reference} were erased on {DUE.date()}."


def test_what_was_decided_and_done_can_still_be_read(office, erased):
    remains = read_remains(office.transaction, erased.reference, officer=office.auditor)
    assert (remains.status, remains.policy, remains.erased_on) == (Status.REFUSED, "guangzhou@2025", DUE.date())
    assert (remains.decision.reference, remains.decision.kind, remains.decision.checker) == (
        f"{erased.reference}-D",
        "refused",
        "supervisor",
    )
    assert [event.act for event in remains.events] == ["record", "verify", "recommend", "refuse", "propose_erasure", "erase"]
    assert {event.note for event in remains.events} == {""}


def test_lists_show_the_file_without_a_name(office, erased):
    by = {"officer": office.auditor}
    [line] = list_applications(office.transaction, ApplicationSearch(text=erased.reference), Wanted(), **by).items
    assert (line.applicant, line.identity_number, line.outcome != "") == ("", "", True)
    [decision] = list_decisions(office.transaction, DecisionSearch(text=erased.reference), Wanted(), **by).items
    assert decision.applicant == ""
    found = list_views(office.transaction, ViewSearch(reference=erased.reference), Wanted(), **by).items
    assert [(line.kind, line.reason) for line in found] == [("revealed", "")]


def test_the_ledger_shows_entitlements_without_a_name(office):
    application = office.granted(family=office.family())
    for person in range(3):
        office.register(application, person)
    propose(office, application, at=DUE + timedelta(days=60))
    erase(office, application, at=DUE + timedelta(days=60))
    search = EntitlementSearch(text=application.reference)
    entries = list_entitlements(office.transaction, search, Wanted(1, 100), officer=office.auditor).items
    assert {entry.beneficiary for entry in entries} == {""}
    assert {entry.relation for entry in entries} == {"applicant", "spouse", "child"}


def test_neither_is_done_by_who_may_not(office, refused):
    for person in (office.officer, office.auditor):
        with pytest.raises(NotAllowed, match="role"):
            propose(office, refused, by=person)
    with pytest.raises(NotFound):
        propose(office, refused, by=replace(office.supervisor, office="nowhere"))
    with pytest.raises(NotAllowed, match="second_person"):
        erase(office, refused)
    propose(office, refused)
    with pytest.raises(NotAllowed, match="once"):
        propose(office, refused, by=office.other_supervisor)
    with pytest.raises(NotAllowed, match="second_person"):
        erase(office, refused, by=office.supervisor)


def test_nothing_is_erased_before_its_day_or_while_it_is_open(office, refused):
    with pytest.raises(NotAllowed, match="retention"):
        propose(office, refused, at=AT + timedelta(days=365))
    with pytest.raises(NotAllowed, match="retention"):
        propose(office, refused, kept={})
    with pytest.raises(MoveRefused):
        propose(office, office.record())
    propose(office, refused)
    with pytest.raises(NotAllowed, match="retention"):
        erase(office, refused, at=AT)


def test_what_changed_after_it_was_shown_is_stale(office, refused):
    seen = shown(office, refused)
    propose(office, refused)
    with pytest.raises(Stale):
        erase(office, refused, seen=seen)


def test_only_an_erased_file_has_remains(office, refused):
    with pytest.raises(NotFound):
        read_remains(office.transaction, refused.reference, officer=office.auditor)


def test_a_file_whose_key_is_lost_is_not_called_erased(office, refused):
    with keyless(office.transaction, refused.id), pytest.raises(NotFound):  # its key is gone, but nobody erased it
        read_file(office.transaction, refused.reference, officer=office.auditor)
