"""A forecast in words: what it comes to, what is lost or gained on a day, and what it takes for granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from scoring.engine.forecast.result import Assumption, Between, Forecast, Renewal, Step, Window
from scoring.engine.forecast.texts import say
from scoring.engine.naming import Naming, day_words
from scoring.engine.prose import in_both
from scoring.engine.words import Language
from scoring.policy.criteria import Group
from scoring.policy.model import Policy
from scoring.policy.wording import Text


def forecast_sentences(forecast: Forecast) -> tuple[Text, ...]:
    """Say when the outcome is eligible, and when the total is best."""
    return (in_both(partial(_reached, forecast)), in_both(partial(_best, forecast)))


def step_sentence(forecast: Forecast, step: Step) -> Text:
    """Say what a cliff or a rise is, criterion by criterion and condition by condition."""
    return in_both(partial(_step, forecast, step))


def renewal_sentence(forecast: Forecast, renewal: Renewal) -> Text:
    """Say which evidence must be got again."""
    evidence = forecast.start.policy.evidence[renewal.evidence].label
    return in_both(lambda lang: say("renewal", lang, evidence=evidence.say(lang), last=day_words(renewal.last, lang)))


def assumption_sentence(forecast: Forecast, assumption: Assumption) -> Text:
    """Say what is taken for granted."""
    return in_both(partial(_assumption, forecast, assumption))


def _reached(forecast: Forecast, language: Language) -> str:
    if forecast.reached is None:
        return say("never", language, until=day_words(forecast.until, language))
    if forecast.reached == forecast.start.on:
        return say("reached_now", language)
    return say("reached", language, on=day_words(forecast.reached, language))


def _best(forecast: Forecast, language: Language) -> str:
    if forecast.best_eligible is not None:
        return _window("best", forecast, forecast.best_eligible, language)
    return _window("best_ever", forecast, forecast.best, language)


def _window(code: str, forecast: Forecast, window: Window, language: Language) -> str:
    total = _points(Naming(forecast.start.policy, language), window.total)
    return say(code, language, first=day_words(window.first, language), last=day_words(window.last, language), total=total)


def _step(forecast: Forecast, step: Step, language: Language) -> str:
    naming = Naming(forecast.start.policy, language)
    before, after = (_points(naming, level.total) for level in (step.before, step.after))
    why = "".join(_why(forecast, step, language))
    return say("cliff", language, on=day_words(step.on, language), before=before, after=after, why=why)


def _why(forecast: Forecast, step: Step, language: Language) -> Iterator[str]:
    """Say each criterion that changes (a group does because of them), and each requirement and veto."""
    labels = _labels(forecast)
    groups = {item.id for policy in forecast.versions.values() for item in policy.walk() if isinstance(item, Group)}
    naming = Naming(forecast.start.policy, language)
    for award in step.awards:
        if award.id not in groups:
            ends = {"before": _points(naming, award.before), "after": _points(naming, award.after)}
            yield say("award", language, label=labels[award.id].say(language), **ends)
    for turn in step.turns:
        states = {"before": say(turn.before or "none", language), "after": say(turn.after or "none", language)}
        yield say("turn", language, label=labels[turn.id].say(language), **states)


def _labels(forecast: Forecast) -> dict[str, Text]:
    policies = forecast.versions.values()
    return {part.id: part.about.label for p in policies for part in (*p.walk(), *p.requirements, *p.vetoes)}


def _points(naming: Naming, points: Between | None) -> str:
    if points is None:
        return say("none", naming.language)
    low, high = points
    if low == high:
        return naming.counted(low)
    return say("between", naming.language, low=naming.counted(low), high=naming.counted(high))


def _assumption(forecast: Forecast, assumption: Assumption, language: Language) -> str:
    policy = forecast.versions[assumption.version]
    naming = Naming(policy, language)
    places = {"on": assumption.on, "old": assumption.old, "new": assumption.new}
    return say(
        "round_moved_set" if assumption.code == "round_moved" and assumption.old is None else assumption.code,
        language,
        version=assumption.version,
        to=assumption.to,
        ids=naming.joined("list", [_label(forecast, policy, id_, language) for id_ in assumption.ids]),
        **{name: day_words(day, language) for name, day in places.items() if isinstance(day, date)},
    )


def _label(forecast: Forecast, policy: Policy, id_: str, language: Language) -> str:
    """Give the label of a fact, parameter or check; of a fact the version does not know, of the version that does."""
    labels = {check.id: check.label for check in policy.checks}
    for each in (policy, *forecast.versions.values()):
        labels = {**{p.id: p.label for p in each.parameters.values()}, **{f.id: f.label for f in each.facts.values()}, **labels}
    return labels[id_].say(language) or id_ if id_ in labels else id_
