"""查验原件: whoever is approved shows the originals before anything is published or granted; who does not come may forfeit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.desk import Flag
from scoring.application.due import Timing
from scoring.application.moves import Guard
from scoring.application.notice import NoticeKind
from scoring.application.originals import Summons, shown_until
from scoring.application.retention import CLASSES
from scoring.application.status import Status
from scoring.application.working_days import WorkingDays
from scoring.casework import remind_originals as reminding
from scoring.casework.demonstration_originals import are_seen
from scoring.casework.escalate_overdue import escalate_overdue
from scoring.casework.forfeit import forfeit, propose_forfeit, record_cause
from scoring.casework.grant import grant
from scoring.casework.lateness import late_under
from scoring.casework.lines import ApplicationSearch
from scoring.casework.messages import list_notices
from scoring.casework.public_lists import read_preview
from scoring.casework.read_document import list_documents
from scoring.casework.remind_originals import remind_originals
from scoring.casework.return_application import return_application
from scoring.casework.summon_originals import see_originals
from scoring.errors import CalendarUnknown, InputRefused, NotAllowed, NotYet
from scoring.notices import documents
from scoring.policy.procedure import Duration, Procedure
from scoring.records.tables import OriginalsStepRow
from tests.casework.filings import Applying, new_holder
from tests.casework.originals import (
    DUE,
    MISSED,
    PLACE,
    ask,
    do,
    missed,
    proposed,
    remind,
    see,
    show_originals,
    summon,
    with_originals,
)
from tests.casework.publishing import batch_of, publish, with_list
from tests.casework.stories import AT, TIMING, every_line

DAY = timedelta(days=1)


@pytest.fixture
def seeing(office):
    return with_originals(office)


def by_account(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.approve(applicant)
    return applicant


def confirm(office, application, by="supervisor"):
    common = {"officer": getattr(office, by), "at": MISSED, "reason": "两次提醒，未到场，无正当理由。"}
    return forfeit(office.transaction, office.library, TIMING, office.shown(application), **common)


def flagged(office, flag, **search):
    return {line.reference for line in every_line(office.transaction, ApplicationSearch(flag=flag, **search), office.auditor)}


def test_what_was_not_seen_is_neither_granted_nor_put_on_a_list(seeing):
    application = seeing.approved()
    common = {"officer": seeing.supervisor, "at": AT, "reason": "准予"}
    with pytest.raises(NotYet) as waits:
        grant(seeing.transaction, seeing.library, TIMING, seeing.shown(application), **common)
    assert waits.value.why == Guard.ORIGINALS_SEEN
    listed = with_list(seeing)
    batch = batch_of(listed, application)
    before = read_preview(listed.transaction, listed.library, batch, officer=listed.supervisor).listing
    assert application.reference not in {line.reference for line in before.lines}
    show_originals(listed, application)
    after = read_preview(listed.transaction, listed.library, batch, officer=listed.supervisor).listing
    assert application.reference in {line.reference for line in after.lines}
    assert after.unseen == before.unseen - 1
    assert seeing.grant(seeing.recommended()).kind == "granted"


def test_a_summons_tells_where_and_until_when(seeing):
    applicant = by_account(seeing)
    summon(seeing, applicant)
    [own] = applicant.own().originals
    assert (own.place, own.due, own.by) == (PLACE, DUE, "")
    notice = list_notices(seeing.transaction, applicant.holder).items[0]
    assert (notice.kind, notice.facts["until"]) == (NoticeKind.ORIGINALS_SUMMONED, str(DUE))
    assert applicant.reference in flagged(seeing, Flag.ORIGINALS)
    [waiting] = [each for each in TIMING.waiting(Status.APPROVED_PENDING, _rules(seeing), applicant.own().days) if each.day == DUE]
    assert waiting.kind == "originals"
    assert waiting.term.is_office_default
    see(seeing, applicant)
    assert applicant.reference not in flagged(seeing, Flag.ORIGINALS)
    assert "originals" not in applicant.own().days


def _rules(office):
    return office.library.find("guangzhou", "2025").procedure


def test_who_missed_the_last_day_is_among_what_is_overdue_and_no_delay_of_the_office(seeing):
    applicant = by_account(seeing)
    summon(seeing, applicant)
    slow = replace(
        TIMING, defaults=replace(TIMING.defaults, days={**TIMING.defaults.days, "decide": Duration(999, "days", "receipt")})
    )

    def late(at):
        return flagged(seeing, None, late=late_under(seeing.library, slow, at.date()))

    assert applicant.reference not in late(MISSED - DAY)
    assert applicant.reference in late(MISSED)
    assert applicant.reference not in escalate_overdue(seeing.transaction, seeing.library, slow, at=MISSED)


def test_a_term_that_cannot_be_counted_summons_nobody(seeing):
    application = seeing.approved()
    with pytest.raises(CalendarUnknown):
        summon(seeing, application, timing=Timing(TIMING.defaults, WorkingDays({})))
    other = Procedure(days={"originals": Duration(5, "days", "receipt")})
    with pytest.raises(NotAllowed):
        summon(seeing, application, timing=replace(TIMING, defaults=other))


def test_what_does_not_match_keeps_it_back_and_is_looked_at_again_after_it_was_approved_anew(seeing):
    application = seeing.approved()
    summon(seeing, application)
    see(seeing, application, is_match=False)
    [found] = seeing.file(application).originals
    assert found.mismatch.words.startswith("身份证")
    assert not found.is_missed(MISSED.date())
    with pytest.raises(NotAllowed):
        summon(seeing, application)
    see(seeing, application)
    assert seeing.file(application).originals[0].mismatch is None
    return_application(seeing.transaction, seeing.shown(application), officer=seeing.supervisor, at=AT, redo="学历不符")
    seeing.approve(seeing.recommend(seeing.now(application)))
    show_originals(seeing, application)
    assert [each.approval for each in seeing.file(application).originals] == [1, 2]


@pytest.mark.parametrize("on", [None, AT.date() - DAY, AT.date() + DAY])
def test_a_day_before_the_summons_or_to_come_is_no_day_at_the_window(seeing, on):
    application = seeing.approved()
    summon(seeing, application)
    with pytest.raises(InputRefused, match="on"):
        do(seeing, see_originals, application, on, is_match=True, found="原件")


def test_a_cause_lets_somebody_be_summoned_once_more_and_not_again(seeing):
    application = missed(seeing)
    summon(seeing, application, at=MISSED)
    assert seeing.file(application).originals[-1].due == DUE + timedelta(days=16)
    with pytest.raises(NotAllowed) as refused:
        do(seeing, propose_forfeit, application, at=MISSED, reason="x")
    assert refused.value.why == Guard.ABSENT
    do(seeing, record_cause, application, at=MISSED, cause="住院")
    with pytest.raises(NotAllowed) as refused:
        summon(seeing, application, at=MISSED + 30 * DAY)
    assert refused.value.why == Guard.UNSUMMONED


def test_the_cause_counts_as_heard_once_the_time_to_give_one_is_over(seeing):
    application = seeing.approved()
    summon(seeing, application)
    remind(seeing, application)
    remind(seeing, application)
    ask(seeing, application)
    until = seeing.file(application).originals[0].asked.due
    late = MISSED + (until - MISSED.date() + DAY)
    do(seeing, propose_forfeit, application, at=late, reason="逾期未说明。")
    assert seeing.file(application).originals[0].proposal.by == "officer"


def test_without_a_term_to_answer_a_cause_must_be_given(seeing):
    application = seeing.approved()
    summon(seeing, application)
    days = {kind: term for kind, term in TIMING.defaults.days.items() if kind != "hearing"}
    ask(seeing, application, timing=replace(TIMING, defaults=replace(TIMING.defaults, days=days)))
    [found] = seeing.file(application).originals
    assert found.asked.due is None
    assert not found.is_heard(MISSED.date() + 99 * DAY)


def test_two_people_close_it_a_document_tells_why_and_one_may_apply_again(seeing):
    applicant = by_account(seeing)
    application = proposed(seeing, seeing.now(applicant))
    closed = confirm(seeing, application)
    assert (closed.status, CLASSES[closed.status]) == (Status.FORFEITED, "closed")
    assert seeing.file(application).decision is None
    [document] = [
        each
        for each in list_documents(seeing.transaction, application.reference, officer=seeing.officer)
        if each.kind == "forfeited"
    ]
    text = str(document.content)
    for words in ("弃权告知书", str(DUE.day), "本人来电称忘记了。", "两次提醒，未到场", "您也可以随时重新申请", "行政复议"):
        assert words in text, words
    assert len(document.content["remedies"]) == 3
    kinds = [notice.kind for notice in list_notices(seeing.transaction, applicant.holder).items]
    assert kinds[:2] == [NoticeKind.FORFEITED, NoticeKind.ORIGINALS_MISSED]
    [own] = applicant.own().originals
    assert {step.kind for step in own.steps} == {"reminded", "asked", "cause", "forfeited"}
    assert not any(step.by for step in own.steps)


def test_who_proposed_it_does_not_confirm_it_and_the_database_refuses_it_too(seeing):
    application = missed(seeing)
    do(seeing, propose_forfeit, application, by="both", at=MISSED, reason="x")
    with pytest.raises(NotAllowed):
        confirm(seeing, application, by="both")
    number, who = len(seeing.file(application).originals[0].steps), seeing.both.account_id
    made = {"kind": "forfeited", "at": AT, "by": who, "words": b"w", "proposal": number, "proposed_by": who}
    with pytest.raises(sa.exc.IntegrityError), seeing.transaction() as session:
        session.add(OriginalsStepRow(application_id=application.id, summons=1, number=number + 1, **made))


def test_until_when_somebody_is_waited_for_is_told_until_they_came(seeing):
    application = seeing.approved()
    assert shown_until(seeing.file(application).originals, 1) is None
    summon(seeing, application)
    assert shown_until(seeing.file(application).originals, 1) == DUE
    see(seeing, application, is_match=False)
    assert shown_until(seeing.file(application).originals, 1) is None


def test_a_demonstration_shows_originals_where_they_are_asked_for_and_days_are_known(office, seeing):
    application = seeing.approved()
    of_it = (application.reference, seeing.officer, AT)
    assert are_seen(office.transaction, office.library, TIMING, *of_it)
    assert seeing.file(application).originals == ()
    assert not are_seen(seeing.transaction, seeing.library, Timing(TIMING.defaults, WorkingDays({})), *of_it)
    assert are_seen(seeing.transaction, seeing.library, TIMING, *of_it)
    assert seeing.file(application).originals[0].is_seen


def test_a_document_says_where_no_cause_was_given(seeing):
    summons = Summons(1, 1, AT, "", DUE, PLACE)
    about = documents.About("2026-1", None, seeing.library.find("guangzhou", "2025"), None, None, AT.date())
    body = documents.forfeited(about, summons, "理由", ())
    assert "您未说明事由。" in str(body.parts)


def test_an_account_is_reminded_twice_on_two_days_and_never_once_somebody_came(seeing):
    applicant, came, counter = by_account(seeing), by_account(seeing), seeing.approved()
    for each in (applicant, came, counter):
        summon(seeing, each)
    see(seeing, came)

    def reminded(days, defaults=TIMING.defaults):
        return {each.reference for each in (applicant, came, counter)} & set(
            remind_originals(seeing.transaction, defaults, at=AT + days * DAY)
        )

    assert reminded(12, Procedure()) == set()
    assert reminded(7) == set()
    assert reminded(8) == {applicant.reference}
    assert reminded(8) == set()
    assert reminded(9) == set()
    assert reminded(13) == {applicant.reference}
    assert reminded(14) == set()
    assert reminded(16) == set(), "what is over is no reminder"
    assert [notice.kind for notice in list_notices(seeing.transaction, applicant.holder).items][:2] == [
        NoticeKind.ORIGINALS_DUE
    ] * 2
    assert seeing.file(applicant).originals[0].is_reminded


def test_who_is_first_seen_on_the_last_days_is_reminded_once_a_day(seeing):
    applicant = by_account(seeing)
    summon(seeing, applicant)
    done = [applicant.reference in remind_originals(seeing.transaction, TIMING.defaults, at=AT + n * DAY) for n in (14, 14, 15)]
    assert done == [True, False, True]


def test_nobody_is_reminded_of_what_was_shown_or_returned_meanwhile(seeing):
    shown, gone, never = by_account(seeing), by_account(seeing), by_account(seeing)
    for each in (shown, gone):
        summon(seeing, each)
    see(seeing, shown)
    return_application(seeing.transaction, seeing.shown(gone), officer=seeing.supervisor, at=AT, redo="重核")
    every = [seeing.now(each).id for each in (shown, gone, never)]
    found = [reminding._remind(seeing.transaction, each, [DUE, DUE], AT) for each in every]
    assert found == [None, None, None]


def test_on_a_list_nothing_is_asked_again(office):
    both = with_list(with_originals(office))
    application = both.approved()
    show_originals(both, application)
    publish(both, batch_of(both, application))
    assert both.now(application).status is Status.PUBLICITY
