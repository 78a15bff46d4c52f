"""The guards of the acts about objections: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.moves_objections import OF_OBJECTIONS
from scoring.application.status import Act
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.hear_objection import answer_objection, record_hearing, tell_objection
from scoring.casework.object_to_line import object_to_line
from scoring.casework.settle_objection import dismiss_objection, propose_upholding, return_upholding, uphold, uphold_in_part
from scoring.errors import InputRefused, NotAllowed, OrgansUnnamed, Stale
from scoring.policy.procedure import Procedure
from tests.casework.filings import Applying, new_holder
from tests.casework.publishing import OVER, batch_of, publish, published, with_list
from tests.casework.scenes import scene, unchanged
from tests.casework.stories import AT, TIMING
from tests.casework.test_objections import act, handed, objected, tell
from tests.casework.versions import SETTINGS

_HEARD = {Act.PROPOSE_UPHOLDING, Act.RETURN_UPHOLDING, Act.UPHOLD_IN_PART, Act.UPHOLD}
_SIGNED = {Act.RETURN_UPHOLDING, Act.UPHOLD_IN_PART, Act.UPHOLD}
_USE_CASES = {
    Act.RECORD_HEARING: record_hearing,
    Act.DISMISS_OBJECTION: dismiss_objection,
    Act.RETURN_UPHOLDING: return_upholding,
    Act.UPHOLD_IN_PART: uphold_in_part,
}


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act_):
        self.office, self.act = with_list(office), act_
        self.reason, self.at, self.timing, self.officer = "理由", AT, TIMING, self.office.supervisor
        self.signed, self.extent = True, "part" if act_ is Act.UPHOLD_IN_PART else "whole"
        self.application, self.holder = ready(self.office, act_)
        if act_ is Act.OBJECT:
            self.officer = self.office.officer
        elif act_ in _SIGNED:
            self.officer = self.office.head
        self.shown = self.office.shown(self.application)

    def run(self):
        office, given = self.office, {"at": self.at}
        if self.act is Act.OBJECT:
            typed = handed(office, self.application, is_signed=self.signed)
            return object_to_line(
                EvidenceRoom(office.transaction, SETTINGS), office.library, TIMING, typed, officer=self.officer, **given
            )
        if self.act is Act.ANSWER_OBJECTION:
            return answer_objection(office.transaction, self.shown, 1, holder=self.holder, answer=self.reason, **given)
        given["officer"] = self.officer
        known = (office.transaction, office.library, self.timing, self.shown, 1)
        if self.act is Act.TELL_OBJECTION:
            return tell_objection(*known, substance=self.reason, **given)
        if self.act is Act.UPHOLD:
            return uphold(*known, reason=self.reason, **given)
        if self.act is Act.PROPOSE_UPHOLDING:
            return propose_upholding(office.transaction, self.shown, 1, self.extent, reason=self.reason, **given)
        words = {"answer" if self.act is Act.RECORD_HEARING else "reason": self.reason}
        return _USE_CASES[self.act](office.transaction, self.shown, 1, **given, **words)

    def show(self, **changes):
        self.shown = replace(self.shown, **changes)

    def before(self, use_case, *given, **words):
        """Something is done before, which the person saw."""
        act(self.office, use_case, self.application, *given, **words)
        self.shown = self.office.shown(self.application)


@scene
def ready(office, act_):
    """Give the application on which an act can be done, and who holds it, None where nobody has an account."""
    application, holder = by_account(office) if act_ is Act.ANSWER_OBJECTION else (published(office), None)
    if act_ is not Act.OBJECT:
        objected(office, application)
    if act_ in {Act.ANSWER_OBJECTION, Act.RECORD_HEARING} | _HEARD:
        tell(office, application)
    if act_ in _HEARD:
        act(office, record_hearing, application, answer="已住满。")
    if act_ in _SIGNED:
        act(office, propose_upholding, application, "part" if act_ is Act.UPHOLD_IN_PART else "whole")
    return application, holder


def by_account(office):
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.approve(applicant)
    application = office.now(applicant)
    publish(office, batch_of(office, application))
    return application, applicant.holder


def told(attempt):
    tell(attempt.office, attempt.application)
    attempt.shown = attempt.office.shown(attempt.application)


def unheard(attempt):
    """Begin anew with an objection of which the applicant was not told."""
    attempt.office.transaction.begin()
    attempt.application, _ = ready(attempt.office, Act.TELL_OBJECTION)
    attempt.shown = attempt.office.shown(attempt.application)


def returned(attempt):
    attempt.before(return_upholding, by="head", reason="再核")


BREAK_OBJECTIONS = {
    Guard.VERSION_SHOWN: (lambda a: a.show(version=a.shown.version - 1), Stale),
    Guard.PACKAGE_SHOWN: (lambda a: a.show(package="0" * 64), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.PROVED: (lambda a: setattr(a, "officer", replace(a.officer, is_proved=False)), NotAllowed),
    Guard.ORGANS_NAMED: (lambda a: setattr(a, "timing", replace(TIMING, defaults=Procedure())), OrgansUnnamed),
    Guard.IN_PERIOD: (lambda a: setattr(a, "at", OVER), NotAllowed),
    Guard.OBJECTOR_NAMED: (lambda a: setattr(a, "signed", False), InputRefused),
    Guard.OBJECTED: (lambda a: a.before(dismiss_objection, reason="不成立"), NotAllowed),
    Guard.UNTOLD: (told, NotAllowed),
    Guard.TOLD: (lambda a: a.before(dismiss_objection, reason="不成立"), NotAllowed),
    Guard.HEARD: (unheard, NotAllowed),
    Guard.SECOND_PERSON: (returned, NotAllowed),
}


@pytest.mark.parametrize("act_", [move.act for move in OF_OBJECTIONS])
def test_unbroken_the_act_is_done(office, act_):
    attempt = Attempt(office, act_)
    before = attempt.office.now(attempt.application).version
    attempt.run()
    assert attempt.office.now(attempt.application).version == before + 1


@pytest.mark.parametrize(("act_", "guard"), [(move.act, guard) for move in OF_OBJECTIONS for guard in move.guards])
def test_a_broken_guard_stops_the_act(office, act_, guard):
    attempt = Attempt(office, act_)
    put_wrong, error = BREAK_OBJECTIONS[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error):
        attempt.run()
