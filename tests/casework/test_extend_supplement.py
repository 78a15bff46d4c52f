"""The last day to answer is moved once, for who asks in time, as the policy or the office provides; everything goes by the new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scoring.application.application import Shown
from scoring.application.due import EXTENDED
from scoring.application.notice import NoticeKind
from scoring.application.working_days import WorkingDays
from scoring.casework.lateness import late_under
from scoring.casework.lines import ApplicationSearch
from scoring.casework.messages import list_notices
from scoring.casework.remind_supplements import remind_supplements
from scoring.errors import CalendarUnknown, MoveRefused, NotAllowed, NotFound
from scoring.policy.procedure import Duration
from tests.casework.filings import TIMING, asked, new_holder, submitted
from tests.casework.stories import every_line

BEFORE, AFTER = date(2025, 11, 10), date(2025, 12, 1)
"""15 working days after 20 October, and as many after that."""


def noon(day):
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def timing(**days):
    """Give the office's terms with some of them changed; None takes one out."""
    stated = {**TIMING.defaults.days, **days}
    return replace(TIMING, defaults=replace(TIMING.defaults, days={k: v for k, v in stated.items() if v is not None}))


def late(office, today):
    search = ApplicationSearch(late=late_under(office.library, TIMING, today))
    return [line.reference for line in every_line(office.transaction, search, office.officer)]


def test_on_the_last_day_it_is_moved_and_everything_goes_by_the_new_day(office):
    applicant = asked(office)
    applicant.at = noon(BEFORE)
    assert applicant.extend() == AFTER
    supplement = applicant.own().supplements[-1]
    assert (supplement.due, supplement.extension.before, supplement.extension.at) == (AFTER, BEFORE, applicant.at)
    own = applicant.own()
    assert own.days[EXTENDED] == AFTER
    assert (own.steps[-1].act, own.steps[-1].by, own.steps[-1].words) == ("extend", "you", "学历认证需要时间。")
    event = office.file(applicant).events[-1]
    assert dict(event.facts) == {"supplement": 1, "before": "2025-11-10", "due": "2025-12-01", "status": "supplement"}
    notice = list_notices(office.transaction, applicant.holder).items[0]
    assert (notice.kind, notice.facts["until"]) == (NoticeKind.SUPPLEMENT_EXTENDED, "2025-12-01")
    assert applicant.reference not in late(office, AFTER)
    assert applicant.reference in late(office, AFTER + timedelta(days=1))
    assert applicant.reference not in remind_supplements(office.transaction, TIMING.defaults, at=noon(BEFORE))
    assert applicant.reference in remind_supplements(office.transaction, TIMING.defaults, at=noon(AFTER))
    applicant.at = noon(AFTER)
    with pytest.raises(NotAllowed):
        applicant.abandon()
    applicant.answer()
    assert applicant.status == "submitted"


@pytest.mark.parametrize(
    ("terms", "wait", "again", "why"),
    [
        ({}, 0, True, "extensible"),
        ({"supplement_extension": None}, 0, False, "extensible"),
        ({}, 22, False, "term_runs"),
    ],
)
def test_it_is_moved_once_in_time_and_only_where_the_rules_let_it(office, terms, wait, again, why):
    applicant = asked(office)
    if again:
        applicant.extend()
    applicant.at += timedelta(days=wait)
    before = applicant.standing
    with pytest.raises(NotAllowed) as refused:
        applicant.extend(timing=timing(**terms))
    assert refused.value.why == why
    assert applicant.standing == before


def test_where_no_last_day_was_set_none_is_moved(office):
    applicant = submitted(office)
    applicant.ask(timing=timing(supplement=None))
    with pytest.raises(NotAllowed) as refused:
        applicant.extend()
    assert refused.value.why == "term_runs"


def test_how_much_longer_it_is_is_the_terms_to_say(office):
    assert asked(office).extend(timing=timing(supplement_extension=Duration(3, "days", "expiry"))) == date(2025, 11, 13)


def test_a_year_whose_working_days_are_unknown_is_not_guessed(office):
    known = replace(TIMING, working_days=WorkingDays({}))
    applicant = asked(office)
    with pytest.raises(CalendarUnknown):
        applicant.extend(timing=known)
    assert applicant.own().supplements[-1].extension is None


def test_it_is_the_holders_alone_and_only_while_something_is_asked_for(office):
    applicant, other = asked(office), submitted(office)
    with pytest.raises(MoveRefused):
        other.extend()
    shown, applicant.holder = applicant.shown, new_holder(office)
    with pytest.raises(NotFound):
        applicant.extend()
    assert applicant.shown == Shown(shown.reference, shown.version)
