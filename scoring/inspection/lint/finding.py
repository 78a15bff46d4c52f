"""What the linter says of a policy's meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from scoring.policy.facts import Value

Kind: TypeAlias = Literal[
    "policy", "fact", "field", "parameter", "table", "variable", "check", "requirement", "veto", "criterion", "group", "entitlement"
]
Person: TypeAlias = Mapping[str, "Value | None"]
"""Answers by fact, as `assess` reads them."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding: what is found (`code`), at the `kind` of thing called `where` and its `row`, if any, counted from 1.

    A field of a list is called `list.field`. `facts` fill the words. A `warning` is probably a mistake; a `note` is what the
    regulation may well intend and policy staff should know. Where a person shows what is found, `example` are that person's
    answers on the day `on`, and `other` those after the one step that is spoken of; both can be assessed as they are.
    """

    code: str
    kind: Kind = "policy"
    where: str = ""
    row: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Literal["warning", "note"] = "warning"
    example: Person | None = None
    other: Person | None = None
    on: date | None = None
