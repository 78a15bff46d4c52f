"""An administrator opens accounts; nobody else does."""

from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.office import Level, Office
from scoring.application.officer import Role
from scoring.casework.offices import keep_offices
from scoring.casework.open_account import StaffMember, open_account
from scoring.errors import InputRefused, NotAllowed
from scoring.policy.wording import text
from scoring.records.tables import AccountRow, EventRow
from tests.casework.stories import AT

_n = count()


def person(**changes):
    n = next(_n)
    who = StaffMember(f"he.ming{n}", f"he{n}@office.cn", "何明", frozenset({Role.OFFICER, Role.AUDITOR}), "hall")
    return replace(who, **changes)


@pytest.fixture(scope="module", autouse=True)
def hall(office):
    keep_offices(office.transaction, (Office("hall", text({"zh": "厅", "en": "Hall"}), Level.CITY, "440100", None),), at=AT)


def open_(office, who, by="administrator"):
    officer = getattr(office, by) if by else None
    return open_account(office.transaction, who, officer=officer, at=AT, hash_password=lambda password: f"hashed {password}")


@pytest.mark.parametrize("by", ["administrator", None])
def test_an_account_is_opened_with_a_random_password(office, by):
    account = open_(office, person(), by)
    assert (account.officer.roles, account.officer.office) == ({Role.OFFICER, Role.AUDITOR}, "hall")
    assert account.password not in repr(account)
    with office.transaction() as session:
        row = session.get_one(AccountRow, account.officer.account_id)
        event = session.scalars(sa.select(EventRow).where(EventRow.stream == "accounts").order_by(EventRow.id.desc())).first()
        assert (row.username, row.name, row.password, row.active) == (account.username, "何明", f"hashed {account.password}", True)
        assert (event.act, event.actor_id) == ("open", office.administrator.account_id if by else None)
        assert account.password not in event.facts


def test_the_installation_alone_opens_an_account_for_every_office(office):
    assert open_(office, person(office=None), by=None).officer.office is None
    assert open_(office, person(office=None, roles=frozenset({Role.ADMINISTRATOR})), by="administrator").officer.office is None


def test_who_answers_for_a_department_is_told_which(office):
    account = open_(office, person(roles=frozenset({Role.DEPARTMENT}), department="tax"))
    assert (account.officer.department, account.officer.may_read_files) == ("tax", False)


@pytest.mark.parametrize("by", ["officer", "supervisor", "policy_staff", "auditor"])
def test_nobody_but_an_administrator_opens_one(office, by):
    with pytest.raises(NotAllowed) as refused:
        open_(office, person(), by)
    assert refused.value.why == Guard.ROLE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "He"}, "username"),
        ({"username": "h"}, "username"),
        ({"username": "he ming"}, "username"),
        ({"email": "nowhere"}, "email"),
        ({"name": " "}, "name"),
        ({"name": "何" * 81}, "name"),
        ({"roles": frozenset()}, "roles"),
        ({"username": "officer"}, "username"),
        ({"email": "officer@office.cn"}, "email"),
        ({"office": None}, "office"),
        ({"office": None, "roles": frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})}, "office"),
        ({"office": "nowhere"}, "office"),
        ({"roles": frozenset({Role.DEPARTMENT})}, "department"),
        ({"roles": frozenset({Role.DEPARTMENT}), "department": "Tax Office"}, "department"),
        ({"department": "tax"}, "department"),
        ({"roles": frozenset({Role.DEPARTMENT, Role.OFFICER}), "department": "tax"}, "roles"),
    ],
)
def test_what_is_missing_wrong_or_taken_is_refused(office, changes, field):
    with pytest.raises(InputRefused) as refused:
        open_(office, person(**changes))
    assert refused.value.field == field
