"""Comparing what two policies say of one thing, property by property, whatever the properties are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from scoring.inspection.difference.change import Change, Kind, Part
from scoring.inspection.difference.lines import Line, has_lines, is_compound, lines_of, table_lines
from scoring.inspection.difference.meaning import meaning
from scoring.inspection.difference.pairing import pair
from scoring.inspection.difference.texts import in_both
from scoring.inspection.difference.wording import told_apart, with_name, words_of
from scoring.policy.facts import Fact, Parameter
from scoring.policy.language.tables import Shape
from scoring.policy.model import Policy
from scoring.policy.wording import EMPTY, Text

_FLAT = frozenset({"about", "shape"})  # parts that are no property by themselves
_COMMON = frozenset({"common_label", "common_help"})  # what the vocabulary says follows from a fact's being shared


@dataclass(frozen=True, slots=True)
class Place:
    """Of what in which two policies the differences are; the fields are those of `Change`."""

    old: Policy
    new: Policy
    part: Part
    id: str = ""
    label: Text = EMPTY
    row: Text = EMPTY
    what: str = ""
    reference: str = ""

    def at(self, name: str) -> Place:
        """Give the place of one property."""
        if name in _FLAT:
            return self
        return replace(self, what=f"{self.what}.{name}" if self.what else name)

    def on_row(self, words: Text, reference: str = "") -> Place:
        """Give the place of one row."""
        row = with_name(self.row, words) if self.row else words
        return replace(self, row=row, reference=reference or self.reference)

    def change(self, kind: Kind, old: Text = EMPTY, new: Text = EMPTY) -> Change:
        """Make the difference that is here."""
        return Change(self.part, kind, self.id, self.label, self.row, self.what, old, new, self.reference)


def compare_fields(place: Place, old: Any, new: Any, but: frozenset[str] = frozenset()) -> Iterator[Change]:
    """Compare all properties of two things of one class, save those named *but* and those that follow from another."""
    for field in fields(old):
        if field.name not in but | _following(old, new):
            values = getattr(old, field.name), getattr(new, field.name)
            if meaning(values[0]) != meaning(values[1]):
                yield from _compare(place.at(field.name), field.name, (old, values[0]), (new, values[1]))


def compare_value(place: Place, name: str, old: tuple[Any, Any], new: tuple[Any, Any]) -> Iterator[Change]:
    """Compare one property *name*: pairs of the thing that has it and its value there."""
    if meaning(old[1]) != meaning(new[1]):
        said = words_of(place.old, old[0], name, old[1]), words_of(place.new, new[0], name, new[1])
        yield place.change("changed", *told_apart((said[0], old[1]), (said[1], new[1])))


def _compare(place: Place, name: str, old: tuple[Any, Any], new: tuple[Any, Any]) -> Iterator[Change]:
    if isinstance(old[1], Shape) and isinstance(new[1], Shape):
        tables = (old[0], table_lines(old[0])), (new[0], table_lines(new[0]))
        yield from compare_lines(place.at("values"), "values", *tables)
    elif is_compound(old[1]) and type(old[1]) is type(new[1]):
        yield from compare_fields(place, old[1], new[1])
    elif has_lines(old[1]) or has_lines(new[1]):
        lines = (old[0], lines_of(*old)), (new[0], lines_of(*new))
        yield from compare_lines(place, name, *lines)
        if isinstance(new[1], tuple):
            yield from moves(lambda line: place.on_row(line.words), *(each for _, each in lines))
    else:
        yield from compare_value(place, name, old, new)


def _following(old: Any, new: Any) -> frozenset[str]:
    """Give the properties that say nothing of their own beside another that differs."""
    if not isinstance(old, Fact):
        return frozenset({"type", "levels"} if isinstance(old, Parameter) else ())
    following = _COMMON | ({"type"} if old.kind != new.kind else set())
    return frozenset(following | ({"required"} if meaning(old.default) != meaning(new.default) else set()))


def compare_lines(place: Place, name: str, old: tuple[Any, Sequence[Line]], new: tuple[Any, Sequence[Line]]) -> Iterator[Change]:
    """Compare the values of one property *name*: pairs of the thing that has them and the values."""
    olds, news = old[1], new[1]
    pairing = pair([line.key for line in olds], [line.key for line in news], _may_be_renamed)
    for i in pairing.removed:
        yield place.on_row(olds[i].words).change("removed", old=words_of(place.old, old[0], name, olds[i].value))
    for i, j in pairing.pairs:
        here, values = place.on_row(news[j].words), (olds[i].value, news[j].value)
        if is_compound(values[0]) and is_compound(values[1]):
            yield from compare_fields(here, *values)
        else:
            if olds[i].key != news[j].key:
                yield here.at("condition").change("changed", olds[i].words, news[j].words)
            yield from compare_value(here, name, (old[0], values[0]), (new[0], values[1]))
    for j in pairing.added:
        yield place.on_row(news[j].words).change("added", new=words_of(place.new, new[0], name, news[j].value))


def _may_be_renamed(old: Any, new: Any) -> bool:
    """Whether two values between the same neighbours are one: those known by their words, not by an id."""
    return isinstance(old, tuple) and isinstance(new, tuple)


def moves(at: Callable[[Line], Place], old: Sequence[Line], new: Sequence[Line]) -> Iterator[Change]:
    """Give those that stand in another order among the rest; *at* gives the place of one of the new."""
    for i, j in pair([line.key for line in old], [line.key for line in new]).moved:
        yield at(new[j]).at("order").change("moved", _after(old, i), _after(new, j))


def _after(lines: Sequence[Line], place: int) -> Text:
    return in_both("after", label=lines[place - 1].words) if place else in_both("first")
