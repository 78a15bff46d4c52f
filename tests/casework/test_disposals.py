"""What is due is put on a list, exactly that, approved by two people, and erased; held files stay, and the chains verify."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.casework.disposals import list_disposals, read_disposal
from scoring.casework.dispose import approve_disposal, dispose
from scoring.casework.legal_hold import lift_hold, place_hold
from scoring.casework.list_due import list_due, read_due
from scoring.casework.queries import read_file
from scoring.casework.remains import read_remains
from scoring.errors import Erased, NotAllowed, NotFound, Stale
from scoring.policy.procedure import Duration
from scoring.records.applications import DataKeyRow
from scoring.records.award_index import AwardIndexRow
from scoring.records.decisions import DecisionRow
from scoring.records.jobs import JobRow
from scoring.records.verifying import verify
from tests.casework.conftest import open_office
from tests.casework.stories import AT, REFUSE
from tests.casework.test_erase_application import propose, shown

KEPT = {"decided": Duration(12, "months")}
DUE = AT + timedelta(days=366)
EARLY = DUE - timedelta(days=1)


@pytest.fixture(scope="module")
def own(kind, migrated_url, library, engines):
    """An office of its own, so that nothing else is due there."""
    return open_office(migrated_url(kind), library, engines)


def refused(office):
    application = office.recommended(REFUSE)
    office.refuse(application)
    return application


def due(office, at, kept=KEPT, by=None):
    return {
        file.reference: file.is_held
        for file in read_due(office.transaction, kept, officer=by or office.supervisor, today=local_day(at))
    }


def approve(office, number, turn, by, at=DUE):
    return approve_disposal(office.transaction, number, turn, officer=by, at=at)


def run(office, number, at=DUE, kept=KEPT):
    return list(dispose(office.transaction, kept, number, at=at))


def test_exactly_what_is_due_goes_and_what_is_held_stays(own):  # noqa: PLR0915 - one story of one list
    first, held, proposed, late = (refused(own) for _each in range(4))
    open_one, granted = own.recommended(), own.granted()
    place_hold(own.transaction, shown(own, held), "行政诉讼。", officer=own.supervisor, at=AT)
    propose(own, proposed, by=own.other_supervisor)
    assert due(own, EARLY) == {}, "the day before, nothing is"
    everything = due(own, DUE)
    assert everything == {first.reference: False, held.reference: True, proposed.reference: False, late.reference: False}
    assert open_one.reference not in everything
    assert granted.reference not in everything
    assert due(own, DUE, {}).keys() <= {proposed.reference}, "an office that sets no term erases nothing that nobody proposed"
    [number] = list_due(own.transaction, KEPT, at=DUE)
    assert list_due(own.transaction, KEPT, at=DUE) == (), "what stands on an open list is listed once"
    found, items = read_disposal(own.transaction, number, officer=own.supervisor)
    assert [item.reference for item in items] == [first.reference, proposed.reference, late.reference]
    assert {(item.retention, item.outcome) for item in items} == {("decided", "")}
    assert (found.approved_by, found.files, found.is_done) == ((), 3, False)
    with pytest.raises(NotAllowed) as unapproved:
        run(own, number)
    assert unapproved.value.why == Guard.SECOND_PERSON
    assert approve(own, number, 0, own.supervisor) == 1
    with pytest.raises(Stale):
        approve(own, number, 0, own.other_supervisor)
    with pytest.raises(NotAllowed) as same:
        approve(own, number, 1, own.supervisor)
    assert same.value.why == Guard.SECOND_PERSON
    assert read_disposal(own.transaction, number, officer=own.supervisor)[0].is_by_reader
    assert approve(own, number, 1, own.other_supervisor) == 2
    with pytest.raises(NotAllowed) as twice:
        approve(own, number, 2, own.both)
    assert twice.value.why == Guard.ONCE
    place_hold(own.transaction, shown(own, late), "行政诉讼。", officer=own.supervisor, at=DUE)
    with own.transaction() as session:
        assert session.scalar(sa.select(JobRow.arguments).where(JobRow.kind == "dispose")) == f'{{"list":{number}}}'
    assert run(own, number) == [(1, 3), (2, 3), (3, 3)]
    assert run(own, number) == [(1, 3), (2, 3), (3, 3)], "done again it changes nothing"
    found, items = read_disposal(own.transaction, number, officer=own.auditor)
    assert {item.reference: item.outcome for item in items} == {
        first.reference: "erased",
        proposed.reference: "erased",
        late.reference: "held",
    }
    assert (found.is_done, dict(found.outcomes)) == (True, {"erased": 2, "held": 1})
    assert found in list_disposals(own.transaction, officer=own.auditor)
    gone(own, first)
    gone(own, proposed)
    with own.transaction() as session:
        assert session.get(DataKeyRow, held.id) is not None
        assert verify(session) is None


def gone(office, application):
    """Nothing personal can be read, what happened and how it came out can."""
    with pytest.raises(Erased):
        read_file(office.transaction, application.reference, officer=office.auditor)
    with office.transaction() as session:
        assert session.get(DataKeyRow, application.id) is None
        assert session.scalar(sa.select(AwardIndexRow).where(AwardIndexRow.application_id == application.id)) is None
        row = session.scalars(sa.select(DecisionRow).where(DecisionRow.application_id == application.id)).one()
        assert (row.kind, row.outcome, row.total is not None) == ("refused", "eligible", True)
    assert read_remains(office.transaction, application.reference, officer=office.auditor)


def test_what_is_not_due_any_more_is_kept_and_listed_anew(own):
    application = refused(own)
    numbers = list_due(own.transaction, KEPT, at=DUE)
    [number] = [
        one
        for one in numbers
        if application.reference in {item.reference for item in read_disposal(own.transaction, one, officer=own.auditor)[1]}
    ]
    approve(own, number, 0, own.supervisor)
    approve(own, number, 1, own.other_supervisor)
    run(own, number, kept={"decided": Duration(10, "months")}, at=AT)
    _found, items = read_disposal(own.transaction, number, officer=own.auditor)
    assert {item.outcome for item in items} == {"kept"}
    assert list_due(own.transaction, KEPT, at=DUE)


def test_a_lifted_hold_lets_the_file_be_listed(own):
    application = refused(own)
    place_hold(own.transaction, shown(own, application), "行政诉讼。", officer=own.supervisor, at=AT)
    assert due(own, DUE)[application.reference] is True
    lift_hold(own.transaction, shown(own, application), "已终结。", officer=own.other_supervisor, at=AT)
    assert due(own, DUE)[application.reference] is False


@pytest.mark.parametrize("name", ["officer", "policy_staff", "administrator"])
def test_nobody_else_reads_or_approves(own, name):
    who = getattr(own, name)
    for act in (
        lambda: due(own, DUE, by=who),
        lambda: list_disposals(own.transaction, officer=who),
        lambda: read_disposal(own.transaction, 1, officer=who),
        lambda: approve(own, 1, 0, who),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        approve(own, 1, 0, own.auditor)


def test_lists_of_other_offices_are_none_of_theirs(own):
    elsewhere = replace(own.supervisor, office="elsewhere")
    assert list_disposals(own.transaction, officer=elsewhere) == ()
    with pytest.raises(NotFound):
        approve(own, 1, 0, elsewhere)
