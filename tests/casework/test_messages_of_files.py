"""留言: the office writes to the applicant of a file; they read it there, and outside only that there is one."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from scoring.application.notice import NoticeKind
from scoring.application.office import Level, Office
from scoring.casework.messages import list_notices, mark_read
from scoring.casework.offices import keep_offices
from scoring.casework.send_message import send_message
from scoring.errors import InputRefused, NotAllowed
from scoring.policy.wording import text
from scoring.records.tables import ApplicationRow, EventRow, FileMessageRow
from tests.casework.filings import accepted
from tests.casework.stories import AT, GRANT, LATER

WORDS = "请带户口簿原件到窗口。"


def send(office, file, words=WORDS, by=None):
    return send_message(office.transaction, office.shown(file), words, officer=by or office.officer, at=LATER)


def test_the_applicant_reads_it_by_the_file_and_never_who_sent_it(office):
    applicant = accepted(office)
    send(office, applicant, "第一条")
    send(office, applicant, by=office.supervisor)
    newest, first = applicant.own().messages
    assert [(one.number, one.words, one.by) for one in (newest, first)] == [(2, WORDS, ""), (1, "第一条", "")]
    assert [one.by for one in office.file(applicant).messages] == ["supervisor", "officer"]


def test_what_goes_out_says_only_that_there_is_one(office):
    applicant = accepted(office)
    send(office, applicant)
    [notice] = [one for one in list_notices(office.transaction, applicant.holder).items if one.kind is NoticeKind.MESSAGE]
    assert notice.facts == {"reference": applicant.reference}
    with office.transaction() as session:
        event = session.scalars(sa.select(EventRow).where(EventRow.act == "send_message").order_by(EventRow.id.desc())).first()
        [kept] = session.scalars(sa.select(FileMessageRow.words).where(FileMessageRow.application_id == office.now(applicant).id))
        assert (json.loads(event.facts)["message"], event.note) == (1, None)
    assert WORDS.encode() not in kept


def test_each_message_tells_whether_it_was_read(office):
    applicant = accepted(office)
    for words in ("一", "二"):
        send(office, applicant, words)
    second, first = applicant.own().messages
    assert (second.read_at, first.read_at) == (None, None)
    mark_read(office.transaction, second.notice, holder=applicant.holder, at=LATER)
    assert [one.read_at for one in office.file(applicant).messages] == [LATER, None]


def test_it_names_the_office_where_the_file_lay_then(office):
    applicant = accepted(office)
    send(office, applicant)
    before = applicant.own().office
    keep_offices(office.transaction, (Office("post", text({"zh": "驿所", "en": "Post"}), Level.CITY, "440100", None),), at=AT)
    with office.transaction() as session:
        session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one().office_id = "post"
    send(office, applicant)
    moved, first = (one.office for one in applicant.own().messages)
    assert (moved.say("en"), first) == ("Post", before)


def test_who_was_decided_about_is_still_written_to_and_nobody_without_an_account(office):
    applicant = accepted(office)
    office.grant(office.recommend(office.verify(office.now(applicant)), GRANT))
    send(office, applicant)
    assert len(applicant.own().messages) == 1
    with pytest.raises(NotAllowed) as refused:
        send(office, office.record())
    assert refused.value.why == "account"


@pytest.mark.parametrize("words", [" ", "字" * 4001])
def test_an_empty_or_endless_message_is_not_sent(office, words):
    applicant = accepted(office)
    with pytest.raises(InputRefused):
        send(office, applicant, words)
    assert applicant.own().messages == ()
