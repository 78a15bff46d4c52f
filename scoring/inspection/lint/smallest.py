"""The smallest person who still shows a finding: the fewest answers, then the lowest values."""

from __future__ import annotations

from collections.abc import Callable

from scoring.inspection.lint.finding import Person
from scoring.inspection.lint.trials import Shows, Trials, with_step
from scoring.policy.facts import Value


class Smallest:
    """Makes the two persons of one *step* of *fact* smaller as long as they show it."""

    def __init__(self, trials: Trials, fact: str, shows: Shows) -> None:
        self.trials, self.fact, self.shows = trials, fact, shows

    def of(self, pair: tuple[Person, Person]) -> tuple[Person, Person]:
        """Take away every other answer that is not needed, lower those that are, and then the step itself where it is single."""
        step = (pair[0][self.fact], pair[1][self.fact])
        rest = {id_: value for id_, value in pair[0].items() if id_ != self.fact}
        for id_ in list(rest):
            fewer = {other: value for other, value in rest.items() if other != id_}
            rest = fewer if self._still(fewer, step) else rest
        for id_, value in list(rest.items()):
            rest[id_] = self._lowest(id_, value, self._with_answer(rest, id_, step))
        match step:
            case (int() as one, int() as other) if type(one) is int and abs(other - one) == 1:
                start = self._lowest(self.fact, one, lambda v: isinstance(v, int) and self._still(rest, (v, v + other - one)))
                step = (start, start + other - one) if isinstance(start, int) else step
        return with_step({id_: rest[id_] for id_ in self.trials.policy.facts if id_ in rest}, self.fact, step)

    def _still(self, person: Person, step: tuple[Value | None, Value | None]) -> bool:
        return self.trials.shown(with_step(person, self.fact, step), self.shows) is not None

    def _with_answer(self, person: Person, id_: str, step: tuple[Value | None, Value | None]) -> Callable[[Value | None], bool]:
        return lambda value: self._still({**person, id_: value}, step)

    def _lowest(self, id_: str, value: Value | None, is_enough: Callable[[Value | None], bool]) -> Value | None:
        """Give the lowest value tried that is enough; of whole numbers, the lowest between it and the one tried before."""
        tried = self.trials.values[id_]
        place = next((place for place, one in enumerate(tried) if one == value or is_enough(one)), None)
        if place is None:
            return value
        low, high = tried[max(place - 1, 0)], tried[place]
        if type(low) is not int or type(high) is not int:
            return high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if is_enough(middle) else (middle, high)
        return high
