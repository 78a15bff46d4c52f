"""拟撤销, 听证, 撤销: what was found is told, the applicant is heard, and two people sign before a grant ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.desk import Flag
from scoring.application.document import DocumentKind
from scoring.application.entitlement import EntitlementState
from scoring.application.moves import Guard
from scoring.application.notice import NoticeKind
from scoring.application.retention import CLASSES
from scoring.application.revocation import Findings, Ground, Hearing, RevokingKind, hearing_until
from scoring.application.status import Act, Status
from scoring.application.working_days import WorkingDays
from scoring.casework.answer_revoking import answer_revoking, record_revoking_answer
from scoring.casework.hear_revoking import record_revoking_hearing
from scoring.casework.issue import document_place
from scoring.casework.lapse import lapse
from scoring.casework.lines import ApplicationSearch
from scoring.casework.look_up_document import look_up_document
from scoring.casework.messages import list_notices
from scoring.casework.own_queries import read_own_file
from scoring.casework.propose_revoking import propose_revoking
from scoring.casework.revocation_queries import read_own_revocations, read_revocations
from scoring.casework.settle_revoking import drop_revoking, revoke
from scoring.errors import InputRefused, MoveRefused, NotAllowed
from scoring.policy.library import Library
from scoring.policy.procedure import Duration
from scoring.records.documents import DocumentRow
from scoring.records.sealing import seal_of
from tests.casework.filings import Applying, new_holder
from tests.casework.scenes import scene
from tests.casework.settling import OVER, remind, with_window
from tests.casework.stories import AT, LATER, ON, TIMING, every_line
from tests.casework.test_register import computed, stored

FOUND = Findings(Ground.FRAUD, "学历证书系伪造，已向学校核实。", "办法第二十条", "匿名举报人金丝雀")
AFTER = LATER + timedelta(days=8)
"""The day after the last to ask for a hearing, where the notice is served on the day of the proposal."""


def act(office, use_case, application, *given, by="officer", at=LATER, timing=TIMING, **words):
    common = {"officer": getattr(office, by), "at": at}
    return use_case(office.transaction, office.library, timing, office.shown(application), *given, **common, **words)


def propose(office, application, findings=FOUND, *, by="supervisor", is_served=True, at=LATER, timing=TIMING):
    """Propose it; the notice is sealed and served at once."""
    proposed = act(office, propose_revoking, application, findings, by=by, at=at, timing=timing)
    number = read(office, application)[-1].document
    if is_served:
        office.seal(application, number, at=at)
        office.serve(application, number, on=local_day(at))
    return proposed


def read(office, application, by="supervisor"):
    return read_revocations(office.transaction, office.library, TIMING, application.reference, officer=getattr(office, by))


@scene
def granted_by_account(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.grant(applicant)
    return applicant


def answer(applicant, kind, words="", at=LATER):
    office = applicant.office
    known = (office.transaction, office.library, TIMING, office.shown(applicant))
    answer_revoking(*known, kind, words, holder=applicant.holder, at=at)


def content(office, application, kind):
    with office.transaction() as session:
        row = session.scalars(
            sa.select(DocumentRow).where(DocumentRow.application_id == application.id, DocumentRow.kind == kind)
        ).one()
        return seal_of(session, application.id).open_document(row.content, document_place(row.number)), row


def told(applicant):
    return [notice.kind for notice in list_notices(applicant.office.transaction, applicant.holder).items]


def test_heard_and_signed_by_two_it_ends_everything_for_everybody(office):
    application = office.granted(family=office.family())
    office.register(application, 1)
    propose(office, application)
    [found] = read(office, application)
    assert (found.due, found.findings, found.by) == (local_day(LATER) + timedelta(days=7), FOUND, "supervisor")
    act(office, record_revoking_answer, application, RevokingKind.ASKED, "本人到窗口要求听证。")
    with pytest.raises(NotAllowed, match="heard"):
        act(office, revoke, application, by="head", at=AFTER, reason="属实。")
    hearing = Hearing(local_day(AFTER), "王小明；主持人李某", "申请人承认。")
    act(office, record_revoking_hearing, application, hearing, by="other_supervisor", at=AFTER)
    begun = stored(office, application)
    assert act(office, revoke, application, by="head", at=AFTER, reason="属实，予以撤销。").status is Status.REVOKED
    assert {entry.state for entry in office.file(application).entitlements} == {EntitlementState.ENDED}
    assert stored(office, application) == computed(office, application) != begun
    event = office.file(application).events[-1]
    assert (event.act, event.note) == (Act.REVOKE, "属实，予以撤销。")
    said, row = content(office, application, DocumentKind.REVOKED)
    for words in (
        "李小红（配偶）",
        "自本决定之日起终止",
        "王小明（申请人）",
        "予以取消",
        "办法第二十条",
        "2026年4月9日，举行听证",
        "属实，予以撤销",
    ):
        assert words in str(said), words
    assert [each["kind"] for each in said["remedies"]] == ["reconsideration", "litigation"]
    assert "金丝雀" not in str(said)
    assert look_up_document(office.transaction, row.reference, said["secret"]).holds == "valid"
    grant, of_grant = content(office, application, DocumentKind.GRANTED)
    assert look_up_document(office.transaction, of_grant.reference, grant["secret"]).holds == "revoked"
    assert CLASSES[Status.REVOKED] == "decided"
    with pytest.raises(MoveRefused):
        act(office, propose_revoking, application, FOUND, by="supervisor")


def test_the_applicant_is_told_everything_but_who_reported_it(office):
    applicant = granted_by_account(office)
    propose(office, applicant)
    [own] = read_own_revocations(office.transaction, office.library, TIMING, applicant.reference, holder=applicant.holder)
    assert own.findings == replace(FOUND, reported_by="")
    assert read(office, applicant, by="officer")[0].findings.reported_by == ""
    assert read(office, applicant)[0].findings.reported_by == FOUND.reported_by
    said, _row = content(office, office.now(applicant), DocumentKind.TO_BE_REVOKED)
    assert FOUND.words in str(said)
    assert "您有权要求听证，应当自收到本告知书之日起7日内提出" in str(said)
    answer(applicant, RevokingKind.STATED, "证书是真的。")
    answer(applicant, RevokingKind.WAIVED)
    act(office, drop_revoking, applicant, by="head", reason="学校更正了答复。")
    file = read_own_file(office.transaction, applicant.reference, holder=applicant.holder)
    assert (file.status, "金丝雀" in str(file.steps)) == (Status.GRANTED, False)
    assert [step.act for step in file.steps[-3:]] == [Act.ANSWER_REVOKING, Act.ANSWER_REVOKING, Act.DROP_REVOKING]
    assert file.steps[-1].words == "学校更正了答复。"
    assert {NoticeKind.REVOKING_PROPOSED, NoticeKind.REVOKING_DROPPED} <= set(told(applicant))
    assert EntitlementState.ENDED not in {entry.state for entry in office.file(applicant).entitlements}


def test_until_the_time_is_over_a_statement_alone_lets_nobody_sign(office):
    applicant = granted_by_account(office)
    propose(office, applicant)
    answer(applicant, RevokingKind.STATED, "不属实。")
    last = AFTER - timedelta(days=1)
    with pytest.raises(NotAllowed, match="heard"):
        act(office, revoke, applicant, by="head", at=last, reason="属实。")
    with pytest.raises(NotAllowed, match="term_runs"):
        answer(applicant, RevokingKind.ASKED, at=AFTER)
    answer(applicant, RevokingKind.STATED, "仍不属实。", at=AFTER)
    act(office, revoke, applicant, by="head", at=AFTER, reason="属实。")
    said, _row = content(office, office.now(applicant), DocumentKind.REVOKED)
    assert "至2026年4月8日止，您未要求听证" in str(said)


def test_a_hearing_that_was_asked_for_can_be_waived_and_one_that_was_held_closes_that(office):
    applicant = granted_by_account(office)
    propose(office, applicant)
    answer(applicant, RevokingKind.ASKED)
    answer(applicant, RevokingKind.WAIVED)
    assert read(office, applicant)[0].is_heard(local_day(LATER))
    hearing = Hearing(local_day(LATER), "申请人", "未到场。")
    act(office, record_revoking_hearing, applicant, hearing, by="supervisor")
    with pytest.raises(NotAllowed, match="term_runs"):
        answer(applicant, RevokingKind.ASKED)
    with pytest.raises(NotAllowed, match=r"revoking"):
        act(office, record_revoking_hearing, applicant, hearing, by="supervisor")
    assert NoticeKind.REVOKING_HEARD in told(applicant)


def test_nobody_signs_before_the_notice_is_served(office):
    application = office.granted()
    propose(office, application, is_served=False)
    assert read(office, application)[0].due is None
    with pytest.raises(NotAllowed, match="heard"):
        act(office, revoke, application, by="head", at=AFTER + timedelta(days=90), reason="属实。")
    issued = replace(
        TIMING,
        defaults=replace(
            TIMING.defaults, days={**TIMING.defaults.days, "revocation_hearing": Duration(7, "working_days", "issue")}
        ),
    )
    found = read_revocations(office.transaction, office.library, issued, application.reference, officer=office.head)
    assert found[0].due > local_day(LATER), "where rules let it run from the issue"


def test_what_cannot_be_counted_has_no_last_day():
    from scoring.application.procedure import Term

    term = Term(Duration(7, "working_days", "issue"), "", is_office_default=True)
    assert hearing_until(term, ON, None, replace(TIMING, working_days=WorkingDays({}))) is None
    assert hearing_until(None, ON, None, TIMING) is None


def test_who_proposed_it_does_not_sign_it(office):
    application = office.granted()
    propose(office, application, by="head")
    for use_case in (revoke, drop_revoking):
        with pytest.raises(NotAllowed) as refused:
            act(office, use_case, application, by="head", at=AFTER, reason="属实。")
        assert refused.value.why == Guard.SECOND_PERSON


def test_while_it_is_open_nothing_else_closes_the_file_and_it_is_seen_in_the_list(office):
    timed = with_window(office)
    application = timed.granted()
    remind(timed, application)
    propose(timed, application)
    listed = ApplicationSearch(flag=Flag.REVOKING)
    assert application.reference in {line.reference for line in every_line(timed.transaction, listed, timed.officer)}
    with pytest.raises(NotAllowed) as refused:
        lapse(
            timed.transaction, timed.library, TIMING, timed.shown(application), officer=timed.supervisor, at=OVER, reason="逾期。"
        )
    assert refused.value.why == Guard.NOT_REVOKING
    act(timed, drop_revoking, application, by="head", reason="不成立。")
    assert application.reference not in {line.reference for line in every_line(timed.transaction, listed, timed.officer)}
    propose(timed, application)
    assert [each.closing is None for each in read(timed, application)] == [False, True]


def test_also_of_who_is_registered_already_and_what_ended_before_is_said(office):
    from scoring.casework.turn_entitlement import Chosen, turn_entitlement

    application = office.granted()
    office.register(application, 0)
    common = {"officer": office.supervisor, "at": LATER, "reason": "核查"}
    turn_entitlement(office.transaction, office.shown(application), Chosen(0, "registration", Act.END), **common)
    propose(office, application)
    act(office, record_revoking_answer, application, RevokingKind.WAIVED, "放弃。")
    act(office, revoke, application, by="head", reason="属实。")
    said, _row = content(office, application, DocumentKind.REVOKED)
    assert "此前已终止" in str(said)
    assert "放弃听证" in str(said)


def test_a_person_with_nothing_to_lose_is_named_all_the_same():
    from scoring.application.persons import Applicant
    from scoring.notices.revoking_documents import _effects
    from tests.casework.stories import number

    assert "没有待终止的事项" in _effects(0, Applicant("王小明", number()), ())[0].say("zh")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": " "}, "words"),
        ({"article": " "}, "article"),
        ({"article": "条" * 201}, "article"),
        ({"reported_by": "人" * 201}, "reported_by"),
    ],
)
def test_findings_that_say_nothing_are_refused(office, changes, field):
    with pytest.raises(InputRefused) as refused:
        act(office, propose_revoking, office.granted(), replace(FOUND, **changes), by="supervisor")
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": None}, "on"),
        ({"on": local_day(AT)}, "on"),
        ({"on": local_day(OVER)}, "on"),
        ({"present": " "}, "present"),
        ({"minutes": ""}, "minutes"),
    ],
)
def test_a_hearing_that_cannot_be_is_refused(office, changes, field):
    application = office.granted()
    propose(office, application)
    hearing = replace(Hearing(local_day(LATER), "申请人", "笔录。"), **changes)
    with pytest.raises(InputRefused) as refused:
        act(office, record_revoking_hearing, application, hearing, by="supervisor")
    assert refused.value.field == field


def test_an_answer_says_something(office):
    applicant = granted_by_account(office)
    propose(office, applicant)
    with pytest.raises(InputRefused, match="against it"):
        answer(applicant, RevokingKind.STATED, " ")
    with pytest.raises(InputRefused, match="Choose"):
        answer(applicant, RevokingKind.HEARD, "x")


def test_without_its_rules_a_proposal_is_still_read(office):
    application = office.granted()
    propose(office, application)
    assert len(read(replace(office, library=Library([])), application)) == 1
