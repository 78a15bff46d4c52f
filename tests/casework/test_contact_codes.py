"""A contact is proven by six digits that went to it, alone: they expire, bear few tries, and cannot be asked for without end."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application import consent
from scoring.application.background import Failure
from scoring.application.contact import contact
from scoring.application.notice import Channel, DeliveryState, NoticeKind
from scoring.application.officer import Officer, Role
from scoring.casework.change_contact import change_contact
from scoring.casework.close_account import close_account
from scoring.casework.deliveries import revive_dead
from scoring.casework.holders import read_account, username_by
from scoring.casework.messages import count_unread, list_notices
from scoring.casework.notify import notify
from scoring.casework.outbox import CODE_OVER, NOT_PROVEN, keep_failed, keep_sent, take_parcel
from scoring.casework.prove_contact import SentCode, ask_contact_code, prove_contact, sent_code
from scoring.casework.sign_up import SigningUp, sign_up
from scoring.errors import InputRefused, NotFound
from scoring.notices.texts import say_parcel
from scoring.records.events import EventRow
from scoring.records.holders import ContactCodeRow, ContactRow, FormerContactRow
from scoring.records.notices import DeliveryRow, NoticeRow
from scoring.settings_channels import CodeTerms
from tests.casework.stories import AT
from tests.casework.test_many_at_once import at_once

BOTH, TERMS = frozenset(Channel), CodeTerms()
MINUTE = timedelta(minutes=1)
MAIL, PHONE = "name@example.cn", "13800138000"


@pytest.fixture
def transaction(empty_transaction):
    return empty_transaction


@pytest.fixture
def applicant(transaction):
    def open_one(typed=MAIL):
        given = SigningUp(contact(typed), "a password of many words", consent.CURRENT)
        return sign_up(transaction, given, at=AT, hash_password=str.upper)

    return open_one


@pytest.fixture
def holder(applicant):
    return applicant()


@pytest.fixture
def ask(transaction, holder):
    """Asks for a code and lets it be sent; gives it."""

    def asked(at=AT, whose=holder):
        ask_contact_code(transaction, BOTH, TERMS, holder=whose, at=at)
        parcel = take_parcel(transaction, BOTH, at=at)
        keep_sent(transaction, parcel, at=at)
        return parcel.code

    return asked


@pytest.fixture
def prove(transaction, holder):
    def typed(code, at=AT, whose=holder):
        prove_contact(transaction, code, TERMS, holder=whose, at=at)

    return typed


def another(code):
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def proven_at(transaction, holder):
    return read_account(transaction, holder).proven_at


def acts(transaction, holder):
    query = sa.select(EventRow).where(EventRow.stream == f"account:{holder.account_id}").order_by(EventRow.number)
    with transaction() as session:
        return [(row.act, row.facts) for row in session.scalars(query)]


def deliveries(transaction):
    query = sa.select(NoticeRow.kind, DeliveryRow.state, DeliveryRow.error_code).join(DeliveryRow).order_by(DeliveryRow.id)
    with transaction() as session:
        return [tuple(row) for row in session.execute(query)]


@pytest.mark.parametrize(("typed", "channel"), [(MAIL, Channel.EMAIL), (PHONE, Channel.SMS)])
def test_a_contact_is_proven_by_the_code_that_went_to_it(transaction, applicant, typed, channel):
    holder = applicant(typed)
    assert proven_at(transaction, holder) is None
    sent = ask_contact_code(transaction, {channel}, TERMS, holder=holder, at=AT)
    assert sent == sent_code(transaction, TERMS, holder=holder, at=AT) == SentCode(AT + 10 * MINUTE, 5)
    parcel = take_parcel(transaction, {channel}, at=AT)
    assert parcel.contact == contact(typed)
    assert re.fullmatch(r"\d{6}", parcel.code)
    assert parcel.code not in repr(parcel)
    for language in ("zh", "en"):
        assert parcel.code in say_parcel(parcel, language).text
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in parcel.code)
    prove_contact(transaction, f" {full_width[:3]} {full_width[3:]} ", TERMS, holder=holder, at=AT + MINUTE)
    assert proven_at(transaction, holder) == AT + MINUTE
    assert sent_code(transaction, TERMS, holder=holder, at=AT + MINUTE) is None
    kind = contact(typed).kind
    assert [act for act, _ in acts(transaction, holder)] == ["sign_up", "ask_contact_code", "prove_contact"]
    assert all(f'"contact":"{kind}"' in facts for _, facts in acts(transaction, holder))
    with pytest.raises(InputRefused, match="proven already"):
        ask_contact_code(transaction, {channel}, TERMS, holder=holder, at=AT + MINUTE)


def test_the_code_stands_nowhere(transaction, holder, ask):
    code = ask()
    (notice,) = list_notices(transaction, holder).items
    assert (notice.kind, notice.facts) == (NoticeKind.CONTACT_CODE, {})
    assert count_unread(transaction, holder) == 0, "who asked for it needs not be told"
    with transaction() as session:
        kept = session.get_one(ContactCodeRow, holder.account_id)
        assert not any(value == code for value in vars(kept).values())
    assert not any(code in facts for _, facts in acts(transaction, holder))


def test_notices_go_only_to_a_contact_that_is_proven_and_always_to_the_account(transaction, holder, ask, prove):
    def tell():
        with transaction() as session:
            notify(session, holder.account_id, NoticeKind.ACCEPTED, {"reference": "2026-000001"}, AT)

    tell()
    assert deliveries(transaction) == []
    prove(ask())
    tell()
    assert [kind for kind, _, _ in deliveries(transaction)] == [NoticeKind.CONTACT_CODE, NoticeKind.ACCEPTED]
    assert take_parcel(transaction, BOTH, at=AT).code is None
    assert [notice.kind for notice in list_notices(transaction, holder).items].count(NoticeKind.ACCEPTED) == 2


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Type the 6 digits"), ("12345", "Type the 6"), ("1234567", "Type the 6"), ("12345x", "Type the 6")]
)
def test_what_is_no_code_is_not_counted(transaction, holder, ask, prove, typed, words):
    ask()
    with pytest.raises(InputRefused, match=words):
        prove(typed)
    assert sent_code(transaction, TERMS, holder=holder, at=AT).left == 5


def test_a_code_bears_few_tries_and_is_over_then(transaction, holder, ask, prove):
    code = ask()
    for left in (4, 3, 2, 1):
        with pytest.raises(InputRefused, match=f"not the code. {left} tries"):
            prove(another(code))
        assert sent_code(transaction, TERMS, holder=holder, at=AT).left == left
    with pytest.raises(InputRefused, match="tried too often"):
        prove(another(code))
    with pytest.raises(InputRefused, match="tried too often"):
        prove(code)
    assert sent_code(transaction, TERMS, holder=holder, at=AT) is None
    assert proven_at(transaction, holder) is None
    prove(ask())
    assert proven_at(transaction, holder) == AT


def test_many_tries_at_once_are_all_counted(transaction, holder, ask, prove):
    code = ask()
    wrong = [f"{(int(code) + n) % 10**6:06d}" for n in range(1, 9)]
    results = at_once(*(lambda one=one: prove(one) for one in wrong))
    assert results == {InputRefused.__name__: 8}
    with transaction() as session:
        assert session.get_one(ContactCodeRow, holder.account_id).attempts == 5


def test_a_code_expires_and_is_not_sent_any_more(transaction, holder, ask, prove):
    code = ask()
    prove_until = AT + 10 * MINUTE
    with pytest.raises(InputRefused, match="has expired"):
        prove(code, at=prove_until)
    assert sent_code(transaction, TERMS, holder=holder, at=prove_until) is None
    ask_contact_code(transaction, BOTH, TERMS, holder=holder, at=prove_until)
    assert take_parcel(transaction, BOTH, at=prove_until + 10 * MINUTE) is None
    assert deliveries(transaction)[-1] == (NoticeKind.CONTACT_CODE, DeliveryState.DEAD, CODE_OVER)


def test_the_newest_code_alone_holds_and_is_sent(transaction, holder, ask, prove):
    first = ask()
    ask_contact_code(transaction, BOTH, TERMS, holder=holder, at=AT)
    ask_contact_code(transaction, BOTH, TERMS, holder=holder, at=AT)
    newest = take_parcel(transaction, BOTH, at=AT).code
    assert take_parcel(transaction, BOTH, at=AT) is None
    assert [state for _, state, _ in deliveries(transaction)] == [DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.SENDING]
    assert first != newest
    with pytest.raises(InputRefused, match="not the code"):
        prove(first)
    prove(newest)


def test_a_code_that_is_tried_again_is_the_same(transaction, holder):
    from scoring.casework.outbox import UNSURE_AFTER

    terms = CodeTerms(minutes=60)
    ask_contact_code(transaction, BOTH, terms, holder=holder, at=AT)
    first = take_parcel(transaction, BOTH, at=AT)
    again = take_parcel(transaction, BOTH, at=AT + UNSURE_AFTER + MINUTE)
    assert (again.code, again.key, again.attempt) == (first.code, first.key, 2)


def test_codes_cannot_be_asked_for_without_end(ask):
    for _free in range(3):
        ask()
    with pytest.raises(InputRefused, match="Wait 1 min") as refused:
        ask()
    assert refused.value.field == "code"
    ask(AT + MINUTE)
    with pytest.raises(InputRefused, match="Wait 1 min"):
        ask(AT + MINUTE + timedelta(seconds=1))


def test_a_contact_is_kept_from_codes_whoevers_account_it_is_in(transaction, applicant, ask):
    for _free in range(3):
        ask(whose=(whose := applicant(PHONE)))
        close_account(transaction, holder=whose, at=AT)
    with pytest.raises(InputRefused, match="too often"):
        ask(whose=applicant(PHONE))


def test_without_a_way_there_is_no_code_and_nothing_is_missing(transaction, holder):
    for channels in (frozenset(), {Channel.SMS}):
        with pytest.raises(InputRefused, match="messages stand in the account alone") as refused:
            ask_contact_code(transaction, channels, TERMS, holder=holder, at=AT)
        assert refused.value.field == "contact"
    assert deliveries(transaction) == []
    with pytest.raises(InputRefused, match="No code is waiting"):
        prove_contact(transaction, "123456", TERMS, holder=holder, at=AT)


def test_another_contact_is_not_proven_and_what_was_on_its_way_goes_nowhere(transaction, holder, ask, prove):
    prove(ask())
    with transaction() as session:
        notify(session, holder.account_id, NoticeKind.ACCEPTED, {"reference": "2026-000001"}, AT)
    change_contact(transaction, contact(PHONE), holder=holder, at=AT)
    account = read_account(transaction, holder)
    assert (account.contact, account.proven_at) == (contact(PHONE), None)
    assert take_parcel(transaction, BOTH, at=AT).kind is NoticeKind.CONTACT_REPLACED
    assert take_parcel(transaction, BOTH, at=AT) is None
    assert deliveries(transaction)[1] == (NoticeKind.ACCEPTED, DeliveryState.DEAD, NOT_PROVEN)
    assert list_notices(transaction, holder).items[0].kind is NoticeKind.CONTACT_REPLACED
    assert username_by(transaction, contact(MAIL)) is None
    assert username_by(transaction, contact(PHONE)) is not None
    assert acts(transaction, holder)[-1] == ("change_contact", '{"contact":"phone"}')
    prove(ask())
    assert proven_at(transaction, holder) == AT


def former_contacts(transaction):
    with transaction() as session:
        return session.scalars(sa.select(FormerContactRow)).all()


@pytest.mark.parametrize(("typed", "other"), [("a@example.cn", PHONE), (PHONE, "a@example.cn"), ("a@example.cn", "b@example.cn")])
def test_a_proven_contact_is_told_that_it_was_replaced_and_then_forgotten(transaction, applicant, ask, prove, typed, other):
    holder, former = applicant(typed), contact(typed)
    prove(ask(whose=holder), whose=holder)
    change_contact(transaction, contact(other), holder=holder, at=AT)
    (kept,) = former_contacts(transaction)
    assert former.reveal().encode() not in kept.contact
    parcel = take_parcel(transaction, BOTH, at=AT)
    assert (parcel.kind, parcel.contact, dict(parcel.facts), parcel.code) == (NoticeKind.CONTACT_REPLACED, former, {}, None)
    for language in ("zh", "en"):
        words = say_parcel(parcel, language).text
        assert former.reveal() not in words
        assert {"zh": "请立即联系受理机构", "en": "Contact the office at once"}[language] in words
    keep_sent(transaction, parcel, at=AT)
    assert former_contacts(transaction) == []
    assert deliveries(transaction)[-1] == (NoticeKind.CONTACT_REPLACED, DeliveryState.SENT, None)


def test_a_former_contact_waits_while_it_cannot_be_reached_and_is_forgotten_where_there_is_no_way(transaction, holder, ask, prove):
    prove(ask())
    change_contact(transaction, contact(PHONE), holder=holder, at=AT)
    keep_failed(transaction, take_parcel(transaction, BOTH, at=AT), Failure("down", ""), at=AT, most=1)
    assert deliveries(transaction)[-1] == (NoticeKind.CONTACT_REPLACED, DeliveryState.DEAD, "down")
    administrator = Officer(1, "x", frozenset({Role.ADMINISTRATOR}))
    assert revive_dead(transaction, officer=administrator, at=AT) == 1
    assert take_parcel(transaction, {Channel.SMS}, at=AT) is None
    assert deliveries(transaction)[-1][1] == DeliveryState.OFF
    assert former_contacts(transaction) == []


def test_a_contact_that_nobody_proved_is_told_nothing(transaction, holder):
    change_contact(transaction, contact(PHONE), holder=holder, at=AT)
    assert (deliveries(transaction), former_contacts(transaction)) == ([], [])
    assert list_notices(transaction, holder).items[0].kind is NoticeKind.CONTACT_REPLACED


def test_a_code_for_one_contact_proves_no_other(transaction, holder, ask, prove):
    code = ask()
    change_contact(transaction, contact(PHONE), holder=holder, at=AT)
    with pytest.raises(InputRefused, match="No code is waiting"):
        prove(code)


def test_a_contact_that_is_taken_or_the_present_one_is_refused(transaction, holder, applicant):
    applicant(PHONE)
    for typed, words in ((PHONE, "There is an account with this already"), (MAIL, "This is the present one")):
        with pytest.raises(InputRefused, match=words) as refused:
            change_contact(transaction, contact(typed), holder=holder, at=AT)
        assert refused.value.field == "contact"
    assert read_account(transaction, holder).contact == contact(MAIL)


def test_nothing_of_it_is_left_when_the_account_is_closed(transaction, holder, ask, prove):
    prove(ask())
    change_contact(transaction, contact(PHONE), holder=holder, at=AT)
    ask()
    close_account(transaction, holder=holder, at=AT)
    assert former_contacts(transaction) == []
    with transaction() as session:
        assert session.get(ContactCodeRow, holder.account_id) is None
        assert session.get(ContactRow, holder.account_id) is None
    with pytest.raises(NotFound):
        prove("123456")
