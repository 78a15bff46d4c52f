"""What is read off the records of a row: how many there are, what they come to, the highest, which is the first."""

from __future__ import annotations

from scoring.engine.columns.lists import List
from scoring.engine.columns.operations import Operations
from scoring.engine.columns.steps import Value, constant
from scoring.engine.columns.widths import width_of
from scoring.policy.language.range_functions import hull
from scoring.policy.language.types import Range
from scoring.policy.point_sums import NONE, many
from scoring.policy.rules import Combine


def count(ops: Operations, records: List, when: Value) -> Value:
    """Count the records of each row for which *when* holds."""
    return _reduced(ops, records, "added", ops.number(when), (0, records.most))


def combined(ops: Operations, records: List, value: Value, when: Value, how: Combine) -> Value:
    """Add *value* of the records for which *when* holds, or only the highest of them; of none, 0."""
    range_ = hull(NONE, *many(how, value.range, value.range, records.most))
    if how == "sum":
        return _reduced(ops, records, "added", ops.multiply(value, ops.number(when)), range_)
    value, kept = ops.spread(value, records.space), ops.spread(when, records.space)
    number = constant(1 if how == "highest" else how)
    return ops.step("top", (value, kept, records.offsets, number), range_, width_of(*range_))


def first(ops: Operations, records: List, when: Value) -> Value:
    """Say of each record whether it is the first of its row for which *when* holds."""
    kept = ops.spread(when, records.space)
    return ops.step("first", (kept, records.offsets), (0, 1), "bool", records.space)


def _reduced(ops: Operations, records: List, function: str, value: Value, range_: Range) -> Value:
    spread = ops.spread(value, records.space)
    return ops.step(function, (spread, records.offsets), range_, width_of(*range_))
