"""A supervisor agrees to a grant before it is made; until then it can be returned, and neither withdrawn nor changed nor refused."""

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.status import UNDECIDED, Act, Part, Status
from scoring.casework.approve_grant import approve_grant
from scoring.casework.declare_interest import declare_interest
from scoring.casework.grant import grant
from scoring.casework.own_queries import read_own_file
from scoring.casework.return_application import return_application
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from tests.casework.filings import Applying, new_holder
from tests.casework.points_first import approved as approved_points
from tests.casework.points_first import points_first, recommended
from tests.casework.stories import AT, GRANT, LATER, REFUSE, TIMING, TOO_FEW
from tests.casework.test_amend_facts import amend

ACTS = {Act.APPROVE_GRANT: ("recommended", approve_grant), Act.GRANT: ("approved", grant)}


def act(office, which, application, by=None, **changes):
    shown = replace(office.shown(application), **changes)
    given = {"officer": by or office.supervisor, "at": LATER, "reason": "同意初审意见。"}
    return ACTS[which][1](office.transaction, office.library, TIMING, shown, **given)


def send_back(office, application, by=None):
    shown = office.shown(application)
    return return_application(
        office.transaction, shown, officer=by or office.supervisor, at=LATER, redo="公示期内另有线索，请核实。"
    )


def test_an_approval_names_both_people_and_the_package(office):
    application = office.recommended()
    approval = act(office, Act.APPROVE_GRANT, application)
    file = office.file(application)
    assert (file.application.status, file.application.version) == (Status.APPROVED_PENDING, application.version + 1)
    assert approval == file.agreed
    assert (approval.maker, approval.checker, approval.at) == ("officer", "supervisor", LATER)
    assert (approval.recommendation, approval.package) == (1, file.recommendation.package)
    assert file.application.parts[office.supervisor.account_id] is Part.CHECKER
    event = file.events[-1]
    assert (event.act, event.note, event.facts["package"]) == (Act.APPROVE_GRANT, "同意初审意见。", approval.package)
    assert file.decision is None
    assert file.entitlements == ()


@pytest.mark.parametrize("who", ["supervisor", "other_supervisor"])
def test_who_approved_or_another_supervisor_grants(office, who):
    application = office.approved()
    decision = act(office, Act.GRANT, application, by=getattr(office, who))
    file = office.file(application)
    assert (decision.kind, decision.maker, decision.checker) == ("granted", "officer", who)
    assert (file.agreed.checker, file.application.status) == ("supervisor", Status.GRANTED)


@pytest.mark.parametrize("which", ACTS)
@pytest.mark.parametrize("who", ["officer", "other_officer", "auditor"])
def test_no_other_role_approves_or_grants(office, which, who):
    application = getattr(office, ACTS[which][0])()
    with pytest.raises(NotAllowed) as refused:
        act(office, which, application, by=getattr(office, who))
    assert refused.value.why == Guard.ROLE
    assert office.now(application).status is application.status


@pytest.mark.parametrize("which", ACTS)
@pytest.mark.parametrize("who", ["policy_staff", "administrator"])
def test_for_who_sees_no_file_there_is_none_to_approve_or_grant(office, which, who):
    with pytest.raises(NotFound):
        act(office, which, getattr(office, ACTS[which][0])(), by=getattr(office, who))


@pytest.mark.parametrize("which", ACTS)
def test_the_maker_neither_approves_nor_grants(office, which):
    application = office.recommend(office.verified(by=office.both), by=office.both)
    if which is Act.GRANT:
        office.approve(application)
    with pytest.raises(NotAllowed) as refused:
        act(office, which, application, by=office.both)
    assert refused.value.why == Guard.ONE_PART


@pytest.mark.parametrize("which", ACTS)
def test_from_no_other_status_is_it_approved_or_granted(office, which):
    others = {
        "record": office.record,
        "recommended": office.recommended,
        "approved": office.approved,
        "granted": office.granted,
        "refused": lambda: refused_one(office),
    }
    for begin, make in others.items():
        if begin != ACTS[which][0]:
            application = make()
            with pytest.raises(MoveRefused):
                act(office, which, application)
            assert office.now(application).status is application.status


def refused_one(office):
    application = office.recommended(REFUSE, facts=TOO_FEW)
    office.refuse(application)
    return office.now(application)


@pytest.mark.parametrize("which", ACTS)
@pytest.mark.parametrize("changes", [{"version": 1}, {"package": "0" * 64}])
def test_only_what_was_displayed_is_approved_and_granted(office, which, changes):
    application = getattr(office, ACTS[which][0])()
    with pytest.raises(Stale):
        act(office, which, application, **changes)
    assert office.now(application).status is application.status


def test_nobody_approves_a_grant_that_was_not_proposed_or_without_a_word(office):
    with pytest.raises(NotAllowed) as refused:
        office.approve(office.recommended(REFUSE, facts=TOO_FEW))
    assert refused.value.why == Guard.PROPOSED
    with pytest.raises(InputRefused) as empty:
        office.approve(office.recommended(), reason=" ")
    assert empty.value.field == "reason"


def test_what_is_approved_is_returned_with_reasons_and_both_look_again(office):
    application = office.approved()
    returned = send_back(office, application)
    assert (returned.status, returned.redo) == (Status.ACCEPTED, "公示期内另有线索，请核实。")
    assert office.file(returned).agreed is None
    again = office.recommend(office.verify(returned), GRANT)
    assert office.file(again).agreed is None, "the approval was of another recommendation"
    with pytest.raises(MoveRefused):
        act(office, Act.GRANT, again)
    office.approve(again)
    assert office.file(again).agreed.recommendation == 2
    assert office.grant(again).kind == "granted"


def test_of_what_is_approved_no_fact_changes_and_nobody_refuses_it(office):
    application = office.approved()
    for change in (lambda: amend(office, application), lambda: office.refuse(application), lambda: office.recommend(application)):
        with pytest.raises((MoveRefused, Stale)):
            change()
    assert office.now(application).status is Status.APPROVED_PENDING


def test_an_applicant_does_not_withdraw_what_is_approved_and_reads_no_step_of_it(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.approve(office.recommend(office.verify(applicant.accept())))
    with pytest.raises(MoveRefused):
        applicant.withdraw()
    own = read_own_file(office.transaction, applicant.reference, holder=applicant.holder)
    assert (own.status, own.acts) == (Status.APPROVED_PENDING, ())
    assert [step.act for step in own.steps] == [Act.SUBMIT, Act.ACCEPT]


def test_points_by_which_an_approved_application_goes_are_not_withdrawn(office):
    first = points_first(office)
    record = approved_points(first)
    applicant = recommended(first, record)
    first.approve(applicant)
    assert first.file(applicant).application.status in UNDECIDED
    with pytest.raises(InputRefused, match="Withdraw the application first"):
        record.withdraw()
    first.grant(applicant)
    record.withdraw()


@pytest.mark.parametrize("status", ["recommended", "approved"])
def test_who_declared_an_interest_signs_nothing(office, status):
    application = getattr(office, status)()
    common = {"officer": office.other_supervisor, "at": AT, "reason": "亲属"}
    declare_interest(office.transaction, office.shown(application), **common)
    which = Act.APPROVE_GRANT if status == "recommended" else Act.GRANT
    with pytest.raises(NotAllowed) as refused:
        act(office, which, application, by=office.other_supervisor)
    assert refused.value.why == Guard.NO_INTEREST
