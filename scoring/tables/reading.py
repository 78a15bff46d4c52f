"""Reading a table block by block, by the extension of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from scoring.errors import TableRefused
from scoring.policy.facts import Fact
from scoring.tables.blocks import Block
from scoring.tables.reading_columns import read_csv, read_parquet
from scoring.tables.reading_rows import read_json_lines, read_workbook

Read: TypeAlias = Callable[[Path, Mapping[str, Fact]], Iterator[tuple[Block, float]]]
READERS: Mapping[str, Read] = {
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".xlsx": read_workbook,
}


def read_table(path: Path, facts: Mapping[str, Fact]) -> Iterator[tuple[Block, float]]:
    """Give the blocks of the table at *path*, each with how much is read by then, from 0 to 1.

    Raises:
        TableRefused: the extension is not known, the content is not what it says, or a heading is none of *facts*.
    """
    extension = path.suffix.lower()
    if extension not in READERS:
        raise TableRefused(path.name, "format_unknown", {"found": extension, "allowed": ", ".join(READERS)})
    try:
        yield from READERS[extension](path, facts)
    except (pa.ArrowException, OSError) as error:  # OSError: a file that goes away, and Arrow's own for one that is broken
        raise TableRefused(path.name, "unreadable", {"found": str(error).splitlines()[0]}) from None
