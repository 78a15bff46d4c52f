"""The holder of an account is told of every act that matters, in its own transaction; what the office lets lie is noticed once."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.due import Timing
from scoring.application.notice import NoticeKind
from scoring.application.working_days import WorkingDays
from scoring.casework import escalate_overdue as escalating
from scoring.casework import remind_questions as reminding_questions
from scoring.casework import remind_supplements as reminding
from scoring.casework.accept import accept_on_silence
from scoring.casework.deliveries import deliveries_of
from scoring.casework.escalate_overdue import escalate_overdue
from scoring.casework.expire_drafts import expire_drafts
from scoring.casework.messages import list_notices
from scoring.casework.notify import tell_of_act
from scoring.casework.remind_questions import remind_questions
from scoring.casework.remind_supplements import remind_supplements
from scoring.notices.texts import say_notice
from scoring.policy.procedure import QUESTION_WARNING, Duration, Procedure
from scoring.records.notices import EscalationRow, NoticeRow
from scoring.records.tables import ApplicationRow
from tests.casework.conftest import open_office
from tests.casework.filings import OPEN_AT, TIMING, asked, begun, questioned, submitted
from tests.casework.points_first import declared, points_first

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def office(kind, migrated_url, library, engines):
    """A database without offices, whatever other tests put into theirs."""
    return open_office(migrated_url(kind), library, engines)


def told(applicant):
    """What the account was told, the oldest first."""
    page = list_notices(applicant.office.transaction, applicant.holder)
    assert all(notice.facts["reference"] == applicant.reference for notice in page.items)
    return [notice.kind for notice in reversed(page.items)]


def test_the_way_to_acceptance_is_told(office):
    applicant = asked(office)
    (notice, _submitted) = list_notices(office.transaction, applicant.holder).items
    assert notice.facts["until"] == "2025-11-10"
    applicant.answer()
    applicant.accept()
    applicant.withdraw()
    assert told(applicant) == [
        NoticeKind.SUBMITTED,
        NoticeKind.SUPPLEMENT_ASKED,
        NoticeKind.SUPPLEMENT_ANSWERED,
        NoticeKind.ACCEPTED,
        NoticeKind.WITHDRAWN,
    ]


def test_a_supplement_without_a_last_day_names_none(office):
    applicant = submitted(office)
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one()
        tell_of_act(session, row, "ask_supplement", {"due": None}, OPEN_AT)
    assert set(list_notices(office.transaction, applicant.holder).items[0].facts) == {"reference"}


def test_what_is_only_the_offices_own_is_told_to_nobody_and_the_counter_has_no_account(office):
    applicant = submitted(office)
    applicant.propose()
    assert told(applicant) == [NoticeKind.SUBMITTED]
    with office.transaction() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(NoticeRow))
    office.grant(office.recommended())
    with office.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(NoticeRow)) == before


def test_an_act_that_fails_tells_nothing(office):
    applicant = submitted(office)
    with pytest.raises(Exception, match="statement"):
        applicant.withdraw("")
    assert told(applicant) == [NoticeKind.SUBMITTED]


def test_drafts_that_end_are_told_of_before_and_after(office):
    applicant = begun(office)
    for days in (76, 77, 91, 91):
        expire_drafts(office.transaction, TIMING.defaults, at=OPEN_AT + days * DAY)
    assert told(applicant) == [NoticeKind.DRAFT_EXPIRES, NoticeKind.DRAFT_EXPIRED]
    assert list_notices(office.transaction, applicant.holder).items[1].facts["until"] == "2026-01-18"


def test_acceptance_by_silence_is_told_too(office):
    applicant = submitted(office)
    accept_on_silence(office.transaction, office.library, TIMING, at=OPEN_AT + 8 * DAY)
    assert told(applicant) == [NoticeKind.SUBMITTED, NoticeKind.ACCEPTED]


def test_what_the_office_lets_lie_is_noticed_and_told_once(office):
    applicant, waits_itself = submitted(office), asked(office)

    def noticed(days, timing=TIMING):
        found = escalate_overdue(office.transaction, office.library, timing, at=OPEN_AT + days * DAY)
        return applicant.reference in found, waits_itself.reference in found

    assert noticed(7) == (False, False), "the last day counts whole"
    assert noticed(8, Timing(TIMING.defaults, WorkingDays({}))) == (False, False), "what cannot be told is not guessed"
    assert noticed(8) == (True, False)
    assert noticed(9) == (False, False)
    assert noticed(60) == (False, False), "what waits for the applicant is no delay of the office"
    assert told(applicant) == [NoticeKind.SUBMITTED, NoticeKind.DELAYED]
    with office.transaction() as session:
        query = sa.select(EscalationRow).join(ApplicationRow, ApplicationRow.id == EscalationRow.application_id)
        (kept,) = session.scalars(query.where(ApplicationRow.reference == applicant.reference)).all()
        assert (kept.status, kept.day) == ("submitted", date(2025, 10, 27))
    applicant.accept()
    assert noticed(60)[0], "another status, another term"


def test_who_is_waited_for_is_reminded_once_when_the_last_day_is_near(office):
    applicant, answers = asked(office), asked(office)

    def reminded(days, defaults=TIMING.defaults):
        found = remind_supplements(office.transaction, defaults, at=OPEN_AT + days * DAY)
        return applicant.reference in found, answers.reference in found

    assert reminded(19, Procedure()) == (False, False)
    assert reminded(17) == (False, False)
    answers.answer()
    assert reminded(18) == (True, False)
    assert reminded(19) == (False, False)
    assert reminded(22) == (False, False), "what is over is no reminder"
    assert told(applicant)[-1] is NoticeKind.SUPPLEMENT_DUE
    assert list_notices(office.transaction, applicant.holder).items[0].facts["until"] == "2025-11-10"


def test_an_answer_between_looking_and_reminding_is_not_reminded_of(office, monkeypatch):
    applicant = asked(office)
    seen = reminding.reading

    @contextmanager
    def answered_meanwhile(transaction):
        with seen(transaction) as session:
            yield session
        applicant.answer()

    monkeypatch.setattr(reminding, "reading", answered_meanwhile)
    assert applicant.reference not in remind_supplements(office.transaction, TIMING.defaults, at=OPEN_AT + 18 * DAY)


def test_whose_answer_to_questions_is_waited_for_is_reminded_once_when_the_last_day_is_near(office):
    applicant, answers = questioned(office), questioned(office)

    def reminded(days, defaults=TIMING.defaults):
        found = remind_questions(office.transaction, defaults, at=OPEN_AT + days * DAY)
        return applicant.reference in found, answers.reference in found

    assert reminded(13, Procedure()) == (False, False)
    assert reminded(13, Procedure(days={QUESTION_WARNING: Duration(1, "months")})) == (False, False)
    assert reminded(10) == (False, False)
    answers.explain()
    assert reminded(11) == (True, False)
    assert reminded(12) == (False, False)
    assert told(applicant)[-1] is NoticeKind.QUESTION_DUE
    assert list_notices(office.transaction, applicant.holder).items[0].facts["until"] == "2025-11-03"
    applicant.at += 13 * DAY
    applicant.explain()
    applicant.question()
    assert reminded(14) == (False, False), "other questions, another last day"
    assert reminded(22) == (True, False)
    applicant.at += 60 * DAY
    applicant.question()
    assert reminded(90) == (False, False), "what is over is no reminder"


def test_an_answer_to_questions_between_looking_and_reminding_is_not_reminded_of(office, monkeypatch):
    applicant = questioned(office)
    seen = reminding_questions.reading

    @contextmanager
    def answered_meanwhile(transaction):
        with seen(transaction) as session:
            yield session
        applicant.explain()

    monkeypatch.setattr(reminding_questions, "reading", answered_meanwhile)
    assert applicant.reference not in remind_questions(office.transaction, TIMING.defaults, at=OPEN_AT + 12 * DAY)


def test_a_notice_about_a_points_record_says_so(office):
    record = declared(points_first(office))
    record.accept()
    found = [*list_notices(office.transaction, record.holder).items]
    assert {notice.facts["of"] for notice in found} == {"points"}
    assert all("积分申报" in say_notice(notice.kind, notice.facts, "zh").text for notice in found)
    assert [each.of for each in deliveries_of(office.transaction, record.reference, officer=office.officer)] == ["points"] * 2
    application = submitted(office)
    assert "of" not in list_notices(office.transaction, application.holder).items[0].facts
    [one] = deliveries_of(office.transaction, application.reference, officer=office.officer)
    assert one.of == "application"


def test_an_act_between_looking_and_noticing_is_no_delay(office, monkeypatch):
    applicant, other = submitted(office), begun(office)
    monkeypatch.setattr(escalating, "any_late", lambda _found: sa.true())
    found = escalate_overdue(office.transaction, office.library, TIMING, at=OPEN_AT + DAY)
    assert applicant.reference not in found
    assert other.reference not in found
