"""What an application waits for: counted from recorded acts, told as far as it is known, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scoring.application.clocks import due_day
from scoring.application.due import EXTENDED, Late, Timing, days_of
from scoring.application.procedure import ways_of
from scoring.application.status import CAUSES, OPEN, Status
from scoring.application.working_days import WorkingDays, Year
from scoring.policy.calendar_file import read_calendar
from scoring.policy.office_defaults import read_office_defaults
from scoring.policy.procedure import Duration, Procedure
from tests.conftest import ROOT

DEFAULTS = read_office_defaults(ROOT / "policies/office_defaults.yaml")
KNOWN = WorkingDays({year: Year(*days) for year, days in read_calendar(ROOT / "policies/working_days.yaml").items()})
TIMING = Timing(DEFAULTS, KNOWN)
SILENT = Procedure()
RECORDED = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 2 March at the office
TODAY = date(2026, 3, 2)


def terms(**days):
    return Procedure(days=days)


def test_an_accepted_application_waits_for_the_recommendation():
    (due,) = TIMING.waiting(Status.ACCEPTED, SILENT, days_of(RECORDED))
    assert (due.kind, due.start, due.day) == ("verify", TODAY, date(2026, 3, 30))
    assert due.term.is_office_default
    assert [due.days_left(day) for day in (TODAY, date(2026, 3, 30), date(2026, 4, 1))] == [28, 0, -2]
    assert [due.is_overdue(day) for day in (date(2026, 3, 30), date(2026, 3, 31))] == [False, True]


def test_a_decision_whose_term_runs_from_acceptance_is_awaited_from_then_on():
    rules = terms(decide=Duration(10, "working_days", "acceptance", "art. 6"))
    decide, verify = TIMING.waiting(Status.ACCEPTED, rules, days_of(RECORDED))
    assert (decide.kind, decide.day, decide.term.reference) == ("decide", date(2026, 3, 16), "art. 6")
    assert verify.kind == "verify"


def test_a_recommended_one_waits_for_the_decision_and_a_granted_one_for_the_registration():
    days = days_of(RECORDED, datetime(2026, 3, 3, 2, tzinfo=UTC), datetime(2026, 3, 4, 2, tzinfo=UTC))
    for status in (Status.RECOMMENDED, Status.APPROVED_PENDING):  # one term for both: the approval does not begin it anew
        (decide,) = TIMING.waiting(status, SILENT, days)
        assert (decide.kind, decide.day) == ("decide", date(2026, 3, 10))
    (settle,) = TIMING.waiting(Status.GRANTED, terms(settle=Duration(3, "months", "decision")), days)
    assert (settle.kind, settle.day) == ("settle", date(2026, 6, 4))
    (endless,) = TIMING.waiting(Status.GRANTED, SILENT, days)
    assert (endless.term, endless.day, endless.days_left(TODAY), endless.is_overdue(TODAY)) == (None, None, None, False)


def test_a_submitted_one_waits_for_acceptance_and_a_supplement_for_the_applicant():
    received = datetime(2026, 3, 3, 2, tzinfo=UTC)
    days = days_of(RECORDED, received_at=received, notice_at=datetime(2026, 3, 4, 2, tzinfo=UTC))
    (accept,) = TIMING.waiting(Status.SUBMITTED, SILENT, days)
    assert (accept.kind, accept.start, accept.day) == ("accept", date(2026, 3, 3), date(2026, 3, 10))
    (answer,) = TIMING.waiting(Status.SUPPLEMENT, SILENT, days)
    assert (answer.kind, answer.start, answer.day) == ("supplement", date(2026, 3, 4), date(2026, 3, 25))
    assert (answer.is_earliest, answer.is_overdue(date(2026, 3, 26))) == (False, True)
    (of_receipt,) = TIMING.waiting(Status.SUPPLEMENT, terms(supplement=Duration(5, "days", "receipt")), days)
    assert of_receipt.day == date(2026, 3, 9)
    accepted = days_of(RECORDED, received_at=received, accepted_at=datetime(2026, 3, 5, 2, tzinfo=UTC))
    assert (accepted["receipt"], accepted["acceptance"]) == (date(2026, 3, 3), date(2026, 3, 5))


def test_a_recommendation_that_was_returned_sets_no_clock():
    days = days_of(RECORDED, RECORDED)
    assert [due.kind for due in TIMING.waiting(Status.ACCEPTED, SILENT, days)] == ["verify"]


def test_a_closed_application_waits_for_nothing():
    for status in Status:
        assert bool(TIMING.waiting(status, SILENT, days_of(RECORDED))) == (
            status in OPEN - {Status.APPROVED, Status.PUBLICITY}
        )  # approved points wait for their holder, a public list for its own last day


def test_a_term_from_an_act_that_is_not_recorded_is_not_counted():
    (due,) = TIMING.waiting(Status.ACCEPTED, terms(verify=Duration(3, "days", "interview")), days_of(RECORDED))
    assert (due.start, due.day, due.unknown_year) == (None, None, None)


def test_a_term_from_service_ends_at_the_earliest_as_if_served_on_the_day_of_the_decision():
    days = days_of(RECORDED, RECORDED, RECORDED)
    ends = {way.kind: due for way, due in TIMING.remedies(ways_of(SILENT, DEFAULTS), days)}
    assert {kind: due.day for kind, due in ends.items()} == {
        "review": date(2026, 3, 16),
        "reconsideration": date(2026, 5, 6),
        "litigation": date(2026, 9, 2),
    }
    for due in ends.values():
        assert due.is_earliest
        assert (due.is_overdue(date(2027, 1, 1)), due.days_left(TODAY)) == (False, None)
    (settle,) = TIMING.waiting(Status.GRANTED, terms(settle=Duration(3, "months", "service")), days)
    assert settle.is_earliest
    (before,) = TIMING.waiting(Status.ACCEPTED, terms(verify=Duration(3, "days", "service")), days_of(RECORDED))
    assert before.start is None


def test_a_year_that_is_not_known_is_named_instead_of_a_day():
    (due,) = TIMING.waiting(Status.ACCEPTED, SILENT, days_of(datetime(2026, 12, 18, 2, tzinfo=UTC)))
    assert (due.start, due.day, due.unknown_year) == (date(2026, 12, 18), None, 2027)
    assert not due.is_overdue(date(2027, 6, 1))


@pytest.mark.parametrize(
    ("duration", "today"),
    [
        (Duration(20, "working_days", "acceptance"), date(2026, 4, 20)),
        (Duration(1, "days", "acceptance"), date(2026, 2, 24)),
        (Duration(29, "months", "acceptance"), date(2026, 6, 30)),
        (Duration(60, "days", "receipt"), date(2026, 5, 7)),
    ],
)
def test_from_the_day_before_on_applications_are_late_and_from_the_day_after_they_are_not(duration, today):
    rules = terms(verify=duration)
    found = {(each.status, each.start): each.last for each in TIMING.late(rules, today)}
    last = found[Status.ACCEPTED, duration.start]
    assert due_day(last, duration, KNOWN) < today
    assert due_day(last.fromordinal(last.toordinal() + 1), duration, KNOWN) >= today


def test_what_can_be_late_is_told_for_each_status_and_act_that_is_recorded():
    assert [(each.status, each.start) for each in TIMING.late(SILENT, date(2026, 4, 20))] == [
        (Status.SUBMITTED, "receipt"),
        (Status.SUPPLEMENT, "notice"),
        (Status.ACCEPTED, "acceptance"),
        (Status.RECOMMENDED, "recommendation"),
        (Status.APPROVED_PENDING, "recommendation"),
        *((status, cause) for cause in CAUSES for status in (Status.ACCEPTED, Status.RECOMMENDED, Status.APPROVED_PENDING)),
    ]
    assert Late(Status.GRANTED, "decision", date(2026, 1, 31)) in TIMING.late(
        terms(settle=Duration(1, "months", "decision")), TODAY
    )
    of_service = TIMING.late(terms(settle=Duration(1, "months", "service")), TODAY)
    assert Late(Status.GRANTED, "service", date(2026, 1, 31)) in of_service
    of_another = TIMING.late(terms(settle=Duration(1, "months", "hearing")), TODAY)
    assert Status.GRANTED not in {each.status for each in of_another}


def test_what_may_be_late_is_not_hidden_by_a_calendar_that_lacks_a_year():
    unknown = Timing(DEFAULTS, WorkingDays({}))
    decide, grant = (each for each in unknown.late(SILENT, TODAY) if each.start == "recommendation")
    assert decide == Late(Status.RECOMMENDED, "recommendation", TODAY)
    assert grant == Late(Status.APPROVED_PENDING, "recommendation", TODAY)
    ahead = TIMING.late(SILENT, date(2026, 12, 28))
    assert all(each.last < date(2026, 12, 22) for each in ahead), "a term that ends in the year to come is not over"


def test_where_the_last_day_to_answer_was_moved_the_new_one_counts_and_only_while_it_is_waited_for():
    notice = datetime(2026, 3, 4, 2, tzinfo=UTC)
    days = {**days_of(RECORDED, received_at=RECORDED, notice_at=notice), EXTENDED: date(2026, 4, 30)}
    (due,) = TIMING.waiting(Status.SUPPLEMENT, SILENT, days)
    assert (due.kind, due.day) == ("supplement", date(2026, 4, 30))
    (accept,) = TIMING.waiting(Status.SUBMITTED, SILENT, days)
    assert accept.kind == "accept"
    assert accept.day < date(2026, 4, 30)


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.RECOMMENDED, Status.APPROVED_PENDING])
def test_a_new_version_waits_by_the_term_of_its_cause_alone_until_it_is_decided(status):
    days = {**days_of(RECORDED, RECORDED), "correction": date(2026, 3, 2)}
    (due,) = TIMING.waiting(status, SILENT, days)
    assert (due.kind, due.start, due.day) == ("correction", date(2026, 3, 2), date(2026, 3, 16))
    (settle,) = TIMING.waiting(Status.GRANTED, SILENT, days)
    assert settle.kind == "settle"


def test_where_the_term_of_a_cause_runs_from_another_act_no_version_is_late_by_it():
    found = {each.start for each in TIMING.late(terms(correction=Duration(3, "days", "service")), TODAY)}
    assert "correction" not in found
