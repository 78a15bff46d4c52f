"""The guards of the acts about reviews: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.moves_reviews import OF_REVIEWS
from scoring.application.status import Act
from scoring.casework.ask_review import ask_review, record_review, record_withdrawn_review, withdraw_review
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.revise import revise
from scoring.casework.settle_review import admit_review, keep_decision, propose_keeping, return_keeping, turn_down_review
from scoring.errors import InputRefused, NotAllowed, OrgansUnnamed, Stale
from scoring.policy.procedure import Procedure
from tests.casework.scenes import scene, unchanged
from tests.casework.stories import TIMING
from tests.casework.test_reviews import LATE, SOON, act, ask, asking, by_account, given_up, late, record, refused, served
from tests.casework.test_revoking import propose
from tests.casework.versions import SETTINGS, corrected

_OWN = {Act.ASK_REVIEW, Act.WITHDRAW_REVIEW}
_LATE = {Act.ADMIT_REVIEW, Act.TURN_DOWN_REVIEW}
_CONFIRMED = {Act.RETURN_KEEPING, Act.KEEP_DECISION}
_BY_LAW = {Act.TURN_DOWN_REVIEW: turn_down_review, Act.KEEP_DECISION: keep_decision}
_PLAIN = {Act.ADMIT_REVIEW: admit_review, Act.PROPOSE_KEEPING: propose_keeping, Act.RETURN_KEEPING: return_keeping}


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act_):
        self.office, self.act = office, act_
        self.reason, self.cause, self.at, self.timing, self.asking = "理由", "", SOON, TIMING, asking()
        self.proof = "本人签名的书面撤回"
        self.officer = office.other_supervisor if act_ in _BY_LAW or act_ in _CONFIRMED else office.other_officer
        application = ready(office, act_)
        self.holder = application.holder if act_ in _OWN else None
        self.take(application)

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def run(self):
        office, given = self.office, {"at": self.at}
        known = (office.transaction, office.library, self.timing, self.shown)
        self.asking = replace(self.asking, grounds=self.reason)
        if self.act is Act.ASK_REVIEW:
            return ask_review(*known, self.asking, holder=self.holder, **given)
        if self.act is Act.WITHDRAW_REVIEW:
            return withdraw_review(office.transaction, self.shown, 1, holder=self.holder, statement=self.reason, **given)
        given["officer"] = self.officer
        if self.act is Act.RECORD_WITHDRAWN_REVIEW:
            said = {"statement": self.reason, "proof": self.proof}
            return record_withdrawn_review(office.transaction, self.shown, 1, **said, **given)
        if self.act is Act.REVISE:
            room = EvidenceRoom(office.transaction, SETTINGS)
            return revise(room, office.library, self.shown, 1, reason=self.reason, **given)
        if self.act is Act.RECORD_REVIEW:
            return record_review(*known, self.asking, **given)
        if self.act in _BY_LAW:
            return _BY_LAW[self.act](*known, 1, reason=self.reason, **given)
        return _PLAIN[self.act](office.transaction, self.shown, 1, reason=self.reason, **given)


@scene
def ready(office, act_):
    """Give the application on which an act can be done, or the applicant who does it."""
    if act_ in _OWN:
        applicant = by_account(office)
        if act_ is Act.WITHDRAW_REVIEW:
            ask(office, applicant)
        return applicant
    if act_ is Act.RECORD_REVIEW:
        return served(office, refused(office))
    if act_ is Act.REVISE:
        return record(office, served(office, office.granted()), asking(()))
    application = late(office) if act_ in _LATE else record(office)
    if act_ in _CONFIRMED:
        act(office, propose_keeping, application)
    return application


def without_remedy(attempt):
    """What was decided says nothing of a review."""
    ways = tuple(way for way in TIMING.defaults.remedies if way.kind != "review")
    silent = replace(TIMING, defaults=replace(TIMING.defaults, remedies=ways))
    if attempt.act is Act.RECORD_REVIEW:
        attempt.take(refused(attempt.office, timing=silent))
        return
    applicant = given_up(attempt.office)
    attempt.holder, attempt.timing, attempt.asking = applicant.holder, silent, asking(())
    attempt.take(applicant)


def asked_before(attempt):
    if attempt.holder:
        ask(attempt.office, attempt.application)
    else:
        record(attempt.office, attempt.application)
    attempt.take(attempt.application)


def said_before(attempt):
    """Somebody else admitted it before."""
    act(attempt.office, admit_review, attempt.application, by="both")
    attempt.take(attempt.application)


def proposed_before(attempt):
    act(attempt.office, propose_keeping, attempt.application, by="both")
    attempt.take(attempt.application)


def returned_before(attempt):
    act(attempt.office, return_keeping, attempt.application, by="head")
    attempt.take(attempt.application)


def noted_before(attempt):
    """Who is to review it took the request in at the counter."""
    office, officer = attempt.office, attempt.officer
    office.transaction.begin()  # as if the first file had never been
    application = ready(office, Act.RECORD_REVIEW)
    at, given = (LATE, asking(cause="住院。")) if attempt.act in _LATE else (SOON, asking())
    known = (office.transaction, office.library, TIMING, office.shown(application))
    record_review(*known, given, officer=officer, at=at)
    if attempt.act in _CONFIRMED:
        act(office, propose_keeping, application)
    attempt.take(application)


def withdrawn_before(attempt):
    known, said = (attempt.office.transaction, attempt.shown, 1), {"at": SOON, "statement": "我撤回。"}
    if attempt.holder:
        withdraw_review(*known, holder=attempt.holder, **said)
    else:
        record_withdrawn_review(*known, officer=attempt.officer, proof="本人到场", **said)
    attempt.take(attempt.application)


def too_late(attempt):
    attempt.at = LATE


def corrected_before(attempt):
    corrected(attempt.office, attempt.application)
    attempt.take(attempt.application)


def revoking_proposed(attempt):
    """A supervisor proposed to revoke the grant."""
    propose(attempt.office, attempt.application)
    attempt.take(attempt.application)


BREAK_REVIEWS = {
    Guard.NOT_REVOKING: (revoking_proposed, NotAllowed),
    Guard.UNFOLLOWED: (corrected_before, NotAllowed),
    Guard.VERSION_SHOWN: (lambda a: setattr(a, "shown", replace(a.shown, version=a.shown.version - 1)), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.PROVED: (lambda a: setattr(a, "officer", replace(a.officer, is_proved=False)), NotAllowed),
    Guard.ORGANS_NAMED: (lambda a: setattr(a, "timing", replace(TIMING, defaults=Procedure())), OrgansUnnamed),
    Guard.REVIEWABLE: (without_remedy, NotAllowed),
    Guard.UNREVIEWED: (asked_before, NotAllowed),
    Guard.IN_TIME: (too_late, InputRefused),
    Guard.REVIEW_OPEN: (withdrawn_before, NotAllowed),
    Guard.PROVEN: (lambda a: setattr(a, "proof", " "), InputRefused),
    Guard.REVIEW_FREE: (proposed_before, NotAllowed),
    Guard.LATE: (said_before, NotAllowed),
    Guard.FRESH_EYES: (noted_before, NotAllowed),
    Guard.SECOND_PERSON: (returned_before, NotAllowed),
}


@pytest.mark.parametrize("act_", [move.act for move in OF_REVIEWS])
def test_unbroken_the_act_is_done(office, act_):
    attempt = Attempt(office, act_)
    before = office.now(attempt.application).version
    attempt.run()
    assert office.now(attempt.application).version == before + 1


@pytest.mark.parametrize(
    ("act_", "guard"), [(move.act, guard) for move in OF_REVIEWS for guard in move.guards if guard is not Guard.ONCE]
)
def test_a_broken_guard_stops_the_act(office, act_, guard):
    attempt = Attempt(office, act_)
    put_wrong, error = BREAK_REVIEWS[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error):
        attempt.run()


@pytest.mark.parametrize("act_", [move.act for move in OF_REVIEWS if Guard.ONCE in move.guards])
def test_the_same_form_sent_twice_asks_once(office, act_):
    attempt = Attempt(office, act_)
    receipt = attempt.run()
    with unchanged(office):
        assert attempt.run() == receipt
