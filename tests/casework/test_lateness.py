"""The database finds the same applications overdue as are overdue one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from scoring.application.deadlines import local_day
from scoring.application.due import SERVICE, Late
from scoring.application.status import Status
from scoring.casework.lateness import LateUnder, days_by_reference, late_under
from scoring.casework.lines import ApplicationSearch
from scoring.casework.timing import read_timing
from tests.casework.stories import AT, LATER, ON, every_line
from tests.conftest import ROOT

TIMING = read_timing(ROOT / "policies")


def found(office, late):
    """Give the references that the list keeps."""
    return {line.reference for line in every_line(office.transaction, ApplicationSearch(late=late), office.officer)}


def overdue(office, today):
    return found(office, late_under(office.library, TIMING, today))


def test_nothing_that_nobody_can_miss_is_late(office):
    office.record()
    assert found(office, ()) == set()


@pytest.mark.parametrize("moment", [datetime(2026, 3, 1, 16, 0, tzinfo=UTC), datetime(2026, 3, 2, 15, 59, tzinfo=UTC)])
def test_an_accepted_application_is_late_from_the_day_after_its_last_day(office, moment):
    reference = office.record(at=moment).reference  # both moments are of 2 March at the office
    assert reference not in overdue(office, date(2026, 3, 30))
    assert reference in overdue(office, date(2026, 3, 31))


def test_a_recommended_one_is_late_by_its_own_clock(office):
    recommended = office.recommended()
    assert recommended.reference not in overdue(office, date(2026, 3, 9))
    assert recommended.reference in overdue(office, date(2026, 3, 10))


def test_a_decision_ends_the_clock_where_no_term_follows(office):
    granted = office.granted()
    assert granted.reference not in overdue(office, date(2026, 12, 1))
    pin = granted.pin
    settle = LateUnder(pin.scheme, pin.version, Late(Status.GRANTED, "decision", ON))
    earlier = LateUnder(pin.scheme, pin.version, Late(Status.GRANTED, "decision", ON - timedelta(days=1)))
    assert granted.reference in found(office, (settle,))
    assert granted.reference not in found(office, (earlier,))
    assert granted.reference not in found(office, (LateUnder("elsewhere", pin.version, settle.late),))
    assert granted.reference not in found(office, (LateUnder(pin.scheme, "0", settle.late),))


def test_what_runs_from_the_service_of_the_decision_is_late_by_the_day_of_that(office):
    granted = office.granted()
    pin = granted.pin
    served_on = local_day(LATER)
    late = [LateUnder(pin.scheme, pin.version, Late(Status.GRANTED, SERVICE, served_on - timedelta(days=n))) for n in (0, 1)]
    assert granted.reference not in found(office, tuple(late)), "it is not served"
    office.seal(granted, 2)
    office.serve(granted, 2)
    assert [granted.reference in found(office, (each,)) for each in late] == [True, False]
    assert days_by_reference(office.transaction, [granted.reference])[granted.reference][SERVICE] == served_on


def test_the_days_of_a_file_are_those_of_its_acts(office):
    accepted, granted = office.record(), office.granted()
    days = days_by_reference(office.transaction, [accepted.reference, granted.reference])
    assert days == {
        accepted.reference: {"receipt": ON, "acceptance": ON},
        granted.reference: {"receipt": ON, "acceptance": ON, "recommendation": ON, "decision": ON},
    }
    assert AT.date() == ON
