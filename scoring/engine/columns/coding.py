"""Columns of facts that were read one applicant at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from scoring.engine.columns.records import Array
from scoring.engine.columns.scoring import Coded
from scoring.engine.columns.widths import width_of
from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.values import full_range


def columns_of(policy: Policy, read: Sequence[Sequence[Any]]) -> Coded:
    """Give the columns of what the policy's reader *read*: for each applicant all facts in the policy's order, none missing."""
    columns: dict[str, Array] = {}
    for place, fact in enumerate(policy.facts.values()):
        columns.update(_columns(fact, [facts[place] for facts in read]))
    return Coded(len(read), columns)


def _columns(fact: Fact, values: Sequence[Any]) -> Iterator[tuple[str, Array]]:
    if fact.kind == "list":
        offsets = np.zeros(len(values) + 1, np.int64)
        np.cumsum([len(records) for records in values], out=offsets[1:])
        yield f"o_{fact.id}", offsets
        for place, field in enumerate(fact.fields):
            if field.kind != "text":
                fields = [record[place] for records in values for record in records]
                yield f"r_{fact.id}_{field.id}", np.array(fields, width_of_fact(field))
        return
    if fact.optional:
        yield f"g_{fact.id}", np.array([value is not None for value in values], bool)
    stand_in = full_range(fact)[0]  # nothing reads the value of an empty one
    yield f"f_{fact.id}", np.array([stand_in if value is None else value for value in values], width_of_fact(fact))


def width_of_fact(fact: Fact) -> str:
    """Give the width of the column of *fact*, or of a field."""
    return "bool" if fact.kind == "boolean" else width_of(*full_range(fact))
