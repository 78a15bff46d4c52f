"""更正、补充个人信息: asked by the holder of an account, answered by the office, read by the person; once each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scoring.application.moves import Guard
from scoring.application.notice import NoticeKind
from scoring.application.personal_request import AnswerKind, Wanted
from scoring.application.status import Status
from scoring.application.working_days import WorkingDays
from scoring.casework import answer_personal_request as answering
from scoring.casework.answer_personal_request import answer_personal_request
from scoring.casework.ask_personal_correction import ask_personal_correction
from scoring.casework.close_account import close_account
from scoring.casework.lines import Wanted as WantedPage
from scoring.casework.messages import list_notices
from scoring.casework.personal_requests import count_requests, list_requests, own_requests, read_request
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.policy.library import Library
from tests.casework.filings import accepted, begun, new_holder
from tests.casework.stories import AT, TIMING

WANTED = Wanted("", "姓名", "王小名", "王小明", "身份证")
DUE = date(2026, 3, 23)
"""Fifteen working days from 2 March 2026."""


def ask(office, holder, wanted=WANTED, key="k" * 16, timing=TIMING):
    return ask_personal_correction(office.transaction, timing, wanted, key, holder=holder, at=AT)


def own(office, holder):
    return own_requests(office.transaction, holder=holder)


def answer(office, request_id, kind=AnswerKind.CORRECTED, reason="已更正。", by="officer", library=None):
    known = (office.transaction, office.library if library is None else library, TIMING, request_id, kind)
    answer_personal_request(*known, officer=getattr(office, by), at=AT, reason=reason)


def test_a_request_gets_a_receipt_with_the_offices_own_last_day_and_one_answer(office):
    holder = new_holder(office)
    receipt = ask(office, holder)
    assert ask(office, holder) == receipt, "the same form sent twice asks once"
    [found] = own(office, holder)
    assert (found.receipt, found.due, found.wanted, found.status, found.answer) == (receipt, DUE, WANTED, None, None)
    assert (found.is_overdue(DUE), found.is_overdue(DUE + timedelta(days=1))) == (False, True)
    before = count_requests(office.transaction, officer=office.officer, today=DUE + timedelta(days=1))
    answer(office, found.id)
    after = count_requests(office.transaction, officer=office.officer, today=DUE + timedelta(days=1))
    assert [one - other for one, other in zip(before, after, strict=True)] == [1, 1]
    [found] = own(office, holder)
    assert (found.answer.kind, found.answer.words, found.answer.by, found.answer.ways) == (
        AnswerKind.CORRECTED,
        "已更正。",
        "officer",
        (),
    )
    assert not found.is_overdue(DUE + timedelta(days=1))
    assert NoticeKind.PERSONAL_ANSWERED in {notice.kind for notice in list_notices(office.transaction, holder).items}
    with pytest.raises(NotAllowed) as refused:
        answer(office, found.id)
    assert refused.value.why == answering.UNANSWERED


def test_a_refusal_names_the_ways_to_contest_it_with_their_last_days(office):
    applicant = accepted(office)
    ask(office, applicant.holder, replace(WANTED, reference=applicant.reference))
    [found] = own(office, applicant.holder)
    assert (found.wanted.reference, found.status, found.is_of_decided_file) == (applicant.reference, Status.ACCEPTED, False)
    answer(office, found.id, AnswerKind.REFUSED, "与身份证一致。")
    [found] = own(office, applicant.holder)
    ways = {way["kind"]: way for way in found.answer.ways}
    assert set(ways) == {"reconsideration", "litigation"}
    assert ways["litigation"]["until"] == "2026-09-02"
    assert ways["litigation"]["organ"]["zh"]
    page = list_requests(office.transaction, WantedPage(size=100), officer=office.officer, answered=True)
    assert found.id in {each.id for each in page.items}


def test_a_refusal_about_the_account_names_the_offices_own_ways(office):
    holder = new_holder(office)
    ask(office, holder)
    answer(office, own(office, holder)[0].id, AnswerKind.REFUSED, "与身份证一致。")
    assert [way["kind"] for way in own(office, holder)[0].answer.ways] == ["reconsideration", "litigation"]


def test_only_a_decided_file_belongs_to_a_decision(office):
    applicant = accepted(office)
    ask(office, applicant.holder, replace(WANTED, reference=applicant.reference))
    [found] = own(office, applicant.holder)
    with pytest.raises(InputRefused, match="no decided file"):
        answer(office, found.id, AnswerKind.DECIDED_FILE, "须更正决定。")
    office.grant(office.recommend(office.verify(office.now(applicant))))
    assert own(office, applicant.holder)[0].is_of_decided_file
    answer(office, found.id, AnswerKind.DECIDED_FILE, "须更正决定。", library=Library([]))
    assert len(own(office, applicant.holder)[0].answer.ways) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"datum": " "}, "datum"),
        ({"datum": "项" * 121}, "datum"),
        ({"right": ""}, "right"),
        ({"wrong": "误" * 4001}, "wrong"),
        ({"proof": "证" * 4001}, "proof"),
    ],
)
def test_a_request_says_which_datum_and_what_is_right(office, changes, field):
    with pytest.raises(InputRefused) as refused:
        ask(office, new_holder(office), replace(WANTED, **changes))
    assert refused.value.field == field


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_a_key_that_no_form_carries_is_refused(office, key):
    with pytest.raises(InputRefused) as refused:
        ask(office, new_holder(office), key=key)
    assert refused.value.field == "key"


def test_something_missing_needs_nothing_wrong_and_what_cannot_be_counted_has_no_last_day(office):
    holder = new_holder(office)
    silent = replace(TIMING, defaults=replace(TIMING.defaults, days={}))
    ask(office, holder, replace(WANTED, wrong="", proof=""), timing=silent)
    ask(office, holder, key="j" * 16, timing=replace(TIMING, working_days=WorkingDays({})))
    newest, first = own(office, holder)
    assert (first.wanted.wrong, first.due, newest.due) == ("", None, None)
    assert not first.is_overdue(DUE)


def test_nobody_asks_about_anothers_file_or_a_draft(office):
    theirs, draft = accepted(office), begun(office)
    for holder, reference in ((new_holder(office), theirs.reference), (draft.holder, draft.reference)):
        with pytest.raises(NotFound):
            ask(office, holder, replace(WANTED, reference=reference))


def test_an_answer_says_something_and_is_given_by_who_answers_within_their_scope(office):
    applicant = accepted(office)
    ask(office, applicant.holder, replace(WANTED, reference=applicant.reference))
    [found] = own(office, applicant.holder)
    with pytest.raises(InputRefused) as refused:
        answer(office, found.id, reason=" ")
    assert refused.value.field == "reason"
    for who in ("auditor", "policy_staff", "administrator"):
        with pytest.raises(NotAllowed) as not_allowed:
            read_request(office.transaction, found.id, officer=getattr(office, who))
        assert not_allowed.value.why == Guard.ROLE
    with pytest.raises(NotFound):
        read_request(office.transaction, found.id, officer=replace(office.officer, office="elsewhere"))
    assert read_request(office.transaction, found.id, officer=office.supervisor).receipt == found.receipt


def test_with_the_account_everything_of_it_is_gone_from_the_queue(office):
    holder = new_holder(office)
    ask(office, holder)
    [found] = own(office, holder)
    close_account(office.transaction, holder=holder, at=AT)
    with pytest.raises(NotFound):
        read_request(office.transaction, found.id, officer=office.officer)
