"""From a table of people to where they stand under two policies: read once, scored by both, block by block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc

from scoring.inspection.impact.cuts import Cut, cut
from scoring.inspection.impact.refused import ImpactRefused
from scoring.inspection.impact.sides import side_of, values_of
from scoring.inspection.impact.standing import Array, Standing, joined
from scoring.policy.facts import Fact
from scoring.tables.blocks import Block, Columns
from scoring.tables.reading import read_table
from scoring.tables.scoring import Scoring

SYNTHETIC = "synthetic-"
"""How the ids of made-up people begin."""
By = Sequence[tuple[Fact, Sequence[Decimal]]]
"""Facts to group people by, each with where its bands begin, if somebody said so."""


class Stood(NamedTuple):
    """Where the people of a table stand, in its order; `named` are the facts it has, `synthetic` says that all are made up."""

    before: Standing
    after: Standing
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


class _Part(NamedTuple):
    before: Standing
    after: Standing
    values: list[tuple[Array, Array]]  # of each fact that is grouped by: coded, and which are known
    synthetic: bool


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
    parts: list[_Part] = []
    with ThreadPoolExecutor(2) as pool:
        for block, done in read_table(path, compared.facts):
            named |= _named(block)
            if not parts:
                _check_named(path, compared, named)
            sides = zip((compared.before, compared.after), (compared.after, compared.before), strict=True)
            found = [pool.submit(side_of, scoring, other.policy, block) for scoring, other in sides]
            values = [values_of(compared.before.policy, fact, block, compared.facts) for fact, _ in by]
            parts.append(_Part(found[0].result(), found[1].result(), values, _is_synthetic(block)))
            tell(done)
    if not sum(len(part.before) for part in parts):
        raise ImpactRefused("no_rows", file=path.name)
    return _whole(parts, by, compared, frozenset(named))


def _whole(parts: list[_Part], by: By, compared: Compared, named: frozenset[str]) -> Stood:
    cuts = []
    for place, (fact, edges) in enumerate(by):
        values, given = (np.concatenate(each) for each in zip(*(part.values[place] for part in parts), strict=True))
        cuts.append(cut(fact, values, given, on=compared.before.on, edges=edges))
    before, after = joined([part.before for part in parts]), joined([part.after for part in parts])
    return Stood(before, after, tuple(cuts), named, all(part.synthetic for part in parts))


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
