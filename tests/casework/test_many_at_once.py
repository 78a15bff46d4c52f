"""However many act at once, a file has one decision and one history."""

import threading
from collections import Counter

import pytest

from scoring.application.persons import Applicant
from scoring.application.status import Status
from scoring.casework.grant import grant
from scoring.casework.queries import check_journal
from scoring.casework.refuse import refuse
from scoring.errors import InputRefused, Stale
from tests.casework.stories import AT, number

MANY = 16


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


def test_many_decisions_of_one_file_give_exactly_one(office):
    application = office.recommended(family=office.family())
    shown = office.shown(application)

    def decide(n):
        act, who = (grant, office.supervisor) if n % 2 else (refuse, office.other_supervisor)
        return lambda: act(office.transaction, office.library, shown, officer=who, at=AT, reason="见名单")

    assert at_once(*(decide(n) for n in range(MANY))) == {"Decision": 1, Stale.__name__: MANY - 1}
    file = office.file(application)
    assert file.application.status in {Status.GRANTED, Status.REFUSED}
    assert bool(file.entitlements) == (file.application.status is Status.GRANTED)
    assert [event.act for event in file.events][:3] == ["record", "verify", "recommend"]
    assert len(file.events) == 4
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
