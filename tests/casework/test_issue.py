"""What the office issues is numbered without gaps and says for ever what it said."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.document import DocumentKind, Issuing
from scoring.application.persons import Applicant
from scoring.application.plain import sha256
from scoring.casework.accept import accept, accept_on_silence
from scoring.casework.grant import grant
from scoring.casework.issue import document_place, series_of
from scoring.casework.read_document import list_documents, list_own_documents, read_document, read_own_document
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.notices import documents
from scoring.records.access_log import ViewRow
from scoring.records.documents import DocumentRow
from scoring.records.events import EventRow
from scoring.records.journal import stream_of
from scoring.records.offices import OfficeRow
from scoring.records.sealing import seal_of
from scoring.records.tables import ApplicationRow
from tests.casework.filings import Applying, new_holder, submitted
from tests.casework.stories import AT, LATER, REFUSE, TIMING, number


def issued(office, reference):
    """Give the documents of a file, each with what it says and the event of its act."""
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == reference)).one()
        rows = session.scalars(
            sa.select(DocumentRow).where(DocumentRow.application_id == row.id).order_by(DocumentRow.number)
        ).all()
        seal = seal_of(session, row.id)
        contents = [seal.open_document(each.content, document_place(each.number)) for each in rows]
        facts = session.scalars(sa.select(EventRow.facts).where(EventRow.stream == stream_of(row.id))).all()
        return list(zip(rows, contents, strict=True)), facts


def words(content):
    return "\n".join(
        text["zh"] for part in content["parts"] for text in ([part["words"]] if "words" in part else []) + part.get("items", [])
    )


def only(office, reference, *, after=0):
    """Give the one document of a file, beside so many that were issued before it."""
    found, facts = issued(office, reference)
    [(row, content)] = found[after:]
    assert row.digest == sha256(content)
    assert any(row.digest in fact and row.reference in fact for fact in facts), "the act's event names what it issued"
    return row, content


def test_acceptance_is_issued_with_its_terms(office):
    applicant = submitted(office)
    applicant.accept()
    row, content = only(office, applicant.reference)
    assert (row.kind, row.act, row.number, row.version) == ("acceptance", "accept", 1, applicant.shown.version)
    assert row.reference == f"落户受〔{row.year}〕{row.running}号" == content["reference"]
    assert content["addressee"]["name"] == "王小明"
    assert "*" in content["addressee"]["identity_number"]
    assert applicant.reference in words(content)
    assert "核查申报事项：自受理之日起20个工作日内，至" in words(content)
    assert len(content["secret"]) >= 20


def test_what_is_recorded_at_the_counter_is_issued_too(office):
    application = office.record()
    row, content = only(office, application.reference)
    assert (row.kind, row.act, row.number, row.version, row.issued_by) == ("acceptance", "record", 1, 1, office.officer.account_id)
    assert "予以受理" in words(content)
    with pytest.raises(InputRefused, match=r"U\+2B740"):
        office.record(applicant=Applicant("王\U0002b740", number()))


def test_acceptance_by_silence_is_issued_by_the_installation(office):
    applicant = submitted(office)
    assert applicant.reference in accept_on_silence(office.transaction, office.library, TIMING, at=LATER)
    row, content = only(office, applicant.reference)
    assert row.issued_by is None
    assert "未在规定期限内" in words(content)


def test_what_is_missing_is_issued_with_everything(office):
    applicant = submitted(office)
    applicant.ask()
    row, content = only(office, applicant.reference)
    assert row.kind == "supplement"
    assert "请补交学历证书。（依据：" in words(content)
    assert "家庭成员：请补交结婚证。（依据：第六条）" in words(content)
    assert "前（含当日）补正" in words(content)


def test_not_accepting_is_issued_with_reason_and_remedies(office):
    applicant = submitted(office)
    applicant.propose()
    assert issued(office, applicant.reference)[0] == [], "a proposal issues nothing"
    applicant.not_accept(reason="不属于本机关受理范围，请向越秀区申请。")
    row, content = only(office, applicant.reference)
    assert row.kind == "not-accepted"
    assert "请向越秀区申请" in words(content)
    assert "60日内向" in words(content)
    assert [remedy["kind"] for remedy in content["remedies"]] == ["review", "reconsideration", "litigation"]
    assert content["remedies"][1]["within"] == {"n": 60, "unit": "days", "start": "service"}


def test_a_grant_is_issued_to_everybody_it_is_for(office):
    application = office.recommended(family=office.family())
    office.grant(application)
    row, content = only(office, application.reference, after=1)
    assert (row.kind, row.act) == ("granted", "grant")
    headings = [part["words"]["zh"] for part in content["parts"] if part["form"] == "heading"]
    assert {"申请条件", "申请人及随迁人员", "批准事项", "本机关说明", "救济途径"} <= set(headings), (
        "the whole statement, and what follows"
    )
    for said in ("230", "2025年度入围名单", "配偶：李小红", "子女：王一", "准予。"):
        assert said in words(content)


def test_a_refusal_is_issued_with_its_reasons(office):
    application = office.recommended(REFUSE)
    office.refuse(application, reason="未满足申请条件。")
    row, content = only(office, application.reference, after=1)
    assert row.kind == "refused"
    assert "不予批准" in words(content)
    assert "未满足申请条件。" in words(content)


def test_later_settings_change_nothing_that_was_issued(office):
    applicant = submitted(office)
    applicant.accept()
    before = only(office, applicant.reference)[1]
    other = replace(TIMING, issuing=Issuing("别处", {}, "https://verify.example"))
    second = submitted(office)
    accept(office.transaction, office.library, other, second.shown, officer=office.officer, at=second.at)
    assert only(office, applicant.reference)[1] == before
    row, content = only(office, second.reference)
    assert (row.reference, content["verify_at"]) == (f"别处受〔{row.year}〕1号", "https://verify.example")


def test_an_act_that_fails_gives_its_number_back(office, monkeypatch):
    timing = replace(TIMING, issuing=Issuing("失败"))
    application = office.approved()
    common = {"officer": office.supervisor, "at": AT, "reason": "准予。"}
    with monkeypatch.context() as patched:
        patched.setattr("scoring.casework.grant.close_decided", lambda *_: (_ for _ in ()).throw(NotAllowed("grant", "role")))
        with pytest.raises(NotAllowed):
            grant(office.transaction, office.library, timing, office.shown(application), **common)
    assert len(issued(office, application.reference)[0]) == 1, "the notice of acceptance"
    grant(office.transaction, office.library, timing, office.shown(application), **common)
    assert only(office, application.reference, after=1)[0].running == 1


@pytest.mark.commits
def test_many_documents_at_once_are_numbered_without_gaps(office, kind):
    timing = replace(TIMING, issuing=Issuing(f"同时{kind}"))
    many = [submitted(office) for _ in range(8)]
    gate, failures = threading.Barrier(len(many)), []

    def take(applicant, shown):
        gate.wait()
        try:
            accept(office.transaction, office.library, timing, shown, officer=office.officer, at=applicant.at)
        except Exception as error:  # noqa: BLE001 - shown below
            failures.append(error)

    threads = [threading.Thread(target=take, args=(each, each.shown)) for each in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(only(office, each.reference)[0].running for each in many) == list(range(1, 9))


def test_an_office_numbers_by_its_own_word_or_that_of_the_office_above(office):
    issuing = Issuing("落户", {"upper": "甲", "own": "乙"})
    with office.transaction() as session:
        common = {"name_en": "x", "division": "440100"}
        session.add(OfficeRow(id="upper", name_zh="上", level="city", within=None, **common))
        session.flush()
        session.add_all([OfficeRow(id=name, name_zh=name, level="window", within="upper", **common) for name in ("own", "below")])
        session.flush()
        found = [series_of(session, issuing, each) for each in ("own", "below", "upper", None)]
        session.rollback()
    assert found == ["乙", "甲", "甲", "落户"]


def test_every_kind_has_a_form():
    from scoring.notices.document_texts import FORMS, WORDS

    assert set(FORMS) == set(DocumentKind)
    assert len({form.word for form in FORMS.values()}) == len(FORMS), "two kinds would share their numbers"
    assert documents.TEMPLATE == 2
    assert all(zh and en for zh, en in WORDS.values())


def test_what_no_font_has_is_issued_by_nobody_and_nothing_is_lost(office):
    application = office.recommended(REFUSE)
    with pytest.raises(InputRefused, match=r"\U0002b740 \(U\+2B740\)") as refused:
        office.refuse(application, reason="\U0002b740路住所不符。")
    assert refused.value.field == "reason"
    assert len(issued(office, application.reference)[0]) == 1, "the notice of acceptance"
    office.refuse(application, reason="某路住所不符。")
    assert only(office, application.reference, after=1)[0].kind == "refused"


def test_silence_waits_for_no_font(office):
    applicant = Applying(office, new_holder(office, "王\U0002b740"))
    applicant.begin()
    applicant.submit()
    assert applicant.reference in accept_on_silence(office.transaction, office.library, TIMING, at=LATER)
    assert only(office, applicant.reference)[1]["addressee"]["name"] == "王\U0002b740"


def test_who_may_read_the_file_reads_what_was_issued_and_that_is_written_down(office):
    applicant = submitted(office)
    applicant.accept()
    [listed] = list_documents(office.transaction, applicant.reference, officer=office.auditor)
    assert (listed.kind, listed.by, listed.number) == (DocumentKind.ACCEPTANCE, "officer", 1)
    assert list_own_documents(office.transaction, applicant.reference, holder=applicant.holder) == (listed,)
    assert read_document(office.transaction, applicant.reference, 1, officer=office.auditor, at=LATER) == listed
    assert read_own_document(office.transaction, applicant.reference, 1, holder=applicant.holder, at=LATER) == listed
    with office.transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == applicant.reference)).one()
        looked = session.scalars(
            sa.select(ViewRow.account_id).where(ViewRow.application_id == row.id, ViewRow.page == "documents/1")
        )
        assert looked.all() == [office.auditor.account_id, applicant.holder.account_id]


def test_what_is_anothers_or_was_never_issued_is_not_found(office):
    applicant, stranger = submitted(office), submitted(office)
    applicant.accept()
    reference, common = applicant.reference, {"at": LATER}
    for read in (
        lambda: read_own_document(office.transaction, reference, 1, holder=stranger.holder, **common),
        lambda: list_own_documents(office.transaction, reference, holder=stranger.holder),
        lambda: read_own_document(office.transaction, reference, 2, holder=applicant.holder, **common),
        lambda: read_document(office.transaction, reference, 2, officer=office.officer, **common),
        lambda: read_document(office.transaction, reference, 1, officer=office.administrator, **common),
        lambda: list_documents(office.transaction, reference, officer=office.policy_staff),
    ):
        with pytest.raises(NotFound):
            read()
