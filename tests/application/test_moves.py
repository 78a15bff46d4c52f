"""The table of moves decides who may do what, and when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.moves import MOVES, Guard, move_of, permit, possible
from scoring.application.officer import Officer, Role
from scoring.application.status import Act, Part, Status
from scoring.errors import MoveRefused, NotAllowed

EVERYTHING = Officer(1, "林", frozenset(Role))
roles = st.frozensets(st.sampled_from(Role))
parts = st.dictionaries(st.integers(1, 4), st.sampled_from(Part))


def test_the_table_has_one_row_for_every_act():
    assert [move.act for move in MOVES] == list(Act)


@pytest.mark.parametrize(
    ("act", "source", "target", "role"),
    [
        (Act.AMEND, Status.ACCEPTED, Status.ACCEPTED, Role.OFFICER),
        (Act.RECOMMEND, Status.ACCEPTED, Status.RECOMMENDED, Role.OFFICER),
        (Act.RETURN, Status.RECOMMENDED, Status.ACCEPTED, Role.SUPERVISOR),
        (Act.GRANT, Status.RECOMMENDED, Status.GRANTED, Role.SUPERVISOR),
        (Act.REFUSE, Status.RECOMMENDED, Status.REFUSED, Role.SUPERVISOR),
        (Act.REGISTER, Status.GRANTED, Status.SETTLED, Role.OFFICER),
        (Act.LAPSE, Status.GRANTED, Status.LAPSED, Role.SUPERVISOR),
    ],
)
def test_an_act_leads_from_one_status_to_another_and_belongs_to_one_role(act, source, target, role):
    move = move_of(act)
    assert (move.sources, move.target, move.role) == ((source,), target, role)
    assert permit(act, Officer(1, "林", frozenset({role})), source, {}) is move


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_an_act_of_another_role_is_not_allowed(act, role):
    move = move_of(act)
    if role is move.role:
        return
    with pytest.raises(NotAllowed) as refused:
        permit(act, Officer(1, "林", frozenset({role})), next(iter(move.sources), None), {})
    assert (refused.value.act, refused.value.why) == (act, Guard.ROLE)


@pytest.mark.parametrize("status", [Status.REFUSED, Status.SETTLED, Status.LAPSED])
def test_what_is_closed_stays_closed(status):
    assert possible(EVERYTHING, status, {}) == ()


def test_a_wrong_status_names_the_right_ones():
    with pytest.raises(MoveRefused) as refused:
        permit(Act.GRANT, EVERYTHING, Status.ACCEPTED, {})
    assert refused.value.allowed_from == (Status.RECOMMENDED,)


@pytest.mark.parametrize(
    ("act", "status", "part"), [(Act.GRANT, Status.RECOMMENDED, Part.MAKER), (Act.RECOMMEND, Status.ACCEPTED, Part.CHECKER)]
)
def test_nobody_is_maker_and_checker_of_one_file(act, status, part):
    with pytest.raises(NotAllowed) as refused:
        permit(act, EVERYTHING, status, {1: part})
    assert refused.value.why == Guard.ONE_PART


@given(roles, st.sampled_from(Status), parts)
def test_a_page_offers_exactly_what_is_permitted(held, status, taken):
    officer = Officer(1, "林", held)

    def is_permitted(act):
        try:
            permit(act, officer, status, taken)
        except (NotAllowed, MoveRefused):
            return False
        return True

    assert possible(officer, status, taken) == tuple(act for act in Act if is_permitted(act))


@given(roles)
def test_only_those_who_work_on_files_see_them(held):
    assert Officer(1, "林", held).may_read_files == bool(held & {Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR})
