"""A list fact from a table of its own: a row for each record, which names its applicant in the column `id`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, assert_never

import pyarrow as pa

from scoring.errors import TableRefused
from scoring.policy.facts import Fact
from scoring.tables.blocks import Block, Broken, Columns, Rows
from scoring.tables.reading import read_table
from scoring.tables.scoring import Rejected

_TYPES = {"boolean": pa.bool_(), "integer": pa.int64(), "date": pa.date32(), "choice": pa.string(), "text": pa.string()}
_DIGITS = 38  # of the widest decimal


class Records:
    """The records of one list, all of them held in memory, by the id of the applicant.

    Raises:
        TableRefused: the table cannot be read, or has no column `id`.
    """

    def __init__(self, fact: Fact, path: Path) -> None:
        self.fact, self._path = fact, path
        self._by_id: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self._broken: list[Rejected] = []
        self._met: set[str] = set()
        fields = {field.id: field for field in fact.fields}
        types = {f.id: pa.decimal128(_DIGITS, f.places) if f.kind == "decimal" else _TYPES[f.kind] for f in fact.fields}
        self._type = pa.list_(pa.struct(list(types.items())))
        for block, _ in read_table(path, fields):
            self._keep(block, fields)

    def joined(self, block: Block, facts: Mapping[str, Fact]) -> Block:
        """Give *block* with the records of each applicant; TableRefused where it has no ids, or has the list already."""
        if block.ids is None:
            raise TableRefused(self._path.name, "no_ids")
        ids = block.ids.to_pylist()
        self._met.update(self._by_id.keys() & set(ids))
        lists = [[record for _, record in self._by_id.get(id_, [])] for id_ in ids]
        match block:
            case Rows(rows=rows):
                return replace(block, rows=[self._laid(row, records) for row, records in zip(rows, lists, strict=True)])
            case Columns():
                return self._columns(block, lists, facts)
            case _:
                assert_never(block)

    def left(self) -> Iterator[Rejected]:
        """Give the records that could not be read, and those of which no applicant was met."""
        yield from self._broken
        for id_, records in self._by_id.items():
            for number, record in records if id_ not in self._met else ():
                yield Rejected(number, id_, Broken(str(record), "record_unknown"))

    def _keep(self, block: Block, fields: Mapping[str, Fact]) -> None:
        if block.ids is None and len(block.numbers):
            raise TableRefused(self._path.name, "no_ids")
        self._broken += [Rejected(number, "", row) for number, row in block.broken.items()]
        ids = [] if block.ids is None else block.ids.to_pylist()
        for place, (number, id_) in enumerate(zip(block.numbers.tolist(), ids, strict=True)):
            record = dict(block.row(place, fields))
            if id_:
                self._by_id.setdefault(id_, []).append((number, record))
            else:
                self._broken.append(Rejected(number, "", Broken(str(record), "record_unknown")))

    def _columns(self, block: Columns, lists: list[list[dict[str, Any]]], facts: Mapping[str, Fact]) -> Block:
        """Lay the records in as a column of their proper types; where one has another type, give the block row by row."""
        if self.fact.id in block.batch.schema.names:
            raise TableRefused(self._path.name, "column_twice", {"found": self.fact.id})
        try:
            column = pa.array(lists, self._type)
        except (pa.ArrowException, TypeError):
            rows = [self._laid(block.row(place, facts), records) for place, records in enumerate(lists)]
            return Rows(block.numbers, block.ids, rows, block.broken)
        return replace(block, batch=block.batch.append_column(self.fact.id, column))

    def _laid(self, row: Mapping[str, Any], records: list[dict[str, Any]]) -> dict[str, Any]:
        if self.fact.id in row:
            raise TableRefused(self._path.name, "column_twice", {"found": self.fact.id})
        return {**row, self.fact.id: records}
