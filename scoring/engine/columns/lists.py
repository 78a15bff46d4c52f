"""List facts among the columns: where the records of each row lie, and their fields, as the condition of a question leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.engine.columns.operations import Operations
from scoring.engine.columns.steps import Value, column, condition, constant
from scoring.policy.facts import Fact
from scoring.policy.values import code_value, full_range


@dataclass(frozen=True, slots=True)
class List:
    """The columns of one list: `offsets` (one more than there are rows) say where the records of each row begin; fields."""

    space: str
    most: int  # records that a row can have
    offsets: Value
    fields: Mapping[str, Value]

    @property
    def names(self) -> dict[tuple[str, str], Value]:
        """What the names of the fields stand for."""
        return {("field", id_): value for id_, value in self.fields.items()}


def given_list(ops: Operations, fact: Fact) -> List:
    """Give the columns of the list *fact* as they come in: `o_<id>`, and `r_<id>_<field>` for each field that rules read."""
    fields = [field for field in fact.fields if field.kind != "text"]
    columns = {
        f.id: condition(f"r_{fact.id}_{f.id}", fact.id)
        if f.kind == "boolean"
        else column(f"r_{fact.id}_{f.id}", full_range(f), fact.id)
        for f in fields
    }
    return _owned(ops, fact, Value(f"o_{fact.id}", 0, 0, "int64", fact.id), columns)


def held_list(ops: Operations, fact: Fact, given: List, asked: Value) -> List:
    """Give the list as it holds: what is *given* where it is asked, the default elsewhere."""
    if asked.is_constant and asked.operand is True:
        return given
    records = code_value(fact, fact.default, "")
    offsets = ops.step("held_offsets", (asked, given.offsets, constant(len(records))), (0, 0), "int64", given.space)
    places = ops.step("held_places", (asked, given.offsets, offsets), (0, 0), "int64", given.space)
    position = {field.id: place for place, field in enumerate(fact.fields)}
    fields = {}
    for id_, value in given.fields.items():
        default = ops.table(tuple(int(record[position[id_]]) for record in records), value.width)
        fields[id_] = ops.step("held", (value, default, places), value.range, value.width, given.space)
    return _owned(ops, fact, offsets, fields)


def _owned(ops: Operations, fact: Fact, offsets: Value, fields: Mapping[str, Value]) -> List:
    ops.owners[fact.id] = ops.step("owners", (offsets,), (0, 0), "int64", fact.id)
    return List(fact.id, fact.max_items, offsets, fields)
