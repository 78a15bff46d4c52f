"""恢复准予: how a grant ended does not stand by what an outside body did; it holds again, without a gap, and nobody is without an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application.clocks import STAY, Pause
from scoring.application.deadlines import local_day
from scoring.application.document import DocumentKind
from scoring.application.entitlement import EntitlementState
from scoring.application.notice import NoticeKind
from scoring.application.outside import CaseStepKind, Happened
from scoring.application.revocation import RevokingKind
from scoring.application.serving import ServiceChannel, Serving
from scoring.application.status import Act, Status
from scoring.casework.answer_revoking import record_revoking_answer
from scoring.casework.ask_review import record_review
from scoring.casework.lapse import lapse
from scoring.casework.look_up_document import look_up_document
from scoring.casework.messages import list_notices
from scoring.casework.own_queries import read_own_file
from scoring.casework.pauses import pauses_by_reference
from scoring.casework.read_document import list_documents
from scoring.casework.record_case import close_case
from scoring.casework.restore import restore
from scoring.casework.serve import serve
from scoring.casework.settle_revoking import revoke
from scoring.casework.stay_execution import lift_stay, stay_execution
from scoring.errors import InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from tests.casework import outside
from tests.casework.scenes import scene
from tests.casework.settling import OVER, remind, with_window
from tests.casework.stories import LATER, TIMING
from tests.casework.test_register import computed, stored, turn
from tests.casework.test_reviews import asking, opened
from tests.casework.test_revoking import act, content, granted_by_account, propose

LATE = OVER + timedelta(days=30)
THEN = LATER + timedelta(minutes=1)
"""The moment after what the body did was recorded."""


@scene
def revoked(office, application=None, at=LATER):
    """Give a file whose grant was revoked, and the revocation served."""
    application = application or office.granted(family=office.family())
    propose(office, application, at=at)
    act(office, record_revoking_answer, application, RevokingKind.WAIVED, "放弃听证。", at=at)
    act(office, revoke, application, by="head", reason="属实，予以撤销。", at=at)
    served(office, application, at)
    return office.now(application)


def served(office, application, at=LATER):
    found = list_documents(office.transaction, application.reference, officer=office.auditor)[-1].number
    office.seal(application, found, at=at)
    serving = Serving(found, ServiceChannel.POST, local_day(at), "EMS 1")
    known = (office.transaction, office.library, TIMING, office.shown(application))
    serve(*known, serving, officer=office.officer, at=at)


def lapsed(office, application=None):
    """Give a file that lapsed under rules with a time to be registered, and that is served."""
    timed = with_window(office)
    application = application or office.granted(family=office.family())
    remind(timed, application)
    known = (timed.transaction, timed.library, TIMING, timed.shown(application))
    lapse(*known, officer=timed.supervisor, at=OVER, reason="逾期未办理。")
    served(timed, application, OVER)
    return timed, timed.now(application)


def ended_by(office, application, outcome, at=LATER, n=1):
    """Record a case about how the grant ended, and its outcome."""
    day = local_day(at)
    outside.record(office, application, at=at, filed_on=day, learned_on=day, due=day)
    outside.do(office, close_case, application, outcome, happened=Happened(day, "3号", "撤销。"), at=at, n=n)


def back(office, application, *, by="supervisor", at=THEN, n=1, reason="依判决恢复。"):
    return restore(office.transaction, office.shown(application), n, officer=getattr(office, by), at=at, reason=reason)


@pytest.mark.parametrize("outcome", [CaseStepKind.ANNULLED, CaseStepKind.ANEW])
def test_a_revocation_that_does_not_stand_gives_everything_back_without_a_gap(office, outcome):
    application = office.granted(family=office.family())
    office.register(application, 0)
    turn(office, application, Act.END)  # which the revocation did not end, and nobody gives back
    before = stored(office, application)
    application = revoked(office, application)
    ended_by(office, application, outcome)
    assert office.file(application).pauses == ()
    [case] = office.file(application).cases
    assert (case.may_restore, case.ending.act, case.ending.undone_at) == (True, Act.REVOKE, None)
    assert back(office, application).status is Status.GRANTED
    assert stored(office, application) == before == computed(office, application)
    file = office.file(application)
    assert (file.events[-1].act, file.events[-1].facts["restored"]) == (Act.RESTORE, len(before) - 1)
    assert file.cases[0].may_restore is False
    ending, row = content(office, application, DocumentKind.REVOKED)
    grant, of_grant = content(office, application, DocumentKind.GRANTED)
    assert look_up_document(office.transaction, row.reference, ending["secret"]).holds == "undone"
    assert look_up_document(office.transaction, of_grant.reference, grant["secret"]).holds == "valid"
    with pytest.raises(MoveRefused):
        back(office, application)


def test_once_it_holds_again_it_can_be_revoked_as_for_the_first_time_and_restored_once_more(office):
    application = office.granted()
    office.register(application, 0)
    assert office.now(application).status is Status.SETTLED
    application = revoked(office, application)
    ended_by(office, application, CaseStepKind.ANEW)
    assert back(office, application).status is Status.SETTLED
    again = LATER + timedelta(minutes=2)
    application = revoked(office, application, again)
    with pytest.raises(NotAllowed, match="annulled"):
        back(office, application, at=again)  # the former case is about the former revocation
    ended_by(office, application, CaseStepKind.ANNULLED, again, n=2)
    assert back(office, application, n=2, by="head", at=again).status is Status.SETTLED
    assert stored(office, application) == computed(office, application)


def test_a_lapse_that_does_not_stand_gives_back_what_was_pending_and_the_days_between(office):
    application = office.granted(family=office.family())
    before = stored(office, application)
    timed, application = lapsed(office, application)
    after = OVER + timedelta(days=20)
    assert {entry.state for entry in timed.file(application).entitlements} == {EntitlementState.ENDED}
    ended_by(timed, application, CaseStepKind.ANNULLED, OVER)
    assert back(timed, application, at=after).status is Status.GRANTED
    assert stored(timed, application) == before
    between = Pause(local_day(OVER), local_day(after), STAY)
    assert between in timed.file(application).pauses
    assert between in pauses_by_reference(timed.transaction, [application.reference])[application.reference]
    known = (timed.transaction, timed.library, TIMING)
    with pytest.raises(NotAllowed, match="reminded"):  # who waited for the body has as long as after a last reminder
        lapse(*known, timed.shown(application), officer=timed.supervisor, at=after + timedelta(days=1), reason="逾期。")
    timed.register(application, 0)


def test_what_another_body_keeps_suspended_comes_back_suspended(office):
    application = outside.contested(office)
    office.register(application, 0)
    before = stored(office, application)
    application = revoked(office, office.now(application))
    outside.do(office, stay_execution, application, by="supervisor")
    ended_by(office, application, CaseStepKind.ANNULLED, n=2)
    back(office, application, n=2)
    states = {key: entry.state for key, entry in stored(office, application).items()}
    in_force = {key for key, entry in before.items() if entry.state is EntitlementState.IN_FORCE}
    assert in_force == {key for key, state in states.items() if state is EntitlementState.SUSPENDED}
    outside.do(office, lift_stay, application, by="supervisor")
    assert stored(office, application) == before


@pytest.mark.parametrize(("days", "is_overtaken"), [(-2, True), (0, True), (1, False)])
def test_a_suspension_recorded_after_a_lapse_takes_it_away_where_it_began_before(office, days, is_overtaken):
    timed = with_window(office)
    application = outside.contested(timed)
    timed, application = lapsed(timed, application)
    day = local_day(OVER) + timedelta(days=days)
    stay = {"by": "other_supervisor", "at": OVER + timedelta(days=2), "happened": Happened(day, "2号", "停止执行。")}
    outside.do(timed, stay_execution, application, **stay)
    [case] = timed.file(application).cases
    assert (case.contests, case.may_restore) == (None, is_overtaken)
    if not is_overtaken:
        with pytest.raises(NotAllowed, match="annulled"):
            back(timed, application, at=LATE)
        return
    with pytest.raises(NotAllowed, match="second_person"):
        back(timed, application, by="other_supervisor", at=LATE)
    assert back(timed, application, at=LATE).status is Status.GRANTED
    assert timed.file(application).cases[0].ending.undone_at == LATE
    found = {entry.state for entry in timed.file(application).entitlements}
    assert found == {EntitlementState.PENDING, EntitlementState.SUSPENDED}  # the right to be registered waits with the grant


def test_the_decision_itself_that_was_annulled_is_not_restored_by_that(office):
    """A case about the grant was open when the grant was revoked: nothing is to be decided any more, and nothing comes back."""
    application = outside.contested(office)
    application = revoked(office, application)
    outside.do(office, close_case, application, CaseStepKind.ANNULLED)
    assert office.file(application).cases[0].ending is None
    with pytest.raises(NotAllowed, match="annulled"):
        back(office, application)
    with pytest.raises(MoveRefused):
        record_review(*known_of(office, application), asking(()), officer=office.officer, at=LATER)


def known_of(office, application):
    return office.transaction, office.library, TIMING, office.shown(application)


def test_who_recorded_the_outcome_does_not_restore_by_it_and_the_case_must_be_there(office):
    application = revoked(office)
    day = local_day(LATER)
    outside.record(office, application, filed_on=day)
    with pytest.raises(NotAllowed, match="annulled"):
        back(office, application)
    happened = Happened(day, "3号", "撤销。")
    outside.do(office, close_case, application, CaseStepKind.ANNULLED, by="supervisor", happened=happened)
    shown = office.shown(application)
    for number, by, error, match in (
        (1, office.supervisor, NotAllowed, "second_person"),
        (2, office.head, NotFound, "case"),
        (1, office.officer, NotAllowed, "role"),
    ):
        with pytest.raises(error, match=match):
            restore(office.transaction, shown, number, officer=by, at=LATER, reason="依判决恢复。")
    with pytest.raises(InputRefused, match="by which decision"):
        back(office, application, by="head", reason=" ")
    with pytest.raises(Stale):
        restore(office.transaction, replace(shown, version=1), 1, officer=office.head, at=LATER, reason="依判决恢复。")
    assert office.now(application).status is Status.REVOKED


def test_who_applied_anew_meanwhile_closes_one_of_the_two_first(office):
    application = revoked(office)
    ended_by(office, application, CaseStepKind.ANNULLED)
    office.record(applicant=application.applicant)
    with pytest.raises(InputRefused, match="open application") as refused:
        back(office, application)
    assert refused.value.field == "reason"


def test_the_applicant_is_told_and_reads_why(office):
    applicant = granted_by_account(office)
    propose(office, applicant)
    act(office, record_revoking_answer, applicant, RevokingKind.WAIVED, "放弃听证。")
    act(office, revoke, applicant, by="head", reason="属实，予以撤销。")
    served(office, applicant)
    ended_by(office, applicant, CaseStepKind.ANNULLED)
    before = list_notices(office.transaction, applicant.holder).total
    back(office, applicant)
    found = list_notices(office.transaction, applicant.holder)
    assert (found.total, found.items[0].kind) == (before + 1, NoticeKind.CASE)
    own = read_own_file(office.transaction, applicant.reference, holder=applicant.holder)
    assert (own.steps[-1].act, own.steps[-1].words, own.cases[0].ending.undone_at) == (Act.RESTORE, "依判决恢复。", THEN)


def test_what_is_ordered_anew_of_a_settled_file_is_reviewed_and_only_that(office):
    application = office.granted()
    office.register(application, 0)
    application = outside.contested(office, application)
    assert application.status is Status.SETTLED
    with pytest.raises(NotAllowed, match="reviewable"):
        record_review(*known_of(office, application), asking(()), officer=office.officer, at=LATER)
    outside.do(office, close_case, application, CaseStepKind.ANEW)
    record_review(*known_of(office, application), asking(()), officer=office.officer, at=LATER)
    version = opened(office, application)
    assert version.replaces.reference == application.reference
