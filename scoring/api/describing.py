"""A policy as plain JSON values: its facts as a form needs them, its rules in words."""

from __future__ import annotations

from datetime import date

from scoring.api import figures
from scoring.engine.document import Document, entitlement, text
from scoring.engine.prose import condition, ranking_keys, rule_rows
from scoring.engine.texts import PROVENANCE
from scoring.engine.written_values import value
from scoring.policy.criteria import Condition as About
from scoring.policy.criteria import Criterion, Group, Requirement, Veto
from scoring.policy.facts import Evidence, Fact
from scoring.policy.language.tree import Expression
from scoring.policy.model import Policy


def summary(policy: Policy, today: date) -> Document:
    """Describe a version in short."""
    last = policy.in_force.last
    return {
        "scheme": policy.scheme,
        "version": policy.version,
        "extends": policy.extends or None,
        "title": text(policy.title),
        "jurisdiction": policy.jurisdiction,
        "authority": text(policy.authority),
        "grants": policy.grants,
        "provenance": policy.provenance,
        "notice": dict(zip(("zh", "en"), PROVENANCE[policy.provenance], strict=True)),
        "in_force": {"first": policy.in_force.first.isoformat(), "last": last.isoformat() if last else None},
        "is_in_force": today in policy.in_force,
        "digest": policy.digest,
    }


def whole(policy: Policy, today: date) -> Document:
    """Describe a version whole."""
    return {
        **summary(policy, today),
        "note": text(policy.note),
        "sources": [
            {"id": id_, "title": text(s.title), "number": s.number or None, "url": s.url or None}
            for id_, s in policy.sources.items()
        ],
        "sections": [{"id": section.id, "label": text(section.label)} for section in policy.sections],
        "facts": [_fact(policy, fact) for fact in policy.facts.values()],
        "checks": [{"id": c.id, "label": text(c.label), "condition": _said(policy, c.require)} for c in policy.checks],
        "evidence": [_evidence(kind) for kind in policy.evidence.values()],
        "parameters": [figures.parameter(parameter) for parameter in policy.parameters.values()],
        "tables": [figures.table(policy, found) for found in policy.tables.values()],
        "requirements": [_condition(policy, requirement) for requirement in policy.requirements],
        "vetoes": [_condition(policy, veto) for veto in policy.vetoes],
        "groups": [_item(policy, group) for group in policy.groups],
        "selection": _selection(policy),
        "entitlements": [entitlement(e) for e in policy.entitlements],
        "rounds": [figures.round_(policy, r) for r in policy.rounds],
    }


def _said(policy: Policy, expression: Expression | None) -> dict[str, str] | None:
    return None if expression is None else text(condition(policy, expression))


def _fact(policy: Policy, fact: Fact) -> Document:
    ask = fact.ask
    return {
        "id": fact.id,
        "kind": fact.kind,
        "label": text(fact.label),
        "help": text(fact.help),
        "unit": fact.unit.say("en") or None,
        "required": fact.required,
        "optional": fact.optional,
        "sensitive": fact.sensitive,
        "default": value(fact.default),
        "minimum": value(fact.minimum),
        "maximum": value(fact.maximum),
        "places": fact.places if fact.kind == "decimal" else None,
        "options": [{"id": option.id, "label": text(option.label)} for option in fact.options],
        "ordered": getattr(fact.type, "ordered", None),
        "max_items": fact.max_items or None,
        "fields": [_fact(policy, field) for field in fact.fields],
        "section": ask.section if ask else None,
        "order": ask.order if ask else None,
        "asked_when": _said(policy, ask.when) if ask else None,
        "evidence": list(fact.evidence),
    }


def _evidence(kind: Evidence) -> Document:
    return {
        "id": kind.id,
        "label": text(kind.label),
        "issued_by": text(kind.issued_by),
        "valid_for": kind.valid_for or None,
        "proof": kind.proof,
        "checked": kind.checked,
        "form": kind.form or None,
        "reference": kind.reference or None,
        "note": text(kind.note),
    }


def _condition(policy: Policy, item: Requirement | Veto) -> Document:
    expression, unless = (item.when, None) if isinstance(item, Veto) else (item.require, item.unless)
    return {
        "id": item.id,
        "label": text(item.about.label),
        "condition": _said(policy, expression),
        "unless": _said(policy, unless),
        "reference": item.about.reference or None,
        "note": text(item.about.note),
        "verification": _verification(policy, item.about),
    }


def _item(policy: Policy, item: Criterion | Group) -> Document:
    rows = [
        {"condition": text(r.condition), "points": text(r.points), "reference": r.reference or None}
        for r in rule_rows(policy, item)
    ]
    return {
        "id": item.id,
        "kind": "group" if isinstance(item, Group) else "criterion",
        "label": text(item.about.label),
        "reference": item.about.reference or None,
        "note": text(item.about.note),
        "verification": _verification(policy, item.about),
        "rows": rows,
        "items": [_item(policy, below) for below in (item.items if isinstance(item, Group) else ())],
    }


def _verification(policy: Policy, about: About) -> Document | None:
    """Tell which departments confirm, and how several answers combine."""
    found = about.verification
    if found is None:
        return None
    return {"by": [{"id": id_, "label": text(policy.departments[id_])} for id_ in found.by], "agree": found.agree}


def _selection(policy: Policy) -> Document:
    selection, ranking = policy.selection, policy.selection.ranking
    return {
        "threshold": _said(policy, selection.threshold),
        "unless": _said(policy, selection.unless),
        "ranking": None
        if ranking is None
        else {"keys": [text(key) for key in ranking_keys(policy)], "ties_at_cut_off": ranking.ties_at_cut_off},
    }
