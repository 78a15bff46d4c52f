"""行政复议、行政诉讼: a served decision before an outside body: recorded, answered, suspended, proven; and until when it can go there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scoring.application.desk import Flag
from scoring.application.document import DocumentKind
from scoring.application.due import Timing
from scoring.application.entitlement import EntitlementState
from scoring.application.guards import Guard
from scoring.application.notice import NoticeKind
from scoring.application.outside import (
    CaseKind,
    CaseStep,
    CaseStepKind,
    Happened,
    OutsideCase,
    case_clocks,
    contested_days,
    first_answer_due,
)
from scoring.application.procedure import ways_of
from scoring.application.revocation import RevokingKind
from scoring.application.status import Act, Status
from scoring.application.working_days import WorkingDays
from scoring.casework.answer_revoking import record_revoking_answer
from scoring.casework.export_case import export_case
from scoring.casework.lateness import late_under, recorded_days
from scoring.casework.legal_hold import is_held
from scoring.casework.lines import ApplicationSearch
from scoring.casework.messages import list_notices
from scoring.casework.queries import read_file
from scoring.casework.read_document import documents_of
from scoring.casework.record_case import answer_body, close_case, record_order
from scoring.casework.second_look import read_second_look
from scoring.casework.settle_revoking import revoke
from scoring.casework.stay_execution import lift_stay, stay_execution
from scoring.casework.turn_entitlement import Chosen, turn_entitlement
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, NotFound
from scoring.policy.procedure import Duration, Procedure
from tests.casework import originals
from tests.casework.filings import Applying, new_holder
from tests.casework.outside import FILED, HAPPENED, TODAY, contested, do, record, served
from tests.casework.stories import AT, GRANT, LATER, REFUSE, TIMING, every_line
from tests.casework.test_originals import confirm
from tests.casework.test_revoking import act, propose
from tests.casework.versions import amended, corrected

DAY = timedelta(days=1)


def case_of(office, application):
    return office.file(application).cases[-1]


def by_account(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.grant(office.recommend(office.verify(applicant.accept()), GRANT))
    return applicant


def flagged(office, flag, **search):
    return {line.reference for line in every_line(office.transaction, ApplicationSearch(flag=flag, **search), office.auditor)}


def test_a_case_is_recorded_told_and_keeps_the_file(office):
    applicant = by_account(office)
    application = contested(office, applicant)
    [case] = applicant.own().cases
    assert (case.kind, case.organ, case.by, case.filed_on) == (CaseKind.RECONSIDERATION, "广州市人民政府", "", FILED)
    assert list_notices(office.transaction, applicant.holder).items[0].kind is NoticeKind.CASE
    assert case.due == date(2026, 4, 13)
    assert applicant.reference in flagged(office, Flag.RECONSIDERATION)
    assert applicant.reference not in flagged(office, Flag.LITIGATION)
    with office.transaction() as session:
        assert is_held(session, application.id)
    do(office, close_case, application, CaseStepKind.WITHDRAWN)
    [step] = applicant.own().cases[0].steps
    assert (step.by, step.words) == ("", HAPPENED.words)
    with office.transaction() as session:
        assert not is_held(session, application.id)
    assert applicant.reference not in flagged(office, Flag.RECONSIDERATION)


def test_the_office_answers_in_time_or_is_overdue(office):
    application = contested(office, kind=CaseKind.LITIGATION)
    assert application.reference in flagged(office, Flag.LITIGATION)
    until = case_of(office, application).due

    def late(day):
        return flagged(office, None, late=late_under(office.library, TIMING, day))

    assert application.reference not in late(until)
    assert application.reference in late(until + DAY)
    [waiting] = [each for each in TIMING.waiting(application.status, Procedure(), {"case_answer": until}) if each.day == until]
    assert waiting.kind == "case_answer"
    do(office, answer_body, application)
    assert application.reference not in late(until + DAY)
    assert case_of(office, application).is_answered


def test_the_first_answer_that_is_due_counts(office):
    application = contested(office, due=TODAY + 9 * DAY)
    record(office, application, due=TODAY + 3 * DAY)
    assert first_answer_due(office.file(application).cases) == TODAY + 3 * DAY
    do(office, answer_body, application, n=2)
    do(office, close_case, application, CaseStepKind.WITHDRAWN)
    assert first_answer_due(office.file(application).cases) is None


def test_the_bodys_own_last_day_goes_before_the_offices_term(office):
    assert case_of(office, contested(office, due=TODAY + 3 * DAY)).due == TODAY + 3 * DAY
    application = served(office)
    record(office, application, timing=replace(TIMING, defaults=Procedure()))
    assert case_of(office, application).due is None
    with pytest.raises(CalendarUnknown):
        record(office, application, timing=Timing(TIMING.defaults, WorkingDays({})))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("organ", " "),
        ("organ", "字" * 201),
        ("case_number", ""),
        ("asked", " "),
        ("filed_on", None),
        ("filed_on", TODAY + DAY),
        ("learned_on", None),
        ("learned_on", FILED - DAY),
        ("due", TODAY - DAY),
    ],
)
def test_what_is_wrong_with_a_case_is_named(office, field, wrong):
    application = served(office)
    with pytest.raises(InputRefused) as refused:
        record(office, application, **{field: wrong})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "happened"),
    [
        ("on", replace(HAPPENED, on=None)),
        ("on", replace(HAPPENED, on=FILED - DAY)),
        ("on", replace(HAPPENED, on=TODAY + DAY)),
        ("document", replace(HAPPENED, document=" ")),
        ("words", replace(HAPPENED, words=" ")),
    ],
)
def test_what_is_wrong_with_a_step_is_named(office, field, happened):
    application = contested(office)
    with pytest.raises(InputRefused) as refused:
        do(office, answer_body, application, happened=happened)
    assert refused.value.field == field


def test_an_order_needs_no_number_and_an_outcome_is_one_of_four(office):
    application = contested(office)
    do(office, record_order, application, happened=Happened(TODAY, "", "电话通知调卷。"))
    assert case_of(office, application).steps[0].document == ""
    with pytest.raises(InputRefused):
        do(office, close_case, application, "order")
    with pytest.raises(NotFound):
        do(office, record_order, application, n=2)


def states(office, application):
    return {entry.entitlement: entry.state for entry in office.file(application).entitlements}


def test_what_the_body_suspends_is_suspended_in_the_register_and_resumed_alone(office):
    application = office.granted()
    office.register(application, 0)
    application = contested(office, application)
    before = states(office, application)
    one = next(name for name, state in before.items() if state is EntitlementState.IN_FORCE)
    common = {"officer": office.supervisor, "at": LATER, "reason": "核查"}
    turn_entitlement(office.transaction, office.shown(application), Chosen(0, one, Act.SUSPEND), **common)
    do(office, stay_execution, application, by="supervisor")
    assert EntitlementState.IN_FORCE not in states(office, application).values()
    assert case_of(office, application).is_stayed
    do(office, close_case, application, CaseStepKind.UPHELD)
    do(office, lift_stay, application, by="supervisor")
    assert states(office, application) == {**before, one: EntitlementState.SUSPENDED}
    assert not case_of(office, application).is_stayed


def test_what_two_bodies_suspended_goes_on_only_once_both_let_it(office):
    application = office.granted()
    office.register(application, 0)
    application = contested(office, application)
    before = states(office, application)
    record(office, application, kind=CaseKind.LITIGATION)
    for number in (1, 2):
        do(office, stay_execution, application, by="supervisor", n=number)
    do(office, lift_stay, application, by="supervisor")
    assert office.file(application).events[-1].facts["resumed"] == 0
    assert EntitlementState.IN_FORCE not in states(office, application).values()
    do(office, lift_stay, application, by="supervisor", n=2)
    assert states(office, application) == before


def test_a_refusal_is_suspended_too_and_turns_nothing(office):
    recommended = office.recommended(REFUSE)
    office.refuse(recommended)
    application = contested(office, recommended)
    do(office, stay_execution, application, by="supervisor")
    assert office.file(application).events[-1].facts["suspended"] == 0


def test_the_proof_is_taken_for_the_body_and_the_journal_keeps_its_digest(office):
    application = contested(office)
    taken = export_case(office.transaction, office.shown(application), 1, officer=office.officer, at=LATER)
    assert taken.digest == hashlib.sha256(taken.content).hexdigest()
    assert office.file(application).events[-1].facts["digest"] == taken.digest
    step = case_of(office, application).steps[-1]
    assert (step.kind, taken.digest in step.words) == (CaseStepKind.EXPORTED, True)
    assert taken.content[:2] == b"PK"


def clocks(days, cases=(), today=TODAY, defaults=TIMING.defaults, procedure=None):
    rules = procedure or Procedure()
    timing = replace(TIMING, defaults=defaults)
    found = case_clocks(ways_of(rules, defaults), rules, days, cases, timing, today)
    return [(clock.kind.value, clock.state, clock.due.day, clock.is_after) for clock in found]


def decided(kind, on=TODAY):
    step = CaseStep(1, kind, AT, "", on, "1号", "维持")
    return OutsideCase(1, CaseKind.RECONSIDERATION, AT, "", on, on, None, "", "", "", (step,))


def test_both_times_run_from_service_and_are_not_known_before():
    assert clocks({"decision": date(2026, 1, 5)}) == [
        ("reconsideration", "unserved", date(2026, 3, 6), False),
        ("litigation", "unserved", date(2026, 7, 6), False),
    ]
    days = {"decision": date(2025, 12, 1), "service": date(2025, 12, 3)}
    assert clocks(days) == [
        ("reconsideration", "over", date(2026, 2, 2), False),
        ("litigation", "runs", date(2026, 6, 3), False),
    ]
    assert [state for _, state, _, _ in clocks({})] == ["unserved", "unserved"]


def test_what_cannot_be_counted_is_said():
    without = replace(TIMING.defaults, remedies=tuple(replace(each, within=None) for each in TIMING.defaults.remedies))
    assert {state for _, state, _, _ in clocks({"service": TODAY}, defaults=without)} == {"no_term"}
    far = tuple(replace(each, within=Duration(60, "days", "hearing")) for each in TIMING.defaults.remedies)
    found = clocks({"service": TODAY}, defaults=replace(TIMING.defaults, remedies=far))
    assert {state for _, state, _, _ in found} == {"unknown"}


def revoked(office, application):
    """Revoke a grant; give the number of the document by which it was."""
    propose(office, application)
    act(office, record_revoking_answer, application, RevokingKind.WAIVED, "放弃听证。")
    act(office, revoke, application, by="head", reason="属实，予以撤销。")
    with office.transaction() as session:
        [number] = [each.number for each in documents_of(session, application) if each.kind is DocumentKind.REVOKED]
    return number


def test_of_a_grant_that_was_revoked_the_revocation_is_contested_from_its_own_service(office):
    application = served(office)
    number = revoked(office, application)

    def since():
        with office.transaction() as session:
            return contested_days(Status.REVOKED, recorded_days(session, application.id))

    assert since().keys().isdisjoint({"decision", "service"})
    assert office.file(application).closing_served_on is None
    assert {state for _, state, _, _ in clocks(since())} == {"unserved"}
    office.seal(application, number)
    office.serve(application, number)
    assert since()["service"] == office.file(application).closing_served_on == TODAY
    assert {state for _, state, _, _ in clocks(since())} == {"runs"}
    assert contested_days(Status.GRANTED, {"service": TODAY}) == {"service": TODAY}


def test_a_revocation_can_be_contested_though_no_service_of_the_grant_is_recorded(office):
    application = office.granted()
    number = revoked(office, application)
    office.seal(application, number)
    office.serve(application, number)
    record(office, application)
    assert case_of(office, application).outcome is None


def test_after_reconsideration_one_may_go_to_court_once_more():
    days = {"decision": AT.date(), "service": AT.date()}
    found = clocks(days, (decided(CaseStepKind.UPHELD, date(2026, 3, 2)),), AT.date())
    assert found[-1] == ("litigation", "runs", date(2026, 3, 17), True)
    assert len(clocks(days, (decided(CaseStepKind.WITHDRAWN),))) == 2
    none = replace(TIMING.defaults, remedies=())
    assert clocks(days, (decided(CaseStepKind.UPHELD),), defaults=none) == []


def forbidden(office, version):
    """What the page of the decision offers, each with what forbids it."""
    known = (office.transaction, office.library, version.reference)
    look = read_second_look(*known, officer=office.supervisor, today=TODAY)
    return {choice.act: choice.why for choice in look.choices}


def test_while_a_body_keeps_a_decision_suspended_no_other_takes_its_place(office):
    older = contested(office)
    do(office, stay_execution, older, by="supervisor")
    version = amended(office, corrected(office, older))
    ready = office.recommend(office.verify(office.now(version)))
    assert forbidden(office, ready) == {Act.APPROVE_GRANT: None, Act.REFUSE: Guard.EFFECTIVE, Act.RETURN: None}
    with pytest.raises(NotAllowed) as refused:
        office.grant(ready)
    assert forbidden(office, ready) == {Act.GRANT: Guard.EFFECTIVE, Act.RETURN: None}
    assert (refused.value.act, refused.value.why) == (Act.SUPERSEDE, Guard.EFFECTIVE)
    assert office.now(older).status is Status.GRANTED
    do(office, lift_stay, older, by="supervisor")
    assert forbidden(office, ready) == {Act.GRANT: None, Act.RETURN: None}
    office.grant(office.now(version))
    assert office.now(older).status is Status.SUPERSEDED
    superseded_is_suspended_by_its_version(office, older, version)


def superseded_is_suspended_by_its_version(office, older, version):
    """What a body suspends of the older decision is recorded on the version, though that is not served itself."""
    assert Act.STAY not in read_file(office.transaction, older.reference, officer=office.supervisor).application.acts
    with pytest.raises(MoveRefused):
        do(office, stay_execution, older, by="supervisor")
    file = office.file(version)
    assert (file.served_on, file.was_served) == (None, True)
    office.register(version, 0)
    record(office, version)
    do(office, stay_execution, version, by="supervisor")
    assert EntitlementState.IN_FORCE not in states(office, version).values()
    do(office, close_case, older, CaseStepKind.UPHELD)


def not_accepted(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    applicant.propose()
    applicant.not_accept()
    return office.now(applicant)


def forfeited(office):
    seeing = originals.with_originals(office)
    found = originals.proposed(seeing)
    confirm(seeing, found)
    return seeing.now(found)


@pytest.mark.parametrize("closed", [not_accepted, forfeited])
def test_what_was_closed_without_a_decision_is_contested_from_the_service_of_its_own_document(office, closed):
    application = closed(office)
    with office.transaction() as session:
        number = documents_of(session, application)[-1].number
        before = contested_days(application.status, recorded_days(session, application.id))
    assert {state for _, state, _, _ in clocks(before)} == {"unserved"}
    with pytest.raises(NotAllowed, match="decision_served"):
        record(office, application)
    office.seal(application, number)
    office.serve(application, number)
    with office.transaction() as session:
        days = contested_days(application.status, recorded_days(session, application.id))
    assert {state for _, state, _, _ in clocks(days)} == {"runs"}
    record(office, application)
    do(office, answer_body, application)
    do(office, stay_execution, application, by="supervisor")
    do(office, lift_stay, application, by="supervisor")
    assert application.reference in flagged(office, Flag.RECONSIDERATION)
    with office.transaction() as session:
        assert is_held(session, application.id)
    do(office, close_case, application, CaseStepKind.ANEW)
    assert office.now(application).status is application.status
