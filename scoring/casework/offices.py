"""The offices of an installation: read from the file beside the policies, kept, listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from marshmallow import ValidationError

from scoring.application.office import Level, Office
from scoring.errors import Finding, PolicyRefused
from scoring.policy.building.outcome import build_office
from scoring.policy.language.nearest import nearest
from scoring.policy.loading import findings_of
from scoring.policy.schema.fields import MapOf, Part, Scalar, Shape, Words, identifier, one_of, pattern
from scoring.policy.schema.fields import plain as plain_text
from scoring.policy.source import SourceRefused, plain, position_of, read
from scoring.policy.source_files import read_text
from scoring.policy.wording import text
from scoring.records import convert
from scoring.records.database import lock, reading
from scoring.records.journal import Entry, append
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from scoring.policy.procedure import Office as Window
    from scoring.policy.source import Node
    from scoring.policy.wording import Text
    from scoring.records.database import Transaction

STREAM = "offices"


@dataclass(frozen=True, slots=True)
class City:
    """A city of the file of offices with its districts, by their codes of GB/T 2260."""

    name: Text
    districts: Mapping[str, Text]


_DOWNWARDS = tuple(reversed(Level))


def _division(**options: Any) -> Scalar:
    return pattern(re.compile(r"[0-9]{6}"), "division code", **options)


class _OfficeShape(Shape):
    name = Words(required=True)
    level = one_of(*Level, required=True)
    division = _division(required=True)
    within = identifier(load_default=None)
    # for pages alone: whoever looks for the office; no row keeps them
    address = Words()
    phone = plain_text()
    hours = Words()
    note = Words()


class _CityShape(Shape):
    name = Words(required=True)
    districts = MapOf(Words(), _division(), load_default=dict)


class _FileShape(Shape):
    format = one_of("1", required=True)
    # for pages, letters, and which districts a round can give places to; no office depends on them
    divisions = MapOf(Part(_CityShape), _division(), load_default=dict)
    offices = MapOf(Part(_OfficeShape), required=True)


def read_offices(path: Path) -> tuple[Office, ...]:
    """Read the file of offices; those above come before those below.

    Raises:
        PolicyRefused: with every finding, as for a policy.
    """
    node, written = _read(path)
    findings = tuple(_misplaced(node, written["offices"]))
    if findings:
        raise PolicyRefused(str(path), findings)
    found = [_office(id_, office) for id_, office in written["offices"].items()]
    return tuple(sorted(found, key=lambda office: _DOWNWARDS.index(office.level)))


def read_cities(path: Path) -> tuple[City, ...]:
    """Read the cities and districts of the file of offices; none where an installation has no such file.

    Raises:
        PolicyRefused: as `read_offices`.
    """
    if not path.is_file():
        return ()
    _node, written = _read(path)
    named = written["divisions"].values()
    return tuple(City(_text(city["name"]), {str(code): _text(name) for code, name in city["districts"].items()}) for city in named)


def read_contacts(path: Path) -> Mapping[str, Window]:
    """Read where each office of the file is found, by its id; none where an installation has no such file.

    Raises:
        PolicyRefused: as `read_offices`.
    """
    if not path.is_file():
        return {}
    _node, written = _read(path)
    return {str(id_): build_office(office) for id_, office in written["offices"].items()}


def _text(words: Any) -> Text:
    return text(words.as_dict())


def _read(path: Path) -> tuple[Node, Mapping[str, Any]]:
    try:
        node = read(read_text(path), str(path))
    except SourceRefused as refused:
        raise PolicyRefused(str(path), refused.findings) from None
    try:
        written: Mapping[str, Any] = _FileShape().load(plain(node))
    except ValidationError as error:
        raise PolicyRefused(str(path), findings_of(_FileShape(), node, error)) from None
    return node, written


def _office(id_: str, written: Mapping[str, Any]) -> Office:
    return Office(str(id_), _text(written["name"]), Level(written["level"]), str(written["division"]), written["within"])


def _misplaced(node: Node, offices: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Find offices whose place in the tree cannot be: every one but a city's lies within one of a higher level."""
    for id_, office in offices.items():
        above, place = office["within"], position_of(node, ("offices", id_, "within"))
        if (above is None) != (office["level"] == Level.CITY):
            yield Finding("value_form", place, {"expected": "level: city | within: …", "found": str(above or office["level"])})
        elif above is not None and above not in offices:
            yield Finding("name_unknown", place, {"name": str(above), "nearest": nearest(above, offices)})
        elif above is not None and _DOWNWARDS.index(offices[above]["level"]) >= _DOWNWARDS.index(office["level"]):
            yield Finding("value_form", place, {"expected": f"> {office['level']}", "found": str(offices[above]["level"])})


def keep_offices(transaction: Transaction, offices: tuple[Office, ...], *, at: datetime) -> tuple[Office, ...]:
    """Keep offices as they are named now; give those that are new or have changed. One no longer named stays."""
    with transaction() as session:
        lock(session, STREAM)
        kept = {row.id: convert.office(row) for row in session.scalars(sa.select(OfficeRow))}
        changed = tuple(office for office in offices if kept.get(office.id) != office)
        for office in changed:
            names = {"name_zh": office.name.say("zh"), "name_en": office.name.say("en")}
            place = {"level": str(office.level), "division": office.division, "within": office.within}
            session.merge(OfficeRow(id=office.id, **names, **place))
            session.flush()
            append(session, Entry(STREAM, "keep_office", None, at, {"office": office.id, **place}))
        return changed


def list_offices(transaction: Transaction) -> tuple[Office, ...]:
    """Give every office, by its id."""
    with reading(transaction) as session:
        return tuple(convert.office(row) for row in session.scalars(sa.select(OfficeRow).order_by(OfficeRow.id)))
