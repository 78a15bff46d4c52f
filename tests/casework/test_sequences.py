"""Whatever people try in whatever order: nobody is two of maker, checker and reviewer, and only the table's moves happen."""

from __future__ import annotations

import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.exc import IntegrityError

from scoring.application.application import Amendment
from scoring.application.filing import Content
from scoring.application.moves import MOVES, Guard, move_of
from scoring.application.moves_objections import OF_OBJECTIONS
from scoring.application.moves_originals import OF_ORIGINALS
from scoring.application.moves_outside import OF_CASES
from scoring.application.moves_reviews import OF_REVIEWS
from scoring.application.moves_revoking import OF_REVOKING
from scoring.application.moves_rounds import OF_ROUNDS
from scoring.application.officer import Role
from scoring.application.permits import permit, possible, possible_for_holder
from scoring.application.persons import Registration
from scoring.application.status import APPROVED_ONCE, FILE_KINDS, PRIVATE, Act, Part, Status
from scoring.application.verifying import Judgement
from scoring.casework.accept import accept_on_silence
from scoring.casework.add_evidence import add_evidence
from scoring.casework.adjust_points import adjust_points
from scoring.casework.amend_facts import amend_facts
from scoring.casework.approve_grant import approve_grant
from scoring.casework.approve_points import approve_points
from scoring.casework.claim_file import claim_file
from scoring.casework.correct import correct
from scoring.casework.declare_interest import declare_interest
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.expire_drafts import expire_drafts
from scoring.casework.give_up import give_up_version
from scoring.casework.grant import grant
from scoring.casework.lapse import lapse
from scoring.casework.public_lists import read_preview
from scoring.casework.publish_list import ListShown, publish_list
from scoring.casework.queries import read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_registration import record_registration
from scoring.casework.record_reminder import record_reminder
from scoring.casework.refuse import refuse
from scoring.casework.release_claim import give_back, release_claim
from scoring.casework.return_application import return_application
from scoring.casework.send_message import send_message
from scoring.casework.verify import verify
from scoring.casework.write_note import write_note
from scoring.errors import Blocked, CaseworkError, MoveRefused, NotAllowed, NotFound, NotYet
from scoring.records.tables import PartRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework.filings import OPEN_AT, TIMING, Applying, new_holder
from tests.casework.points_first import APPROVE, points_first
from tests.casework.publishing import OVER, batch_of, with_list
from tests.casework.settling import OVER as LONG_AFTER
from tests.casework.settling import remind, with_window
from tests.casework.stories import AT, FACTS, GRANT, LATER, ON
from tests.casework.test_filing_guards import ASSISTED, FILED
from tests.casework.test_guards import assign_one
from tests.casework.versions import ERROR, corrected
from tests.evidence import made

EVIDENCE = EvidenceSettings(Path(tempfile.mkdtemp()))
_sizes = count(1)
WITH_DEPARTMENTS = {Act.ASK_DEPARTMENTS, Act.ANSWER_REQUEST, Act.DECLINE_REQUEST, Act.CONTEST_ANSWER, Act.WITHDRAW_REQUEST}
ON_ENTITLEMENTS = {Act.SUSPEND, Act.RESUME, Act.END, Act.RUN_OUT}
OF_DOCUMENTS = {Act.SERVE, Act.CORRECT_SERVICE, Act.ADD_RECEIPT}
_APART = {
    *(move.act for move in (*OF_OBJECTIONS, *OF_REVIEWS, *OF_ORIGINALS, *OF_ROUNDS, *OF_REVOKING, *OF_CASES)),
    Act.FOLLOW,
    Act.SUPERSEDE,
    Act.RECORD,
    Act.BEGIN,
    Act.CLOSE_FLAG,
    Act.REMOVE_EVIDENCE,
}
APART = {*_APART, *ASSISTED, *WITH_DEPARTMENTS, *ON_ENTITLEMENTS, *OF_DOCUMENTS}
"""Acts that begin a file or help with one, and those that need something to close, take out, ask, answer, turn or serve."""

