"""Building the one rule of a criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from scoring.policy.building.context import PLACEHOLDERS, Building, Proof
from scoring.policy.language.scope import Scope, nearest
from scoring.policy.language.tree import Constant, Expression, Name
from scoring.policy.language.types import Choice, Day, Number, Records, name_of
from scoring.policy.rules import Band, Bands, Case, Cases, Each, FirstFurther, Fixed, Formula, Lookup, Over, Per, Row, Rule, Simple
from scoring.policy.source import Written
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]
KINDS = ("lookup", "bands", "per", "cases", "formula")
_KEYS = {
    "fixed": {"when", "points"},
    "lookup": {"lookup", "points"},
    "bands": {"bands", "points"},
    "per": {"per", "points", "every", "after", "at_least"},
    "cases": {"cases"},
    "formula": {"formula"},
    "first": {"first", "further"},
}
_EACH = {"each", "where", "max_each", "combine"}
_ALL = set().union(*_KEYS.values(), _EACH, {"over"})
_ZERO = PLACEHOLDERS[Number]


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
            return Fixed(building.condition(data.get("when"), scope), _row(building, data, scope, data["id"]))
        case "lookup":
            return _lookup(building, data, scope)
        case "bands":
            return _bands(building, data, scope)
        case "per":
            return _per(building, data, scope)
        case "cases":
            return _cases(building, data, scope)
        case "formula":
            return Formula(building.points(data["formula"], scope) or _ZERO)
        case _:
            return Formula(_ZERO)


def _row(building: Building, data: Data, scope: Scope, at: Written) -> Row:
    """Build a row whose points are one expression."""
    written = data.get("points")
    if not isinstance(written, Written):
        building.find("points_form", at, expected="points: 10")
        return Row(_ZERO)
    own = "id" not in data  # a criterion's label and reference are its own, not its row's
    return Row(
        building.points(written, scope) or _ZERO,
        data.get("label", EMPTY) if own else EMPTY,
        str(data.get("reference", "")) if own else "",
    )


def _lookup(building: Building, data: Data, scope: Scope) -> Lookup:
    subject = building.expression(data["lookup"], scope)
    rows = data.get("points")
    if not isinstance(rows, Mapping):
        building.find("points_form", data["id"], expected="points: {option: 10, …}")
        rows = {}
    if not isinstance(subject.type, Choice):
        building.find("type_expected", data["lookup"], expected="choice", found=name_of(subject.type), text=data["lookup"])
        return Lookup(subject, ())
    for option in rows:
        if option not in subject.type.options:
            building.find("option_unknown", option, name=option, nearest=nearest(option, subject.type.options))
    return Lookup(subject, tuple((str(option), _row(building, row, scope, option)) for option, row in rows.items()))


def _bands(building: Building, data: Data, scope: Scope) -> Bands:
    subject = building.expression(data["bands"], scope)
    rows = data.get("points")
    if not isinstance(subject.type, Number | Day):
        building.find("type_expected", data["bands"], expected="number", found=name_of(subject.type), text=data["bands"])
        subject = _ZERO
    if not isinstance(rows, tuple):
        building.find("points_form", data["id"], expected="points: [{from: 1, points: 10}, …]")
        rows = ()
    bands = tuple(_band(building, data, row, index, subject, scope) for index, row in enumerate(rows))
    _rising(building, data, bands, rows)
    return Bands(subject, bands)


def _band(building: Building, data: Data, row: Data, index: int, subject: Expression, scope: Scope) -> Band:
    written = row.get("start") or row.get("above")
    if "start" in row and "above" in row:
        building.find("band_start_twice", row["above"])
    if written is None and index > 0:
        building.find("band_start_missing", data["id"], number=str(index + 1))
    kind = Day if isinstance(subject.type, Day) else Number
    start = building.expression(written, scope, kind) if written is not None else None
    return Band(start, "above" in row and "start" not in row, _row(building, row, scope, data["id"]))


def _rising(building: Building, data: Data, bands: tuple[Band, ...], rows: tuple[Data, ...]) -> None:
    """Starts rise strictly, as far as they are written as plain numbers or dates."""
    before: tuple[Any, bool] | None = None
    for band, row in zip(bands, rows, strict=True):
        if not isinstance(band.start, Constant):
            continue
        scale = band.start.type.scale if isinstance(band.start.type, Number) else 0
        now = (cast("int", band.start.value) * 10 ** (9 - scale), band.above)
        if before is not None and now <= before:
            building.find("band_start_order", row.get("start") or row.get("above"), id=data["id"])
        before = now


def _per(building: Building, data: Data, scope: Scope) -> Per:
    subject = building.number(data["per"], scope) or _ZERO
    every = building.number(data.get("every"), scope) or Constant(Number(), 1)
    building.proofs.append(Proof(every, data.get("every", data["per"]).position, scope.records, positive=True))
    row = _row(building, data, scope, data["id"])
    return Per(subject, every, row, building.number(data.get("after"), scope), building.number(data.get("at_least"), scope))


def _cases(building: Building, data: Data, scope: Scope) -> Cases:
    rows = data["cases"]
    return Cases(tuple(_case(building, row, scope, data["id"], last=index == len(rows) - 1) for index, row in enumerate(rows)))


def _case(building: Building, row: Data, scope: Scope, at: Written, *, last: bool) -> Case:
    when, otherwise = row.get("when"), row.get("otherwise")
    if (when is None) == (otherwise is None) or (otherwise is not None and ("points" in row or not last)):
        building.find("case_form", when or otherwise or at)
    points = {**row, "points": otherwise} if otherwise is not None else row
    return Case(building.condition(when, scope), _row(building, points, scope, at))


def _each(building: Building, data: Data, scope: Scope) -> Rule:
    kind = _kind(building, data, {"first": _KEYS["first"] if "first" in data else set(), "each": _EACH})
    found = scope.find(data["each"])
    if found is None or found[0] != "fact" or not isinstance(found[1], Records):
        lists = [name for name, type_ in scope.facts.items() if isinstance(type_, Records)]
        building.find("list_unknown", data["each"], name=data["each"], nearest=nearest(data["each"], lists))
        return Formula(_ZERO)
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
    return FirstFurther(building.points(data["first"], scope) or _ZERO, building.points(data.get("further"), scope) or _ZERO)


def _over(building: Building, data: Data, scope: Scope) -> Rule:
    kind = _kind(building, data, {"over": {"over"}})
    subjects = tuple(building.expression(item, scope) for item in data["over"])
    if not subjects or len({type(s.type) for s in subjects}) > 1:
        building.find("over_types", data["id"])
        return Formula(_ZERO)
    rules = []
    for subject in subjects:
        before = len(building.findings)
        rules.append(_simple(building, kind, data, scope.with_value(subject)))
        if len(building.findings) > before:
            break  # the same finding would stand once for every subject
    return Over(subjects, tuple(rules))
