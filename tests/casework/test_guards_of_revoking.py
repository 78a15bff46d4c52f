"""The guards of the acts of revoking: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.moves_revoking import OF_REVOKING
from scoring.application.revocation import Hearing, RevokingKind
from scoring.application.status import Act
from scoring.casework.answer_revoking import answer_revoking, record_revoking_answer
from scoring.casework.hear_revoking import record_revoking_hearing
from scoring.casework.propose_revoking import propose_revoking
from scoring.casework.settle_revoking import drop_revoking, revoke
from scoring.errors import InputRefused, NotAllowed, OrgansUnnamed, Stale
from scoring.policy.procedure import Procedure
from tests.casework.scenes import scene, unchanged
from tests.casework.stories import LATER, TIMING
from tests.casework.test_revoking import AFTER, FOUND, act, granted_by_account, propose
from tests.casework.versions import corrected

_SIGNED = {Act.REVOKE, Act.DROP_REVOKING}
_UNNAMED = replace(TIMING, defaults=Procedure(days=TIMING.defaults.days))


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act_):
        self.office, self.act, self.reason, self.at, self.timing = office, act_, "理由", LATER, TIMING
        self.officer = office.head if act_ in _SIGNED else office.supervisor
        self.take(ready(office, act_))

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def run(self):
        known = (self.office.transaction, self.office.library, self.timing, self.shown)
        common = {"officer": self.officer, "at": self.at}
        match self.act:
            case Act.PROPOSE_REVOKING:
                return propose_revoking(*known, replace(FOUND, words=self.reason), **common)
            case Act.ANSWER_REVOKING:
                return answer_revoking(*known, RevokingKind.ASKED, self.reason, holder=self.application.holder, at=self.at)
            case Act.RECORD_REVOKING_ANSWER:
                return record_revoking_answer(*known, RevokingKind.ASKED, self.reason, **common)
            case Act.RECORD_REVOKING_HEARING:
                return record_revoking_hearing(*known, Hearing(local_day(LATER), "申请人", self.reason), **common)
            case Act.REVOKE:
                return revoke(*known, reason=self.reason, **common)
            case _:
                return drop_revoking(*known, reason=self.reason, **common)

    def begin_with(self, make, *given):
        """Begin anew with another file, as if the first had never been."""
        self.office.transaction.begin()
        self.take(make(self.office, *given))


@scene
def ready(office, act_):
    """Give the applicant on whose file an act can be done."""
    if act_ in _SIGNED:
        return waived(office, "supervisor")
    applicant = granted_by_account(office)
    if act_ is not Act.PROPOSE_REVOKING:
        propose(office, applicant)
    return applicant


@scene
def waived(office, by):
    """Give an applicant who does not want to be heard on what somebody proposed."""
    applicant = granted_by_account(office)
    propose(office, applicant, by=by)
    act(office, record_revoking_answer, applicant, RevokingKind.WAIVED, "放弃。", by="officer")
    return applicant


def proposed_before(attempt):
    propose(attempt.office, attempt.application)
    attempt.take(attempt.application)


def corrected_before(attempt):
    corrected(attempt.office, attempt.application)
    attempt.take(attempt.application)


BREAK_REVOKING = {
    Guard.VERSION_SHOWN: (lambda a: setattr(a, "shown", replace(a.shown, version=a.shown.version - 1)), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.PROVED: (lambda a: setattr(a, "officer", replace(a.officer, is_proved=False)), NotAllowed),
    Guard.ORGANS_NAMED: (lambda a: setattr(a, "timing", _UNNAMED), OrgansUnnamed),
    Guard.NOT_REVOKING: (proposed_before, NotAllowed),
    Guard.UNFOLLOWED: (corrected_before, NotAllowed),
    Guard.REVOKING: (lambda a: a.begin_with(ready, Act.PROPOSE_REVOKING), NotAllowed),
    Guard.TERM_SET: (lambda a: setattr(a, "timing", replace(TIMING, defaults=Procedure())), NotAllowed),
    Guard.TERM_RUNS: (lambda a: setattr(a, "at", AFTER), NotAllowed),
    Guard.HEARD: (lambda a: a.begin_with(ready, Act.ANSWER_REVOKING), NotAllowed),
    Guard.SECOND_PERSON: (lambda a: a.begin_with(waived, "head"), NotAllowed),
}


@pytest.mark.parametrize("act_", [move.act for move in OF_REVOKING])
def test_unbroken_the_act_is_done(office, act_):
    attempt = Attempt(office, act_)
    before = attempt.office.now(attempt.application).version
    attempt.run()
    assert attempt.office.now(attempt.application).version == before + 1


@pytest.mark.parametrize(("act_", "guard"), [(move.act, guard) for move in OF_REVOKING for guard in move.guards])
def test_a_broken_guard_stops_the_act(office, act_, guard):
    attempt = Attempt(office, act_)
    put_wrong, error = BREAK_REVOKING[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error):
        attempt.run()
