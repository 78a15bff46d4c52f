"""An administrator changes, closes and opens accounts again; never the own, never the last administrator's."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count

import pytest
import sqlalchemy as sa

from scoring.application.office import Level, Office
from scoring.application.officer import Role
from scoring.casework.change_duties import change_duties
from scoring.casework.close_staff import close_staff, open_again
from scoring.casework.offices import keep_offices
from scoring.casework.open_account import StaffMember, open_account
from scoring.casework.staff_accounts import Duties, ShownAccount, read_staff
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.policy.wording import text
from scoring.records.tables import AccountRow, EventRow, RoleRow
from tests.casework.stories import AT

OFFICER = frozenset({Role.OFFICER})
SUPERVISOR = frozenset({Role.SUPERVISOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
TAX = Duties(frozenset({Role.DEPARTMENT}), "desk", "tax")
_n = count()


def hashed(password):
    return f"hashed {password}"


@pytest.fixture(scope="module", autouse=True)
def desks(office):
    desk = Office("desk", text({"zh": "窗口", "en": "Desk"}), Level.CITY, "440100", None)
    keep_offices(office.transaction, (desk, replace(desk, id="annex")), at=AT)


def opened(transaction, roles=OFFICER, place="desk"):
    """Give a new account as an administrator sees it; of the whole installation where *place* is None."""
    name = f"staff{next(_n)}"
    member = StaffMember(name, f"{name}@office.cn", "何明", roles, place)
    return open_account(transaction, member, officer=None, at=AT, hash_password=hashed)


class Administration:
    """Acts of an administrator, on an account as it is now unless another sight of it is given."""

    def __init__(self, transaction, officer):
        self.transaction, self.officer = transaction, officer

    def read(self, username):
        return read_staff(self.transaction, username, officer=self.officer)

    def shown(self, username):
        return ShownAccount(username, self.read(username).stamp)

    def change(self, shown, wanted):
        change_duties(self.transaction, self._shown(shown), wanted, officer=self.officer, at=AT)

    def close(self, shown, reason="left"):
        close_staff(self.transaction, self._shown(shown), officer=self.officer, at=AT, reason=reason)

    def again(self, shown):
        return open_again(self.transaction, self._shown(shown), officer=self.officer, at=AT, hash_password=hashed)

    def row(self, username):
        with self.transaction() as session:
            return session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one()

    def events(self, username):
        with self.transaction() as session:
            rows = session.scalars(sa.select(EventRow).where(EventRow.stream == "accounts").order_by(EventRow.id))
            return [(row.act, json.loads(row.facts)) for row in rows if json.loads(row.facts).get("username") == username][1:]

    def _shown(self, named):
        return named if isinstance(named, ShownAccount) else self.shown(named)


@pytest.fixture
def by(office):
    return Administration(office.transaction, office.administrator)


def test_roles_office_and_department_change_at_once_and_the_journal_has_both(by):
    who = opened(by.transaction).username
    by.change(who, Duties(SUPERVISOR, "annex"))
    assert by.read(who).duties == Duties(SUPERVISOR, "annex")
    by.change(who, TAX)
    by.change(who, TAX)
    (act, first), (_, second) = by.events(who)
    now = {"roles": ["supervisor"], "office": "annex", "department": None}
    before = {"roles_before": ["officer"], "office_before": "desk", "department_before": None}
    assert (act, first) == ("change_duties", {"username": who, **now, **before})
    assert (second["department"], second["roles_before"]) == ("tax", ["supervisor"])


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Duties(frozenset(), "desk"), "roles"),
        (Duties(frozenset({Role.APPLICANT}), "desk"), "roles"),
        (Duties(frozenset({Role.OFFICER, Role.AGENCY}), "desk"), "roles"),
        (Duties(OFFICER), "office"),
        (Duties(OFFICER, "nowhere"), "office"),
        (Duties(OFFICER, "desk", "tax"), "department"),
        (replace(TAX, department=None), "department"),
        (replace(TAX, office=None), "office"),
    ],
)
def test_what_nobody_of_the_office_may_have_is_refused(by, wanted, field):
    who = opened(by.transaction).username
    with pytest.raises(InputRefused) as refused:
        by.change(who, wanted)
    assert (refused.value.field, by.events(who)) == (field, [])


def test_the_whole_installation_is_kept_and_never_given(by):
    who = opened(by.transaction, OFFICER | SUPERVISOR, None).username
    by.change(who, Duties(OFFICER))
    for roles in (OFFICER | SUPERVISOR, frozenset({Role.AUDITOR})):
        with pytest.raises(InputRefused) as refused:
            by.change(who, Duties(roles))
        assert refused.value.field == "office"
    by.change(who, Duties(OFFICER, "desk"))
    with pytest.raises(InputRefused):
        by.change(who, Duties(OFFICER))


def test_a_closed_account_lets_nobody_in_until_it_is_opened_again_with_another_password(by):
    new = opened(by.transaction)
    before = by.row(new.username)
    with pytest.raises(NotFound):
        by.again(new.username)
    by.close(new.username, " left the office ")
    row = by.row(new.username)
    assert (row.active, row.name, row.fs_uniquifier == before.fs_uniquifier) == (False, "何明", False)
    with pytest.raises(NotFound):
        by.close(new.username)
    again = by.again(new.username)
    back = by.row(new.username)
    assert (back.active, back.password) == (True, hashed(again.password))
    assert len({new.password, again.password, before.fs_uniquifier, row.fs_uniquifier, back.fs_uniquifier}) == 5
    assert again.officer == new.officer
    assert again.password not in repr(again)
    assert by.events(new.username) == [
        ("close", {"username": new.username, "reason": "left the office"}),
        ("open_again", {"username": new.username}),
    ]


@pytest.mark.parametrize("reason", ["", " ", "x" * 4001])
def test_an_account_is_closed_with_a_reason(by, reason):
    who = opened(by.transaction).username
    with pytest.raises(InputRefused) as refused:
        by.close(who, reason)
    assert (refused.value.field, by.row(who).active) == ("reason", True)


def acts(by):
    """Give every act as a function of what was shown."""
    return (lambda shown: by.change(shown, Duties(SUPERVISOR, "desk")), by.close, by.again)


@pytest.mark.parametrize("n", range(3))
def test_who_saw_another_state_changes_nothing(by, n):
    who = opened(by.transaction).username
    shown = by.shown(who)
    by.change(who, Duties(OFFICER, "annex"))
    with pytest.raises(Stale):
        acts(by)[n](shown)
    shown = by.shown(who)
    by.close(who)
    with pytest.raises(Stale):
        acts(by)[n](shown)


@pytest.mark.parametrize("n", range(3))
def test_nobody_changes_the_own_account(by, n):
    with pytest.raises(InputRefused) as refused:
        acts(by)[n](by.shown("administrator"))
    assert (refused.value.field, by.row("administrator").active) == ("username", True)


@pytest.mark.parametrize("role", ["officer", "supervisor", "head", "policy_staff", "auditor"])
@pytest.mark.parametrize("n", range(3))
def test_only_administrators_act(office, by, role, n):
    who = opened(by.transaction).username
    shown = by.shown(who)
    other = Administration(office.transaction, getattr(office, role))
    with pytest.raises(NotAllowed):
        acts(other)[n](shown)
    with pytest.raises(NotAllowed):
        other.read(who)


def test_accounts_of_applicants_and_agencies_are_found_by_nobody(office, by):
    with office.transaction() as session:
        roles = {row.name: row for row in session.scalars(sa.select(RoleRow))}
        session.add_all(
            AccountRow(username=name, email=f"{name}@x.cn", name=name, fs_uniquifier=name, created_at=AT, roles=[roles[role]])
            for name, role in (("some_applicant", Role.APPLICANT), ("some_agency", Role.AGENCY))
        )
    for name in ("some_applicant", "some_agency", "nobody"):
        with pytest.raises(NotFound):
            by.read(name)
        with pytest.raises(NotFound):
            by.close(ShownAccount(name, 1))


def test_there_is_always_somebody_who_can_open_accounts(empty_transaction):
    """Two administrators who close each other, or take the role from each other, at once: the later one is refused."""
    first, second = (opened(empty_transaction, ADMINISTRATOR | OFFICER, None) for _ in range(2))
    closed = opened(empty_transaction, ADMINISTRATOR, None)
    one, other = (Administration(empty_transaction, each.officer) for each in (first, second))
    one.close(closed.username)
    shown = other.shown(first.username)
    one.close(second.username)
    for act in (other.close, lambda shown: other.change(shown, Duties(OFFICER))):
        with pytest.raises(InputRefused) as refused:
            act(shown)
        assert refused.value.field == "username"
        assert "last open account of an administrator" in refused.value.remedy
    one.again(second.username)
    other.change(shown, Duties(OFFICER))
    assert one.read(first.username).duties.roles == OFFICER
