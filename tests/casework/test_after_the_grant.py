"""Entitlements come into force person by person, with the registration; what waits too long lapses."""

from datetime import date, timedelta

import pytest

from scoring.application.entitlement import EntitlementState
from scoring.application.moves import Guard
from scoring.application.persons import Registration
from scoring.application.status import Status
from scoring.casework.lapse import lapse
from scoring.casework.record_registration import record_registration
from scoring.errors import InputRefused, MoveRefused, NotAllowed, Stale
from tests.casework.settling import OVER, remind, with_window
from tests.casework.stories import LATER, ON, TIMING, Shown


def states(office, application):
    """Give the states of each person's entitlements that wait for a registration."""
    found = {}
    for entry in office.file(application).entitlements:
        if entry.starts == "registration":
            found.setdefault(entry.person, set()).add((entry.state, entry.since))
    return found


WAITING = {(EntitlementState.PENDING, None)}


def test_only_the_registered_persons_entitlements_are_in_force(office):
    application = office.granted(family=office.family())
    assert states(office, application) == {0: WAITING, 1: WAITING, 2: WAITING}
    day = ON + timedelta(days=3)
    registered = office.register(application, 1, on=day, office="  广州市公安局   越秀派出所 ")
    assert registered.status is Status.GRANTED
    assert registered.unregistered == (0, 2)
    assert registered.registrations == (Registration(1, day, "广州市公安局 越秀派出所"),)
    assert states(office, application) == {0: WAITING, 1: {(EntitlementState.IN_FORCE, day)}, 2: WAITING}
    assert office.file(application).events[-1].facts["person"] == 1


def test_with_the_last_person_the_application_is_settled(office):
    application = office.granted(family=office.family())
    seen = [office.register(application, person).status for person in (0, 2, 1)]
    assert seen == [Status.GRANTED, Status.GRANTED, Status.SETTLED]
    assert {entry.state for entry in office.file(application).entitlements} == {EntitlementState.IN_FORCE}


@pytest.mark.parametrize(
    ("person", "on", "where", "field"),
    [
        (1, ON, "越秀", "number"),
        (-1, ON, "越秀", "number"),
        (0, ON - timedelta(days=1), "越秀", "on"),
        (0, date(2026, 4, 2), "越秀", "on"),
        (0, ON, " ", "office"),
        (0, ON, "越" * 121, "office"),
    ],
)
def test_a_registration_that_cannot_be_is_refused(office, person, on, where, field):
    application = office.granted()
    with pytest.raises(InputRefused) as refused:
        office.register(application, person, on=on, office=where)
    assert refused.value.field == field
    assert states(office, application) == {0: WAITING}


def test_nobody_is_registered_twice(office):
    application = office.granted(family=office.family())
    office.register(application, 0)
    with pytest.raises(InputRefused, match="already"):
        office.register(application, 0)


@pytest.mark.parametrize("make", ["record", "recommended"])
def test_nobody_is_registered_before_the_grant(office, make):
    with pytest.raises(MoveRefused):
        office.register(getattr(office, make)(), 0)


def test_a_supervisor_does_not_register_and_a_stale_page_does_nothing(office):
    application = office.granted()
    done = Registration(0, ON, "越秀")
    with pytest.raises(NotAllowed) as refused:
        record_registration(office.transaction, office.shown(application), done, officer=office.supervisor, at=LATER)
    assert refused.value.why == Guard.ROLE
    with pytest.raises(Stale):
        record_registration(office.transaction, Shown(application.reference, 1), done, officer=office.officer, at=LATER)


def let_lapse(office, application, reason="逾期两年未办理，已三次书面提醒。", by=None):
    office = with_window(office)
    remind(office, application)
    who, shown = by or office.supervisor, office.shown(application)
    return lapse(office.transaction, office.library, TIMING, shown, officer=who, at=OVER, reason=reason)


def test_what_waits_lapses_with_a_reason(office):
    application = office.granted(family=office.family())
    lapsed = let_lapse(office, application)
    file = office.file(application)
    assert lapsed.status is Status.LAPSED
    assert {entry.state for entry in file.entitlements} == {EntitlementState.ENDED}
    assert (file.events[-1].note, file.events[-1].facts["cancelled"]) == (
        "逾期两年未办理，已三次书面提醒。",
        len(file.entitlements),
    )


def test_who_is_registered_keeps_what_is_in_force(office):
    application = office.granted(family=office.family())
    office.register(application, 0)
    let_lapse(office, application)
    by_person = {
        person: {entry.state for entry in office.file(application).entitlements if entry.person == person} for person in (0, 1, 2)
    }
    assert by_person == {0: {EntitlementState.IN_FORCE}, 1: {EntitlementState.ENDED}, 2: {EntitlementState.ENDED}}


def test_a_lapse_needs_a_reason_and_a_supervisor(office):
    application = office.granted()
    with pytest.raises(InputRefused) as refused:
        let_lapse(office, application, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(NotAllowed):
        let_lapse(office, application, by=office.officer)


def test_what_is_settled_does_not_lapse(office):
    application = office.granted()
    office.register(application, 0)
    with pytest.raises(MoveRefused):
        let_lapse(office, application)
