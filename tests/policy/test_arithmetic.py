"""Exact arithmetic against fractions and decimals of the standard library."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.policy.language import arithmetic
from scoring.policy.language.types import Number

ROUNDINGS = {"half_up": decimal.ROUND_HALF_UP, "down": decimal.ROUND_DOWN, "up": decimal.ROUND_UP}
WIDE = decimal.Context(prec=100)
INTEGERS = st.integers(-(2**63) + 1, 2**63 - 1)


def _rounded(exact: Fraction, rounding: str) -> int:
    """Round a fraction to an integer, told apart by halves: no division but Fraction's own."""
    below, sign = abs(exact).__floor__(), -1 if exact < 0 else 1
    rest = abs(exact) - below
    more = {"half_up": rest >= Fraction(1, 2), "down": False, "up": rest > 0}[rounding]
    return sign * (below + more)


@given(INTEGERS, INTEGERS.filter(bool), st.sampled_from(sorted(ROUNDINGS)))
@settings(max_examples=200, deadline=None)
def test_division_rounds_as_fractions_do(over, under, rounding):
    assert arithmetic.divide(over, under, rounding) == _rounded(Fraction(over, under), rounding)


@given(INTEGERS, INTEGERS.filter(bool), st.integers(-8, 8), st.sampled_from(sorted(ROUNDINGS)))
@settings(max_examples=200, deadline=None)
def test_ratio_keeps_the_places_asked_for(over, under, shift, rounding):
    assert arithmetic.ratio(over, under, shift, rounding) == _rounded(Fraction(over, under) * Fraction(10) ** shift, rounding)


@given(INTEGERS, st.integers(0, 6), st.integers(0, 6), st.sampled_from(sorted(ROUNDINGS)))
@settings(max_examples=200, deadline=None)
def test_rescaling_rounds_as_decimals_do(value, scale, to, rounding):
    exact = Decimal(value).scaleb(-scale, WIDE)
    expected = exact.quantize(Decimal(1).scaleb(-to), ROUNDINGS[rounding], WIDE)
    assert arithmetic.rescale(value, scale, to, rounding) == int(expected.scaleb(to, WIDE))


@pytest.mark.parametrize(
    ("over", "half_up", "down", "up"),
    [
        (4, 0, 0, 1),
        (5, 1, 0, 1),
        (6, 1, 0, 1),
        (-4, 0, 0, -1),
        (-5, -1, 0, -1),
        (-6, -1, 0, -1),
        (10, 1, 1, 1),
        (15, 2, 1, 2),
        (0, 0, 0, 0),
    ],
)
def test_the_three_roundings_at_below_and_above_a_half(over, half_up, down, up):
    assert [arithmetic.divide(over, 10, r) for r in ("half_up", "down", "up")] == [half_up, down, up]
    assert [arithmetic.divide(-over, -10, r) for r in ("half_up", "down", "up")] == [half_up, down, up]


@given(INTEGERS, st.integers(0, 9))
@settings(max_examples=100, deadline=None)
def test_coding_and_decoding_lose_nothing(value, scale):
    decoded = arithmetic.decode(value, scale)
    assert arithmetic.code(decoded, scale) == value
    assert -decoded.as_tuple().exponent == scale
    assert Fraction(decoded) == Fraction(value, 10**scale)


def test_what_has_too_many_digits_cannot_be_coded():
    with pytest.raises(ValueError, match="more than 1 places"):
        arithmetic.code(Decimal("1.25"), 1)
    with pytest.raises(ValueError, match="more than 2 places"):
        arithmetic.code(Decimal("1." + "0" * 30 + "1"), 2)


@pytest.mark.parametrize(
    ("written", "places"),
    [("1", 0), ("1.0", 0), ("1.50", 1), ("100", 0), ("0.000001", 6), ("0", 0), ("1." + "0" * 30 + "1", 31), ("NaN", 0)],
)
def test_places_that_a_number_needs(written, places):
    assert arithmetic.places_of(Decimal(written)) == places
    assert arithmetic.number_type(Decimal(written)) == Number(places)
