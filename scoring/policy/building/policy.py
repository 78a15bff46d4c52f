"""Building a whole policy from its validated parts, gathering every finding on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from scoring.policy.building.context import Building, scope_of
from scoring.policy.building.criteria import CriteriaBuilding, check_yielding, ids_of, walk
from scoring.policy.building.facts import add_questions, build_facts, circle
from scoring.policy.building.outcome import build_entitlement, build_procedure, build_selection
from scoring.policy.building.parameters import build_parameters, build_rounds, dated_values
from scoring.policy.building.tables import build_tables
from scoring.policy.facts import Check, Evidence, Section
from scoring.policy.language.arithmetic import places_of
from scoring.policy.language.emptiness import has_value
from scoring.policy.language.parse import names_in
from scoring.policy.language.scope import Scope
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Boolean
from scoring.policy.model import Period, Policy, Source
from scoring.policy.source import Node, Written
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]


def build_policy(building: Building, data: Data, rounds: tuple[list[Data], Node | None], digest: str) -> Policy:
    """Build the policy; findings are left in *building*, and stand-ins where something could not be built."""
    building.places = places_of(Decimal(data.get("precision", "1")))
    building.rounding = str(data.get("rounding", "half_up"))
    known = {key: data.get(key, {}) for key in ("sections", "evidence", "departments")}
    in_force = _period(building, data)
    _check_names(building, data)
    facts = build_facts(building, data["facts"], known)
    parameters = build_parameters(building, data.get("parameters", {}), facts, in_force)
    types = {name: p.type for name, p in parameters.items()}
    tables = build_tables(building, data.get("tables", {}), in_force)
    figures = {"parameters": types, "dated": dated_values(parameters), "tables": {t.id: t.shape for t in tables.values()}}
    facts = add_questions(building, facts, data["facts"], figures)
    scope = scope_of(facts, building, **figures)
    variables, scope = _variables(building, data.get("variables", {}), scope)
    criteria = CriteriaBuilding(building, scope, known)
    check_yielding(building, data)
    awards = frozenset(str(item["id"]) for item in walk(data["groups"]))
    total_scope = replace(scope, points=awards)
    return Policy(
        **_head(building, data, known),
        in_force=in_force,
        facts=facts,
        checks=tuple(_check(building, item, scope) for item in data.get("checks", ())),
        parameters=parameters,
        tables=tables,
        variables=variables,
        guards=scope.guards,
        requirements=tuple(criteria.requirement(item) for item in data.get("requirements", ())),
        vetoes=tuple(criteria.veto(item) for item in data.get("vetoes", ())),
        groups=tuple(criteria.item(item) for item in data["groups"]),  # type: ignore[misc]  # the schema takes groups alone here
        selection=build_selection(building, data.get("selection", {}), total_scope),
        entitlements=tuple(
            build_entitlement(building, item, replace(total_scope, admitted=True), known, data["grants"])
            for item in data.get("entitlements", ())
        ),
        procedure=build_procedure(building, data.get("procedure", {}), known, scope),
        rounds=build_rounds(building, rounds[0], rounds[1], parameters, str(data["version"])),
        digest=digest,
    )


def _head(building: Building, data: Data, known: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a policy says of itself, and its catalogues."""
    return {
        "scheme": str(data["scheme"]),
        "version": str(data["version"]),
        "title": data["title"],
        "jurisdiction": str(data["jurisdiction"]),
        "authority": data.get("authority", EMPTY),
        "grants": data["grants"],
        "provenance": data["provenance"],
        "sources": {str(key): _source(item) for key, item in data["sources"].items()},
        "places": building.places,
        "rounding": data.get("rounding", "half_up"),
        "sections": tuple(Section(str(key), item["label"]) for key, item in known["sections"].items()),
        "evidence": {str(key): _evidence(key, item) for key, item in known["evidence"].items()},
        "departments": {str(key): item["label"] for key, item in known["departments"].items()},
        "note": data.get("note", EMPTY),
        "extends": str(data.get("extends", "")),
    }


def _period(building: Building, data: Data) -> Period:
    period = Period(data["in_force"]["start"], data["in_force"].get("until"))
    if period.last is not None and period.last < period.first:
        building.find("period_crossed", data["scheme"], first=str(period.first), last=str(period.last))
    return period


def _check_names(building: Building, data: Data) -> None:
    """Facts, parameters, tables and variables share one set of names; what has an id shares another."""
    names: dict[str, Written] = {}
    for table in ("facts", "parameters", "tables", "variables"):
        building.unique(data.get(table, {}), names)
    for fact in data["facts"].values():
        for field in fact.get("of", {}):
            building.unique([field], dict(names))
    building.unique(ids_of(data), {}, free=True)
    building.unique((check["id"] for check in data.get("checks", ())), {}, free=True)


def _variables(building: Building, data: Mapping[Written, Written], scope: Scope) -> tuple[dict[str, Expression], Scope]:
    """Compile the variables in an order in which each finds those it reads."""
    reads = {str(name): sorted(names_in(text) & set(data)) for name, text in data.items()}
    circular = circle(reads)
    building.unusable.update(circular)
    for name in circular:
        building.find("circle", next(k for k in data if k == name), name=name)
    compiled: dict[str, Expression] = {}
    pending = [name for name in data if name not in circular]
    while pending:
        ready = [name for name in pending if all(r in compiled or r in circular for r in reads[name])]
        for name in ready:
            before = len(building.findings)
            compiled[str(name)] = building.expression(data[name], scope)
            if len(building.findings) > before or set(reads[name]) & building.unusable:
                building.unusable.add(str(name))
            scope = _with_variable(scope, str(name), compiled[str(name)])
        pending = [name for name in pending if name not in ready]
    for name in circular:  # so that what reads it does not add findings of its own
        scope = replace(scope, variables={**scope.variables, name: Boolean()})
    return compiled, scope


def _with_variable(scope: Scope, name: str, compiled: Expression) -> Scope:
    """Give *scope* with one more variable, and with the condition under which it has a value."""
    given = has_value(compiled, scope.guards)
    guards = scope.guards if given is None else {**scope.guards, name: given}
    return replace(scope, variables={**scope.variables, name: compiled.type}, guards=guards)


def _check(building: Building, data: Data, scope: Scope) -> Check:
    return Check(str(data["id"]), data["label"], building.expression(data["require"], scope, Boolean))


def _source(data: Data) -> Source:
    return Source(data["title"], str(data.get("number", "")), str(data.get("url", "")))


def _evidence(key: str, data: Data) -> Evidence:
    return Evidence(
        str(key),
        data["label"],
        data.get("issued_by", EMPTY),
        str(data.get("valid_for", "")),
        data.get("proof", "document"),
        data.get("checked", "before_application"),
        str(data.get("reference", "")),
        data.get("note", EMPTY),
        data.get("form", ""),
    )
