"""The words of a pre-flight: what can be contested, how it was claimed and established, and what would come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from scoring.application.preflight import Contestable, PreFlight, WouldBe
from scoring.application.verifying import ADMISSION, RANKING
from scoring.pages.values import say_value, typed
from scoring.pages.words import say_outcome, say_points
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class PreFlightWords:
    """The words of one pre-flight, for both skins; nothing in them says who reads them."""

    found: PreFlight

    def name(self, item: Contestable) -> str:
        """Name an item by what of the paper rests on it; by its facts where nothing does by itself."""
        labels = self._labels()
        return _("; ").join([labels[id_] for id_ in item.items] or [self.fact(fact) for fact in item.facts])

    def fact(self, fact: str) -> str:
        """Name a fact."""
        return self.found.policy.facts[fact].label.say(language())

    def claimed(self, fact: str) -> str:
        """Say what was claimed of a fact."""
        return self._value(fact, self.found.claimed)

    def established(self, fact: str) -> str:
        """Say what was established of it."""
        return self._value(fact, self.found.established)

    def result(self, would_be: WouldBe) -> str:
        """Say what would come out: points, line and outcome."""
        if would_be.outcome is None:
            return _("This contradicts what is established of the other facts; it cannot be accepted by itself.")
        outcome = say_outcome(would_be.outcome)
        if would_be.total is None:
            return outcome
        known = {"points": say_points(would_be.total), "outcome": outcome}
        if would_be.threshold is None:
            return _("%(points)s points: %(outcome)s", **known)
        return _("%(points)s points (line %(line)s): %(outcome)s", line=say_points(would_be.threshold), **known)

    def numbers(self, would_be: WouldBe) -> str:
        """Name the items that are accepted together."""
        return _(" and ").join(str(number) for number in would_be.numbers)

    def _labels(self) -> dict[str, str]:
        policy = self.found.policy
        parts = (*policy.requirements, *policy.vetoes, *policy.walk())
        own = {ADMISSION: _("What decides on admission"), RANKING: _("What ranks among equals")}
        return {part.id: part.about.label.say(language()) for part in parts} | own

    def _value(self, fact: str, facts: Mapping[str, Any]) -> str:
        if facts.get(fact) in (None, ""):
            return _("nothing")
        known = self.found.policy.facts[fact]
        value = typed(known, facts[fact])
        return _("nothing") if value is None else _("; ").join(say_value(self.found.policy, known, value, language()))
