"""However many act at once, a file has one decision and one history."""

import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.application import Amendment
from scoring.application.holder import Card
from scoring.application.persons import Applicant
from scoring.application.status import Status
from scoring.casework.amend_facts import amend_facts
from scoring.casework.approve_grant import approve_grant
from scoring.casework.counter import show_code
from scoring.casework.grant import grant
from scoring.casework.new_start import give_new_start, use_new_start
from scoring.casework.queries import check_journal
from scoring.casework.refuse import refuse
from scoring.casework.return_application import return_application
from scoring.casework.verify_identity import verify_identity
from scoring.errors import InputRefused, MoveRefused, Stale
from scoring.records.database import lock
from scoring.records.sealing import keys_of
from scoring.records.tables import AccountRow
from tests.casework.points_first import points_first, verified
from tests.casework.stories import AT, FACTS, ON, TIMING, number
from tests.casework.test_holders import signed_up

pytestmark = pytest.mark.commits
MANY = 50


def at_once(*acts):
    """Start every act at the same moment; give the kinds of their results."""
    results, gate = [], threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            results.append(type(act()))
        except Exception as error:  # noqa: BLE001 - counted below
            results.append(type(error))

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(kind.__name__ for kind in results)


def decide_at_once(office, application, acts):
    """Fifty decisions on what was shown before any of them, by three supervisors in turn; gives the kinds of the results."""
    shown, who = office.shown(application), (office.supervisor, office.other_supervisor, office.both)

    def decide(n):
        act = acts[n % len(acts)]
        given = {"officer": who[n % len(who)], "at": AT}
        if act is return_application:
            return lambda: act(office.transaction, shown, redo="重核", **given)
        return lambda: act(office.transaction, office.library, TIMING, shown, reason="见名单", **given)

    return at_once(*(decide(n) for n in range(MANY)))


def test_many_decisions_of_one_recommended_file_give_exactly_one(office):
    application = office.recommended(family=office.family())
    results = decide_at_once(office, application, (approve_grant, refuse, return_application, grant))
    file = office.file(application)
    won = {Status.APPROVED_PENDING: "GrantApproval", Status.REFUSED: "Decision", Status.ACCEPTED: "Application"}
    assert results[won[file.application.status]] == 1
    # what is not approved is not granted: whoever comes first with that is told so, and everybody else that the file was changed
    assert results[Stale.__name__] + results[MoveRefused.__name__] == MANY - 1
    assert file.entitlements == ()
    assert [event.act for event in file.events][:3] == ["record", "verify", "recommend"]
    assert len(file.events) == 4
    assert (file.agreed is not None) == (file.application.status is Status.APPROVED_PENDING)
    assert check_journal(office.transaction, officer=office.auditor) is None


def test_many_decisions_of_one_approved_file_give_exactly_one(office):
    application = office.approved(family=office.family())
    results = decide_at_once(office, application, (grant, return_application))
    file = office.file(application)
    won = {Status.GRANTED: "Decision", Status.ACCEPTED: "Application"}
    assert results == {won[file.application.status]: 1, Stale.__name__: MANY - 1}
    assert bool(file.entitlements) == (file.decision is not None) == (file.application.status is Status.GRANTED)
    assert len(file.events) == 5
    assert check_journal(office.transaction, officer=office.auditor) is None


def test_one_person_is_recorded_once(office):
    applicant = Applicant("王小明", number())
    results = at_once(*[lambda: office.record(applicant=applicant)] * 8)
    assert results == {"Application": 1, InputRefused.__name__: 7}


@pytest.mark.parametrize("times", [12])
def test_many_applications_have_references_of_their_own(office, times):
    references = []
    assert at_once(*[lambda: references.append(office.record().reference)] * times) == {"NoneType": times}
    assert len(set(references)) == times


@contextmanager
def people_held(office, applicant):
    """Hold a person as an act does that names them; give how many wait. On SQLite whoever acts waits from the first."""
    with office.transaction() as session:
        lock(session, f"applicant:{keys_of(session).blind(applicant.identity_number).hex()}")
        is_server = session.get_bind().dialect.name == "postgresql"
        waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        yield lambda: session.scalar(waiting) if is_server else threading.active_count()


def test_recording_by_points_and_amending_those_points_never_wait_for_each_other(office):
    """The one who records asks for the points and for their person, the one who amends them has the points and asks for the person."""
    first = points_first(office)
    record = verified(first)
    shown, person = first.shown(record), first.file(record).application.applicant
    amendment = Amendment(FACTS, ON, None, "姓名有误。", applicant=replace(person, name="王晓明"))
    results, started = [], []

    def run(act):
        try:
            results.append(type(act()).__name__)
        except Exception as error:  # noqa: BLE001 - compared below
            results.append(type(error).__name__)

    acts = (
        lambda: first.record(applicant=person),
        lambda: amend_facts(first.transaction, first.library, shown, amendment, officer=first.officer, at=AT),
    )
    with people_held(first, person) as waiting:
        for act in acts:
            started.append(threading.Thread(target=run, args=(act,)))
            started[-1].start()
            while sum(thread.is_alive() for thread in started) > waiting():
                pass
    for thread in started:
        thread.join()
    assert sorted(results) == ["Application", "InputRefused"]
    assert first.file(record).application.applicant.name == "王晓明"


@contextmanager
def held_back(transaction, done, go_on):
    """A transaction that has done everything but to commit, until it is told to go on."""
    with transaction() as session:
        yield session
        session.flush()
        done.set()
        go_on.wait(10)


def one_behind_the_other(office, first, second):
    """Let *second* begin while *first* has not committed; give the kinds of both results, or the errors'."""
    done, go_on, results = threading.Event(), threading.Event(), {}

    def run(name, act, transaction):
        try:
            results[name] = type(act(transaction))
        except Exception as error:  # noqa: BLE001 - told below
            results[name] = type(error)
            done.set()

    threads = [threading.Thread(target=run, args=("first", first, lambda: held_back(office.transaction, done, go_on)))]
    threads.append(threading.Thread(target=run, args=("second", second, office.transaction)))
    threads[0].start()
    assert done.wait(10)
    threads[1].start()
    threads[1].join(0.5)  # as long as it takes to come to where it waits
    go_on.set()
    for thread in threads:
        thread.join()
    return results["first"].__name__, results["second"].__name__


def test_a_code_for_a_new_password_counts_once(office):
    identity, holder = number(), signed_up(office)
    code = show_code(office.transaction, holder=holder, at=AT).code
    verify_identity(office.transaction, code, Card("张示范", identity), officer=office.officer, at=AT, saw_card=True)
    made = give_new_start(office.transaction, identity, officer=office.officer, at=AT, saw_card=True)

    def use(password):
        given = {"password": password, "at": AT, "hash_password": lambda plain: plain}
        return lambda transaction: use_new_start(transaction, made.contact, made.code, **given)

    results = one_behind_the_other(office, use("the first new password"), use("the second new password"))
    assert results == ("Holder", "InputRefused")
    with office.transaction() as session:
        assert session.get_one(AccountRow, holder.account_id).password == "the first new password"
