"""公示: what a public list shows of each person, so that it tells no outsider who stands on it.

An outsider may know surname, district and points of somebody. By what is shown of these, nobody may be one of fewer than `K`
lines: what is rarer is shown in more general words, and stays on the list. Row numbers, a file's number and a rank are known to
no outsider and do not count. Rules that demand more are followed as they are; how many people that gives away is measured, and
is told first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from scoring.application.plain import sha256
from scoring.policy.procedure import LIST_FIELDS, ListField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

K = 5
"""So many people at least are alike in what is shown of them."""

DEFAULT: tuple[ListField, ...] = ("masked_name", "district", "score_band")
WIDTHS = (10, 20, 50, 100)
"""How many points a band is wide, the narrowest first."""

_SAFE = frozenset({*DEFAULT, "reference", "rank"})
_NAMES = frozenset({"name", "masked_name"})
_KNOWN = ("name", "district", "band", "total")
"""What is shown, by its key, and may be known to an outsider."""

NAMELESS = "***"
_NOTHING = (None, "", NAMELESS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is to stand on a list: the file's number, and what can be shown. `district` is empty where none is known."""

    reference: str
    name: str = field(repr=False)
    district: str
    total: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line: of which file, and what is shown by the list's fields: `district` is empty for the city, `band` None for any."""

    reference: str
    shown: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """How many lines are like no other in what is shown (`alone`), or like fewer than K (`rare`); `least` are alike.

    A line that shows nothing which an outsider may know gives nobody away, however few there are.
    """

    lines: int
    alone: int
    rare: int
    least: int


@dataclass(frozen=True, slots=True)
class _Step:
    """How much is shown of what an outsider may know; `width` is None for no band at all."""

    name: bool
    district: bool
    width: int | None


def demanded(fields: Sequence[ListField]) -> tuple[ListField, ...]:
    """Give the fields of *fields* that go beyond what can be made general: such a list needs its article and a second person."""
    more = [each for each in fields if each not in _SAFE or (each == "rank" and not _NAMES.isdisjoint(fields))]
    return tuple(more)


def arrange(candidates: Iterable[Candidate], fields: Sequence[ListField]) -> tuple[Line, ...]:
    """Give the lines of a list, the same for the same people in whatever order; everybody stands on it once."""
    people = sorted(candidates, key=lambda person: person.reference)
    ladder = _ladder(fields)
    steps = dict.fromkeys((person.reference for person in people), ladder[0]) if demanded(fields) else _steps(people, ladder)
    ranks = _ranks(people)
    lines = [Line(p.reference, _shown(p, steps[p.reference], fields, ranks[p.total])) for p in people]
    return tuple(sorted(lines, key=_place))


def measure(lines: Sequence[Line]) -> Measure:
    """Count how many people a list gives away."""
    alike = Counter(_known(line.shown) for line in lines)
    sizes = [alike[_known(line.shown)] for line in lines]
    found = [size for line, size in zip(lines, sizes, strict=True) if any(line.shown.get(key) not in _NOTHING for key in _KNOWN)]
    return Measure(len(lines), found.count(1), sum(size < K for size in sizes), min(sizes, default=0))


def _ladder(fields: Sequence[ListField]) -> tuple[_Step, ...]:
    """Give what is shown at each step, the first the most: the surname goes first, then the district; then bands widen."""
    first = _Step("masked_name" in fields, "district" in fields, WIDTHS[0] if "score_band" in fields else None)
    bands = [*WIDTHS[1:], None] if "score_band" in fields else []
    nameless = replace(first, name=False)
    everywhere = replace(nameless, district=False)
    return tuple(dict.fromkeys([first, nameless, everywhere, *(replace(everywhere, width=width) for width in bands)]))


def _steps(people: Sequence[Candidate], ladder: Sequence[_Step]) -> dict[str, _Step]:
    """Take whoever is rare one step further, until nobody is; the last step shows nothing that tells people apart."""
    at = dict.fromkeys((person.reference for person in people), 0)
    last = len(ladder) - 1
    for number in range(last):
        for group in _groups(people, at, number, ladder):
            if len(group) < K:
                at.update(dict.fromkeys(group, number + 1))
    left = [reference for reference, number in at.items() if number == last]
    if 0 < len(left) < K:
        at.update(dict.fromkeys(_company(people, at, ladder), last))
    for number in range(1, last + 1):
        for group in _groups(people, at, number, ladder):
            if len(group) >= K:
                at.update(dict.fromkeys(group, _first_alike(people, group, number, ladder)))
    return {reference: ladder[number] for reference, number in at.items()}


def _first_alike(people: Sequence[Candidate], group: Sequence[str], number: int, ladder: Sequence[_Step]) -> int:
    """Give the first step at which the whole group is shown alike: what they have in common need not be left out."""
    wanted = set(group)
    members = [person for person in people if person.reference in wanted]
    return next(step for step in range(number + 1) if len({_at_step(person, ladder[step]) for person in members}) == 1)


def _company(people: Sequence[Candidate], at: Mapping[str, int], ladder: Sequence[_Step]) -> Sequence[str]:
    """Give the group that is made as general as the few who are left: the nearest, of these the smallest."""
    for number in reversed(range(len(ladder) - 1)):
        groups = _groups(people, at, number, ladder)
        if groups:
            return min(groups, key=len)
    return ()


def _groups(people: Sequence[Candidate], at: Mapping[str, int], number: int, ladder: Sequence[_Step]) -> list[list[str]]:
    """Give those at one step who are shown alike, in the order of what is shown."""
    found: dict[tuple[str, str, Decimal], list[str]] = defaultdict(list)
    for person in people:
        if at[person.reference] == number:
            found[_at_step(person, ladder[number])].append(person.reference)
    return [found[alike] for alike in sorted(found)]


def _at_step(person: Candidate, step: _Step) -> tuple[str, str, Decimal]:
    low = _low(person.total, step.width) if step.width else Decimal(0)
    return person.name[:1] if step.name else "", person.district if step.district else "", low


def _shown(person: Candidate, step: _Step, fields: Sequence[ListField], rank: int) -> dict[str, Any]:
    name, district, low = _at_step(person, step)
    values: Mapping[ListField, tuple[str, Any]] = {
        "masked_name": ("name", f"{name}**" if step.name else NAMELESS),
        "name": ("name", person.name),
        "district": ("district", district),
        "score_band": ("band", [str(low), str(low + step.width)] if step.width else None),
        "total": ("total", str(person.total)),
        "rank": ("rank", rank),
        "reference": ("reference", person.reference),
    }
    return dict(values[each] for each in LIST_FIELDS if each in fields)


def _low(total: Decimal, width: int) -> Decimal:
    return (total / width).__floor__() * Decimal(width)


def _ranks(people: Sequence[Candidate]) -> dict[Decimal, int]:
    """Give the place of each total, the highest first; equal totals share one."""
    places: dict[Decimal, int] = {}
    for place, total in enumerate(sorted((person.total for person in people), reverse=True), start=1):
        places.setdefault(total, place)
    return places


def _known(shown: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(shown.get(key)) for key in _KNOWN)


def _place(line: Line) -> tuple[Any, ...]:
    """Sort by rank where one is shown, else by what is shown: the order gives away nothing else."""
    shown = line.shown
    return shown.get("rank", 0), str(shown.get("district", "")), str(shown.get("name", "")), *_known(shown), sha256(line.reference)
