"""A decided file is followed by a new version: until that is decided the older decision holds, and from then on the newer one."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError

from scoring.application.application import Replaces
from scoring.application.desk import Flag, Flagged
from scoring.application.guards import Guard
from scoring.application.status import Act, Part, Status
from scoring.casework.add_evidence import add_evidence
from scoring.casework.close_flag import close_flag
from scoring.casework.correct import correction_of
from scoring.casework.declare_interest import declare_interest
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.read_evidence import read_evidence
from scoring.casework.remove_evidence import remove_evidence
from scoring.errors import InputRefused, NotAllowed, SettingsRefused
from scoring.evidence import store
from scoring.records.applications import ApplicationRow
from scoring.records.sealing import seal_of
from scoring.records.tables import EvidenceRow, RecommendationRow
from tests.casework import points_first as points
from tests.casework.filings import Applying, new_holder
from tests.casework.stories import LATER, REFUSE, TOO_FEW
from tests.casework.versions import ERROR, SETTINGS, amended, corrected, decided, given_up, granted_online, reviewed
from tests.evidence import made


def room(office):
    return EvidenceRoom(office.transaction, SETTINGS)


def row_of(session, application):
    return session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == application.reference)).one()


def test_a_version_begins_with_everything_as_it_was_decided(office):
    older = office.granted(family=office.family())
    version = corrected(office, older)
    assert version.replaces == Replaces(older.reference, "correction")
    assert version.reference != older.reference
    assert (version.status, version.persons, version.pin, version.on) == (Status.ACCEPTED, older.persons, older.pin, older.on)
    assert (version.channel, version.claim, version.parts) == (older.channel, None, {})
    bench = office.bench(version)
    assert bench.claimed.facts == office.file(older).decision.facts
    assert bench.obstacles == (), "what was verified is, and no flag stands open"
    assert {one.kind for one in bench.verdicts} == {"accept"}
    (event,) = office.file(version).events
    assert (event.act, event.facts["replaces"], event.facts["cause"]) == ("follow", older.reference, "correction")


def test_the_older_file_stays_what_it_is_and_names_the_version(office):
    older = office.granted()
    version = corrected(office, older)
    file = office.file(older)
    assert file.application.status is Status.GRANTED
    assert (file.events[-1].act, file.events[-1].facts["version_file"]) == ("correct", version.reference)
    assert file.events[-1].note == ERROR.wrong
    assert not file.desk.duplicates
    office.register(older, 0)
    assert office.now(older).status is Status.SETTLED, "until then the older decision holds, and is carried out"


def test_what_was_wrong_is_kept_with_the_version(office):
    version = corrected(office, office.granted())
    with office.transaction() as session:
        found = correction_of(session, version.id, seal_of(session, version.id))
        assert correction_of(session, version.id - 1, seal_of(session, version.id)) is None
    assert found
    assert (found.error, found.at, found.by) == (ERROR, LATER, "officer")


def test_what_is_amended_is_verified_anew_and_nothing_else(office):
    version = amended(office, corrected(office, office.granted()))
    assert office.bench(version).obstacles == (("unverified", "pension_months"),)


def test_evidence_is_read_in_the_version_by_its_own_key(office):
    older = office.record()
    common = {"officer": office.officer, "at": LATER}
    for size in (1, 2):
        handed = HandedEvidence("diploma", made.image(size=(1, size)), "毕业证.png")
        add_evidence(room(office), office.library, office.shown(older), handed, **common)
    remove_evidence(room(office), office.shown(older), 1, reason="重复", **common)
    office.grant(office.recommend(office.verify(office.now(older))))
    version = corrected(office, older)
    seen = {"officer": office.auditor, "at": LATER}
    before, now = (read_evidence(room(office), one.reference, 2, **seen) for one in (older, version))
    assert (now.content, now.file) == (before.content, before.file)
    with office.transaction() as session:
        stored = dict(
            session.execute(sa.select(EvidenceRow.application_id, EvidenceRow.stored).where(EvidenceRow.number == 2)).all()
        )
        assert stored[version.id] != stored[older.id]
        assert session.get(EvidenceRow, (version.id, 1)) is None, "what was taken out stays out"


def test_without_the_content_of_a_file_no_version_is_opened(office):
    older = office.record()
    handed = HandedEvidence("diploma", made.image(size=(1, 9)))
    add_evidence(room(office), office.library, office.shown(older), handed, officer=office.officer, at=LATER)
    office.grant(office.recommend(office.verify(office.now(older))))
    with office.transaction() as session:
        store.discard(SETTINGS.folder, session.get_one(EvidenceRow, (older.id, 1)).stored)
    with pytest.raises(SettingsRefused):
        corrected(office, older)
    assert office.file(older).followed_by is None


def test_who_is_barred_from_the_older_file_is_so_here_and_what_was_looked_into_stays(office):
    older = declare_interest(office.transaction, office.shown(office.record()), officer=office.both, at=LATER, reason="亲属")
    flagged = Flagged(Flag.CONFLICT, office.both.account_id)
    close_flag(office.transaction, office.shown(older), flagged, officer=office.officer, at=LATER, reason="已回避")
    office.grant(office.recommend(office.verify(office.now(older))))
    version = corrected(office, older)
    assert version.parts[office.both.account_id] is Part.BARRED
    assert not office.file(version).desk.open
    with pytest.raises(NotAllowed) as refused:
        amended(office, version, by=office.both)
    assert refused.value.why == Guard.NO_INTEREST


def test_the_maker_of_the_older_file_may_correct_it_but_not_alone(office):
    older = office.recommend(office.verified(by=office.both), by=office.both)
    office.grant(older)
    version = amended(office, corrected(office, older, by=office.both), by=office.both)
    version = office.recommend(office.verify(version, by=office.both), by=office.both)
    with pytest.raises(NotAllowed) as refused:
        office.approve(version, by=office.both)
    assert refused.value.why == Guard.ONE_PART
    office.approve(version)


def test_who_took_part_in_the_older_file_neither_makes_nor_checks_the_review(office):
    older = office.granted()
    version = reviewed(office, older)
    former = {office.officer.account_id: Part.FORMER, office.supervisor.account_id: Part.FORMER}
    assert version.parts == former
    assert not office.file(version).desk.open
    for act in (lambda: office.recommend(version), lambda: office.claim(version)):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why in {Guard.ONE_PART, Guard.MAY_MAKE}
    office.recommend(version, by=office.other_officer)
    with pytest.raises(NotAllowed) as refused:
        office.approve(office.now(version))
    assert refused.value.why == Guard.ONE_PART
    office.approve(office.now(version), by=office.other_supervisor)


def test_the_database_keeps_them_away_too(office):
    older = office.granted()
    version = reviewed(office, older)
    office.recommend(version, by=office.other_officer)
    with office.transaction() as session:
        query = sa.select(RecommendationRow.__table__).where(RecommendationRow.application_id == version.id)
        made = session.execute(query).mappings().one()
    with office.transaction() as session:
        copied = {**made, "id": made["id"] + 100000, "number": 2, "maker_id": office.officer.account_id}
        with pytest.raises(DatabaseError):
            session.execute(sa.insert(RecommendationRow).values(copied))
        session.rollback()


def test_a_file_is_followed_by_one_version_at_a_time(office):
    older = office.granted()
    version = corrected(office, older)
    other = office.record()
    with office.transaction() as session:
        row = row_of(session, other)
        row.replaces_id, row.cause = older.id, "correction"
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
    given_up(office, version)
    assert office.file(older).followed_by is None
    again = corrected(office, older)
    assert again.reference not in {older.reference, version.reference}
    assert office.now(version).status is Status.GIVEN_UP


def test_given_up_the_older_decision_just_holds(office):
    older = office.granted()
    version = given_up(office, office.claim(corrected(office, older)))
    assert (version.status, version.claim) == (Status.GIVEN_UP, None)
    assert office.now(older).status is Status.GRANTED
    assert office.file(version).events[-1].note == "查明原决定无误。"


def test_a_new_version_of_what_was_corrected_before(office):
    older = office.granted()
    first = decided(office, amended(office, corrected(office, older)))
    second = corrected(office, first)
    assert second.replaces == Replaces(first.reference, "correction")
    assert office.now(older).status is Status.SUPERSEDED


def test_a_refused_file_is_reviewed_unless_the_person_applies_anew(office):
    older = office.recommended(REFUSE, facts=TOO_FEW)
    office.refuse(older)
    version = reviewed(office, older)
    assert version.status is Status.ACCEPTED
    assert office.bench(version).claimed.facts == office.file(older).decision.facts
    other = office.recommended(REFUSE, facts=TOO_FEW)
    office.refuse(other)
    office.record(applicant=other.applicant, facts=TOO_FEW)
    with pytest.raises(InputRefused) as refused:
        reviewed(office, other)
    assert refused.value.field == "identity_number"


def test_what_was_not_accepted_begins_with_what_is_declared(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    applicant.propose()
    applicant.not_accept()
    version = reviewed(office, applicant)
    assert version.status is Status.ACCEPTED
    bench = office.bench(version)
    assert (bench.verdicts, bench.claimed.facts["permit_months"]) == ((), 84)


def test_points_that_were_approved_before_are_cited_again(office):
    listed = points.points_first(office)
    applicant = points.recommended(listed, points.approved(listed))
    listed.grant(listed.now(applicant))
    version = corrected(listed, applicant)
    assert listed.file(version).cited == listed.file(applicant).cited
    assert listed.bench(version).obstacles == ()


def test_the_holder_reads_both_and_withdraws_neither(office):
    applicant = granted_online(office)
    older = office.now(applicant)
    version = corrected(office, applicant)
    own = applicant.own()
    assert (own.followed_by.reference, own.followed_by.status, own.replaces) == (version.reference, Status.ACCEPTED, None)
    assert own.steps[-1].act is Act.CORRECT
    assert own.steps[-1].words == ERROR.wrong
    applicant.reference = version.reference
    own = applicant.own()
    assert own.replaces == Replaces(older.reference, "correction")
    assert Act.WITHDRAW not in own.acts
    assert [person.name for person in own.content.people] == [older.applicant.name]
    assert own.content.facts == own.declared
    assert own.receipts == ()


def test_who_may_not_see_the_older_file_opens_nothing(office):
    older = office.granted()
    with pytest.raises(NotAllowed) as refused:
        corrected(office, older, by=office.supervisor)
    assert refused.value.why == Guard.ROLE
    assert office.file(older).followed_by is None
