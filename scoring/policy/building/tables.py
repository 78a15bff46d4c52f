"""Building tables: dated, nested by option or by band, down to plain values of one type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.policy.building.context import Building
from scoring.policy.building.parameters import code, scalar_type
from scoring.policy.facts import Table
from scoring.policy.language import calendar
from scoring.policy.language.arithmetic import places_of
from scoring.policy.language.tables import ByBand, ByOption, Levels, Shape, Written
from scoring.policy.language.types import Day, Number
from scoring.policy.model import Period
from scoring.policy.schema.fields import NUMBER
from scoring.policy.source import Written as Text
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]
_FORM = "{option: 1, …} | {bands: [{is: 1}, {from: 5, is: 2}]}"


def build_tables(building: Building, data: Mapping[Text, Data], in_force: Period) -> dict[str, Table]:
    """Build every table; one with findings is left out, and so is known to nobody."""
    built: dict[str, Table] = {}
    for name, table in data.items():
        shape = _shape(building, name, table["values"], in_force)
        if shape is None:
            building.unusable.add(str(name))
            continue
        label, reference = table.get("label", EMPTY), str(table.get("reference", ""))
        built[str(name)] = Table(str(name), shape, label, table.get("unit", EMPTY), reference, table.get("note", EMPTY))
    return built


def _shape(building: Building, name: Text, values: Mapping[Text, Any], in_force: Period) -> Shape | None:
    before = len(building.findings)
    type_ = scalar_type(leaf for cell in values.values() for leaf in _leaves(cell))
    if type_ is None:
        building.find("table_form", name, name=name, expected=_FORM)
        return None
    reading = _Reading(building, name, type_)
    written = tuple(sorted(((_day(building, key), reading.cell(cell, 0)) for key, cell in values.items()), key=lambda v: v[0]))
    if written[0][0] > calendar.from_date(in_force.first):
        first = min(values)
        building.find("parameter_late", name, name=name, first=first, in_force=in_force.first.isoformat())
    if not reading.levels and len(building.findings) == before:
        building.find("table_form", name, name=name, expected=_FORM)
    if len(building.findings) > before:
        return None
    return Shape(type_, tuple(reading.levels), written)


def _day(building: Building, key: Text) -> int:
    day = calendar.parse(key)
    if day is None:
        building.find("value_form", key, expected="date", found=key)
    return day or calendar.from_date(date.min)


def _leaves(cell: Any) -> Iterator[Any]:
    """Give every value of a cell, as written."""
    if isinstance(cell, Mapping) and isinstance(cell.get("bands"), list):
        for band in cell["bands"]:
            yield from _leaves(band.get("is") if isinstance(band, Mapping) else band)
    elif isinstance(cell, Mapping):
        for below in cell.values():
            yield from _leaves(below)
    else:
        yield cell


def _are_bands(bands: Any) -> bool:
    """Whether *bands* are two or more, of which all but the first have a start."""
    if not isinstance(bands, list) or len(bands) < 2:  # noqa: PLR2004 - one band would be no band at all
        return False
    keys = [set(band) if isinstance(band, Mapping) else set() for band in bands]
    return keys[0] == {"is"} and all(k == {"from", "is"} for k in keys[1:])


class _Reading:
    """Reads the cells of one table; `levels` is what its arguments must be, as met so far."""

    def __init__(self, building: Building, name: Text, type_: Number | Day) -> None:
        self.building, self.name, self.type = building, name, type_
        self.levels: list[Levels] = []

    def cell(self, cell: Any, depth: int) -> Written:
        """Read one cell at a depth."""
        match cell:
            case Mapping() if list(cell) == ["bands"]:
                return self._bands(cell["bands"], depth)
            case Mapping() if cell:
                self._level(depth, Levels(options=tuple(map(str, cell))))
                return ByOption(tuple((str(option), self.cell(below, depth + 1)) for option, below in cell.items()))
            case _:
                return int(code(self.building, cell, self.type, self.name))  # type: ignore[arg-type]  # a scalar

    def _bands(self, bands: Any, depth: int) -> Written:
        if not _are_bands(bands):
            self.building.find("table_form", self.name, name=self.name, expected=_FORM)
            return 0
        starts: list[Decimal] = []
        for band in bands[1:]:
            starts.append(self._start(band["from"], depth, starts))
        return ByBand(tuple(starts), tuple(self.cell(band["is"], depth + 1) for band in bands))

    def _start(self, written: Any, depth: int, before: list[Decimal]) -> Decimal:
        day = calendar.parse(str(written))
        start = Decimal(day) if day is not None else Decimal(written) if NUMBER.fullmatch(str(written)) else None
        if start is None:
            self.building.find("value_form", written, expected="number", found=str(written)[:60])
            return Decimal(0)
        if before and start <= before[-1]:
            self.building.find("band_start_order", written, id=self.name)
        self._level(depth, Levels(scale=places_of(start), is_day=day is not None))
        return start

    def _level(self, depth: int, level: Levels) -> None:
        """Join what is met at *depth* with what was met there before."""
        if depth == len(self.levels):
            self.levels.append(level)
            return
        known = self.levels[depth]
        if bool(known.options) != bool(level.options) or known.is_day != level.is_day:
            self.building.find("table_form", self.name, name=self.name, expected=_FORM)
        options = tuple(dict.fromkeys((*known.options, *level.options)))
        self.levels[depth] = Levels(options, max(known.scale, level.scale), known.is_day)
