"""区县补充办法: a policy that states only what differs from another, laid over it before anything else is read.

Mappings merge, lists of things with an `id` merge by `id`, `remove: true` takes a thing or an entry away, a criterion that names a
rule drops the inherited one, and all else replaces.
"""

from __future__ import annotations

from collections.abc import Mapping

from scoring.errors import Finding
from scoring.policy.language.nearest import nearest
from scoring.policy.source import Entries, Items, Node, Written

_RULES = frozenset({"when", "lookup", "bands", "matrix", "per", "each", "over", "cases", "formula", "first"})
_OF_RULES = _RULES | {"points", "every", "after", "at_least", "where", "max_each", "further", "combine"}
_IN_GROUPS = frozenset({"groups", "criteria"})


def lay_over(base: Node, overlay: Node, findings: list[Finding]) -> Node:
    """Give *base* with the differences that *overlay* states; what it takes away in vain is noted."""
    return _Laying(findings).merged(base, overlay, "")


class _Laying:
    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings

    def merged(self, base: Node, over: Node, key: str) -> Node:
        """Merge two nodes that stand under *key*."""
        match _as_mapping(base, over), over:
            case Entries() as below, Entries():
                return self._mapping(below, over, key)
            case Items(), Items() if _ids(base) is not None and _ids(over) is not None:
                return self._things(base, over, key)  # type: ignore[arg-type]  # just matched
        return over

    def _mapping(self, base: Entries, over: Entries, key: str) -> Entries:
        entries = dict(base.entries)
        if key in _IN_GROUPS and _RULES & set(over.entries) and "criteria" not in base.entries:
            entries = {name: value for name, value in entries.items() if name not in _OF_RULES}
        for name, value in over.entries.items():
            if _removes(value):
                self._remove(entries, name)
            elif name in entries:
                entries[name] = self.merged(entries[name], value, name)
            else:
                entries[name] = value
        return Entries(entries, over.position)

    def _remove(self, entries: dict[Written, Node], name: Written) -> None:
        if entries.pop(name, None) is None:
            self.findings.append(Finding("remove_unknown", name.position, {"name": name, "nearest": nearest(name, entries)}))

    def _things(self, base: Items, over: Items, key: str) -> Items:
        """Merge two lists of things by id, in the order of *base*; new ones come last."""
        things: dict[Written, Node] = dict(_ids(base) or {})
        for id_, thing in (_ids(over) or {}).items():
            if _removes(thing):
                self._remove(things, id_)
            elif id_ in things:
                things[id_] = self.merged(things[id_], thing, key)
            else:
                things[id_] = thing
        return Items(tuple(things.values()), over.position)


def _as_mapping(base: Node, over: Node) -> Node:
    """Give the mapping that the plain word `shared` stands for, where a mapping is laid over it."""
    if isinstance(over, Entries) and isinstance(base, Written) and base == "shared":
        return Entries(
            {Written.at("shared", base.position, quoted=False): Written.at("true", base.position, quoted=False)}, base.position
        )
    return base


def _removes(node: Node) -> bool:
    return isinstance(node, Entries) and node.entries.get(Written("remove")) == "true"


def _ids(node: Node) -> Mapping[Written, Node] | None:
    """Give the things of a list by their ids; None where it is no such list."""
    assert isinstance(node, Items)  # noqa: S101 - the caller has matched it
    found: dict[Written, Node] = {}
    for item in node.items:
        id_ = item.entries.get(Written("id")) if isinstance(item, Entries) else None
        if not isinstance(id_, Written) or id_ in found:
            return None
        found[id_] = item
    return found
