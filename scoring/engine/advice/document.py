"""Advice as plain JSON values, written as an assessment is: points and decimals as digits, texts in both languages."""

from __future__ import annotations

from typing import Any, TypeAlias

from scoring.engine.advice.result import Advice, Change, Rank, Threshold, Way
from scoring.engine.advice.sentences import advice_sentences, change_sentence, way_sentence
from scoring.engine.document import points
from scoring.engine.written_values import value
from scoring.policy.model import Policy

Document: TypeAlias = dict[str, Any]


def as_document(advice: Advice) -> Document:
    """Write *advice* out. `highest` is null unless the aim is unreachable; the order of keys never changes."""
    policy, round_ = advice.before.policy, advice.before.round
    return {
        "scheme": policy.scheme,
        "version": policy.version,
        "digest": policy.digest,
        "provenance": policy.provenance,
        "on": advice.before.on.isoformat(),
        "round": round_.id if round_ else None,
        "aim": "threshold" if isinstance(advice.aim, Threshold) else "rank",
        "cut_off": points(advice.aim.points) if isinstance(advice.aim, Rank) else None,
        "standing": str(advice.standing),
        "sentences": [sentence.as_dict() for sentence in advice_sentences(advice)],
        "proven": advice.proven,
        "nodes": advice.nodes,
        "ways": [_way(advice, way) for way in advice.ways],
        "highest": None if advice.highest is None else _way(advice, advice.highest),
        "missing": list(advice.missing),
        "withheld": list(advice.withheld),
    }


def _way(advice: Advice, way: Way) -> Document:
    after = way.assessment
    return {
        "changes": [_change(advice.before.policy, change) for change in way.changes],
        "cost": way.cost,
        "gained": points(way.gained),
        "ranked": points(way.ranked),
        "outcome": str(after.outcome),
        "total": points(after.total),
        "lowest": points(after.lowest),
        "highest": points(after.highest),
        "sentence": way_sentence(advice, way).as_dict() if way.changes else None,
    }


def _change(policy: Policy, change: Change) -> Document:
    return {
        "fact": change.fact.id,
        "old": value(change.old),
        "new": value(change.new),
        "added": value(change.added),
        "efforts": change.efforts,
        "cost": change.cost,
        "costs": list(change.costs),
        "evidence": list(change.evidence),
        "sentence": change_sentence(policy, change).as_dict(),
    }
