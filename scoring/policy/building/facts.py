"""Building the facts: their kinds, bounds, options, defaults and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from scoring.policy.building.context import Building, scope_of
from scoring.policy.facts import Ask, Attainable, Fact, Option
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.nearest import nearest
from scoring.policy.language.tree import names
from scoring.policy.language.types import Boolean, Choice, Day, Number, Records, Type, Words
from scoring.policy.schema.fields import NUMBER, WHOLE
from scoring.policy.source import Written
from scoring.policy.values import Refused, code_value, decode_value, from_text
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]
_FOR_KIND = {
    "integer": ("min", "max"),
    "decimal": ("min", "max", "places"),
    "choice": ("options",),
    "list": ("of", "max_items"),
}
_ONLY_FOR = {
    "options": ("choice",),
    "ordered": ("choice",),
    "min": ("integer", "decimal", "date"),
    "max": ("integer", "decimal", "date"),
    "places": ("decimal",),
    "unit": ("integer", "decimal"),
    "of": ("list",),
    "max_items": ("list",),
    "unique": ("list",),
    "grows": ("integer",),
    "optional": ("boolean", "integer", "decimal", "date", "choice"),
}


def build_facts(building: Building, data: Mapping[Written, Data], known: Mapping[str, Any]) -> dict[str, Fact]:
    """Build every fact. *known* holds the policy's `sections` and `evidence`, by id."""
    facts = {str(name): _fact(building, name, fact, data) for name, fact in data.items()}
    for name, fact in data.items():
        building.known(fact.get("evidence", ()), known["evidence"], "evidence_unknown")
        ask = fact.get("ask")
        if ask:
            building.known([ask["section"]], known["sections"], "section_unknown")
        if ask is None and "default" not in fact:
            building.find("default_needed", name, name=name, why="ask")
        if ask and "when" in ask and "default" not in fact:
            building.find("default_needed", name, name=name, why="when")
    return facts


def add_questions(
    building: Building, facts: Mapping[str, Fact], data: Mapping[Written, Data], figures: Mapping[str, Any]
) -> dict[str, Fact]:
    """Give *facts* with their `ask`, whose conditions may read the other facts and *figures* but not go in a circle."""
    scope = scope_of(facts, building, **figures)
    asked: dict[str, Fact] = {}
    for name, fact in data.items():
        ask = fact.get("ask")
        when = building.condition(ask.get("when"), scope) if ask else None
        place = Ask(str(ask["section"]), ask["order"], when) if ask else None
        asked[str(name)] = replace(facts[name], ask=place)
    for id_ in circle({n: names(f.ask.when, "fact") for n, f in asked.items() if f.ask and f.ask.when}):
        building.find("circle", next(k for k in data if k == id_), name=id_)
    return asked


def circle(reads: Mapping[str, list[str]]) -> list[str]:
    """Give the names that, directly or not, read themselves."""

    def reaches(start: str) -> bool:
        seen, pending = set[str](), list(reads.get(start, ()))
        while pending:
            name = pending.pop()
            if name == start:
                return True
            if name not in seen:
                seen.add(name)
                pending.extend(reads.get(name, ()))
        return False

    return [name for name in reads if reaches(name)]


def _fact(building: Building, name: Written, data: Data, all_facts: Mapping[Written, Data], inside: str = "") -> Fact:
    """Build one fact, or one field of the list *inside*."""
    kind = data["type"]
    _keys_of_kind(building, name, data, inside=bool(inside))
    fields = tuple(_fact(building, n, d, all_facts, str(name)) for n, d in data.get("of", {}).items())
    domain, options = _options(building, name, data, all_facts)
    domain = f"{inside}.{domain}" if inside and not isinstance(data.get("options"), Written) else domain
    building.known(data.get("unique", ()), [f.id for f in fields], "field_unknown")
    fact = Fact(
        id=str(name),
        kind=kind,
        type=_type(data, domain, options, fields),
        label=data.get("label", EMPTY),
        help=data.get("help", EMPTY),
        note=data.get("note", EMPTY),
        unit=data.get("unit", EMPTY),
        options=options,
        minimum=_bound(building, data, "min"),
        maximum=_bound(building, data, "max"),
        places=data.get("places", 0),
        required="default" not in data,
        evidence=tuple(map(str, data.get("evidence", ()))),
        fields=fields,
        max_items=data.get("max_items", 0),
        unique=tuple(map(str, data.get("unique", ()))),
        grows=data.get("grows"),
        attainable=_attainable(data.get("attainable")),
        elective=data.get("elective", False),
        shared=data.get("shared", False),
        optional=data.get("optional", False),
        sensitive=data.get("sensitive", False),
    )
    if fact.minimum is not None and fact.maximum is not None and fact.minimum > fact.maximum:  # type: ignore[operator]  # one kind
        building.find("bounds_crossed", data["min"], low=str(fact.minimum), high=str(fact.maximum))
        return fact
    if kind == "choice" and not options:  # refused above, so that its default cannot be judged
        return fact
    return _default(building, name, data, fact)


