"""The policy's own tests: `<version>.cases.yaml` beside the policy, read into cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from marshmallow import ValidationError, fields

from scoring.errors import Finding, PolicyRefused, Position
from scoring.policy.language.nearest import nearest
from scoring.policy.model import Policy
from scoring.policy.schema.facts import Anything
from scoring.policy.schema.fields import (
    ListOf,
    MapOf,
    Part,
    Scalar,
    Shape,
    Words,
    day,
    identifier,
    number,
    one_of,
    plain,
    ready,
    refuse,
)
from scoring.policy.source import Items, Node, SourceRefused, Written, position_of, read
from scoring.policy.source import plain as plain_of
from scoring.policy.source_files import read_text
from scoring.policy.values import from_text
from scoring.policy.wording import EMPTY, Text

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Between:
    """Expected points: a number has both ends the same."""

    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects; only what it names is compared. `entitlements` is the exact set."""

    total: Between | None = None
    outcome: str = ""
    awards: Mapping[str, Between] | None = None
    entitlements: frozenset[str] | None = None
    variables: Mapping[str, str] | None = None
    requirements: Mapping[str, str] | None = None
    vetoes: Mapping[str, str] | None = None
    ranking: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PolicyCase:
    """One case, its `like` resolved. `checked` false skips the policy's checks of contradicting answers."""

    name: str
    on: date
    round: str | None
    facts: Mapping[str, object]
    expected: Expected
    checked: bool
    source: str
    note: Text
    position: Position


class Points(fields.Field[Any]):
    """A number, or `{lowest: …, highest: …}`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Between:
        if isinstance(value, Mapping):
            found = ready(BetweenShape).load(value)
            return Between(found["lowest"], found["highest"])
        exact = number().deserialize(value, attr, data)
        return Between(exact, exact)


class BetweenShape(Shape):
    """A range of points."""

    lowest = number(required=True)
    highest = number(required=True)


class ExpectShape(Shape):
    """What a case expects."""

    total = Points()
    outcome = one_of("vetoed", "requirements_not_met", "below_threshold", "eligible", "provisional")
    awards = MapOf(Points())
    entitlements = ListOf(identifier())
    variables = MapOf(plain())
    requirements = MapOf(one_of("met", "not_met", "open"))
    vetoes = MapOf(one_of("met", "not_met", "open"))
    ranking = ListOf(plain())


class CaseShape(Shape):
    """One case."""

    case = plain(required=True)
    on = day()
    round = plain()
    like = plain()
    facts = MapOf(Anything(), Scalar("id", lambda written: written))
    expect = Part(ExpectShape, required=True)
    source = plain()
    note = Words()
    checks = one_of("off")


def case_path(policy_path: Path) -> Path:
    """Name the file of cases beside a policy."""
    return policy_path.with_name(policy_path.name.removesuffix(".yaml") + ".cases.yaml")


def read_cases(policy: Policy, path: Path) -> tuple[PolicyCase, ...]:
    """Read the cases of *policy* from *path*; PolicyRefused carries every finding."""
    return cases_of(policy, read_text(path), str(path))


def cases_of(policy: Policy, text: str, file: str) -> tuple[PolicyCase, ...]:
    """Read the cases of *policy* from their text; *file* names it in positions. PolicyRefused carries every finding."""
    findings: list[Finding] = []
    try:
        root: Node = read(text, file)
    except SourceRefused as refused:
        raise PolicyRefused(file, refused.findings) from None
    if not isinstance(root, Items):
        raise PolicyRefused(file, [Finding("value_form", root.position, {"expected": "[…]", "found": "{…}"})])
    cases: dict[str, PolicyCase] = {}
    for node in root.items:
        try:
            data = ready(CaseShape).load(plain_of(node))
            case = _case(policy, data, cases, node)
        except ValidationError as error:
            from scoring.policy.loading import findings_of  # noqa: PLC0415 - only where a case is refused

            findings += findings_of(ready(CaseShape), node, error)
            continue
        if case.name in cases:
            findings.append(Finding("name_twice", case.position, {"name": case.name, "first": str(cases[case.name].position.line)}))
        cases[case.name] = case
    if findings:
        raise PolicyRefused(file, findings)
    return tuple(cases.values())


def _case(policy: Policy, data: Mapping[str, Any], earlier: Mapping[str, PolicyCase], node: Node) -> PolicyCase:
    base = None
    if "like" in data:
        base = earlier.get(data["like"])
        if base is None:
            problem = {"name": data["like"], "nearest": nearest(data["like"], earlier)}
            raise ValidationError({"like": refuse("case_unknown", **problem).messages})
    if base is None and "on" not in data:
        raise ValidationError({"on": ["key_missing"]})
    facts = dict(base.facts) if base else {}
    for name, value in data.get("facts", {}).items():
        if value == UNKNOWN:
            facts.pop(str(name), None)
        else:
            facts[str(name)] = from_text(policy.facts[name], value) if name in policy.facts else value
    on = data.get("on", base.on if base else None)
    return PolicyCase(
        name=str(data["case"]),
        on=on,
        round=str(data["round"]) if "round" in data else base.round if base else None,
        facts=facts,
        expected=_expected(data["expect"]),
        checked="checks" not in data,
        source=str(data.get("source", "")),
        note=data.get("note", EMPTY),
        position=position_of(node, ("case",)),
    )


def _expected(data: Mapping[str, Any]) -> Expected:
    return Expected(
        total=data.get("total"),
        outcome=str(data.get("outcome", "")),
        awards=data.get("awards"),
        entitlements=frozenset(map(str, data["entitlements"])) if "entitlements" in data else None,
        variables=_texts(data.get("variables")),
        requirements=_texts(data.get("requirements")),
        vetoes=_texts(data.get("vetoes")),
        ranking=tuple(map(str, data["ranking"])) if "ranking" in data else None,
    )


def _texts(data: Mapping[Written, Written] | None) -> Mapping[str, str] | None:
    return None if data is None else {str(key): str(value) for key, value in data.items()}
