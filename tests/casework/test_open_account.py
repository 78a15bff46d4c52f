"""An administrator opens accounts; nobody else does."""

from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.open_account import StaffMember, open_account
from scoring.errors import InputRefused, NotAllowed
from scoring.records.tables import AccountRow, EventRow
from tests.casework.stories import AT

_n = count()


def person(**changes):
    n = next(_n)
    return replace(StaffMember(f"he.ming{n}", f"he{n}@office.cn", "何明", frozenset({Role.OFFICER, Role.AUDITOR})), **changes)


def open_(office, who, by="administrator"):
    officer = getattr(office, by) if by else None
    return open_account(office.transaction, who, officer=officer, at=AT, hash_password=lambda password: f"hashed {password}")


@pytest.mark.parametrize("by", ["administrator", None])
def test_an_account_is_opened_with_a_random_password(office, by):
    account = open_(office, person(), by)
    assert account.officer.roles == {Role.OFFICER, Role.AUDITOR}
    assert account.password not in repr(account)
    with office.transaction() as session:
        row = session.get_one(AccountRow, account.officer.account_id)
        event = session.scalars(sa.select(EventRow).where(EventRow.stream == "accounts").order_by(EventRow.id.desc())).first()
        assert (row.username, row.name, row.password, row.active) == (account.username, "何明", f"hashed {account.password}", True)
        assert (event.act, event.actor_id) == ("open", office.administrator.account_id if by else None)
        assert account.password not in event.facts


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
    ],
)
def test_what_is_missing_wrong_or_taken_is_refused(office, changes, field):
    with pytest.raises(InputRefused) as refused:
        open_(office, person(**changes))
    assert refused.value.field == field
