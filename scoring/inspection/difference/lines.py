"""Properties that hold several values, one by one: options, days, offices, the figures of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.engine.naming import day_words, digits
from scoring.engine.prose import in_both
from scoring.inspection.difference.meaning import is_expression, meaning
from scoring.inspection.difference.texts import code_words, property_words
from scoring.inspection.difference.wording import joined
from scoring.policy.facts import Parameter, Table
from scoring.policy.language import calendar
from scoring.policy.language.tables import ByBand, ByOption, Levels
from scoring.policy.language.tree import Constant
from scoring.policy.model import Period
from scoring.policy.wording import EMPTY, Text, text


@dataclass(frozen=True, slots=True)
class Line:
    """One of several values: the key by which it is known, that key in words, and the value."""

    key: Any
    words: Text
    value: Any


def is_compound(value: Any) -> bool:
    """Whether *value* has properties of its own."""
    return is_dataclass(value) and not isinstance(value, Text | Period) and not is_expression(value)


def has_lines(value: Any) -> bool:
    """Whether *value* is several values, each with a key."""
    return isinstance(value, Mapping) or (isinstance(value, tuple) and any(is_compound(each) for each in value))


def lines_of(holder: Any, value: Any) -> list[Line]:
    """Give the single values of a property of *holder*, in order: a mapping, or a list of things."""
    if isinstance(holder, Parameter):
        return [Line(key, _day_or_key(key), Constant(holder.type, coded)) for key, coded in value.items()]
    if isinstance(value, Mapping):
        return [Line(key, name_of(below, key), below) for key, below in value.items()]
    return [Line(getattr(each, "id", meaning(_first(each))), name_of(each, ""), each) for each in value]


def name_of(thing: Any, key: str) -> Text:
    """Give the words by which a thing goes: its label, name, title, question or kind, or else *key*; of a word, its property."""
    match thing:
        case Text():
            return thing
        case str():
            return property_words(key)
    about = getattr(thing, "about", thing)
    named = (getattr(about, name, EMPTY) for name in ("label", "name", "title", "question"))
    return next(filter(None, named), EMPTY) or code_words(key or getattr(thing, "kind", ""))


def _first(thing: Any) -> Any:
    return getattr(thing, fields(thing)[0].name)


def _day_or_key(key: str) -> Text:
    """Say a day in words; the name of a round is its own."""
    return _day(date.fromisoformat(key)) if calendar.parse(key) is not None else text(key)


def _day(day: date) -> Text:
    return in_both(lambda language: day_words(day, language))


def table_lines(table: Table) -> list[Line]:
    """Give every figure of *table*, known by its day and by where it stands for each argument."""
    return [
        Line((day, *key), joined([_day(calendar.to_date(day)), *words]), Constant(table.shape.type, value))
        for day, cell in table.shape.values
        for key, words, value in _cells(cell, table.shape.levels)
    ]


def _cells(cell: Any, levels: tuple[Levels, ...]) -> Iterator[tuple[tuple[Any, ...], list[Text], int]]:
    below: list[tuple[Any, Text, Any]]
    match cell:
        case ByOption(cells=cells):
            below = [(option, text(option), each) for option, each in cells]
        case ByBand(starts=starts, cells=cells):
            first = levels[0]
            below = [(start, _start(start, first), each) for start, each in zip((None, *starts), cells, strict=True)]
        case _:
            yield (), [], cell
            return
    for key, words, each in below:
        for keys, more, value in _cells(each, levels[1:]):
            yield (key, *keys), [words, *more], value


def _start(start: Decimal | None, level: Levels) -> Text:
    if start is None:
        return text("…")
    return _day(calendar.to_date(int(start))) if level.is_day else text(f"≥ {digits(start)}")
