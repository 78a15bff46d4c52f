"""A review of a file whose account was closed; a file erased while its version reads on: proven, computed again, taken along."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from scoring.application.document import DocumentKind, ServiceChannel
from scoring.application.review import StepKind
from scoring.application.settling import ReminderChannel
from scoring.application.status import Status
from scoring.application.verifying import Judgement
from scoring.casework.ask_review import record_withdrawn_review
from scoring.casework.close_account import close_account
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.own_archive import own_archive
from scoring.casework.prove import list_pieces, prove
from scoring.casework.recompute_decisions import order_of_all, recompute, recompute_decisions
from scoring.casework.remind_settling import remind_settling
from scoring.casework.settle_review import propose_keeping
from scoring.errors import Erased, NotAllowed
from scoring.notices.recomputing import verify_bundle
from scoring.records.tables import DecisionRow, SettleReminderRow
from scoring.records.verifying import verify
from tests.casework.settling import OVER, with_window
from tests.casework.stories import LATER, TIMING
from tests.casework.test_erase_application import erase, propose
from tests.casework.test_recompute_decisions import outcome
from tests.casework.test_reviews import SOON, act, ask, by_account, last_document, opened, reviews, sign
from tests.casework.test_serve import agree, identify
from tests.casework.versions import SETTINGS, amended, corrected, decided, granted_online

HELD = Judgement("owns_home", "adjust", (True,), "登记显示未出售。", "第六条")
MUCH_LATER = LATER + timedelta(days=400)


@pytest.fixture
def closed(office):
    """A refused file under review, whose holder agreed to be served by the account, and closed it since."""
    applicant = by_account(office)
    identify(applicant)
    agree(applicant)
    ask(office, applicant)
    close_account(office.transaction, holder=applicant.holder, at=SOON)
    return applicant


def test_a_review_goes_on_though_the_account_was_closed_and_is_served_on_paper(office, closed):
    act(office, propose_keeping, closed)
    sign(office, closed)
    document = last_document(office, closed)
    assert document.kind is DocumentKind.REVIEWED
    office.seal(closed, document.number, at=SOON)
    with pytest.raises(NotAllowed, match="service_agreed"):
        office.serve(closed, document.number, channel=ServiceChannel.ACCOUNT, on=None, proof="")
    assert reviews(office, closed).reviews[0].closing.kind is StepKind.KEPT


def test_who_closed_the_account_takes_the_review_back_at_the_counter(office, closed):
    said = {"statement": "我撤回。", "proof": "本人签名"}
    record_withdrawn_review(office.transaction, office.shown(closed), 1, officer=office.officer, at=SOON, **said)
    assert reviews(office, closed).reviews[0].closing.kind is StepKind.WITHDRAWN


def test_the_version_of_a_file_whose_account_was_closed_has_none_and_is_reminded_by_letter(office, closed):
    timed = with_window(office)
    version = opened(timed, closed)
    file = timed.file(version)
    assert (file.has_account, file.application.replaces.reference) == (False, closed.reference)
    timed.verify(timed.now(version), HELD, by=timed.other_officer)
    recommended = timed.recommend(timed.now(version), by=timed.other_officer)
    timed.grant(recommended, by=timed.other_supervisor)
    assert timed.now(version).status is Status.GRANTED
    remind_settling(timed.transaction, timed.library, TIMING, at=OVER)
    with timed.transaction() as session:
        channels = session.scalars(sa.select(SettleReminderRow.channel).where(SettleReminderRow.application_id == version.id))
        assert set(channels) == {ReminderChannel.POST}


@pytest.fixture
def both(office):
    """A file whose key is destroyed since its retention was over, and the version that took its place; with their holder."""
    applicant = granted_online(office)
    older = office.now(applicant)
    version = decided(office, amended(office, corrected(office, older)))
    propose(office, older, at=MUCH_LATER)
    erase(office, older, at=MUCH_LATER)
    return applicant, older, version


def test_what_is_taken_along_holds_the_version_and_nothing_personal_of_the_erased_file(office, both):
    applicant, older, version = both
    packed = own_archive(EvidenceRoom(office.transaction, SETTINGS), holder=applicant.holder, at=MUCH_LATER)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        gone, kept = ((Path(folder) / f"applications/{one.reference}.json").read_text("utf-8") for one in (older, version))
        missing = json.loads((Path(folder) / "missing.json").read_text("utf-8"))
    for secret in (version.applicant.name, version.applicant.identity_number.reveal()):
        assert (secret in kept, secret in gone) == (True, False)
    erased, read_on = json.loads(gone), json.loads(kept)
    assert (erased["persons"][0]["name"], erased["erasures"][0]["erased_by"]) == (None, "office")
    assert read_on["applications"][0]["replaces_id"] == older.id
    assert missing == []


def test_the_nightly_recomputation_counts_the_erased_one_as_erased_and_the_version_as_equal(office, both):
    _applicant, older, version = both
    for one, again in ((older, "erased"), (version, "equal")):
        with office.transaction() as session:
            row = session.scalars(sa.select(DecisionRow).where(DecisionRow.application_id == one.id)).one()
            assert recompute(session, office.library, row).again == again
    number = order_of_all(office.transaction, at=MUCH_LATER)
    *_, last = recompute_decisions(office.transaction, office.library, number, at=MUCH_LATER)
    assert last[0] == last[1]
    counts = outcome(office, number)[0].counts
    assert counts.erased >= 1
    assert counts.equal >= 1


def test_the_version_is_proven_and_the_erased_file_is_not(office, both):
    _applicant, older, version = both
    pieces = list_pieces(office.transaction, version.reference, officer=office.auditor)
    verdict, said, _told = verify_bundle(
        prove(office.transaction, version.reference, pieces, officer=office.auditor, at=MUCH_LATER)
    )
    assert (verdict, said["replaces"]["application"]) == ("equal", older.reference)
    with pytest.raises(Erased):
        list_pieces(office.transaction, older.reference, officer=office.auditor)
    with office.transaction() as session:
        assert verify(session) is None
