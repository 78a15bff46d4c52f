"""Scoring a table of coded facts block by block: what a block works on stays in the processor's own memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from scoring.engine.columns.kernel import Kernel, Named
from scoring.engine.columns.records import Array
from scoring.engine.columns.steps import ROWS, Value

BLOCK = 32_768
"""Rows of a block on one core."""
THREADED_BLOCK = 65_536
"""Rows of a block where several threads work: with fewer, they wait for each other."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Coded facts of `rows` applicants, all of whom gave every required fact.

    Columns by name: `f_<fact>` the coded values, `g_<fact>` whether an optional one is not empty; of a list `o_<list>`, where the
    records of each row begin and the last ends, and `r_<list>_<field>`.
    """

    rows: int
    columns: Mapping[str, Array]


Cut: TypeAlias = Callable[[int, int], Array]
"""Gives the part of a column that the rows from one place to another have."""


def score(
    kernel: Kernel, facts: Coded, *, threads: int = 1, block: int | None = None, into: Mapping[Named, Array] | None = None
) -> Mapping[Named, Array]:
    """Give the columns of *kernel* for all rows, on so many threads; *into* are columns of an earlier table of the same length.

    Fresh memory costs more than the scoring: who scores again and again hands the columns back.
    """
    found = into or fresh(kernel, facts.rows)
    size = min(block or (BLOCK if threads == 1 else THREADED_BLOCK), facts.rows)
    cuts, outputs = [_cut(value, facts) for value in kernel.inputs], list(found.values())
    blocks = [(start, min(start + size, facts.rows)) for start in range(0, facts.rows, size)] if size else []
    if threads == 1:
        _run(kernel, cuts, outputs, blocks)
        return found
    with ThreadPoolExecutor(threads) as pool:
        for part in [pool.submit(_run, kernel, cuts, outputs, blocks[n::threads]) for n in range(threads)]:
            part.result()
    return found


def fresh(kernel: Kernel, rows: int) -> dict[Named, Array]:
    """Give columns for *kernel* to write into, those of one width as one piece of memory: large pieces come far faster."""
    pieces = {width: iter(np.empty((count, rows), width)) for width, count in Counter(kernel.outputs.values()).items()}
    return {named: next(pieces[width]) for named, width in kernel.outputs.items()}


def _cut(value: Value, facts: Coded) -> Cut:
    name = str(value.operand)
    column = facts.columns[name]
    if value.space == ROWS:
        return lambda start, stop: column[start:stop]
    if name == f"o_{value.space}":
        return lambda start, stop: column[start : stop + 1] - column[start]
    offsets = facts.columns[f"o_{value.space}"]
    return lambda start, stop: column[offsets[start] : offsets[stop]]


def _run(kernel: Kernel, cuts: Sequence[Cut], outputs: Sequence[Array], blocks: Sequence[tuple[int, int]]) -> None:
    """Score some *blocks*; all but the last of a table have the same size."""
    size = max((stop - start for start, stop in blocks), default=0)
    whole = [np.empty(size, width) for width in kernel.buffers]
    for start, stop in blocks:
        buffers = whole if stop - start == size else [buffer[: stop - start] for buffer in whole]
        kernel.run([cut(start, stop) for cut in cuts], [column[start:stop] for column in outputs], buffers)
