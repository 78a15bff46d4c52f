"""Building the one rule of a criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.policy.building.context import Building, Proof
from scoring.policy.building.matrix import build_matrix
from scoring.policy.building.rows import ZERO, build_row, build_starts
from scoring.policy.language.emptiness import has_value
from scoring.policy.language.nearest import nearest
from scoring.policy.language.scope import Scope
from scoring.policy.language.tree import Constant, Name
from scoring.policy.language.types import Choice, Day, Number, Records, name_of
from scoring.policy.rules import (
    Band,
    Bands,
    Case,
    Cases,
    Each,
    FirstFurther,
    Fixed,
    Formula,
    Guarded,
    Lookup,
    Over,
    Per,
    Rule,
    Simple,
)
from scoring.policy.source import Written

Data = Mapping[str, Any]
KINDS = ("lookup", "bands", "matrix", "per", "cases", "formula")
_KEYS = {
    "fixed": {"when", "points"},
    "lookup": {"lookup", "points"},
    "bands": {"bands", "points"},
    "matrix": {"matrix", "points"},
    "per": {"per", "points", "every", "after", "at_least"},
    "cases": {"cases"},
    "formula": {"formula"},
    "first": {"first", "further"},
}
_EACH = {"each", "where", "max_each", "combine"}
_ALL = set().union(*_KEYS.values(), _EACH, {"over"})


def build_rule(building: Building, data: Data, scope: Scope) -> Rule:
    """Build the rule of the criterion *data*; a rule that is missing, doubled or half is noted."""
    if "each" in data:
        return _each(building, data, scope)
    if "over" in data:
        return _over(building, data, scope)
    kind = _kind(building, data, {})
    return _simple(building, kind, data, scope)


def _kind(building: Building, data: Data, extra: Mapping[str, set[str]]) -> str:
    """Find the one kind of rule, and note keys that do not belong to it."""
    found = [kind for kind in KINDS if kind in data]
    if not found and "first" in data and "first" in extra:
        found = ["first"]
    if not found and ("when" in data or ("each" in data and "points" in data)):
        found = ["fixed"]
    if len(found) != 1:
        building.find("rule_count", data["id"], id=data["id"], found=", ".join(found) or "–")
        return "none"
    more = set().union(*extra.values()) if extra else set()
    for key in sorted((_ALL & set(data)) - _KEYS[found[0]] - more):
        building.find("key_for_rule", data["id"], key=key, rule=found[0])
    return found[0]


def _simple(building: Building, kind: str, data: Data, scope: Scope) -> Simple:
    match kind:
        case "fixed":
            return Fixed(building.condition(data.get("when"), scope), build_row(building, data, scope, data["id"]))
        case "lookup":
            return _guarded(_lookup(building, data, scope), scope)
        case "bands":
            return _guarded(_bands(building, data, scope), scope)
        case "matrix":
            return build_matrix(building, data, scope)
        case "per":
            return _guarded(_per(building, data, scope), scope)
        case "cases":
            return _cases(building, data, scope)
        case "formula":
            return Formula(building.points(data["formula"], scope) or ZERO)
        case _:
            return Formula(ZERO)


def _guarded(rule: Lookup | Bands | Per, scope: Scope) -> Simple:
    """Give *rule*, asked whether its subject is given where it may be empty."""
    given = has_value(rule.subject, scope.guards)
    return rule if given is None else Guarded(given, rule)


def _lookup(building: Building, data: Data, scope: Scope) -> Lookup:
    subject = building.expression(data["lookup"], scope)
    rows = data.get("points")
    if not isinstance(rows, Mapping):
        building.find("points_form", data["id"], expected="points: {option: 10, …}")
        rows = {}
    if not isinstance(subject.type, Choice):
        if subject is not ZERO:  # else it has a finding of its own
            building.find("type_expected", data["lookup"], expected="choice", found=name_of(subject.type), text=data["lookup"])
        return Lookup(subject, ())
    for option in rows:
        if option not in subject.type.options:
            building.find("option_unknown", option, name=option, nearest=nearest(option, subject.type.options))
    return Lookup(subject, tuple((str(option), build_row(building, row, scope, option)) for option, row in rows.items()))


def _bands(building: Building, data: Data, scope: Scope) -> Bands:
    subject = building.expression(data["bands"], scope)
    rows = data.get("points")
    if not isinstance(subject.type, Number | Day):
        building.find("type_expected", data["bands"], expected="number", found=name_of(subject.type), text=data["bands"])
        subject = ZERO
    if not isinstance(rows, tuple):
        building.find("points_form", data["id"], expected="points: [{from: 1, points: 10}, …]")
        rows = ()
    starts = build_starts(building, rows, subject, scope, data["id"])
    given = [build_row(building, row, scope, data["id"]) for row in rows]
    return Bands(subject, tuple(Band(start, above, row) for (start, above), row in zip(starts, given, strict=True)))


def _per(building: Building, data: Data, scope: Scope) -> Per:
    subject = building.expression(data["per"], scope, Number)
    every = building.number(data.get("every"), scope) or Constant(Number(), 1)
    building.proofs.append(Proof(every, data.get("every", data["per"]).position, scope.records, positive=True))
    row = build_row(building, data, scope, data["id"])
    return Per(subject, every, row, building.number(data.get("after"), scope), building.number(data.get("at_least"), scope))


def _cases(building: Building, data: Data, scope: Scope) -> Cases:
    rows = data["cases"]
    return Cases(tuple(_case(building, row, scope, data["id"], last=index == len(rows) - 1) for index, row in enumerate(rows)))


def _case(building: Building, row: Data, scope: Scope, at: Written, *, last: bool) -> Case:
    when, otherwise = row.get("when"), row.get("otherwise")
    if (when is None) == (otherwise is None) or (otherwise is not None and ("points" in row or not last)):
        building.find("case_form", when or otherwise or at)
    points = {**row, "points": otherwise} if otherwise is not None else row
    return Case(building.condition(when, scope), build_row(building, points, scope, at))


def _each(building: Building, data: Data, scope: Scope) -> Rule:
    kind = _kind(building, data, {"first": _KEYS["first"] if "first" in data else set(), "each": _EACH})
    found = scope.find(data["each"])
    if found is None or found[0] != "fact" or not isinstance(found[1], Records):
        lists = [name for name, type_ in scope.facts.items() if isinstance(type_, Records)]
        building.find("list_unknown", data["each"], name=data["each"], nearest=nearest(data["each"], lists))
        return Formula(ZERO)
    records = Name(found[1], "fact", str(data["each"]))
    inner = scope.within(str(data["each"]), found[1])
    return Each(
        records,
        building.condition(data.get("where"), inner),
        _first_further(building, data, inner) if kind == "first" else _simple(building, kind, data, inner),
        building.points(data.get("max_each"), inner),
        data.get("combine", "sum"),
    )


def _first_further(building: Building, data: Data, scope: Scope) -> FirstFurther:
    if "further" not in data:
        building.find("key_missing", data["id"], key="further", inside=data["id"])
    return FirstFurther(building.points(data["first"], scope) or ZERO, building.points(data.get("further"), scope) or ZERO)


def _over(building: Building, data: Data, scope: Scope) -> Rule:
    kind = _kind(building, data, {"over": {"over"}})
    subjects = tuple(building.expression(item, scope) for item in data["over"])
    if not subjects or len({type(s.type) for s in subjects}) > 1:
        building.find("over_types", data["id"])
        return Formula(ZERO)
    rules = []
    for subject in subjects:
        before = len(building.findings)
        rules.append(_simple(building, kind, data, scope.with_value(subject)))
        if len(building.findings) > before:
            break  # the same finding would stand once for every subject
    return Over(subjects, tuple(rules))
