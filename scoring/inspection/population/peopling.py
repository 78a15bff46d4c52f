"""A population in parts, each by itself: drawn, and drawn anew where answers contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from scoring.engine.columns.kernel import compile_kernel
from scoring.engine.columns.records import Array
from scoring.engine.columns.scoring import Coded, score
from scoring.inspection.population.drawing import Counters, draw
from scoring.inspection.population.plan import Plan
from scoring.inspection.population.refused import PopulationRefused

AT_ONCE = 65_536
"""How many people are drawn in one go."""
MOST_TRIES = 100


@dataclass(frozen=True, slots=True)
class Population:
    """`size` made-up people of a plan by a seed, who answer on the day `on`; the same for ever, and each by the row alone."""

    plan: Plan
    size: int
    seed: int
    on: date

    def parts(self, at_once: int = AT_ONCE) -> Iterator[Coded]:
        """Give the coded facts part by part, so that no more than *at_once* people are held.

        OutsideForce and RoundUnknown as `assess` raises them; PopulationRefused where answers contradict each other however
        often they are drawn.
        """
        for start in range(0, self.size, at_once):
            yield people_of(self, start, min(start + at_once, self.size))


def people_of(population: Population, start: int, stop: int) -> Coded:
    """Give the coded facts of the people from row *start*, counted from 0, up to *stop*."""
    plan, on = population.plan, population.on
    rows = np.arange(start, stop, dtype=np.int64)
    tries = np.zeros(len(rows), np.int64)
    found = draw(plan.recipes, Counters(population.seed, rows, tries), on)
    pending = np.flatnonzero(~_holds(population, found))
    if not len(pending):
        return found
    while len(pending):
        tries[pending] += 1
        again = draw(plan.recipes, Counters(population.seed, rows[pending], tries[pending]), on)
        holds = _holds(population, again)
        if tries[pending[0]] == MOST_TRIES and not holds.all():
            raise PopulationRefused(plan.file, plan.policy.name, _contradicted(population, again), MOST_TRIES)
        pending = pending[~holds]
    return draw(plan.recipes, Counters(population.seed, rows, tries), on)


def _checks(population: Population, facts: Coded) -> list[tuple[str, Array]]:
    kernel = compile_kernel(population.plan.policy, population.on, None, frozenset({"check"}))
    return [(id_, held) for (_, id_), held in score(kernel, facts).items()]


def _holds(population: Population, facts: Coded) -> Array:
    """Say of everybody whether no check is contradicted."""
    held = np.ones(facts.rows, bool)
    for _, each in _checks(population, facts) if population.plan.policy.checks else ():
        held &= each
    return held


def _contradicted(population: Population, facts: Coded) -> str:
    """Give the check that is contradicted most."""
    counts = {id_: int((~held).sum()) for id_, held in _checks(population, facts)}
    return max(counts, key=lambda id_: counts[id_])
