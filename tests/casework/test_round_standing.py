"""A file says which round counts it: to the office with rank and place once ranked, to its applicant without either."""

from __future__ import annotations

import pytest

from scoring.application.deadlines import moment_at
from scoring.application.rounds import Awaited, Counted, Limit, Place
from scoring.casework.own_queries import read_own_file
from scoring.casework.take_out import take_out
from tests.casework.conftest import open_empty_office
from tests.casework.filings import Applying, new_holder
from tests.casework.holding import NOTICE, UNLISTED, approved, opened, unannounced
from tests.casework.stories import AT


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def told(office, applicant):
    """What the office reads of a file, and what its applicant does."""
    read = read_own_file(office.transaction, applicant.reference, holder=applicant.holder)
    return office.file(applicant).counted, read.counted


def awaited(office, applicant):
    """What its applicant reads before a list counts it."""
    return read_own_file(office.transaction, applicant.reference, holder=applicant.holder).awaited


def test_a_file_says_which_round_counts_it(own):
    applicant = Applying(own, new_holder(own))
    applicant.begin()
    applicant.submit()
    held = opened(own, name="第一批", limit=Limit("number", 0))
    own.recommend(own.verify(applicant.accept()), UNLISTED)
    own.approve(applicant)
    outside = approved(own, nominated_skilled_worker=True)
    assert told(own, applicant) == (None, None)
    assert awaited(own, applicant) == Awaited("第一批", moment_at(NOTICE.window_until))
    held.freeze()
    assert awaited(own, applicant) is None
    on_list = Counted(held.number, "第一批", None, None, None, is_published=False)
    assert told(own, applicant) == (on_list, on_list)
    held.rank()
    ranked = Counted(held.number, "第一批", 1, Place.NOT_SELECTED, None, is_published=False)
    assert told(own, applicant) == (ranked, on_list)
    held.hold()
    held.publish()
    assert [each.is_published for each in told(own, applicant)] == [True, True]
    held.close()
    assert [each.outcome for each in told(own, applicant)] == [Place.NOT_SELECTED, Place.NOT_SELECTED]
    mine = own.file(outside).counted
    assert (mine.rank, mine.place, mine.outcome) == (None, Place.OUTSIDE, Place.ADMITTED)


def test_who_is_taken_out_is_counted_by_no_round(own):
    held = opened(own)
    application = approved(own)
    held.freeze()
    assert own.file(application).counted.number == held.number
    take_out(own.transaction, own.shown(application), officer=own.supervisor, at=AT, reason="再核。")
    assert own.file(application).counted is None


def test_who_is_approved_and_on_no_list_waits_for_the_next_round(own):
    applicant = Applying(own, new_holder(own))
    applicant.begin()
    applicant.submit()
    held = opened(own, name="第三批")
    own.recommend(own.verify(applicant.accept()), UNLISTED)
    own.approve(applicant)
    held.freeze()
    take_out(own.transaction, own.shown(applicant), officer=own.supervisor, at=AT, reason="再核。")
    assert awaited(own, applicant) == Awaited()
