"""A notice is written with the act it tells of, stands in the account, is taken once, tried again, and seen by the officers of the file."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from scoring.application import consent
from scoring.application.background import Failure, wait_after
from scoring.application.contact import contact
from scoring.application.holder import Holder
from scoring.application.notice import Channel, DeliveryState, NoticeKind
from scoring.application.officer import Officer, Role
from scoring.casework.change_password import change_password
from scoring.casework.close_account import close_account
from scoring.casework.deliveries import deliveries_of, revive_dead
from scoring.casework.lines import Wanted
from scoring.casework.messages import count_unread, list_notices, mark_read
from scoring.casework.notify import notify
from scoring.casework.outbox import UNSURE_AFTER, count_deliveries, keep_failed, keep_sent, take_parcel
from scoring.casework.sign_up import SigningUp, sign_up
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.notices import DeliveryRow
from tests.casework.stories import AT
from tests.proving import mark_proven

MINUTE = timedelta(minutes=1)
FACTS = {"reference": "2026-000001"}
BOTH = frozenset(Channel)
REFUSED = Failure("server_said_451", "")
ADMINISTRATOR = Officer(1, "x", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def transaction(empty_transaction):
    return empty_transaction


@pytest.fixture
def applicant(transaction):
    def open_one(typed="name@example.cn"):
        given = SigningUp(contact(typed), "a password of many words", consent.CURRENT)
        return mark_proven(transaction, sign_up(transaction, given, at=AT, hash_password=str.upper), AT)

    return open_one


@pytest.fixture
def holder(applicant):
    return applicant()


@pytest.fixture
def tell(transaction):
    def write(holder, kind=NoticeKind.ACCEPTED, facts=FACTS, at=AT):
        with transaction() as session:
            notify(session, holder.account_id, kind, facts, at)

    return write


def states(transaction):
    with transaction() as session:
        return session.scalars(sa.select(DeliveryRow.state).order_by(DeliveryRow.id)).all()


def test_a_notice_stands_in_the_account_until_it_is_read_and_after(transaction, holder, applicant, tell):
    other = applicant("13800138000")
    tell(holder)
    tell(holder, NoticeKind.DECIDED)
    page = list_notices(transaction, holder)
    assert [(one.kind, dict(one.facts), one.read_at) for one in page.items] == [
        (NoticeKind.DECIDED, FACTS, None),
        (NoticeKind.ACCEPTED, FACTS, None),
    ]
    assert list_notices(transaction, holder, Wanted(2, 1)).items == page.items[1:]
    assert (count_unread(transaction, holder), count_unread(transaction, other)) == (2, 0)
    mark_read(transaction, page.items[0].id, holder=holder, at=AT + MINUTE)
    mark_read(transaction, page.items[0].id, holder=holder, at=AT + 2 * MINUTE)
    assert list_notices(transaction, holder).items[0].read_at == AT + MINUTE
    assert count_unread(transaction, holder) == 1


def test_nobody_reads_anothers(transaction, holder, applicant, tell):
    other = applicant("13800138000")
    tell(holder)
    assert list_notices(transaction, other).total == 0
    for notice_id in (list_notices(transaction, holder).items[0].id, 999):
        with pytest.raises(NotFound):
            mark_read(transaction, notice_id, holder=other, at=AT)
    assert count_unread(transaction, holder) == 1


def test_an_act_that_is_undone_tells_nobody(transaction, holder):
    with pytest.raises(RuntimeError), transaction() as session:  # noqa: PT012 - the act fails after it told
        notify(session, holder.account_id, NoticeKind.ACCEPTED, FACTS, AT)
        raise RuntimeError
    assert list_notices(transaction, holder).total == 0
    assert states(transaction) == []


def test_what_is_of_a_person_is_refused(transaction, holder):
    with pytest.raises(InputRefused), transaction() as session:
        notify(session, holder.account_id, NoticeKind.ACCEPTED, {"reference": "王示范"}, AT)


@pytest.mark.parametrize(("typed", "channel"), [("name@example.cn", Channel.EMAIL), ("138 0013 8000", Channel.SMS)])
def test_a_parcel_is_taken_once_and_sent(transaction, applicant, tell, typed, channel):
    holder = applicant(typed)
    tell(holder)
    parcel = take_parcel(transaction, {channel}, at=AT)
    assert parcel.contact == contact(typed)
    assert contact(typed).reveal() not in repr(parcel)
    assert take_parcel(transaction, {channel}, at=AT) is None
    keep_sent(transaction, parcel, at=AT)
    assert states(transaction) == [DeliveryState.SENT]


def test_what_is_not_taken_is_tried_again_under_the_same_key_and_dies_at_last(transaction, holder, tell):
    tell(holder)
    at, keys = AT, set()
    for attempt in (1, 2, 3):
        parcel = take_parcel(transaction, BOTH, at=at)
        assert parcel.attempt == attempt
        keys.add(parcel.key)
        keep_failed(transaction, parcel, REFUSED, at=at, most=3)
        assert take_parcel(transaction, BOTH, at=at) is None
        at += wait_after(attempt)
    assert len(keys) == 1
    assert states(transaction) == [DeliveryState.DEAD]
    assert count_deliveries(transaction, officer=ADMINISTRATOR)[DeliveryState.DEAD] == 1
    assert revive_dead(transaction, officer=administrator(transaction), at=at) == 1
    assert take_parcel(transaction, BOTH, at=at).attempt == 1
    assert revive_dead(transaction, officer=ADMINISTRATOR, at=at) == 0


def administrator(transaction):
    from scoring.records.accounts import RoleRow
    from tests.casework.conftest import engage

    with transaction() as session:
        role = session.scalar(sa.select(RoleRow).where(RoleRow.name == Role.ADMINISTRATOR))
        return engage(session, "administrator", [role])


def test_what_is_refused_for_good_is_dead_at_once(transaction, holder, tell):
    tell(holder)
    keep_failed(
        transaction, take_parcel(transaction, BOTH, at=AT), Failure("recipient_refused_550", "", is_final=True), at=AT, most=9
    )
    assert states(transaction) == [DeliveryState.DEAD]


def test_what_was_lost_between_sending_and_keeping_is_sent_again(transaction, holder, tell):
    tell(holder)
    lost = take_parcel(transaction, BOTH, at=AT)
    assert take_parcel(transaction, BOTH, at=AT + UNSURE_AFTER) is None
    again = take_parcel(transaction, BOTH, at=AT + UNSURE_AFTER + MINUTE)
    assert (again.key, again.attempt) == (lost.key, 2)
    keep_sent(transaction, lost, at=AT)  # it was not dead after all; the second try decides
    keep_failed(transaction, lost, REFUSED, at=AT, most=1)
    assert states(transaction) == [DeliveryState.SENDING]
    keep_sent(transaction, again, at=AT)
    assert states(transaction) == [DeliveryState.SENT]


def test_on_a_channel_that_there_is_not_nothing_waits(transaction, holder, applicant, tell):
    tell(holder)
    tell(applicant("13800138000"))
    assert take_parcel(transaction, {Channel.SMS}, at=AT).contact.kind == "phone"
    assert states(transaction) == [DeliveryState.OFF, DeliveryState.SENDING]
    assert take_parcel(transaction, {Channel.EMAIL}, at=AT) is None  # what is off stays off


def test_whoever_changes_an_account_is_seen(transaction, holder):
    change_password(
        transaction, "another four words", current="A PASSWORD OF MANY WORDS", holder=holder, at=AT, hash_password=str.upper
    )
    (notice,) = list_notices(transaction, holder).items
    assert (notice.kind, notice.facts) == (NoticeKind.ACCOUNT_CHANGED, {})
    assert states(transaction) == [DeliveryState.WAITING]


def test_without_a_contact_there_is_only_the_account(transaction, holder, tell):
    tell(holder)
    close_account(transaction, holder=holder, at=AT)
    assert take_parcel(transaction, BOTH, at=AT) is None
    assert states(transaction) == [DeliveryState.DEAD]
    tell(holder)
    assert len(states(transaction)) == 1
    assert list_notices(transaction, holder).total == 2


def test_officers_see_how_the_notices_of_their_files_fare(office):
    application = office.record()
    with office.transaction() as session:
        row = session.scalar(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference))
        given = SigningUp(contact(f"file{row.id}@example.cn"), "a password of many words", consent.CURRENT)
        number = row.id
    holder = mark_proven(office.transaction, sign_up(office.transaction, given, at=AT, hash_password=str.upper), AT)
    facts = {"reference": application.reference}
    with office.transaction() as session:
        notify(session, holder.account_id, NoticeKind.ACCEPTED, facts, AT, application_id=number)
        notify(session, office.officer.account_id, NoticeKind.DELAYED, facts, AT, application_id=number)
        notify(session, holder.account_id, NoticeKind.ACCEPTED, facts, AT)
    first, second = deliveries_of(office.transaction, application.reference, officer=office.officer)
    assert (first.kind, first.channel, first.state, first.attempts) == (
        NoticeKind.ACCEPTED,
        Channel.EMAIL,
        DeliveryState.WAITING,
        0,
    )
    assert (second.kind, second.channel, second.state) == (NoticeKind.DELAYED, None, None)
    with pytest.raises(NotFound):
        deliveries_of(office.transaction, "2026-999999", officer=office.officer)
    for nobody in (office.administrator, office.policy_staff):
        with pytest.raises(NotAllowed):
            deliveries_of(office.transaction, application.reference, officer=nobody)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_counts_or_revives(transaction, role):
    other = Officer(1, "x", frozenset({role}))
    with pytest.raises(NotAllowed):
        count_deliveries(transaction, officer=other)
    with pytest.raises(NotAllowed):
        revive_dead(transaction, officer=other, at=AT)


def test_a_holder_without_notices_has_an_empty_page(transaction):
    assert list_notices(transaction, Holder(1)).items == ()
