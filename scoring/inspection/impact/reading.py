"""From a table of people to where they stand under two policies: read once, scored by both, block by block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pyarrow.compute as pc

from scoring.inspection.impact.cuts import Cut, cut
from scoring.inspection.impact.refused import ImpactRefused
from scoring.inspection.impact.sides import numbered, side_of, values_of
from scoring.inspection.impact.standing import Array, Column, Parts, Standing
from scoring.policy.facts import Fact
from scoring.tables.blocks import Block, Columns
from scoring.tables.reading import read_table
from scoring.tables.scoring import Scoring

SYNTHETIC = "synthetic-"
"""How the ids of made-up people begin."""
By = Sequence[tuple[Fact, Sequence[Decimal]]]
"""Facts to group people by, each with where its bands begin, if somebody said so."""


class Stood(NamedTuple):
    """Where the people of a table stand, in its order, and the `numbers` of their rows.

    `named` are the facts it has, `synthetic` says that all are made up.
    """

    before: Standing
    after: Standing
    numbers: Array
    cuts: tuple[Cut, ...]
    named: frozenset[str]
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Two policies, each with the day and round whose figures hold."""

    before: Scoring
    after: Scoring

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The facts of both, by which the table is read."""
        return {**self.after.policy.facts, **self.before.policy.facts}


def stand(path: Path, compared: Compared, by: By, tell: Callable[[float], None]) -> Stood:
    """Read the table at *path* and score it by both policies; *tell* is told after each block how much is done, from 0 to 1.

    Raises:
        TableRefused: the table cannot be read.
        ImpactRefused: it has no rows, or lacks a column of a fact that has no default.
        OutsideForce, RoundUnknown: as `assess` does.
    """
    for scoring in (compared.before, compared.after):
        scoring.kernel  # noqa: B018 - what it refuses is refused before anything is read
    named: set[str] = set()
    sides = ((compared.before, compared.after, Parts()), (compared.after, compared.before, Parts()))
    coded = [(Column(), Column()) for _ in by]  # of each fact: values, and which are known
    numbers, people, synthetic = Column(), 0, True
    with ThreadPoolExecutor(2) as pool:
        for block, done in read_table(path, compared.facts):
            if not named:
                _check_named(path, compared, _named(block))
            named |= _named(block)
            found = [pool.submit(side_of, scoring, other.policy, block) for scoring, other, _ in sides]
            for (fact, _), columns in zip(by, coded, strict=True):
                for column, part in zip(columns, values_of(compared.before.policy, fact, block, compared.facts), strict=True):
                    column.add(part)
            for (_, _, parts), future in zip(sides, found, strict=True):
                parts.add(future.result())
            numbers.add(numbered(block))
            people += len(block.numbers) + len(block.broken)
            synthetic = synthetic and _is_synthetic(block)
            tell(done)
    if not people:
        raise ImpactRefused("no_rows", file=path.name)
    cuts = [
        cut(fact, values.whole(), known.whole(), on=compared.before.on, edges=edges)
        for (fact, edges), (values, known) in zip(by, coded, strict=True)
    ]
    return Stood(sides[0][2].whole(), sides[1][2].whole(), numbers.whole(), tuple(cuts), frozenset(named), synthetic)


def _named(block: Block) -> set[str]:
    if isinstance(block, Columns):
        return set(block.batch.schema.names)
    return {name for row in block.rows for name in row}


def _check_named(path: Path, compared: Compared, named: set[str]) -> None:
    """ImpactRefused where the table has no column of a fact that one of the policies has to know."""
    for policy in (compared.before.policy, compared.after.policy):
        lacking = [id_ for id_, fact in policy.facts.items() if fact.required and id_ not in named]
        if lacking and named:
            raise ImpactRefused("columns_lacking", file=path.name, policy=policy.name, columns=", ".join(lacking))


def _is_synthetic(block: Block) -> bool:
    return block.ids is not None and bool(pc.all(pc.starts_with(block.ids, SYNTHETIC)).as_py())
