"""Who has number and tail learns where a file stands; who has one of them learns nothing, nor by how much is asked."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.status import Status
from scoring.casework.look_up_progress import look_up_progress
from scoring.policy.library import Library
from tests.casework import filings
from tests.casework.outside import contested
from tests.casework.publishing import published, with_list
from tests.casework.stories import AT, TIMING, keyless

TODAY = local_day(AT)


def tail_of(application):
    return application.applicant.identity_number.reveal()[-4:]


def look_up(office, reference, tail, *, library=None, today=TODAY):
    return look_up_progress(office.transaction, library or office.library, TIMING, reference, tail, today=today)


def of_applicant(office, own, *, today=TODAY):
    return look_up(office, own.reference, own.holder.identity.identity_number.reveal()[-4:], today=today)


def test_number_and_tail_tell_the_status_and_the_next_day(office):
    application = office.record()
    found = look_up(office, f" {application.reference} ", f" {tail_of(application).lower()} ")
    assert (found.status, found.kind, found.steps["checking"]) == (Status.ACCEPTED, "application", "now")
    assert (found.awaited.kind, found.awaited.day > TODAY) == ("verify", True)


def test_whatever_is_wrong_is_answered_alike_and_asks_as_much_of_the_database(office):
    application = office.record()
    wrong = ((application.reference, "000A"), (application.reference, tail_of(application)[1:]), ("none", tail_of(application)))
    asked = [statements(office, lambda mark=mark: look_up(office, *mark)) for mark in wrong]
    with keyless(office.transaction, application.id):
        office.record()  # of an erased file no more is known than of none
        asked.append(statements(office, lambda: look_up(office, application.reference, tail_of(application))))
    assert [found for found, _sent in asked] == [None] * 4
    assert len({sent for _found, sent in asked}) == 1


def statements(office, ask):
    """Give what is found, and the statements that were sent for it."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_others):
        sent.append(statement.partition(" ")[0])

    sa.event.listen(office.transaction.engine, "after_cursor_execute", note)
    try:
        return ask(), tuple(each for each in sent if each == "SELECT")
    finally:
        sa.event.remove(office.transaction.engine, "after_cursor_execute", note)


def test_where_nothing_was_handed_in_nothing_is_found(office, empty_transaction):
    assert look_up_progress(empty_transaction, office.library, TIMING, "1", "2", today=TODAY) is None


def test_a_draft_is_its_holders_alone(office):
    assert of_applicant(office, filings.begun(office)) is None


def test_an_applicant_who_was_asked_sees_until_when_to_answer(office):
    own = filings.questioned(office)
    due = own.own().questions[-1].due
    found = of_applicant(office, own, today=due)
    assert (found.awaited.kind, found.awaited.day) == ("questions", due)
    assert of_applicant(office, own, today=due + timedelta(days=1)).awaited.kind != "questions"


def test_a_file_on_a_public_list_waits_for_its_last_day(office):
    office = with_list(office)
    application = published(office)
    found = look_up(office, application.reference, tail_of(application))
    assert (found.status, found.steps["publicity"], found.awaited.kind) == (Status.PUBLICITY, "now", "publicity")
    assert found.awaited.day >= TODAY


def test_what_is_closed_waits_for_nothing(office):
    own = filings.submitted(office)
    own.withdraw()
    found = of_applicant(office, own)
    assert (found.status, found.awaited, found.steps["closing"]) == (Status.WITHDRAWN, None, "done")


def test_rules_that_are_not_known_here_hide_the_day_and_not_the_status(office):
    application = office.record()
    found = look_up(office, application.reference, tail_of(application), library=Library([]))
    assert (found.status, found.awaited) == (Status.ACCEPTED, None)


def test_that_an_outside_body_waits_for_an_answer_is_not_told(office):
    application = contested(office)
    found = look_up(office, application.reference, tail_of(application))
    assert found.awaited is None or found.awaited.kind != "case_answer"
