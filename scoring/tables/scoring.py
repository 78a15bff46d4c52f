"""Scoring one block: by columns what is lawful and complete, one by one what has to be looked at, set apart what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

import numpy as np
import pyarrow as pa

from scoring.engine import assess
from scoring.engine.assessment import Assessment
from scoring.engine.award import Outcome
from scoring.engine.columns.coding import columns_of
from scoring.engine.columns.kernel import OUTCOMES, Kernel, Named, compile_kernel
from scoring.engine.columns.records import Array
from scoring.engine.columns.scoring import score
from scoring.engine.compiling import compiled
from scoring.engine.places import places_of
from scoring.engine.words import Language
from scoring.errors import FactProblem, FactsRefused
from scoring.policy.model import Policy
from scoring.tables.blocks import Block, Broken, Columns, Rows
from scoring.tables.coding import code_block

LOWEST, HIGHEST, TOTAL, OUTCOME = ("lowest", ""), ("highest", ""), ("total", ""), ("outcome", "")
KINDS = frozenset({"total", "outcome", "points", "ranking", "check"})
ALL_OUTCOMES = (*OUTCOMES, Outcome.PROVISIONAL)
"""What the codes of outcomes in a table mean, in their order."""
OPEN = ALL_OUTCOMES.index(Outcome.PROVISIONAL)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is set apart, and everything that is wrong with it: facts that cannot be used, or that it cannot be read."""

    number: int
    id: str
    problems: Sequence[FactProblem] | Broken


@dataclass(slots=True)
class Scored:
    """What a block came to: coded columns of all its rows, of which those `kept` count; `rejected` are the others.

    `open` are the places, by column, where missing facts leave it open; `missing` names them by the place of the row.
    """

    numbers: Array
    ids: pa.Array | None
    columns: dict[Named, Array]
    kept: Array
    rejected: list[Rejected]
    open: dict[Named, list[int]] = field(default_factory=dict)
    missing: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scoring:
    """What all blocks of a table are scored by: a policy with the figures of one day and round.

    `explain` is the language in which the rows that were matched are told, too; without one they are not.
    """

    policy: Policy
    on: date
    round_id: str | None = None
    explain: Language | None = None

    @property
    def kernel(self) -> Kernel:
        """The code that scores by columns. OutsideForce and RoundUnknown as `assess` raises them."""
        return compile_kernel(self.policy, self.on, self.round_id, KINDS | ({"row"} if self.explain else set()))

    def score(self, block: Block) -> Scored:
        """Score *block*."""
        rows = len(block.numbers)
        lawful, columns = self._by_columns(block)
        broken = [Rejected(number, "", row) for number, row in block.broken.items()]
        found = Scored(block.numbers, block.ids, {n: c for n, c in columns.items() if n[0] != "check"}, np.ones(rows, bool), broken)
        found.columns[LOWEST], found.columns[HIGHEST] = found.columns[TOTAL].copy(), found.columns[TOTAL].copy()
        agrees = np.logical_and.reduce([column for (kind, _), column in columns.items() if kind == "check"], axis=0, initial=True)
        for place in np.flatnonzero(~(lawful & agrees)).tolist():
            self._one(block, place, found)
        return found

    def _by_columns(self, block: Block) -> tuple[Array, dict[Named, Array]]:
        """Give which rows are lawful and complete, and the columns, which mean nothing of the others."""
        match block:
            case Columns():
                read = code_block(self.policy, block)
                lawful, facts = read.lawful, read.facts
            case Rows():
                coded = [self._read(row) for row in block.rows]
                lawful = np.array([row is not None for row in coded], bool)
                facts = columns_of(self.policy, [row for row in coded if row is not None])
            case _:
                assert_never(block)
        return lawful, _widened(score(self.kernel, facts), lawful if isinstance(block, Rows) else None)

    def _read(self, row: Mapping[str, Any]) -> tuple[Any, ...] | None:
        try:
            coded, is_whole = compiled(self.policy).take(row)
        except FactsRefused:
            return None
        return coded if is_whole else None

    def _one(self, block: Block, place: int, found: Scored) -> None:
        """Assess the row at *place* by itself."""
        facts = block.row(place, self.policy.facts)
        try:
            assessment = assess(self.policy, facts, on=self.on, round_id=self.round_id)
        except FactsRefused as refused:
            found.kept[place] = False
            id_ = block.ids[place].as_py() if block.ids is not None else ""
            found.rejected.append(Rejected(int(block.numbers[place]), id_, tuple(refused.problems)))
            return
        _put(assessment, place, found)


def _widened(columns: Mapping[Named, Array], lawful: Array | None) -> dict[Named, Array]:
    """Give totals in 64 bits, and columns of the lawful rows the length of all."""
    found = {named: column.astype(np.int64) if named == TOTAL else column for named, column in columns.items()}
    if lawful is None:
        return found
    whole = {named: np.zeros(len(lawful), column.dtype) for named, column in found.items()}
    for named, column in found.items():
        whole[named][lawful] = column
    return whole


def _put(assessment: Assessment, place: int, found: Scored) -> None:
    """Put what one assessment found into the columns."""
    policy, bounds = assessment.policy, assessment.found
    table, places = bounds.table, places_of(policy)
    values: dict[Named, int | None] = {
        TOTAL: None if assessment.total is None else bounds.total[0],
        LOWEST: bounds.total[0],
        HIGHEST: bounds.total[1],
        OUTCOME: ALL_OUTCOMES.index(assessment.outcome),
        **{("points", id_): table.points[at] for id_, at in places.points.items()},
        **{("row", id_): table.rows[at] for id_, at in places.rows.items()},
        **{("ranking", str(at)): key for at, key in enumerate(_keys(assessment))},
    }
    for named, column in found.columns.items():
        value = values[named]
        if value is None:
            found.open.setdefault(named, []).append(place)
        else:
            column[place] = value
    found.missing[place] = assessment.missing


def _keys(assessment: Assessment) -> list[int | None]:
    """Give what sorts candidates, lowest first, None where it is open."""
    ranking = assessment.policy.selection.ranking
    if ranking is None:
        return []
    descends = (True, *(descending for _, descending in ranking.then))
    pairs = zip(assessment.found.ranking, descends, strict=True)
    return [None if low != high else -low if descending else low for (low, high), descending in pairs]
