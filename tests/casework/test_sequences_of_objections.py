"""Whatever people try with the objections to a file on a list, in whatever order: two uphold, nobody is two, and the list holds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from scoring.application.moves import Guard, move_of
from scoring.application.moves_objections import OF_OBJECTIONS
from scoring.application.permits import possible, possible_for_holder
from scoring.application.status import Act, Status
from scoring.casework.evidence import EvidenceRoom
from scoring.casework.grant import grant
from scoring.casework.hear_objection import answer_objection, record_hearing, tell_objection
from scoring.casework.object_to_line import object_to_line
from scoring.casework.objection_queries import read_objections
from scoring.casework.return_application import return_application
from scoring.casework.settle_objection import dismiss_objection, propose_upholding, return_upholding, uphold, uphold_in_part
from scoring.errors import CaseworkError, MoveRefused, NotAllowed, NotFound, NotYet
from tests.casework.filings import TIMING, Applying, new_holder
from tests.casework.publishing import OVER, batch_of, publish, with_list
from tests.casework.scenes import scene
from tests.casework.stories import AT
from tests.casework.test_objections import handed
from tests.casework.test_sequences import check_parts
from tests.casework.versions import SETTINGS

STAFF = ("officer", "supervisor", "other_supervisor", "both", "head", "auditor")
PEOPLE = (*STAFF, "holder", "anybody")
ACTS = (*(move.act for move in OF_OBJECTIONS), Act.RETURN, Act.GRANT)
EXTENTS = ("part", "whole")
ROAD = (
    (Act.OBJECT, "anybody"),
    (Act.TELL_OBJECTION, "supervisor"),
    (Act.ANSWER_OBJECTION, "holder"),
    (Act.PROPOSE_UPHOLDING, "supervisor"),
)
"""How far an objection has come when people begin."""

CONTENT = {Guard.OBJECTED, Guard.UNTOLD, Guard.TOLD, Guard.HEARD, Guard.SECOND_PERSON, Guard.ONE_PART}
"""Guards on what became of the objection before: an act that is offered may still meet them."""


@scene
def listed_applicant(office):
    """Give an applicant who stands on an open list."""
    applicant = Applying(office, new_holder(office))
    applicant.begin()
    applicant.submit()
    office.recommend(office.verify(applicant.accept()))
    office.approve(applicant)
    publish(office, batch_of(office, applicant))
    return applicant


def number_of(office, applicant):
    """Give the oldest open objection to a file, else the newest; the first there could be where there is none."""
    found = read_objections(office.transaction, applicant.reference, officer=office.supervisor)
    return min((each.number for each in found if each.closing is None), default=max((each.number for each in found), default=1))


def do(applicant, act, who, extent):
    """Do the act in the usual words; raises what the use case raises."""
    office, shown = applicant.office, applicant.office.shown(applicant)
    officer, known = getattr(office, who, None), (office.transaction, office.library, TIMING)
    said = {"officer": officer, "at": AT, "reason": "经核查。"}
    number = number_of(office, applicant)
    match act:
        case Act.OBJECT:
            room = EvidenceRoom(office.transaction, SETTINGS)
            object_to_line(room, *known[1:], handed(office, applicant), officer=officer, at=AT)
        case Act.ANSWER_OBJECTION:
            answer_objection(office.transaction, shown, number, holder=applicant.holder, at=AT, answer="已住满。")
        case Act.TELL_OBJECTION:
            tell_objection(*known, shown, number, officer=officer, at=AT, substance="年限不足。")
        case Act.RECORD_HEARING:
            record_hearing(office.transaction, shown, number, officer=officer, at=AT, answer="已住满。")
        case Act.PROPOSE_UPHOLDING:
            propose_upholding(office.transaction, shown, number, extent, **said)
        case Act.UPHOLD:
            uphold(*known, shown, number, **said)
        case Act.RETURN:
            return_application(office.transaction, shown, officer=officer, at=AT, redo="重核")
        case Act.GRANT:
            grant(*known, shown, **said | {"at": OVER})
        case _:
            use_case = {
                Act.DISMISS_OBJECTION: dismiss_objection,
                Act.RETURN_UPHOLDING: return_upholding,
                Act.UPHOLD_IN_PART: uphold_in_part,
            }[act]
            use_case(office.transaction, shown, number, **said)


def is_known_to(act, who):
    """Whether there is a way at all to ask for the act: anybody objects, the holder answers, the office does the rest."""
    if who == "holder":
        return act is Act.ANSWER_OBJECTION
    if act is Act.OBJECT:
        return who in {"anybody", "both"}
    return who != "anybody" and act is not Act.ANSWER_OBJECTION


WAYS = tuple((act, who) for act in ACTS for who in PEOPLE if is_known_to(act, who))


def is_offered(applicant, act, who):
    found = applicant.office.now(applicant)
    if who == "holder":
        return act in possible_for_holder(found.status)
    if who == "anybody":
        return found.status in move_of(act).sources
    return act in possible(getattr(applicant.office, who), found.status, found.parts, None, found.kind)


def was_done(applicant, act, who, extent):
    """Try the act; say whether it was done. What is offered is done, or something of the objection stands in its way."""
    offered = is_offered(applicant, act, who)
    try:
        do(applicant, act, who, extent)
    except (MoveRefused, NotAllowed) as error:
        if offered and getattr(error, "why", None) not in CONTENT:
            pytest.fail(f"{act} is offered to {who}, and refused: {error}")
        return False
    except (NotFound, NotYet):  # nobody objected, or somebody did and it is not settled
        return False
    except CaseworkError as error:
        pytest.fail(f"{act} by {who}: {error}")
    if not offered:
        pytest.fail(f"{act} is not offered to {who}, and done")
    return True


def machine(office):
    """Give the machine whose people work in *office*."""

    class People(RuleBasedStateMachine):
        @initialize(steps=st.integers(0, len(ROAD)), extent=st.sampled_from(EXTENTS))
        def start(self, steps, extent):
            office.transaction.begin()  # whatever the sequence before did is undone
            self.applicant = listed_applicant(with_list(office))
            for act, who in ROAD[:steps]:
                do(self.applicant, act, who, extent)
            self.done = [(event.act, event.actor_id) for event in office.file(self.applicant).events]

        @rule(way=st.sampled_from(WAYS), extent=st.sampled_from(EXTENTS))
        def attempt(self, way, extent):
            act, who = way
            if not was_done(self.applicant, act, who, extent):
                return
            accounts = {"holder": self.applicant.holder.account_id, "anybody": None}
            self.done.append((act, accounts[who] if who in accounts else getattr(office, who).account_id))

        @invariant()
        def nobody_is_two_of_three(self):
            check_parts([(Act(act), who) for act, who in self.done], set())

        @invariant()
        def the_file_is_what_was_done(self):
            file = office.file(self.applicant)
            assert [(event.act, event.actor_id) for event in file.events] == self.done

        @invariant()
        def two_uphold_and_off_the_list_nothing_is_open(self):
            found = read_objections(office.transaction, self.applicant.reference, officer=office.supervisor)
            for each in found:
                upheld = [step for step in each.steps if step.kind in {"in_part", "upheld"}]
                proposed = [step.by_id for step in each.steps if step.kind == "proposed"]
                assert all(step.by_id != proposed[-1] for step in upheld)
            if office.now(self.applicant).status is not Status.PUBLICITY:
                assert all(each.closing is not None for each in found)

    return People


def test_sequences_of_objections(office):
    checked = settings(
        max_examples=16, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(machine(office), settings=checked)
