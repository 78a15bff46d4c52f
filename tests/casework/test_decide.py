"""A supervisor grants or refuses exactly what was displayed; the decision keeps what it rests on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from scoring.application.entitlement import EntitlementState
from scoring.application.moves import Guard
from scoring.application.status import Status
from scoring.casework.approve_grant import approve_grant
from scoring.casework.grant import grant
from scoring.casework.queries import read_decision
from scoring.casework.refuse import refuse
from scoring.errors import InputRefused, MoveRefused, NotAllowed, OrgansUnnamed, PolicyChanged, Stale
from scoring.policy.library import Library
from scoring.policy.procedure import Procedure
from tests.casework.stories import AT, FACTS, ON, REFUSE, TIMING, TOO_FEW, changed_rounds


def test_a_grant_pins_and_keeps_everything(office):
    application = office.recommended(family=office.family())
    decision = office.grant(application, reason="  准予入户。 ")
    file = office.file(application)
    assert file.application.status is Status.GRANTED
    assert decision == file.decision == read_decision(office.transaction, decision.reference, officer=office.auditor)
    assert (decision.reference, decision.application) == (f"{application.reference}-D", application.reference)
    assert (decision.kind, decision.reason, decision.published_list) == ("granted", "准予入户。", "2025年度入围名单")
    assert (decision.maker, decision.checker, decision.at, decision.on) == ("officer", "supervisor", AT, ON)
    assert (decision.outcome, Decimal(decision.total)) == ("eligible", 230)
    assert decision.pin == file.assessments[0].pin
    assert (decision.facts, decision.document) == (FACTS, file.assessments[0].document)
    assert decision.package == file.recommendation.package
    assert file.events[-1].facts["decision"] == decision.reference


def test_a_grant_lists_what_it_unlocks_for_each_person(office):
    file = office.file(office.granted(family=office.family()))
    entries = {(entry.person, entry.entitlement): entry for entry in file.entitlements}
    assert {who for who, _ in entries} == {0, 1, 2}
    assert {name for who, name in entries if who == 2} == {
        "family_registration",
        "schooling",
        "public_rental_housing",
        "resident_medical_insurance",
    }
    school = entries[2, "schooling"]
    assert (school.state, school.since, school.beneficiary, school.relation) == (EntitlementState.PENDING, None, "王*", "child")
    assert school.confers == "right_to_apply"
    assert school.label.say("en") == "Nearby school place as a registered child"
    assert school.granted_by.say("zh") == "区教育局"
    assert (school.application, school.decision) == (file.application.reference, file.decision.reference)
    registration = entries[0, "registration"]
    assert (registration.starts, registration.state, registration.since) == ("decision", EntitlementState.IN_FORCE, ON)
    assert {entry.state for entry in file.entitlements if entry.starts == "registration"} == {EntitlementState.PENDING}


def test_a_refusal_unlocks_nothing(office):
    application = office.recommended(REFUSE, facts=TOO_FEW)
    decision = office.refuse(application, reason="总积分低于标准分值。")
    file = office.file(application)
    assert (file.application.status, decision.kind, file.entitlements) == (Status.REFUSED, "refused", ())
    assert (decision.outcome, decision.reason) == ("below_threshold", "总积分低于标准分值。")


def test_a_supervisor_may_refuse_what_was_proposed_to_be_granted(office):
    assert office.refuse(office.recommended()).kind == "refused"


def test_nobody_grants_what_the_maker_did_not_propose(office):
    with pytest.raises(NotAllowed) as refused:
        office.grant(office.recommended(REFUSE))
    assert refused.value.why == Guard.PROPOSED


@pytest.mark.parametrize("decide", ["grant", "refuse"])
def test_the_maker_never_decides(office, decide):
    for application in (
        office.recommend(office.verify(office.record(by=office.both))),
        office.recommend(office.verified(by=office.both), by=office.both),
    ):
        with pytest.raises(NotAllowed) as refused:
            getattr(office, decide)(application, by=office.both)
        assert refused.value.why == Guard.ONE_PART


@pytest.mark.parametrize("decide", ["grant", "refuse"])
@pytest.mark.parametrize("who", ["officer", "other_officer", "auditor"])
def test_only_a_supervisor_decides(office, decide, who):
    with pytest.raises(NotAllowed) as refused:
        getattr(office, decide)(office.recommended(), by=getattr(office, who))
    assert refused.value.why == Guard.ROLE


STEPS = [("approved", grant), ("recommended", approve_grant), ("recommended", refuse)]
"""Every act that a supervisor signs, with where it begins."""


@pytest.mark.parametrize(("begin", "decide"), STEPS)
@pytest.mark.parametrize("changes", [{"version": 1}, {"package": "0" * 64}, {"package": ""}])
def test_only_what_was_displayed_can_be_decided(office, begin, decide, changes):
    application = getattr(office, begin)()
    shown = replace(office.shown(application), **changes)
    with pytest.raises(Stale):
        decide(office.transaction, office.library, TIMING, shown, officer=office.supervisor, at=AT, reason="见名单")
    assert office.now(application) == replace(application, redo="")


@pytest.mark.parametrize("decide", ["grant", "refuse"])
def test_a_decision_has_its_reasons(office, decide):
    with pytest.raises(InputRefused) as refused:
        getattr(office, decide)(office.recommended(), reason=" \n ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("decide", ["grant", "refuse"])
def test_what_is_decided_is_not_decided_again(office, decide):
    with pytest.raises(MoveRefused):
        getattr(office, decide)(office.granted())


def library_with(office, **changes):
    return Library([replace(office.library.find("guangzhou", "2025"), **changes)])


@pytest.mark.parametrize(("begin", "decide"), STEPS)
def test_a_result_that_is_not_the_recommended_one_is_not_decided(office, begin, decide):
    """Here a figure of the round changed after the recommendation: the file goes back to the maker."""
    library = library_with(office, rounds=changed_rounds(office))
    application = getattr(office, begin)()
    with pytest.raises(NotAllowed) as refused:
        decide(office.transaction, library, TIMING, office.shown(application), officer=office.supervisor, at=AT, reason="见名单")
    assert refused.value.why == Guard.SAME_AGAIN


def test_a_completed_round_does_not_stop_a_decision(office):
    """Its cut-off was added after the recommendation; the points are the same, and the pin stays that of the recommendation."""
    policy, application = office.library.find("guangzhou", "2025"), office.approved()
    library = library_with(office, rounds=tuple(replace(r, digest="f" * 64) for r in policy.rounds))
    shown = office.shown(application)
    decision = grant(office.transaction, library, TIMING, shown, officer=office.supervisor, at=AT, reason="见名单")
    assert decision.pin == office.file(application).assessments[0].pin


@pytest.mark.parametrize(("begin", "decide"), STEPS)
def test_only_the_pinned_policy_decides(office, begin, decide):
    library, application = library_with(office, digest="0" * 64), getattr(office, begin)()
    with pytest.raises(PolicyChanged):
        decide(office.transaction, library, TIMING, office.shown(application), officer=office.supervisor, at=AT, reason="见名单")


def test_a_name_changed_behind_the_back_stops_the_decision(office):
    """The names are under the hash that was displayed: other names, no decision."""
    application = office.recommended(family=office.family())
    with office.transaction() as session:
        statement = "UPDATE persons SET relation = 'child' WHERE application_id = :id AND number = 1"
        session.execute(sa.text(statement), {"id": application.id})
    with pytest.raises(NotAllowed) as refused:
        office.grant(application)
    assert refused.value.why == Guard.SAME_AGAIN


def test_a_decision_stands_on_the_day_of_the_office(office):
    """Half past one in the night of 2 March UTC is still that day in Shanghai; the registration right starts on it."""
    assert office.file(office.granted()).entitlements[0].since == date(2026, 3, 2)


def test_what_the_rules_do_not_name_is_said_with_its_place(office):
    shown, nobody = office.shown(office.recommended(REFUSE)), replace(TIMING, defaults=Procedure())
    with pytest.raises(OrgansUnnamed, match=r"procedure\.remedies.* guangzhou@2025 or in office_defaults\.yaml"):
        refuse(office.transaction, office.library, nobody, shown, officer=office.supervisor, at=AT, reason="不符合")
