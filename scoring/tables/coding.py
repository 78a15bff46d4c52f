"""From the columns of a block to the columns of a kernel, and which rows have to be looked at one by one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.engine.columns.coding import width_of_fact
from scoring.engine.columns.records import Array, owners
from scoring.engine.columns.scoring import Coded
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.values import code_value, full_range
from scoring.tables.blocks import Columns
from scoring.tables.cells import Cells, code_cells, decoded, empty_words, to_numpy


class Read(NamedTuple):
    """Coded facts of all rows of a block, and whether those of each row are lawful beyond doubt and none is missing."""

    facts: Coded
    lawful: Array


def code_block(policy: Policy, block: Columns) -> Read:
    """Code *block*; where a row is not lawful, lawful values stand in its place."""
    rows, columns = block.batch.num_rows, {}
    lawful = np.ones(rows, bool)
    for fact in policy.facts.values():
        given = block.batch.column(fact.id) if fact.id in block.batch.schema.names else pa.nulls(rows)
        coded = _Column(fact, given, written=fact.id in block.written)
        columns.update(coded.records() if fact.kind == "list" else coded.values())
        lawful &= coded.lawful
    return Read(Coded(rows, columns), lawful)


class _Column:
    """One column: `lawful` says of each row whether what it gives, or its default, can be used at once."""

    def __init__(self, fact: Fact, given: pa.Array, *, written: bool) -> None:
        given = decoded(given)
        self.fact, self.given, self.written = fact, given, written
        is_text = pa.types.is_string(given.type) or pa.types.is_large_string(given.type)
        self.said = to_numpy(pc.is_valid(given)) & (to_numpy(pc.fill_null(pc.not_equal(given, ""), False)) if is_text else True)  # noqa: FBT003 - a value of Arrow's
        self.default = None if fact.required else code_value(fact, fact.default, "")
        self.lawful: Array = self.said | (not fact.required)

    def values(self) -> dict[str, Array]:
        """Give the coded values, and of an optional fact which are not empty."""
        fact, rows = self.fact, len(self.given)
        low = full_range(fact)[0]
        values = np.full(rows, low if self.default is None else self.default, width_of_fact(fact))
        given = self.said | (self.default is not None)
        if self.said.any():
            cells = self.given if self.said.all() else self.given.filter(pa.array(self.said))
            found = code_cells(fact, cells, written=self.written)
            values[self.said] = found.values
            if fact.optional and self.written:
                is_empty = empty_words(cells)
                found = Cells(found.values, found.lawful | is_empty)
                given[self.said] = ~is_empty
            self.lawful[self.said] = found.lawful
        return {f"f_{fact.id}": values, **({f"g_{fact.id}": given} if fact.optional else {})}

    def records(self) -> dict[str, Array]:
        """Give the records of all rows one after the other; a list that is written as text is doubtful."""
        fact, rows = self.fact, len(self.given)
        is_list = pa.types.is_list(self.given.type) or pa.types.is_large_list(self.given.type)
        if not is_list or not pa.types.is_struct(self.given.type.value_type):
            self.lawful &= ~self.said
            return self._all_default()
        if not self.said.all() and self.default:
            self.lawful &= self.said  # a default that has records is laid in row by row
        flat = self.given.flatten()
        counts = to_numpy(pc.fill_null(pc.list_value_length(self.given), 0)).astype(np.int64)
        offsets = np.zeros(rows + 1, np.int64)
        np.cumsum(counts, out=offsets[1:])
        self.lawful &= (counts <= fact.max_items) & ((counts < 2) | (not fact.unique))  # noqa: PLR2004 - two can be alike
        sound = to_numpy(pc.is_valid(flat))
        columns = {f"o_{fact.id}": offsets}
        for field in fact.fields:
            cells = self._field(flat, field)
            sound &= cells.lawful
            columns[f"r_{fact.id}_{field.id}"] = cells.values
        sound &= self._knows_all(flat)
        self.lawful &= np.bincount(owners(offsets)[~sound], minlength=rows) == 0
        return columns

    def _all_default(self) -> dict[str, Array]:
        records = self.default or ()
        rows = len(self.given)
        columns = {f"o_{self.fact.id}": np.arange(rows + 1, dtype=np.int64) * len(records)}
        for place, field in enumerate(self.fact.fields):
            if field.kind != "text":
                values = np.array([record[place] for record in records], width_of_fact(field))
                columns[f"r_{self.fact.id}_{field.id}"] = np.tile(values, rows)
        return columns

    def _field(self, flat: pa.Array, field: Fact) -> Cells:
        """Code one field of all records; one that is not said has its default, or is missing."""
        names = [flat.type.field(place).name for place in range(flat.type.num_fields)]
        column = decoded(pc.struct_field(flat, field.id)) if field.id in names else pa.nulls(len(flat))
        said = to_numpy(pc.is_valid(column))
        default = None if field.default is None or field.kind == "text" else code_value(field, field.default, "")
        values = np.full(len(flat), full_range(field)[0] if default is None else default, width_of_fact(field))
        lawful = said | (field.default is not None)
        if said.any():
            found = code_cells(field, column.filter(pa.array(said)), written=False)
            values[said], lawful[said] = found
        return Cells(values, lawful)

    def _knows_all(self, flat: pa.Array) -> Array:
        """Say of each record whether it says nothing under a name that no field has."""
        known = {field.id for field in self.fact.fields}
        foreign = [name for place in range(flat.type.num_fields) if (name := flat.type.field(place).name) not in known]
        told = [to_numpy(pc.is_null(pc.struct_field(flat, name))) for name in foreign]
        return np.logical_and.reduce(told) if told else np.ones(len(flat), bool)
