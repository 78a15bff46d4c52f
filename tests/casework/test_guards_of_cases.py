"""The guards of the acts about cases before outside bodies: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.moves_outside import OF_CASES
from scoring.application.outside import CaseStepKind, Happened
from scoring.application.status import Act
from scoring.casework.export_case import export_case
from scoring.casework.record_case import answer_body, close_case, record_case, record_order
from scoring.casework.restore import restore
from scoring.casework.stay_execution import lift_stay, stay_execution
from scoring.errors import InputRefused, NotAllowed, Stale
from tests.casework import outside
from tests.casework.outside import HAPPENED, TYPED
from tests.casework.scenes import unchanged
from tests.casework.stories import LATER, TIMING
from tests.casework.test_restoring import THEN, revoked

_BY_SUPERVISOR = {Act.STAY, Act.LIFT_STAY, Act.RESTORE}
_USE_CASES = {
    Act.RECORD_ORDER: record_order,
    Act.ANSWER_BODY: answer_body,
    Act.STAY: stay_execution,
    Act.LIFT_STAY: lift_stay,
}


def revoked_and_contested(office):
    application = revoked(office)
    outside.record(office, application, filed_on=outside.TODAY)
    return office.now(application)


def annulled(office, by="officer"):
    """A grant was revoked, and a body annulled that."""
    application = revoked_and_contested(office)
    outside.do(office, close_case, application, CaseStepKind.ANNULLED, by=by)
    return office.now(application)


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act):
        self.office, self.act = office, act
        self.typed, self.happened = TYPED, HAPPENED
        self.officer = office.supervisor if act in _BY_SUPERVISOR else office.officer
        application = {
            Act.RECORD_CASE: lambda: outside.served(office),
            Act.RESTORE: lambda: annulled(office),
        }.get(act, lambda: outside.contested(office))()
        if act is Act.LIFT_STAY:
            outside.do(office, stay_execution, application, by="supervisor")
        self.take(application)

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def run(self):
        office, given = self.office, {"officer": self.officer, "at": LATER}
        match self.act:
            case Act.RECORD_CASE:
                return record_case(office.transaction, office.library, TIMING, self.shown, self.typed, **given)
            case Act.EXPORT_CASE:
                return export_case(office.transaction, self.shown, 1, **given)
            case Act.CLOSE_CASE:
                return close_case(office.transaction, self.shown, 1, CaseStepKind.UPHELD, self.happened, **given)
            case Act.RESTORE:
                return restore(office.transaction, self.shown, 1, reason=self.happened.words, officer=self.officer, at=THEN)
        return _USE_CASES[self.act](office.transaction, self.shown, 1, self.happened, **given)

    def say_nothing(self):
        self.typed, self.happened = replace(TYPED, asked=" "), Happened(HAPPENED.on, HAPPENED.document, " ")

    def after(self, use_case, *given, by="officer"):
        """Something is recorded before, which the person saw."""
        outside.do(self.office, use_case, self.application, *given, by=by)
        self.take(self.office.now(self.application))


BREAK_CASES = {
    Guard.VERSION_SHOWN: (lambda a: setattr(a, "shown", replace(a.shown, version=a.shown.version - 1)), Stale),
    Guard.REASON_GIVEN: (lambda a: a.say_nothing(), InputRefused),
    Guard.DECISION_SERVED: (lambda a: a.take(a.office.granted()), NotAllowed),
    Guard.CASE_OPEN: (lambda a: a.after(close_case, CaseStepKind.WITHDRAWN), NotAllowed),
    Guard.NOT_STAYED: (lambda a: a.after(stay_execution, by="supervisor"), NotAllowed),
    Guard.ANNULLED: (lambda a: a.take(revoked_and_contested(a.office)), NotAllowed),
    Guard.SECOND_PERSON: (lambda a: a.take(annulled(a.office, by="supervisor")), NotAllowed),
    Guard.STAYED: (lambda a: a.take(outside.contested(a.office)), NotAllowed),
}


@pytest.mark.parametrize("act", [move.act for move in OF_CASES])
def test_unbroken_the_act_is_done(office, act):
    attempt = Attempt(office, act)
    before = attempt.office.now(attempt.application).version
    attempt.run()
    assert attempt.office.now(attempt.application).version == before + 1


@pytest.mark.parametrize(
    ("act", "guard"), [(move.act, guard) for move in OF_CASES for guard in move.guards if guard is not Guard.SIGNED]
)
def test_a_broken_guard_stops_the_act(office, act, guard):
    attempt = Attempt(office, act)
    put_wrong, error = BREAK_CASES[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error) as refused:
        attempt.run()
    assert getattr(refused.value, "why", guard) == guard


def test_what_was_decided_before_anything_was_signed_is_not_proven(office, monkeypatch):
    """No row of a signature can be taken away, so the pieces are."""
    attempt = Attempt(office, Act.EXPORT_CASE)
    monkeypatch.setattr("scoring.casework.export_case.labels_of", lambda *_: ())
    with pytest.raises(NotAllowed) as refused:
        attempt.run()
    assert refused.value.why == Guard.SIGNED
