"""The table of moves decides who may do what, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.moves import MOVES, Guard, move_of
from scoring.application.moves_originals import OF_ORIGINALS
from scoring.application.moves_outside import OF_CASES
from scoring.application.moves_reviews import OF_REVIEWS, REVIEWING
from scoring.application.moves_revoking import OF_REVOKING
from scoring.application.officer import Officer, Role
from scoring.application.permits import permit, permit_holder, permit_itself, permit_with_another, possible, possible_for_holder
from scoring.application.status import APPROVED_ONCE, FILE_KINDS, OPEN, PRIVATE, Act, Part, Status
from scoring.errors import MoveRefused, NotAllowed

EVERYTHING = Officer(1, "林", frozenset(Role))
roles = st.frozensets(st.sampled_from(Role))
parts = st.dictionaries(st.integers(1, 4), st.sampled_from(Part))


def test_the_table_has_one_row_for_every_act():
    assert [move.act for move in MOVES] == list(Act)


@pytest.mark.parametrize(
    ("act", "source", "target", "role"),
    [
        (Act.SAVE, Status.DRAFT, Status.DRAFT, Role.APPLICANT),
        (Act.DISCARD, Status.DRAFT, Status.DISCARDED, Role.APPLICANT),
        (Act.OFFER, Status.DRAFT, Status.DRAFT, Role.APPLICANT),
        (Act.SEND_BACK, Status.DRAFT, Status.DRAFT, Role.APPLICANT),
        (Act.EXPIRE, Status.DRAFT, Status.EXPIRED, None),
        (Act.SUBMIT, Status.DRAFT, Status.SUBMITTED, Role.APPLICANT),
        (Act.ACCEPT, Status.SUBMITTED, Status.ACCEPTED, Role.OFFICER),
        (Act.ASK_SUPPLEMENT, Status.SUBMITTED, Status.SUPPLEMENT, Role.OFFICER),
        (Act.ANSWER_SUPPLEMENT, Status.SUPPLEMENT, Status.SUBMITTED, Role.APPLICANT),
        (Act.ABANDON, Status.SUPPLEMENT, Status.ABANDONED, Role.OFFICER),
        (Act.PROPOSE_NOT_ACCEPTING, Status.SUBMITTED, Status.SUBMITTED, Role.OFFICER),
        (Act.RETURN_PROPOSAL, Status.SUBMITTED, Status.SUBMITTED, Role.SUPERVISOR),
        (Act.NOT_ACCEPT, Status.SUBMITTED, Status.NOT_ACCEPTED, Role.SUPERVISOR),
        (Act.AMEND, Status.ACCEPTED, Status.ACCEPTED, Role.OFFICER),
        (Act.ADD_EVIDENCE, Status.ACCEPTED, Status.ACCEPTED, Role.OFFICER),
        (Act.REMOVE_EVIDENCE, Status.ACCEPTED, Status.ACCEPTED, Role.OFFICER),
        (Act.RECOMMEND, Status.ACCEPTED, Status.RECOMMENDED, Role.OFFICER),
        (Act.APPROVE, Status.RECOMMENDED, Status.APPROVED, Role.SUPERVISOR),
        (Act.ADJUST, Status.APPROVED, Status.ACCEPTED, Role.OFFICER),
        (Act.APPROVE_GRANT, Status.RECOMMENDED, Status.APPROVED_PENDING, Role.SUPERVISOR),
        (Act.PUBLISH, Status.APPROVED_PENDING, Status.PUBLICITY, Role.SUPERVISOR),
        (Act.REFUSE, Status.RECOMMENDED, Status.REFUSED, Role.SUPERVISOR),
        (Act.REGISTER, Status.GRANTED, Status.SETTLED, Role.OFFICER),
        (Act.LAPSE, Status.GRANTED, Status.LAPSED, Role.SUPERVISOR),
        (Act.CORRECT, Status.GRANTED, None, Role.OFFICER),
    ],
)
def test_an_act_leads_from_one_status_to_another_and_belongs_to_one_role(act, source, target, role):
    move = move_of(act)
    assert (move.sources, move.target, move.role) == ((source,), target, role)
    if role is Role.APPLICANT:
        assert permit_holder(act, source) is move
    elif role is not None:
        assert permit(act, Officer(1, "林", frozenset({role})), source, {}, kind=kind_of(act)) is move


def kind_of(act):
    """A kind of file that has the act."""
    return move_of(act).only or "application"


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("act", Act)
def test_an_act_of_the_other_kind_of_file_is_not_allowed(act, kind):
    move = move_of(act)
    if move.is_of(kind):
        return
    with pytest.raises(NotAllowed) as refused:
        permit(act, EVERYTHING, move.sources[0], {}, kind=kind)
    assert refused.value.why == Guard.KIND


def test_a_points_record_is_approved_and_an_application_decided():
    assert {move.act: move.only for move in MOVES if move.only} == {
        Act.APPROVE: "points",
        Act.ADJUST: "points",
        Act.APPROVE_GRANT: "application",
        Act.PUBLISH: "application",
        Act.GRANT: "application",
        Act.REFUSE: "application",
        Act.UPHOLD: "application",
        **dict.fromkeys((Act.CORRECT, Act.GIVE_UP, Act.REVISE), "application"),
        Act.REVOKE: "application",
        Act.TAKE_OUT: "application",
    }


def test_what_is_recommended_or_approved_can_be_returned_on_a_list_too():
    move = move_of(Act.RETURN)
    assert (move.sources, move.target) == ((Status.RECOMMENDED, Status.APPROVED_PENDING, Status.PUBLICITY), Status.ACCEPTED)


def test_what_is_approved_is_granted_at_once_or_from_a_list():
    move = move_of(Act.GRANT)
    assert (move.sources, move.target, move.role) == (APPROVED_ONCE, Status.GRANTED, Role.SUPERVISOR)


def test_of_what_is_approved_no_fact_changes_and_nothing_is_refused():
    officers = possible(EVERYTHING, Status.APPROVED_PENDING, {})
    desk = (Act.DECLARE, Act.CLOSE_FLAG, Act.NOTE, Act.SEND_MESSAGE)
    originals = tuple(move.act for move in OF_ORIGINALS if move.role is not Role.APPLICANT)
    assert officers == (
        Act.RETURN,
        Act.PUBLISH,
        Act.GRANT,
        Act.SERVE,
        Act.CORRECT_SERVICE,
        Act.ADD_RECEIPT,
        *desk,
        *originals,
        Act.TAKE_OUT,
    )
    assert possible_for_holder(Status.APPROVED_PENDING) == (Act.GIVE_CAUSE,)


def test_an_applicant_withdraws_until_it_is_approved():
    undecided = (Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED, Status.RECOMMENDED, Status.APPROVED)
    assert (move_of(Act.WITHDRAW).sources, move_of(Act.WITHDRAW).target) == (undecided, Status.WITHDRAWN)
    assert [status for status in Status if Act.WITHDRAW in possible_for_holder(status)] == list(undecided)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("status", Status)
def test_from_another_status_no_act_is_possible_whoever_does_it(act, status):
    move = move_of(act)
    if status in move.sources or act in {Act.BEGIN, Act.RECORD}:
        return
    if move.role is Role.APPLICANT:
        with pytest.raises(MoveRefused):
            permit_holder(act, status)
    elif move.role is not None:
        with pytest.raises(MoveRefused):
            permit(act, EVERYTHING, status, {}, kind=kind_of(act))
    if move.by_itself:
        with pytest.raises(MoveRefused):
            permit_itself(act, status)


@pytest.mark.parametrize("act", Act)
def test_an_act_belongs_to_the_holder_or_to_the_office_and_few_to_the_installation(act):
    move = move_of(act)
    source = next(iter(move.sources), None)
    if move.role is Role.APPLICANT:
        with pytest.raises(NotAllowed):
            permit(act, EVERYTHING, source, {})
    else:
        with pytest.raises(NotAllowed) as refused:
            permit_holder(act, source)
        assert refused.value.why == Guard.ROLE
    if act in {Act.ACCEPT, Act.EXPIRE, Act.OBJECT, Act.RUN_OUT, Act.REMIND_ORIGINALS}:
        assert permit_itself(act, source) is move
    else:
        with pytest.raises(NotAllowed):
            permit_itself(act, source)


def test_the_installation_never_decides_and_closes_nothing_that_was_handed_in():
    alone = [move for move in MOVES if move.by_itself]
    expected = {(Act.EXPIRE, Status.EXPIRED), (Act.ACCEPT, Status.ACCEPTED), (Act.RUN_OUT, None), (Act.OBJECT, None)}
    expected |= {(Act.REMIND_ORIGINALS, None)}
    assert {(move.act, move.target) for move in alone} == expected


@given(st.sampled_from(Status))
def test_a_holder_is_offered_exactly_what_is_permitted(status):
    def is_permitted(act):
        try:
            permit_holder(act, status)
        except (NotAllowed, MoveRefused):
            return False
        return True

    assert possible_for_holder(status) == tuple(act for act in Act if is_permitted(act))


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_an_act_of_another_role_is_not_allowed(act, role):
    move = move_of(act)
    if role in {move.role, move.also}:
        return
    with pytest.raises(NotAllowed) as refused:
        permit(act, Officer(1, "林", frozenset({role})), next(iter(move.sources), None), {})
    assert (refused.value.act, refused.value.why) == (act, Guard.ROLE)


AFTERWARDS = (Act.SERVE, Act.CORRECT_SERVICE, Act.ADD_RECEIPT, Act.SEND_MESSAGE, Act.DECLARE)
CLOSED = set(Status) - OPEN - {Status.DRAFT}


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_what_is_closed_stays_closed_and_is_only_served(status):
    """But entitlements are suspended, resumed or ended there too, messages sent, interests declared, and what was decided is reviewed."""
    unlocked = (Act.SUSPEND, Act.RESUME, Act.END) if status in {Status.SETTLED, Status.LAPSED} else ()
    reviewed = tuple(move.act for move in OF_REVIEWS if status in move.sources)
    cases = {move.act for move in OF_CASES if status in move.sources}
    revoking = tuple(move.act for move in OF_REVOKING if status is Status.SETTLED)
    own = {Act.ASK_REVIEW, Act.WITHDRAW_REVIEW, Act.ANSWER_REVOKING}
    further = (*AFTERWARDS, *(act for act in (*reviewed, *revoking) if act not in own))
    assert set(possible(EVERYTHING, status, {})) == (set() if status in PRIVATE else {*unlocked, *further, *cases})
    assert all(move_of(act).target is None for act in (*unlocked, *reviewed))
    assert possible_for_holder(status) == tuple(act for act in (*revoking, *reviewed) if act in own)


def test_a_review_is_asked_for_of_what_was_decided_and_moves_no_file():
    asked = move_of(Act.ASK_REVIEW).sources
    assert asked == (Status.REFUSED, Status.NOT_ACCEPTED, Status.GRANTED, Status.ABANDONED, Status.FORFEITED, Status.NOT_SELECTED)
    assert {move.target for move in OF_REVIEWS} == {None}
    assert {move.part for move in OF_REVIEWS if move.act in REVIEWING} == {Part.REVIEWER}


def test_nobody_of_the_office_can_do_anything_with_a_draft():
    assert possible(EVERYTHING, Status.DRAFT, {}) == ()


def test_who_is_barred_from_a_file_turns_it_by_no_act_on_another_one():
    officer = Officer(1, "林", frozenset({Role.SUPERVISOR}))
    assert permit_with_another(Act.SUPERSEDE, officer, Status.GRANTED, {}).target is Status.SUPERSEDED
    with pytest.raises(NotAllowed) as refused:
        permit_with_another(Act.SUPERSEDE, officer, Status.GRANTED, {1: Part.BARRED})
    assert refused.value.why == Guard.NO_INTEREST


def test_a_wrong_status_names_the_right_ones():
    with pytest.raises(MoveRefused) as refused:
        permit(Act.GRANT, EVERYTHING, Status.ACCEPTED, {})
    assert refused.value.allowed_from == APPROVED_ONCE


@pytest.mark.parametrize(
    ("act", "status", "part"),
    [
        (Act.APPROVE_GRANT, Status.RECOMMENDED, Part.MAKER),
        (Act.GRANT, Status.APPROVED_PENDING, Part.MAKER),
        (Act.GRANT, Status.APPROVED_PENDING, Part.REVIEWER),
        (Act.RETURN, Status.APPROVED_PENDING, Part.REVIEWER),
        (Act.RECOMMEND, Status.ACCEPTED, Part.CHECKER),
        (Act.RECOMMEND, Status.ACCEPTED, Part.REVIEWER),
        (Act.NOT_ACCEPT, Status.SUBMITTED, Part.MAKER),
        (Act.ACCEPT, Status.SUBMITTED, Part.CHECKER),
    ],
)
def test_nobody_is_two_of_maker_checker_and_reviewer_of_one_file(act, status, part):
    with pytest.raises(NotAllowed) as refused:
        permit(act, EVERYTHING, status, {1: part})
    assert refused.value.why == Guard.ONE_PART


@pytest.mark.parametrize("act", [move.act for move in MOVES if move.sources and move.is_for(EVERYTHING)])
def test_who_declared_an_interest_does_nothing_more(act):
    with pytest.raises(NotAllowed) as refused:
        permit(act, EVERYTHING, move_of(act).sources[0], {1: Part.BARRED})
    assert refused.value.why == Guard.NO_INTEREST


@pytest.mark.parametrize(
    ("act", "free", "own", "others"),
    [
        (Act.ACCEPT, None, None, Guard.CLAIM_FREE),
        (Act.ASK_SUPPLEMENT, None, None, Guard.CLAIM_FREE),
        (Act.ABANDON, None, None, Guard.CLAIM_FREE),
        (Act.PROPOSE_NOT_ACCEPTING, None, None, Guard.CLAIM_FREE),
        (Act.AMEND, None, None, Guard.CLAIM_FREE),
        (Act.RECOMMEND, None, None, Guard.CLAIM_FREE),
        (Act.CLAIM, None, None, Guard.CLAIM_FREE),
        (Act.GIVE_BACK, Guard.CLAIM_OWN, None, Guard.CLAIM_OWN),
        (Act.RELEASE, Guard.CLAIM_HELD, None, None),
        (Act.ASSIGN, None, Guard.CLAIM_FREE, Guard.CLAIM_FREE),
        (Act.NOTE, None, None, None),
    ],
)
def test_a_file_that_somebody_holds_is_worked_on_by_them_alone(act, free, own, others):
    for holder, why in ((None, free), (1, own), (2, others)):
        if why is None:
            assert permit(act, EVERYTHING, move_of(act).sources[0], {}, holder) is move_of(act)
            continue
        with pytest.raises(NotAllowed) as refused:
            permit(act, EVERYTHING, move_of(act).sources[0], {}, holder)
        assert refused.value.why == why


@given(roles, st.sampled_from(Status), parts, st.sampled_from([None, 1, 2]), st.sampled_from(FILE_KINDS))
def test_a_page_offers_exactly_what_is_permitted(held, status, taken, holder, kind):
    officer = Officer(1, "林", held)

    def is_permitted(act):
        try:
            permit(act, officer, status, taken, holder, kind)
        except (NotAllowed, MoveRefused):
            return False
        return True

    assert possible(officer, status, taken, holder, kind) == tuple(act for act in Act if is_permitted(act))


@given(roles)
def test_only_those_who_work_on_files_see_them(held):
    assert Officer(1, "林", held).may_read_files == bool(held & {Role.OFFICER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR})
