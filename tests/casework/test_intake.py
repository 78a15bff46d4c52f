"""From receipt to acceptance: by an officer, by silence, after a supplement; or given up, withdrawn, not accepted by two people."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.due import Timing
from scoring.application.filing import Asked, Difference, ItemAnswer, Named
from scoring.application.status import Act, Status
from scoring.application.working_days import WorkingDays
from scoring.casework.accept import accept_on_silence
from scoring.casework.lateness import days_by_reference, late_under
from scoring.casework.lines import ApplicationSearch
from scoring.casework.own_queries import list_own
from scoring.casework.queries import check_journal, read_file
from scoring.errors import CalendarUnknown, InputRefused, MoveRefused, NotAllowed, NotFound, Stale
from scoring.policy.library import Library
from scoring.policy.procedure import Duration, Procedure
from scoring.records.tables import NonAcceptanceRow, SupplementAnswerRow
from tests.casework.conftest import open_office
from tests.casework.filings import ANSWERS, ASKED, OPEN_AT, TIMING, asked, begun, content_for, growing, submitted
from tests.casework.stories import FACTS, GRANT, every_line, keyless, number
from tests.casework.test_many_at_once import at_once

DUE = date(2025, 11, 10)
"""Fifteen working days after 20 October 2025."""


@pytest.fixture(scope="module")
def office(kind, migrated_url, library, engines):
    """A database without offices, whatever other tests put into theirs."""
    return open_office(migrated_url(kind), library, engines)


def steps(applicant):
    return [(step.act, step.by) for step in applicant.own().steps]


def file_of(applicant):
    return read_file(applicant.office.transaction, applicant.reference, officer=applicant.office.officer)


def test_an_officer_accepts_and_the_clocks_run(office):
    applicant = submitted(office)
    policy = office.library.find("guangzhou", "2025")
    (waiting,) = TIMING.waiting(Status.SUBMITTED, policy.procedure, applicant.own().days)
    assert (waiting.kind, waiting.day) == ("accept", date(2025, 10, 27))
    applicant.at += timedelta(days=2)
    application = applicant.accept()
    assert (application.status, application.received_at, application.accepted_at) == (Status.ACCEPTED, OPEN_AT, applicant.at)
    own = applicant.own()
    assert own.accepted_at == applicant.at
    assert own.days == {"receipt": date(2025, 10, 20), "acceptance": date(2025, 10, 22)}
    (waiting, *_) = TIMING.waiting(own.status, policy.procedure, own.days)
    assert (waiting.kind, waiting.start) == ("verify", date(2025, 10, 22))
    assert steps(applicant) == [(Act.SUBMIT, "you"), (Act.ACCEPT, "office")]
    assert len(file_of(applicant).assessments) == 1, "what was claimed is what comes out"
    with pytest.raises(MoveRefused):
        applicant.accept()
    assert office.recommend(office.verify(application), GRANT).status == Status.RECOMMENDED


def test_accepting_keeps_what_comes_out_under_the_round_as_it_is_now(office):
    applicant = submitted(office)
    policy = office.library.find("guangzhou", "2025")
    changed = tuple(replace(r, digest="f" * 64) for r in policy.rounds)
    now = Library([replace(policy, rounds=changed)])
    applicant.office = replace(office, library=now)
    applicant.accept()
    assert file_of(applicant).assessments[0].pin.round_digest == "f" * 64
    assert len(file_of(applicant).assessments) == 2


def test_silence_accepts_with_effect_from_the_day_of_receipt(office):
    applicant, early = submitted(office), submitted(office)
    early.accept()

    def silent(at, timing=TIMING, library=office.library):
        accepted = accept_on_silence(office.transaction, library, timing, at=at)
        return [reference for reference in accepted if reference in {applicant.reference, early.reference}]

    assert silent(OPEN_AT + timedelta(days=7)) == [], "the last day counts whole"
    unknown = Timing(TIMING.defaults, WorkingDays({}))
    late = OPEN_AT + timedelta(days=8)
    assert silent(late, unknown) == [], "what cannot be told is not guessed"
    assert silent(late) == [applicant.reference]
    assert silent(late) == []
    own = applicant.own()
    assert (own.status, own.accepted_at) == (Status.ACCEPTED, OPEN_AT)
    assert own.days["acceptance"] == date(2025, 10, 20)
    assert steps(applicant)[-1] == (Act.ACCEPT, "installation")
    assert check_journal(office.transaction, officer=office.auditor) is None


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_accepted(office):
    broken, applicant, late = submitted(office), submitted(office), OPEN_AT + timedelta(days=8)
    file = read_file(office.transaction, broken.reference, officer=office.officer).application
    with keyless(office.transaction, file.id), pytest.raises(NotFound):
        accept_on_silence(office.transaction, office.library, TIMING, at=late)
    assert (applicant.own().status, broken.own().status) == (Status.ACCEPTED, Status.SUBMITTED)
    assert broken.reference in accept_on_silence(office.transaction, office.library, TIMING, at=late)


@pytest.mark.commits
def test_silence_and_an_officer_at_once_accept_once(office):
    applicant = submitted(office)
    late = OPEN_AT + timedelta(days=8)
    acts = [lambda: accept_on_silence(office.transaction, office.library, TIMING, at=late)] * 4
    at_once(*acts, *[applicant.accept] * 4)
    assert [act for act, _ in steps(applicant)] == [Act.SUBMIT, Act.ACCEPT]


def test_everything_that_is_missing_is_asked_for_once(office):
    applicant = submitted(office)
    application = applicant.ask()
    assert application.status == Status.SUPPLEMENT
    (supplement,) = applicant.own().supplements
    assert (supplement.number, supplement.due, supplement.asked_by) == (1, DUE, "officer")
    assert [(item.about, item.reference, item.words) for item in supplement.items] == [
        ("education_points", "annex plus 1", "请补交学历证书。"),
        ("family", "第六条", "请补交结婚证。"),
    ]
    own = applicant.own()
    policy = office.library.find("guangzhou", "2025")
    (waiting,) = TIMING.waiting(own.status, policy.procedure, own.days)
    assert (waiting.kind, waiting.day, waiting.is_earliest) == ("supplement", DUE, False)
    assert own.acts == (Act.ANSWER_SUPPLEMENT, Act.EXTEND, Act.WITHDRAW)
    assert steps(applicant)[-1] == (Act.ASK_SUPPLEMENT, "office")
    applicant.answer()
    with pytest.raises(NotAllowed) as refused:
        applicant.ask()
    assert refused.value.why == "first_time"


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ((), "items"),
        (ASKED * 31, "items"),
        ((Asked("nothing_known", "请补交。"),), "items/0/about"),
        ((ASKED[0], Asked("education_points", " ")), "items/1/words"),
    ],
)
def test_a_list_that_is_none_is_refused(office, items, field):
    applicant = submitted(office)
    with pytest.raises(InputRefused) as refused:
        applicant.ask(items)
    assert refused.value.field == field
    assert applicant.status == Status.SUBMITTED


def test_an_item_without_an_article_is_refused(office):
    applicant = submitted(office)
    policy = office.library.find("guangzhou", "2025")
    family = replace(policy.procedure.family, reference="")
    without = replace(policy, procedure=replace(policy.procedure, family=family))
    applicant.office = replace(office, library=Library([without]))
    with pytest.raises(InputRefused) as refused:
        applicant.ask((Asked("family", "请补交结婚证。"),))
    assert refused.value.field == "items/0/reference"


def test_a_last_day_that_cannot_be_told_is_not_promised(office):
    applicant = submitted(office)
    with pytest.raises(CalendarUnknown):
        applicant.ask(timing=Timing(TIMING.defaults, WorkingDays({})))
    assert applicant.status == Status.SUBMITTED
    applicant.ask(timing=Timing(Procedure(), WorkingDays({})))
    assert applicant.own().supplements[0].due is None
    applicant.at += timedelta(days=1000)
    with pytest.raises(NotAllowed):
        applicant.abandon()


def test_terms_are_those_of_the_policy_where_it_has_them(office):
    applicant = submitted(office)
    policy = office.library.find("guangzhou", "2025")
    days = {**policy.procedure.days, "supplement": Duration(3, "days", "service"), "accept": Duration(30, "days", "receipt")}
    own = Library([replace(policy, procedure=replace(policy.procedure, days=days))])
    applicant.office = replace(office, library=own)
    assert applicant.reference not in accept_on_silence(office.transaction, own, TIMING, at=OPEN_AT + timedelta(days=29))
    applicant.ask()
    assert applicant.own().supplements[0].due == date(2025, 10, 23)


def test_an_answer_is_handed_in_again_with_what_is_new(office):
    office = replace(office, library=growing(office.library))
    applicant = asked(office)
    applicant.at += timedelta(days=10)
    child = number("20150909")
    own = content_for(applicant.holder)
    content = replace(own, facts=FACTS | {"education": "master"}, people=(*own.people, Named("child", "王一", child.reveal())))
    signature = applicant.signature()
    receipt = applicant.answer(content=content, shown=signature.shown, key=signature.key)
    assert (receipt.number, receipt.at, receipt.days) == (2, applicant.at, {"receipt": date(2025, 10, 30)})
    assert applicant.answer(content=content, shown=signature.shown, key=signature.key) == receipt
    assert applicant.status == Status.SUBMITTED
    own_file = applicant.own()
    assert [r.number for r in own_file.receipts] == [1, 2]
    assert [item.answer for item in own_file.supplements[0].items] == list(ANSWERS.values())
    file = file_of(applicant)
    assert [s.differences for s in file.submissions] == [
        (),
        (
            Difference("facts/education", "bachelor", "master"),
            Difference("people/1/identity_number", None, str(child)),
            Difference("people/1/name", None, "王*"),
            Difference("people/1/relation", None, "child"),
        ),
    ]
    assert len(file.assessments) == 2
    assert file.supplements == own_file.supplements
    late = accept_on_silence(office.transaction, office.library, TIMING, at=OPEN_AT + timedelta(days=12))
    assert applicant.reference not in late, "the term to accept runs anew from the answer"
    assert applicant.accept().accepted_at == applicant.at


@pytest.mark.commits
def test_many_answers_at_once_are_one(office):
    applicant = asked(office)
    signature = applicant.signature()
    results = at_once(*[lambda: applicant.answer(shown=signature.shown, key=signature.key)] * 8)
    assert results == {"Receipt": 8}
    assert len(applicant.own().receipts) == 2
    with office.transaction() as session:
        found = file_of(applicant).application.id
        count = sa.select(sa.func.count()).where(SupplementAnswerRow.application_id == found)
        assert session.scalars(count).one() == len(ANSWERS)


def test_an_answer_that_changes_nothing_keeps_the_content(office):
    applicant = asked(office)
    before = applicant.own().content
    applicant.answer()
    assert applicant.own().content == before
    assert file_of(applicant).submissions[1].differences == ()


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ({}, "items/1"),
        ({1: ANSWERS[1]}, "items/2"),
        ({**ANSWERS, 2: ItemAnswer("declined", " ")}, "items/2"),
        ({**ANSWERS, 3: ANSWERS[1]}, "items"),
        ({**ANSWERS, 2: ItemAnswer("declined", "无" * 4001)}, "items/2"),
    ],
)
def test_every_item_is_answered_or_declined(office, items, field):
    applicant = asked(office)
    with pytest.raises(InputRefused) as refused:
        applicant.answer(items)
    assert refused.value.field == field
    assert applicant.status == Status.SUPPLEMENT


def test_who_did_not_answer_in_time_gave_up_and_may_apply_again(office):
    applicant = asked(office)
    applicant.at = datetime(2025, 11, 10, 8, tzinfo=UTC)
    with pytest.raises(NotAllowed) as refused:
        applicant.abandon()
    assert refused.value.why == "term_over"
    applicant.at += timedelta(days=1)
    with pytest.raises(InputRefused):
        applicant.abandon(reason=" ")
    assert applicant.abandon().status == Status.ABANDONED
    assert applicant.own().steps[-1].words == "逾期未补正，已两次提醒。"
    assert applicant.own().acts == (Act.ASK_REVIEW, Act.WITHDRAW_REVIEW), "nothing but a review"
    applicant.at = OPEN_AT
    applicant.begin()
    assert applicant.submit().number == 1


def test_an_answer_counts_as_long_as_the_file_is_not_closed(office):
    applicant = asked(office)
    applicant.at += timedelta(days=40)
    applicant.answer()
    assert applicant.status == Status.SUBMITTED


def test_not_accepting_takes_two_people(office):
    applicant = submitted(office)
    with pytest.raises(NotAllowed) as refused:
        applicant.not_accept()
    assert refused.value.why == "second_person"
    assert applicant.propose(by="both").status == Status.SUBMITTED
    assert file_of(applicant).proposal.reason == "不属于本机关受理范围。"
    assert [act for act, _ in steps(applicant)] == [Act.SUBMIT], "the proposal is not told before it is confirmed"
    with pytest.raises(NotAllowed) as refused:
        applicant.not_accept(by="both")
    assert refused.value.why == "one_part"
    with pytest.raises(InputRefused):
        applicant.not_accept(reason="")
    assert applicant.not_accept().status == Status.NOT_ACCEPTED
    assert applicant.own().steps[-1].words == "不属于本机关受理范围。"
    with office.transaction() as session:
        found = session.get_one(NonAcceptanceRow, file_of(applicant).application.id)
        assert (found.maker_id, found.checker_id) == (office.both.account_id, office.supervisor.account_id)


def test_a_proposal_that_was_returned_is_none_and_another_may_follow(office):
    applicant = submitted(office)
    with pytest.raises(NotAllowed) as refused:
        applicant.return_proposal()
    assert refused.value.why == "second_person"
    applicant.propose(by="both")
    with pytest.raises(NotAllowed) as refused:
        applicant.return_proposal(by="both")
    assert refused.value.why == "one_part"
    with pytest.raises(InputRefused):
        applicant.return_proposal(reason=" ")
    assert applicant.return_proposal().status == Status.SUBMITTED
    assert file_of(applicant).proposal is None
    assert (file_of(applicant).events[-1].act, file_of(applicant).events[-1].note) == ("return_proposal", "本机关有权受理。")
    assert [act for act, _ in steps(applicant)] == [Act.SUBMIT], "the applicant is told nothing"
    with pytest.raises(NotAllowed):
        applicant.not_accept()
    applicant.propose(by="both")
    assert applicant.not_accept().status == Status.NOT_ACCEPTED


def test_a_proposal_binds_nobody_and_does_not_outlive_a_supplement(office):
    applicant = submitted(office)
    with pytest.raises(InputRefused):
        applicant.propose(reason="")
    applicant.propose()
    applicant.ask()
    assert file_of(applicant).proposal is not None
    applicant.at += timedelta(days=1)
    applicant.answer()
    assert file_of(applicant).proposal is None
    with pytest.raises(NotAllowed):
        applicant.not_accept()
    assert applicant.accept().status == Status.ACCEPTED


@pytest.mark.parametrize("until", ["submitted", "asked", "accepted", "recommended"])
def test_an_applicant_withdraws_at_any_time_before_the_decision(office, until):
    applicant = submitted(office)
    if until == "asked":
        applicant.ask()
    if until in {"accepted", "recommended"}:
        application = applicant.accept()
        if until == "recommended":
            office.recommend(office.verify(application), GRANT)
    with pytest.raises(InputRefused):
        applicant.withdraw(" ")
    shown = applicant.shown
    applicant.withdraw()
    own = applicant.own()
    assert (own.status, own.acts, own.steps[-1].words, own.steps[-1].by) == (Status.WITHDRAWN, (), "我撤回申请。", "you")
    assert read_file(office.transaction, applicant.reference, officer=office.officer).recommendation is None
    assert shown.version + 1 == own.version
    with pytest.raises(MoveRefused):
        applicant.withdraw()


def test_a_draft_is_deleted_and_not_withdrawn(office):
    with pytest.raises(MoveRefused):
        begun(office).withdraw()


def test_a_decided_application_is_not_withdrawn(office):
    applicant = submitted(office)
    application = office.recommend(office.verify(applicant.accept()), GRANT)
    decision = office.grant(application)
    with pytest.raises(MoveRefused):
        applicant.withdraw()
    own = applicant.own()
    assert (own.status, own.decided_at, own.steps[-1].words) == (Status.GRANTED, decision.at, "准予。")
    assert [act for act, _ in steps(applicant)] == [Act.SUBMIT, Act.ACCEPT, Act.GRANT]


def test_an_act_on_what_was_changed_meanwhile_is_refused(office):
    applicant = submitted(office)
    older = applicant.shown
    applicant.propose()
    late = replace(applicant, shown_as=older)
    for act in (late.accept, late.ask, late.propose, late.not_accept, late.withdraw):
        with pytest.raises(Stale):
            act()


def test_what_waits_for_acceptance_too_long_can_be_listed(office):
    applicant, waiting = submitted(office), asked(office)
    today = date(2025, 10, 28)

    def late(day):
        search = ApplicationSearch(late=late_under(office.library, TIMING, day))
        return {line.reference for line in every_line(office.transaction, search, office.auditor)} & {
            applicant.reference,
            waiting.reference,
        }

    assert late(date(2025, 10, 27)) == set()
    assert late(today) == {applicant.reference}
    assert late(date(2025, 11, 11)) == {applicant.reference, waiting.reference}
    days = days_by_reference(office.transaction, [waiting.reference])[waiting.reference]
    assert days["notice"] == date(2025, 10, 20)


def test_a_holder_has_one_list_with_the_newest_change_first(office):
    applicant = submitted(office)
    first = applicant.reference
    applicant.at += timedelta(days=1)
    applicant.begin()
    lines = list_own(office.transaction, holder=applicant.holder)
    assert [(line.reference, line.status) for line in lines] == [(applicant.reference, "draft"), (first, "submitted")]
