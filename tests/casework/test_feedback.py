"""意见反馈: given without a name, kept under a key of its own, dealt with once, read by its number, erased by its term."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.code import with_check
from scoring.application.feedback import TEXT_MAX, FeedbackKind, Opened
from scoring.casework import erase_feedback as erasing
from scoring.casework.close_feedback import close_feedback
from scoring.casework.erase_feedback import erase_feedback
from scoring.casework.feedback_queries import FeedbackSearch, count_open, list_feedback, read_feedback, read_given, schemes_named
from scoring.casework.give_feedback import Said, faults, give_feedback
from scoring.casework.lines import Wanted
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.policy.procedure import Duration
from scoring.records.feedback import FeedbackKeyRow, FeedbackRow
from scoring.records.tables import EventRow
from tests.casework.stories import AT, ON

SAID = Said(FeedbackKind.WRONG, "学历的分数\r\n看不懂。 ", Opened("/zh/schemes/guangzhou/2025", "guangzhou"), "0123456789abcdef")
YEAR = {"feedback": Duration(12, "months")}


def give(office, key="0123456789abcdef", at=AT, **changes):
    return give_feedback(office.transaction, replace(SAID, key=key, **changes), at=at)


def listed(office, wanted=None, **search):
    page = list_feedback(office.transaction, FeedbackSearch(**search), wanted or Wanted(), officer=office.policy_staff)
    return [each.number for each in page.items]


def close(office, number, note="已改写说明。", by=None):
    close_feedback(office.transaction, number, note, officer=by or office.policy_staff, at=AT)


def test_what_is_said_is_kept_encrypted_and_once_however_often_it_is_sent(office):
    number = give(office)
    assert give(office, words="又一次") == number
    assert with_check(number[:-1]) == number
    found = read_feedback(office.transaction, number, officer=office.administrator)
    assert found.words == "学历的分数\n看不懂。"
    assert (found.kind, found.opened, found.at, found.closing) == (FeedbackKind.WRONG, SAID.opened, AT, None)
    with office.transaction() as session:
        row = session.scalars(sa.select(FeedbackRow)).one()
        assert "学历".encode() not in row.words
        assert session.get_one(FeedbackKeyRow, row.id).wrapped


@pytest.mark.parametrize(
    ("words", "remedies"),
    [
        (" \r\n", ["Write what you want to say."]),
        ("好" * TEXT_MAX, []),
        ("\r\n".join("好" * (TEXT_MAX // 2)), []),  # a line break is one character
        ("好" * (TEXT_MAX + 1), [f"Shorten it to {TEXT_MAX} characters; it has {TEXT_MAX + 1}."]),
        ("440106198702010011 13800138000", ["The text holds an identity number.", "The text holds a mobile number."]),
        ("a@b.cn", ["The text holds a mail address."]),
    ],
)
def test_whatever_is_wrong_with_a_text_is_said_at_once(words, remedies):
    found = faults(words, on=ON)
    assert len(found) == len(remedies)
    assert all(fault.remedy.startswith(remedy) for fault, remedy in zip(found, remedies, strict=True))


def test_nothing_is_kept_of_what_is_refused(office):
    for changes, field in (({"words": "13800138000"}, "words"), ({"key": "short"}, "key")):
        with pytest.raises(InputRefused) as refused:
            give(office, **changes)
        assert refused.value.field == field
    assert listed(office) == []


def test_it_is_found_by_number_page_state_kind_and_scheme(office):
    first = give(office)
    second = give(office, "f" * 16, kind=FeedbackKind.PHONE, opened=Opened())
    assert listed(office) == [second, first]
    assert listed(office, Wanted(2, 1)) == [first]
    assert listed(office, text=f" {first[:3]}-{first[3:6].lower()}-{first[6:]}") == [first]
    assert listed(office, text="guangzhou/2025") == [first]
    assert listed(office, text="%") == []
    assert listed(office, kind=FeedbackKind.PHONE) == listed(office, state="open", kind=FeedbackKind.PHONE) == [second]
    assert listed(office, scheme="guangzhou") == [first]
    assert schemes_named(office.transaction, officer=office.supervisor) == ("guangzhou",)
    assert count_open(office.transaction, officer=office.supervisor) == 2
    close(office, first)
    assert count_open(office.transaction, officer=office.supervisor) == 1
    assert (listed(office, state="open"), listed(office, state="closed")) == ([second], [first])


def test_it_is_dealt_with_once_and_whoever_has_the_number_reads_what_was_done(office):
    number = give(office)
    for note, words in (("", "Write what"), ("请找440106198702010011", "identity number")):
        with pytest.raises(InputRefused, match=words) as refused:
            close(office, number, note)
        assert refused.value.field == "note"
    assert read_given(office.transaction, number).closing is None
    close(office, number, "已改，详见 help@office.cn。")
    with pytest.raises(NotAllowed, match="undealt"):
        close(office, number, "又一次")
    closing = read_feedback(office.transaction, number, officer=office.supervisor).closing
    assert (closing.at, closing.by, closing.note) == (AT, "policy_staff", "已改，详见 help@office.cn。")
    public = read_given(office.transaction, f"{number[:3]}-{number[3:]}".lower())
    assert public.closing == replace(closing, by="")
    with office.transaction() as session:
        event = session.scalars(sa.select(EventRow).where(EventRow.stream == "feedback")).one()
        assert (event.act, event.actor_id, number in event.facts) == ("close_feedback", office.policy_staff.account_id, True)


def test_what_is_no_number_and_what_nobody_gave_are_not_found(office):
    for number in ("", "123", with_check("00000000")):
        with pytest.raises(NotFound):
            read_given(office.transaction, number)
    with pytest.raises(NotFound):
        close(office, with_check("00000000"))


@pytest.mark.parametrize("who", ["officer", "auditor", "head"])
def test_others_neither_read_nor_close_it(office, who):
    officer, number = getattr(office, who), give(office)
    for act in (
        lambda: list_feedback(office.transaction, FeedbackSearch(), Wanted(), officer=officer),
        lambda: read_feedback(office.transaction, number, officer=officer),
        lambda: count_open(office.transaction, officer=officer),
        lambda: schemes_named(office.transaction, officer=officer),
        lambda: close(office, number, by=officer),
    ):
        with pytest.raises(NotAllowed, match="role"):
            act()


def test_it_is_erased_when_its_term_is_over_dealt_with_or_not(office, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    first, second = give(office), give(office, "f" * 16)
    close(office, second)
    young = give(office, "e" * 16, at=AT + timedelta(days=1))
    last = datetime(2027, 3, 2, 15, 59, tzinfo=UTC)  # the day of the office ends at 16:00 UTC
    assert erase_feedback(office.transaction, {}, at=last + timedelta(days=999)) == 0
    assert erase_feedback(office.transaction, YEAR, at=last) == 0
    assert erase_feedback(office.transaction, YEAR, at=last + timedelta(minutes=1)) == 2
    assert erase_feedback(office.transaction, YEAR, at=last + timedelta(minutes=1)) == 0
    assert listed(office) == [young]
    for number in (first, second):
        with pytest.raises(NotFound):
            read_given(office.transaction, number)
    assert erase_feedback(office.transaction, {"feedback": Duration(5, "days")}, at=AT + timedelta(days=7)) == 1
    with office.transaction() as session:
        assert session.scalars(sa.select(FeedbackKeyRow)).all() == []
        events = sa.select(EventRow.facts).where(EventRow.act == "erase_feedback").order_by(EventRow.number)
        assert session.scalars(events).all() == ['{"count":2}', '{"count":1}']


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "angry"},
        {"number": "123"},
        {"page": "zh/cities", "scheme": ""},
        {"page": "/zh/cities?q=1"},
        {"page": "", "scheme": "guangzhou"},
        {"closed_at": AT},
        {"note": b"x"},
    ],
)
def test_the_database_refuses_what_must_not_stand_there(office, wrong):
    given = {"number": "123456789", "key": "k", "kind": "other", "page": "/zh/", "scheme": "", "words": b"w", "at": AT}
    with pytest.raises(sa.exc.IntegrityError), office.transaction() as session:
        session.add(FeedbackRow(**{**given, **wrong}))
