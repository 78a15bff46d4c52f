"""The guards that come of rounds: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.moves import MOVES, Guard
from scoring.application.officer import Role
from scoring.application.status import Act, Part
from scoring.casework.forfeit import forfeit
from scoring.casework.grant import grant
from scoring.casework.hold_round import ResultShown
from scoring.casework.publish_list import publish_list
from scoring.casework.return_application import return_application
from scoring.casework.summon_originals import summon_originals
from scoring.casework.take_out import take_out
from scoring.errors import InputRefused, NotAllowed, NotYet, OrgansUnnamed, Stale
from scoring.policy.procedure import Procedure
from tests.casework.conftest import open_empty_office
from tests.casework.holding import approved, opened, unannounced
from tests.casework.originals import PLACE, with_originals
from tests.casework.publishing import batch_of, with_list
from tests.casework.publishing import shown as listed_as
from tests.casework.stories import AT, ON, TIMING


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own: where a round is held, nothing of its scheme goes on beside it."""
    return open_empty_office(migrated_url(kind), unannounced(library), engines)


@pytest.fixture(scope="module")
def held(own):
    """A round that counts a file, with a result."""
    held = opened(own)
    application = approved(own)
    held.freeze()
    held.rank()
    return held, application


def list_it(office, application):
    listed = with_list(office)
    batch = batch_of(listed, application)
    publish_list(listed.transaction, listed.library, TIMING, listed_as(listed, batch), ON, officer=listed.supervisor, at=AT)


def summon_it(office, application):
    seeing = with_originals(office)
    common = {"officer": seeing.officer, "at": AT}
    summon_originals(seeing.transaction, seeing.library, TIMING, seeing.shown(application), PLACE, **common)


def grant_it(office, application):
    common = {"officer": office.supervisor, "at": AT, "reason": "准予。"}
    grant(office.transaction, office.library, TIMING, office.shown(application), **common)


def return_it(office, application):
    return_application(office.transaction, office.shown(application), officer=office.supervisor, at=AT, redo="再查")


def forfeit_it(office, application):
    common = {"officer": office.supervisor, "at": AT, "reason": "未到场。"}
    forfeit(office.transaction, office.library, TIMING, office.shown(application), **common)


BREAK_ROUNDS = {
    Guard.ADMITTED: {
        Act.PUBLISH: (list_it, InputRefused),
        Act.GRANT: (grant_it, NotYet),
        Act.SUMMON_ORIGINALS: (summon_it, NotYet),
    },
    Guard.NOT_COUNTED: {Act.RETURN: (return_it, NotAllowed), Act.FORFEIT: (forfeit_it, NotAllowed)},
    Guard.COUNTED: {},
}


@pytest.mark.parametrize("guard", [Guard.ADMITTED, Guard.NOT_COUNTED])
def test_what_goes_on_from_an_approval_waits_for_the_round(own, held, guard):
    assert {move.act for move in MOVES if guard in move.guards} == set(BREAK_ROUNDS[guard])
    _, application = held
    before = own.file(application)
    for do, error in BREAK_ROUNDS[guard].values():
        with pytest.raises(error) as refused:
            do(own, application)
        assert getattr(refused.value, "why", guard) == guard
    assert own.file(application) == before


@pytest.mark.usefixtures("held")
def test_what_is_unbroken_is_done_and_taken_out_once(own):
    application = approved(own)
    with pytest.raises(NotAllowed) as refused:  # no round counts it
        take(own, application)
    assert refused.value.why == Guard.COUNTED


def take(office, application, *, by="supervisor", reason="再查", version=0):
    shown = office.shown(application)
    common = {"officer": getattr(office, by), "at": AT, "reason": reason}
    return take_out(office.transaction, replace(shown, version=shown.version + version), **common)


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        ({"by": "officer"}, NotAllowed),
        ({"by": "head"}, NotAllowed),
        ({"reason": " "}, InputRefused),
        ({"version": -1}, Stale),
    ],
)
def test_a_broken_guard_keeps_a_file_in_its_round(own, held, broken, error):
    _, application = held
    before = own.file(application)
    with pytest.raises(error):
        take(own, application, **broken)
    assert own.file(application) == before


def test_nobody_asks_for_admission_or_its_contrary_of_one_file_alone():
    for act in (Act.ADMIT, Act.NOT_SELECT):
        [move] = [move for move in MOVES if move.act is act]
        assert (move.role, move.by_itself, move.part) == (None, False, Part.CHECKER)
        assert not any(move.is_for(type("O", (), {"roles": frozenset({role})})()) for role in Role)


def test_what_was_displayed_is_published_and_whom_to_turn_to_is_named(own, held):
    held, application = held
    shown = held.shown()
    for wrong in (replace(shown, digest="0" * 64), ResultShown(held.number, "")):
        with pytest.raises(Stale):
            hold(own, wrong)
    unproved(held.hold, own.supervisor)
    held.hold()
    unproved(held.publish, own.other_supervisor)
    for wrong in (replace(held.shown(), digest="0" * 64), replace(held.shown(), hold=9)):
        with pytest.raises(Stale):
            publish(own, wrong)
    with pytest.raises(OrgansUnnamed):
        publish(nobody_named(own), held.shown(), replace(TIMING, defaults=Procedure()))
    held.publish()
    for done in (lambda: hold(own, shown), held.publish, held.give_back, held.freeze):
        with pytest.raises(NotAllowed):  # what is published is neither held nor published again nor given back
            done()
    with pytest.raises(NotAllowed) as refused:
        take(own, application)
    assert refused.value.why == Guard.COUNTED
    held.close()


def unproved(act, who):
    with pytest.raises(NotAllowed) as refused:  # a result bears the name of either
        act(by=replace(who, is_proved=False))
    assert refused.value.why == Guard.PROVED


def hold(office, shown):
    from scoring.casework.hold_round import hold_round

    hold_round(office.transaction, office.library, TIMING, shown, (), officer=office.supervisor, at=AT, reason="x")


def publish(office, shown, timing=TIMING):
    from scoring.casework.publish_round import publish_round

    publish_round(office.transaction, office.library, timing, shown, officer=office.other_supervisor, at=AT)


def nobody_named(office):
    policies = [replace(p, procedure=Procedure()) if p.scheme == "guangzhou" else p for p in office.library.policies]
    return replace(office, library=type(office.library)(policies))
