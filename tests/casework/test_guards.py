"""Every guard that the table of moves names is kept by the use case of its act: each is broken here, alone."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scoring.application.application import Amendment, Opinion
from scoring.application.deadlines import local_day
from scoring.application.departments import Consultation, Contest, Inquiry, Reply
from scoring.application.desk import Flag, Flagged
from scoring.application.document import ServiceChannel
from scoring.application.moves import MOVES, Guard
from scoring.application.moves_following import OF_VERSIONS
from scoring.application.moves_objections import OF_OBJECTIONS
from scoring.application.moves_originals import OF_ORIGINALS
from scoring.application.moves_outside import OF_CASES
from scoring.application.moves_reviews import OF_REVIEWS
from scoring.application.moves_revoking import OF_REVOKING
from scoring.application.moves_rounds import OF_ROUNDS
from scoring.application.officer import Officer, Role
from scoring.application.persons import Registration
from scoring.application.serving import Serving
from scoring.application.status import Act, Part
from scoring.application.verifying import Judgement
from scoring.casework.add_evidence import add_evidence
from scoring.casework.add_receipt import add_receipt
from scoring.casework.adjust_points import adjust_points
from scoring.casework.amend_facts import amend_facts
from scoring.casework.answer_request import answer_request, decline_request
from scoring.casework.approve_grant import approve_grant
from scoring.casework.approve_points import approve_points
from scoring.casework.ask_departments import ask_departments, contest_answer, withdraw_request
from scoring.casework.assign_files import assign_files
from scoring.casework.claim_file import claim_file
from scoring.casework.close_flag import close_flag
from scoring.casework.declare_interest import declare_interest
from scoring.casework.evidence import EvidenceRoom, HandedEvidence
from scoring.casework.grant import grant
from scoring.casework.kept_files import HandedFile, sound
from scoring.casework.lapse import lapse
from scoring.casework.publish_list import ListShown, publish_list
from scoring.casework.recommend import recommend
from scoring.casework.record_application import record_application
from scoring.casework.record_registration import record_registration
from scoring.casework.record_reminder import record_reminder
from scoring.casework.refuse import refuse
from scoring.casework.release_claim import give_back, release_claim
from scoring.casework.remove_evidence import remove_evidence
from scoring.casework.return_application import return_application
from scoring.casework.send_message import send_message
from scoring.casework.serve import Signed, correct_service, serve
from scoring.casework.stay_execution import stay_execution
from scoring.casework.turn_entitlement import TURNS, Chosen, turn_entitlement
from scoring.casework.verify import verify
from scoring.casework.write_note import write_note
from scoring.errors import Blocked, InputRefused, NotAllowed, NotYet, OrgansUnnamed, Stale
from scoring.policy.library import Library
from scoring.policy.procedure import Procedure
from scoring.records.tables import PartRow, SettleReminderRow
from scoring.settings_evidence import EvidenceSettings
from tests.casework import points_first as points
from tests.casework.filings import accepted
from tests.casework.outside import contested
from tests.casework.outside import do as in_case
from tests.casework.publishing import batch_of, with_list
from tests.casework.publishing import shown as listed_as
from tests.casework.scenes import scene, unchanged
from tests.casework.settling import OVER as LONG_AFTER
from tests.casework.settling import remind, with_window
from tests.casework.stories import FACTS, GRANT, LATER, ON, PRODUCTION, REFUSE, TIMING, TOO_FEW, changed_rounds
from tests.casework.test_filing_guards import ASSISTED, BREAK_FILING, FILED, FOR_ANOTHER, NOBODY_NAMED, SILENT
from tests.casework.test_guards_of_cases import BREAK_CASES
from tests.casework.test_guards_of_objections import BREAK_OBJECTIONS
from tests.casework.test_guards_of_originals import BREAK_ORIGINALS
from tests.casework.test_guards_of_reviews import BREAK_REVIEWS
from tests.casework.test_guards_of_revoking import BREAK_REVOKING
from tests.casework.test_guards_of_rounds import BREAK_ROUNDS
from tests.casework.test_guards_of_versions import BREAK_VERSIONS
from tests.casework.test_objections import objected
from tests.casework.test_reviews import asking
from tests.casework.test_reviews import record as record_review
from tests.casework.test_reviews import served as last_served
from tests.casework.test_revoking import propose
from tests.casework.versions import corrected
from tests.evidence import made

ELSEWHERE = (
    *FILED,
    *ASSISTED,
    Act.RUN_OUT,
    *(move.act for move in (*OF_OBJECTIONS, *OF_VERSIONS, *OF_REVIEWS, *OF_ORIGINALS, *OF_REVOKING, *OF_CASES, *OF_ROUNDS)),
)
"""The acts whose guards are broken in modules of their own."""

ANSWER = Reply({"income_tax_three_years": (35000,)}, ON)
SETTINGS = EvidenceSettings(Path(tempfile.mkdtemp()) / "evidence")


class Attempt:
    """An act that would succeed, until something of it is put wrong."""

    def __init__(self, office, act):
        self.office, self.act = office, act
        self.library, self.reason, self.opinion, self.person = office.library, "理由", GRANT, 0
        self.entitlement = "registration"
        self.officer, self.timing, self.at = office.officer, TIMING, LATER
        self.application = {
            Act.RECORD: lambda: None,
            Act.AMEND: office.record,
            Act.ADD_EVIDENCE: office.record,
            Act.REMOVE_EVIDENCE: self.with_evidence,
            Act.RECOMMEND: office.verified,
            Act.VERIFY: office.record,
            Act.REGISTER: office.granted,
            Act.LAPSE: lambda: self.with_window(office.granted()),
            Act.RECORD_REMINDER: lambda: letter_waits(office),
            **dict.fromkeys((Act.SUSPEND, Act.END), lambda: registered(office)),
            Act.RESUME: lambda: suspended(office),
            Act.GRANT: office.approved,
            Act.PUBLISH: lambda: self.listed().approved(),
            Act.APPROVE: lambda: application_of(points.proposed(self.points_first())),
            Act.ADJUST: lambda: application_of(points.approved(self.points_first())),
            Act.CLAIM: office.record,
            Act.GIVE_BACK: lambda: claimed(office),
            Act.RELEASE: lambda: claimed(office),
            Act.ASSIGN: office.record,
            Act.DECLARE: office.record,
            Act.CLOSE_FLAG: lambda: flagged(office),
            Act.NOTE: office.record,
            Act.SEND_MESSAGE: lambda: application_of(accepted(office)),
            Act.ASK_DEPARTMENTS: office.record,
            Act.SERVE: lambda: sealed(office),
            Act.CORRECT_SERVICE: office.served,
            Act.ADD_RECEIPT: office.served,
            **dict.fromkeys((Act.ANSWER_REQUEST, Act.DECLINE_REQUEST, Act.WITHDRAW_REQUEST), lambda: asked(office)),
            Act.CONTEST_ANSWER: lambda: declined(office),
        }.get(act, office.recommended)()
        self.shown = office.shown(self.application) if self.application else None
        self.serving = Serving(1, ServiceChannel.POST, local_day(LATER), "EMS 1")
        self.flagged = Flagged(Flag.DUPLICATE, self.application.id - 1) if self.application else None

    def points_first(self):
        """From here on in an office whose rules have points approved before one applies."""
        self.office = points.points_first(self.office)
        self.library = self.office.library
        return self.office

    def listed(self):
        """From here on in an office whose rules have a public list."""
        self.office = with_list(self.office)
        self.library, self.digest = self.office.library, None
        return self.office

    def publish(self, transaction, **common):
        batch = batch_of(self.office, self.application)
        seen = ListShown(batch, self.digest or listed_as(self.office, batch).digest)
        return publish_list(transaction, self.library, TIMING, seen, LATER.date(), **common)

    def with_window(self, application):
        """From here on in an office whose rules set a time to be registered; it is over, and everybody was reminded."""
        self.office, self.at = with_window(self.office), LONG_AFTER
        self.library = self.office.library
        remind(self.office, application)
        return application

    def with_evidence(self):
        application = self.office.record()
        self.add(self.office.transaction, self.office.shown(application), officer=self.office.officer, at=LATER)
        return application

    def add(self, transaction, shown, *, officer, at):
        handed = HandedEvidence("diploma", made.image())
        return add_evidence(EvidenceRoom(transaction, SETTINGS), self.office.library, shown, handed, officer=officer, at=at)

    def remove(self, transaction, shown, *, officer, at):
        return remove_evidence(EvidenceRoom(transaction, SETTINGS), shown, 1, officer=officer, at=at, reason=self.reason)

    def receive(self, transaction, shown, number, **common):
        return add_receipt(transaction, shown, number, a_receipt(), **common)

    def ask(self, transaction, **common):
        return ask(self.office, self.shown, self.reason, transaction, **common)

    def answer(self, transaction, **common):
        answer_request(transaction, self.library, request_of(self.office, self.application), ANSWER, **common)
        return self.application

    def decline(self, transaction, **common):
        decline_request(transaction, request_of(self.office, self.application), reason=self.reason, **common)
        return self.application

    def show(self, **changes):
        self.shown = replace(self.shown, **changes)

    def take(self, application):
        self.application, self.shown = application, self.office.shown(application)

    def change(self, **changes):
        self.library = Library([replace(self.library.find("guangzhou", "2025"), **changes)])

    def make_checker(self, who):
        """As returning the file before would have made them."""
        with self.office.transaction() as session:
            session.add(PartRow(application_id=self.application.id, account_id=who.account_id, part=Part.CHECKER))

    def run(self):
        office, common = self.office, {"at": self.at}
        checking = {
            Act.SUSPEND,
            Act.RESUME,
            Act.END,
            Act.CORRECT_SERVICE,
            Act.RETURN,
            Act.APPROVE,
            Act.APPROVE_GRANT,
            Act.PUBLISH,
            Act.GRANT,
            Act.REFUSE,
            Act.LAPSE,
            Act.RELEASE,
            Act.ASSIGN,
        }
        common["officer"] = office.supervisor if self.act in checking else self.officer
        if self.act in {Act.ANSWER_REQUEST, Act.DECLINE_REQUEST}:
            common["officer"] = of_tax(office)
        use_case, values, words = {
            Act.RECORD: (record_application, [self.library, office.intake()], {"here": PRODUCTION}),
            Act.AMEND: (amend_facts, [self.library, self.shown, Amendment(FACTS, ON, None, self.reason)], {}),
            Act.ADD_EVIDENCE: (self.add, [self.shown], {}),
            Act.REMOVE_EVIDENCE: (self.remove, [self.shown], {}),
            Act.RECOMMEND: (recommend, [self.library, self.shown, replace(self.opinion, reason=self.reason)], {}),
            Act.RETURN: (return_application, [self.shown], {"redo": self.reason}),
            Act.APPROVE: (approve_points, [self.library, self.shown], {"reason": self.reason}),
            Act.ADJUST: (adjust_points, [self.shown], {"reason": self.reason}),
            Act.APPROVE_GRANT: (approve_grant, [self.library, self.timing, self.shown], {"reason": self.reason}),
            Act.PUBLISH: (self.publish, [], {}),
            Act.GRANT: (grant, [self.library, self.timing, self.shown], {"reason": self.reason}),
            Act.REFUSE: (refuse, [self.library, self.timing, self.shown], {"reason": self.reason}),
            Act.REGISTER: (record_registration, [self.shown, Registration(self.person, ON, "越秀")], {}),
            Act.LAPSE: (lapse, [self.library, self.timing, self.shown], {"reason": self.reason}),
            Act.RECORD_REMINDER: (record_reminder, [self.shown, local_day(LATER), self.serving.proof], {}),
            **{act: (turn_entitlement, [self.shown, Chosen(0, self.entitlement, act)], {"reason": self.reason}) for act in TURNS},
            Act.SERVE: (serve, [self.library, TIMING, self.shown, self.serving], {}),
            Act.CORRECT_SERVICE: (correct_service, [self.library, TIMING, self.shown, self.serving], {"reason": self.reason}),
            Act.ADD_RECEIPT: (self.receive, [self.shown, 1], {}),
            Act.CLAIM: (claim_file, [self.shown], {}),
            Act.GIVE_BACK: (give_back, [self.shown], {}),
            Act.RELEASE: (release_claim, [self.shown], {"reason": self.reason}),
            Act.ASSIGN: (assign_one, [self.shown, office.other_officer.account_id], {}),
            Act.DECLARE: (declare_interest, [self.shown], {"reason": self.reason}),
            Act.CLOSE_FLAG: (close_flag, [self.shown, self.flagged], {"reason": self.reason}),
            Act.NOTE: (write_note, [self.shown, self.reason], {}),
            Act.SEND_MESSAGE: (send_message, [self.shown, self.reason], {}),
            Act.VERIFY: (verify, [self.library, self.shown, [Judgement("permit_months", "adjust", (60,), self.reason)]], {}),
            Act.ASK_DEPARTMENTS: (self.ask, [], {}),
            Act.ANSWER_REQUEST: (self.answer, [], {}),
            Act.DECLINE_REQUEST: (self.decline, [], {}),
            Act.CONTEST_ANSWER: (contest_answer, [self.library, TIMING, Contest(self.shown, 1, self.reason)], {}),
            Act.WITHDRAW_REQUEST: (withdraw_request, [self.shown, 1], {"reason": self.reason}),
        }[self.act]
        return use_case(office.transaction, *values, **common, **words)


def application_of(applicant):
    return applicant.office.now(applicant)


def points_fell(attempt):
    """The application goes by points that are being adjusted by now."""
    office = attempt.points_first()
    record = points.approved(office)
    applicant = points.recommended(office, record)
    if attempt.act is Act.AMEND:
        return_application(office.transaction, office.shown(applicant), officer=office.supervisor, at=LATER, redo="重核")
    if attempt.act is Act.GRANT:
        office.approve(applicant)
    points.adjust(office, record)
    attempt.take(application_of(applicant))


@scene
def registered(office):
    application = office.granted()
    office.register(application, 0)
    return office.now(application)


@scene
def suspended(office):
    application = registered(office)
    chosen, common = Chosen(0, "registration", Act.SUSPEND), {"officer": office.supervisor, "at": LATER, "reason": "核查"}
    return turn_entitlement(office.transaction, office.shown(application), chosen, **common)


def assign_one(transaction, shown, account_id, **common):
    """Many are assigned at once, so that what stands in the way of one is told and not raised."""
    [assigned] = assign_files(transaction, [shown], account_id, **common)
    if assigned.why == "stale":
        raise Stale(shown.reference, shown.version, assigned.version)
    if assigned.why:
        raise NotAllowed(Act.ASSIGN, assigned.why)
    return assigned


def of_tax(office):
    """Who answers for the tax department; whose account that is does not matter here."""
    return Officer(office.administrator.account_id, "", frozenset({Role.DEPARTMENT}), department="tax")


def ask(office, shown, reason, transaction, **common):
    asked = Consultation(shown, (Inquiry("tax", ("income_tax_three_years",)),), reason)
    return ask_departments(transaction, office.library, TIMING, asked, **common)


def request_of(office, application):
    return office.bench(application).requests[0].id


@scene
def asked(office):
    application = office.record()
    return ask(office, office.shown(application), "核查", office.transaction, officer=office.officer, at=LATER)


@scene
def declined(office):
    application = asked(office)
    id_ = request_of(office, application)
    decline_request(office.transaction, id_, officer=of_tax(office), at=LATER, reason="查无此人")
    return office.now(application)


def close_before(attempt):
    """The department declines before."""
    id_ = request_of(attempt.office, attempt.application)
    decline_request(attempt.office.transaction, id_, officer=of_tax(attempt.office), at=LATER, reason="另有原因")
    attempt.take(attempt.office.now(attempt.application))


def take_as_another(attempt):
    attempt.take(attempt.office.now(attempt.application))
    if attempt.application.claim:
        attempt.take(give_back(attempt.office.transaction, attempt.shown, officer=attempt.office.officer, at=LATER))
    attempt.take(attempt.office.claim(attempt.application, by=attempt.office.both))


@scene
def claimed(office):
    return office.claim(office.record())


@scene
def flagged(office):
    """Two files with the same spouse."""
    family = office.family()
    office.record(family=family)
    return office.record(family=family[:1])


def begin_verification(attempt):
    """One fact is checked, and the others are not yet."""
    office, judgements = attempt.office, [Judgement("permit_months", "accept")]
    application = office.record()
    shown = office.shown(application)
    attempt.take(verify(office.transaction, office.library, shown, judgements, officer=office.officer, at=LATER))


@scene
def letter_waits(office):
    application = office.granted()
    with office.transaction() as session:
        days = {"fell_due": ON, "until": ON + timedelta(days=90), "at": LATER}
        session.add(SettleReminderRow(application_id=application.id, number=1, channel="post", **days))
    return application


def not_reminded(attempt):
    attempt.take(attempt.office.granted())
    remind(attempt.office, attempt.application, 2)


def revoking_proposed(attempt):
    propose(attempt.office, attempt.application)
    attempt.take(attempt.office.now(attempt.application))


def reviewed_before(attempt):
    """A review of the decision is open."""
    attempt.take(record_review(attempt.office, last_served(attempt.office, attempt.application), asking(())))


def stayed_before(attempt):
    """An outside body suspended what the decision does."""
    application = contested(attempt.office, attempt.application)
    in_case(attempt.office, stay_execution, application, by="supervisor")
    attempt.take(attempt.office.now(application))


def may_not_make(attempt):
    """The officer who is to hold the file has checked it before."""
    attempt.officer = attempt.office.both
    attempt.make_checker(attempt.officer if attempt.act is Act.CLAIM else attempt.office.other_officer)


@scene
def sealed(office):
    application = office.record()
    office.seal(application)
    return application


def a_receipt():
    settings = EvidenceSettings(Path(tempfile.mkdtemp()))
    return Signed(sound(HandedFile(made.pdf(), "回证.pdf"), settings), settings)


def with_receipt(office):
    application = office.served()
    add_receipt(office.transaction, office.shown(application), 1, a_receipt(), officer=office.officer, at=LATER)
    return office.now(application)


def say_of_service(attempt, **changes):
    attempt.serving = replace(attempt.serving, **changes)


def objected_before(attempt):
    """Somebody objects to the file, which is on a public list."""
    attempt.listed()
    attempt.take(objected(attempt.office)[0])


def unseen(attempt):
    """The rules have originals seen, and nobody saw any: such a file stands on no list."""
    rules = attempt.library.find("guangzhou", "2025").procedure
    attempt.change(procedure=replace(rules, originals_check=True))


def register_before(attempt):
    attempt.take(attempt.office.granted(family=attempt.office.family()))
    attempt.take(attempt.office.register(attempt.application, 0))


def followed_before(attempt):
    """A new version of the file is open."""
    corrected(attempt.office, attempt.application)
    attempt.take(attempt.office.now(attempt.application))


def unproved(attempt):
    """Nobody proved lately who they are."""
    attempt.officer = replace(attempt.officer, is_proved=False)
    attempt.office = replace(attempt.office, supervisor=replace(attempt.office.supervisor, is_proved=False))


def unsigned(attempt):
    """What is in force was proposed without a signature."""
    attempt.office.propose_unsigned(attempt.application)
    attempt.show(package=attempt.office.shown(attempt.application).package)


BREAK = {
    Guard.PROVED: (unproved, NotAllowed),
    Guard.SIGNED: (unsigned, NotAllowed),
    Guard.REAL_RULES: (lambda a: a.change(provenance="illustrative"), NotAllowed),
    Guard.VERSION_SHOWN: (lambda a: a.show(version=a.shown.version - 1), Stale),
    Guard.PACKAGE_SHOWN: (lambda a: a.show(package="0" * 64), Stale),
    Guard.REASON_GIVEN: (lambda a: setattr(a, "reason", " "), InputRefused),
    Guard.CONCLUSIVE: (lambda a: a.take(a.office.record(facts={})), Blocked),
    Guard.UNBLOCKED: (begin_verification, Blocked),
    Guard.ELIGIBLE: (lambda a: a.take(a.office.verified(facts=TOO_FEW)), InputRefused),
    Guard.PUBLISHED_LIST: (lambda a: setattr(a, "opinion", Opinion("grant", "符合")), InputRefused),
    Guard.POINTS_STAND: (points_fell, NotAllowed),
    Guard.ORGANS_NAMED: (lambda a: setattr(a, "timing", NOBODY_NAMED), OrgansUnnamed),
    Guard.PROPOSED: (lambda a: a.take(a.office.recommended(REFUSE)), NotAllowed),
    Guard.SAME_AGAIN: (lambda a: a.change(rounds=changed_rounds(a.office)), NotAllowed),
    Guard.IN_REGISTER: (lambda a: setattr(a, "entitlement", "unheard_of"), NotAllowed),
    Guard.LIST_SHOWN: (lambda a: setattr(a, "digest", "0" * 64), Stale),
    Guard.PUBLISHES: (lambda a: a.change(procedure=Procedure()), InputRefused),
    Guard.PUBLISHED: (lambda a: a.listed(), NotYet),
    Guard.UNOBJECTED: (objected_before, NotYet),
    Guard.ORIGINALS_SEEN: (unseen, (NotYet, InputRefused)),
    Guard.AWAITED: (register_before, InputRefused),
    Guard.CLAIM_FREE: (take_as_another, NotAllowed),
    Guard.CLAIM_OWN: (lambda a: setattr(a, "officer", a.office.both), NotAllowed),
    Guard.CLAIM_HELD: (lambda a: a.take(a.office.record()), NotAllowed),
    Guard.MAY_MAKE: (may_not_make, NotAllowed),
    Guard.REQUEST_OPEN: (close_before, NotAllowed),
    Guard.REQUEST_ANSWERED: (lambda a: a.take(asked(a.office)), NotAllowed),
    Guard.SEALED: (lambda a: a.take(a.office.record()), NotAllowed),
    Guard.UNSERVED: (lambda a: a.take(a.office.served()), NotAllowed),
    Guard.SERVED: (lambda a: a.take(sealed(a.office)), NotAllowed),
    Guard.UNSIGNED: (lambda a: a.take(with_receipt(a.office)), NotAllowed),
    Guard.SERVICE_AGREED: (lambda a: say_of_service(a, channel=ServiceChannel.ACCOUNT), NotAllowed),
    Guard.PROVEN: (lambda a: say_of_service(a, proof=" "), InputRefused),
    Guard.ACCOUNT: (lambda a: a.take(a.office.record()), NotAllowed),
    Guard.TERM_OVER: (lambda a: setattr(a, "at", LATER - timedelta(days=20)), NotAllowed),
    Guard.REMINDED: (not_reminded, NotAllowed),
    Guard.NOT_REVOKING: (revoking_proposed, NotAllowed),
    Guard.EFFECTIVE: (stayed_before, NotAllowed),
    Guard.NO_REVIEW: (reviewed_before, NotAllowed),
    Guard.REMINDER_DUE: (lambda a: a.take(a.office.granted()), NotAllowed),
    Guard.UNFOLLOWED: (followed_before, NotAllowed),
    Guard.FLAG_OPEN: (lambda a: setattr(a, "flagged", Flagged(Flag.CONFLICT, a.flagged.subject)), NotAllowed),
}


@pytest.mark.parametrize("act", [act for act in Act if act not in ELSEWHERE])
def test_unbroken_the_act_is_done(office, act):
    assert Attempt(office, act).run()


@pytest.mark.parametrize(
    ("act", "guard"),
    [(move.act, guard) for move in MOVES if move.act not in ELSEWHERE for guard in move.guards if guard not in BREAK_ROUNDS],
)
def test_a_broken_guard_stops_the_act(office, act, guard):
    attempt = Attempt(office, act)
    put_wrong, error = BREAK[guard]
    put_wrong(attempt)
    with unchanged(office), pytest.raises(error):
        attempt.run()


def test_no_guard_is_without_a_test():
    assert set(Guard) == {
        *BREAK,
        *BREAK_OBJECTIONS,
        *BREAK_VERSIONS,
        *BREAK_REVIEWS,
        *BREAK_ORIGINALS,
        *BREAK_REVOKING,
        *BREAK_CASES,
        *BREAK_ROUNDS,
        *BREAK_FILING,
        *SILENT,
        *FOR_ANOTHER,
        Guard.UNPUBLISHED,  # of acts on a round itself, which are no moves of a file: test_rounds_cancelled
        Guard.WHOLE_ROUND,  # likewise: test_rounds_of_offices
        Guard.ROLE,
        Guard.ONE_PART,
        Guard.NO_INTEREST,
        Guard.KIND,
    }
