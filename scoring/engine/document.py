"""The whole assessment as plain JSON values: the one form that answers, commands and stored decisions share.

Points are decimal strings with the policy's places, days ISO dates, texts `{"zh": …, "en": …}`. The order of keys never
changes, so the same assessment gives the same bytes for ever.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from itertools import compress
from typing import Any, TypeAlias

from scoring.engine.assessment import Assessment
from scoring.engine.spelling import Spelling
from scoring.engine.spelling_plan import written_plan_of
from scoring.engine.texts import PROVENANCE
from scoring.engine.written_values import in_json, value_in_json
from scoring.policy.model import Policy
from scoring.policy.selection import Entitlement
from scoring.policy.wording import Text

Document: TypeAlias = dict[str, Any]


def as_document(assessment: Assessment) -> Document:
    """Give *assessment* as a document: every award, verdict and entitlement. What is open is null, with its lowest and highest."""
    document: Document = json.loads(f"{{{written(assessment)}}}")
    return document


def written(assessment: Assessment) -> str:
    """Write the members of the document as JSON, without the braces around them, so that others may follow."""
    policy, round_ = assessment.policy, assessment.round
    ranking = "null" if assessment.ranking is None else f"[{','.join(map(value_in_json, assessment.ranking))}]"
    variables = ",".join([f"{in_json(id_)}:{value_in_json(found)}" for id_, found in assessment.variables.items()])
    spelling = Spelling(written_plan_of(policy), assessment.found)
    entitlements = compress(_entitlements(policy), assessment.found.states.entitlements)
    return (
        f'{_head(policy)},"on":"{assessment.on}","round":{in_json(round_.id) if round_ else "null"},'
        f'"outcome":"{assessment.outcome}","total":{_digits(assessment.total)},'
        f'"lowest":{_digits(assessment.lowest)},"highest":{_digits(assessment.highest)},'
        f'"threshold":{_digits(assessment.threshold)},"missing":[{",".join(map(in_json, assessment.missing))}],'
        f'"awards":{spelling.awards()},"requirements":{spelling.requirements()},"vetoes":{spelling.vetoes()},'
        f'"entitlements":[{",".join(entitlements)}],'
        f'"ranking":{ranking},"variables":{{{variables}}}'
    )


def _digits(number: Decimal | None) -> str:
    return "null" if number is None else f'"{number}"'


@lru_cache(maxsize=256)
def _head(policy: Policy) -> str:
    """Write what a document begins with, which never changes under a policy."""
    head = {
        "scheme": policy.scheme,
        "version": policy.version,
        "title": text(policy.title),
        "digest": policy.digest,
        "provenance": policy.provenance,
        "notice": dict(zip(("zh", "en"), PROVENANCE[policy.provenance], strict=True)),
        "grants": policy.grants,
    }
    return in_json(head)[1:-1]


@lru_cache(maxsize=256)
def _entitlements(policy: Policy) -> tuple[str, ...]:
    return tuple(in_json(entitlement(each)) for each in policy.entitlements)


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
