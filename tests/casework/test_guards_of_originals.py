"""The guards of the acts about originals: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application.moves import Guard
from scoring.application.moves_originals import OF_ORIGINALS
from scoring.application.status import Act
from scoring.casework.forfeit import ask_cause, forfeit, give_cause, propose_forfeit, record_cause, return_forfeit
from scoring.casework.summon_originals import remind_by_hand, see_originals, summon_originals
from scoring.errors import InputRefused, NotAllowed, OrgansUnnamed, Stale
from scoring.policy.procedure import Procedure
from tests.casework import originals as showing
from tests.casework.filings import Applying, new_holder
from tests.casework.originals import MISSED, PLACE, with_originals
from tests.casework.scenes import scene, unchanged
from tests.casework.stories import TIMING

_CONFIRMED = {Act.RETURN_FORFEIT, Act.FORFEIT}
_WORDS = {
    Act.REMIND_ORIGINALS: (remind_by_hand, "proof"),
    Act.RECORD_CAUSE: (record_cause, "cause"),
    Act.PROPOSE_FORFEIT: (propose_forfeit, "reason"),
    Act.RETURN_FORFEIT: (return_forfeit, "reason"),
}


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act):
        self.office, self.act = with_originals(office), act
        self.reason, self.timing, self.at = PLACE, TIMING, MISSED
        self.officer = self.office.supervisor if act in _CONFIRMED else self.office.officer
        application, self.holder = ready(self.office, act)
        self.take(application)

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def run(self):
        office, given = self.office, {"at": self.at}
        known = (office.transaction, office.library, self.timing, self.shown)
        if self.act is Act.GIVE_CAUSE:
            return give_cause(office.transaction, self.shown, holder=self.holder, cause=self.reason, **given)
        given["officer"] = self.officer
        match self.act:
            case Act.SUMMON_ORIGINALS:
                return summon_originals(*known, self.reason, **given)
            case Act.SEE_ORIGINALS:
                return see_originals(office.transaction, self.shown, self.at.date(), is_match=True, found=self.reason, **given)
            case Act.ASK_CAUSE:
                return ask_cause(*known, asked=self.reason, **given)
            case Act.FORFEIT:
                return forfeit(*known, reason=self.reason, **given)
        use_case, name = _WORDS[self.act]
        return use_case(office.transaction, self.shown, **given, **{name: self.reason})

    def show(self, **changes):
        self.shown = replace(self.shown, **changes)

    def afresh(self, *steps):
        """Begin anew with a file of which only these steps are done."""
        self.office.transaction.begin()
        self.application, self.holder = approved(self.office, "account" if self.act is Act.GIVE_CAUSE else "counter")
        for step in steps:
            step(self.office, self.application)
        self.take(self.office.now(self.application))


@scene
def ready(office, act):
    """Give the application on which an act can be done, and who holds it, None where nobody has an account."""
    application, holder = approved(office, "account" if act is Act.GIVE_CAUSE else "counter")
    if act is Act.PROPOSE_FORFEIT:
        showing.missed(office, application)
    elif act in _CONFIRMED:
        showing.proposed(office, application)
    elif act is not Act.SUMMON_ORIGINALS:
        showing.summon(office, application)
    return office.now(application), holder


@scene
def approved(office, by):
    if by == "counter":
        return office.approved(), None
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.approve(applicant)
    return office.now(applicant), applicant.holder


def without_check(attempt):
    policies = [replace(p, procedure=replace(p.procedure, originals_check=False)) for p in attempt.office.library.policies]
    attempt.office = replace(attempt.office, library=type(attempt.office.library)(policies))


def summoned_before(attempt):
    showing.summon(attempt.office, attempt.application)
    attempt.take(attempt.office.now(attempt.application))


def without_term(attempt):
    attempt.timing = replace(TIMING, defaults=Procedure())


def returned(attempt):
    showing.do(attempt.office, return_forfeit, attempt.application, by="supervisor", at=MISSED, reason="再核")
    attempt.take(attempt.office.now(attempt.application))


def asked_before(attempt):
    showing.ask(attempt.office, attempt.application)
    attempt.take(attempt.office.now(attempt.application))


def reminded(office, application):
    showing.remind(office, application)
    showing.remind(office, application)


BREAK_ORIGINALS = {
    Guard.VERSION_SHOWN: (lambda a: a.show(version=a.shown.version - 1), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.CHECKS_ORIGINALS: (without_check, NotAllowed),
    Guard.UNSUMMONED: (summoned_before, NotAllowed),
    Guard.TERM_SET: (without_term, NotAllowed),
    Guard.SUMMONED: (lambda a: a.afresh(), NotAllowed),
    Guard.ABSENT: (lambda a: setattr(a, "at", MISSED - timedelta(days=1)), NotAllowed),
    Guard.UNTOLD: (asked_before, NotAllowed),
    Guard.REMINDED_TWICE: (lambda a: a.afresh(showing.summon, showing.remind, showing.ask), NotAllowed),
    Guard.HEARD: (lambda a: a.afresh(showing.summon, reminded, showing.ask), NotAllowed),
    Guard.SECOND_PERSON: (returned, NotAllowed),
    Guard.ORGANS_NAMED: (without_term, OrgansUnnamed),
}


@pytest.mark.parametrize("act", [move.act for move in OF_ORIGINALS])
def test_unbroken_the_act_is_done(office, act):
    attempt = Attempt(office, act)
    before = attempt.office.now(attempt.application).version
    attempt.run()
    assert attempt.office.now(attempt.application).version == before + 1


@pytest.mark.parametrize(
    ("act", "guard"),  # those of rounds are broken beside the rounds
    [(move.act, guard) for move in OF_ORIGINALS for guard in move.guards if guard not in {Guard.ADMITTED, Guard.NOT_COUNTED}],
)
def test_a_broken_guard_stops_the_act(office, act, guard):
    attempt = Attempt(office, act)
    put_wrong, error = BREAK_ORIGINALS[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error) as refused:
        attempt.run()
    assert getattr(refused.value, "why", guard) == guard
