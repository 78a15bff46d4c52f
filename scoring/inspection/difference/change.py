"""What a difference is: one thing that one of two policies says and the other does not, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from scoring.policy.wording import EMPTY, Text

Part: TypeAlias = Literal[
    "head",
    "fact",
    "parameter",
    "table",
    "variable",
    "check",
    "evidence",
    "requirement",
    "veto",
    "group",
    "criterion",
    "row",
    "selection",
    "entitlement",
    "procedure",
    "round",
]
Kind: TypeAlias = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two policies.

    `id` and `label` name the thing, `row` the row of it (a band, an option, a day) where one row differs; `part` is then still that
    of the thing, but for a row of a criterion. `what` is the property, as in `texts.WHAT`, of a part of the thing with a dot
    (`ask.section`). `old` and `new` are empty where there was or is nothing. `reference` is the article that the new policy names,
    else the old one.
    """

    part: Part
    kind: Kind
    id: str
    label: Text
    row: Text = EMPTY
    what: str = ""
    old: Text = EMPTY
    new: Text = EMPTY
    reference: str = ""
