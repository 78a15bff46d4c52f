"""Of two versions of one file each is kept, proven, computed again, counted and erased like any file; a hold covers both."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scoring.application.due import Timing
from scoring.casework.claim_file import claim_next
from scoring.casework.erase_application import read_erasable
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.lateness import recorded_days
from scoring.casework.legal_hold import lift_hold, place_hold
from scoring.casework.list_due import read_due
from scoring.casework.offer_earlier import offer_earlier
from scoring.casework.own_archive import own_archive
from scoring.casework.prove import list_pieces, prove
from scoring.casework.recompute_decisions import recompute_one
from scoring.casework.version_changes import read_changes
from scoring.errors import NotAllowed
from scoring.notices.recomputing import verify_bundle
from scoring.policy.procedure import Duration, Procedure
from scoring.records.tables import AwardIndexRow, DecisionRow
from scoring.records.verifying import verify
from tests.casework.agencies import URL, agency
from tests.casework.filings import TIMING, Applying
from tests.casework.stories import LATER, ON
from tests.casework.test_agencies import quiet, told
from tests.casework.test_desk import of, place
from tests.casework.test_erase_application import KEPT, erase, propose
from tests.casework.test_lateness import overdue
from tests.casework.test_recompute_decisions import outcome
from tests.casework.versions import ERROR, SETTINGS, amended, corrected, decided, given_up, granted_online, reviewed

__all__ = ["place", "quiet"]
MUCH_LATER = LATER + timedelta(days=400)


@pytest.fixture
def both(office):
    """A file that is superseded, and its version."""
    older = office.granted()
    return office.now(older), decided(office, amended(office, corrected(office, older)))


def test_the_proof_of_the_new_decision_names_the_one_it_replaces(office, both):
    older, version = both
    for one in both:
        pieces = list_pieces(office.transaction, one.reference, officer=office.auditor)
        bundle = prove(office.transaction, one.reference, pieces, officer=office.auditor, at=LATER)
        verdict, said, _told = verify_bundle(bundle)
        assert verdict == "equal"
        named = {"application": older.reference, "decision": f"{older.reference}-D"}
        assert said.get("replaces") == (named if one is version else None)


def test_both_decisions_are_computed_again_and_found_by_their_points(office, both):
    with office.transaction() as session:
        rows = session.scalars(sa.select(DecisionRow).where(DecisionRow.application_id.in_([one.id for one in both]))).all()
        indexed = set(session.scalars(sa.select(AwardIndexRow.application_id)))
    assert {one.id for one in both} <= indexed
    for row in rows:
        number = recompute_one(office.transaction, office.library, row.reference, officer=office.auditor, at=LATER)
        assert outcome(office, number)[0].counts.equal == 1


def test_a_hold_on_one_keeps_the_other_too(office, both):
    older, version = both
    place_hold(office.transaction, office.shown(version), "行政诉讼", officer=office.supervisor, at=LATER)
    assert read_erasable(office.transaction, KEPT, older.reference, officer=office.supervisor).is_held
    with pytest.raises(NotAllowed) as refused:
        propose(office, older, at=MUCH_LATER)
    assert refused.value.why == "litigation_hold"
    due = read_due(office.transaction, KEPT, officer=office.supervisor, today=MUCH_LATER.date())
    assert {one.reference: one.is_held for one in due}[older.reference]
    lift_hold(office.transaction, office.shown(version), "结案", officer=office.other_supervisor, at=LATER)
    propose(office, older, at=MUCH_LATER)


def test_the_older_file_is_erased_by_its_own_term_and_the_version_reads_on(office, both):
    older, version = both
    propose(office, older, at=MUCH_LATER)
    erase(office, older, at=MUCH_LATER)
    assert office.file(version).application.persons == version.persons
    assert read_changes(office.transaction, version.reference, officer=office.auditor) is None
    with office.transaction() as session:
        assert verify(session) is None


def test_a_version_that_was_given_up_is_erased_as_closed(office):
    version = given_up(office, corrected(office, office.granted()))
    kept = {"closed": Duration(2, "months")}
    assert read_erasable(office.transaction, kept, version.reference, officer=office.supervisor).due == date(2026, 6, 2)


def test_whoever_takes_everything_about_themselves_has_both_and_what_was_wrong(office):
    applicant = granted_online(office)
    version = corrected(office, applicant)
    room = EvidenceRoom(office.transaction, SETTINGS)
    with zipfile.ZipFile(io.BytesIO(own_archive(room, holder=applicant.holder, at=LATER))) as archive:
        found = json.loads(archive.read(f"applications/{version.reference}.json"))
        assert f"applications/{applicant.reference}.json" in archive.namelist()
    (correction,) = found["corrections"]
    assert correction["content"] == {"wrong": ERROR.wrong, "reason": ERROR.reason, "proof": ERROR.proof}
    assert found["applications"][0]["cause"] == "correction"


def test_a_correction_is_late_by_its_own_term_and_by_no_other(office):
    version = corrected(office, office.granted())
    with office.transaction() as session:
        assert recorded_days(session, version.id)["correction"] == LATER.date()
    assert version.reference not in overdue(office, date(2026, 4, 16))
    assert version.reference in overdue(office, date(2026, 4, 17))
    other = reviewed(office, office.granted())
    assert other.reference not in overdue(office, date(2026, 4, 16))
    assert other.reference in overdue(office, date(2026, 4, 17))


def test_the_officer_is_given_what_is_due_first_a_correction_by_its_term(office, place):
    there = replace(office, officer=of(place, office.officer), supervisor=of(place, office.supervisor))
    older = there.granted()
    plain = there.record(at=LATER)
    version = corrected(there, older)
    rules = Procedure(
        days={"verify": Duration(3, "days", "acceptance"), "correction": Duration(30, "days", "request")},
    )
    for timing, first in ((Timing(rules, TIMING.working_days), plain), (TIMING, version)):
        taken = claim_next(office.transaction, office.library, timing, officer=of(place, office.other_officer), at=LATER)
        assert taken.reference == first.reference


def test_agencies_are_told_that_the_old_number_ends_and_the_new_one_begins(quiet):
    school = agency(quiet, url=URL)
    older = quiet.granted(family=quiet.family())
    quiet.register(older, 2)
    version = decided(quiet, amended(quiet, corrected(quiet, older)))
    numbers = {
        one.reference: next(e.register_number for e in quiet.file(one).entitlements if (e.person, e.service) == (2, "schooling"))
        for one in (older, version)
    }
    assert [(event, number) for event, number, _state in told(quiet, school)] == [
        ("begins", numbers[older.reference]),
        ("begins", numbers[version.reference]),
        ("ends", numbers[older.reference]),
    ]


def test_nothing_is_offered_to_a_draft_from_a_file_that_was_corrected_or_from_its_version(office):
    applicant = granted_online(office)
    version = corrected(office, applicant)
    refused = office.recommend(office.verify(amended(office, version)))
    office.refuse(refused)
    again = Applying(office, applicant.holder)
    again.begin()
    offered = offer_earlier(office.transaction, office.library, again.reference, holder=again.holder, today=ON)
    assert offered == ()
