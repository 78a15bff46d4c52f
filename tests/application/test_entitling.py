"""A grant gives every entitlement to those it is meant for, from the day it starts."""

from datetime import date

import pytest

from scoring.application.entitlement import EntitlementState
from scoring.application.entitling import PENDING, Held, Standing, Turn, at_decision, entries, following, in_force, rebuilt
from scoring.application.identity import IdentityNumber
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.status import Act
from scoring.policy.selection import Entitlement
from scoring.policy.wording import text

NUMBER = IdentityNumber("440106198702010008")
ON = date(2026, 3, 2)


def entitlement(name, *beneficiaries, starts="registration", valid_for="", apply_within=""):
    return Entitlement(
        id=name,
        label=text(name),
        service="other",
        confers="treatment",
        beneficiaries=beneficiaries,
        when=None,
        starts=starts,
        valid_for=valid_for,
        apply_within=apply_within,
    )


def test_each_person_gets_what_names_their_relation_in_the_order_of_the_policy():
    people = (Applicant("王", NUMBER), FamilyMember("spouse", "李", NUMBER), FamilyMember("child", "王", NUMBER))
    housing, school = entitlement("housing", "applicant", "spouse"), entitlement("school", "child")
    assert [(n, e.id) for n, e in entries([school, housing], people)] == [(0, "housing"), (1, "housing"), (2, "school")]


def test_what_starts_with_the_registration_waits_for_it():
    assert at_decision(entitlement("school", "child", valid_for="12 months"), ON) == PENDING
    assert PENDING.state is EntitlementState.PENDING
    assert PENDING.since is None


def test_what_starts_with_the_decision_is_in_force_at_once():
    standing = at_decision(entitlement("residence", "applicant", starts="decision", apply_within="24 months"), ON)
    assert (standing.state, standing.since, standing.until, standing.apply_until) == (
        EntitlementState.IN_FORCE,
        ON,
        None,
        date(2028, 3, 2),
    )


def test_a_limited_entitlement_ends():
    assert in_force(ON, "12 months", "").until == date(2027, 3, 2)


def test_computed_anew_what_is_over_ended_on_its_last_day():
    limited = entitlement("residence", "applicant", starts="decision", valid_for="30 days")
    last = date(2026, 4, 1)
    for day, state in ((last, EntitlementState.IN_FORCE), (date(2026, 4, 2), EntitlementState.ENDED)):
        found = rebuilt([limited], (Applicant("王", NUMBER),), ON, [Turn(Act.NOTE, ON), Turn(Act.RUN_OUT, day)])
        assert found == {(0, "residence"): Standing(state, ON, last)}


HAD = Standing(EntitlementState.SUSPENDED, date(2025, 1, 1), date(2027, 1, 1), None)
OVER = Standing(EntitlementState.ENDED, date(2025, 1, 1), date(2025, 6, 1), None)


@pytest.mark.parametrize(
    ("before", "registered", "starts", "expected"),
    [
        (HAD, True, "registration", HAD),
        (OVER, True, "registration", OVER),
        (PENDING, False, "registration", PENDING),
        (None, False, "registration", PENDING),
        (None, True, "registration", Standing(EntitlementState.IN_FORCE, ON, date(2027, 3, 2))),
        (None, False, "decision", Standing(EntitlementState.IN_FORCE, ON, date(2027, 3, 2))),
    ],
)
def test_where_a_decision_takes_another_s_place_what_somebody_had_goes_on(before, registered, starts, expected):
    one = entitlement("school", "applicant", starts=starts, valid_for="12 months")
    held = Held({} if before is None else {(0, "school"): before}, frozenset({0} if registered else ()))
    assert following(one, 0, ON, held) == expected
    assert rebuilt([one], (Applicant("王", NUMBER),), ON, [Turn(Act.NOTE, ON)], held) == {(0, "school"): expected}


def test_what_a_superseded_decision_gave_ends_on_that_day():
    one = entitlement("residence", "applicant", starts="decision")
    found = rebuilt([one], (Applicant("王", NUMBER),), ON, [Turn(Act.SUPERSEDE, date(2026, 4, 1))])
    assert found == {(0, "residence"): Standing(EntitlementState.ENDED, ON, date(2026, 4, 1))}
