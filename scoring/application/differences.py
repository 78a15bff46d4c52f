"""What differs between two contents of one application, place by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from scoring.application.filing import Content, Difference
from scoring.application.statistics import Statistics

if TYPE_CHECKING:
    from scoring.application.filing import Named

_ITEMS = ("relation", "name", "identity_number")


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Say what differs, place by place, in the order of the places.

    A person stands at `people/<number>`, by the number after; who was taken out at `removed/<number>`, by the number before.
    """
    old, new = _places(before), _places(after)
    changed = [Difference(place, old.get(place), new.get(place)) for place in old.keys() | new.keys()]
    found = [each for each in (*changed, *_of_people(before, after)) if each.before != each.after]
    return tuple(sorted(found, key=lambda each: each.place))


def _places(content: Content) -> dict[str, Any]:
    statistics = {f"statistics/{item}": getattr(content.statistics, item) for item in Statistics.__slots__}
    facts = {f"facts/{id_}": value for id_, value in content.facts.items()}
    return {**facts, **statistics, "office": content.office, "points": content.points or None}


def _of_people(before: Content, after: Content) -> Iterator[Difference]:
    was = who_was_who(before.people, after.people)
    for number, person in enumerate(after.people):
        old = before.people[was[number]] if number in was else None
        yield from (Difference(f"people/{number}/{item}", getattr(old, item, None), getattr(person, item)) for item in _ITEMS)
    for number in sorted(set(range(len(before.people))) - set(was.values())):
        old = before.people[number]
        yield from (Difference(f"removed/{number}/{item}", getattr(old, item), None) for item in _ITEMS)


def who_was_who(before: tuple[Named, ...], after: tuple[Named, ...]) -> dict[int, int]:
    """Find who is who: by identity number, else by relation and name, else by place and relation.

    Gives the numbers before, by those after.
    """
    found: dict[int, int] = {0: 0} if before and after else {}
    ways: tuple[Callable[[int, Named], object], ...] = (
        lambda _number, person: person.identity_number or None,
        lambda _number, person: (person.relation, person.name),
        lambda number, person: (number, person.relation),
    )
    for key in ways:
        left = {key(n, person): n for n, person in enumerate(before) if n not in found.values()}
        for number, person in enumerate(after):
            known = key(number, person)
            if number not in found and known is not None and known in left:
                found[number] = left.pop(known)
    return found
