"""Where in the policy's file a finding belongs."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.errors import Position
from scoring.inspection.lint.finding import LintFinding
from scoring.policy.source import Entries, Items, Node, position_of

_SECTIONS = {
    "fact": "facts",
    "field": "facts",
    "parameter": "parameters",
    "table": "tables",
    "variable": "variables",
    "check": "checks",
    "requirement": "requirements",
    "veto": "vetoes",
    "criterion": "groups",
    "group": "groups",
    "entitlement": "entitlements",
}
_OF_THE_POLICY = {"threshold_never": ("selection", "threshold"), "key_same": ("selection", "ranking", "then")}
_OF_THE_POLICY["key_repeated"] = _OF_THE_POLICY["key_same"]

_Path = tuple[str | int, ...]


def place_of(root: Node, finding: LintFinding) -> Position:
    """Give the place of what *finding* is about in the policy's file *root*; where that does not have it, the nearest above."""
    if finding.kind == "policy":
        return position_of(root, _OF_THE_POLICY.get(finding.code, ()))
    section = _SECTIONS[finding.kind]
    if finding.kind == "field":
        list_, _, field = finding.where.partition(".")
        return position_of(root, (section, list_, "of", field), of_key=True)
    node = _below(root, section)
    if isinstance(node, Items):
        path = next((path for path in _ids(node, finding.where)), ())
        return position_of(root, (section, *path))
    return position_of(root, (section, finding.where), of_key=True)


def _below(node: Node, key: str) -> Node | None:
    return next((value for name, value in node.entries.items() if name == key), None) if isinstance(node, Entries) else None


def _ids(node: Items, id_: str) -> Iterator[_Path]:
    """Give the path of every item called *id_*, also among the items of a group."""
    for index, item in enumerate(node.items):
        if _below(item, "id") == id_:
            yield (index, "id")
        inner = _below(item, "criteria")
        if isinstance(inner, Items):
            yield from ((index, "criteria", *path) for path in _ids(inner, id_))
