"""Proving, once and for all answers, that nothing in a policy can fail: no overflow, no division by 0, no day that is none."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from scoring.errors import Finding, Position
from scoring.policy.building.context import Building
from scoring.policy.known import everything
from scoring.policy.language.range_functions import common_scale
from scoring.policy.language.ranges import UnknownRecords
from scoring.policy.language.types import LIMIT, Range
from scoring.policy.model import Policy
from scoring.policy.point_ranges import PointRanges


def prove(policy: Policy, building: Building) -> list[Finding]:
    """Give a finding for each expression, criterion or group that could fail for some lawful answers."""
    base = everything(policy)
    points = PointRanges(policy, base)
    scored: dict[str | None, Range] = {id_: reading.points for id_, reading in points.readings.items()}
    scored[None] = points.total
    findings = []
    for proof in building.proofs:
        fields = cast("UnknownRecords", base.lists[proof.records]).fields if proof.records else {}
        ranges = replace(base, fields=fields, points=scored, problems=[])
        low, _ = ranges.at_scale(proof.expression, max(proof.scale, common_scale(proof.expression)))
        if proof.positive and low <= 0:
            ranges.problem("every_positive")
        findings += [Finding(p.code, proof.position, p.facts) for p in ranges.problems[:1]]
    if not findings:
        sums = [(building.items[id_], reading.raw) for id_, reading in points.readings.items()]
        sums.append((Position(building.file, 1, 1), points.total))
        found = [Finding("too_large", at, {"highest": str(max(-low, high))}) for at, (low, high) in sums if max(-low, high) > LIMIT]
        findings = found[:1]  # what is too large makes the groups around it so
    return findings
