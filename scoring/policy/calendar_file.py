"""Reading `working_days.yaml`: the days off and the worked weekends of each year that has been announced."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, fields

from scoring.errors import Finding, PolicyRefused, Position
from scoring.policy.language import calendar
from scoring.policy.schema.fields import ListOf, MapOf, Part, Scalar, Shape, day, one_of, plain, refuse, shown
from scoring.policy.source import SourceRefused, Written, read
from scoring.policy.source import plain as plain_of
from scoring.policy.source_files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_YEAR = re.compile(r"[12][0-9]{3}")


class Days(fields.Field[Any]):
    """A day, or `first/last` for several in a row."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[date, ...]:  # noqa: ARG002 - marshmallow's signature
        parts = value.split("/") if isinstance(value, Written) else []
        coded = [calendar.parse(part) for part in parts]
        if not 1 <= len(coded) <= 2 or None in coded:  # noqa: PLR2004 - a day, or the first and the last
            raise refuse("value_form", expected="YYYY-MM-DD | YYYY-MM-DD/YYYY-MM-DD", found=shown(value))
        first, last = (calendar.to_date(c) for c in (coded[0], coded[-1]) if c is not None)
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


class YearShape(Shape):
    """One year's notice."""

    source = plain(required=True)
    off = ListOf(Days(), required=True)
    worked = ListOf(day(), required=True)


class CalendarShape(Shape):
    """The whole file."""

    format = one_of("1", required=True)
    years = MapOf(Part(YearShape), Scalar("year", lambda written: written if _YEAR.fullmatch(written) else None), required=True)


def read_calendar(path: Path) -> Mapping[int, tuple[frozenset[date], frozenset[date], str]]:
    """Read days off, worked weekend days and the notice of each year; PolicyRefused carries every finding."""
    from scoring.policy.loading import findings_of  # noqa: PLC0415 - loading imports most of this package

    try:
        node = read(read_text(path), str(path))
    except SourceRefused as refused:
        raise PolicyRefused(str(path), refused.findings) from None
    try:
        data = CalendarShape().load(plain_of(node))
    except ValidationError as error:
        raise PolicyRefused(str(path), findings_of(CalendarShape(), node, error)) from None
    years = {int(year): _year(found) for year, found in data["years"].items()}
    stray = [(year, d) for year, (off, worked, _) in years.items() for d in (*off, *worked) if d.year != year]
    if stray:
        place = Position(str(path), 1, 1)
        raise PolicyRefused(str(path), [Finding("value_form", place, {"expected": str(y), "found": str(d)}) for y, d in stray])
    return years


def _year(data: Mapping[str, Any]) -> tuple[frozenset[date], frozenset[date], str]:
    return frozenset(d for days in data["off"] for d in days), frozenset(data["worked"]), str(data["source"])
