"""The words of the row that each criterion matched, from its number: a column of a few texts, each kept once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyarrow as pa

from scoring.engine.columns.records import Array
from scoring.engine.row_words import counts_units
from scoring.engine.rows import Line, Rows
from scoring.engine.words import Language
from scoring.policy.model import Policy

MATCHED = pa.dictionary(pa.int32(), pa.string())
"""The type of such a column."""


def matched(policy: Policy, criterion: str, numbers: Array, open_: Array | None, language: Language) -> pa.Array:
    """Say which row of *criterion* gave the points, null where none did or where it is open.

    *numbers* are those of rows, from 1, or, of a rule with one row, how many units it counted; 0 is none.
    """
    words, counts = _words(policy, criterion, language)
    places = (np.minimum(numbers, 1) if counts else numbers).astype(np.int32) - 1
    none = places < 0 if open_ is None else (places < 0) | open_
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=none), words)


@lru_cache(maxsize=4096)
def _words(policy: Policy, id_: str, language: Language) -> tuple[pa.Array, bool]:
    """Give the words of all rows in their order, each with its article, and whether numbers are of units instead."""
    criterion = next(each for each in policy.criteria_in_order() if each.id == id_)
    counts = counts_units(criterion)
    lines = list(Rows(policy, language).rule(criterion.rule))[: 1 if counts else None]
    return pa.array([_said(line, criterion.about.reference, language) for line in lines], pa.string()), counts


def _said(line: Line, own: str, language: Language) -> str:
    reference = line.reference or own
    if not reference:
        return line.condition
    return f"{line.condition}（{reference}）" if language == "zh" else f"{line.condition} ({reference})"
