"""Division that says how it rounds, over columns: as `policy.language.arithmetic` does, ties away from zero."""

from __future__ import annotations

from scoring.engine.columns.operations import Operations
from scoring.engine.columns.steps import Value, constant

_ZERO, _ONE = constant(0), constant(1)


def divide(ops: Operations, over: Value, under: Value, rounding: str) -> Value:
    """Divide and round to an integer: `half_up`, `down` (toward zero) or `up` (away from zero). *under* is never 0."""
    is_opposite = ops.compare("!=", ops.number(ops.compare("<", over, _ZERO)), ops.number(ops.compare("<", under, _ZERO)))
    quotient = _magnitude(ops, _absolute(ops, over), ops.higher(_absolute(ops, under), _ONE), rounding)
    return ops.choose(is_opposite, ops.negative(quotient), quotient)


def rescale(ops: Operations, value: Value, scale: int, to: int, rounding: str = "half_up") -> Value:
    """Express *value* of *scale* at scale *to*, rounding where digits are lost."""
    if to >= scale:
        return ops.multiply(value, constant(10 ** (to - scale)))
    return divide(ops, value, constant(10 ** (scale - to)), rounding)


def _absolute(ops: Operations, value: Value) -> Value:
    return ops.higher(value, ops.negative(value))


def _magnitude(ops: Operations, over: Value, under: Value, rounding: str) -> Value:
    match rounding:
        case "half_up":
            doubled = ops.add(ops.multiply(over, constant(2)), under)
            return ops.floor(doubled, ops.multiply(under, constant(2)))
        case "down":
            return ops.floor(over, under)
        case _:
            return ops.floor(ops.add(over, ops.subtract(under, _ONE)), under)
