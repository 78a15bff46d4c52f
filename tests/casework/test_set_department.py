"""An administrator says for which department somebody answers; the inbox is another at once, and the journal has it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.application.officer import Role
from scoring.casework.set_department import department_of, set_department
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.accounts import AccountRow, RoleRow, officer_of
from scoring.records.events import EventRow
from tests.casework.conftest import engage
from tests.casework.stories import AT

KNOWN = {"police": "Police", "tax": "Tax"}


@pytest.fixture(scope="module")
def clerk(office):
    with office.transaction() as session:
        roles = {row.name: row for row in session.scalars(sa.select(RoleRow))}
        return engage(session, "clerk_of_nothing", [roles[Role.DEPARTMENT]])


def set_(office, username="clerk_of_nothing", department="police", by=None):
    set_department(office.transaction, username, department, KNOWN, officer=by or office.administrator, at=AT)


def events(office):
    with office.transaction() as session:
        query = sa.select(EventRow.facts).where(EventRow.act == "set_department").order_by(EventRow.id)
        return session.scalars(query).all()


def test_a_department_is_set_and_set_again(office, clerk):
    assert department_of(office.transaction, "clerk_of_nothing") is None
    for department in ("police", "police", "tax"):
        set_(office, department=department)
        assert department_of(office.transaction, "clerk_of_nothing") == department
    first, second = events(office)
    assert ('"before":null' in first, '"before":"police"' in second) == (True, True)
    with office.transaction() as session:
        assert officer_of(session.get_one(AccountRow, clerk.account_id)).department == "tax"


@pytest.mark.usefixtures("clerk")
def test_what_is_no_department_or_no_account_of_one_is_refused(office):
    with pytest.raises(InputRefused) as refused:
        set_(office, department="moon")
    assert refused.value.field == "department"
    for username in ("officer", "nobody"):
        with pytest.raises(NotFound):
            set_(office, username)
        with pytest.raises(NotFound):
            department_of(office.transaction, username)


@pytest.mark.parametrize("who", ["officer", "supervisor", "policy_staff", "auditor"])
def test_only_administrators_set_it(office, who):
    with pytest.raises(NotAllowed):
        set_(office, by=getattr(office, who))
