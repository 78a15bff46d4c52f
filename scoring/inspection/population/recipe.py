"""How one fact of a policy is drawn: its shape in coded values, with what is not declared filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.inspection.population.shapes import FactShape, Limit, Otherwise
from scoring.policy.facts import Fact
from scoring.policy.language.types import Range
from scoring.policy.values import full_range

_BOOLEANS = ("false", "true")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Recipe:
    """How *fact* is drawn.

    `weights` stand beside `starts`: of options their places; of numbers the coded values where bands begin and, at the end, one
    more for where the last band ends; of dates years; of lists how many entries.
    """

    fact: Fact
    starts: tuple[int, ...]
    weights: tuple[int, ...]
    given: int = _HUNDRED
    at_most: tuple[Limit, ...] = ()
    fields: tuple[Recipe, ...] = ()
    by: str = ""
    of: Mapping[int, Recipe] = field(default_factory=dict)


def recipe_of(fact: Fact, shape: FactShape | None, otherwise: Otherwise, chooser: Fact | None = None) -> Recipe:
    """Make the recipe of *fact*; *chooser* is the fact that its shape goes by."""
    starts, weights = _spread(fact, shape, otherwise)
    declared = shape.fields if shape is not None else {}
    given = shape.given if shape is not None and shape.given is not None else otherwise.given
    return Recipe(
        fact,
        starts,
        weights,
        given=given if fact.optional and fact.default is None else _HUNDRED,  # what is not said has the default
        at_most=shape.at_most if shape is not None else (),
        fields=tuple(recipe_of(each, declared.get(each.id), otherwise) for each in fact.fields),
        by=chooser.id if chooser is not None else "",
        of={}
        if shape is None or chooser is None
        else {_place(chooser, o): recipe_of(fact, s, otherwise) for o, s in shape.of.items()},
    )


def options_of(fact: Fact) -> tuple[str, ...]:
    """Give the options of a choice, or of a question for yes or no, in the order of their codes; none of any other fact."""
    return _BOOLEANS if fact.kind == "boolean" else tuple(option.id for option in fact.options)


def _place(chooser: Fact, option: str) -> int:
    return options_of(chooser).index(option)


def _spread(fact: Fact, shape: FactShape | None, otherwise: Otherwise) -> tuple[tuple[int, ...], tuple[int, ...]]:
    match fact.kind:
        case "boolean" | "choice":
            options = options_of(fact)
            even = dict.fromkeys(options, 1) if fact.kind == "choice" else otherwise.boolean
            weights = (shape.weights if shape is not None else None) or even
            return tuple(range(len(options))), tuple(weights.get(option, 0) for option in options)
        case "integer" | "decimal":
            return _bands(fact, shape, otherwise)
        case "date":
            years = (shape.years_before if shape is not None else None) or otherwise.years_before
            return tuple(years), tuple(years.values())
        case "list":
            records = (shape.records if shape is not None else None) or otherwise.records
            return tuple(min(number, fact.max_items) for number in records), tuple(records.values())
        case _:
            return (0,), (1,)


def _bands(fact: Fact, shape: FactShape | None, otherwise: Otherwise) -> tuple[tuple[int, ...], tuple[int, ...]]:
    low, high = full_range(fact)
    if shape is not None and shape.bands is not None:
        starts = [_within(int(start.scaleb(fact.places)), (low, high)) for start in shape.bands]
        return (*starts, high + 1), tuple(shape.bands.values())
    starts = [low + (high - low) * part // _HUNDRED for part in otherwise.number]
    return (*starts, high + 1), tuple(otherwise.number.values())


def _within(value: int, range_: Range) -> int:
    return max(range_[0], min(value, range_[1]))
