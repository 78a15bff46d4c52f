"""The register is what the decision unlocked and the acts since made of it: every step is kept, and it can be computed anew."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.entitling import Standing, Turn, rebuilt
from scoring.application.persons import Registration
from scoring.application.status import Act, Status
from scoring.casework.lapse import lapse
from scoring.casework.record_registration import record_registration
from scoring.casework.register_queries import read_person
from scoring.casework.run_out_entitlements import _run_out, run_out_entitlements
from scoring.casework.turn_entitlement import Chosen, turn_entitlement
from scoring.engine import assess
from scoring.errors import NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.entitlements import EntitlementRow
from tests.casework.settling import remind, with_window
from tests.casework.stories import LATER, ON, TIMING

HOUSING = "public_rental_housing"
TURNED = (Act.SUSPEND, Act.RESUME, Act.END)


def turn(office, application, act, *, person=0, entitlement=HOUSING, at=LATER, by=None):
    chosen, shown = Chosen(person, entitlement, act), office.shown(application)
    return turn_entitlement(
        office.transaction, shown, chosen, officer=by or office.supervisor, at=at, reason="经核查，户籍已迁出。"
    )


def entry(office, application, person=0, entitlement=HOUSING):
    return next(e for e in office.file(application).entitlements if (e.person, e.entitlement) == (person, entitlement))


def stored(office, application):
    return {
        (e.person, e.entitlement): Standing(e.state, e.since, e.until, e.apply_until) for e in office.file(application).entitlements
    }


def computed(office, application):
    """Compute the register from the decision, the policy it pins and the journal, as somebody without the register would."""
    file = office.file(application)
    decision, policy = file.decision, office.library.find("guangzhou", "2025")
    unlocked = assess(policy, decision.facts, on=decision.on, round_id=decision.pin.round).entitlements
    turns = [turn_of(event) for event in file.events if event.number > 0]
    return rebuilt(unlocked, file.application.persons, local_day(decision.at), turns)


def turn_of(event):
    """Registrations count from the day on which they were made, every other act from its own day."""
    facts = event.facts
    on = date.fromisoformat(facts["on"]) if event.act == Act.REGISTER else local_day(event.at)
    return Turn(Act(event.act), on, facts.get("person"), facts.get("entitlement"))


def test_every_step_is_kept_with_its_act_its_day_and_its_reason(office):
    application = office.granted(family=office.family())
    office.register(application, 0)
    turn(office, application, Act.SUSPEND)
    turn(office, application, Act.RESUME)
    turn(office, application, Act.END)
    found = read_person(office.transaction, application.reference, 0, officer=office.auditor)
    own, steps = next(pair for pair in found.entries if pair[0].entitlement == HOUSING)
    assert [(step.act, step.state) for step in steps] == [
        ("grant", EntitlementState.PENDING),
        ("register", EntitlementState.IN_FORCE),
        ("suspend", EntitlementState.SUSPENDED),
        ("resume", EntitlementState.IN_FORCE),
        ("end", EntitlementState.ENDED),
    ]
    assert [step.by for step in steps] == ["supervisor", "officer", "supervisor", "supervisor", "supervisor"]
    assert [step.reason for step in steps] == ["", "", *["经核查，户籍已迁出。"] * 3]
    assert (own.since, own.until, own.state) == (ON, local_day(LATER), EntitlementState.ENDED)
    assert len(own.register_number.replace("-", "")) == 12
    assert stored(office, application) == computed(office, application)


def test_nobody_reads_a_person_who_has_nothing_or_a_file_that_is_not(office):
    application = office.granted()
    for reference, person in ((application.reference, 3), ("2026-999999", 0)):
        with pytest.raises(NotFound):
            read_person(office.transaction, reference, person, officer=office.auditor)


@pytest.mark.parametrize(
    ("done", "refused"),
    [
        ((), (Act.SUSPEND, Act.RESUME)),
        ((Act.SUSPEND,), (Act.SUSPEND,)),
        ((Act.SUSPEND, Act.RESUME), (Act.RESUME,)),
        ((Act.SUSPEND, Act.END), TURNED),
        ((Act.END,), TURNED),
    ],
)
def test_an_act_from_where_it_does_not_lead_on_is_refused(office, done, refused):
    application = office.granted(family=office.family())
    if done:
        office.register(application, 0)
    for act in done:
        turn(office, application, act)
    before = stored(office, application)
    for act in refused:
        with pytest.raises(NotAllowed, match="in_register"):
            turn(office, application, act)
    assert stored(office, application) == before


def test_what_never_began_has_no_last_day(office):
    application = office.granted()
    turn(office, application, Act.END)
    assert (entry(office, application).state, entry(office, application).until) == (EntitlementState.ENDED, None)


def give_a_last_day(office, application, until):
    """As a policy does whose entitlements hold for so long."""
    with office.transaction() as session:
        rows = sa.update(EntitlementRow).where(EntitlementRow.application_id == application.id, EntitlementRow.person == 0)
        session.execute(rows.where(EntitlementRow.entitlement == HOUSING).values(until=until))


def test_the_day_after_its_last_it_ends_by_itself_and_once(office):
    application = office.granted()
    office.register(application, 0)
    give_a_last_day(office, application, local_day(LATER))
    assert application.reference not in run_out_entitlements(office.transaction, at=LATER)
    late = LATER + timedelta(days=1)
    assert application.reference in run_out_entitlements(office.transaction, at=late)
    found = entry(office, application)
    assert (found.state, found.until) == (EntitlementState.ENDED, local_day(LATER))
    event = office.file(application).events[-1]
    assert (event.act, event.actor_id, event.facts["ended"]) == ("run_out", None, 1)
    assert office.now(application).status is Status.SETTLED
    assert application.reference not in run_out_entitlements(office.transaction, at=late)
    with office.transaction() as session:  # another worker that looked at the same moment writes nothing more
        _run_out(session, session.get_one(ApplicationRow, application.id), late)
    assert office.file(application).events[-1] == event


def test_what_is_over_is_not_resumed(office):
    application = office.granted()
    office.register(application, 0)
    give_a_last_day(office, application, local_day(LATER))
    turn(office, application, Act.SUSPEND)
    with pytest.raises(NotAllowed, match="in_register"):
        turn(office, application, Act.RESUME, at=LATER + timedelta(days=1))


STORIES = (
    # act, person, which of what they have, days later
    ((Act.REGISTER, 1, 0, 3), (Act.SUSPEND, 1, 1, 4), (Act.RESUME, 1, 1, 5), (Act.LAPSE, 0, 0, 6), (Act.END, 1, 0, 7)),
    ((Act.END, 2, 0, 2), (Act.REGISTER, 2, 0, 3), (Act.REGISTER, 0, 0, 3), (Act.REGISTER, 1, 0, 4), (Act.SUSPEND, 2, 1, 5)),
    ((Act.SUSPEND, 0, 0, 1), (Act.END, 0, 1, 2), (Act.LAPSE, 0, 0, 3)),
)


def attempt(office, application, act, person, which, day):
    """Do one act of a story."""
    at, shown = LATER + timedelta(days=day), office.shown(application)
    ids = [e.entitlement for e in office.file(application).entitlements if e.person == person]
    match act:
        case Act.REGISTER:
            done = Registration(person, ON + timedelta(days=day), "越秀派出所")
            record_registration(office.transaction, shown, done, officer=office.officer, at=at)
        case Act.LAPSE:
            remind(office, application)
            known = (office.transaction, with_window(office).library, TIMING, shown)
            lapse(*known, officer=office.supervisor, at=at + timedelta(days=60), reason="逾期")
        case _:
            turn(office, application, act, person=person, entitlement=ids[which % len(ids)], at=at)


@pytest.mark.parametrize("steps", STORIES)
def test_the_register_is_a_function_of_decision_rules_and_acts(office, steps):
    application = office.granted(family=office.family())
    begun = stored(office, application)
    for act, person, which, day in steps:
        attempt(office, application, act, person, which, day)
    assert stored(office, application) == computed(office, application) != begun
    assert len(office.file(application).events) == office.now(application).version


def test_a_number_of_the_register_is_found_once(office):
    numbers = [e.register_number for e in office.file(office.granted(family=office.family())).entitlements]
    assert len(set(numbers)) == len(numbers) > 3
