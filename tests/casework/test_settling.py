"""The time to be registered: reminded of three times, by the account or by a letter, before anything can lapse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.clocks import STAY, Pause
from scoring.application.deadlines import local_day
from scoring.application.desk import Flag
from scoring.application.document import DocumentKind
from scoring.application.notice import NoticeKind
from scoring.application.outside import CaseStepKind, Happened
from scoring.application.settling import ReminderChannel, warnings_of
from scoring.application.status import Act, Status
from scoring.casework.issue import document_place
from scoring.casework.lapse import lapse
from scoring.casework.lateness import late_under
from scoring.casework.lines import ApplicationSearch
from scoring.casework.messages import list_notices
from scoring.casework.own_queries import read_own_file
from scoring.casework.pauses import pauses_by_reference
from scoring.casework.record_case import answer_body, close_case
from scoring.casework.record_reminder import record_reminder
from scoring.casework.remind_settling import remind_settling
from scoring.casework.settling import read_own_window, read_window
from scoring.casework.stay_execution import lift_stay, stay_execution
from scoring.errors import InputRefused, NotAllowed
from scoring.policy.library import Library
from scoring.policy.procedure import Duration, Procedure
from scoring.records.documents import DocumentRow
from scoring.records.sealing import seal_of
from tests.casework.filings import Applying, new_holder
from tests.casework.outside import contested, do
from tests.casework.settling import with_window
from tests.casework.stories import AT, LATER, ON, TIMING, every_line

DAY = timedelta(days=1)
LAST = date(2026, 9, 28)
"""The last of 210 days from the decision of 2 March 2026: a Monday, and a working day."""
FEW = (120, 60, 15)
SHORT = replace(
    TIMING,
    defaults=replace(
        TIMING.defaults,
        days={**TIMING.defaults.days, **{f"settle_warning_{n}": Duration(days, "days", "expiry") for n, days in enumerate(FEW, 1)}},
    ),
)


@pytest.fixture
def timed(office):
    """The office under rules with a time to be registered, which reminds 120, 60 and 15 days before."""
    return with_window(office, Duration(210, "days", "decision", "art. 9"))


def at(day):
    return AT + (day - ON)


def reminded(office, application, day, timing=SHORT):
    return application.reference in remind_settling(office.transaction, office.library, timing, at=at(day))


def window(office, application, timing=SHORT):
    return read_window(office.transaction, office.library, timing, application.reference, officer=office.auditor)


def by_account(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.grant(applicant)
    return applicant


def let_lapse(office, application, day, timing=SHORT):
    shown = office.shown(application)
    return lapse(office.transaction, office.library, timing, shown, officer=office.supervisor, at=at(day), reason="逾期未办。")


def send(office, application, day, proof="EMS 9", sent=None):
    return record_reminder(office.transaction, office.shown(application), sent or day, proof, officer=office.officer, at=at(day))


def test_who_has_an_account_is_reminded_three_times_and_reads_until_when(timed):
    applicant = by_account(timed)
    days = [LAST - timedelta(days=before) for before in FEW]
    assert not reminded(timed, applicant, days[0] - DAY)
    for day in days:
        assert reminded(timed, applicant, day)
        assert not reminded(timed, applicant, day), "once"
        assert not reminded(timed, applicant, day + DAY)
    told = [each for each in list_notices(timed.transaction, applicant.holder).items if each.kind is NoticeKind.SETTLE_DUE]
    assert [each.facts["until"] for each in told] == [LAST.isoformat()] * 3
    own = read_own_window(timed.transaction, timed.library, SHORT, applicant.reference, holder=applicant.holder)
    assert own == window(timed, applicant)
    assert [(each.number, each.channel, each.on) for each in own.reminders] == [
        (number, ReminderChannel.ACCOUNT, day) for number, day in enumerate(days, 1)
    ]
    assert (own.last_day, own.lapses_after, own.days_left(LAST - DAY)) == (LAST, LAST, 1)
    with pytest.raises(NotAllowed, match="term_over"):
        let_lapse(timed, applicant, LAST)
    assert let_lapse(timed, applicant, LAST + DAY).status is Status.LAPSED
    assert not reminded(timed, applicant, LAST + 2 * DAY)


def test_who_has_none_is_written_to_and_only_a_letter_that_was_sent_counts(timed):
    application = timed.granted()
    for before in FEW:
        day = LAST - timedelta(days=before)
        assert reminded(timed, application, day)
        assert window(timed, application).waiting.fell_due == day
        listed = ApplicationSearch(flag=Flag.LETTER)
        assert application.reference in {line.reference for line in every_line(timed.transaction, listed, timed.officer)}
        for sent, proof, field in (
            (day - DAY, "EMS 9", "on"),
            (day + DAY, "EMS 9", "on"),
            (day, " ", "proof"),
            (day, "长" * 201, "proof"),
        ):
            with pytest.raises(InputRefused) as refused:
                send(timed, application, day, proof, sent)
            assert refused.value.field == field
        if before == FEW[-1]:
            with pytest.raises(NotAllowed, match="reminded"):
                let_lapse(timed, application, LAST + DAY)
            day += 3 * DAY
        send(timed, application, day)
        with pytest.raises(NotAllowed, match="reminder_due"):
            send(timed, application, day)
    found = window(timed, application)
    assert [(each.proof, each.by) for each in found.reminders] == [("EMS 9", "officer")] * 3
    assert timed.file(application).events[-1].facts["reminder"] == 3
    assert found.lapses_after == LAST + 3 * DAY, "what the last letter leaves"
    with pytest.raises(NotAllowed, match="reminded"):
        let_lapse(timed, application, LAST + 3 * DAY)
    assert let_lapse(timed, application, LAST + 4 * DAY).status is Status.LAPSED


def test_what_was_missed_is_made_up_for_one_a_day_and_leaves_time(timed):
    applicant = by_account(timed)
    late = LAST + 10 * DAY
    assert [reminded(timed, applicant, late + n * DAY) for n in range(4)] == [True, True, True, False]
    told = [each for each in list_notices(timed.transaction, applicant.holder).items if each.kind is NoticeKind.SETTLE_DUE]
    assert {each.facts["until"] for each in told} == {(late + timedelta(days=15 + n)).isoformat() for n in range(3)}
    assert window(timed, applicant).lapses_after == late + timedelta(days=17)


def test_rules_without_a_time_let_nothing_lapse_whatever_the_office_sets(office):
    application = office.granted()
    own = replace(SHORT, defaults=replace(SHORT.defaults, days={**SHORT.defaults.days, "settle": Duration(1, "days", "decision")}))
    assert not reminded(office, application, LAST, own)
    found = window(office, application, own)
    assert (found.due.term, found.last_day, found.told_until(ON), found.days_left(ON)) == (None, None, None, None)
    with pytest.raises(NotAllowed, match="term_over"):
        let_lapse(office, application, LAST, own)


def test_an_office_that_does_not_remind_lets_nothing_lapse(timed):
    application = timed.granted()
    silent = replace(TIMING, defaults=replace(TIMING.defaults, days={}))
    assert warnings_of(Procedure(days={"settle_warning_1": Duration(1, "months", "expiry")})) == ()
    assert not reminded(timed, application, LAST, silent)
    with pytest.raises(NotAllowed, match="reminded"):
        let_lapse(timed, application, LAST + DAY, silent)


def test_a_time_that_runs_from_service_has_not_begun_before_it(office):
    served = with_window(office, Duration(210, "days", "service"))
    application = served.granted()
    assert not reminded(served, application, LAST + 60 * DAY)
    assert window(served, application).last_day is None
    served.seal(application, 2)
    served.serve(application, 2)
    assert window(served, application).last_day == date(2026, 10, 28)
    assert local_day(LATER) + timedelta(days=210) == date(2026, 10, 28)


def test_what_is_over_is_in_the_list_by_deadline(timed):
    application = timed.granted()

    def late(today):
        search = ApplicationSearch(late=late_under(timed.library, SHORT, today))
        return application.reference in {line.reference for line in every_line(timed.transaction, search, timed.officer)}

    assert (late(LAST), late(LAST + DAY)) == (False, True)


def test_a_notice_is_issued_that_says_why_for_whom_and_how_to_contest_it(timed):
    application = timed.granted(family=timed.family())
    timed.register(application, 1)
    for before in FEW:
        reminded(timed, application, LAST - timedelta(days=before))
        send(timed, application, LAST - timedelta(days=before))
    let_lapse(timed, application, LAST + DAY)
    event = timed.file(application).events[-1]
    with timed.transaction() as session:
        row = session.scalars(sa.select(DocumentRow).where(DocumentRow.reference == event.facts["document"])).one()
        content = seal_of(session, application.id).open_document(row.content, document_place(row.number))
    assert (row.kind, row.act) == (DocumentKind.LAPSED, Act.LAPSE)
    said = str(content)
    for words in (
        "至2026年9月28日止（art. 9）",
        "第3次：2026年9月13日，书面邮寄",
        "王小明：未登记",
        "李小红：已登记",
        "逾期未办。",
    ):
        assert words in said
    assert [each["kind"] for each in content["remedies"]] == ["reconsideration", "litigation"]
    assert window(timed, application).reminders, "the proof stays"


def test_a_file_that_has_no_such_time_has_no_window(timed):
    assert window(timed, timed.record()) is None
    application = timed.granted()
    assert window(replace(timed, library=Library([])), application) is None


def test_a_registration_between_looking_and_reminding_is_not_reminded_of(timed, monkeypatch):
    from scoring.casework import remind_settling as reminding

    application = timed.granted()
    timed.register(application, 0)
    monkeypatch.setattr(reminding, "any_late", lambda _found: sa.true())
    assert not reminded(timed, application, LAST - DAY)


def test_the_applicant_reads_that_a_letter_was_sent(timed):
    applicant = by_account(timed)
    assert Act.RECORD_REMINDER not in {
        step.act for step in read_own_file(timed.transaction, applicant.reference, holder=applicant.holder).steps
    }


def is_late(office, application, day):
    search = ApplicationSearch(late=late_under(office.library, SHORT, day))
    return application.reference in {line.reference for line in every_line(office.transaction, search, office.officer)}


def suspended(office, applicant):
    application = contested(office, applicant)
    do(office, answer_body, application)
    do(office, stay_execution, application, by="supervisor")
    return application


def test_while_a_body_keeps_the_grant_suspended_its_time_waits(timed):
    applicant = by_account(timed)
    application, since = suspended(timed, applicant), local_day(LATER)
    paused = window(timed, application)
    assert (paused.last_day, paused.due.is_paused, paused.stays) == (None, True, (Pause(since, None, STAY),))
    assert paused == read_own_window(timed.transaction, timed.library, SHORT, applicant.reference, holder=applicant.holder)
    assert not reminded(timed, application, LAST - timedelta(days=FEW[0]))
    assert not is_late(timed, application, LAST + DAY)
    procedure, own = timed.library.find("guangzhou", "2025").procedure, applicant.own()
    waiting = SHORT.waiting(Status.GRANTED, procedure, own.days, own.pauses)
    assert [due for due in waiting if due.kind == "settle"] == [paused.due]
    with pytest.raises(NotAllowed, match="effective"):
        let_lapse(timed, application, LAST + DAY)
    early = Happened(since - DAY, "2号", "恢复执行。")
    with pytest.raises(InputRefused, match=f"from {since}, on which the body suspended it"):
        do(timed, lift_stay, application, by="supervisor", happened=early)


def test_the_days_on_which_a_body_suspended_the_grant_are_given_back(timed):
    applicant = by_account(timed)
    application, since = suspended(timed, applicant), local_day(LATER)
    until, moved = since + timedelta(days=29), LAST + timedelta(days=30)
    again = {"by": "supervisor", "happened": Happened(until, "2号", "恢复执行。"), "at": at(until)}
    do(timed, lift_stay, application, **again)
    do(timed, close_case, application, CaseStepKind.UPHELD, **again | {"by": "officer"})
    found = window(timed, application)
    assert (found.last_day, found.stays) == (moved, (Pause(since, until, STAY),))
    assert timed.file(application).pauses == applicant.own().pauses == found.stays
    assert pauses_by_reference(timed.transaction, [application.reference]) == {application.reference: found.stays}
    for before in FEW:
        assert not reminded(timed, application, moved - timedelta(days=before + 1))
        assert reminded(timed, application, moved - timedelta(days=before))
    assert [is_late(timed, application, day) for day in (LAST + DAY, moved, moved + DAY)] == [False, False, True]
    with pytest.raises(NotAllowed, match="term_over"):
        let_lapse(timed, application, moved)
    assert let_lapse(timed, application, moved + DAY).status is Status.LAPSED
    issued = timed.file(application).events[-1].facts["document"]
    with timed.transaction() as session:
        row = session.scalars(sa.select(DocumentRow).where(DocumentRow.reference == issued)).one()
        said = str(seal_of(session, application.id).open_document(row.content, document_place(row.number)))
    assert "2026年4月1日至2026年4月30日批准被停止执行，期间各日不计入登记期限。" in said
    assert "至2026年10月28日止" in said
