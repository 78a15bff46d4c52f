"""The officers' desk: who holds a file, who is barred from it, what is flagged, what is noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.application import Shown
from scoring.application.desk import Flag, Flagged
from scoring.application.due import Timing
from scoring.application.office import Level, Office
from scoring.application.working_days import WorkingDays
from scoring.casework.accept import accept
from scoring.casework.assign_files import MOST, assign_files, officers_to_assign, preview_assignment
from scoring.casework.claim_file import claim_file, claim_next
from scoring.casework.close_flag import close_flag
from scoring.casework.declare_interest import declare_interest
from scoring.casework.lines import ApplicationSearch, Wanted
from scoring.casework.lists import list_applications
from scoring.casework.offices import keep_offices
from scoring.casework.queries import check_journal, read_decision, read_file
from scoring.casework.release_claim import give_back, release_claim
from scoring.casework.return_application import return_application
from scoring.casework.scope import events_within
from scoring.casework.timing import read_timing
from scoring.casework.write_note import write_note
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.policy.library import Library
from scoring.policy.procedure import Duration, Procedure
from scoring.policy.wording import text
from scoring.records.journal import stream_of
from scoring.records.tables import AccountRow, ApplicationRow, EventRow, NoteRow
from tests.casework.filings import OPEN_AT, TIMING, accepted, asked, pausing, submitted
from tests.casework.stories import AT, FACTS
from tests.casework.test_many_at_once import at_once
from tests.conftest import ROOT

QUICK = Timing(Procedure(days={"verify": Duration(20, "days", "acceptance")}), read_timing(ROOT / "policies").working_days)


@pytest.fixture
def place(office):
    """An office of its own for each test, so that what other tests left in the queue is out of scope."""
    id_ = f"desk_{next(_places)}"
    keep_offices(office.transaction, (Office(id_, text({"zh": id_, "en": id_}), Level.CITY, "440100", None),), at=AT)
    return id_


_places = iter(range(1000))


def of(place, officer):
    return replace(officer, office=place)


def take_next(office, officer, library=None, timing=QUICK):
    return claim_next(office.transaction, library or office.library, timing, officer=officer, at=AT)


def found(office, officer, /, **search):
    page = list_applications(office.transaction, ApplicationSearch(**search), Wanted(size=100), officer=officer)
    return {line.reference: line for line in page.items}


def act_of(office, application):
    return office.file(application).events[-1]


def test_next_is_what_was_recorded_first(office, place):
    officer = of(place, office.officer)
    second = office.record(by=officer, at=AT)
    first = office.record(by=officer, at=AT - timedelta(days=3), on=date(2026, 2, 27))
    taken = take_next(office, of(place, office.other_officer))
    assert taken.reference == first.reference
    assert (taken.claim.name, taken.claim.since, taken.claim.is_active) == ("other_officer", AT, True)
    assert take_next(office, officer).reference == second.reference
    assert take_next(office, officer) is None
    assert act_of(office, first).act == "claim"


def test_what_is_due_sooner_comes_before_what_is_older(office, place):
    """Terms differ between versions, so that what was recorded later can be due before."""
    officer = of(place, office.officer)
    older = office.record(by=officer, at=AT - timedelta(days=3), on=date(2026, 2, 27))
    newer = office.record(by=officer, scheme="beijing", version="2020", facts={}, on=date(2020, 12, 1))
    terms = {"guangzhou": 30, "beijing": 5}
    policies = [office.library.find("guangzhou", "2025"), office.library.find("beijing", "2020")]
    procedures = {scheme: Procedure(days={"verify": Duration(n, "days", "acceptance")}) for scheme, n in terms.items()}
    library = Library([replace(policy, procedure=procedures[policy.scheme]) for policy in policies])
    taken = [take_next(office, officer, library).reference for _ in range(2)]
    assert taken == [newer.reference, older.reference]


def test_days_on_which_a_file_waited_for_its_applicant_do_not_count(office, place):
    """The older one waited from 21 to 31 October, so that the newer one is due before it."""
    waits = pausing(office)
    older, newer = accepted(waits), accepted(waits, at=OPEN_AT + timedelta(days=3))
    older.question()
    older.at += timedelta(days=11)
    older.explain()
    for applicant in (older, newer):
        with office.transaction() as session:
            found = sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)
            row = session.scalars(found).one()
            row.office_id, row.claimed_by, row.claimed_at = place, None, None
    taken = [take_next(waits, of(place, office.officer), waits.library) for _ in range(3)]
    assert [each.reference if each else None for each in taken] == [newer.reference, older.reference, None]


def test_a_version_that_is_not_known_comes_last_and_is_still_given(office, place):
    officer = of(place, office.officer)
    application = office.record(by=officer)
    assert take_next(office, officer, Library([])).reference == application.reference


def test_a_deadline_that_cannot_be_told_is_no_reason_to_be_left_out(office, place):
    officer = of(place, office.officer)
    application = office.record(by=officer)
    unknown = Timing(Procedure(days={"verify": Duration(20, "working_days", "acceptance")}), WorkingDays({}))
    assert take_next(office, officer, timing=unknown).reference == application.reference


@pytest.mark.commits
def test_two_who_ask_at_once_never_get_the_same(office, place):
    people = [of(place, getattr(office, name)) for name in ("officer", "other_officer", "both")]
    recorded = {office.record(by=people[0]).reference for _ in range(6)}
    taken = []
    acts = [lambda who=who: taken.append(take_next(office, who).reference) for who in people * 2]
    assert at_once(*acts) == {"NoneType": 6}
    assert set(taken) == recorded
    assert check_journal(office.transaction, officer=office.auditor) is None


@pytest.mark.commits
def test_many_who_want_one_file_leave_it_to_one(office):
    application = office.record()
    shown = office.shown(application)
    acts = [
        lambda who=who: claim_file(office.transaction, shown, officer=who, at=AT)
        for who in (office.officer, office.other_officer, office.both)
    ]
    assert at_once(*acts) == {"Application": 1, "Stale": 2}


def test_next_leaves_out_what_the_officer_may_not_handle(office, place):
    both, officer = of(place, office.both), of(place, office.officer)
    returned = office.recommended(by=officer)
    return_application(office.transaction, office.shown(returned), officer=both, at=AT, redo="重核")
    give_back(office.transaction, office.shown(returned), officer=officer, at=AT)
    barred = office.record(by=officer)
    declare_interest(office.transaction, office.shown(barred), officer=both, at=AT, reason="亲属")
    assert take_next(office, both) is None
    assert take_next(office, officer).reference == returned.reference


def test_who_holds_a_file_takes_it_again_without_a_trace(office):
    claimed = office.claim(office.record())
    again = claim_file(office.transaction, Shown(claimed.reference, 1), officer=office.officer, at=AT)
    assert again == claimed


def test_who_works_on_a_file_that_nobody_holds_takes_it(office):
    recommended = office.recommended()
    assert recommended.claim.name == "officer"
    assert office.file(recommended).events[1].facts["claim"] == "taken"
    returned = return_application(office.transaction, office.shown(recommended), officer=office.supervisor, at=AT, redo="重核")
    assert returned.claim.name == "officer"  # it comes back to who holds it
    with pytest.raises(NotAllowed):
        office.recommend(returned, by=office.other_officer)
    assert "claim" not in act_of(office, office.recommend(returned)).facts


def test_one_officer_does_the_intake_of_a_file(office):
    """Who asks for what is missing holds the file from then on, through the answer to the recommendation."""
    applicant = asked(office)
    assert office.now(applicant).claim.name == "officer"
    with pytest.raises(NotAllowed) as refused:
        claim_file(office.transaction, applicant.shown, officer=office.both, at=AT)
    assert refused.value.why == "claim_free"
    applicant.answer()
    with pytest.raises(NotAllowed):
        accept(office.transaction, office.library, TIMING, applicant.shown, officer=office.both, at=AT)
    assert applicant.accept().claim.name == "officer"


def test_what_was_submitted_is_next_too_and_what_awaits_an_answer_is_not(office, place):
    officer = of(place, office.officer)
    accepted, submitted_one, waiting = office.record(by=officer), submitted(office), asked(office)
    give_back(office.transaction, waiting.shown, officer=office.officer, at=AT)
    with office.transaction() as session:
        for applicant in (submitted_one, waiting):
            found = sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)
            session.scalars(found).one().office_id = place
    taken = [take_next(office, officer, timing=TIMING) for _ in range(3)]
    assert taken[2] is None
    assert [each.reference for each in taken[:2]] == [submitted_one.reference, accepted.reference]  # by whose term runs out first
    assert claim_file(office.transaction, waiting.shown, officer=officer, at=AT).claim.name == "officer"


def test_the_claim_of_one_who_is_absent_is_released_with_a_reason(office):
    claimed = office.claim(office.record())
    with office.transaction() as session:
        session.get(AccountRow, office.officer.account_id).active = False
    assert not office.now(claimed).claim.is_active
    free = release_claim(office.transaction, office.shown(claimed), officer=office.supervisor, at=AT, reason="已调离")
    with office.transaction() as session:
        session.get(AccountRow, office.officer.account_id).active = True
    event = act_of(office, free)
    assert (free.claim, event.note, event.facts["from"]) == (None, "已调离", office.officer.account_id)
    assert [(e.act, e.actor) for e in office.file(free).events][:2] == [("record", "officer"), ("claim", "officer")]


@pytest.fixture
def to_assign(office, place):
    """A file for each thing that can stand in the way of giving it to `both`, by what it is; None where nothing does."""
    officer, both = of(place, office.officer), of(place, office.both)
    files = {None: office.record(by=officer), "held": office.claim(office.record(by=officer), by=officer)}
    checked = office.recommended(by=officer)
    return_application(office.transaction, office.shown(checked), officer=both, at=AT, redo="x")
    files["checker"] = give_back(office.transaction, office.shown(checked), officer=officer, at=AT)
    barred = office.record(by=officer)
    files["barred"] = declare_interest(office.transaction, office.shown(barred), officer=both, at=AT, reason="亲属")
    files["stale"] = office.record(by=officer)
    return files


@pytest.fixture
def both_work_at(office):
    """Moves `both` to an office for a while."""

    def move(place):
        with office.transaction() as session:
            session.get(AccountRow, office.both.account_id).office_id = place

    yield move
    move(None)


def test_files_are_assigned_with_a_preview_that_changes_nothing(office, place, to_assign, both_work_at):
    both_work_at(place)
    supervisor, both = of(place, office.supervisor), office.both.account_id
    shown = [office.shown(each) for each in to_assign.values()]
    shown[-1] = replace(shown[-1], version=9)
    shown.append(Shown("2026-999999", 1))
    foreseen = preview_assignment(office.transaction, shown, both, officer=supervisor)
    assert [each.why for each in foreseen] == ["", "held", "checker", "barred", "stale", "not_found"]
    assert office.file(to_assign[None]).application.claim is None
    done = assign_files(office.transaction, shown, both, officer=supervisor, at=AT)
    assert {each.reference: each.why for each in done} == {each.reference: each.why for each in foreseen}
    assert office.file(to_assign[None]).application.claim.name == "both"
    assert act_of(office, to_assign[None]).facts["to"] == both
    assert [person.name for person in officers_to_assign(office.transaction, officer=supervisor)] == ["both"]
    assert {person.name for person in officers_to_assign(office.transaction, officer=office.supervisor)} >= {"both", "officer"}


def test_a_file_is_assigned_only_within_scope_and_status(office, place, both_work_at):
    inner = f"{place}_d"
    keep_offices(office.transaction, (Office(inner, text({"zh": inner, "en": inner}), Level.DISTRICT, "440100", place),), at=AT)
    of_city, recommended = office.record(by=of(place, office.officer)), office.recommended(by=of(place, office.officer))
    both_work_at(inner)
    with office.transaction() as session:
        session.get(ApplicationRow, recommended.id).claimed_by = None
    shown = [office.shown(of_city), office.shown(recommended)]
    judged = preview_assignment(office.transaction, shown, office.both.account_id, officer=of(place, office.supervisor))
    assert [each.why for each in judged] == ["out_of_scope", "not_possible"]


def test_nobody_else_is_given_files(office, place):
    shown = [office.shown(office.record())]
    supervisor = of(place, office.supervisor)
    for account_id in (office.auditor.account_id, office.officer.account_id, 999999):  # of no office: above the supervisor
        with pytest.raises(InputRefused, match="officer"):
            assign_files(office.transaction, shown, account_id, officer=supervisor, at=AT)
    for many in ([], shown * (MOST + 1)):
        with pytest.raises(InputRefused, match="files"):
            assign_files(office.transaction, many, office.officer.account_id, officer=office.supervisor, at=AT)


def test_who_declared_an_interest_is_named_the_file_and_not_shown_it(office, place):
    officer, both = of(place, office.officer), of(place, office.both)
    application = office.claim(office.record(by=officer), by=both)
    declared = declare_interest(office.transaction, office.shown(application), officer=both, at=AT, reason="申请人是我表弟")
    assert declared.claim is None
    assert found(office, both)[application.reference].is_barred
    assert not found(office, officer)[application.reference].is_barred
    with pytest.raises(NotAllowed) as refused:
        read_file(office.transaction, application.reference, officer=both)
    assert refused.value.why == "no_interest"
    office.grant(office.recommend(office.verify(office.close_flags(declared, by=officer), by=officer), by=officer))
    with pytest.raises(NotAllowed):
        read_decision(office.transaction, f"{application.reference}-D", officer=both)
    with pytest.raises(NotFound):
        read_decision(office.transaction, f"{application.reference}-D", officer=of("elsewhere", office.officer))
    auditing = replace(both, roles=office.auditor.roles)
    with office.transaction() as session:
        streams = set(session.scalars(sa.select(EventRow.stream).where(events_within(auditing))))
    assert stream_of(application.id) not in streams
    [interest] = office.file(application).desk.interests
    assert (interest.name, interest.at, interest.closed.by) == ("both", AT, "officer")


def test_the_interest_of_another_is_flagged_until_somebody_looked_into_it(office):
    application = office.record()
    declare_interest(office.transaction, office.shown(application), officer=office.officer, at=AT, reason="亲属")
    assert office.file(application).desk.flags == (Flag.CONFLICT,)
    assert found(office, office.auditor, flag=Flag.CONFLICT)[application.reference].flags == (Flag.CONFLICT,)
    flagged = Flagged(Flag.CONFLICT, office.officer.account_id)
    settle = {"officer": office.supervisor, "at": AT, "reason": "由他人另行核查"}
    close_flag(office.transaction, office.shown(application), flagged, **settle)
    desk = office.file(application).desk
    assert (desk.flags, desk.interests[0].closed.reason, desk.interests[0].closed.by) == ((), "由他人另行核查", "supervisor")
    assert application.reference not in found(office, office.auditor, flag=Flag.CONFLICT)
    with pytest.raises(NotAllowed):
        close_flag(office.transaction, office.shown(application), flagged, **settle)
    with pytest.raises(NotAllowed):
        read_file(office.transaction, application.reference, officer=office.officer)  # barred for good


def test_a_person_in_another_open_file_is_flagged_under_any_scheme(office, place):
    family = office.family()
    here = office.record(by=of(place, office.officer), family=family)
    spouse = replace(here.applicant, name=family[0].name, identity_number=family[0].identity_number)
    there = office.record(applicant=spouse, facts=FACTS | {"birth_date": "1988-08-15"})
    for mine, other, role in ((here, there, "applicant"), (there, here, "spouse")):
        [duplicate] = office.file(mine).desk.duplicates
        assert (duplicate.reference, duplicate.relation, duplicate.status) == (other.reference, role, "accepted")
        assert found(office, office.auditor, flag=Flag.DUPLICATE)[mine.reference].flags == (Flag.DUPLICATE,)
    [unseen] = read_file(office.transaction, here.reference, officer=of(place, office.officer)).desk.duplicates
    assert (unseen.reference, unseen.subject) == ("", there.id)  # it lies out of scope
    declare_interest(office.transaction, office.shown(there), officer=office.both, at=AT, reason="亲属")
    [barred] = read_file(office.transaction, here.reference, officer=office.both).desk.duplicates
    assert barred.reference == ""


def test_a_pair_that_was_looked_into_is_flagged_no_more_and_a_new_one_is(office):
    family = office.family()
    first = office.record(family=family)
    second = office.record(family=family)
    settle = {"officer": office.officer, "at": AT}
    with pytest.raises(InputRefused):
        close_flag(office.transaction, office.shown(first), Flagged(Flag.DUPLICATE, second.id), **settle, reason=" ")
    close_flag(office.transaction, office.shown(first), Flagged(Flag.DUPLICATE, second.id), **settle, reason="同一家庭，已分户")
    desk = office.file(first).desk
    assert desk.flags == ()
    assert {duplicate.closed.reason for duplicate in desk.duplicates} == {"同一家庭，已分户"}
    assert len(desk.duplicates) == 2  # spouse and child: one pair of files
    assert first.reference not in found(office, office.auditor, flag=Flag.DUPLICATE)
    assert second.reference in found(office, office.auditor, flag=Flag.DUPLICATE)
    office.record(family=family[:1])
    assert office.file(first).desk.flags == (Flag.DUPLICATE,)


def test_a_closed_file_is_no_duplicate(office):
    family = office.family()
    first, second = office.record(family=family), office.record(family=family)
    office.refuse(office.recommend(office.verify(office.close_flags(second))))
    assert office.file(first).desk.duplicates == ()
    assert second.reference not in found(office, office.auditor, flag=Flag.DUPLICATE)


def test_lists_are_narrowed_by_who_holds_what_and_by_office(office, place):
    officer = of(place, office.officer)
    mine, other, free = (office.record(by=officer) for _ in range(3))
    mine, other = office.claim(mine, by=officer), office.claim(other, by=of(place, office.other_officer))
    done = office.grant(office.recommended(by=officer)).application
    free = free.reference
    held = {"mine": {mine.reference}, "anybody": {mine.reference, other.reference}, "nobody": {free}}
    for who, expected in held.items():
        assert set(found(office, officer, held=who)) == expected
    assert set(found(office, office.auditor, office=place)) == {mine.reference, other.reference, free, done}
    assert found(office, officer)[mine.reference].claim.name == "officer"
    assert found(office, officer)[done].claim is None
    assert set(found(office, officer, flag=Flag.OVERDUE)) == set(found(office, officer))  # the days of `late` say what is overdue


def test_a_note_is_sealed_and_told_to_colleagues_alone(office):
    application = office.record()
    for n, words in enumerate(("材料原件已看", "已电话核实"), 1):
        write_note(office.transaction, office.shown(application), words, officer=office.officer, at=AT)
        assert act_of(office, application).facts["note"] == n
    assert act_of(office, application).note == ""
    notes = office.file(application).desk.notes
    assert [(note.number, note.words, note.by) for note in notes] == [(2, "已电话核实", "officer"), (1, "材料原件已看", "officer")]
    with office.transaction() as session:
        sealed = session.scalars(sa.select(NoteRow.words).where(NoteRow.application_id == application.id)).all()
    assert all("核实".encode() not in each for each in sealed)
    with pytest.raises(Stale):
        write_note(office.transaction, Shown(application.reference, 1), "x", officer=office.officer, at=AT)
    for words in (" ", "长" * 4001):
        with pytest.raises(InputRefused):
            write_note(office.transaction, office.shown(application), words, officer=office.officer, at=AT)
