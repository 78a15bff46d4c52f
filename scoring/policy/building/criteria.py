"""Building requirements, vetoes and the point table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scoring.policy.building.context import PLACEHOLDERS, Building
from scoring.policy.building.facts import circle
from scoring.policy.building.rules import build_rule
from scoring.policy.criteria import Condition, Criterion, Group, Requirement, Veto
from scoring.policy.facts import Verification
from scoring.policy.language.scope import Scope
from scoring.policy.language.types import Boolean
from scoring.policy.source import Written
from scoring.policy.wording import EMPTY

Data = Mapping[str, Any]
_FALSE = PLACEHOLDERS[Boolean]


def ids_of(data: Data) -> Iterator[Written]:
    """Give the ids of groups, criteria, requirements, vetoes and entitlements: one set of names."""
    for key in ("requirements", "vetoes", "entitlements"):
        yield from (item["id"] for item in data.get(key, ()))
    yield from (item["id"] for item in walk(data["groups"]))


def walk(items: tuple[Data, ...]) -> Iterator[Data]:
    """Give every group and criterion, a group before its items."""
    for item in items:
        yield item
        yield from walk(item.get("criteria", ()))


class CriteriaBuilding:
    """Builds what stands on facts; *known* holds the policy's `evidence` and `departments`, by id."""

    def __init__(self, building: Building, scope: Scope, known: Mapping[str, Any]) -> None:
        self.building, self.scope, self.known = building, scope, known

    def requirement(self, data: Data) -> Requirement:
        """Build one requirement."""
        require = self.building.condition(data["require"], self.scope) or _FALSE
        return Requirement(self.about(data), require, self.building.condition(data.get("unless"), self.scope))

    def veto(self, data: Data) -> Veto:
        """Build one veto."""
        return Veto(self.about(data), self.building.condition(data["when"], self.scope) or _FALSE)

    def about(self, data: Data) -> Condition:
        """Build what all of them say of themselves."""
        evidence = self.building.known(data.get("evidence", ()), self.known["evidence"], "evidence_unknown")
        return Condition(
            str(data["id"]),
            data["label"],
            data.get("help", EMPTY),
            data.get("note", EMPTY),
            str(data.get("reference", "")),
            evidence,
            self._verification(data.get("verification")),
        )

    def _verification(self, data: Data | None) -> Verification | None:
        if data is None:
            return None
        by = self.building.known(data["by"], self.known["departments"], "department_unknown")
        return Verification(by, data.get("agree", "single"))

    def item(self, data: Data) -> Criterion | Group:
        """Build a group with all below it, or a criterion."""
        self.building.items[str(data["id"])] = data["id"].position
        limits = {
            "applies": self.building.condition(data.get("applies"), self.scope),
            "maximum": self.building.limit(data.get("max"), self.scope),
            "minimum": self.building.limit(data.get("min"), self.scope),
        }
        if "criteria" in data:
            if not data["criteria"]:
                self.building.find("group_empty", data["id"], id=data["id"])
            items = tuple(self.item(item) for item in data["criteria"])
            return Group(self.about(data), items, combine=data.get("combine", "sum"), **limits)
        rule = build_rule(self.building, data, self.scope)
        return Criterion(self.about(data), rule, yields_to=tuple(map(str, data.get("yields_to", ()))), **limits)


def check_yielding(building: Building, data: Data) -> None:
    """Every name in `yields_to` is a criterion, and none yields to itself in the end."""
    criteria = {item["id"]: item for item in walk(data["groups"]) if "criteria" not in item}
    for item in criteria.values():
        building.known(item.get("yields_to", ()), criteria, "criterion_unknown")
    for name in circle({str(k): [str(y) for y in v.get("yields_to", ())] for k, v in criteria.items()}):
        building.find("circle", next(k for k in criteria if k == name), name=name)
