"""Whatever people try in whatever order: nobody is maker and checker of a file, and only the table's moves happen."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from scoring.application.application import Amendment
from scoring.application.moves import move_of, possible
from scoring.application.persons import Registration
from scoring.application.status import Act, Part, Status
from scoring.casework.amend_facts import amend_facts
from scoring.casework.grant import grant
from scoring.casework.lapse import lapse
from scoring.casework.queries import read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_registration import record_registration
from scoring.casework.refuse import refuse
from scoring.casework.return_application import return_application
from scoring.errors import CaseworkError, MoveRefused, NotAllowed
from tests.casework.stories import AT, FACTS, GRANT, LATER, ON

PEOPLE = ("officer", "other_officer", "supervisor", "other_supervisor", "both", "auditor")


def do(office, application, act, officer):
    """Do the act in the usual words, as somebody does who has just opened the file."""
    common = {"officer": officer, "at": LATER if act in {Act.REGISTER, Act.LAPSE} else AT}
    shown = office.shown(application)
    waiting = next(iter(office.file(application).application.unregistered), 0)
    calls = {
        Act.AMEND: (amend_facts, (office.library, shown, Amendment(FACTS, ON, None, "更正")), {}),
        Act.RECOMMEND: (recommend, (office.library, shown, GRANT), {}),
        Act.RETURN: (return_application, (shown,), {"redo": "重核"}),
        Act.GRANT: (grant, (office.library, shown), {"reason": "准予"}),
        Act.REFUSE: (refuse, (office.library, shown), {"reason": "不予"}),
        Act.REGISTER: (record_registration, (shown, Registration(waiting, ON, "越秀")), {}),
        Act.LAPSE: (lapse, (shown,), {"reason": "逾期"}),
    }
    use_case, values, words = calls[act]
    return use_case(office.transaction, *values, **common, **words)


def machine(office):
    """Give the machine whose people work in *office*."""

    class People(RuleBasedStateMachine):
        @initialize(who=st.sampled_from(("officer", "both")))
        def record(self, who):
            self.application = office.record(by=getattr(office, who), family=office.family())
            self.done = [(Act.RECORD, getattr(office, who).account_id)]

        @rule(who=st.sampled_from(PEOPLE), act=st.sampled_from([act for act in Act if act is not Act.RECORD]))
        def attempt(self, who, act):
            officer, before = getattr(office, who), office.file(self.application).application
            is_offered = act in possible(officer, before.status, before.parts)
            try:
                do(office, self.application, act, officer)
            except (NotAllowed, MoveRefused):
                assert not is_offered
            except CaseworkError as error:  # the act itself was open, its content was not right
                pytest.fail(f"{act} by {who}: {error}")
            else:
                assert is_offered
                self.done.append((act, officer.account_id))

        @invariant()
        def nobody_is_both(self):
            for account_id in {who for _, who in self.done}:
                parts = {move_of(act).part for act, who in self.done if who == account_id} - {None}
                assert parts in (set(), {Part.MAKER}, {Part.CHECKER})

        @invariant()
        def the_file_is_what_was_done(self):
            file = read_file(office.transaction, self.application.reference, officer=office.auditor)
            assert [(event.act, event.actor_id) for event in file.events] == self.done
            assert file.application.version == len(self.done)
            assert (file.decision is not None) == (file.application.status not in {Status.ACCEPTED, Status.RECOMMENDED})
            if file.decision:
                assert file.decision.maker_id != file.decision.checker_id

    return People


def test_sequences_of_moves(office):
    checked = settings(
        max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(machine(office), settings=checked)
