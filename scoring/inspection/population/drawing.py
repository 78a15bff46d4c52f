"""Drawing the coded facts of so many people by their recipes: whole columns at once, each value from its own counters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from scoring.engine.columns.coding import width_of_fact
from scoring.engine.columns.records import Array
from scoring.engine.columns.scoring import Coded
from scoring.inspection.population.chance import below, picked, words
from scoring.inspection.population.recipe import Recipe
from scoring.policy.facts import Fact
from scoring.policy.language.calendar import add_months, from_date, to_date
from scoring.policy.values import full_range

_OLDEST = 150  # years
_HUNDRED = 100
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Counters:
    """Which people are drawn: their rows, and how often each was drawn before; `entry` counts the records of a list."""

    seed: int
    rows: Array
    tries: Array
    entry: Array | None = None

    def words(self, name: str) -> Array:
        """Give a word for each of them; *name* says what for."""
        counters = (self.rows, self.tries) if self.entry is None else (self.rows, self.tries, self.entry)
        return words(self.seed, name, *counters)


def draw(recipes: tuple[Recipe, ...], counters: Counters, on: date) -> Coded:
    """Give the facts of everybody in *counters*, as people answer on the day *on*."""
    drawing = _Drawing(counters, on)
    for recipe in recipes:
        drawing.columns.update(drawing.fact(recipe))
    return Coded(len(counters.rows), drawing.columns)


class _Drawing:
    def __init__(self, counters: Counters, on: date) -> None:
        self.counters, self.on = counters, on
        self.columns: dict[str, Array] = {}

    def fact(self, recipe: Recipe) -> Iterator[tuple[str, Array]]:
        fact = recipe.fact
        if fact.kind == "list":
            yield from self._records(recipe)
            return
        values = self._value(recipe)
        for option, inner in recipe.of.items():
            values = np.where(self.columns[f"f_{recipe.by}"] == option, self._value(inner), values)
        if fact.optional:
            given = below(self.counters.words(f"{fact.id}?"), _HUNDRED) < recipe.given
            yield f"g_{fact.id}", given
            values = np.where(given, values, full_range(fact)[0])
        yield f"f_{fact.id}", values.astype(width_of_fact(fact))

    def _value(self, recipe: Recipe) -> Array:
        values = spread(recipe, self.counters, recipe.fact.id, self.on)
        return self._limited(recipe, values) if recipe.at_most else values

    def _limited(self, recipe: Recipe, values: Array) -> Array:
        """Draw anew what is above a limit, evenly up to it."""
        fact, least = recipe.fact, full_range(recipe.fact)[0]
        limit = np.min([self._limit(each.fact, each.years_since, each.less, each.times, fact) for each in recipe.at_most], axis=0)
        again = least + below(self.counters.words(f"{fact.id}<"), np.maximum(limit - least, 0) + 1)
        limited: Array = np.where(values > limit, again, values)
        return limited

    def _limit(self, other: str, since: str, less: int, times: int, fact: Fact) -> Array:
        if since:
            years = (from_date(self.on) - self.columns[f"f_{since}"].astype(np.int64)) // 10_000
        else:
            years = self.columns[f"f_{other}"].astype(np.int64)
        limit: Array = (years - less) * times * 10**fact.places
        return limit

    def _records(self, recipe: Recipe) -> Iterator[tuple[str, Array]]:
        list_, counters = recipe.fact, self.counters
        counts = np.array(recipe.starts)[picked(counters.words(list_.id), recipe.weights)]
        owner = np.repeat(np.arange(len(counts)), counts)
        entry = np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]
        these = Counters(counters.seed, counters.rows[owner], counters.tries[owner], entry)
        fields = {f.fact.id: spread(f, these, f"{list_.id}.{f.fact.id}", self.on) for f in recipe.fields if f.fact.kind != "text"}
        kept = _unlike(list_, fields, owner)
        offsets = np.zeros(len(counts) + 1, np.int64)
        np.cumsum(np.bincount(owner[kept], minlength=len(counts)), out=offsets[1:])
        yield f"o_{list_.id}", offsets
        for field in list_.fields:
            if field.kind != "text":
                yield f"r_{list_.id}_{field.id}", fields[field.id][kept].astype(width_of_fact(field))


def _unlike(list_: Fact, fields: Mapping[str, Array], owner: Array) -> Array:
    """Give the places of the records that are like none before them in what makes them one; texts are all different."""
    if not list_.unique or not fields.keys() >= set(list_.unique):
        return np.arange(len(owner))
    _, first = np.unique(np.stack([owner, *(fields[id_] for id_ in list_.unique)]), axis=1, return_index=True)
    kept: Array = np.sort(first)
    return kept


def spread(recipe: Recipe, counters: Counters, name: str, on: date) -> Array:
    """Draw one fact or field as its recipe spreads it, without limits."""
    place = picked(counters.words(name), recipe.weights)
    within = counters.words(f"{name}~")
    match recipe.fact.kind:
        case "integer" | "decimal":
            starts = np.array(recipe.starts, np.int64)
            first, width = starts[place], np.maximum(starts[place + 1] - starts[place], 1)
            return first + below(within, width)
        case "date":
            ends = [_ordinal(add_months(from_date(on), -12 * years)) for years in (*recipe.starts, _OLDEST)]
            latest = np.array(ends, np.int64)
            days = latest[place] - below(within, latest[place] - latest[place + 1])
            low, high = full_range(recipe.fact)
            clipped: Array = np.clip(_coded_days(days), low, high)
            return clipped
        case _:
            return place


def _ordinal(day: int) -> int:
    return to_date(day).toordinal()


def _coded_days(ordinals: Array) -> Array:
    """Code days, counted as `date.toordinal` does, as yyyymmdd."""
    days = (ordinals - _EPOCH).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64)
    coded: Array = (month // 12 + 1970) * 10_000 + (month % 12 + 1) * 100 + (days - months).astype(np.int64) + 1
    return coded
