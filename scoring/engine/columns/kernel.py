"""A policy's kernel: one generated function over blocks of rows, for the figures of one day and round."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from scoring.engine.award import Outcome
from scoring.engine.columns.emitting import emit
from scoring.engine.columns.items import Outline, outline
from scoring.engine.columns.operations import Operations
from scoring.engine.columns.operators import OPERATORS
from scoring.engine.columns.records import Array
from scoring.engine.columns.steps import Value
from scoring.engine.figures import check_day, parameters_of, round_of
from scoring.policy.language.calendar import from_date
from scoring.policy.model import Policy

OUTCOMES = (Outcome.VETOED, Outcome.REQUIREMENTS_NOT_MET, Outcome.BELOW_THRESHOLD, Outcome.ELIGIBLE)
"""What the codes of outcomes mean, in their order."""
Named: TypeAlias = tuple[str, str]
"""What an output is: its kind, and the id of the item where there are several."""
Run: TypeAlias = Callable[[Sequence[Array], Sequence[Array], Sequence[Array]], None]


@dataclass(frozen=True, slots=True)
class Kernel:
    """The compiled function, its tree, the columns it takes, and the widths of what it gives and of its buffers."""

    run: Run
    tree: ast.Module
    inputs: tuple[Value, ...]
    outputs: Mapping[Named, str]
    buffers: tuple[str, ...]


@lru_cache(maxsize=256)
def compile_kernel(policy: Policy, on: date, round_id: str | None = None, wanted: frozenset[str] = frozenset()) -> Kernel:
    """Compile the kernel of *policy* for the day *on*; of the kinds of `outputs_of` give those *wanted*, all where none is named.

    OutsideForce and RoundUnknown as `assess` raises them.
    """
    check_day(policy, on)
    ops = Operations()
    found = outline(policy, ops, parameters_of(policy, on, round_of(policy, on, round_id)), from_date(on))
    outputs = {named: value for named, value in outputs_of(found).items() if not wanted or named[0] in wanted}
    emitted = emit(ops, list(outputs.values()))
    tables = {name: np.array(numbers, width) for name, (numbers, width) in ops.tables.items()}
    names: dict[str, Any] = {"__builtins__": {}, **OPERATORS, **tables}
    exec(compile(emitted.tree, f"<columns of {policy.name}>", "exec"), names)  # noqa: S102 - the tree is built here from typed nodes alone
    widths = {named: value.width for named, value in outputs.items()}
    return Kernel(names["kernel"], emitted.tree, emitted.inputs, widths, emitted.buffers)


def outputs_of(found: Outline) -> dict[Named, Value]:
    """Name all that a kernel can give: `total`, `outcome`, and by id `points`, `row`, `check`, `entitlement`, `ranking`."""
    outputs = {("total", ""): found.total, ("outcome", ""): found.outcome}
    kinds = {"points": found.points, "row": found.rows, "check": found.checks, "entitlement": found.entitlements}
    outputs |= {(kind, id_): value for kind, values in kinds.items() for id_, value in values.items()}
    return outputs | {("ranking", str(place)): value for place, value in enumerate(found.ranking)}
