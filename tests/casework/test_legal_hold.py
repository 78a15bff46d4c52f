"""A supervisor holds a file back from erasure; another lifts the hold; meanwhile nobody erases it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.casework.erase_application import read_erasable
from scoring.casework.legal_hold import HELD, is_held, lift_hold, place_hold, read_holding
from scoring.casework.settle_review import propose_keeping
from scoring.errors import Erased, InputRefused, NotAllowed, NotFound, Stale
from scoring.records.verifying import verify
from tests.casework.stories import AT
from tests.casework.test_erase_application import DUE, KEPT, erase, erased, propose, refused, shown
from tests.casework.test_reviews import act as review
from tests.casework.test_reviews import asking, sign
from tests.casework.test_reviews import record as record_review
from tests.casework.versions import amended, corrected, decided

__all__ = ["erased", "refused"]


def hold(office, application, *, by=None, seen=None, reason=" 行政诉讼，越秀区法院受理。 "):
    place_hold(office.transaction, seen or shown(office, application), reason, officer=by or office.supervisor, at=AT)


def lift(office, application, *, by=None, seen=None, reason="已结案"):
    lift_hold(office.transaction, seen or shown(office, application), reason, officer=by or office.other_supervisor, at=AT)


def holding(office, application, by=None):
    return read_holding(office.transaction, application.reference, officer=by or office.supervisor).hold


def why(act):
    with pytest.raises(NotAllowed) as found:
        act()
    return found.value.why


def test_what_is_held_is_not_erased_until_another_lifts_it(office, refused):
    propose(office, refused)
    assert holding(office, refused) is None
    hold(office, refused)
    stands = holding(office, refused)
    assert (stands.by, stands.at, stands.reason, stands.is_by_reader) == ("supervisor", AT, "行政诉讼，越秀区法院受理。", True)
    assert holding(office, refused, office.officer).is_by_reader is False
    assert read_erasable(office.transaction, KEPT, refused.reference, officer=office.supervisor).is_held
    assert why(lambda: erase(office, refused)) == HELD
    assert why(lambda: hold(office, refused, by=office.other_supervisor)) == "once"
    assert why(lambda: lift(office, refused, by=office.supervisor)) == "second_person"
    lift(office, refused)
    assert holding(office, refused) is None
    assert why(lambda: lift(office, refused)) == "second_person", "nothing stands"
    hold(office, refused, by=office.other_supervisor)
    lift(office, refused, by=office.supervisor)
    events = office.file(refused).events
    assert [(event.act, event.note) for event in events][-2:] == [
        ("place_hold", "行政诉讼，越秀区法院受理。"),
        ("lift_hold", "已结案"),
    ]
    with office.transaction() as session:
        assert verify(session) is None


def held(office, application):
    with office.transaction() as session:
        return is_held(session, application.id)


def test_nothing_is_erased_while_a_review_is_open(office, refused):
    record_review(office, refused, asking(items=()))
    assert why(lambda: propose(office, refused, at=DUE)) == HELD
    review(office, propose_keeping, refused)
    sign(office, refused)
    assert not held(office, refused)


def test_neither_version_is_erased_while_the_newer_is_not_decided(office):
    older = office.granted()
    version = corrected(office, older)
    office.register(older, 0)
    assert held(office, older)
    assert held(office, version)
    decided(office, amended(office, version))
    assert not held(office, older)


def test_nothing_held_is_proposed_for_erasure(office, refused):
    hold(office, refused)
    assert why(lambda: propose(office, refused, at=DUE)) == HELD


def test_who_may_hold_and_lift(office, refused):
    for act in (hold, lift):
        for by in (office.officer, office.auditor):
            assert why(lambda act=act, by=by: act(office, refused, by=by)) == "role"
        with pytest.raises(InputRefused) as found:
            act(office, refused, reason=" ")
        assert found.value.field == "reason"
        with pytest.raises(Stale):
            act(office, refused, seen=replace(shown(office, refused), version=1))
        with pytest.raises(NotFound):
            act(office, refused, seen=replace(shown(office, refused), reference="2026-000000-00"))


def test_an_erased_file_is_not_held(office, erased):
    with pytest.raises(Erased):
        hold(office, erased)
