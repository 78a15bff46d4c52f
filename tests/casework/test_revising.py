"""Where a review changes the outcome: a new version is decided by people who never touched the file, and closes the review."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.application.application import Amendment
from scoring.application.document import DocumentKind
from scoring.application.moves import Guard
from scoring.application.review import StepKind
from scoring.application.status import Act, Part, Status
from scoring.application.verifying import Judgement
from scoring.casework.amend_facts import amend_facts
from scoring.casework.approve_grant import approve_grant
from scoring.casework.ask_review import withdraw_review
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.give_up import give_up_version
from scoring.casework.grant import grant
from scoring.casework.hand_in_evidence import hand_in_evidence
from scoring.casework.own_queries import read_own_file
from scoring.casework.recommend import recommend
from scoring.casework.refuse import refuse
from scoring.casework.review_queries import own_reviews
from scoring.casework.settle_review import propose_keeping, return_keeping
from scoring.errors import MoveRefused, NotAllowed
from scoring.records.tables import EvidenceRow, PartRow
from tests.casework.originals import MISSED, proposed, with_originals
from tests.casework.stories import FACTS, GRANT, ON, REFUSE, TIMING
from tests.casework.test_originals import confirm as forfeited
from tests.casework.test_reviews import (
    SOON,
    act,
    ask,
    asking,
    by_account,
    given_up,
    last_document,
    opened,
    paper,
    record,
    refused,
    reviews,
    served,
)
from tests.casework.versions import SETTINGS, corrected
from tests.evidence.made import image

POOR = (
    Judgement("education", "adjust", ("none",), "学历未核实。", "第六条"),
    Judgement("owns_home", "adjust", (False,), "已出售。", "第六条"),
)


def amended(office, version, facts=FACTS, by="other_officer"):
    amendment = Amendment(facts, ON, None, "按复核认定。")
    common = {"officer": getattr(office, by), "at": SOON}
    return amend_facts(office.transaction, office.library, office.shown(version), amendment, **common)


def recommended(office, version, opinion=GRANT, by="other_officer"):
    verified = office.verify(office.now(version), by=getattr(office, by))
    common = {"officer": getattr(office, by), "at": SOON}
    return recommend(office.transaction, office.library, office.shown(verified), opinion, **common)


def granted(office, version, by="other_supervisor", reason="经复核，学历和房产均属实。"):
    known = (office.transaction, office.library, TIMING)
    common = {"officer": getattr(office, by), "at": SOON, "reason": reason}
    approve_grant(*known, office.shown(version), **common)
    return grant(*known, office.shown(version), **common)


def changed(office, application):
    version = opened(office, application)
    recommended(office, amended(office, version))
    granted(office, version)
    return version


def test_with_the_decision_of_the_version_the_older_is_superseded_and_the_review_closed(office):
    application = record(office, served(office, refused(office, *POOR)), asking((1, 2)))
    version = opened(office, application)
    found = reviews(office, application).reviews[0]
    assert (found.version, found.is_free, found.closing) == (version.reference, False, None)
    assert (version.status, version.replaces.cause, version.parts[office.officer.account_id]) == (
        Status.ACCEPTED,
        "review",
        Part.FORMER,
    )
    assert office.now(application).status is Status.REFUSED  # what was decided holds meanwhile
    recommended(office, amended(office, version))
    granted(office, version)
    older, newer = office.now(application), office.now(version)
    assert (older.status, newer.status) == (Status.SUPERSEDED, Status.GRANTED)
    found = reviews(office, application)
    assert [step.kind for step in found.reviews[0].steps] == [StepKind.OPENED, StepKind.CHANGED]
    assert (found.reviews[0].closing.by_id, found.is_taken) == (office.other_supervisor.account_id, True)
    parts = newer.parts
    assert (parts[office.other_officer.account_id], parts[office.other_supervisor.account_id]) == (Part.MAKER, Part.CHECKER)
    event = office.file(version).events[-1]
    assert (event.act, event.facts["review"], event.facts["review_document"]) == (
        Act.GRANT,
        found.reviews[0].receipt,
        last_document(office, version).reference,
    )


def test_the_decision_on_the_review_says_what_changed_and_where_to_contest_it(office):
    application = record(office, served(office, refused(office, *POOR)), asking((1, 2)))
    before = last_document(office, application).reference
    version = changed(office, application)
    made = last_document(office, version)
    assert made.kind is DocumentKind.REVIEWED
    said = paper(office, version)
    for words in (f"不予决定书（{before}）", "结论：不予 → 准予", "总积分：", "→ 230", "准予决定书（", "载明的途径和期限"):
        assert words in said, words
    assert "takes the place of" in paper(office, version, "en")


def test_whoever_acted_on_the_file_takes_no_part_in_the_version(office):
    application = record(office, by="both")  # who did nothing else than to take the request in
    version = opened(office, application)
    assert office.now(version).parts[office.both.account_id] is Part.FORMER
    for by in ("officer", "both"):
        with pytest.raises(NotAllowed) as refused_:
            amended(office, version, by=by)
        assert refused_.value.why == Guard.ONE_PART
    recommended(office, amended(office, version))
    with pytest.raises(NotAllowed):
        granted(office, version, by="supervisor")
    with office.transaction() as session:
        parts = session.scalars(sa.select(PartRow).where(PartRow.application_id == version.id)).all()
    assert len({part.account_id for part in parts}) == len(parts)


def test_who_reviewed_before_still_works_on_the_version(office):
    application = record(office)
    act(office, propose_keeping, application)
    act(office, return_keeping, application, by="other_supervisor", reason="应予变更。")
    version = opened(office, application)
    assert office.other_officer.account_id not in office.now(version).parts
    recommended(office, amended(office, version))
    assert granted(office, version).kind == "granted"


def test_a_version_may_be_refused_again_and_that_answers_the_review_too(office):
    application = record(office)
    version = opened(office, application)
    recommended(office, version, REFUSE)
    common = {"officer": office.other_supervisor, "at": SOON, "reason": "另有理由。"}
    refuse(office.transaction, office.library, TIMING, office.shown(version), **common)
    assert reviews(office, application).reviews[0].closing.kind is StepKind.CHANGED
    assert "结论：不予 → 不予" in paper(office, version)


def test_what_was_not_decided_on_the_merits_is_decided_by_the_version(office):
    applicant = given_up(office)
    ask(office, applicant, asking(()), at=SOON)
    version = changed(office, applicant)
    assert (office.now(applicant).status, office.now(version).status) == (Status.SUPERSEDED, Status.GRANTED)
    said = paper(office, version)
    assert "结论：视为放弃 → 准予" in said
    assert "总积分：" not in said


def test_a_version_that_is_given_up_leaves_the_review_where_it_was(office):
    applicant = by_account(office)
    ask(office, applicant)
    version = opened(office, applicant)
    common = {"holder": applicant.holder, "at": SOON, "statement": "我撤回。"}
    with pytest.raises(NotAllowed):
        withdraw_review(office.transaction, office.shown(applicant), 1, **common)
    with pytest.raises(NotAllowed):
        act(office, propose_keeping, applicant, by="both")
    with pytest.raises(NotAllowed):
        opened(office, applicant, by="both")
    mine = own_reviews(office.transaction, office.library, TIMING, applicant.reference, holder=applicant.holder).reviews[0]
    assert mine.version == version.reference
    own = read_own_file(office.transaction, version.reference, holder=applicant.holder)
    assert own.replaces.reference == applicant.reference
    common = {"officer": office.other_supervisor, "at": SOON, "reason": "查明原决定无误。"}
    give_up_version(office.transaction, office.shown(version), **common)
    found = reviews(office, applicant).reviews[0]
    assert ([step.kind for step in found.steps], found.version, found.is_free) == ([StepKind.OPENED, StepKind.GIVEN_UP], "", True)
    act(office, propose_keeping, applicant)


def test_what_proves_the_grounds_is_handed_in_while_the_review_is_open(office):
    applicant = by_account(office)
    with pytest.raises(MoveRefused):
        handed_in(office, applicant)
    ask(office, applicant)
    assert handed_in(office, applicant).number == 1
    version = opened(office, applicant)
    with office.transaction() as session:
        assert [row.number for row in session.scalars(sa.select(EvidenceRow).where(EvidenceRow.application_id == version.id))] == [
            1
        ]
    with pytest.raises(MoveRefused):
        handed_in(office, applicant, size=(2, 1))
    common = {"officer": office.other_supervisor, "at": SOON, "reason": "查明原决定无误。"}
    give_up_version(office.transaction, office.shown(version), **common)
    assert handed_in(office, applicant, size=(2, 1)).number == 2


def handed_in(office, applicant, size=(1, 1)):
    room, handed = EvidenceRoom(office.transaction, SETTINGS), HandedEvidence("diploma", image(size=size))
    return hand_in_evidence(room, office.library, office.shown(applicant), handed, holder=applicant.holder, at=SOON)


def test_what_counts_as_forfeited_is_reviewed_and_decided_by_a_version(office):
    seeing = with_originals(office)
    application = forfeited(seeing, proposed(seeing))
    record(seeing, application, asking(()), at=MISSED)
    version = opened(seeing, application)
    recommended(seeing, version, REFUSE)
    common = {"officer": seeing.other_supervisor, "at": SOON, "reason": "另有理由。"}
    refuse(seeing.transaction, seeing.library, TIMING, seeing.shown(version), **common)
    assert seeing.now(application).status is Status.SUPERSEDED
    assert "结论：弃权 → 不予" in paper(seeing, version)


def test_a_correction_overtakes_a_review_of_what_it_corrects(office):
    application = record(office, served(office, office.granted()), asking(()))
    version = corrected(office, application)
    recommended(office, office.now(version), by="officer")
    granted(office, version, by="supervisor")
    found = reviews(office, application).reviews[0]
    assert (found.closing.kind, office.now(application).status) == (StepKind.OVERTAKEN, Status.SUPERSEDED)
    assert reviews(office, version).contesting.document == 1  # which is the correction
    assert not reviews(office, version).is_taken


def test_a_correction_has_no_review_behind_it(office):
    application = office.granted()
    version = corrected(office, application)
    recommended(office, office.now(version), by="officer")
    granted(office, version, by="supervisor")
    assert office.now(application).status is Status.SUPERSEDED
    assert "review" not in office.file(version).events[-1].facts
    assert last_document(office, version).kind is not DocumentKind.REVIEWED
