"""A forecast as plain JSON values, written as an assessment is: points as digits, days as ISO text, texts in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from scoring.engine.document import points
from scoring.engine.forecast.result import Assumption, Between, Forecast, Level, Renewal, Step, Window
from scoring.engine.forecast.sentences import assumption_sentence, forecast_sentences, renewal_sentence, step_sentence

Document: TypeAlias = dict[str, Any]


def as_document(forecast: Forecast) -> Document:
    """Write *forecast* out; the order of keys never changes."""
    policy, round_ = forecast.start.policy, forecast.start.round
    return {
        "scheme": policy.scheme,
        "version": policy.version,
        "digest": policy.digest,
        "provenance": policy.provenance,
        "on": forecast.start.on.isoformat(),
        "until": forecast.until.isoformat(),
        "round": round_.id if round_ else None,
        "reached": _day(forecast.reached),
        "threshold_reached": _day(forecast.threshold_reached),
        "best": _window(forecast.best),
        "best_eligible": None if forecast.best_eligible is None else _window(forecast.best_eligible),
        "sentences": [sentence.as_dict() for sentence in forecast_sentences(forecast)],
        "stretches": [{"first": s.first.isoformat(), "last": s.last.isoformat(), **_level(s.level)} for s in forecast.stretches],
        "cliffs": [_step(forecast, step) for step in forecast.cliffs],
        "rises": [_step(forecast, step) for step in forecast.rises],
        "renewals": [_renewal(forecast, renewal) for renewal in forecast.renewals],
        "assumptions": [_assumption(forecast, assumption) for assumption in forecast.assumptions],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _between(given: Between | None) -> Document | None:
    return None if given is None else {"lowest": points(given.lowest), "highest": points(given.highest)}


def _level(level: Level) -> Document:
    return {"total": _between(level.total), "outcome": str(level.outcome), "ranked": _between(level.ranked)}


def _window(window: Window) -> Document:
    return {"first": window.first.isoformat(), "last": window.last.isoformat(), "total": _between(window.total)}


def _step(forecast: Forecast, step: Step) -> Document:
    return {
        "on": step.on.isoformat(),
        "before": _level(step.before),
        "after": _level(step.after),
        "awards": [{"id": a.id, "before": _between(a.before), "after": _between(a.after)} for a in step.awards],
        "turns": [{"id": t.id, "kind": t.kind, "before": t.before, "after": t.after, "worse": t.worse} for t in step.turns],
        "sentence": step_sentence(forecast, step).as_dict(),
    }


def _renewal(forecast: Forecast, renewal: Renewal) -> Document:
    return {
        "evidence": renewal.evidence,
        "last": renewal.last.isoformat(),
        "facts": list(renewal.facts),
        "sentence": renewal_sentence(forecast, renewal).as_dict(),
    }


def _assumption(forecast: Forecast, assumption: Assumption) -> Document:
    return {
        "code": assumption.code,
        "version": assumption.version,
        "ids": list(assumption.ids),
        "on": _day(assumption.on),
        "to": assumption.to,
        "old": _day(assumption.old),
        "new": _day(assumption.new),
        "sentence": assumption_sentence(forecast, assumption).as_dict(),
    }