STAFF = ("officer", "other_officer", "supervisor", "other_supervisor", "both", "auditor")
PEOPLE = (*STAFF, "holder", "installation")
DECIDED = {Status.GRANTED, Status.REFUSED, Status.SETTLED, Status.LAPSED}
TO_CHECK = (*FACTS, "criminal_penalties", "nominated_skilled_worker", "credit_records", "offences")
CONTENT = {
    Guard.UNFOLLOWED,
    Guard.IS_VERSION,
    Guard.PUBLISHES,
    Guard.FIRST_TIME,
    Guard.SECOND_PERSON,
    Guard.EXTENSIBLE,
    Guard.NONE_OPEN,
    Guard.ACCOUNT,
    Guard.ASKED,
    Guard.REMINDER_DUE,
    Guard.TERM_OVER,
}
"""Guards on what was done before, not on who or from where: an act that is offered may still meet them."""


def add_another(transaction, library, shown, **common):
    """Take in a file that was not there before."""
    room = EvidenceRoom(transaction, EVIDENCE)
    return add_evidence(room, library, shown, HandedEvidence("diploma", made.image(size=(1, next(_sizes)))), **common)


def open_correction(transaction, office, shown, **common):
    correct(EvidenceRoom(transaction, EVIDENCE), office.library, shown, ERROR, **common)


def put_on_list(_transaction, office, application, *, officer, at):
    """Publish the batch of the file, as it is displayed to the officer."""
    batch = batch_of(office, application)
    found = office.file(application).application
    permit(Act.PUBLISH, officer, found.status, found.parts)
    if found.replaces:  # the batch is of others: whose decision is corrected stands on no list again
        raise NotAllowed(Act.PUBLISH, Guard.PUBLISHES)
    seen = ListShown(batch, read_preview(office.transaction, office.library, batch, officer=officer).listing.digest)
    publish_list(office.transaction, office.library, TIMING, seen, ON, officer=officer, at=at)


def do(office, application, act, officer):
    """Do the act in the usual words, as somebody does who has just opened the file."""
    common = {"officer": officer, "at": {Act.REGISTER: LATER, Act.LAPSE: LONG_AFTER, Act.GRANT: OVER}.get(act, AT)}
    shown = office.shown(application)
    found = office.file(application).application
    waiting, opinion = next(iter(found.unregistered), 0), APPROVE if found.kind == "points" else GRANT
    calls = {
        Act.AMEND: (amend_facts, (office.library, shown, Amendment(FACTS, ON, None, "更正")), {}),
        Act.ADD_EVIDENCE: (add_another, (office.library, shown), {}),
        Act.RECOMMEND: (recommend, (office.library, shown, opinion), {}),
        Act.APPROVE: (approve_points, (office.library, shown), {"reason": "核定"}),
        Act.ADJUST: (adjust_points, (shown,), {"reason": "审计"}),
        Act.RETURN: (return_application, (shown,), {"redo": "重核"}),
        Act.APPROVE_GRANT: (approve_grant, (office.library, TIMING, shown), {"reason": "同意"}),
        Act.PUBLISH: (put_on_list, (office, application), {}),
        Act.GRANT: (grant, (office.library, TIMING, shown), {"reason": "准予"}),
        Act.REFUSE: (refuse, (office.library, TIMING, shown), {"reason": "不予"}),
        Act.REGISTER: (record_registration, (shown, Registration(waiting, ON, "越秀")), {}),
        Act.RECORD_REMINDER: (record_reminder, (shown, ON, "EMS 1"), {}),
        Act.LAPSE: (lapse, (office.library, TIMING, shown), {"reason": "逾期"}),
        Act.GIVE_UP: (give_up_version, (shown,), {"reason": "原决定无误"}),
        Act.CORRECT: (open_correction, (office, shown), {}),
        Act.CLAIM: (claim_file, (shown,), {}),
        Act.GIVE_BACK: (give_back, (shown,), {}),
        Act.RELEASE: (release_claim, (shown,), {"reason": "休假"}),
        Act.ASSIGN: (assign_one, (shown, office.officer.account_id), {}),
        Act.DECLARE: (declare_interest, (shown,), {"reason": "亲属"}),
        Act.NOTE: (write_note, (shown, "已电话核实"), {}),
        Act.SEND_MESSAGE: (send_message, (shown, "请留意公示"), {}),
        Act.VERIFY: (verify, (office.library, shown, [Judgement(fact, "accept") for fact in TO_CHECK]), {}),
    }
    if act is Act.LAPSE and found.status is Status.GRANTED:
        remind(office, application)
    use_case, values, words = calls[act]
    return use_case(office.transaction, *values, **common, **words)


