"""The queue of what was issued and is not served: within scope, the oldest first, with how long the office has for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.document import DocumentKind
from scoring.application.officer import Officer
from scoring.casework.declare_interest import declare_interest
from scoring.casework.lines import Wanted
from scoring.casework.unserved import UnservedSearch, count_unserved, list_unserved
from scoring.errors import NotAllowed
from scoring.policy.library import Library
from scoring.policy.procedure import Duration, Procedure
from scoring.records.applications import ApplicationRow
from scoring.records.offices import OfficeRow
from tests.casework.stories import AT, LATER, REFUSE, TIMING

TODAY = local_day(LATER)
ALL = UnservedSearch()
FIRST = Wanted()


@pytest.fixture
def window(office, request):
    """An office of its own with a file that was recorded there and one that was refused; gives an officer of it."""
    name = request.node.originalname[-40:]
    with office.transaction() as session:
        session.add(OfficeRow(id=name, name_zh="窗口", name_en="Window", level="city", division="460000", within=None))
    recorded, refused = office.record(), office.recommended(REFUSE)
    office.refuse(refused)
    with office.transaction() as session:
        of_these = ApplicationRow.id.in_([recorded.id, refused.id])
        session.execute(sa.update(ApplicationRow).where(of_these).values(office_id=name))
    return replace(office.officer, office=name), recorded, refused


def listed(office, officer, search=ALL, wanted=FIRST, *, today=TODAY, timing=TIMING, library=None):
    known = (office.transaction, library or office.library, timing)
    return list_unserved(*known, search, wanted, officer=officer, today=today)


def counted(office, officer, *, today=TODAY, timing=TIMING, library=None):
    return count_unserved(office.transaction, library or office.library, timing, officer=officer, today=today)


def test_what_waits_is_listed_by_its_age_until_it_is_served(office, window):
    officer, recorded, refused = window
    lines = listed(office, officer).items
    assert {(line.application, line.kind) for line in lines} == {
        (recorded.reference, DocumentKind.ACCEPTANCE),
        (refused.reference, DocumentKind.ACCEPTANCE),
        (refused.reference, DocumentKind.REFUSED),
    }
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    first = next(line for line in lines if line.application == recorded.reference)
    assert (first.applicant, first.office.say("en"), first.is_sealed, first.at) == ("王**", "Window", False, AT)
    assert (first.due.kind, first.due.day, first.due.is_overdue(TODAY)) == ("serve", date(2026, 3, 16), True)
    office.seal(recorded)
    assert [line.application for line in listed(office, officer).items if line.is_sealed] == [recorded.reference]
    office.serve(recorded)
    assert [line.application for line in listed(office, officer).items] == [refused.reference] * 2


def test_it_is_narrowed_paged_and_counted(office, window):
    officer, _, refused = window
    found = listed(office, officer, UnservedSearch(DocumentKind.REFUSED))
    assert [line.application for line in found.items] == [refused.reference]
    page = listed(office, officer, wanted=Wanted(2, 2))
    assert (page.total, page.number, len(page.items)) == (3, 2, 1)
    assert counted(office, officer) == (3, 3)
    last = local_day(AT) + timedelta(days=14)
    assert counted(office, officer, today=last) == (3, 0)
    assert listed(office, officer, UnservedSearch(overdue=True), today=last).items == ()
    assert len(listed(office, officer, UnservedSearch(overdue=True), today=last + timedelta(days=1)).items) == 3


def test_the_term_is_that_of_the_policy_else_of_the_office(office, window):
    officer, *_ = window
    unset = replace(TIMING, defaults=Procedure())
    assert counted(office, officer, timing=unset) == (3, 0)
    assert listed(office, officer, timing=unset).items[0].due.term is None
    days = {"serve": Duration(3, "days", "decision")}
    rules = [replace(policy, procedure=replace(policy.procedure, days=days)) for policy in office.library.policies]
    assert counted(office, officer, library=Library(rules)) == (3, 1), "the refusal alone: the term runs from the decision"
    assert listed(office, officer, library=Library([])).items[0].due.term.is_office_default


def test_what_is_elsewhere_or_ones_own_affair_is_not_there(office, window):
    officer, recorded, refused = window
    other = f"{officer.office}-x"
    with office.transaction() as session:
        session.add(OfficeRow(id=other, name_zh="别处", name_en="x", level="city", division="460000", within=None))
    assert listed(office, replace(officer, office=other)).items == ()
    declare_interest(office.transaction, office.shown(recorded), officer=officer, at=LATER, reason="亲属")
    assert {line.application for line in listed(office, officer).items} == {refused.reference}
    with pytest.raises(NotAllowed):
        listed(office, Officer(1, "", frozenset()))
    with pytest.raises(NotAllowed):
        counted(office, office.administrator)
