"""Reading tables that lie in columns, or are read as such: CSV, in which every cell is text, and Parquet."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from scoring.engine.columns.records import Array
from scoring.errors import TableRefused
from scoring.policy.facts import Fact
from scoring.tables.blocks import Broken, Columns
from scoring.tables.cells import to_numpy
from scoring.tables.headings import ID, read_headings

ROWS = 65_536  # of a block
BYTES = 4 << 20  # of a block of text, of which Arrow reads some thirty ahead
_PROBE = 1 << 20
_BUFFER = 1 << 16


class _Head(NamedTuple):
    """How a CSV file begins: its headings, what divides its cells, and whether anything follows."""

    headings: list[str]
    delimiter: str
    has_rows: bool


def read_csv(path: Path, facts: Mapping[str, Fact]) -> Iterator[tuple[Columns, float]]:
    """Give the blocks of a CSV file in UTF-8, GB 18030 or UTF-16, each with how much of the file is read by then, from 0 to 1.

    Cells are divided by commas, or by tabs where the headings are. A row without anything in it is none, but it is numbered.
    """
    encoding = _encoding(path)
    head = _head(path, encoding)
    names = read_headings(path.name, facts, head.headings)
    broken: dict[int, Broken] = {}  # of rows that no block has come to yet: Arrow reads ahead

    def set_apart(row: pyarrow.csv.InvalidRow) -> str:  # pragma: no cover - Arrow calls it from a thread of its own
        broken[row.number - 1] = Broken(row.text, "row_length")  # the headings are the first row
        return "skip"

    size, first = max(path.stat().st_size, 1), 1
    with pa.OSFile(str(path)) as file:
        for batch in _batches(path.name, file, _options(names, encoding, head.delimiter, set_apart)) if head.has_rows else ():
            numbers = _numbers(first, batch.num_rows, list(broken))
            first = int(numbers[-1]) + 1 if len(numbers) else first
            passed = {number: broken.pop(number) for number in list(broken) if number < first}
            said = _anything(batch)
            block = _block(batch.filter(pa.array(said)), names, numbers[said], passed, written=frozenset(names))
            yield block, min(file.tell() / size, 1.0)
    if broken:
        empty = pa.RecordBatch.from_pylist([], pa.schema([(name, pa.string()) for name in names]))
        yield _block(empty, names, _numbers(1, 0, []), broken, written=frozenset(names)), 1.0


def _options(
    names: list[str], encoding: str, delimiter: str, set_apart: Callable[[pyarrow.csv.InvalidRow], str]
) -> tuple[pyarrow.csv.ReadOptions, pyarrow.csv.ParseOptions, pyarrow.csv.ConvertOptions]:
    return (
        pyarrow.csv.ReadOptions(
            block_size=BYTES, encoding=encoding, column_names=names, skip_rows_after_names=1, use_threads=False
        ),
        pyarrow.csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=set_apart
        ),
        pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
    )


def _batches(name: str, file: pa.NativeFile, options: tuple[Any, Any, Any]) -> Iterator[pa.RecordBatch]:
    try:
        yield from pyarrow.csv.open_csv(file, *options)
    except UnicodeError:
        raise TableRefused(name, "encoding") from None
    except pa.ArrowInvalid as error:
        is_large = "straddling" in str(error)
        raise TableRefused(name, "cell_large" if is_large else "unreadable", {"found": str(error).splitlines()[0]}) from None


def _anything(batch: pa.RecordBatch) -> Array:
    """Say of each row of text whether anything stands in it."""
    said = np.zeros(batch.num_rows, bool)
    for column in batch.columns:
        said |= to_numpy(pc.not_equal(column, ""))
        if said.all():
            break
    return said


def read_parquet(path: Path, facts: Mapping[str, Fact]) -> Iterator[tuple[Columns, float]]:
    """Give the blocks of a Parquet file, each with how much is read by then, from 0 to 1."""
    with pyarrow.parquet.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER) as file:  # else all that was read is kept
        names = read_headings(path.name, facts, file.schema_arrow.names)
        total, first = max(file.metadata.num_rows, 1), 1
        for batch in file.iter_batches(ROWS):
            batch.validate(full=True)  # what calls itself text may be none
            numbers = _numbers(first, batch.num_rows, [])
            first += batch.num_rows
            yield _block(batch, names, numbers, {}, written=frozenset()), (first - 1) / total


def _block(
    batch: pa.RecordBatch, names: list[str], numbers: Array, broken: dict[int, Broken], *, written: frozenset[str]
) -> Columns:
    arrays = dict(zip(names, batch.columns, strict=True))
    ids = pc.fill_null(pc.cast(arrays.pop(ID), pa.string()), "") if ID in arrays else None
    facts = pa.RecordBatch.from_arrays(list(arrays.values()), list(arrays)) if arrays else batch.select([])
    return Columns(numbers, ids, facts, written, broken)


def _numbers(first: int, rows: int, broken: list[int]) -> Array:
    """Number rows from *first* on, leaving out those that could not be read, of which all that lie among them are named."""
    numbers = np.arange(first, first + rows + len(broken), dtype=np.int64)
    return np.setdiff1d(numbers, np.array(broken, np.int64))[:rows] if broken else numbers


def _encoding(path: Path) -> str:
    """Look through the whole file: the first name with a Chinese character may come late."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        probe = file.read(_PROBE)
        if probe.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            while probe:
                decoder.decode(probe)
                probe = file.read(_PROBE)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8"


def _head(path: Path, encoding: str) -> _Head:
    try:
        with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
            line = file.readline(_PROBE)
            delimiter = "\t" if "\t" in line and "," not in line else ","
            file.seek(0)
            headings = next(csv.reader(file, delimiter=delimiter), [])
            return _Head(headings, delimiter, has_rows=next(file, None) is not None)
    except csv.Error as error:
        raise TableRefused(path.name, "unreadable", {"found": str(error)}) from None
    except UnicodeError:
        raise TableRefused(path.name, "encoding") from None
