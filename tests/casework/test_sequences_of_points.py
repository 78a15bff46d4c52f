"""Whatever is done in whatever order to points and to the application that goes by them: it is decided only on points that stand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from scoring.application.desk import Flag
from scoring.application.moves import Guard, move_of
from scoring.application.status import OPEN, PRIVATE, Act, Part, Status
from scoring.errors import InputRefused, NotAllowed
from tests.casework.filings import Applying
from tests.casework.points_first import adjust, approved, points_first, recommended
from tests.casework.test_filing_guards import FILED
from tests.casework.test_sequences import check_file, do, do_filing, is_known_to, offered, offered_at_desk, was_done

DECIDE = {Act.GRANT, Act.REFUSE}
ACTS = {
    "points": (Act.VERIFY, Act.RECOMMEND, Act.RETURN, Act.APPROVE, Act.ADJUST, Act.WITHDRAW),
    "application": (
        *(Act.SAVE, Act.SUBMIT, Act.ACCEPT, Act.ASK_SUPPLEMENT, Act.ANSWER_SUPPLEMENT, Act.AMEND),
        *(Act.RECOMMEND, Act.RETURN, Act.GRANT, Act.REFUSE, Act.WITHDRAW),
    ),
}


def fallen(office, record):
    """An application that was recommended on points that are being adjusted by now."""
    applicant = recommended(office, record)
    adjust(office, record)
    return applicant


def begun(office, record):
    """A draft that goes by the points of *record*."""
    applicant = Applying(office, record.holder)
    applicant.begin()
    return applicant


DESK = ("officer", "other_officer", "supervisor", "other_supervisor", "holder")


STARTS = {"draft": (approved, begun), "recommended": (approved, recommended), "fallen": (approved, fallen)}


def newest(record):
    """Give the approval that holds in a record now, None while nothing is approved."""
    return record.own().approvals[-1] if record.status == Status.APPROVED else None


def is_open(applicant):
    return Status(applicant.status) in OPEN


def keeps_from(record, application, which, act):
    """Say which error the points themselves make of an act that is otherwise open; None where they do not stand in its way."""
    approval = newest(record)
    if which == "points":
        return InputRefused if act is Act.WITHDRAW and is_open(application) else None
    if act is Act.SUBMIT:
        return InputRefused if approval is None or application.draft().content.points != approval.hash else None
    if act is Act.AMEND:
        return NotAllowed if approval is None else None
    return NotAllowed if act in DECIDE and application.own().cited != approval else None


class Two:
    """The points of one person and their application, and what was done to each."""

    def __init__(self, office, start):
        first, then = STARTS[start]
        record = first(points_first(office))
        self.files = {"points": record, "application": then(record.office, record)}
        self.done = {which: done_before(applicant) for which, applicant in self.files.items()}

    def attempt(self, which, act, who):
        """Try an act; what the points do not stand in the way of is done where it is offered, and nothing else is."""
        applicant = self.files[which]
        if not is_known_to(act, who):
            return
        is_offered = act in offered(applicant, who, is_online=True)
        expected = keeps_from(*self.files.values(), which, act) if is_offered else None
        if expected is not None:
            refuse(applicant, act, who, expected)
        elif was_done(applicant, act, who, is_offered=is_offered):
            self.done[which].append((act, account_of(applicant, who)))

    def offers(self):
        """Give everything that a page offers to anybody now."""
        found = [(which, act, who) for which, applicant in self.files.items() for who, acts in offers(applicant) for act in acts]
        return [one for one in found if one[1] in ACTS[one[0]]]

    def check(self):
        """An open application goes by points that two people approved, and is flagged as soon as these do not hold."""
        for which, applicant in self.files.items():
            check_file(applicant, self.done[which])
            check_parts(self.done[which])
        record, application = self.files.values()
        if Status(application.status) in PRIVATE:
            return
        file = application.office.file(application)
        assert file.cited in record.own().approvals
        if is_open(application):
            assert (Flag.POINTS in file.desk.flags) == (file.cited != newest(record))


def offers(applicant):
    """Give what each person is offered, from one look at the file."""
    yield "holder", offered(applicant, "holder", is_online=True)
    if Status(applicant.status) not in PRIVATE:
        office = applicant.office
        application = office.now(applicant)
        yield from ((who, offered_at_desk(office, application, getattr(office, who))) for who in DESK if who != "holder")


def done_before(applicant):
    """Give what was done to a file before anybody tries anything."""
    if Status(applicant.status) in PRIVATE:
        return [(Act.BEGIN, applicant.holder.account_id)]
    return [(Act(event.act), event.actor_id) for event in applicant.office.file(applicant).events]


def account_of(applicant, who):
    return applicant.holder.account_id if who == "holder" else getattr(applicant.office, who).account_id


def check_parts(done):
    """Nobody is maker and checker of one file."""
    for account_id in {who for _, who in done}:
        assert {move_of(act).part for act, who in done if who == account_id} - {None} in (set(), {Part.MAKER}, {Part.CHECKER})


def refuse(applicant, act, who, expected):
    """Try what the points stand in the way of: it is refused for that, and leaves no trace."""
    before = applicant.standing
    with pytest.raises(expected) as refused:
        do_filing(applicant, act, who) if act in FILED else do(applicant.office, applicant, act, getattr(applicant.office, who))
    assert getattr(refused.value, "field", "points") == "points"
    assert getattr(refused.value, "why", Guard.POINTS_STAND) == Guard.POINTS_STAND
    assert applicant.standing == before


def machine(office):
    """Give the machine whose people work on the points of one person and on the application that goes by them."""

    class People(RuleBasedStateMachine):
        @initialize(start=st.sampled_from(sorted(STARTS)))
        def start(self, start):
            office.transaction.begin()  # whatever the sequence before did is undone
            self.two = Two(office, start)

        @rule(which=st.sampled_from(sorted(ACTS)), who=st.sampled_from(DESK), act=st.sampled_from(Act))
        def attempt_anything(self, which, who, act):
            if act in ACTS[which]:
                self.two.attempt(which, act, who)

        @rule(pick=st.integers(0, 999))
        def attempt_what_a_page_offers(self, pick):
            if found := self.two.offers():
                self.two.attempt(*found[pick % len(found)])

        @invariant()
        def an_application_is_decided_only_on_points_that_stand(self):
            self.two.check()

    return People


def test_sequences_of_points_and_the_application_that_goes_by_them(office):
    checked = settings(
        max_examples=6,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(machine(office), settings=checked)
