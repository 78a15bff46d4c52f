"""All that a person could do, as a box of places: a dial for each fact that can be changed and each field of what is added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from scoring.engine.advice.dials import Dial, FactDial, Field
from scoring.policy.facts import Fact
from scoring.policy.language.range_functions import hull
from scoring.policy.language.ranges import KnownRecords, Ranges, UnknownRecords
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Range
from scoring.policy.values import full_range

Point: TypeAlias = tuple[int, ...]
"""A place for every dial."""
Key: TypeAlias = tuple[int, int, tuple[int, ...], Point]
"""What orders points: cost, facts changed, which, how far."""
Record: TypeAlias = tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """All points from `low` to `high`, both included."""

    low: Point
    high: Point


@dataclass(frozen=True, slots=True)
class Movable:
    """A fact that can be changed: its `rank` in the policy's order, its dial, and the coded value it has `now`."""

    rank: int
    fact: Fact
    dial: FactDial
    now: Any


@dataclass(frozen=True, slots=True)
class Slot:
    """A record that may be added: for each field the number of its dial, or the one coded value it can have."""

    fields: tuple[tuple[Fact, int | None, Any], ...]


@dataclass(frozen=True, slots=True)
class Lever:
    """A fact that is changed or not by dial `number`; a list has `slots`."""

    rank: int
    fact: Fact
    dial: FactDial
    now: Any
    number: int
    slots: tuple[Slot, ...] = ()


