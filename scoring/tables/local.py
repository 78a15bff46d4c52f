"""The engine `local`: reads a table, scores its blocks on every core and writes them in their order, in bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from scoring.errors import TableRefused
from scoring.policy.facts import Fact
from scoring.tables.blocks import Block
from scoring.tables.reading import read_table
from scoring.tables.records import Records
from scoring.tables.rejecting import path_apart, set_apart
from scoring.tables.results import as_batch, schema_of
from scoring.tables.scoring import OPEN, OUTCOME, Scored, Scoring
from scoring.tables.writing import written

_AHEAD = 2  # blocks for each core that are read before the first is written


@dataclass(slots=True)
class Tally:
    """How many rows were scored, of how many the outcome is open, and how many were set apart, where."""

    scored: int = 0
    provisional: int = 0
    rejected: int = 0
    apart: Path | None = None


def score_table(  # noqa: PLR0913 - files, words, and how it is done
    scoring: Scoring,
    source: Path,
    target: Path,
    *,
    language: str,
    tell: Callable[[float], None],
    lists: Mapping[str, Path] = MappingProxyType({}),
    threads: int | None = None,
) -> Tally:
    """Score the table *source* into *target*; *tell* is told after each block how much is done, from 0 to 1.

    *lists* are tables of their own for list facts, by id: they name the applicant of each record in a column `id`.

    Raises:
        TableRefused: one of the two cannot be read or written as what its extension says, is a folder, or they are the same file.
        OSError: the result cannot be written.
        OutsideForce, RoundUnknown: as `assess` does.
    """
    _check_target([source, *lists.values()], target)
    tally, has_ids = Tally(), None
    facts = scoring.policy.facts
    records = [Records(facts[id_], path) for id_, path in lists.items()]
    blocks = ((_joined(block, records, facts), done) for block, done in read_table(source, facts))
    with set_apart(target, language) as apart, closing(_scored(scoring, blocks, threads or os.cpu_count() or 1)) as scored:
        first = next(scored, None)
        has_ids = first is not None and first[0].ids is not None
        schema = schema_of(scoring, has_ids=has_ids)
        with written(target, schema) as write:
            for found, done in chain([first] if first else [], scored):
                write(as_batch(schema, scoring, found))
                apart.put(found.rejected)
                tally.scored += int(found.kept.sum())
                tally.provisional += int((found.columns[OUTCOME][found.kept] == OPEN).sum())
                tell(done)
            apart.put([row for each in records for row in each.left()])
        tally.rejected, tally.apart = apart.rows, apart.path if apart.rows else None
    return tally


def _check_target(sources: Sequence[Path], target: Path) -> None:
    """Refuse what could not be written after hours of work, or would take the place of what is read."""
    if sources[0].is_dir():
        raise TableRefused(str(sources[0]), "folder")
    if not target.parent.is_dir():
        raise TableRefused(str(target), "no_folder", {"found": str(target.parent)})
    for path in (target, path_apart(target)):
        if path.exists() and not path.is_file():
            raise TableRefused(str(path), "no_file")
        if any(path.exists() and source.samefile(path) for source in sources):
            raise TableRefused(path.name, "same_file")


def _joined(block: Block, records: Sequence[Records], facts: Mapping[str, Fact]) -> Block:
    for each in records:
        block = each.joined(block, facts)
    return block


def _scored(scoring: Scoring, blocks: Iterator[tuple[Block, float]], threads: int) -> Generator[tuple[Scored, float], None, None]:
    """Give what each block came to, in their order, with how much is done by then."""
    scoring.kernel  # noqa: B018 - compiled before several threads ask for it, and what it refuses is refused before anything is read
    waiting: deque[tuple[Future[Scored], float]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for block, done in blocks:
            waiting.append((pool.submit(scoring.score, block), done))
            if len(waiting) >= threads * _AHEAD:
                future, told = waiting.popleft()
                yield future.result(), told
        for future, told in waiting:
            yield future.result(), told
