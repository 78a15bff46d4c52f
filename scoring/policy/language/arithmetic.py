"""Exact arithmetic on scaled integers: a number of scale *s* is an integer in units of 10**-s."""

from __future__ import annotations

from decimal import Context, Decimal
from functools import lru_cache

from scoring.policy.language.types import Number

_EXACT = Context(prec=60)  # far beyond 64 bits, so that no digit is ever rounded away


def divide(numerator: int, denominator: int, rounding: str) -> int:
    """Divide and round to an integer: `half_up` (ties away from zero), `down` (toward zero), `up` (away from zero).

    *denominator* may be negative, never 0.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -divide(-numerator, denominator, rounding)
    match rounding:
        case "half_up":
            return (2 * numerator + denominator) // (2 * denominator)
        case "down":
            return numerator // denominator
        case _:
            return -(-numerator // denominator)


def rescale(value: int, scale: int, to: int, rounding: str = "half_up") -> int:
    """Express *value* of *scale* at scale *to*, rounding where digits are lost."""
    return value * 10 ** (to - scale) if to >= scale else divide(value, 10 ** (scale - to), rounding)


def ratio(over: int, under: int, shift: int, rounding: str) -> int:
    """Divide *over* by *under* after shifting by 10***shift*, so that the result has the places asked for."""
    if shift >= 0:
        return divide(over * 10**shift, under, rounding)
    return divide(over, under * 10**-shift, rounding)


def code(number: Decimal, scale: int) -> int:
    """Give *number* in units of 10**-*scale*; ValueError where it has more digits than that."""
    scaled = _EXACT.scaleb(number, scale)
    coded = int(scaled)
    if coded != scaled:
        message = f"{number} has more than {scale} places"
        raise ValueError(message)
    return coded


@lru_cache(maxsize=4096)
def decode(value: int, scale: int) -> Decimal:
    """Give the exact decimal that *value* of *scale* stands for, with exactly *scale* places."""
    return _EXACT.scaleb(Decimal(value), -scale)


def places_of(number: Decimal) -> int:
    """Count the digits behind the point that *number* needs."""
    exponent = _EXACT.normalize(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number_type(number: Decimal) -> Number:
    """Give the type that holds *number* exactly."""
    return Number(places_of(number))
