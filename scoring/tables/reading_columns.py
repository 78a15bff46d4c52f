"""Reading tables that lie in columns, or are read as such: CSV, in which every cell is text, and Parquet."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from scoring.engine.columns.records import Array
from scoring.errors import TableRefused
from scoring.policy.facts import Fact
from scoring.tables.blocks import Broken, Columns
from scoring.tables.headings import ID, read_headings

ROWS = 65_536  # of a block
BYTES = 4 << 20  # of a block of text, of which Arrow reads some thirty ahead
_PROBE = 1 << 20


def read_csv(path: Path, facts: Mapping[str, Fact]) -> Iterator[tuple[Columns, float]]:
    """Give the blocks of a CSV file in UTF-8 or GB 18030, each with how much of the file is read by then, from 0 to 1."""
    encoding = _encoding(path)
    headings = _first_line(path, encoding)
    names = read_headings(path.name, facts, headings)
    broken: dict[int, Broken] = {}

    def set_apart(row: pyarrow.csv.InvalidRow) -> str:  # pragma: no cover - Arrow calls it from a thread of its own
        broken[row.number - 1] = Broken(row.text, "row_length")  # the headings are the first row
        return "skip"

    size = max(path.stat().st_size, 1)
    with pa.OSFile(str(path)) as file:
        reader = pyarrow.csv.open_csv(
            file,
            pyarrow.csv.ReadOptions(block_size=BYTES, encoding=encoding, column_names=names, skip_rows=1, use_threads=False),
            pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=set_apart),
            pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
        first = 1
        for batch in reader:
            numbers = _numbers(first, batch.num_rows, broken)
            first = int(numbers[-1]) + 1 if len(numbers) else first
            yield _block(batch, names, numbers, broken, written=frozenset(names)), min(file.tell() / size, 1.0)
            broken.clear()
    if broken:
        yield (
            _block(
                pa.RecordBatch.from_pylist([], pa.schema([(n, pa.string()) for n in names])),
                names,
                _numbers(1, 0, {}),
                broken,
                written=frozenset(names),
            ),
            1.0,
        )


def read_parquet(path: Path, facts: Mapping[str, Fact]) -> Iterator[tuple[Columns, float]]:
    """Give the blocks of a Parquet file, each with how much is read by then, from 0 to 1."""
    with pyarrow.parquet.ParquetFile(path) as file:
        names = read_headings(path.name, facts, file.schema_arrow.names)
        total, first = max(file.metadata.num_rows, 1), 1
        for batch in file.iter_batches(ROWS):
            numbers = _numbers(first, batch.num_rows, {})
            first += batch.num_rows
            yield _block(batch, names, numbers, {}, written=frozenset()), (first - 1) / total


def _block(
    batch: pa.RecordBatch, names: list[str], numbers: Array, broken: dict[int, Broken], *, written: frozenset[str]
) -> Columns:
    arrays = dict(zip(names, batch.columns, strict=True))
    ids = pc.fill_null(pc.cast(arrays.pop(ID), pa.string()), "") if ID in arrays else None
    facts = pa.RecordBatch.from_arrays(list(arrays.values()), list(arrays)) if arrays else batch.select([])
    return Columns(numbers, ids, facts, written, dict(broken))


def _numbers(first: int, rows: int, broken: dict[int, Broken]) -> Array:
    """Number rows from *first* on, leaving out those that could not be read."""
    numbers = np.arange(first, first + rows + len(broken), dtype=np.int64)
    return numbers if not broken else np.setdiff1d(numbers, np.array(list(broken), np.int64))[:rows]


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(file.read(_PROBE))
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8"


def _first_line(path: Path, encoding: str) -> list[str]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            return next(csv.reader(file), [])
    except UnicodeDecodeError:
        raise TableRefused(path.name, "unreadable", {"found": "UTF-8, GB 18030"}) from None