class Space:
    """The levers of one person on one *day* (coded)."""

    def __init__(self, movable: Iterable[Movable], day: int) -> None:
        self.dials: list[Dial] = []
        self.levers: list[Lever] = []
        for one in movable:
            number = len(self.dials)
            self.dials.append(one.dial)
            count = one.dial.last if one.fact.kind == "list" else 0
            slots = tuple(self._slot(one.fact, day, index) for index in range(count))
            self.levers.append(Lever(one.rank, one.fact, one.dial, one.now, number, slots))
        self.unique = {
            number
            for lever in self.levers
            for slot in lever.slots
            for field, number, _ in slot.fields
            if field.id in lever.fact.unique
        }
        self.lists = [lever for lever in self.levers if lever.slots]
        start = tuple(0 for _ in self.dials)
        self.start = Box(start, start)
        self.root = Box(start, tuple(dial.last for dial in self.dials))

    def _slot(self, fact: Fact, day: int, index: int) -> Slot:
        fields: list[tuple[Fact, int | None, Any]] = []
        for field in fact.fields:
            low, high = (day, day) if field.kind == "date" else full_range(field)
            if field.kind == "text":
                fields.append((field, None, f"+{index + 1}"))
            elif low == high:
                fields.append((field, None, low))
            else:
                self.dials.append(Field(low, high))
                fields.append((field, len(self.dials) - 1, None))
        return Slot(tuple(fields))

    def key(self, point: Point) -> Key:
        """Order *point*: the lowest key is the best way. Within a box its lowest corner has the lowest key."""
        changed = tuple(lever.rank for lever in self.levers if point[lever.number])
        cost = sum(lever.dial.cost(point[lever.number]) for lever in self.levers)
        return (cost, len(changed), changed, point)

    def alone(self, lever: Lever) -> Box:
        """Give the box in which *lever* is turned, and nothing else is."""
        own = {lever.number, *(number for slot in lever.slots for _, number, _ in slot.fields)}
        high = tuple(place if number in own else 0 for number, place in enumerate(self.root.high))
        return Box(put(self.root.low, lever.number, 1), high)

    def split(self, box: Box) -> Iterator[Box]:
        """Give *box* in two halves, the cheaper first; nothing where it is a single point.

        What costs the most is halved first; of what costs nothing, that which must be unique, then what is soonest settled.
        """
        if open_ := self._open(box):
            number = max(open_, key=lambda i: (self._breadth(box, i), i in self.unique, box.low[i] - box.high[i], -i))
            yield from self.cut(box, number, (box.low[number] + box.high[number]) // 2)

    def cut(self, box: Box, number: int, place: int) -> Iterator[Box]:
        """Cut *box* behind *place* of one dial."""
        yield self._trimmed(Box(box.low, put(box.high, number, place)))
        yield Box(put(box.low, number, place + 1), box.high)

    def _breadth(self, box: Box, number: int) -> int:
        dial = self.dials[number]
        return dial.cost(box.high[number]) - dial.cost(box.low[number])

    def _open(self, box: Box) -> list[int]:
        """Give the dials that can be halved: the fields of added records wait until it is settled how many there are."""
        waiting = {
            number
            for lever in self.lists
            if box.low[lever.number] < box.high[lever.number]
            for slot in lever.slots
            for _, number, _ in slot.fields
        }
        return [i for i, (low, high) in enumerate(zip(box.low, box.high, strict=True)) if low < high and i not in waiting]

    def _trimmed(self, box: Box) -> Box:
        """Give *box* without places of records that are not added."""
        high = list(box.high)
        for lever in self.lists:
            for slot in lever.slots[box.high[lever.number] :]:
                for _, number, _ in slot.fields:
                    if number is not None:
                        high[number] = 0
        return Box(box.low, tuple(high))

    def values(self, point: Point) -> dict[str, Any]:
        """Give the coded value of every lever at *point*, by fact."""
        return {lever.fact.id: self.value(lever, point) for lever in self.levers}

    def value(self, lever: Lever, point: Point) -> Any:
        """Give the coded value of one lever at *point*."""
        place = point[lever.number]
        if not lever.slots:
            return _coded(lever.fact, lever.dial.value(place)) if place else lever.now
        return (*lever.now, *(self._record(slot, point) for slot in lever.slots[:place]))

    def _record(self, slot: Slot, point: Point) -> Record:
        return tuple(
            only if number is None else _coded(field, self.dials[number].value(point[number]))
            for field, number, only in slot.fields
        )

    def has_twins(self, box: Box) -> bool:
        """Whether everywhere in *box* some list has two records that are alike where its `unique` forbids it."""
        for lever in self.lists:
            if lever.fact.unique:
                keys = [key for key in self._keys(lever, box) if key is not None]
                if len(set(keys)) < len(keys):
                    return True
        return False

    def _keys(self, lever: Lever, box: Box) -> Iterator[Record | None]:
        """Give for each record that is certain to be there what must be unique, None while it is open."""
        unique = [index for index, field in enumerate(lever.fact.fields) if field.id in lever.fact.unique]
        yield from (tuple(record[index] for index in unique) for record in lever.now)
        for slot in lever.slots[: box.low[lever.number]]:
            numbers = [number for _, number, _ in slot.fields if number is not None and number in self.unique]
            is_open = any(box.low[number] < box.high[number] for number in numbers)
            yield None if is_open else tuple(self._record(slot, box.low)[index] for index in unique)

    def narrow(self, ranges: Ranges, box: Box) -> Ranges:
        """Give *ranges* with every lever within *box*."""
        plain = {
            lever.fact.id: lever.dial.reach(box.low[lever.number], box.high[lever.number])
            for lever in self.levers
            if not lever.slots
        }
        lists = {lever.fact.id: self._records(lever, ranges, box) for lever in self.lists}
        return replace(ranges, facts={**ranges.facts, **plain}, lists={**ranges.lists, **lists})

    def _records(self, lever: Lever, ranges: Ranges, box: Box) -> KnownRecords | UnknownRecords:
        low, high = box.low[lever.number], box.high[lever.number]
        now = ranges.lists[lever.fact.id]
        assert isinstance(now, KnownRecords)  # noqa: S101 - only what is known can be changed
        records = [*now.records, *(self._fields(slot, box) for slot in lever.slots[:high])]
        if low == high:
            return KnownRecords(tuple(records))
        return UnknownRecords({name: hull(*(record[name] for record in records)) for name in records[0]}, len(records))

    def _fields(self, slot: Slot, box: Box) -> dict[str, Range]:
        return {
            field.id: (int(only), int(only)) if number is None else self.dials[number].reach(box.low[number], box.high[number])
            for field, number, only in slot.fields
            if field.kind != "text"
        }


def put(point: Point, number: int, place: int) -> Point:
    """Give *point* with one dial turned to *place*."""
    return (*point[:number], place, *point[number + 1 :])


def _coded(fact: Fact, value: int) -> Any:
    return bool(value) if fact.kind == "boolean" else value
