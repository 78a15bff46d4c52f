"""What was issued is sealed once, by the seal of the office, and is the same bytes for ever."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from scoring.casework import seal_document as sealing
from scoring.casework.accept import accept_on_silence
from scoring.casework.read_document import list_own_documents, read_document, read_own_document
from scoring.casework.seal_document import ACT, seal_document, seal_documents, sealed_place
from scoring.errors import NotFound
from scoring.records.documents import SEALS, DocumentRow, DocumentSealRow
from scoring.records.events import EventRow
from scoring.records.sealing import seal_of
from scoring.records.tables import ApplicationRow
from tests.casework.filings import Applying, new_holder, submitted
from tests.casework.stories import LATER, TIMING
from tests.certificates import OFFICE, office_seal
from tests.proving_seals import proven


@pytest.fixture(scope="module")
def office_own(tmp_path_factory):
    return office_seal(tmp_path_factory.mktemp("seal"))


@pytest.fixture
def applicant(office):
    applicant = submitted(office)
    applicant.accept()
    return applicant


def seal(applicant, office_own, *, asked_by=None, at=LATER, number=1):
    by = asked_by or applicant.holder
    seal_document(applicant.office.transaction, office_own, applicant.reference, number, asked_by=by, at=at)


def mine(applicant):
    [found] = list_own_documents(applicant.office.transaction, applicant.reference, holder=applicant.holder)
    return found


def told(applicant):
    with applicant.office.transaction() as session:
        events = session.scalars(sa.select(EventRow).where(EventRow.stream == SEALS).order_by(EventRow.number)).all()
        return [(each, facts) for each in events if (facts := json.loads(each.facts))["application"] == applicant.reference]


def test_it_is_signed_kept_and_written_down(applicant, office, office_own):
    version = applicant.shown.version
    seal(applicant, office_own)
    found = mine(applicant)
    assert proven(found.seal.pdf, LATER)[0].bottom_line
    assert found.seal.digest == hashlib.sha256(found.seal.pdf).hexdigest()
    assert (found.seal.at, found.seal.subject) == (LATER, f"CN={OFFICE}")
    assert (found.seal.serial, found.seal.fingerprint) == (office_own.serial, office_own.fingerprint)
    [(event, facts)] = told(applicant)
    assert (event.act, event.actor_id, event.at) == (ACT, None, LATER)
    assert (facts["pdf_digest"], facts["document_digest"], facts["document"]) == (found.seal.digest, found.digest, found.reference)
    assert applicant.shown.version == version, "nobody's form grows stale by it"
    given = read_document(office.transaction, applicant.reference, 1, officer=office.auditor, at=LATER)
    assert given == read_own_document(office.transaction, applicant.reference, 1, holder=applicant.holder, at=LATER) == found


def test_another_seal_and_another_day_change_nothing_that_was_sealed(applicant, office, office_own, tmp_path):
    seal(applicant, office_own)
    before = mine(applicant)
    seal(applicant, office_seal(tmp_path), asked_by=office.officer, at=LATER + timedelta(days=1))
    assert mine(applicant) == before
    assert len(told(applicant)) == 1


def test_who_was_faster_sealed_it(applicant, office_own, monkeypatch):
    signed = sealing.sign

    def sign_late(pdf, own, at):
        monkeypatch.setattr(sealing, "sign", signed)
        seal(applicant, office_own, at=LATER - timedelta(minutes=1))
        return signed(pdf, own, at)

    monkeypatch.setattr(sealing, "sign", sign_late)
    seal(applicant, office_own)
    assert mine(applicant).seal.at == LATER - timedelta(minutes=1)
    assert len(told(applicant)) == 1


def test_without_a_seal_that_is_good_it_stays_unsealed(applicant, office_own):
    seal(applicant, None)
    seal(applicant, replace(office_own, valid_to=LATER - timedelta(seconds=1)))
    seal(applicant, replace(office_own, valid_from=LATER + timedelta(seconds=1)))
    assert mine(applicant).seal is None
    assert told(applicant) == []


def test_what_no_font_has_waits_unsealed(office, office_own):
    applicant = Applying(office, new_holder(office, "王\U0002b740"))
    applicant.begin()
    applicant.submit()
    accept_on_silence(office.transaction, office.library, TIMING, at=LATER)
    seal(applicant, office_own)
    assert mine(applicant).seal is None


def test_what_was_issued_is_sealed_by_itself_soon_after(applicant, office, office_own):
    silent = Applying(office, new_holder(office, "王\U0002b740"))
    silent.begin()
    silent.submit()
    accept_on_silence(office.transaction, office.library, TIMING, at=LATER)
    with office.transaction() as session:  # other tests leave documents behind: they are taken as sealed
        left = sa.select(DocumentRow).where(DocumentRow.application_id.not_in(ids_of(session, applicant, silent)))
        kept = session.scalars(sa.select(DocumentSealRow)).all()
        marked = {(row.application_id, row.number) for row in kept}
        certificate = {"subject": "x", "serial": "1", "fingerprint": "f" * 64}
        for row in session.scalars(left):
            if (row.application_id, row.number) not in marked:
                common = {"application_id": row.application_id, "number": row.number, "at": LATER, "digest": "d" * 64}
                session.add(DocumentSealRow(**common, pdf=b"x", **certificate))
    for seal_of_office in (None, replace(office_own, valid_to=LATER - timedelta(seconds=1))):
        assert seal_documents(office.transaction, seal_of_office, at=LATER) == 0
    assert seal_documents(office.transaction, office_own, at=LATER) == 1
    found = mine(applicant)
    assert (found.seal.at, mine(silent).seal) == (LATER, None)
    assert [facts["document"] for _, facts in told(applicant)] == [found.reference]
    assert seal_documents(office.transaction, office_own, at=LATER + timedelta(days=1)) == 0
    assert mine(applicant) == found


def ids_of(session, *applicants):
    references = [each.reference for each in applicants]
    return session.scalars(sa.select(ApplicationRow.id).where(ApplicationRow.reference.in_(references))).all()


def test_who_may_not_read_it_has_nothing_sealed(applicant, office, office_own):
    for asked_by, number in ((submitted(office).holder, 1), (office.administrator, 1), (office.officer, 2), (applicant.holder, 2)):
        with pytest.raises(NotFound):
            seal(applicant, office_own, asked_by=asked_by, number=number)
    assert mine(applicant).seal is None


def test_it_lies_under_the_key_of_its_file_alone(applicant, office, office_own):
    seal(applicant, office_own)
    other = submitted(office)
    with office.transaction() as session:
        rows = sa.select(ApplicationRow).where(ApplicationRow.reference.in_([applicant.reference, other.reference]))
        ids = {row.reference: row.id for row in session.scalars(rows)}
        kept = session.get_one(DocumentSealRow, (ids[applicant.reference], 1)).pdf
        assert b"%PDF" not in kept
        assert seal_of(session, ids[applicant.reference]).open_content(kept, sealed_place(1)) == mine(applicant).seal.pdf
        with pytest.raises(InvalidTag):
            seal_of(session, ids[other.reference]).open_content(kept, sealed_place(1))
