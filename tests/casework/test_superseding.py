"""With the decision of a new version the older one is superseded: what people had goes on without a gap, and nothing is lost."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.desk import Flag, Flagged
from scoring.application.entitlement import EntitlementState
from scoring.application.entitling import Held, rebuilt
from scoring.application.guards import Guard
from scoring.application.persons import FamilyMember
from scoring.application.serving import DECISIONS
from scoring.application.status import Act, Part, Status
from scoring.casework.close_flag import close_flag
from scoring.casework.declare_interest import declare_interest
from scoring.casework.look_up_document import look_up_document
from scoring.casework.queries import read_file
from scoring.casework.second_look import read_second_look
from scoring.casework.version_changes import read_changes
from scoring.engine import assess
from scoring.errors import MoveRefused, NotAllowed
from scoring.records.documents import DocumentRow
from scoring.records.notices import NoticeRow
from scoring.records.sealing import seal_of
from scoring.records.verifying import verify
from tests.casework.publishing import with_list
from tests.casework.stories import LATER, ON, REFUSE, TIMING, keyless
from tests.casework.test_register import computed, entry, stored, turn, turn_of
from tests.casework.versions import ERROR, amended, corrected, decided, granted_online, reviewed


def before_superseding(office, older):
    """Compute what people had by the older decision, up to the act by which it was superseded."""
    file = office.file(older)
    turns = [turn_of(event) for event in file.events if event.act != Act.SUPERSEDE]
    return rebuilt(unlocked(office, file.decision), file.application.persons, local_day(file.decision.at), turns)


def unlocked(office, decision):
    policy = office.library.find("guangzhou", "2025")
    return assess(policy, decision.facts, on=decision.on, round_id=decision.pin.round).entitlements


def carried(office, older, version):
    """Compute the register of a version from its decision, the acts since, and that of the older file."""
    file = office.file(version)
    registered = frozenset(one.number for one in office.now(older).registrations)
    turns = [turn_of(event) for event in file.events]
    held = Held(before_superseding(office, older), registered)
    return rebuilt(unlocked(office, file.decision), file.application.persons, local_day(file.decision.at), turns, held)


def test_what_people_had_goes_on_and_ends_in_the_older_file(office):
    older = office.granted(family=office.family())
    office.register(older, 0)
    turn(office, older, Act.SUSPEND)
    before = stored(office, older)
    version = decided(office, amended(office, corrected(office, older)))
    assert stored(office, version) == before == carried(office, older, version)
    assert stored(office, older) == computed(office, older)
    assert {one.state for one in office.file(older).entitlements} == {EntitlementState.ENDED}
    assert {one.register_number for one in office.file(version).entitlements}.isdisjoint(
        one.register_number for one in office.file(older).entitlements
    )
    turn(office, version, Act.RESUME)
    office.register(version, 1)
    assert stored(office, version) == carried(office, older, version)


def test_the_status_and_the_journal_of_both(office):
    older = office.granted()
    version = decided(office, amended(office, corrected(office, older)))
    file = office.file(older)
    assert (file.application.status, version.status) == (Status.SUPERSEDED, Status.GRANTED)
    event = file.events[-1]
    decision = office.file(version).decision
    assert (event.act, event.actor_id, event.facts["version_file"], event.facts["decision"]) == (
        "supersede",
        office.supervisor.account_id,
        version.reference,
        decision.reference,
    )
    assert office.file(version).events[-1].facts["replaces"] == older.reference
    assert file.decision is not None, "it is kept as it was"
    with pytest.raises(MoveRefused):
        office.register(older, 0)


def test_who_was_registered_stays_so_and_the_rest_is_registered_in_the_version(office):
    older = office.granted(family=office.family()[:1])
    office.register(older, 1)
    version = decided(office, amended(office, corrected(office, older)))
    assert version.registrations == office.now(older).registrations
    assert office.register(version, 0).status is Status.SETTLED


def test_where_everybody_was_registered_the_version_is_settled_with_its_decision(office):
    older = office.granted()
    version = amended(office, corrected(office, older))
    office.register(older, 0)
    assert decided(office, version).status is Status.SETTLED
    assert stored(office, version) == carried(office, older, version)


def test_people_whose_names_or_places_are_put_right_keep_what_they_had(office):
    spouse, child = office.family()
    older = office.granted(family=(spouse, child))
    office.register(older, 2)
    renamed = FamilyMember("child", "王壹", child.identity_number)
    version = amended(office, corrected(office, older), family=(renamed,))
    version = decided(office, version)
    assert [one.number for one in version.registrations] == [1]
    assert entry(office, version, 1).since == ON
    assert {one.person for one in office.file(version).entitlements} == {0, 1}


def test_what_had_ended_stays_ended(office):
    older = office.granted(family=office.family()[:1])
    office.register(older, 1)
    turn(office, older, Act.END, person=1)
    version = decided(office, amended(office, corrected(office, older)))
    assert entry(office, version, 1).state is EntitlementState.ENDED


def test_a_version_that_is_refused_ends_what_the_older_decision_gave(office):
    older = office.granted(family=office.family()[:1])
    office.register(older, 0)
    version = office.recommend(corrected(office, older), REFUSE)
    office.refuse(version)
    assert office.now(older).status is Status.SUPERSEDED
    assert {one.state for one in office.file(older).entitlements} == {EntitlementState.ENDED}
    file = office.file(version)
    assert (file.application.status, file.entitlements, file.application.registrations) == (Status.REFUSED, (), ())


def test_a_refusal_that_is_reviewed_and_granted(office):
    older = office.recommended(REFUSE)
    office.refuse(older)
    version = office.recommend(reviewed(office, older), by=office.other_officer)
    office.approve(version, by=office.other_supervisor)
    office.grant(office.now(version), by=office.other_supervisor)
    assert (office.now(older).status, office.now(version).status) == (Status.SUPERSEDED, Status.GRANTED)
    assert stored(office, version) == computed(office, version)


def test_who_declared_an_interest_in_the_older_file_meanwhile_does_not_decide_the_version(office):
    older = office.granted()
    version = amended(office, corrected(office, older))
    declare_interest(office.transaction, office.shown(older), officer=office.supervisor, at=LATER, reason="亲属")
    flagged = Flagged(Flag.CONFLICT, office.supervisor.account_id)
    assert [one.subject for one in office.file(version).desk.open] == [flagged.subject]
    event = office.file(version).events[-1]
    assert (event.act, event.facts["declared_on"]) == (Act.DECLARE, older.reference)
    with pytest.raises(NotAllowed) as closed:
        read_file(office.transaction, version.reference, officer=office.supervisor)
    assert closed.value.why == Guard.NO_INTEREST
    close_flag(office.transaction, office.shown(version), flagged, officer=office.officer, at=LATER, reason="已回避")
    version = office.recommend(office.verify(office.now(version)))
    with pytest.raises(NotAllowed) as refused:
        office.approve(version, by=office.supervisor)
    assert refused.value.why == Guard.NO_INTEREST
    office.grant(version, by=office.other_supervisor)
    assert office.now(older).status is Status.SUPERSEDED


def test_who_declares_an_interest_in_the_version_is_barred_from_the_older_file_and_loses_the_claim(office):
    older = office.granted()
    version = amended(office, corrected(office, older))
    assert version.claim.account_id == office.officer.account_id
    declare_interest(office.transaction, office.shown(older), officer=office.officer, at=LATER, reason="亲属")
    assert office.now(version).claim is None
    declare_interest(office.transaction, office.shown(version), officer=office.other_officer, at=LATER, reason="亲属")
    assert office.now(older).parts[office.other_officer.account_id] is Part.BARRED
    with office.transaction() as session:
        assert verify(session) is None


def test_whoever_holds_a_document_of_the_older_file_learns_that_it_is_superseded(office):
    older = office.granted()
    with office.transaction() as session:
        row = session.scalars(
            sa.select(DocumentRow).where(DocumentRow.application_id == older.id, DocumentRow.kind == "granted")
        ).one()
        content = seal_of(session, older.id).open_document(row.content, f"documents.content/{row.number}")
    known = (office.transaction, row.reference, content["secret"])
    version = amended(office, corrected(office, older))
    assert look_up_document(*known).holds == "valid", "until the version is decided"
    decided(office, version)
    assert look_up_document(*known).holds == "superseded"


def test_the_applicant_is_told_of_each_step(office):
    applicant = granted_online(office)
    older = office.now(applicant)
    version = decided(office, amended(office, corrected(office, applicant)))
    with office.transaction() as session:
        query = sa.select(NoticeRow.kind, NoticeRow.application_id).where(NoticeRow.account_id == applicant.holder.account_id)
        told = [tuple(row) for row in session.execute(query.order_by(NoticeRow.id))]
    assert told[-3:] == [("correcting", older.id), ("superseded", older.id), ("decided", version.id)]


def test_a_correction_is_not_published_again_and_a_review_is(office):
    listed = with_list(office)
    older = listed.recommended()
    listed.grant(older)
    version = listed.recommend(listed.verify(amended(listed, corrected(listed, older))))
    listed.approve(version)
    from scoring.casework.grant import grant
    from scoring.casework.listing import Batch
    from scoring.casework.public_lists import read_preview

    pin = version.pin
    lines = read_preview(
        listed.transaction, listed.library, Batch(pin.scheme, pin.version, pin.round), officer=listed.other_supervisor
    ).listing.lines
    assert version.reference not in {line.reference for line in lines}
    grant(listed.transaction, listed.library, TIMING, listed.shown(version), officer=listed.supervisor, at=LATER, reason="更正")
    assert listed.now(older).status is Status.SUPERSEDED


def test_the_document_says_what_is_put_right_of_which_decision(office):
    older = office.granted()
    version = decided(office, amended(office, corrected(office, older)))
    first, last = (read_document_of(office, one) for one in (older, version))
    assert last["kind"] == "corrected"
    assert "更" in last["reference"]
    words = str(last["parts"])
    for needed in (office.file(older).decision.reference, first["reference"], ERROR.reason, ERROR.proof, "96", "84"):
        assert needed in words
    assert last["remedies"] == first["remedies"]


def test_a_review_is_decided_by_the_documents_of_any_decision(office):
    older = office.granted()
    version = office.recommend(reviewed(office, older), by=office.other_officer)
    office.approve(version, by=office.other_supervisor)
    office.grant(office.now(version), by=office.other_supervisor)
    assert read_document_of(office, version)["kind"] == "granted"


def read_document_of(office, application):
    """Give what the document of the decision on a file says."""
    with office.transaction() as session:
        query = sa.select(DocumentRow).where(DocumentRow.application_id == application.id, DocumentRow.kind.in_(DECISIONS))
        row = session.scalars(query).one()
        return seal_of(session, application.id).open_document(row.content, f"documents.content/{row.number}")


def test_the_second_look_shows_what_the_version_says_otherwise(office):
    older = office.granted()
    version = office.recommend(office.verify(amended(office, corrected(office, older))))
    common = {"officer": office.supervisor, "today": ON}
    look = read_second_look(office.transaction, office.library, version.reference, **common)
    assert [(one.place, one.before, one.after) for one in look.changes.said] == [("facts/pension_months", 84, 96)]
    assert read_changes(office.transaction, version.reference, officer=office.supervisor) == look.changes
    assert read_changes(office.transaction, older.reference, officer=office.supervisor) is None
    with keyless(office.transaction, older.id):
        assert read_changes(office.transaction, version.reference, officer=office.supervisor) is None


def test_who_is_taken_out_though_registered_has_nothing_in_the_version(office):
    older = office.granted(family=office.family())
    office.register(older, 1)
    version = amended(office, corrected(office, older), family=older.family[1:])
    version = decided(office, version)
    assert version.registrations == ()
    assert {one.person for one in office.file(version).entitlements} == {0, 1}
    assert {one.state for one in office.file(older).entitlements} == {EntitlementState.ENDED}
