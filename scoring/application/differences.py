"""What differs between two contents of one application, place by place."""

from __future__ import annotations

from typing import Any

from scoring.application.filing import Content, Difference
from scoring.application.statistics import Statistics


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Say what differs, place by place, in the order of the places."""
    old, new = _places(before), _places(after)
    changed = sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place))
    return tuple(Difference(place, old.get(place), new.get(place)) for place in changed)


def _places(content: Content) -> dict[str, Any]:
    people = {
        f"people/{number}/{item}": getattr(person, item)
        for number, person in enumerate(content.people)
        for item in ("relation", "name", "identity_number")
    }
    statistics = {f"statistics/{item}": getattr(content.statistics, item) for item in Statistics.__slots__}
    facts = {f"facts/{id_}": value for id_, value in content.facts.items()}
    return {**facts, **people, **statistics, "office": content.office}
