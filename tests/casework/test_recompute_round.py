"""A published result is computed again and compared with what two people agreed to, whoever asks, and once a day by itself."""

from __future__ import annotations

import pytest

from scoring.application.moves import Guard
from scoring.casework.recompute_round import order_round, recompute_round, recompute_rounds
from scoring.casework.round_queries import read_round
from scoring.errors import NotAllowed, NotFound
from scoring.policy.library import Library
from scoring.records.ranking_rounds import RoundRemovalRow
from scoring.records.sealing import new_seal
from scoring.records.tables import DataKeyRow
from tests.casework.conftest import open_empty_office
from tests.casework.holding import LOWER, approved, opened, unannounced
from tests.casework.publishing import erase
from tests.casework.stories import AT, LATER, keyless


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


def order(office, held, by="auditor"):
    order_round(office.transaction, held.number, officer=getattr(office, by), at=AT)


def compute(office, held, turn, library=None, by=None):
    recompute_round(office.transaction, library or office.library, held.number, turn, at=LATER, by=by)


def found(office, held):
    shown = read_round(office.transaction, held.number, officer=office.auditor)
    return shown.again, shown.is_computing


@pytest.mark.commits
def test_a_published_round_is_computed_again_and_what_comes_out_is_kept(own):
    held = opened(own)
    _first, second = approved(own), approved(own, **LOWER)
    with pytest.raises(NotFound):
        compute(own, held, 1)
    with pytest.raises(NotAllowed) as early:
        order(own, held)
    held.through()
    with pytest.raises(NotAllowed) as other:
        order(own, held, "officer")
    assert (early.value.why, other.value.why, found(own, held)) == (Guard.COUNTED, Guard.ROLE, (None, False))
    order(own, held)
    order(own, held, "supervisor")  # asking twice changes nothing
    assert found(own, held) == (None, True)
    compute(own, held, 1, by=own.auditor.account_id)
    again, _computing = found(own, held)
    assert (again.again, again.at, again.by, again.kept) == ("equal", LATER, "auditor", held.standing().result.digest)
    assert again.made == again.kept
    compute(own, held, 1, Library(()))  # done again it changes nothing
    assert found(own, held) == (again, False)
    assert list(recompute_rounds(own.transaction, own.library, at=LATER))[-1] == (1, 1)
    assert (found(own, held)[0].again, found(own, held)[0].by) == ("equal", "")
    compute(own, held, 3, Library(()))
    assert (found(own, held)[0].again, found(own, held)[0].made) == ("refused", "")
    compute(own, held, 4, Quicker(own, held))
    assert found(own, held)[0].again == "equal"  # what another kept meanwhile stands
    _what_differs_is_told(own, held, second)


class Quicker:
    """Rules that come to hand once somebody else was done first."""

    def __init__(self, office, held):
        self.office, self.held = office, held

    def find(self, *_which):
        compute(self.office, self.held, 4)
        return Library(()).find(*_which)


def _what_differs_is_told(own, held, second):
    erase(own, second)
    with keyless(own.transaction, second.id):
        compute(own, held, 5)
        assert found(own, held)[0].again == "erased"
        with own.transaction() as session:  # another key than the one it was sealed with
            new_seal(session, second.id, AT)
        compute(own, held, 6)
        assert found(own, held)[0].again == "unreadable"
        with own.transaction() as session:
            session.delete(session.get_one(DataKeyRow, second.id))
    with own.transaction() as session:  # around all use cases
        session.add(
            RoundRemovalRow(round_id=held.number, application_id=second.id, at=AT, by=own.supervisor.account_id, reason=b"")
        )
    compute(own, held, 7)
    again, _computing = found(own, held)
    assert (again.again, again.kept) == ("unequal", held.standing().result.digest)
    assert again.made not in {"", again.kept}