def do_filing(applicant, act, who):
    """Do an act of filing or intake; what waits for the end of a term is done when it is over."""
    office = applicant.office
    applicant.at = {Act.SUBMIT: OPEN_AT, Act.ASK_SUPPLEMENT: OPEN_AT, Act.EXTEND: OPEN_AT, Act.ACCEPT: AT}.get(act, LATER)
    if who == "installation":
        sweep = {
            Act.ACCEPT: lambda: accept_on_silence(office.transaction, office.library, TIMING, at=LATER),
            Act.EXPIRE: lambda: expire_drafts(office.transaction, TIMING.defaults, at=LATER).expired,
        }[act]
        if applicant.reference not in sweep():
            raise MoveRefused(act, applicant.status, ())
        return
    {
        Act.SAVE: lambda: applicant.save(applicant.draft().content if applicant.status == "draft" else Content()),
        Act.DISCARD: applicant.discard,
        Act.SUBMIT: applicant.submit,
        Act.ACCEPT: lambda: applicant.accept(who),
        Act.ASK_SUPPLEMENT: lambda: applicant.ask(by=who),
        Act.ANSWER_SUPPLEMENT: applicant.answer,
        Act.EXTEND: applicant.extend,
        Act.ASK_QUESTIONS: lambda: applicant.question(by=who),
        Act.ANSWER_QUESTIONS: applicant.explain,
        Act.ABANDON: lambda: applicant.abandon(who),
        Act.PROPOSE_NOT_ACCEPTING: lambda: applicant.propose(who),
        Act.RETURN_PROPOSAL: lambda: applicant.return_proposal(who),
        Act.NOT_ACCEPT: lambda: applicant.not_accept(who),
        Act.WITHDRAW: applicant.withdraw,
    }[act]()


def is_known_to(act, who):
    """Whether there is a way at all to ask for the act: the office has none to the holder's acts, and nobody to another's."""
    role = move_of(act).role
    if who == "installation":
        return move_of(act).by_itself
    return (role is Role.APPLICANT) == (who == "holder") and role is not None


def offered(applicant, who, *, is_online):
    """Give what a page offers this person now."""
    status = Status(applicant.status)
    if who == "holder":
        return possible_for_holder(status) if is_online else ()
    if who == "installation":
        return tuple(move.act for move in MOVES if move.by_itself and status in move.sources)
    if status in PRIVATE:
        return ()
    return offered_at_desk(applicant.office, applicant.office.file(applicant).application, getattr(applicant.office, who))


def offered_at_desk(office, application, officer):
    """Give what a page offers, without what fails by whom the file is to be given to."""
    holder = application.claim.account_id if application.claim else None
    fails = {
        Act.ASSIGN: application.parts.get(office.officer.account_id) is Part.BARRED,
        Act.CLAIM: application.parts.get(officer.account_id) in {Part.CHECKER, Part.REVIEWER},
    }
    found = possible(officer, application.status, application.parts, holder, application.kind)
    return tuple(act for act in found if not fails.get(act, False))


def is_held_by(applicant, who):
    """Whether taking the file again would change nothing."""
    if who not in STAFF or Status(applicant.status) in PRIVATE:
        return False
    claim = applicant.office.file(applicant).application.claim
    return claim is not None and claim.account_id == getattr(applicant.office, who).account_id


def was_done(applicant, act, who, *, is_offered):
    """Try the act; say whether it was done. What is offered is done, and nothing else."""
    try:
        if act in FILED:
            do_filing(applicant, act, who)
        else:
            do(applicant.office, applicant, act, getattr(applicant.office, who))
    except (MoveRefused, NotFound, NotAllowed) as error:
        if is_offered and getattr(error, "why", None) not in CONTENT:
            pytest.fail(f"{act} is offered to {who}, and refused: {error}")
        return False
    except (Blocked, NotYet):  # somebody's interest is not looked into, or the list is not published
        return False
    except CaseworkError as error:  # the act itself was open, its content was not right
        pytest.fail(f"{act} by {who}: {error}")
    if not is_offered:
        pytest.fail(f"{act} is not offered to {who}, and done")
    return True


def may_review(office, application, account_id):
    """Make somebody the reviewer of a file; say whether the database took it."""
    try:
        with office.transaction() as session:
            session.add(PartRow(application_id=application.id, account_id=account_id, part="reviewer"))
    except IntegrityError:
        return False
    return True


