"""Files beside evidence: handed in with an objection, signed proofs of service; and what is told to who objected once it is closed."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from scoring.application.contact import Contact
from scoring.application.deadlines import local_day
from scoring.application.document import ServiceChannel
from scoring.application.evidence import Media
from scoring.application.kept_file import FILES_MAX
from scoring.application.notice import Channel, DeliveryState, NoticeKind, ObjectorTold
from scoring.application.serving import Serving
from scoring.application.status import Act
from scoring.casework.add_receipt import add_receipt
from scoring.casework.deliveries import told_objector
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.kept_files import HandedFile, sound
from scoring.casework.object_to_line import object_to_line
from scoring.casework.objection_queries import read_objections
from scoring.casework.outbox import NO_CONTACT, keep_sent, take_parcel
from scoring.casework.own_archive import own_archive
from scoring.casework.read_document import list_documents
from scoring.casework.read_kept_file import read_objection_file, read_service_receipt
from scoring.casework.serve import Signed, correct_service, serve
from scoring.casework.settle_objection import dismiss_objection, propose_upholding, uphold_in_part
from scoring.casework.sweep_evidence import LONGEST_ACT, sweep_evidence
from scoring.documents.service_proof import set_service_proof
from scoring.errors import EvidenceRefused, InputRefused, NotAllowed, NotFound, SettingsRefused
from scoring.records.tables import DeliveryRow, ObjectionFileRow, ViewRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.publishing import erase, with_list
from tests.casework.stories import AT, LATER, TIMING, keyless
from tests.casework.test_objections import CANARY, act, handed, heard, objected
from tests.casework.test_serve import agree, identify
from tests.casework.versions import SETTINGS, granted_online
from tests.evidence.made import pdf

MAIL = {Channel.EMAIL}
TYPED = Serving(2, ServiceChannel.COUNTER, local_day(LATER), "王小明")


@pytest.fixture
def listed(office):
    return with_list(office)


def files(count=2):
    return tuple(HandedFile(pdf(pages=number), f"证据{number}.pdf") for number in range(1, count + 1))


def room(office, settings=SETTINGS):
    return EvidenceRoom(office.transaction, settings)


def read(office, application, number=1, *, by="supervisor", objection=1, settings=SETTINGS):
    given = {"officer": getattr(office, by), "at": AT}
    return read_objection_file(room(office, settings), application.reference, objection, number, **given)


def test_what_proves_an_objection_is_read_by_who_looks_into_it_alone_and_every_look_is_kept(listed):
    application, _ = objected(listed, files=files())
    [found] = read_objections(listed.transaction, application.reference, officer=listed.head)
    assert [(each.number, each.name, each.media, each.pages) for each in found.files] == [
        (1, "证据1.pdf", Media.PDF, 1),
        (2, "证据2.pdf", Media.PDF, 2),
    ]
    content = read(listed, application, 2)
    assert (content.file, hashlib.sha256(content.content).hexdigest()) == (found.files[1], found.files[1].digest)
    with listed.transaction() as session:
        assert "objections/1/files/2" in set(session.scalars(sa.select(ViewRow.page)))
        kept = session.get_one(ObjectionFileRow, (application.id, 1, 1))
        assert "证据".encode() not in kept.name
        assert pdf(pages=1)[:64] not in (SETTINGS.folder / kept.stored[:2] / kept.stored).read_bytes()
    event = next(each for each in listed.file(application).events if each.act == Act.OBJECT)
    assert event.facts["files"] == [each.digest for each in found.files]
    for who in ("officer", "auditor"):
        [seen] = read_objections(listed.transaction, application.reference, officer=getattr(listed, who))
        assert seen.files == ()
        with pytest.raises(NotFound):
            read(listed, application, by=who)
    for missing in ({"number": 3}, {"objection": 2}):
        with pytest.raises(NotFound):
            read(listed, application, **missing)
    with pytest.raises(SettingsRefused):
        read(listed, application, settings=EvidenceSettings(Path(tempfile.mkdtemp())))


def test_what_cannot_be_kept_is_refused_before_anything_is(listed):
    application, _ = objected(listed)
    for wrong, why in (((HandedFile(b"MZ"),), "unknown_type"), ((HandedFile(b""),), "empty")):
        with pytest.raises(EvidenceRefused) as refused:
            objected(listed, application, files=wrong)
        assert refused.value.why == why
    with pytest.raises(InputRefused) as many:
        objected(listed, application, files=files(1) * (FILES_MAX + 1))
    assert many.value.field == "files"
    assert len(read_objections(listed.transaction, application.reference, officer=listed.head)) == 1


def test_all_objections_hold_no_more_together_than_one_application(listed):
    application, _ = objected(listed, files=files(1))
    none = room(listed, replace(SETTINGS, application_mib=0))
    with pytest.raises(EvidenceRefused, match="too_much"):
        object_to_line(none, listed.library, TIMING, handed(listed, application, files=files(1)), officer=None, at=AT)


def test_what_nothing_holds_is_swept_and_what_an_objection_or_a_service_holds_is_not(listed):
    settings = EvidenceSettings(Path(tempfile.mkdtemp()))
    kept = room(listed, settings)
    application, _ = objected(listed)
    object_to_line(kept, listed.library, TIMING, handed(listed, application, files=files(1)), officer=None, at=AT)
    later = AT + LONGEST_ACT + timedelta(days=400 * 30)
    assert sweep_evidence(kept, at=later) == 0
    with keyless(listed.transaction, application.id):
        assert sweep_evidence(kept, at=later) == 1
        with pytest.raises(NotFound):
            read(listed, application, objection=2, settings=settings)


def parcels(office, at=AT):
    found = []
    while (parcel := take_parcel(office.transaction, MAIL, at=at)) is not None:
        found.append(parcel)
        keep_sent(office.transaction, parcel, at=at)
    return [each for each in found if each.kind is NoticeKind.OBJECTION_ANSWERED]


def how_told(office, application, by="supervisor"):
    return told_objector(office.transaction, application.reference, 1, officer=getattr(office, by))


def test_who_objected_is_told_once_it_is_closed_where_they_wish_so(listed):
    application, receipt = objected(listed, is_to_be_told=True)
    other, _ = objected(listed)
    assert parcels(listed) == []
    assert how_told(listed, application) is None, "not closed yet"
    for each in (application, other):
        act(listed, dismiss_objection, each)
    assert how_told(listed, application) == ObjectorTold(Channel.EMAIL, DeliveryState.WAITING, 0, None, None, is_lost=False)
    assert how_told(listed, other) is None, "not wished"
    assert how_told(listed, application, by="officer") is None, "who does not look into it"
    [told] = parcels(listed)
    assert how_told(listed, application, by="head") == ObjectorTold(Channel.EMAIL, DeliveryState.SENT, 1, AT, None, is_lost=False)
    assert (told.contact, dict(told.facts), told.at) == (Contact("email", CANARY["contact"]), {"reference": receipt}, AT)
    assert parcels(listed, AT + timedelta(days=1)) == []


def test_whoever_was_overtaken_by_another_objection_is_told_too(listed):
    application, _ = heard(listed)
    _, second = objected(listed, application, is_to_be_told=True)
    act(listed, propose_upholding, application, "part")
    act(listed, uphold_in_part, application, by="head")
    assert [dict(each.facts) for each in parcels(listed)] == [{"reference": second}]


def test_nobody_is_told_whose_contact_was_erased_or_whose_channel_there_is_not(listed):
    first, _ = objected(listed, is_to_be_told=True)
    second, _ = objected(listed, is_to_be_told=True, contact="13800138000")
    for each in (first, second):
        act(listed, dismiss_objection, each)
    erase(listed, first)
    with keyless(listed.transaction, first.id):
        assert parcels(listed) == []
    assert [how_told(listed, second).state, how_told(listed, second).is_lost] == [DeliveryState.OFF, True]
    with listed.transaction() as session:
        ends = dict(session.execute(sa.select(DeliveryRow.channel, DeliveryRow.state).where(DeliveryRow.notice_id.is_(None))).all())
        assert ends == {"email": DeliveryState.DEAD, "sms": DeliveryState.OFF}
        assert set(session.scalars(sa.select(DeliveryRow.error_code).where(DeliveryRow.state == DeliveryState.DEAD))) == {
            NO_CONTACT
        }


def signed(pages=1):
    return Signed(sound(HandedFile(pdf(pages=pages), "回证.pdf"), SETTINGS), SETTINGS)


def receipt_of(office, application, turn=1, by="auditor"):
    given = {"officer": getattr(office, by), "at": LATER}
    return read_service_receipt(room(office), application.reference, 2, turn, **given)


def test_the_signed_proof_of_a_service_is_kept_read_and_named_by_its_digest(office):
    applicant = granted_online(office)
    application = office.now(applicant)
    office.seal(application, 2)
    known, common = (office.transaction, office.library, TIMING), {"at": LATER}
    with pytest.raises(NotFound):
        receipt_of(office, application)
    serve(*known, office.shown(application), TYPED, officer=office.officer, signed=signed(), **common)
    found = receipt_of(office, application)
    document = next(
        each for each in list_documents(office.transaction, application.reference, officer=office.auditor) if each.number == 2
    )
    assert (document.service.receipt, found.content) == (found.file, pdf(pages=1))
    assert office.file(application).events[-1].facts["receipt"] == found.file.digest
    assert set_service_proof(document)[:5] == b"%PDF-"
    again = {"reason": "日期录错。", "signed": signed(2), "officer": office.supervisor}
    correct_service(*known, office.shown(application), TYPED, **common, **again)
    assert receipt_of(office, application, 2).file.pages == 2
    assert receipt_of(office, application).file.pages == 1, "the first stays"
    names = _archived(office, applicant)
    assert {f"applications/{application.reference}-served/002-{turn}.pdf" for turn in (1, 2)} <= names
    with keyless(office.transaction, application.id), pytest.raises(NotFound):
        receipt_of(office, application)


def _archived(office, applicant):
    packed = own_archive(room(office), holder=applicant.holder, at=LATER)
    return set(zipfile.ZipFile(BytesIO(packed)).namelist())


def service_of(office, application):
    documents = list_documents(office.transaction, application.reference, officer=office.auditor)
    return next(each for each in documents if each.number == 2).service


def add(office, application, file, number=2, by="officer"):
    shown = office.shown(application)
    return add_receipt(office.transaction, shown, number, file, officer=getattr(office, by), at=LATER)


def test_a_signed_proof_that_comes_late_is_kept_with_the_service_once_and_changes_nothing_of_it(office):
    application = office.granted()
    office.seal(application, 2)
    known, common = (office.transaction, office.library, TIMING), {"at": LATER}
    with pytest.raises(NotAllowed, match="served"):
        add(office, application, signed())
    with pytest.raises(NotFound):
        add(office, application, signed(), 7)
    serve(*known, office.shown(application), TYPED, officer=office.officer, **common)
    before = service_of(office, application)
    with pytest.raises(NotAllowed, match="role"):
        add(office, application, signed(), by="auditor")
    add(office, application, signed(3))
    found = receipt_of(office, application)
    assert (found.file.pages, service_of(office, application)) == (3, replace(before, receipt=found.file))
    event = office.file(application).events[-1]
    assert (event.act, event.facts["turn"], event.facts["receipt"]) == (Act.ADD_RECEIPT, 1, found.file.digest)
    with pytest.raises(NotAllowed, match="unsigned"):
        add(office, application, signed())
    again = {"reason": "日期录错。", "officer": office.supervisor}
    correct_service(*known, office.shown(application), TYPED, **common, **again)
    add(office, application, signed())  # of the new record
    assert [receipt_of(office, application, turn).file.pages for turn in (1, 2)] == [3, 1]


def test_of_what_the_account_served_nothing_is_signed(office):
    applicant = granted_online(office)
    identify(applicant)
    agree(applicant)
    application = office.now(applicant)
    office.seal(application, 2)
    known, shown = (office.transaction, office.library, TIMING), office.shown(application)
    by_account = {"officer": office.officer, "at": LATER, "signed": signed()}
    with pytest.raises(InputRefused) as refused:
        serve(*known, shown, Serving(2, ServiceChannel.ACCOUNT), **by_account)
    assert refused.value.field == "receipt"
    serve(*known, shown, Serving(2, ServiceChannel.ACCOUNT), **(by_account | {"signed": None}))
    with pytest.raises(NotAllowed, match="served"):
        add(office, application, signed())
