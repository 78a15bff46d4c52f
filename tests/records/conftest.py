"""A migrated database of either kind, with rows of every append-only table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from scoring.records.access_log import Read, append_read
from scoring.records.database import prepare, transactions_on
from scoring.records.journal import Entry, append
from scoring.records.keys import Keys
from scoring.records.sealing import new_seal
from scoring.records.tables import (
    AccountRow,
    AgencyAnswerRow,
    AgencyBatchRow,
    AgencyDelayRow,
    AgencyRequestRow,
    ApplicationRow,
    AssessmentRow,
    ConsentRow,
    CorrectionRow,
    DecisionRow,
    DocumentRow,
    DocumentSealRow,
    DocumentServiceRow,
    EntitlementChangeRow,
    EntitlementRow,
    ErasureProposalRow,
    ErasureRow,
    EvidenceRemovalRow,
    EvidenceRow,
    FileMessageRow,
    FilingRow,
    FlagClosingRow,
    GrantApprovalRow,
    HoldLiftingRow,
    IntakeProposalRow,
    InterestRow,
    JournalSealRow,
    LegalHoldRow,
    ListProposalRow,
    NonAcceptanceRow,
    NoteRow,
    ObjectionFileRow,
    ObjectionRow,
    ObjectionStepRow,
    OfficerKeyRow,
    OriginalsStepRow,
    OriginalsSummonsRow,
    OutsideCaseRow,
    OutsideCaseStepRow,
    PartRow,
    PersonalAnswerRow,
    PersonalRequestRow,
    PersonRow,
    PointsApprovalRow,
    PointsCitationRow,
    PolicyDraftRow,
    PolicyRow,
    ProposalReturnRow,
    PublicationLineRow,
    PublicationRow,
    QuestionAnswerRow,
    QuestionRow,
    QuestionSetRow,
    RecommendationRow,
    RegistrationRow,
    ReleaseRow,
    ReviewRow,
    ReviewStepRow,
    RevocationRow,
    RevocationStepRow,
    RoundsReleaseRow,
    RoundsRow,
    ServiceConsentRow,
    ServiceKeyRow,
    ServiceReceiptRow,
    SettleReminderProofRow,
    SettleReminderRow,
    SignatureRow,
    SubmissionRow,
    SupplementAnswerRow,
    SupplementExtensionRow,
    SupplementItemRow,
    SupplementRow,
    VerdictRow,
    WithdrawalRow,
)
from tests.records.audited import audited
from tests.records.ranked import ranked

KEYS = Keys(bytes(range(32)), bytes(range(32, 64)))
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PIN = {"digest": "a" * 64, "round": None, "round_digest": None}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def url(kind, migrated_url) -> str:
    return migrated_url(kind)


@pytest.fixture(scope="module")
def engine(url):
    engine = prepare(sa.create_engine(url), "BEGIN IMMEDIATE")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def transaction(engine):
    return transactions_on(engine, KEYS)


def account(name):
    return AccountRow(username=name, email=f"{name}@office.cn", name=name, fs_uniquifier=name, created_at=AT)


def assessment(**changes):
    values = {"number": 1, "at": AT, "by": 1, "on": date(2026, 3, 2), **PIN, "outcome": "eligible", "total": "230"}
    return AssessmentRow(facts=b"f", document=b"d", **({"application_id": 1} | values | changes))


def decision(**changes):
    values = {"maker_id": 1, "checker_id": 2, "kind": "granted", "outcome": "eligible", "recommendation": 1, "scheme": "guangzhou"}
    values |= {"reference": "2026-000001-D"}
    return DecisionRow(
        application_id=1,
        at=AT,
        on=date(2026, 3, 2),
        policy_version="2025",
        **PIN,
        total="230",
        reason=b"r",
        published_list="list",
        package="p" * 64,
        facts=b"f",
        document=b"d",
        **(values | changes),
    )


def recommendation(**changes):
    made = {"number": 1, "maker_id": 1, "assessment": 1, "proposal": "grant", "published_list": "list", "package": "p" * 64}
    return RecommendationRow(at=AT, reason=b"r", **({"application_id": 1} | made | changes))


def approval(**changes):
    made = {"number": 1, "recommendation": 1, "maker_id": 1, "checker_id": 2, "digest": "a" * 64, "package": "p" * 64}
    made |= {"at": AT, "on": date(2026, 3, 2), "outcome": "eligible", "total": "230", "facts": "[]", "hash": "h" * 64}
    return PointsApprovalRow(**({"application_id": 2} | made | changes))


def grant_approval(**changes):
    made = {"application_id": 1, "recommendation": 1, "at": AT, "maker_id": 1, "checker_id": 2, "package": "p" * 64}
    return GrantApprovalRow(**(made | changes))


def signature(**changes):
    made = {"number": 1, "recommendation": 1, "act": "recommend", "account_id": 1, "key": 1, "at": AT, "statement": b"s"}
    return SignatureRow(application_id=1, **(made | {"digest": "d" * 64, "signature": b"x" * 64} | changes))


def draft(**changes):
    values = {"scheme": "guangzhou", "version": "2025", "revision": 1, "text": "t", "cases": "c", "vocabulary": "v", "rounds": ""}
    return PolicyDraftRow(**(values | {"rounds_number": 1, "imported_at": AT, "imported_by": 1} | changes))


def release(**changes):
    values = {"policy_id": 1, "draft_id": 1, "imported_by": 1, "submitted_by": 2, "published_by": 3, "on": date(2026, 3, 2)}
    return ReleaseRow(**(values | {"text_sha256": "b" * 64, "cases": "c", "reason": ""} | changes))


def rounds_release(**changes):
    values = {"rounds_id": 1, "draft_id": 3, "imported_by": 1, "submitted_by": 2, "published_by": 3}
    return RoundsReleaseRow(**(values | changes))


def evidence():
    made = {"kind": "diploma", "item": "", "name": b"n", "media": "image/png", "size": 1, "pages": 1, "digest": "d" * 64}
    made |= {"stored": "e" * 32, "scan": "clean", "added_at": AT, "added_by": 1}
    return EvidenceRow(application_id=1, number=1, **made)


def document(**changes):
    made = {
        "number": 1,
        "kind": "granted",
        "series": "落户",
        "year": 2026,
        "running": 1,
        "reference": "落户准〔2026〕1号",
        "act": "grant",
    }
    made |= {"version": 2, "issued_at": AT, "issued_by": 2, "template": 1, "content": b"c", "digest": "d" * 64}
    return DocumentRow(application_id=1, **(made | changes))


def document_seal():
    made = {"at": AT, "pdf": b"p", "digest": "d" * 64, "subject": "CN=x", "serial": "1", "fingerprint": "f" * 64}
    return DocumentSealRow(application_id=1, number=1, **made)


def document_service(**changes):
    made = {"turn": 1, "channel": "post", "served_on": AT.date(), "effective_on": AT.date(), "proof": b"p", "at": AT, "by": 1}
    return DocumentServiceRow(application_id=1, number=1, **(made | changes))


def list_proposal(**changes):
    made = {"scheme": "guangzhou", "policy_version": "2025", "digest": "d" * 64, "at": AT, "by": 1}
    return ListProposalRow(**(made | changes))


def publication(**changes):
    made = {"scheme": "guangzhou", "policy_version": "2025", "fields": "[]", "article": "art. 6", "measured": "{}", "lines": 1}
    made |= {"starts_on": AT.date(), "ends_on": AT.date(), "published_at": AT, "published_by": 2, "digest": "d" * 64}
    return PublicationRow(**(made | {"proposal": 1, "proposed_by": 1} | changes))


def publish(session):
    """A list was proposed by account 1 and published by account 2; somebody objected, and the applicant was told."""
    line = PublicationLineRow(publication_id=1, number=1, application_id=1, shown=b"s")
    objected = {"publication_id": 1, "at": AT, "receipt": "r", "key": "k", "content": b"c"}
    step = ObjectionStepRow(application_id=1, objection=1, number=1, kind="told", at=AT, by=2, words=b"w")
    asked = {
        "at": AT,
        "by": 1,
        "is_recorded": True,
        "contests": "granted",
        "is_late": True,
        "receipt": "r",
        "key": "k",
        "content": b"c",
    }
    reviewed = ReviewStepRow(application_id=1, review=1, number=1, kind="admitted", at=AT, by=3, words=b"w")
    kept = {"name": b"n", "media": "application/pdf", "size": 1, "pages": 1, "digest": "d" * 64, "scan": "clean", "at": AT}
    proof = ObjectionFileRow(application_id=1, objection=1, number=1, stored="e" * 32, **kept)
    signed = ServiceReceiptRow(application_id=1, document=1, turn=1, stored="f" * 32, **kept)
    for row in (list_proposal(), publication(), line, ObjectionRow(application_id=1, number=1, **objected), step, proof, signed):
        session.add(row)
        session.flush()
    for row in (ReviewRow(application_id=1, number=1, **asked), reviewed):
        session.add(row)
        session.flush()


def on_the_desk():
    """Account 3 declared an interest, which was looked into; and a note."""
    interest = InterestRow(application_id=1, account_id=3, at=AT, reason=b"r")
    closing = FlagClosingRow(application_id=1, flag="conflict-declared", subject=3, at=AT, by=1, reason=b"r")
    verdict = VerdictRow(application_id=1, number=1, fact="permit_months", kind="accept", at=AT, by=1, version=2, found=b"f")
    message = FileMessageRow(application_id=1, number=1, at=AT, by=1, words=b"w")
    correction = CorrectionRow(application_id=1, asked_by="applicant", at=AT, by=1, content=b"c")
    return [interest, closing, correction, NoteRow(application_id=1, number=1, at=AT, by=1, words=b"w"), message, verdict]


def ask_and_publish(session):
    """A department was asked, was late, and answered in an import; and a list was published."""
    publish(session)
    sent = {"department": "tax", "facts": "[]", "at": AT, "by": 1, "due": AT.date(), "version": 2, "content": b"c"}
    session.add(AgencyRequestRow(application_id=1, number=1, **sent))
    session.add(AgencyBatchRow(department="tax", digest="d" * 64, algorithm="sha256", at=AT, by=2, rows=1))
    session.flush()
    answered = {"valid_from": AT.date(), "version": 3, "digest": "d" * 64, "algorithm": "sha256", "content": b"c"}
    session.add(AgencyAnswerRow(request_id=1, kind="answer", at=AT, by=2, batch_id=1, **answered))
    session.add(AgencyDelayRow(request_id=1, at=AT))


@pytest.fixture(scope="module")
def filled(transaction):
    """One application, recommended by account 1 and granted by account 2, with its events, and a policy published by account 3.

    Account 3 declared an interest in the application.
    """
    with transaction() as session:
        session.add_all([account("lin"), account("chen"), account("he")])
        session.flush()
        session.add_all(
            [ConsentRow(account_id=1, version="1", at=AT), RoundsRow(scheme="guangzhou", number=1, text="r", published_at=AT)]
        )
        session.add(PolicyRow(scheme="guangzhou", version="2025", digest="a" * 64, text="t", vocabulary="v", published_at=AT))
        session.add_all([draft(), draft(version="2027"), draft(revision=2, of_rounds=True)])
        session.flush()
        session.add_all([SubmissionRow(draft_id=number, reason="r", submitted_at=AT, submitted_by=2) for number in (1, 3)])
        session.add(WithdrawalRow(draft_id=2, reason="r", withdrawn_at=AT, withdrawn_by=1))
        session.flush()
        session.add_all([release(), rounds_release()])
        application = {"scheme": "guangzhou", "policy_version": "2025", "on": date(2026, 3, 2), "recorded_at": AT, "recorded_by": 1}
        session.add(ApplicationRow(reference="2026-000001", version=2, status="granted", **application))
        session.flush()
        name = new_seal(session, 1, AT).close("王", "n")
        session.add(PersonRow(application_id=1, number=0, relation="applicant", name=name, identity_number=b"i"))
        parts = (PartRow(application_id=1, account_id=number, part=part) for number, part in ((1, "maker"), (2, "checker")))
        session.add_all([*parts, evidence(), assessment(), document()])
        session.flush()
        _propose(session)
        registration = {"on": AT.date(), "office": "越秀", "recorded_at": AT, "recorded_by": 1}
        rows = [
            RegistrationRow(application_id=1, number=0, **registration),
            EvidenceRemovalRow(application_id=1, number=1, at=AT, by=1),
        ]
        session.add_all([decision(), *rows])
        _file(session)
        session.add_all(on_the_desk())
        _serve(session)
        ask_and_publish(session)
        write_down(session)
    return transaction


def _serve(session):
    """A document is sealed and served, account 1 agreed to be served by the account, and the decision was computed again."""
    session.add(document_seal())
    session.flush()
    session.add_all([document_service(), ServiceConsentRow(account_id=1, turn=1, version="1", is_given=True, at=AT)])
    audited(session, AT)


def _propose(session):
    """A grant is proposed and approved."""
    session.add(recommendation())
    session.flush()
    session.add(grant_approval())
    session.flush()
    session.add(OriginalsSummonsRow(application_id=1, number=1, approval=1, at=AT, by=1, due=AT.date(), place=b"p"))
    session.flush()
    days = {"at": AT, "by": 1, "filed_on": AT.date(), "learned_on": AT.date()}
    session.add(OutsideCaseRow(application_id=1, number=1, kind="litigation", content=b"c", **days))
    session.flush()
    step = {"kind": "order", "at": AT, "by": 1, "on": AT.date(), "content": b"c"}
    session.add(OutsideCaseStepRow(application_id=1, outside_case=1, number=1, **step))
    session.add(OriginalsStepRow(application_id=1, summons=1, number=1, kind="seen", at=AT, by=1, on=AT.date(), words=b"w"))
    session.add(ServiceKeyRow(public=b"s" * 32, made_at=AT))
    session.flush()
    made = {"made_at": AT, "service_key": 1, "countersignature": b"c" * 64}
    session.add_all(OfficerKeyRow(account_id=who, public=f"{who}".encode() * 32, **made) for who in (1, 2))
    session.flush()
    session.add(JournalSealRow(at=AT, first=1, last=1, root="r" * 64, head="h" * 64, service_key=1, signature=b"x" * 64))
    session.add_all([signature(), signature(number=2, act="grant", account_id=2, key=2)])
    session.flush()
    ranked(session, AT)


def _approve(session):
    """Points are approved in a record of its own, in which account 3 declared an interest too, and cited."""
    rules = {"scheme": "guangzhou", "policy_version": "2025", "on": date(2026, 3, 2), "recorded_at": AT, "recorded_by": 1}
    session.add(ApplicationRow(reference="2026-000002", version=2, kind="points", status="approved", **rules))
    session.flush()
    session.add_all([assessment(application_id=2), InterestRow(application_id=2, account_id=3, at=AT, reason=b"r")])
    session.flush()
    session.add(recommendation(application_id=2, proposal="approve", published_list=""))
    session.flush()
    session.add(approval())
    session.flush()
    session.add(PointsCitationRow(application_id=1, assessment=1, approval="h" * 64, at=AT, by=1))


def write_down(session):
    """Write acts, a read, and an erasure."""
    append(session, Entry("application:1", "record", None, AT, {"status": "accepted"}))
    append(session, Entry("application:1", "grant", None, AT, {"status": "granted"}, note=b"words"))
    append(session, Entry("policies", "publish", None, AT, {"scheme": "guangzhou"}))
    append_read(session, Read(1, "applications.file", AT, 1))


def _unlock(session):
    """One person has one entitlement, which waits for the registration."""
    granted = session.scalars(sa.select(DecisionRow.id)).one()
    words = {"entitlement": "home", "label": "[]", "granted_by": "[]", "reference": "", "valid_for": "", "apply_within": ""}
    kind = {"service": "housing", "confers": "treatment", "starts": "registration", "state": "pending"}
    session.add(EntitlementRow(id=1, number="1", application_id=1, decision_id=granted, person=0, **words, **kind))
    session.flush()
    step = {"act": "grant", "at": AT, "by": 2, "state": "pending"}
    session.add(EntitlementChangeRow(entitlement_id=1, number=1, application_id=1, **step))


def _ask(session):
    """Account 1 asked for personal data to be corrected, and account 2 answered."""
    session.add(PersonalRequestRow(id=1, account_id=1, receipt="r", key="k", at=AT, content=b"c"))
    session.flush()
    session.add(PersonalAnswerRow(request_id=1, account_id=1, kind="refused", at=AT, by=2, content=b"c"))


def _remind(session):
    """A reminder to be registered was sent by post, and account 2 proposed to revoke the grant."""
    days = {"fell_due": AT.date(), "until": AT.date(), "at": AT}
    session.add(SettleReminderRow(application_id=1, number=1, channel="post", **days))
    session.flush()
    session.add(SettleReminderProofRow(application_id=1, number=1, on=AT.date(), proof=b"p", at=AT, by=1))
    _ask(session)
    session.add(RevocationRow(application_id=1, number=1, at=AT, by=2, document=1, content=b"c"))
    session.flush()
    step = {"revocation": 1, "number": 1, "kind": "stated", "at": AT, "by": 1, "proposed_by": 2}
    session.add(RevocationStepRow(application_id=1, content=b"c", **step))


def _file(session):
    """Fill what is filed online and approved before, as if it had been."""
    _approve(session)
    _unlock(session)
    signed = {"signed_at": AT, "signed_by": 1, "channel": "online", "declaration": "1", "digest": "c" * 64, "content": b"c"}
    session.add(FilingRow(application_id=1, number=1, key="k" * 16, assessment=1, **signed))
    session.add(SupplementRow(application_id=1, number=1, asked_at=AT, asked_by=1, due=AT.date()))
    session.flush()
    session.add(QuestionSetRow(application_id=1, number=1, asked_at=AT, asked_by=1, due=AT.date(), paused_to=AT.date()))
    session.flush()
    session.add(QuestionRow(application_id=1, question_set=1, number=1, about="facts/home", reference="art. 1", words=b"w"))
    answer = {"key": "k" * 16, "at": AT, "by": 1, "declaration": "1", "assessment": 1, "digest": "d" * 64, "content": b"c"}
    session.add(QuestionAnswerRow(application_id=1, question_set=1, **answer))
    later = AT.date() + timedelta(days=9)
    session.add(SupplementExtensionRow(application_id=1, supplement=1, at=AT, by=1, before=AT.date(), due=later))
    session.add(SupplementItemRow(application_id=1, supplement=1, number=1, about="home", reference="art. 1", words=b"w"))
    session.add(IntakeProposalRow(application_id=1, number=1, at=AT, maker_id=1, reason=b"r"))
    session.flush()
    session.add(SupplementAnswerRow(application_id=1, supplement=1, number=1, submission=1, kind="answered", words=b"w"))
    session.add(ProposalReturnRow(application_id=1, proposal=1, maker_id=1, checker_id=2, at=AT))
    session.add(NonAcceptanceRow(application_id=1, proposal=1, maker_id=1, checker_id=2, at=AT, reason=b"r"))
    session.flush()
    session.add(ErasureProposalRow(application_id=1, proposed_by=1, proposed_at=AT, retention="decided", due=AT.date()))
    session.flush()
    session.add(ErasureRow(application_id=1, proposed_by=1, erased_by=2, erased_at=AT))
    _remind(session)
    session.add(LegalHoldRow(application_id=1, number=1, placed_by=1, placed_at=AT, reason=b"r"))
    session.flush()
    session.add(HoldLiftingRow(application_id=1, number=1, placed_by=1, lifted_by=2, lifted_at=AT, reason=b"r"))