def reviewers_after(applicant, account_id):
    """Let somebody become the reviewer of a file that was handed in: who is nothing on it yet can, and nobody else."""
    if Status(applicant.status) in PRIVATE:
        return set()
    application = applicant.office.file(applicant).application
    is_free = account_id not in application.parts
    assert may_review(applicant.office, application, account_id) == is_free, application.parts
    return {account_id} if is_free else set()


def check_parts(done, reviewers):
    """Nobody is two of maker, checker and reviewer, by what was done."""
    for account_id in {who for _, who in done} - {None}:
        parts = {move_of(act).part for act, who in done if who == account_id} - {None}
        parts |= {Part.REVIEWER} if account_id in reviewers else set()
        assert len(parts) <= 1, parts


def check_file(applicant, done):
    """Compare what is kept with what was done."""
    office = applicant.office
    status, version = applicant.standing
    assert version == len(done)
    if status in PRIVATE:
        assert {act for act, _ in done} <= {Act.BEGIN, Act.SAVE, Act.DISCARD, Act.EXPIRE}
        return
    file = read_file(office.transaction, applicant.reference, officer=office.auditor)
    assert [(event.act, event.actor_id) for event in file.events] == done
    assert file.application.version == version
    assert (file.decision is not None) == (status in DECIDED)
    assert (file.agreed is not None) == (status in {*APPROVED_ONCE, Status.GRANTED, Status.SETTLED, Status.LAPSED})
    assert len(file.approvals) == sum(act is Act.APPROVE for act, _ in done)
    assert all(one.maker_id != one.checker_id for one in file.approvals)
    assert len(file.submissions) == sum(act in {Act.SUBMIT, Act.ANSWER_SUPPLEMENT} for act, _ in done)
    if file.decision:
        assert file.decision.maker_id != file.decision.checker_id


def new_version(office):
    """Give the new version of a file that was granted, opened to correct it."""
    older = office.recommended(family=office.family())
    office.grant(older)
    return corrected(office, older)


def machine(office):
    """Give the machine whose people work in *office*."""

    class People(RuleBasedStateMachine):
        @initialize(who=st.sampled_from(("officer", "both", "holder", "holder", "version")), kind=st.sampled_from(FILE_KINDS))
        def start(self, who, kind):
            office.transaction.begin()  # whatever the sequence before did is undone
            if who == "holder":
                self.applicant = Applying(points_first(office) if kind == "points" else office, new_holder(office))
                self.applicant.begin(kind=kind)
                self.done = [(Act.BEGIN, self.applicant.holder.account_id)]
            elif who == "version":
                listed = with_window(with_list(office))
                self.applicant = Applying(listed, new_holder(office), new_version(listed).reference)
                self.done = [(Act.FOLLOW, office.officer.account_id)]
            else:
                listed = with_window(with_list(office))
                application = listed.record(by=getattr(office, who), family=office.family())
                self.applicant = Applying(listed, new_holder(office), application.reference)
                self.done = [(Act.RECORD, getattr(office, who).account_id)]
            self.is_online = who == "holder"
            self.reviewers = set()

        @rule(who=st.sampled_from(PEOPLE), act=st.sampled_from([act for act in Act if act not in APART]))
        def attempt(self, who, act):
            if not is_known_to(act, who):
                return
            is_offered = act in offered(self.applicant, who, is_online=self.is_online)
            is_again = act is Act.CLAIM and is_held_by(self.applicant, who)
            if was_done(self.applicant, act, who, is_offered=is_offered) and not is_again:
                account = {"holder": self.applicant.holder.account_id, "installation": None}
                self.done.append((act, account[who] if who in account else getattr(office, who).account_id))

        @rule(who=st.sampled_from(STAFF))
        def review(self, who):
            """Somebody is to review the file: not yet an act of the table, but a part like the others, which is taken once."""
            self.reviewers |= reviewers_after(self.applicant, getattr(office, who).account_id)

        @invariant()
        def nobody_is_two_of_three(self):
            check_parts(self.done, self.reviewers)

        @invariant()
        def the_file_is_what_was_done(self):
            check_file(self.applicant, self.done)

    return People


def test_sequences_of_moves(office):
    checked = settings(
        max_examples=16, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(machine(office), settings=checked)
