"""The guards of the acts about new versions: each is broken here, alone, and stops the act; the files stay as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.moves import Guard
from scoring.application.moves_following import OF_VERSIONS
from scoring.application.status import Act
from scoring.casework.correct import correct
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.give_up import give_up_version
from scoring.errors import InputRefused, NotAllowed, Stale
from tests.casework.scenes import unchanged
from tests.casework.stories import LATER
from tests.casework.test_revoking import propose
from tests.casework.versions import ERROR, SETTINGS, corrected

ALONE = tuple(move.act for move in OF_VERSIONS if move.guards and move.role is not None)
"""The others are done together with an act of another file: `test_versions`, `test_superseding`, `test_outside_cases` do them."""


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act):
        self.office, self.act, self.reason = office, act, "理由"
        self.take(office.granted() if act is Act.CORRECT else corrected(office, office.granted()))

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def run(self):
        office = self.office
        if self.act is Act.CORRECT:
            room, error = EvidenceRoom(office.transaction, SETTINGS), replace(ERROR, reason=self.reason)
            return correct(room, office.library, self.shown, error, officer=office.officer, at=LATER)
        return give_up_version(office.transaction, self.shown, officer=office.supervisor, at=LATER, reason=self.reason)

    def follow(self):
        """A correction is open already."""
        corrected(self.office, self.application)
        self.take(self.office.now(self.application))


def revoking_proposed(attempt):
    propose(attempt.office, attempt.application)
    attempt.take(attempt.office.now(attempt.application))


BREAK_VERSIONS = {
    Guard.VERSION_SHOWN: (lambda a: setattr(a, "shown", replace(a.shown, version=a.shown.version - 1)), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.NOT_REVOKING: (revoking_proposed, NotAllowed),
    Guard.UNFOLLOWED: (lambda a: a.follow(), NotAllowed),
    Guard.IS_VERSION: (lambda a: a.take(a.office.record()), NotAllowed),
}


@pytest.mark.parametrize("act", ALONE)
def test_unbroken_the_act_is_done(office, act):
    attempt = Attempt(office, act)
    before = office.now(attempt.application).version
    attempt.run()
    assert office.now(attempt.application).version == before + 1


@pytest.mark.parametrize(
    ("act", "guard"), [(move.act, guard) for move in OF_VERSIONS if move.act in ALONE for guard in move.guards]
)
def test_a_broken_guard_stops_the_act(office, act, guard):
    attempt = Attempt(office, act)
    put_wrong, error = BREAK_VERSIONS[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error):
        attempt.run()


@pytest.mark.parametrize("field", ["wrong", "reason", "proof"])
def test_a_correction_says_what_is_wrong_why_and_by_what_that_is_known(office, field):
    application = office.granted()
    with pytest.raises(InputRefused) as refused:
        corrected(office, application, replace(ERROR, **{field: " "}))
    assert refused.value.field == field
