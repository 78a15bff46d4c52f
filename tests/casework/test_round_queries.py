"""A round is read as it stands, with the progress of its job; its list a page at a time, applicants masked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application.background import JobState
from scoring.application.rounds import Place, RoundStage
from scoring.application.status import Status
from scoring.casework.freeze_round import order_ranking
from scoring.casework.lines import Wanted
from scoring.casework.round_family import unpublished_round
from scoring.casework.round_lists import read_places, tied
from scoring.casework.round_queries import count_due_rounds, list_rounds, read_round
from scoring.casework.take_out import take_out
from scoring.errors import NotAllowed, NotFound
from tests.casework.conftest import open_empty_office
from tests.casework.holding import LOWER, UNLISTED, approved, opened, unannounced
from tests.casework.publishing import erase
from tests.casework.stories import AT, keyless


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own under rules that draw among the tied: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library, "draw_line"), engines)


def read(office, held, by="supervisor"):
    return read_round(office.transaction, held.number, officer=getattr(office, by))


def places(office, held, number=1, size=25):
    page = read_places(office.transaction, held.number, Wanted(number, size), officer=office.supervisor)
    return [(line.reference, line.rank, line.place, line.is_removed) for line in page.items]


def test_a_round_is_read_at_each_of_its_stages(own):
    assert list_rounds(own.transaction, Wanted(), officer=own.auditor).items == ()
    held = opened(own)
    best, one, other = approved(own), approved(own, **LOWER), approved(own, **LOWER)
    own.record()
    found = read(own, held)
    assert (found.stage, found.files, found.unhandled, found.digest, found.progress) == (RoundStage.OPEN, 3, 1, "", None)
    assert found.list_digest == held.list_digest()
    expected = [(file.reference, None, None, False) for file in (best, one, other)]
    assert (places(own, held), tied(own.transaction, held.number, officer=own.head)) == (expected, ())
    assert (places(own, held, 2, 1), _open(own, held)) == (expected[1:2], (held.number, found.name))
    assert _due(own, found) == [0, 1]
    held.freeze()
    order_ranking(own.transaction, held.number, officer=own.supervisor, at=AT)
    found = read(own, held)
    assert (found.stage, found.progress.state, found.opened_by) == (RoundStage.FROZEN, JobState.QUEUED, "supervisor")
    assert places(own, held) == [(file.reference, None, None, False) for file in (best, one, other)]
    held.rank()
    first = [(best.reference, 1, Place.ADMITTED, False)]
    assert places(own, held, size=1) == first
    assert places(own, held, 2, 1) == [(one.reference, 2, Place.UNDECIDED, False)]
    [line] = read_places(own.transaction, held.number, Wanted(1, 1), officer=own.auditor).items
    assert (line.applicant, line.points, line.status) == ("王**", "186.00", Status.APPROVED_PENDING)
    assert tied(own.transaction, held.number, officer=own.supervisor) == (one.reference, other.reference)
    _read_who_agreed(own, held, one, other)


def _open(own, held):
    row = read(own, held)
    return unpublished_round(own.transaction, (row.scheme, row.version, row.round), officer=own.supervisor)


def _due(own, found):
    moments = (found.window_until, found.window_until + timedelta(minutes=1))
    return [count_due_rounds(own.transaction, officer=own.supervisor, at=at) for at in moments]


def _read_who_agreed(own, held, one, other):
    held.hold(one.reference)
    found = read(own, held)
    assert (found.hold.by, found.hold.is_own, found.hold.drawn) == ("supervisor", True, (one.reference,))
    assert not read(own, held, "other_supervisor").hold.is_own
    held.give_back(reason="再核。")
    assert [(each.by, each.reason) for each in read(own, held).returns] == [("other_supervisor", "再核。")]
    held.hold(other.reference)
    held.publish()
    assert read(own, held).published[:2] == ("supervisor", "other_supervisor")
    held.close()
    listed, found = list_rounds(own.transaction, Wanted(), officer=own.auditor), read(own, held)
    [line] = listed.items
    assert (listed.total, _open(own, held), _due(own, found)) == (1, None, [0, 0])
    assert (line.stage, line.files, found.done, found.cuts[""]["tied"]) == (RoundStage.CLOSED, 3, 3, 2)
    erase(own, one)
    with keyless(own.transaction, one.id):
        page = read_places(own.transaction, held.number, Wanted(2, 1), officer=own.auditor)
        assert [(line.applicant, line.points) for line in page.items] == [("", "")]


def test_who_was_taken_out_stands_there_without_a_rank(own):
    held = opened(own)
    one, other = approved(own), own.approved(UNLISTED)
    held.freeze()
    held.rank()
    take_out(own.transaction, own.shown(one), officer=own.supervisor, at=AT, reason="再核。")
    assert read(own, held).digest == ""
    assert places(own, held) == [(one.reference, None, None, True), (other.reference, None, None, False)]
    held.rank()
    assert places(own, held) == [(other.reference, 1, Place.ADMITTED, False), (one.reference, None, None, True)]


def test_who_reads_no_file_reads_no_round_and_nobody_that_of_another_office(own):
    asked = (
        lambda who: list_rounds(own.transaction, Wanted(), officer=who),
        lambda who: read_round(own.transaction, 1, officer=who),
        lambda who: count_due_rounds(own.transaction, officer=who, at=AT),
    )
    for ask in asked:
        with pytest.raises(NotAllowed):
            ask(own.administrator)
    with pytest.raises(NotFound):
        read_round(own.transaction, 1, officer=replace(own.supervisor, office="nowhere"))
