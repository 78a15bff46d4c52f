"""At the counter: an identity is verified from the card, once for each number; corrected by another; a lost password replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application.code import with_check
from scoring.application.holder import Card
from scoring.application.moves import Guard
from scoring.application.persons import masked
from scoring.casework import counter, new_start
from scoring.casework.close_account import ERASED, close_account
from scoring.casework.correct_identity import Correction, correct_identity
from scoring.casework.counter import find_at_counter, show_code, shown_code
from scoring.casework.holders import read_holder
from scoring.casework.new_start import give_new_start, use_new_start
from scoring.casework.verify_identity import verify_identity
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.records import convert
from scoring.records.account_sealing import account_seal
from scoring.records.sealing import keys_of
from scoring.records.tables import AccountCodeRow, EventRow, StaffIdentityRow, VerifiedIdentityRow
from tests.casework.stories import AT, number
from tests.casework.test_holders import events, hashed, new_phone, row_of, signed_up

LATER = AT + timedelta(hours=25)
UNKNOWN = with_check("AAAAAAAA")


def card(**changes):
    return Card(**({"name": "张示范", "identity_number": number()} | changes))


def code_of(office, holder, at=AT):
    return show_code(office.transaction, holder=holder, at=at).code


def verify(office, code, shown, *, by=None, saw_card=True, at=AT):
    return verify_identity(office.transaction, code, shown, officer=by or office.officer, at=at, saw_card=saw_card)


@pytest.fixture
def verified(office):
    """An account whose identity is verified: holder, card, code."""
    holder, shown = signed_up(office), card()
    code = code_of(office, holder)
    return verify(office, code, shown), shown, code


def correct(office, code, shown, *, by=None, reason="错录一位", version=1):
    return correct_identity(office.transaction, Correction(code, shown, reason, version), officer=by or office.supervisor, at=AT)


def test_the_code_is_the_same_until_it_expires(office):
    holder = signed_up(office)
    assert shown_code(office.transaction, holder=holder, at=AT) is None
    made = show_code(office.transaction, holder=holder, at=AT)
    assert made.expires_at == AT + timedelta(hours=24)
    assert show_code(office.transaction, holder=holder, at=AT + timedelta(hours=23)) == made
    assert shown_code(office.transaction, holder=holder, at=AT) == made
    assert shown_code(office.transaction, holder=holder, at=made.expires_at) is None
    assert show_code(office.transaction, holder=holder, at=made.expires_at).code != made.code
    with office.transaction() as session:
        assert made.code.encode() not in session.get_one(AccountCodeRow, (holder.account_id, "counter")).code
    assert [act for act, _, _ in events(office, holder)] == ["sign_up", "show_code", "show_code"]


def test_an_officer_and_a_supervisor_find_the_account_nobody_else(office):
    whose = new_phone()
    holder = signed_up(office, whose)
    code = code_of(office, holder)
    for person in (office.officer, office.supervisor):
        found = find_at_counter(office.transaction, code, officer=person, at=AT)
        assert (found.holder, found.contact, found.version) == (holder, whose, 0)
    for person in (office.auditor, office.policy_staff, office.administrator):
        with pytest.raises(NotAllowed) as refused:
            find_at_counter(office.transaction, code, officer=person, at=AT)
        assert refused.value.why == Guard.ROLE
    for typed, at in ((code, LATER), (UNKNOWN, AT)):
        with pytest.raises(InputRefused, match="No account shows this code now"):
            find_at_counter(office.transaction, typed, officer=office.officer, at=at)


def test_what_stands_on_the_card_is_the_holders_identity_and_readable_nowhere_else(office):
    holder, shown = signed_up(office), card(name="  张  示范 ")
    verify(office, code_of(office, holder), shown)
    identity = read_holder(office.transaction, holder.account_id).identity
    assert (identity.name, identity.identity_number, identity.by, identity.at) == ("张 示范", shown.identity_number, "counter", AT)
    with office.transaction() as session:
        row = session.get_one(VerifiedIdentityRow, holder.account_id)
        assert (row.version, row.officer_id) == (1, office.officer.account_id)
        assert shown.identity_number.reveal().encode() not in row.identity_number
    act, actor, facts = events(office, holder)[-1]
    assert (act, actor) == ("verify_identity", office.officer.account_id)
    assert "张" not in facts
    assert shown.identity_number.reveal() not in facts


def test_the_same_once_more_changes_nothing(office, verified):
    holder, shown, code = verified
    assert verify(office, code, shown) == holder
    assert [act for act, _, _ in events(office, holder)].count("verify_identity") == 1


@pytest.mark.parametrize("by", ["supervisor", "auditor", "administrator", "policy_staff"])
def test_only_an_officer_verifies_and_gives_a_new_start(office, by):
    holder = signed_up(office)
    with pytest.raises(NotAllowed) as refused:
        verify(office, code_of(office, holder), card(), by=getattr(office, by))
    assert refused.value.why == Guard.ROLE
    with pytest.raises(NotAllowed):
        give_new_start(office.transaction, number(), officer=getattr(office, by), at=AT, saw_card=True)


@pytest.mark.parametrize(
    ("changes", "saw_card", "field"),
    [({"name": " "}, True, "name"), ({"name": "张" * 61}, True, "name"), ({}, False, "saw_card")],
)
def test_what_is_missing_is_named(office, changes, saw_card, field):
    holder = signed_up(office)
    with pytest.raises(InputRefused) as refused:
        verify(office, code_of(office, holder), card(**changes), saw_card=saw_card)
    assert refused.value.field == field
    assert read_holder(office.transaction, holder.account_id).identity is None


def test_another_card_for_a_verified_account_is_a_supervisors_matter(office, verified):
    holder, shown, code = verified
    for other in (card(), replace(shown, name="李示范")):
        with pytest.raises(InputRefused, match="A supervisor corrects"):
            verify(office, code, other)
    assert read_holder(office.transaction, holder.account_id) == holder


def test_one_number_is_verified_for_one_account(office, verified):
    _, shown, _ = verified
    second = signed_up(office)
    with pytest.raises(InputRefused, match="another account, that of 138") as refused:
        verify(office, code_of(office, second), shown)
    assert refused.value.field == "identity_number"
    other = card()
    verify(office, code := code_of(office, second), other)
    with pytest.raises(InputRefused, match="another account"):
        correct(office, code, shown)
    assert read_holder(office.transaction, second.account_id).identity.identity_number == other.identity_number


def test_closing_the_account_frees_the_number(office, verified):
    holder, shown, code = verified
    give_new_start(office.transaction, shown.identity_number, officer=office.officer, at=AT, saw_card=True)
    close_account(office.transaction, holder=holder, at=AT)
    with office.transaction() as session:
        for table in ERASED:
            assert session.scalar(sa.select(table.account_id).where(table.account_id == holder.account_id)) is None
    with pytest.raises(InputRefused):
        find_at_counter(office.transaction, code, officer=office.officer, at=AT)
    second = signed_up(office)
    assert verify(office, code_of(office, second), shown).identity.identity_number == shown.identity_number


def test_a_supervisor_corrects_with_a_reason_that_is_kept_encrypted(office, verified):
    holder, _, code = verified
    right = card(name="张示例")
    assert correct(office, code, right, reason=" 错录一位 ").identity.name == "张示例"
    again = correct(office, code, right, by=office.other_supervisor, version=2)
    assert again.identity.identity_number == right.identity_number
    with office.transaction() as session:
        stream = f"account:{holder.account_id}"
        events = sa.select(EventRow).where(EventRow.stream == stream, EventRow.act == "correct_identity")
        rows = session.scalars(events.order_by(EventRow.number)).all()
        assert [(row.actor_id, row.facts) for row in rows] == [
            (office.supervisor.account_id, '{"version":2}'),
            (office.other_supervisor.account_id, '{"version":3}'),
        ]
        seal = account_seal(session, holder.account_id)
        assert seal.open(rows[0].note, convert.note_place(rows[0].number)) == "错录一位"
        assert "错".encode() not in rows[0].note


@pytest.mark.parametrize("by", ["officer", "auditor", "administrator", "policy_staff"])
def test_nobody_but_a_supervisor_corrects(office, verified, by):
    with pytest.raises(NotAllowed) as refused:
        correct(office, verified[2], card(), by=getattr(office, by))
    assert refused.value.why == Guard.ROLE


def test_who_verified_it_does_not_correct_it(office):
    holder = signed_up(office)
    code = code_of(office, holder)
    verify(office, code, card(), by=office.both)
    with pytest.raises(NotAllowed) as refused:
        correct(office, code, card(), by=office.both)
    assert refused.value.why == Guard.ONE_PART


def test_a_correction_of_what_was_corrected_meanwhile_is_stale(office, verified):
    _, _, code = verified
    correct(office, code, card())
    with pytest.raises(Stale):
        correct(office, code, card(), version=1)


def test_a_correction_needs_a_reason_and_something_to_correct(office, verified):
    with pytest.raises(InputRefused) as refused:
        correct(office, verified[2], card(), reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(InputRefused, match="not verified yet"):
        correct(office, code_of(office, signed_up(office)), card())


def test_a_lost_password_is_replaced_once_with_the_code_from_the_counter(office):
    whose, shown = new_phone(), card()
    holder = signed_up(office, whose)
    verify(office, code_of(office, holder), shown)
    first = give_new_start(office.transaction, shown.identity_number, officer=office.officer, at=AT, saw_card=True)
    made = give_new_start(office.transaction, shown.identity_number, officer=office.officer, at=AT, saw_card=True)
    assert (made.contact, made.expires_at, len(made.code)) == (whose, AT + timedelta(hours=24), new_start.LENGTH)
    assert made.code not in repr(made)
    before = row_of(office, holder)

    def use(code=made.code, contact=whose, at=AT, password="five plain words"):
        return use_new_start(office.transaction, contact, code, password=password, at=at, hash_password=hashed)

    for changes in ({"code": first.code}, {"contact": new_phone()}, {"at": LATER}, {"code": with_check("A" * 14)}):
        with pytest.raises(InputRefused, match="does not belong to this account") as refused:
            use(**changes)
        assert refused.value.field == "code"
    with pytest.raises(InputRefused, match="at least 12"):
        use(password="short")
    assert row_of(office, holder).password == before.password
    assert use().account_id == holder.account_id
    after = row_of(office, holder)
    assert after.password == hashed("five plain words")
    assert after.fs_uniquifier != before.fs_uniquifier
    with pytest.raises(InputRefused, match="was used"):
        use()
    assert [act for act, _, _ in events(office, holder)][-3:] == ["give_new_start", "give_new_start", "use_new_start"]


def test_without_a_card_or_a_verified_identity_there_is_no_new_start(office, verified):
    _, shown, _ = verified
    with pytest.raises(InputRefused) as refused:
        give_new_start(office.transaction, shown.identity_number, officer=office.officer, at=AT, saw_card=False)
    assert refused.value.field == "saw_card"
    with pytest.raises(InputRefused, match="No account has this number"):
        give_new_start(office.transaction, number(), officer=office.officer, at=AT, saw_card=True)


def test_nobody_shows_the_code_of_an_account_that_is_closed(office):
    holder = signed_up(office)
    close_account(office.transaction, holder=holder, at=AT)
    for ask in (show_code, shown_code):
        with pytest.raises(NotFound):
            ask(office.transaction, holder=holder, at=AT)


def test_codes_differ():
    assert len({counter.new_code(counter.LENGTH) for _ in range(100)}) == 100
    assert masked("张示范") == "张**"


def test_nobody_verifies_the_own_card_nor_puts_it_right(office, verified):
    holder, shown, code = verified
    for act, officer in ((verify, office.other_officer), (correct, office.other_supervisor)):
        mine = card()
        with office.transaction() as session:
            blind = keys_of(session).blind(mine.identity_number)
            by = office.administrator.account_id
            session.merge(StaffIdentityRow(account_id=officer.account_id, blind=blind, at=AT, by=by))
        given = code if act is correct else code_of(office, signed_up(office))
        with pytest.raises(NotAllowed) as refused:
            act(office, given, mine, by=officer)
        assert refused.value.why == Guard.NO_INTEREST
        with office.transaction() as session:
            session.delete(session.get_one(StaffIdentityRow, officer.account_id))
    assert read_holder(office.transaction, holder.account_id).identity.identity_number == shown.identity_number
