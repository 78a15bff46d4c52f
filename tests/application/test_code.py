"""Codes are read as people type them; every single slip is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.application.code import SIGNS, read_code, spaced, with_check
from scoring.errors import InputRefused


@given(st.text(SIGNS, min_size=8, max_size=8), st.integers(0, 8), st.sampled_from(SIGNS))
def test_every_wrong_sign_is_found(body, place, sign):
    code = with_check(body)
    typed = code[:place] + sign + code[place + 1 :]
    if typed == code:
        assert read_code(typed, 9) == code
    else:
        with pytest.raises(InputRefused, match="A sign of the code is wrong"):
            read_code(typed, 9)


@given(st.text(SIGNS, min_size=8, max_size=8), st.integers(0, 7))
def test_two_signs_that_changed_places_are_found(body, place):
    code = with_check(body)
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if typed != code:
        with pytest.raises(InputRefused):
            read_code(typed, 9)


@given(st.text(SIGNS, min_size=8, max_size=8))
def test_what_is_shown_can_be_typed(body):
    code = with_check(body)
    assert read_code(spaced(code), 9) == read_code(f"  {spaced(code).lower()} ", 9) == code


def test_signs_that_look_alike_are_read():
    code = with_check("10250HA1")
    assert read_code("IOZSO" + code[5:], 9) == code


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGHJK", "窗口窗口窗口窗口窗"])
def test_another_length_is_said(typed):
    with pytest.raises(InputRefused, match="Type the 9 letters and digits") as refused:
        read_code(typed, 9, at="whose")
    assert refused.value.field == "whose"
