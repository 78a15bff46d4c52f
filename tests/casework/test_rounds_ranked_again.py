"""What keeps a round from being ranked is named, file by file; what failed or was cancelled is ordered anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from scoring.application.application import Opinion
from scoring.application.background import JobState
from scoring.application.persons import Applicant
from scoring.application.rounds import Limit, RoundStage
from scoring.application.status import Status
from scoring.casework.cancel_round import cancel_round
from scoring.casework.freeze_round import order_ranking
from scoring.casework.order_closings import order_closings
from scoring.casework.rank_round import compute_again, rank_round
from scoring.casework.round_queries import read_round
from scoring.casework.round_rules import refuse_other_notice
from scoring.casework.round_window import within_window
from scoring.casework.take_out import take_out
from scoring.errors import Erased, PolicyChanged, RoundChanged, Unranked, WindowClosed
from scoring.jobs.desk import JobFailed
from scoring.jobs.kinds import KINDS
from scoring.policy.language.calendar import from_date
from scoring.policy.library import Library
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.jobs import JobRow
from scoring.records.ranking_rounds import RankingRoundRow
from scoring.records.sealing import new_seal
from scoring.records.tables import DataKeyRow
from tests.casework.conftest import open_empty_office
from tests.casework.holding import LOWER, SETTLED, UNLISTED, approved, opened, unannounced
from tests.casework.publishing import erase
from tests.casework.stories import AT, FACTS, ON, changed_rounds, keyless, number


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def with_rounds(office, **changes):
    """The rules with something announced otherwise of each round."""
    policies = [
        replace(p, rounds=tuple(replace(each, digest="e" * 64, **changes) for each in p.rounds)) if p.scheme == "guangzhou" else p
        for p in office.library.policies
    ]
    return Library(policies)


def poorer(office):
    """The office under rules with another day for the round, by which points differ."""
    return replace(
        office,
        library=Library(
            [replace(p, rounds=changed_rounds(office)) if p.scheme == "guangzhou" else p for p in office.library.policies]
        ),
    )


def odd(office):
    """A file of somebody born too early, who was approved by other figures than those of the round."""
    lenient = replace(office, library=with_rounds(office, parameters={"born_from": from_date(date(1950, 1, 1))}))
    who = {"applicant": Applicant("王小明", number("19750201")), "facts": FACTS | {"birth_date": "1975-02-01"}}
    return lenient.approved(UNLISTED, **who)


def ranks(office, held):
    return list(rank_round(office.transaction, office.library, held.number, at=AT))


@pytest.mark.parametrize("fills_up", [True, False])
def test_every_file_that_cannot_be_ranked_is_named_and_taken_out_it_hinders_nobody(own, fills_up):
    held = opened(own, fills_up=fills_up, limit=Limit("number", 1))
    best, wrong, gone = approved(own), odd(own), approved(own, **LOWER)
    held.freeze()
    erase(own, gone)
    with keyless(own.transaction, gone.id):
        with pytest.raises(Unranked) as refused:
            ranks(own, held)
        assert sorted(refused.value.files) == [(wrong.reference, "same_again"), (gone.reference, "erased")]
        assert all(one.reference in str(refused.value) for one in (wrong, gone))
        with own.transaction() as session:  # another key than the one it was sealed with
            new_seal(session, gone.id, AT)
        with pytest.raises(Unranked) as refused:
            ranks(own, held)
        assert (gone.reference, "unreadable") in refused.value.files
        with own.transaction() as session:
            session.delete(session.get_one(DataKeyRow, gone.id))
    take_out(own.transaction, own.shown(wrong), officer=own.supervisor, at=AT, reason="再核。")
    held.rank()
    assert held.standing().cuts[""]["of"] == 2
    assert compute_again(own.transaction, own.library, held.number) == held.standing().result.digest
    assert best


def test_what_hinders_the_computing_again_is_raised_as_it_is(own):
    held = opened(own)
    application = approved(own)
    held.through()
    erase(own, application)
    with keyless(own.transaction, application.id), pytest.raises(Erased):
        compute_again(own.transaction, own.library, held.number)
    with pytest.raises(RoundChanged):
        compute_again(own.transaction, poorer(own).library, held.number)
    assert compute_again(own.transaction, with_rounds(own, quota=9), held.number) == held.standing().result.digest


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"parameters": {"counted_to": 1}}, ["counted_to"]),
        ({"quota": 9}, ["quota"]),
        ({"window_from": datetime(2025, 10, 11, 9)}, ["window_from"]),  # noqa: DTZ001 - as announced
        ({"window_until": datetime(2025, 12, 1), "quota": 2}, ["window_until"]),  # noqa: DTZ001 - likewise
        ({"id": "another"}, ["round"]),
        ({"note": "x", "highest": 3}, []),
        ({"window_from": None, "window_until": None}, []),
    ],
)
def test_what_the_rules_say_otherwise_since_is_named_before_anything_is_computed(own, changes, differs):
    held = opened(own)
    approved(own)
    held.freeze()
    changed = with_rounds(own, **changes)
    if not differs:  # their notes and results change nobody's rank
        assert refuse_other_notice(held.standing().row, changed.find("guangzhou", "2025")) is None
        return
    with pytest.raises(RoundChanged) as refused:
        next(rank_round(own.transaction, changed, held.number, at=AT))
    assert list(refused.value.differs) == differs
    assert str(refused.value).endswith("Put it back in rounds.yaml as it was, or cancel the round and open it anew.")


def job(office, held, kind="rank_round"):
    with reading(office.transaction) as session:
        query = sa.select(JobRow).where(JobRow.kind == kind, JobRow.arguments == f'{{"round":{held.number}}}')
        return session.scalar(query)


def set_job(office, held, kind="rank_round", **values):
    with office.transaction() as session:
        worker = "w" if values["state"] == JobState.RUNNING else None
        for name, value in {"worker": worker, "heartbeat_at": worker and AT, **values}.items():
            setattr(session.get_one(JobRow, job(office, held, kind).id), name, value)


def desk(office, library=None):
    clock = SimpleNamespace(now=lambda: AT)
    return SimpleNamespace(transaction=office.transaction, library=lambda: library or office.library, clock=clock)


def run(office, held, library=None):
    """Do the job as a worker does, and keep why it failed."""
    with pytest.raises(JobFailed) as failed:
        KINDS["rank_round"](desk(office, library), {"round": held.number}, lambda *_told: None)
    assert failed.value.is_final
    set_job(office, held, state=JobState.FAILED, error_code=failed.value.code, error_text=failed.value.text, ended_at=AT)
    return read_round(office.transaction, held.number, officer=office.auditor).hindrance


def order(held):
    order_ranking(held.office.transaction, held.number, officer=held.office.supervisor, at=SETTLED)


def test_the_page_of_a_round_names_what_hindered_its_job_until_it_is_ordered_anew(own):
    held = opened(own)
    wrong = [odd(own) for _ in range(2)]
    held.freeze()
    order(held)
    assert read_round(own.transaction, held.number, officer=own.auditor).hindrance is None
    found = run(own, held)
    assert (found.code, found.count) == ("unranked", 2)
    assert found.files == tuple((one.reference, "same_again") for one in wrong)
    found = run(own, held, with_rounds(own, quota=9))
    assert (found.code, found.differs, found.files) == ("round_changed", ("quota",), ())
    other = Library([replace(p, digest="f" * 64) if p.scheme == "guangzhou" else p for p in own.library.policies])
    assert run(own, held, other).code == "policy_changed"
    order(held)
    again = job(own, held)
    assert (again.state, again.attempts, again.ended_at) == (JobState.QUEUED, 0, None)
    assert read_round(own.transaction, held.number, officer=own.auditor).hindrance is None
    with pytest.raises(PolicyChanged):
        list(rank_round(own.transaction, other, held.number, at=AT))


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_a_ranking_that_failed_or_was_cancelled_is_ordered_anew_and_one_that_waits_once(own, state):
    held = opened(own)
    approved(own)
    held.freeze()
    order(held)
    set_job(own, held, state=JobState.RUNNING)
    order(held)
    assert job(own, held).state == JobState.RUNNING
    set_job(own, held, state=state, ended_at=AT, cancel_asked_at=AT)
    order(held)
    assert (job(own, held).state, job(own, held).cancel_asked_at) == (JobState.QUEUED, None)
    assert held.jobs() == ["rank_round"]


def closings(office):
    return list(order_closings(office.transaction, at=SETTLED))


def test_a_published_round_is_carried_out_whatever_became_of_its_job(own):
    assert closings(own) == []
    held = opened(own)
    approved(own)
    held.freeze()
    held.rank()
    held.hold()
    held.publish()
    for state in (JobState.FAILED, JobState.CANCELLED, JobState.DONE):
        set_job(own, held, "close_round", state=state, ended_at=AT)
        assert closings(own) == [(1, 1)]
        assert job(own, held, "close_round").state == JobState.QUEUED
    set_job(own, held, "close_round", state=JobState.RUNNING)
    closings(own)
    assert job(own, held, "close_round").state == JobState.RUNNING
    with own.transaction() as session:  # as it is done with what ended long ago
        session.execute(sa.delete(JobRow).where(JobRow.kind == "close_round"))
    told = []
    KINDS["order_closings"](desk(own), {}, lambda *given: told.append(given))
    assert (told, job(own, held, "close_round").state) == ([(1, 1, "closing")], JobState.QUEUED)
    held.close()
    set_job(own, held, "close_round", state=JobState.DONE, ended_at=AT)
    closings(own)
    assert (held.standing().stage, job(own, held, "close_round").state) == (RoundStage.CLOSED, JobState.DONE)


def followed(session, application):
    """A version of a version of a file, recorded long after it."""
    of_it = {"version": 1, "scheme": "guangzhou", "policy_version": "2025", "round": "2025", "recorded_by": 1, "on": ON}
    kept = {**of_it, "recorded_at": AT + timedelta(days=9), "cause": "review", "status": Status.SUPERSEDED}
    first = ApplicationRow(reference=f"{application.reference}-1", replaces_id=application.id, **kept)
    session.add(first)
    session.flush()
    return ApplicationRow(reference=f"{application.reference}-2", replaces_id=first.id, **kept)


def within(office, held):
    with reading(office.transaction) as session:
        row = session.get_one(RankingRoundRow, held.number)
        return session.scalars(sa.select(ApplicationRow).where(within_window(row))).all()


def test_who_comes_in_outside_the_window_is_not_of_the_round_and_the_counter_takes_nobody_then(own):
    late = own.approved(Opinion("grant", "符合条件。", "名单"), facts=FACTS, at=AT + timedelta(minutes=1))
    held = opened(own)
    inside = approved(own)
    with own.transaction() as session:
        session.add(followed(session, late))
        session.add(followed(session, inside))
    recorded = own.record()
    found = read_round(own.transaction, held.number, officer=own.auditor)
    assert (found.files, found.outside_window, found.unhandled) == (1, 1, 1)
    assert {one.reference for one in within(own, held)} == {
        recorded.reference,
        inside.reference,
        f"{inside.reference}-1",
        f"{inside.reference}-2",
    }
    assert held.freeze() == 1
    with pytest.raises(WindowClosed) as closed:
        own.record(at=AT + timedelta(minutes=1))
    assert (closed.value.scheme, closed.value.closed.minute) == ("guangzhou", 30)
    cancel_round(own.transaction, held.number, officer=own.supervisor, at=AT, reason="误开。")
    assert own.record(at=AT + timedelta(minutes=1))  # none is held: who is on the list of another place
