"""The whole assessment as plain JSON values: the one form that answers, commands and stored decisions share.

Points are decimal strings with the policy's places, days ISO dates, texts `{"zh": …, "en": …}`. The order of keys never
changes, so the same assessment gives the same bytes for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from scoring.engine.assessment import Assessment
from scoring.engine.award import Award, MatchedRow, Verdict
from scoring.engine.texts import PROVENANCE
from scoring.policy.selection import Entitlement
from scoring.policy.wording import Text

Document: TypeAlias = dict[str, Any]


def as_document(assessment: Assessment) -> Document:
    """Write *assessment* out: every award, verdict and entitlement. What is open is null, with its lowest and highest."""
    policy, round_ = assessment.policy, assessment.round
    return {
        "scheme": policy.scheme,
        "version": policy.version,
        "title": text(policy.title),
        "digest": policy.digest,
        "provenance": policy.provenance,
        "notice": dict(zip(("zh", "en"), PROVENANCE[policy.provenance], strict=True)),
        "grants": policy.grants,
        "on": assessment.on.isoformat(),
        "round": round_.id if round_ else None,
        "outcome": str(assessment.outcome),
        "total": points(assessment.total),
        "lowest": points(assessment.lowest),
        "highest": points(assessment.highest),
        "threshold": points(assessment.threshold),
        "missing": list(assessment.missing),
        "awards": [_award(award) for award in assessment.awards],
        "requirements": [_verdict(verdict) for verdict in assessment.requirements],
        "vetoes": [_verdict(verdict) for verdict in assessment.vetoes],
        "entitlements": [entitlement(unlocked) for unlocked in assessment.entitlements],
        "ranking": None if assessment.ranking is None else [value(key) for key in assessment.ranking],
        "variables": {id_: value(found) for id_, found in assessment.variables.items()},
    }


def text(words: Text) -> dict[str, str] | None:
    """Write a text in both languages; null where the policy says nothing."""
    return _both(words.translations).copy() if words.translations else None


@lru_cache(maxsize=4096)
def _both(translations: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Work a text out once: the same labels stand in every document of a policy."""
    return Text(translations).as_dict()


def points(number: Decimal | None) -> str | None:
    """Write a number of points as digits."""
    return None if number is None else str(number)


def value(given: object) -> Any:
    """Write a fact's value: a decimal as digits, a date as ISO text, records as objects."""
    match given:
        case Decimal():
            return str(given)
        case date():
            return given.isoformat()
        case tuple():
            return [{key: value(item) for key, item in record.items()} for record in given]
        case _:
            return given


def _award(award: Award) -> Document:
    about, kind, given, lowest, highest, cap, uncapped, facts, row, applies, counts, yields_to, awards = award
    return {
        "id": about.id,
        "kind": kind,
        "label": text(about.label),
        "points": points(given),
        "lowest": points(lowest),
        "highest": points(highest),
        "cap": points(cap),
        "uncapped": points(uncapped),
        "applies": applies,
        "counts": counts,
        "yields_to": yields_to,
        "facts": _facts(facts),
        "row": _row(row),
        "reference": about.reference or None,
        "note": text(about.note),
        "awards": [_award(below) for below in awards],
    }


def _facts(facts: Mapping[str, Any]) -> Document:
    return {id_: value(given) for id_, given in facts.items()}


def _row(row: MatchedRow | None) -> Document | None:
    if row is None:
        return None
    number, words, given, units = row
    return {
        "number": number,
        "label": text(words.label),
        "points": points(given),
        "reference": words.reference or None,
        "units": units,
    }


def _verdict(verdict: Verdict) -> Document:
    about, state, facts, waived = verdict
    return {
        "id": about.id,
        "label": text(about.label),
        "state": state,
        "waived": waived,
        "facts": _facts(facts),
        "reference": about.reference or None,
        "note": text(about.note),
    }


def entitlement(unlocked: Entitlement) -> Document:
    """Write what an admission unlocks."""
    return {
        "id": unlocked.id,
        "label": text(unlocked.label),
        "service": unlocked.service,
        "confers": unlocked.confers,
        "beneficiaries": list(unlocked.beneficiaries),
        "starts": unlocked.starts,
        "further_conditions": [{"label": text(c.label), "reference": c.reference or None} for c in unlocked.further_conditions],
        "without_grant": text(unlocked.without_grant),
        "valid_for": unlocked.valid_for or None,
        "apply_within": unlocked.apply_within or None,
        "documents": list(unlocked.documents),
        "granted_by": text(unlocked.granted_by),
        "reference": unlocked.reference or None,
        "note": text(unlocked.note),
    }
