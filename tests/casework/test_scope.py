"""An officer sees the files of the own office and of those below it; any other file does not exist for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.application import Amendment, Shown
from scoring.application.office import Level, Office
from scoring.application.persons import Applicant, Registration
from scoring.casework.amend_facts import amend_facts
from scoring.casework.approve_grant import approve_grant
from scoring.casework.grant import grant
from scoring.casework.lapse import lapse
from scoring.casework.lines import ApplicationSearch, DecisionSearch, EntitlementSearch, Wanted
from scoring.casework.lists import list_applications, list_decisions, list_entitlements
from scoring.casework.offices import keep_offices
from scoring.casework.queries import read_decision, read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_registration import record_registration
from scoring.casework.refuse import refuse
from scoring.casework.return_application import return_application
from scoring.casework.scope import events_within
from scoring.errors import InputRefused, NotFound
from scoring.policy.wording import text
from scoring.records.journal import stream_of
from scoring.records.tables import EventRow
from tests.casework.stories import AT, FACTS, GRANT, ON, TIMING, number

PLACES = {"city": None, "district": "city", "window": "district", "other_district": "city", "other_city": None}
SEES = {
    None: {None, *PLACES},
    "city": {"city", "district", "window", "other_district"},
    "district": {"district", "window"},
    "window": {"window"},
    "other_district": {"other_district"},
    "other_city": {"other_city"},
}


@pytest.fixture(scope="session")
def places(office):
    """A tree of five offices, by what they are; None is the whole installation."""
    names = {place: f"scope_{place}" for place in PLACES}
    levels = {place: Level(place.rpartition("_")[2]) for place in PLACES}
    offices = [
        Office(names[place], text({"zh": place, "en": place}), levels[place], "440100", within and names[within])
        for place, within in PLACES.items()
    ]
    keep_offices(office.transaction, tuple(offices), at=AT)
    return {None: None, **names}


@pytest.fixture(scope="session")
def files(office, places):
    """A granted application of each office, by place."""
    return {place: office.granted(by=replace(office.officer, office=id_)) for place, id_ in places.items()}


def seen(files, references):
    return {place for place, application in files.items() if application.reference in references}


@pytest.mark.parametrize("place", list(SEES))
@pytest.mark.parametrize("role", ["officer", "supervisor", "auditor"])
def test_a_file_is_read_by_its_office_and_those_above(office, places, files, role, place):
    reader = replace(getattr(office, role), office=places[place])
    for of, application in files.items():
        decision = f"{application.reference}-D"
        if of in SEES[place]:
            assert read_file(office.transaction, application.reference, officer=reader).application.id == application.id
            assert read_decision(office.transaction, decision, officer=reader).reference == decision
            continue
        with pytest.raises(NotFound):
            read_file(office.transaction, application.reference, officer=reader)
        with pytest.raises(NotFound):
            read_decision(office.transaction, decision, officer=reader)


@pytest.mark.parametrize("place", list(SEES))
def test_lists_and_the_journal_hold_only_what_is_seen(office, places, files, place):
    reader = replace(office.auditor, office=places[place])
    found = {}
    for application in files.values():
        for read, search in (
            (list_applications, ApplicationSearch(application.reference)),
            (list_decisions, DecisionSearch(application.reference)),
            (list_entitlements, EntitlementSearch(application.reference)),
            (list_applications, ApplicationSearch(application.applicant.identity_number.reveal())),
        ):
            is_found = read(office.transaction, search, Wanted(), officer=reader).total > 0
            assert found.setdefault(application.reference, is_found) == is_found
    assert seen(files, {reference for reference, is_found in found.items() if is_found}) == SEES[place]
    with office.transaction() as session:
        streams = set(session.scalars(sa.select(EventRow.stream).where(events_within(reader))))
    assert {of for of, application in files.items() if stream_of(application.id) in streams} == SEES[place]
    assert "offices" in streams


def test_lists_name_the_office(office, files):
    [line] = list_applications(
        office.transaction, ApplicationSearch(files["window"].reference), Wanted(), officer=office.auditor
    ).items
    assert line.office.say("en") == "window"
    [line] = list_applications(office.transaction, ApplicationSearch(files[None].reference), Wanted(), officer=office.auditor).items
    assert line.office is None


@pytest.mark.parametrize("place", ["window", "district"])
def test_no_act_reaches_a_file_out_of_scope(office, places, place):
    accepted = office.record(by=replace(office.officer, office=places["city"]))
    recommended = office.recommended(by=replace(office.officer, office=places["city"]))
    granted = office.granted(by=replace(office.officer, office=places["city"]))
    maker, checker = (replace(person, office=places[place]) for person in (office.other_officer, office.other_supervisor))
    here, library = office.transaction, office.library
    acts = [
        lambda shown: amend_facts(here, library, shown, Amendment(FACTS, ON, None, "x"), officer=maker, at=AT),
        lambda shown: recommend(here, library, shown, GRANT, officer=maker, at=AT),
        lambda shown: return_application(here, shown, officer=checker, at=AT, redo="x"),
        lambda shown: approve_grant(here, library, TIMING, shown, officer=checker, at=AT, reason="x"),
        lambda shown: grant(here, library, TIMING, shown, officer=checker, at=AT, reason="x"),
        lambda shown: refuse(here, library, TIMING, shown, officer=checker, at=AT, reason="x"),
        lambda shown: record_registration(here, shown, Registration(0, ON, "x"), officer=maker, at=AT),
        lambda shown: lapse(here, library, TIMING, shown, officer=checker, at=AT, reason="x"),
    ]
    for application in (accepted, recommended, granted):
        for act in acts:
            with pytest.raises(NotFound) as hidden:
                act(office.shown(application))
            with pytest.raises(NotFound) as missing:
                act(Shown("2026-999999", 1))
            assert replace_reference(hidden.value) == replace_reference(missing.value)
        assert office.now(application).version == application.version


def replace_reference(error):
    return str(error).replace(error.reference, "…"), error.code


def test_the_open_file_of_another_office_is_not_named(office, places):
    applicant = Applicant("王小明", number())
    first = office.record(by=replace(office.officer, office=places["district"]), applicant=applicant)
    for place, words in (("district", first.reference), ("city", first.reference), ("other_district", "at another office")):
        with pytest.raises(InputRefused) as refused:
            office.record(by=replace(office.officer, office=places[place]), applicant=applicant)
        assert words in str(refused.value)
        assert (first.reference in str(refused.value)) == (place != "other_district")


@pytest.mark.parametrize("who", ["policy_staff", "administrator"])
def test_who_sees_no_file_sees_no_event_of_one(office, files, who):
    with office.transaction() as session:
        streams = set(session.scalars(sa.select(EventRow.stream).where(events_within(getattr(office, who)))))
    assert not streams & {stream_of(application.id) for application in files.values()}