def _keys_of_kind(building: Building, name: Written, data: Data, *, inside: bool) -> None:
    kind = data["type"]
    for key in _FOR_KIND.get(kind, ()):
        if key not in data:
            building.find("key_missing", name, key=key, inside=name)
    for key, kinds in _ONLY_FOR.items():
        if key in data and kind not in kinds:
            building.find("key_misplaced", data[key] if isinstance(data[key], Written) else name, key=key, kind=kind)
    if "label" not in data:
        building.find("key_missing", name, key="label", inside=name)
    if kind == "list" and inside:
        building.find("list_in_list", name)
    if kind == "text" and not inside:
        building.find("text_outside_list", name, name=name)
    for key in ("ask", "shared", "elective", "attainable", "evidence", "grows", "optional", "sensitive"):
        if inside and key in data:
            building.find("key_misplaced", name, key=key, kind="record")


def _options(building: Building, name: Written, data: Data, all_facts: Mapping[Written, Data]) -> tuple[str, tuple[Option, ...]]:
    options = data.get("options", {})
    if isinstance(options, Written):
        other = all_facts.get(options, {}).get("options")
        if not isinstance(other, Mapping):
            choices = [n for n, d in all_facts.items() if isinstance(d.get("options"), Mapping)]
            building.find("options_unknown", options, name=options, nearest=nearest(options, choices))
            other = {}
        return str(options), tuple(Option(str(k), v) for k, v in other.items())
    return str(name), tuple(Option(str(k), v) for k, v in options.items())


def _type(data: Data, domain: str, options: tuple[Option, ...], fields: tuple[Fact, ...]) -> Type:
    match data["type"]:
        case "boolean":
            return Boolean()
        case "integer" | "decimal":
            return Number(data.get("places", 0))
        case "date":
            return Day()
        case "choice":
            return Choice(domain, tuple(o.id for o in options), data.get("ordered", True))
        case "text":
            return Words()
        case _:
            return Records(tuple((f.id, cast("Any", f.type)) for f in fields), data.get("max_items", 0))


def _bound(building: Building, data: Data, key: str) -> int | Decimal | date | None:
    written = data.get(key)
    if written is None:
        return None
    match data["type"]:
        case "integer" if WHOLE.fullmatch(written):
            return int(written)
        case "decimal" if NUMBER.fullmatch(written) and arithmetic.places_of(Decimal(written)) <= data.get("places", 0):
            return Decimal(written)
        case "date" if (day := calendar.parse(written)) is not None:
            return calendar.to_date(day)
    building.find("value_form", written, expected=str(data["type"]), found=str(written))
    return None


def _attainable(data: Data | None) -> Attainable | None:
    return Attainable(data["effort"], data.get("step"), tuple(map(str, data.get("costs", ())))) if data else None


def _default(building: Building, name: Written, data: Data, fact: Fact) -> Fact:
    """Give *fact* with its default, checked as an answer is."""
    if "default" not in data:
        return fact
    try:
        coded = code_value(fact, from_text(fact, data["default"]), f"/{fact.id}")
    except Refused as refused:
        problem = refused.problems[0]
        building.find("default_refused", name, name=name, value=str(problem.value), allowed=problem.allowed)
        return fact
    except (TypeError, KeyError, ValueError, AttributeError):
        # the fact's own bounds or fields were refused above, so its default cannot be judged
        return fact
    return replace(fact, default=None if coded is None else decode_value(fact, coded))
