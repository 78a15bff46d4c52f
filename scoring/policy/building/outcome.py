"""Building selection, entitlements and procedure."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scoring.errors import Position
from scoring.policy.building.context import PLACEHOLDERS, Building
from scoring.policy.building.rows import build_day
from scoring.policy.language.parse import ExpressionProblem, parse
from scoring.policy.language.scope import Scope
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Boolean, Choice, Day, Number, name_of
from scoring.policy.procedure import LIST_FIELDS, Duration, Family, Office, Procedure, Publication, Question, Remedy
from scoring.policy.selection import Entitlement, FurtherCondition, Ranking, Selection
from scoring.policy.source import Written
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]
_LISTS = frozenset({"offices", "remedies", "complaints", "questions"})


def build_selection(building: Building, data: Data, scope: Scope) -> Selection:
    """Build who is admitted. In the threshold and the ranking `total` and `points(…)` are in reach."""
    ranking = data.get("ranking")
    return Selection(
        building.limit(data.get("threshold"), scope),
        building.condition(data.get("unless"), replace(scope, points=None)),
        _ranking(building, ranking, scope) if ranking is not None else None,
    )


def _ranking(building: Building, data: Data, scope: Scope) -> Ranking:
    by = building.limit(data.get("by", Written.at("total", Position(building.file, 1, 1), quoted=False)), scope)
    keys = tuple(_key(building, written, scope) for written in data.get("then", ()))
    return Ranking(by or PLACEHOLDERS[Number], keys, data.get("ties_at_cut_off", "admit_all"))


def _key(building: Building, written: Written, scope: Scope) -> tuple[Expression, bool]:
    """Build one tie-break: `-` before a number or a date means that more comes first."""
    descending = _negative(written)
    text = Written.at(written.lstrip().removeprefix("-"), written.position, quoted=written.quoted) if descending else written
    key = building.firm(building.expression(text, scope), written, scope)
    if not isinstance(key.type, Number | Day | Boolean) and not (isinstance(key.type, Choice) and key.type.ordered):
        building.find("type_expected", written, expected="number", found=name_of(key.type), text=written)
    return key, descending


def _negative(written: Written) -> bool:
    """Whether a `-` stands before the whole key: before `a` in `-a`, but not in `-a + b`."""
    try:
        node = parse(written)
    except ExpressionProblem:
        return False
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def build_entitlement(building: Building, data: Data, scope: Scope, known: Mapping[str, Any], grants: str) -> Entitlement:
    """Build one entitlement; in `when`, `total`, `points(…)` and `admitted` are in reach."""
    default_start = "registration" if grants == "registration" else "decision"
    conditions = tuple(FurtherCondition(c["label"], str(c.get("reference", ""))) for c in data.get("further_conditions", ()))
    return Entitlement(
        id=str(data["id"]),
        label=data["label"],
        service=data["service"],
        confers=data.get("confers", "treatment"),
        beneficiaries=tuple(data["beneficiaries"]),
        when=building.condition(data["when"], scope) or PLACEHOLDERS[Boolean],
        starts=data.get("starts", default_start),
        further_conditions=conditions,
        without_grant=data.get("without_grant", EMPTY),
        valid_for=str(data.get("valid_for", "")),
        apply_within=str(data.get("apply_within", "")),
        documents=building.known(data.get("documents", ()), known["evidence"], "evidence_unknown"),
        granted_by=data.get("granted_by", EMPTY),
        reference=str(data.get("reference", "")),
        help=data.get("help", EMPTY),
        note=data.get("note", EMPTY),
    )


def build_procedure(building: Building, data: Data, known: Mapping[str, Any], scope: Scope) -> Procedure:
    """Build who does what, and by when."""
    stated = {key: value for key, value in data.items() if isinstance(value, tuple) and key not in _LISTS}
    values: dict[str, Any] = {key: tuple(map(str, value)) if key == "channels" else value for key, (value, *_) in stated.items()}
    return Procedure(
        **values,
        references={key: str(reference) for key, (_, reference, _) in stated.items() if reference},
        notes={key: note for key, (*_, note) in stated.items() if note},
        offices=tuple(build_office(o) for o in data.get("offices", ())),
        days={str(key): build_duration(d) for key, d in data.get("days", {}).items()},
        publication=_publication(data.get("publication", {})),
        remedies=tuple(build_remedy(r) for r in data.get("remedies", ())),
        family=_family(building, data.get("family", {}), known, scope),
        complaints=tuple(build_office(o) for o in data.get("complaints", ())),
        questions=tuple(_question(q) for q in data.get("questions", ())),
        note=data.get("note", EMPTY),
    )


def build_office(data: Data) -> Office:
    """Build a window, or where complaints are taken."""
    words = {key: data.get(key, EMPTY) for key in ("address", "hours", "note")}
    return Office(data["name"], phone=str(data.get("phone", "")), reference=str(data.get("reference", "")), **words)


def _question(data: Data) -> Question:
    return Question(data["question"], data["answer"], str(data.get("reference", "")))


def build_duration(data: Data) -> Duration:
    """Build so many days from an act."""
    return Duration(data["n"], data["unit"], str(data.get("start", "")), str(data.get("reference", "")), data.get("note", EMPTY))


def _publication(data: Data) -> Publication:
    days = data.get("days")
    fields = tuple(each for each in LIST_FIELDS if each in data.get("fields_", ()))
    where, note = data.get("where", EMPTY), data.get("note", EMPTY)
    return Publication(fields, where, build_duration(days) if days else None, str(data.get("reference", "")), note)


def build_remedy(data: Data) -> Remedy:
    """Build a way to contest the decision."""
    within = data.get("within")
    organ, note = data.get("organ", EMPTY), data.get("note", EMPTY)
    return Remedy(data["kind"], organ, build_duration(within) if within else None, str(data.get("reference", "")), note)


def _family(building: Building, data: Data, known: Mapping[str, Any], scope: Scope) -> Family:
    child = data.get("child", {})
    return Family(
        who=tuple(data.get("who", ())),
        child_under=child.get("under"),
        child_on=build_day(building, child["on"], scope.figures_alone()) if child else None,
        added_until=data.get("added_until", ""),
        conditions=data.get("conditions", ()),
        evidence=building.known(data.get("evidence", ()), known["evidence"], "evidence_unknown"),
        reference=str(data.get("reference", "")),
        note=data.get("note", EMPTY),
    )
