"""Decisions are computed again under their pinned versions: equal to the last byte, or what differs is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.audit import DecisionFilter, Recomputed, filter_of
from scoring.application.background import JobState
from scoring.application.office import Level
from scoring.application.office import Office as Place
from scoring.application.second_look import Difference
from scoring.casework import decision_search
from scoring.casework import recompute_decisions as recomputing
from scoring.casework.decision_search import search_decisions
from scoring.casework.declare_interest import declare_interest
from scoring.casework.lines import Wanted
from scoring.casework.offices import keep_offices
from scoring.casework.recomputations import list_recomputations, read_recomputation
from scoring.casework.recompute_decisions import (
    order_of_all,
    order_recomputation,
    recompute,
    recompute_decisions,
    recompute_one,
)
from scoring.casework.verify_journal import verification
from scoring.errors import NotAllowed, NotFound
from scoring.policy.library import Library
from scoring.policy.wording import text
from scoring.records.database import reading
from scoring.records.decisions import DecisionRow
from scoring.records.events import EventRow
from scoring.records.verifying import BrokenLink
from tests.casework.stories import AT, LATER, ON, REFUSE, changed_rounds
from tests.casework.test_erase_application import erase, propose

EQUAL = Recomputed("equal")


@pytest.fixture(scope="module")
def granted(office):
    return office.granted()


@pytest.fixture(scope="module")
def refused(office):
    application = office.recommended(REFUSE, family=office.family())
    office.refuse(application)
    return application


@pytest.fixture(scope="module")
def other_rounds(office):
    """The policies, but with other figures in the round that the files here are assessed for."""
    changed = replace(office.library.find("guangzhou", "2025"), rounds=changed_rounds(office))
    return Library(changed if one.scheme == "guangzhou" and one.version == "2025" else one for one in office.library.policies)


def again(office, application, library=None, **changes):
    with reading(office.transaction) as session:
        row = session.scalars(sa.select(DecisionRow).where(DecisionRow.application_id == application.id)).one()
        session.expunge(row)
        for name, value in changes.items():
            setattr(row, name, value(getattr(row, name)))
        return recompute(session, library or office.library, row)


def order(office, by=None, **wanted):
    return order_recomputation(office.transaction, DecisionFilter(**wanted), officer=by or office.auditor, at=LATER)


def run(office, number, library=None):
    return list(recompute_decisions(office.transaction, library or office.library, number, at=LATER))


def outcome(office, number, by=None):
    return read_recomputation(office.transaction, number, Wanted(), officer=by or office.auditor)


def every_finding(office, number):
    """Give by its number every decision that did not come out the same, however many there are."""
    pages = outcome(office, number)[1].pages
    read = (read_recomputation(office.transaction, number, Wanted(n + 1), officer=office.auditor)[1] for n in range(pages))
    return {line.reference: line for page in read for line in page.items}


def test_what_is_kept_comes_out_the_same(office, granted, refused):
    assert again(office, granted) == again(office, refused) == EQUAL


def test_what_was_changed_is_named(office, granted):
    assert again(office, granted, outcome=lambda _old: "vetoed").differs == (Difference("outcome", "", {}, "vetoed", "eligible"),)
    total = again(office, granted, total=lambda _old: "1")
    assert (total.again, total.names, total.differs[0].before) == ("unequal", ("total",), "1")
    assert again(office, granted, facts=lambda old: old[:-1] + bytes([old[-1] ^ 1])) == Recomputed("unreadable")


def test_rules_that_are_not_here_or_mean_something_else_are_told(office, granted, other_rounds):
    assert again(office, granted, Library(())) == Recomputed("refused", why="policy_unknown")
    assert again(office, granted, digest=lambda _old: "f" * 64).again == "refused"
    found = again(office, granted, other_rounds)
    assert (found.again, found.has_new_figures) == ("unequal", True)
    assert "outcome" in found.names


def test_an_auditor_has_one_decision_computed_again_and_kept(office, granted):
    number = recompute_one(office.transaction, office.library, f"{granted.reference}-D", officer=office.auditor, at=LATER)
    of, page = outcome(office, number)
    assert (of.by, of.at, of.wanted, of.progress) == ("auditor", LATER, DecisionFilter(number=f"{granted.reference}-D"), None)
    assert (of.counts.examined, of.counts.equal, page.items) == (1, 1, ())
    assert outcome(office, number)[0] in list_recomputations(office.transaction, Wanted(), officer=office.auditor).items


@pytest.mark.usefixtures("granted", "refused")
def test_a_selection_is_computed_in_the_background(office, granted, other_rounds, monkeypatch):
    monkeypatch.setattr(recomputing, "AT_ONCE", 1)
    both = {"scheme": "guangzhou", "version": "2025", "first": ON, "last": ON}
    erased = office.recommended(REFUSE)
    office.refuse(erased)
    propose(office, erased)
    erase(office, erased)
    number = order(office, **both)
    waiting = outcome(office, number)[0]
    assert (waiting.counts, waiting.progress.state, waiting.wanted) == (None, JobState.QUEUED, DecisionFilter(**both))
    told = run(office, number, other_rounds)
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    of, page = outcome(office, number)
    assert of.counts.examined == of.counts.equal + of.counts.unequal + of.counts.erased == len(told)
    named = every_finding(office, number)
    assert named[f"{granted.reference}-D"].again == "unequal"
    assert "outcome" in named[f"{granted.reference}-D"].differs
    assert named[f"{erased.reference}-D"] == type(page.items[0])(f"{erased.reference}-D", "erased", ())
    assert run(office, number) == [], "what was kept stays"
    assert outcome(office, number) == (of, page)


@pytest.mark.usefixtures("granted", "refused")
def test_all_there_are_are_computed_by_the_installation_itself(office):
    number = order_of_all(office.transaction, at=LATER)
    told = run(office, number)
    of, _page = outcome(office, number)
    assert (of.by, of.wanted.is_all, of.counts.examined) == ("", True, told[-1][0])
    assert of.counts.equal > 1
    assert of.counts.unequal == of.counts.refused == of.counts.unreadable == 0
    with office.transaction() as session:
        written = session.scalars(sa.select(EventRow).where(EventRow.stream == "audit").order_by(EventRow.number.desc())).first()
        assert (written.act, written.actor_id) == ("recompute", None)
        assert f'"equal":{of.counts.equal}' in written.facts
    with verification(office.transaction) as found:
        assert not [step for step in found.steps if isinstance(step, BrokenLink)]


@pytest.mark.usefixtures("granted", "refused")
def test_only_so_many_are_named_and_all_are_counted(office, monkeypatch):
    monkeypatch.setattr(recomputing, "NAMED", 1)
    number = order(office, scheme="guangzhou", version="2025")
    run(office, number, Library(()))
    of, page = outcome(office, number)
    assert of.counts.refused > 1
    assert len(page.items) == 1


@pytest.mark.parametrize("name", ["officer", "supervisor", "policy_staff", "administrator"])
def test_nobody_else_does_it(office, granted, name):
    who = getattr(office, name)
    for act in (
        lambda: order(office, by=who),
        lambda: recompute_one(office.transaction, office.library, f"{granted.reference}-D", officer=who, at=LATER),
        lambda: list_recomputations(office.transaction, Wanted(), officer=who),
        lambda: outcome(office, 1, by=who),
        lambda: search_decisions(office.transaction, DecisionFilter(), officer=who),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_is_not_there_is_not_found(office, granted):
    for reference in ("2026-999999-D", granted.reference):  # a file is no decision
        with pytest.raises(NotFound):
            recompute_one(office.transaction, office.library, reference, officer=office.auditor, at=LATER)
    for read in (lambda: outcome(office, 10**6), lambda: run(office, 10**6)):
        with pytest.raises(NotFound):
            read()


def test_an_auditor_of_an_office_has_its_files_alone_computed_again(office, granted):
    levels = (
        ("audit_city", Level.CITY, None),
        ("audit_district", Level.DISTRICT, "audit_city"),
        ("audit_window", Level.WINDOW, "audit_district"),
    )
    places = tuple(Place(id_, text({"zh": id_, "en": id_}), level, "440100", within) for id_, level, within in levels)
    keep_offices(office.transaction, places, at=AT)
    there = office.granted(by=replace(office.officer, office="audit_window"))
    auditor = replace(office.auditor, office="audit_district")
    number = order(office, by=auditor, first=ON)
    assert run(office, number) == [(1, 1)]
    assert outcome(office, number)[0].counts.equal == 1
    with pytest.raises(NotFound):
        recompute_one(office.transaction, office.library, f"{granted.reference}-D", officer=auditor, at=LATER)
    found = search_decisions(office.transaction, DecisionFilter(office="audit_city"), officer=office.auditor)
    assert [line.application for line in found.lines] == [there.reference]


def test_who_is_concerned_opens_nothing(office):
    application = office.granted()
    auditor = office.auditor
    as_officer = replace(office.officer, account_id=auditor.account_id)
    declare_interest(office.transaction, office.shown(application), officer=as_officer, at=LATER, reason="亲属。")
    with pytest.raises(NotAllowed):
        recompute_one(office.transaction, office.library, f"{application.reference}-D", officer=auditor, at=LATER)


def test_decisions_are_searched_by_all_that_they_are(office, granted, refused):
    def found(**wanted):
        page = search_decisions(office.transaction, DecisionFilter(**wanted), officer=office.auditor, size=100)
        return {line.application for line in page.lines}

    assert found(number=granted.reference) == found(number=f"{granted.reference}-D") == {granted.reference}
    both = {granted.reference, refused.reference}
    assert both <= found(first=ON, last=ON, scheme="guangzhou", version="2025", officer="supervisor")
    assert both.isdisjoint(found(first=ON + timedelta(days=1)) | found(last=ON - timedelta(days=1)))
    assert both.isdisjoint(found(officer="nobody") | found(version="2018") | found(outcome="vetoed"))
    assert both & found(kind="refused") == {refused.reference}
    assert both <= found(officer="officer", outcome="eligible")


@pytest.mark.usefixtures("granted", "refused")
def test_a_page_goes_on_where_the_one_before_ended(office, granted, monkeypatch):
    monkeypatch.setattr(decision_search, "COUNTED", 1)
    wanted = DecisionFilter(scheme="guangzhou")
    first = search_decisions(office.transaction, wanted, officer=office.auditor, size=1)
    second = search_decisions(office.transaction, wanted, officer=office.auditor, size=1, before=first.older)
    assert first.count is None
    assert first.lines[0].reference > second.lines[0].reference
    last = search_decisions(office.transaction, DecisionFilter(number=granted.reference), officer=office.auditor)
    assert (last.older, last.count) == (None, 1)
    assert "王**" in last.lines[0].applicant


def test_a_filter_is_read_back_as_it_was_kept():
    wanted = DecisionFilter("1", ON, ON, "o", "lin", "guangzhou", "2025", "granted", "eligible")
    assert filter_of(wanted.document()) == wanted
    assert DecisionFilter().document() == {}
