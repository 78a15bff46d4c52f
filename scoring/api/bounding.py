"""Bounds as plain JSON values: what an assessment of partial answers comes to at the least and at the most, without the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.engine import Assessment
from scoring.engine.document import Document, points
from scoring.engine.result import PointTable
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language import arithmetic
from scoring.policy.language.types import Range
from scoring.policy.model import Policy

STATES = {(0, 0): "not_met", (0, 1): "open", (1, 1): "met"}


def bounds(assessment: Assessment) -> Document:
    """Write the bounds of *assessment* out: total, ranking sum and every item of the point table; each condition's state."""
    policy, found = assessment.policy, assessment.found
    return {
        "scheme": policy.scheme,
        "version": policy.version,
        "digest": policy.digest,
        "provenance": policy.provenance,
        "on": assessment.on.isoformat(),
        "round": assessment.round.id if assessment.round else None,
        "outcome": str(assessment.outcome),
        "total": _between(policy, found.total),
        "threshold": None if found.threshold is None else _between(policy, found.threshold),
        "ranked": _between(policy, found.ranking[0]) if found.ranking else None,
        "missing": list(assessment.missing),
        "awards": list(_items(policy, policy.groups, _ranges(policy, found.table))),
        "requirements": _conditions(found.requirements),
        "vetoes": _conditions(found.vetoes),
    }


def _between(policy: Policy, range_: Range) -> dict[str, str | None]:
    low, high = (points(arithmetic.decode(coded, policy.places)) for coded in range_)
    return {"lowest": low, "highest": high}


def _ranges(policy: Policy, table: PointTable) -> Mapping[str, Range]:
    return {i.id: (low, high) for i, low, high in zip(policy.walk(), table.lowest, table.highest, strict=True)}


def _items(policy: Policy, items: tuple[Criterion | Group, ...], ranges: Mapping[str, Range]) -> Iterator[Document]:
    for item in items:
        below = item.items if isinstance(item, Group) else ()
        yield {
            "id": item.id,
            "kind": "group" if isinstance(item, Group) else "criterion",
            **_between(policy, ranges[item.id]),
            "awards": list(_items(policy, below, ranges)),
        }


def _conditions(found: Mapping[str, Range]) -> list[Document]:
    return [{"id": id_, "state": STATES[(int(low), int(high))]} for id_, (low, high) in found.items()]
