"""Building parameters and rounds: figures by date, or by round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.policy.building.context import Building
from scoring.policy.digest import digest
from scoring.policy.facts import Fact, Parameter
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tables import Dated
from scoring.policy.language.tree import Coded
from scoring.policy.language.types import Choice, Day, Number, SetOf, Type
from scoring.policy.model import Period
from scoring.policy.rounds import Round
from scoring.policy.schema.fields import NUMBER
from scoring.policy.source import Items, Node, Written
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]


def build_parameters(
    building: Building, data: Mapping[Written, Data], facts: Mapping[str, Fact], in_force: Period
) -> dict[str, Parameter]:
    """Build every parameter, its type read off its values."""
    built = {}
    for name, parameter in data.items():
        values = parameter["values"]
        per_round = "per" in parameter
        if not values:
            building.find("key_missing", name, key="values", inside=name)
            continue
        type_ = value_type(list(values.values()), facts)
        if type_ is None:
            building.find("parameter_form", name, name=name)
            built[str(name)] = Parameter(str(name), Number(), per_round, {})
            continue
        coded = {str(k): code(building, v, type_, name) for k, v in values.items()}
        if not per_round:
            coded = _by_day(building, values, coded, in_force, name)
        label, unit, reference = parameter.get("label", EMPTY), parameter.get("unit", EMPTY), str(parameter.get("reference", ""))
        built[str(name)] = Parameter(str(name), type_, per_round, coded, unit, label, reference, parameter.get("note", EMPTY))
    return built


def dated_values(parameters: Mapping[str, Parameter]) -> dict[str, Dated]:
    """Give the values of the parameters that are set by date, in the order of days."""
    by_date = (p for p in parameters.values() if not p.per_round and p.values)
    return {p.id: tuple((calendar.parse(day) or 0, value) for day, value in p.values.items()) for p in by_date}


def value_type(values: list[Any], facts: Mapping[str, Fact]) -> Number | Day | SetOf | None:
    """Give the type that holds all *values*: a number, a date, or a set of numbers, dates or options; None where there is none."""
    if all(isinstance(v, list) for v in values):
        elements = [element for v in values for element in v]
        element = scalar_type(elements) or _choice_of(elements, facts)
        return None if element is None else SetOf(element)
    return scalar_type(values)


def scalar_type(values: Iterable[Any]) -> Number | Day | None:
    """Give the type that holds all *values*, as written: a number or a date; None where they are neither, or none at all."""
    written = list(values)
    if not all(isinstance(v, str) for v in written):
        return None
    if written and all(NUMBER.fullmatch(v) for v in written):
        return Number(max(arithmetic.places_of(Decimal(v)) for v in written))
    return Day() if written and all(calendar.parse(v) is not None for v in written) else None


def _choice_of(options: list[Any], facts: Mapping[str, Fact]) -> Choice | None:
    types = [f.type for fact in facts.values() for f in (fact, *fact.fields)]
    return next((t for t in types if isinstance(t, Choice) and all(option in t.options for option in options)), None)


def code(building: Building, value: Any, type_: Type, at: object) -> Coded:
    """Code one value of a parameter; what does not fit is noted and stands as 0."""
    match type_, value:
        case SetOf(element=element), list():
            return tuple(sorted(int(code(building, item, element, at)) for item in value))  # type: ignore[arg-type]  # elements are scalars
        case Number(scale=scale), str() if NUMBER.fullmatch(value) and arithmetic.places_of(Decimal(value)) <= scale:
            return arithmetic.code(Decimal(value), scale)
        case Day(), str() if (day := calendar.parse(value)) is not None:
            return day
        case Choice(options=options), str() if value in options:
            return options.index(value)
    building.find(
        "value_form", value if isinstance(value, Written) else at, expected=type(type_).__name__.lower(), found=str(value)[:60]
    )
    return 0


def _by_day(
    building: Building, values: Mapping[Written, Any], coded: dict[str, Coded], in_force: Period, name: Written
) -> dict[str, Coded]:
    """Order values by day, and require one on the policy's first day in force at the latest."""
    for key in values:
        if calendar.parse(key) is None:
            building.find("value_form", key, expected="date", found=key)
    ordered = dict(sorted(coded.items()))
    first = next(iter(ordered))
    if calendar.parse(first) is not None and date.fromisoformat(first) > in_force.first:
        building.find("parameter_late", name, name=name, first=first, in_force=in_force.first.isoformat())
    return ordered


def build_rounds(
    building: Building, data: list[Data], node: Node | None, parameters: Mapping[str, Parameter], version: str
) -> tuple[Round, ...]:
    """Build the rounds of rounds.yaml; those of this version must have a value for each of its per-round parameters."""
    nodes = node.items if isinstance(node, Items) else ()
    taken: dict[str, Written] = {}
    rounds = []
    for entry, its_node in zip(data, nodes, strict=True):
        building.unique([entry["round"]], taken, free=True)
        own = entry.get("policy") == version
        rounds.append(_round(building, entry, its_node, parameters if own else {}))
        lacks = [
            p.id
            for p in parameters.values()
            if own and p.per_round and not {entry["round"]} & {*p.values} and p.id not in rounds[-1].parameters
        ]
        if lacks:
            building.find("round_lacks", entry["round"], round=entry["round"], names=", ".join(lacks))
    return tuple(rounds)


def _round(building: Building, data: Data, node: Node, parameters: Mapping[str, Parameter]) -> Round:
    window = data.get("window", {})
    given = data.get("parameters", {})
    per_round = [p for p in parameters.values() if p.per_round]
    if parameters:
        building.known(given, [p.id for p in per_round], "round_parameter_unknown")
    return Round(
        id=str(data["round"]),
        policy=str(data.get("policy", "")),
        announced=data.get("announced"),
        quota=data.get("quota"),
        quota_without_points=data.get("quota_without_points"),
        window_from=window.get("start"),
        window_until=window.get("until"),
        parameters={p.id: code(building, given[p.id], p.type, data["round"]) for p in per_round if p.id in given},
        dates={str(k): _days(v) for k, v in data.get("dates", {}).items()},
        admitted=data.get("admitted"),
        above_cut_off=data.get("above_cut_off"),
        cut_off=data.get("cut_off"),
        tied_at_cut_off=data.get("tied_at_cut_off"),
        highest=data.get("highest"),
        source=str(data.get("source", "")),
        provenance=data.get("provenance", "secondary"),
        note=data.get("note", EMPTY),
        digest=digest(node),
    )


def _days(value: Any) -> str:
    return f"{value.get('from', '')}/{value.get('until', '')}" if isinstance(value, Mapping) else str(value)
