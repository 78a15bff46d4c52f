"""Building the rows of a point table: points with their own words and article, and where a band starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

from scoring.policy.building.context import PLACEHOLDERS, Building
from scoring.policy.language import calendar
from scoring.policy.language.scope import Scope
from scoring.policy.language.tree import Constant, Expression, Name
from scoring.policy.language.types import Day, Number
from scoring.policy.rules import Row
from scoring.policy.source import Written
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]
Levels: TypeAlias = tuple[tuple[int, int], ...]
ZERO = PLACEHOLDERS[Number]


def build_row(building: Building, data: Data, scope: Scope, at: Written) -> Row:
    """Build a row whose points are one expression."""
    written = data.get("points")
    if not isinstance(written, Written):
        building.find("points_form", at, expected="points: 10")
        return Row(ZERO)
    own = "id" not in data  # a criterion's label and reference are its own, not its row's
    return Row(
        building.points(written, scope) or ZERO,
        data.get("label", EMPTY) if own else EMPTY,
        str(data.get("reference", "")) if own else "",
    )


def build_starts(
    building: Building, rows: Sequence[Data], subject: Expression, scope: Scope, at: Written
) -> list[tuple[Expression | None, bool]]:
    """Build where each band of *rows* starts, and whether it starts above that; starts that do not rise are noted."""
    starts = [_start(building, row, index, subject, scope, at) for index, row in enumerate(rows)]
    _rising(building, starts, rows, scope, at)
    return starts


def _start(
    building: Building, row: Data, index: int, subject: Expression, scope: Scope, at: Written
) -> tuple[Expression | None, bool]:
    written = row.get("start") or row.get("above")
    if "start" in row and "above" in row:
        building.find("band_start_twice", row["above"])
    if written is None and index > 0:
        building.find("band_start_missing", at, number=str(index + 1))
    above = "above" in row and "start" not in row
    if written is None:
        return None, above
    return build_day(building, written, scope) if isinstance(subject.type, Day) else building.number(written, scope), above


def build_day(building: Building, written: Written, scope: Scope) -> Expression:
    """Build a day where a date is due, so that a plain one will do."""
    day = calendar.parse(written)
    return building.firm(building.expression(written, scope, Day), written, scope) if day is None else Constant(Day(), day)


def _rising(
    building: Building, starts: list[tuple[Expression | None, bool]], rows: Sequence[Data], scope: Scope, at: Written
) -> None:
    """Starts rise strictly on every day, as far as they are written as plain numbers, dates or figures that are set by day."""
    before: tuple[Levels, bool] | None = None
    for (start, above), row in zip(starts, rows, strict=True):
        now = _levels(start, scope)
        if not now:
            continue
        if before is not None and any((own, above) <= (other, before[1]) for own, other in _each_day(now, before[0])):
            building.find("band_start_order", row.get("start") or row.get("above"), id=at)
        before = now, above


def _levels(start: Expression | None, scope: Scope) -> Levels:
    """Give the days from which a start has a value, and the value, of one scale for all; nothing where that is not known."""
    match start:
        case Constant(type=type_, value=value):
            values: Levels = ((0, cast("int", value)),)
        case Name(kind="parameter", type=type_, id=id_):
            values = cast("Levels", scope.dated.get(id_, ()))
        case _:
            return ()
    scale = type_.scale if isinstance(type_, Number) else 0
    return tuple((day, value * 10 ** (9 - scale)) for day, value in values)


def _each_day(one: Levels, other: Levels) -> Iterator[tuple[int, int]]:
    """Give both values as of each day on which one of them changes; where none was set yet, the first stands in."""
    for day in sorted({day for day, _ in (*one, *other)}):
        yield _on(one, day), _on(other, day)


def _on(levels: Levels, day: int) -> int:
    return next((value for since, value in reversed(levels) if since <= day), levels[0][1])
