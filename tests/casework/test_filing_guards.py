"""The guards of filing and intake: each is broken here, alone, and stops the act; the file stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.application.filing import Content, Named
from scoring.application.moves import MOVES, Guard
from scoring.application.status import Act
from scoring.casework.accept import accept_on_silence
from scoring.casework.claim_file import claim_file
from scoring.casework.expire_drafts import expire_drafts
from scoring.casework.release_claim import release_claim
from scoring.errors import InputRefused, NotAllowed, OrgansUnnamed, Stale, WindowClosed
from scoring.policy.library import Library
from scoring.policy.procedure import Duration, Procedure
from tests.casework.filings import (
    ANSWERS,
    ASKED,
    QUESTIONS,
    TIMING,
    Applying,
    accepted,
    applying,
    asked,
    authorize,
    begun,
    content_for,
    new_holder,
    pausing,
    questioned,
    submitted,
)
from tests.casework.points_first import approved, citing, points_first
from tests.casework.versions import corrected, granted_online

ASSISTED = (Act.OFFER, Act.SEND_BACK)
"""The acts on what is filled in for somebody else; `test_assisted.py` breaks their guards."""

FILED = tuple(move.act for move in MOVES[: [move.act for move in MOVES].index(Act.RECORD)] if move.act not in ASSISTED)
"""The other acts of the first part of the table, up to acceptance."""

_START = {Act.BEGIN: applying, Act.ANSWER_SUPPLEMENT: asked, Act.EXTEND: asked, Act.ABANDON: asked}
_START |= {Act.ASK_QUESTIONS: accepted, Act.ANSWER_QUESTIONS: questioned}
_DRAFTS = (Act.SAVE, Act.DISCARD, Act.EXPIRE, Act.SUBMIT)
LATE = timedelta(days=100)


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act):
        self.act = act
        self.applicant: Applying = _START.get(act, begun if act in _DRAFTS else submitted)(office)
        self.reason, self.items, self.answers, self.signature, self.consent, self.wait = "理由", ASKED, ANSWERS, {}, "1", LATE
        self.content, self.timing = None, TIMING
        if act in {Act.NOT_ACCEPT, Act.RETURN_PROPOSAL}:
            self.applicant.propose()
        self.shown = self.applicant.shown if act is not Act.BEGIN else None

    def run(self):
        applicant, office = self.applicant, self.applicant.office
        applicant.shown_as = self.shown
        late = applicant.at + self.wait
        if self.act is Act.ABANDON:
            applicant.at = late
        return {
            Act.BEGIN: lambda: applicant.begin(consent=self.consent),
            Act.SAVE: lambda: applicant.save(Content()),
            Act.DISCARD: lambda: applicant.discard() or True,
            Act.EXPIRE: lambda: expire_drafts(office.transaction, TIMING.defaults, at=late).expired,
            Act.SUBMIT: lambda: applicant.submit(**self.signature),
            Act.ACCEPT: applicant.accept,
            Act.ASK_SUPPLEMENT: lambda: applicant.ask(self.items),
            Act.ANSWER_SUPPLEMENT: lambda: applicant.answer(self.answers, self.content, **self.signature),
            Act.EXTEND: lambda: applicant.extend(self.reason),
            Act.ASK_QUESTIONS: lambda: applicant.question(QUESTIONS if self.items else ()),
            Act.ANSWER_QUESTIONS: lambda: applicant.explain(dict.fromkeys(self.answers, "有"), **self.signature),
            Act.ABANDON: lambda: applicant.abandon(reason=self.reason),
            Act.PROPOSE_NOT_ACCEPTING: lambda: applicant.propose(reason=self.reason),
            Act.RETURN_PROPOSAL: lambda: applicant.return_proposal(reason=self.reason),
            Act.NOT_ACCEPT: lambda: applicant.not_accept(reason=self.reason, timing=self.timing),
            Act.WITHDRAW: lambda: applicant.withdraw(self.reason) or True,
        }[self.act]()

    def hand_in(self, **changes):
        """Put what is handed in wrong: in the draft, or in the answer."""
        content = content_for(self.applicant.holder, **changes)
        if self.act is Act.SUBMIT:
            self.applicant.save(content)
            self.shown = self.applicant.shown
        else:
            self.content = content

    def take(self, applicant):
        self.applicant, self.shown = applicant, applicant.shown


def unverified(attempt):
    attempt.applicant.holder = replace(attempt.applicant.holder, identity=None)


def made_up(attempt):
    office = attempt.applicant.office
    library = Library([replace(office.library.find("guangzhou", "2025"), provenance="illustrative")])
    attempt.applicant.office = replace(office, library=library)


def points_come_first(attempt):
    """The rules want points approved before, and none are."""
    attempt.applicant.office = points_first(attempt.applicant.office)


def points_are_cited(attempt):
    """Somebody applies by the points that are to be withdrawn."""
    record = approved(points_first(attempt.applicant.office))
    citing(record.office, record)
    attempt.take(record)


def a_new_version(attempt):
    """The office corrects the decision on the application in a new version."""
    applicant = granted_online(attempt.applicant.office)
    applicant.reference = corrected(applicant.office, applicant).reference
    attempt.take(applicant)


def another_open_one(attempt):
    """The same person applies by another account: the number is in use, also where an answer brings it in."""
    office, holder = attempt.applicant.office, attempt.applicant.holder
    if attempt.act is Act.SUBMIT:
        other = Applying(office, new_holder(office, identity=holder.identity.identity_number))
        other.begin()
        other.submit()
    else:
        other = submitted(office)
        taken = other.holder.identity
        attempt.content = content_for(holder, people=(Named("applicant", taken.name, taken.identity_number.reveal()),))
        authorize(office, holder, taken.name, taken.identity_number)


def too_late(attempt):
    attempt.applicant.at += LATE


def asked_before(attempt):
    attempt.take(asked(attempt.applicant.office))
    attempt.applicant.answer()
    attempt.shown = attempt.applicant.shown


def extended_before(attempt):
    attempt.applicant.extend()
    attempt.shown = attempt.applicant.shown


def questioned_before(attempt):
    attempt.applicant.question()
    attempt.shown = attempt.applicant.shown


def no_term_to_answer(attempt):
    """The rules let the term run from an act that asking is not."""
    attempt.applicant.office = pausing(attempt.applicant.office, days={"question": Duration(10, "days", "decision")})


def explained_before(attempt):
    attempt.applicant.explain()
    attempt.shown = attempt.applicant.shown


def recorded_at_the_counter(attempt):
    office = attempt.applicant.office
    attempt.take(Applying(office, attempt.applicant.holder, office.record().reference, at=attempt.applicant.at))


def not_proposed(attempt):
    attempt.take(submitted(attempt.applicant.office))


def held_by_another(attempt):
    """A supervisor takes the file from who has it, if anybody has, and another officer takes it up."""
    office, common = attempt.applicant.office, {"at": attempt.applicant.at}
    claim = office.now(attempt.applicant).claim
    if claim is not None:
        release_claim(office.transaction, attempt.shown, officer=office.supervisor, reason="病假", **common)
    claim_file(office.transaction, attempt.applicant.shown, officer=office.both, **common)
    attempt.shown = attempt.applicant.shown


NOBODY_NAMED = replace(TIMING, defaults=Procedure())
"""An office that names nobody to whom one could turn; nor do the policies, for every way to contest."""

BREAK_FILING = {
    Guard.ORGANS_NAMED: (lambda a: setattr(a, "timing", NOBODY_NAMED), OrgansUnnamed),
    Guard.CLAIM_FREE: (held_by_another, NotAllowed),
    Guard.CONSENT: (lambda a: setattr(a, "consent", "0"), InputRefused),
    Guard.VERSION_SHOWN: (lambda a: setattr(a, "shown", replace(a.shown, version=a.shown.version - 1)), Stale),
    Guard.REAL_RULES: (made_up, NotAllowed),
    Guard.WINDOW_OPEN: (too_late, WindowClosed),
    Guard.POINTS_APPROVED: (points_come_first, InputRefused),
    Guard.UNCITED: (points_are_cited, InputRefused),
    Guard.ORIGINAL: (a_new_version, NotAllowed),
    Guard.IDENTITY: (unverified, NotAllowed),
    Guard.DECLARATION: (lambda a: a.signature.update(declaration="0"), InputRefused),
    Guard.ONLY_ONE: (another_open_one, InputRefused),
    Guard.COMPLETE: (lambda a: a.hand_in(facts={"education": "bachelor"}), InputRefused),
    Guard.LISTED: (lambda a: setattr(a, "items", ()), InputRefused),
    Guard.FIRST_TIME: (asked_before, NotAllowed),
    Guard.ANSWERED: (lambda a: setattr(a, "answers", {1: ANSWERS[1]}), InputRefused),
    Guard.NONE_OPEN: (questioned_before, NotAllowed),
    Guard.TERM_SET: (no_term_to_answer, NotAllowed),
    Guard.ACCOUNT: (recorded_at_the_counter, NotAllowed),
    Guard.ASKED: (explained_before, NotAllowed),
    Guard.TERM_OVER: (lambda a: setattr(a, "wait", timedelta(days=1)), NotAllowed),
    Guard.TERM_RUNS: (too_late, NotAllowed),
    Guard.EXTENSIBLE: (extended_before, NotAllowed),
    Guard.SECOND_PERSON: (not_proposed, NotAllowed),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
}

SILENT = (Guard.ONCE, Guard.SILENCE, Guard.UNTOUCHED, Guard.LAST_DAY_OVER)
"""Where the guard is broken nobody is told: the first receipt is given again, or the schedule passes over the file."""

FOR_ANOTHER = (Guard.AUTHORITY, Guard.CONFIRMED)
"""What holds only where somebody files for another person: its tests stand with those of assisted filing."""


@pytest.mark.parametrize("act", FILED)
def test_unbroken_the_act_is_done(office, act):
    assert Attempt(office, act).run()


@pytest.mark.parametrize(
    ("act", "guard"),
    [(move.act, guard) for move in MOVES if move.act in FILED for guard in move.guards if guard not in SILENT],
)
def test_a_broken_guard_stops_the_act(office, act, guard):
    attempt = Attempt(office, act)
    put_wrong, error = BREAK_FILING[guard]
    put_wrong(attempt)
    before = attempt.applicant.standing
    with pytest.raises(error):
        attempt.run()
    assert attempt.applicant.standing == before


def test_the_same_form_is_handed_in_once(office):
    for applicant, hand_in in (
        (begun(office), Applying.submit),
        (asked(office), Applying.answer),
        (questioned(office), Applying.explain),
    ):
        signature = applicant.signature()
        first = hand_in(applicant, shown=signature.shown, key=signature.key)
        standing = applicant.standing
        assert hand_in(applicant, shown=signature.shown, key=signature.key) == first
        assert applicant.standing == standing


def test_the_schedule_passes_over_what_is_not_due(office):
    draft, waiting = begun(office), submitted(office)
    before = (draft.standing, waiting.standing)
    soon = draft.at + timedelta(days=1)
    assert draft.reference not in expire_drafts(office.transaction, TIMING.defaults, at=soon).expired
    assert waiting.reference not in accept_on_silence(office.transaction, office.library, TIMING, at=soon)
    assert (draft.standing, waiting.standing) == before
