"""Which names an expression may use."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scoring.policy.language.tables import Dated, Shape
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Choice, Records, Type

_NAMES = """
years_since months_since days_since years_between months_between days_between date year month add_months min max abs clamp
count_of ratio round round_down round_up count sum best any all points at given
"""
FUNCTIONS = tuple(_NAMES.split())
_WORDS = "value total admitted assessment_date true false"
RESERVED = frozenset([*FUNCTIONS, *_WORDS.split(), *keyword.kwlist])  # Python reads its own words where a name would stand


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in reach. `value` is what `value` stands for within `over`; `points` are the ids `points(…)` may name.

    `points` None means that neither `points` nor `total` is in reach; `admitted` likewise.
    """

    facts: Mapping[str, Type]
    parameters: Mapping[str, Type] = field(default_factory=dict)
    dated: Mapping[str, Dated] = field(default_factory=dict)  # the values of the parameters that are not set by round
    tables: Mapping[str, Shape] = field(default_factory=dict)
    variables: Mapping[str, Type] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()  # the facts that may be empty
    guards: Mapping[str, Expression] = field(default_factory=dict)  # when a variable has a value, where it need not have one
    fields: Mapping[str, Type] = field(default_factory=dict)
    records: str = ""  # the list whose record `fields` belong to
    value: Expression | None = None
    points: frozenset[str] | None = None
    admitted: bool = False
    places: int = 0
    rounding: str = "half_up"

    def within(self, id_: str, records: Records) -> Scope:
        """Give the scope inside a record of the list *id_*."""
        return replace(self, fields=dict(records.fields), records=id_)

    def figures_alone(self) -> Scope:
        """Give the scope in which nothing of a person is in reach."""
        return replace(self, facts={}, variables={}, optional=frozenset(), guards={})

    def with_value(self, value: Expression) -> Scope:
        """Give the scope in which `value` is *value*."""
        return replace(self, value=value)

    def find(self, name: str) -> tuple[str, Type] | None:
        """Give kind and type of *name*; None where nothing in reach is called so."""
        tables = (("field", self.fields), ("fact", self.facts), ("parameter", self.parameters), ("variable", self.variables))
        return next(((kind, table[name]) for kind, table in tables if name in table), None)

    def names(self) -> list[str]:
        """Give every name in reach."""
        return [*self.fields, *self.facts, *self.parameters, *self.tables, *self.variables, "assessment_date"]


def option_index(choice: Choice, name: str) -> int | None:
    """Give the coded form of an option; None where the choice has none of that name."""
    return choice.options.index(name) if name in choice.options else None
