"""What `luohu advise | forecast | next-question` print: the readers' own sentences below the notice, in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.cli_head import head_lines, outcome_words
from scoring.engine.advice import Advice, advice_sentences, way_sentence
from scoring.engine.forecast import Forecast, assumption_sentence, forecast_sentences, renewal_sentence, step_sentence
from scoring.engine.forecast.result import Between, Stretch
from scoring.engine.questions import NextQuestion
from scoring.engine.questions.standing import Questioning
from scoring.engine.saying import digits
from scoring.engine.words import Language
from scoring.policy.facts import Fact
from scoring.policy.model import Policy

_WORDS = {
    "advises_nobody": (
        "{name}仅为示例，在演示以外不提供建议。请选择其他政策（见 luohu policy list）。",
        "{name} is illustrative: outside a demonstration it advises nobody. Choose another policy (see luohu policy list).",
    ),
    "until": ("{until}早于第一天{on}。请选择其后的日期。", "{until} lies before the first day, {on}. Choose a later one."),
    "highest": ("最多能做到：{x}", "As far as one comes: {x}"),
    "periods": ("各段时间的总积分和结论", "Total and outcome, period by period"),
    "changes": ("变化", "Changes"),
    "renewals": ("须重新办理的材料", "Evidence to be got again"),
    "assumptions": ("以上以下列假定为前提", "All this rests on what is assumed"),
    "next": ("下一个问题：{x}", "Next question: {x}"),
    "none": ("其余任何答案都不会再改变结果。", "No answer can change anything any more."),
    "settled": ("无论如何回答，结论都不会再变。", "The outcome is certain, whatever is answered."),
    "not_settled": ("结论尚未确定。", "The outcome is not certain yet."),
    "needed": ("仍影响结论或总积分：{x}", "Can still change the outcome or the total: {x}"),
    "beside": (
        "只影响排名、待遇或不计入的得分项：{x}",
        "Change only the ranking, an entitlement or an award that does not count: {x}",
    ),
    "no_longer_needed": ("不必再回答：{x}", "Need not be answered any more: {x}"),
}


def say(code: str, language: Language, **places: str) -> str:
    """Give the words of *code* with *places* filled in."""
    return _WORDS[code][language == "en"].format_map(places)


def _sentences(heading: str, sentences: Iterable[str], language: Language) -> Iterator[str]:
    """Say *sentences* below a heading; nothing where there are none."""
    found = list(sentences)
    if found:
        yield ""
        yield say(heading, language)
        yield from (f"  {sentence}" for sentence in found)


def advice_lines(advice: Advice, language: Language, *, ended: bool) -> Iterator[str]:
    """Say advice: notices first, where the person stands, then each way, the cheapest first."""
    before = advice.before
    yield from head_lines(before.policy, before.on, before.round, language, ended=ended)
    yield ""
    yield from (sentence.say(language) for sentence in advice_sentences(advice))
    for number, way in enumerate(advice.ways, start=1):
        yield f"  {number}. {way_sentence(advice, way).say(language)}"
    if advice.highest is not None and advice.highest.changes:
        yield say("highest", language, x=way_sentence(advice, advice.highest).say(language))


def forecast_lines(forecast: Forecast, language: Language, *, ended: bool) -> Iterator[str]:
    """Say a forecast: notices first, what it comes to, every period, every change and why, and what is assumed."""
    start = forecast.start
    yield from head_lines(start.policy, start.on, start.round, language, ended=ended)
    yield ""
    yield from (sentence.say(language) for sentence in forecast_sentences(forecast))
    yield from _sentences("periods", (_stretch(stretch, language) for stretch in forecast.stretches), language)
    steps = {step.on: step for step in (*forecast.cliffs, *forecast.rises)}
    yield from _sentences("changes", (step_sentence(forecast, steps[on]).say(language) for on in sorted(steps)), language)
    renewals = (renewal_sentence(forecast, renewal).say(language) for renewal in forecast.renewals)
    yield from _sentences("renewals", renewals, language)
    assumptions = (assumption_sentence(forecast, assumption).say(language) for assumption in forecast.assumptions)
    yield from _sentences("assumptions", assumptions, language)


def _stretch(stretch: Stretch, language: Language) -> str:
    level = stretch.level
    return f"{stretch.first} – {stretch.last}  {_between(level.total):<15}  {outcome_words(level.outcome, language)}"


def _between(points: Between) -> str:
    low, high = (digits(end) for end in points)
    return low if low == high else f"{low} – {high}"


def question_lines(found: Questioning, language: Language, *, ended: bool) -> Iterator[str]:
    """Say which question is put next, what may be answered, and what the others can still change."""
    yield from head_lines(found.policy, found.on, found.round, language, ended=ended)
    yield ""
    if found.next is None:
        yield say("none", language)
    else:
        yield from _question(found.policy.facts[found.next.fact], language)
    yield say("settled" if found.settled else "not_settled", language)
    if found.next is not None:
        yield from _others(found.policy, found.next, language)


def _others(policy: Policy, found: NextQuestion, language: Language) -> Iterator[str]:
    for code, ids in (("needed", found.needed), ("beside", found.beside), ("no_longer_needed", found.no_longer_needed)):
        if ids:
            labels = [policy.facts[id_].label.say(language) for id_ in ids]
            yield say(code, language, x=("、" if language == "zh" else ", ").join(labels))


def _question(fact: Fact, language: Language) -> Iterator[str]:
    yield say("next", language, x=f"{fact.label.say(language)} ({fact.id})")
    if fact.help:
        yield f"  {fact.help.say(language)}"
    yield from (f"  {option.id} — {option.label.say(language)}" for option in fact.options)
