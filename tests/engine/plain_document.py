"""The slow and obvious way from an assessment's awards to its document, against which what is written in one piece is held."""

from __future__ import annotations

from scoring.engine.document import entitlement, points, text
from scoring.engine.texts import PROVENANCE
from scoring.engine.written_values import value


def plain_document(assessment):
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


def _award(award):
    return {
        "id": award.id,
        "kind": award.kind,
        "label": text(award.label),
        "points": points(award.points),
        "lowest": points(award.lowest),
        "highest": points(award.highest),
        "cap": points(award.cap),
        "uncapped": points(award.uncapped),
        "applies": award.applies,
        "counts": award.counts,
        "yields_to": award.yields_to,
        "facts": {id_: value(given) for id_, given in award.facts.items()},
        "row": _row(award.row),
        "reference": award.reference or None,
        "note": text(award.note),
        "awards": [_award(below) for below in award.awards],
    }


def _row(row):
    if row is None:
        return None
    return {
        "number": row.number,
        "label": text(row.label),
        "points": points(row.points),
        "reference": row.reference or None,
        "units": row.units,
    }


def _verdict(verdict):
    return {
        "id": verdict.id,
        "label": text(verdict.label),
        "state": verdict.state,
        "waived": verdict.waived,
        "facts": {id_: value(given) for id_, given in verdict.facts.items()},
        "reference": verdict.reference or None,
        "note": text(verdict.note),
    }
