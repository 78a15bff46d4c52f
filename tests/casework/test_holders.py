"""Applicants open, use and close accounts: nothing personal stands readable, and nothing of the office opens to them."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from scoring.application import consent
from scoring.application.contact import contact
from scoring.application.holder import Holder
from scoring.application.officer import Role
from scoring.application.status import Status
from scoring.casework.change_password import change_password
from scoring.casework.close_account import ERASED, close_account
from scoring.casework.draft_queries import officer_named
from scoring.casework.holders import read_account, read_holder, username_by
from scoring.casework.open_account import StaffMember, open_account
from scoring.casework.second_factor import kept_factor, reset_factor
from scoring.casework.sign_up import NAME, SigningUp, faults, sign_up
from scoring.errors import InputRefused, NotFound
from scoring.records.accounts import officer_of
from scoring.records.tables import AccountRow, ApplicationRow, ConsentRow, ContactRow, DataKeyRow, EventRow
from tests.casework.stories import AT

_n = count(10000000)
PASSWORD = "four plain words"


def hashed(password):
    return f"hashed {password}"


def new_phone():
    return contact(f"138{next(_n)}")


def signed_up(office, whose=None, **changes):
    given = SigningUp(**({"contact": whose or new_phone(), "password": PASSWORD, "consent": consent.CURRENT} | changes))
    return sign_up(office.transaction, given, at=AT, hash_password=hashed)


def events(office, holder):
    with office.transaction() as session:
        rows = session.scalars(
            sa.select(EventRow).where(EventRow.stream == f"account:{holder.account_id}").order_by(EventRow.number)
        )
        return [(row.act, row.actor_id, row.facts) for row in rows]


def row_of(office, holder):
    with office.transaction() as session:
        row = session.get_one(AccountRow, holder.account_id)
        values = {
            name: getattr(row, name) for name in ("username", "email", "name", "password", "active", "fs_uniquifier", "office_id")
        }
        return SimpleNamespace(**values, roles={role.name for role in row.roles})


def test_an_account_is_opened_with_nothing_personal_readable(office):
    whose = new_phone()
    holder = signed_up(office, whose)
    row = row_of(office, holder)
    assert (row.roles, row.active, row.password, row.name, row.office_id) == ({Role.APPLICANT}, True, hashed(PASSWORD), NAME, None)
    with office.transaction() as session:
        kept = session.get_one(ContactRow, holder.account_id)
        assert whose.reveal().encode() not in kept.contact
    account = read_account(office.transaction, holder)
    assert (account.contact, account.opened_at, account.holder) == (whose, AT, holder)
    assert [(kept.version, kept.at) for kept in account.consents] == [(consent.CURRENT, AT)]
    assert read_holder(office.transaction, holder.account_id) == holder
    [(act, actor, facts)] = events(office, holder)
    assert (act, actor) == ("sign_up", holder.account_id)
    assert whose.reveal() not in facts
    assert username_by(office.transaction, whose) == row.username
    assert whose.reveal() not in row.username + row.email


def test_a_mail_address_does_as_well(office):
    whose = contact(f"lin{next(_n)}@example.cn")
    assert read_account(office.transaction, signed_up(office, whose)).contact == whose


def test_a_contact_opens_one_account(office):
    whose = new_phone()
    signed_up(office, whose)
    with pytest.raises(InputRefused, match="account with this already") as refused:
        signed_up(office, whose)
    assert refused.value.field == "contact"


@pytest.mark.parametrize(
    ("changes", "field"), [({"password": "short"}, "password"), ({"consent": ""}, "consent"), ({"consent": "0"}, "consent")]
)
def test_without_a_good_password_or_consent_there_is_none(office, changes, field):
    whose = new_phone()
    with pytest.raises(InputRefused) as refused:
        signed_up(office, whose, **changes)
    assert refused.value.field == field
    assert username_by(office.transaction, whose) is None


def test_an_applicants_account_is_no_officers(office):
    username = row_of(office, signed_up(office)).username
    for ask in (
        lambda: officer_named(office.transaction, username),
        lambda: kept_factor(office.transaction, username),
        lambda: reset_factor(office.transaction, username, officer=office.administrator, at=AT, reason="x"),
    ):
        with pytest.raises(NotFound):
            ask()
    with office.transaction() as session, pytest.raises(TypeError, match="no officer"):
        officer_of(session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one())


def test_an_administrator_opens_none_for_an_applicant(office):
    member = StaffMember("ming", "ming@office.cn", "明", frozenset({Role.OFFICER, Role.APPLICANT}))
    with pytest.raises(InputRefused, match="of those of the office") as refused:
        open_account(office.transaction, member, officer=None, at=AT, hash_password=hashed)
    assert refused.value.field == "roles"


def test_an_officers_account_is_no_applicants(office):
    for person in (Holder(office.officer.account_id), Holder(10**6)):
        with pytest.raises(NotFound):
            read_account(office.transaction, person)


def test_a_new_password_ends_the_sessions(office):
    holder = signed_up(office)
    before = row_of(office, holder)
    change_password(office.transaction, "ｆive plain words", holder=holder, at=AT, hash_password=hashed, current=PASSWORD)
    after = row_of(office, holder)
    assert after.password == hashed("five plain words")
    assert after.fs_uniquifier != before.fs_uniquifier
    assert events(office, holder)[-1][0] == "change_password"


@pytest.mark.parametrize(("password", "words"), [("short", "at least 12"), (PASSWORD, "present password")])
def test_a_password_that_may_not_be_changes_nothing(office, password, words):
    holder = signed_up(office)
    with pytest.raises(InputRefused, match=words):
        change_password(office.transaction, password, holder=holder, at=AT, hash_password=hashed, current=PASSWORD)
    assert row_of(office, holder).password == hashed(PASSWORD)


def test_closing_destroys_what_is_personal_and_frees_the_contact(office):
    whose = new_phone()
    holder = signed_up(office, whose)
    close_account(office.transaction, holder=holder, at=AT)
    row = row_of(office, holder)
    assert (row.active, row.password) == (False, None)
    with office.transaction() as session:
        for table in ERASED:
            assert session.scalar(sa.select(table.account_id).where(table.account_id == holder.account_id)) is None
        assert session.get(ConsentRow, (holder.account_id, consent.CURRENT)) is not None
    assert username_by(office.transaction, whose) is None
    assert [act for act, _, _ in events(office, holder)] == ["sign_up", "close"]
    with pytest.raises(NotFound):
        close_account(office.transaction, holder=holder, at=AT)
    assert signed_up(office, whose).account_id != holder.account_id


def test_an_account_with_an_application_that_is_handled_stays_open(office):
    holder = signed_up(office)
    recorded = office.record()
    with office.transaction() as session:
        session.execute(sa.update(ApplicationRow).where(ApplicationRow.id == recorded.id).values(account_id=holder.account_id))
    with pytest.raises(InputRefused, match="being handled") as refused:
        close_account(office.transaction, holder=holder, at=AT)
    assert refused.value.field == "account"
    assert read_account(office.transaction, holder)


def test_closing_an_account_deletes_its_drafts(office):
    from tests.casework.filings import begun

    applicant = begun(office)
    close_account(office.transaction, holder=applicant.holder, at=AT)
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one()
        assert session.get(DataKeyRow, row.id) is None
        assert row.status == Status.DISCARDED


def test_an_account_whose_application_was_submitted_stays_open(office):
    from tests.casework.filings import submitted

    applicant = submitted(office)
    with pytest.raises(InputRefused, match="being handled"):
        close_account(office.transaction, holder=applicant.holder, at=AT)
    applicant.withdraw()
    close_account(office.transaction, holder=applicant.holder, at=AT)


def test_everything_wrong_with_a_new_account_is_named_at_once():
    assert [wrong.field for wrong in faults("lin", "short", "")] == ["contact", "password", "consent"]
    assert faults("13800138000", "four plain words", consent.CURRENT) == ()
