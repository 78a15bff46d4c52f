"""Where the rows of one block stand under one policy, why some do not, and what groups they are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from scoring.engine.award import Outcome
from scoring.engine.columns.coding import width_of_fact
from scoring.inspection.impact.standing import Array, Standing, Why
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.values import Refused, code_value, full_range
from scoring.tables.blocks import Block, Broken, Columns
from scoring.tables.coding import code_block
from scoring.tables.scoring import ALL_OUTCOMES, OPEN, OUTCOME, TOTAL, Scored, Scoring

_ELIGIBLE = ALL_OUTCOMES.index(Outcome.ELIGIBLE)


def side_of(scoring: Scoring, other: Policy, block: Block) -> Standing:
    """Score *block* by one policy, without the facts that only the *other* one has."""
    found = scoring.score(_own(block, scoring.policy, other))
    order = np.argsort(np.concatenate([found.numbers, np.array(list(block.broken), np.int64)]), kind="stable")
    whole = _standing(scoring, found, list(block.broken))
    return Standing(
        whole.places,
        whole.points[order],
        whole.admitted[order],
        whole.unscored[order],
        whole.reasons,
        None if whole.keys is None else tuple(key[order] for key in whole.keys),
    )


def numbered(block: Block) -> Array:
    """Give the numbers of the rows of *block*."""
    return np.sort(np.concatenate([block.numbers, np.array(list(block.broken), np.int64)])).astype(np.uint32)


def _own(block: Block, policy: Policy, other: Policy) -> Block:
    foreign = other.facts.keys() - policy.facts.keys()
    if isinstance(block, Columns):
        names = [name for name in block.batch.schema.names if name not in foreign]
        return replace(block, batch=block.batch.select(names))
    return replace(block, rows=[{name: value for name, value in row.items() if name not in foreign} for row in block.rows])


def _standing(scoring: Scoring, found: Scored, broken: list[int]) -> Standing:
    """Give where the rows of a block stand, those that are broken last."""
    why = dict(_reasons(found))
    why |= {len(found.numbers) + place: Why("unreadable", "row") for place in range(len(broken))}
    reasons = tuple(dict.fromkeys(why.values()))
    points = found.columns[TOTAL].astype(scoring.kernel.outputs["total", ""])
    unscored = np.zeros(len(found.numbers) + len(broken), np.int16)
    for place, reason in why.items():
        unscored[place] = reasons.index(reason) + 1
    keys = [column for (kind, _), column in found.columns.items() if kind == "ranking"]
    return Standing(
        scoring.policy.places,
        _longer(points, len(broken)),
        _longer(found.columns[OUTCOME] == _ELIGIBLE, len(broken)),
        unscored,
        reasons,
        tuple(_longer(key, len(broken)) for key in keys) if keys else None,
    )


def _longer(column: Array, rows: int) -> Array:
    """Lay so many rows of nothing behind *column*, whose width stays."""
    return np.concatenate([column, np.zeros(rows, column.dtype)])


def _reasons(found: Scored) -> Iterator[tuple[int, Why]]:
    """Say of each row by its place why it cannot be scored: it was refused, or what counts is open."""
    places = {int(number): place for place, number in enumerate(found.numbers)} if found.rejected else {}
    for rejected in found.rejected:
        if not isinstance(rejected.problems, Broken):
            problem = rejected.problems[0]
            why = Why("refused", problem.fact) if problem.check is None else Why("contradicted", problem.check)
            yield places[rejected.number], why
    counted = {place for named, rows in found.open.items() if named[0] in ("total", "ranking") for place in rows}
    for place, missing in found.missing.items():
        if place in counted or found.columns[OUTCOME][place] == OPEN:
            yield place, Why("missing", missing[0])


def values_of(policy: Policy, fact: Fact, block: Block, facts: Mapping[str, Fact]) -> tuple[Array, Array]:
    """Give the coded values of *fact* of everybody in *block* in the order of the table, and whose are known and not empty.

    *facts* are all that the table may have.
    """
    numbers = np.concatenate([block.numbers, np.array(list(block.broken), np.int64)])
    values, given = np.full(len(numbers), full_range(fact)[0], width_of_fact(fact)), np.zeros(len(numbers), bool)
    places = list(range(len(block.numbers)))
    if isinstance(block, Columns):
        read = code_block(replace(policy, facts={fact.id: fact}), block)
        known = read.facts.columns.get(f"g_{fact.id}", np.ones(len(places), bool))
        values[: len(places)] = read.facts.columns[f"f_{fact.id}"]
        given[: len(places)] = read.lawful & known
        places = np.flatnonzero(~read.lawful).tolist()
    for place in places:
        value = _value(fact, block.row(place, facts))
        if value is not None:
            values[place], given[place] = value, True
    order = np.argsort(numbers, kind="stable")
    return values[order], given[order]


def _value(fact: Fact, row: Mapping[str, Any]) -> int | None:
    """Read one cell by itself; None where it says nothing that can be used, and nothing is assumed."""
    cell = row.get(fact.id, fact.default)
    try:
        value: int | None = None if cell is None else code_value(fact, cell, "")
    except Refused:
        return None
    return value
