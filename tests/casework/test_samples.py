"""Auditors draw samples by a seed, write down what they found of each decision, and close them; they change nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application.audit import DecisionFilter
from scoring.casework.access_log import ViewSearch
from scoring.casework.draw_sample import ALL_FOUND, OPEN_SAMPLE, OWN_SAMPLE, close_sample, draw_sample, find_in_sample
from scoring.casework.lines import Wanted
from scoring.casework.reveals import list_reveals, reveal_rates
from scoring.casework.samples import list_samples, read_sample
from scoring.casework.verify_journal import verification
from scoring.casework.viewing import View, reveal, viewed
from scoring.errors import Erased, InputRefused, NotAllowed, NotFound, Stale
from scoring.records.accounts import RoleRow
from scoring.records.verifying import BrokenLink
from tests.casework.conftest import engage
from tests.casework.stories import AT, LATER, ON, REFUSE
from tests.casework.test_erase_application import erase, propose

PERIOD = DecisionFilter(first=ON, last=ON)


@pytest.fixture(scope="module")
def decided(office):
    return [office.granted() for _each in range(3)]


@pytest.fixture(scope="module")
def other_auditor(office):
    with office.transaction() as session:
        role = session.query(RoleRow).filter_by(name="auditor").one()
        return engage(session, "other_auditor", [role])


def drawn(office, seed="20260301", size=3, wanted=PERIOD, **given):
    return draw_sample(office.transaction, seed, size, wanted, **{"officer": office.auditor, "at": LATER} | given)


def read(office, number, by=None):
    return read_sample(office.transaction, number, officer=by or office.auditor)


def find(office, sample, number=1, verdict="in_order", said="", turn=0, by=None):
    find_in_sample(office.transaction, sample, number, verdict, said, turn=turn, officer=by or office.auditor, at=LATER)


@pytest.mark.usefixtures("decided")
def test_a_sample_is_kept_with_all_that_it_was_drawn_by(office):
    first, again = drawn(office), drawn(office)
    sample, items = read(office, first)
    assert [item.reference for item in items] == [item.reference for item in read(office, again)[1]]
    assert (sample.seed, sample.size, sample.drawn, sample.wanted, sample.by) == ("20260301", 3, 3, PERIOD, "auditor")
    assert sample.population >= 3
    assert (sample.is_own, sample.closed_at, sample.looked_at, sample.faults) == (True, None, 0, 0)
    assert {(item.verdict, item.turn, item.words, item.is_erased) for item in items} == {("", 0, "", False)}
    assert sample in list_samples(office.transaction, Wanted(), officer=office.auditor).items


@pytest.mark.usefixtures("decided")
def test_what_is_found_is_written_down_put_right_and_closed(office, other_auditor):
    sample = drawn(office, seed="x", size=2)
    find(office, sample, 1, "not_in_order", "年限少算一个月。")
    with pytest.raises(Stale):
        find(office, sample, 1)
    with pytest.raises(InputRefused):
        find(office, sample, 2, "not_in_order", " ")
    with pytest.raises(NotAllowed) as early:
        close_sample(office.transaction, sample, officer=office.auditor, at=LATER)
    assert early.value.why == ALL_FOUND
    find(office, sample, 2)
    find(office, sample, 1, "in_order", "核对无误。", turn=1)
    found, items = read(office, sample)
    assert (found.looked_at, found.faults) == (2, 0)
    assert [(item.verdict, item.words, item.turn, item.at) for item in items] == [
        ("in_order", "核对无误。", 2, LATER),
        ("in_order", "", 1, LATER),
    ]
    with pytest.raises(NotAllowed) as anothers:
        find(office, sample, 1, turn=2, by=other_auditor)
    assert anothers.value.why == OWN_SAMPLE
    assert read(office, sample, other_auditor)[0].is_own is False
    close_sample(office.transaction, sample, officer=office.auditor, at=LATER)
    assert read(office, sample)[0].closed_at == LATER
    for act in (
        lambda: find(office, sample, 1, turn=2),
        lambda: close_sample(office.transaction, sample, officer=office.auditor, at=LATER),
    ):
        with pytest.raises(NotAllowed) as closed:
            act()
        assert closed.value.why == OPEN_SAMPLE
    with verification(office.transaction) as verified:
        assert not [step for step in verified.steps if isinstance(step, BrokenLink)]


def test_what_was_erased_meanwhile_is_said_and_keeps_nothing_open(office):
    application = office.recommended(REFUSE)
    office.refuse(application)
    sample = drawn(office, wanted=replace(PERIOD, number=application.reference))
    propose(office, application)
    erase(office, application)
    assert [item.is_erased for item in read(office, sample)[1]] == [True]
    with pytest.raises(Erased):
        find(office, sample)
    close_sample(office.transaction, sample, officer=office.auditor, at=LATER)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (DecisionFilter(), "first"),
        (DecisionFilter(first=ON), "last"),
        (DecisionFilter(first=ON, last=ON - timedelta(days=1)), "last"),
        (DecisionFilter(first=ON, last=LATER.date()), "last"),
        (DecisionFilter(first=ON - timedelta(days=9), last=ON - timedelta(days=8)), "first"),
    ],
)
def test_a_period_that_is_not_over_or_has_nothing_gives_no_sample(office, wanted, field):
    with pytest.raises(InputRefused) as refused:
        drawn(office, wanted=wanted)
    assert refused.value.field == field


@pytest.mark.usefixtures("decided")
def test_nobody_else_draws_and_nothing_is_found_that_is_not_there(office):
    sample = drawn(office)
    for who in (office.officer, office.supervisor, office.administrator):
        for act in (
            lambda: drawn(office, officer=who),  # noqa: B023 - called at once
            lambda: find(office, sample, by=who),  # noqa: B023 - called at once
            lambda: read(office, sample, by=who),  # noqa: B023 - called at once
            lambda: list_samples(office.transaction, Wanted(), officer=who),  # noqa: B023 - called at once
            lambda: list_reveals(office.transaction, ViewSearch(), Wanted(), officer=who),  # noqa: B023 - called at once
            lambda: reveal_rates(office.transaction, ViewSearch(), officer=who),  # noqa: B023 - called at once
        ):
            with pytest.raises(NotAllowed):
                act()
    for act in (lambda: find(office, 10**6), lambda: find(office, sample, 9), lambda: read(office, 10**6)):
        with pytest.raises(NotFound):
            act()


def test_reveals_are_listed_with_the_rate_of_everybody(office, decided):
    one, two, three = (application.reference for application in decided)
    with office.transaction() as session:
        role = session.query(RoleRow).filter_by(name="officer").one()
        curious = engage(session, "curious", [role])
    for reference in (one, two, three):
        viewed(office.transaction, View("applications.file", reference), by=curious, at=AT)
    viewed(office.transaction, View("applications.index", rows=25), by=curious, at=AT)
    for reference in (one, one, two):
        reveal(office.transaction, reference, officer=curious, at=AT, reason="核对", page="applications.reveal")
    search = ViewSearch(who="curious", first=ON, last=ON)
    page = list_reveals(office.transaction, search, Wanted(), officer=office.auditor)
    assert [(line.reference, line.reason, line.username) for line in page.items] == [
        (two, "核对", "curious"),
        (one, "核对", "curious"),
        (one, "核对", "curious"),
    ]
    [rate] = reveal_rates(office.transaction, search, officer=office.auditor)
    assert (rate.reveals, rate.revealed_files, rate.opened_files, rate.per_hundred) == (3, 2, 3, 66)
    assert reveal_rates(office.transaction, replace(search, first=ON + timedelta(days=1), last=None), officer=office.auditor) == ()
