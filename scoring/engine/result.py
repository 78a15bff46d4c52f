"""What a reading of a policy found, in one form for both readers: `program` (all facts known) and `bounds` (some missing)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.engine.program import Compact
from scoring.policy.criteria import Criterion
from scoring.policy.known import in_order_of_questions
from scoring.policy.language.types import Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import CERTAIN, NONE, Reading


@dataclass(frozen=True, slots=True)
class Found:
    """Ranges everywhere; where nothing is open both ends are the same.

    `facts` are the coded values as they hold (a fact that is open is absent), `readings` the point table by id,
    `requirements`, `vetoes` and `entitlements` conditions by id, `ranking` the sum and the tie-break keys.
    """

    facts: Mapping[str, Any]
    variables: Mapping[str, Range]
    requirements: Mapping[str, Range]
    waivers: Mapping[str, Range]
    vetoes: Mapping[str, Range]
    readings: Mapping[str, Reading]
    total: Range
    threshold: Range | None
    reached: Range
    entitlements: Mapping[str, Range]
    ranking: tuple[Range, ...]


def from_compact(policy: Policy, facts: Mapping[str, Any], compact: Compact) -> Found:
    """Give what a program found."""
    held = {fact.id: value for fact, value in zip(in_order_of_questions(policy), compact.facts, strict=True)}
    requirements = [r.id for r in policy.requirements]
    return Found(
        facts={**facts, **held},
        variables=_ranges(policy.variables, compact.variables),
        requirements=_ranges(requirements, compact.requirements),
        waivers=_ranges(requirements, compact.waivers),
        vetoes=_ranges([v.id for v in policy.vetoes], compact.vetoes),
        readings=_readings(policy, compact),
        total=(compact.total, compact.total),
        threshold=None if compact.threshold is None else (compact.threshold, compact.threshold),
        reached=_range(compact.reached),
        entitlements=_ranges([e.id for e in policy.entitlements], compact.entitlements),
        ranking=tuple(_range(key) for key in compact.ranking),
    )


def _range(value: Any) -> Range:
    return (int(value), int(value))


def _ranges(ids: Any, values: tuple[Any, ...]) -> dict[str, Range]:
    return {id_: _range(value) for id_, value in zip(ids, values, strict=True)}


def _readings(policy: Policy, compact: Compact) -> dict[str, Reading]:
    items = list(policy.walk())
    points = dict(zip((item.id for item in items), compact.points, strict=True))
    readings = {}
    columns = zip(items, compact.points, compact.raws, compact.rows, compact.caps, compact.applies, strict=True)
    for item, given, raw, row, cap, applies in columns:
        others = item.yields_to if isinstance(item, Criterion) else ()
        readings[item.id] = Reading(
            points=_range(given),
            raw=_range(raw),
            row=row,
            cap=None if cap is None else _range(cap),
            applies=NONE if applies is False else CERTAIN,
            yields=next((other for other in others if points[other]), ""),
        )
    return readings
