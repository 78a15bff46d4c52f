"""The reader for people: each rule as the rows of a point table in plain words, each award as a sentence with one’s own figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from scoring.engine.award import Award
from scoring.engine.rows import Rows
from scoring.engine.saying import Speaker
from scoring.engine.words import LANGUAGES, Language, say
from scoring.policy.criteria import Criterion, Group
from scoring.policy.facts import Fact, Value
from scoring.policy.language.tree import Expression
from scoring.policy.language.types import Boolean, Day
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Lookup, unguarded
from scoring.policy.wording import EMPTY, Text, text


@dataclass(frozen=True, slots=True)
class ProseRow:
    """One row of a point table in words: when, how many points, and the row's own article where it has one."""

    condition: Text
    points: Text
    reference: str = ""


def in_both(words: Callable[[Language], str]) -> Text:
    """Make a Text of what *words* says in each language."""
    return text({language: words(language) for language in LANGUAGES})


def condition(policy: Policy, expression: Expression) -> Text:
    """Say a condition or a number of *policy* in words."""
    return in_both(lambda language: Speaker(policy, language).say(expression))


def fact_value(policy: Policy, fact: Fact, value: Value | None) -> Text:
    """Say a fact's value: an option by its label, yes or no, a number with its unit, a day, how many entries a list has."""
    return in_both(lambda language: Speaker(policy, language).value(fact, value))


def rule_rows(policy: Policy, item: Criterion | Group) -> tuple[ProseRow, ...]:
    """Give the point table of one criterion in words: its rows, then cap, floor and what else limits it.

    A group has rows only for what limits it.
    """
    sayers = [Rows(policy, language) for language in LANGUAGES]
    zh, en = ([*sayer.rows(item)] for sayer in sayers)
    return tuple(
        ProseRow(text({"zh": a.condition, "en": b.condition}), text({"zh": a.points, "en": b.points}), a.reference)
        for a, b in zip(zh, en, strict=True)
    )


def award_sentence(policy: Policy, award: Award) -> Text:
    """Say why an award has the points it has, with the figures that were used."""
    return in_both(partial(_award, policy, award))


def matched_row(policy: Policy, criterion: str, number: int, label: Text) -> Text:
    """Name the row *number* of a criterion’s point table, whose own words are *label*; nothing where the answer itself says it."""
    rule = next(unguarded(item.rule) for item in policy.walk() if item.id == criterion and isinstance(item, Criterion))
    match rule:
        case Bands(bands=bands) if not bands[number - 1].row.label:
            return in_both(lambda language: Rows(policy, language).band(rule, number - 1))
        case Lookup(rows=rows) if not rows[number - 1][1].label:
            return EMPTY
    return label


def ranking_keys(policy: Policy) -> tuple[Text, ...]:
    """Say what ranks where places are limited: the sum, then each tie-break, all with what comes first. Without a ranking, none."""
    ranking = policy.selection.ranking
    if ranking is None:
        return ()
    keys = ((ranking.by, True), *ranking.then)
    return tuple(in_both(partial(_key, policy, expression, is_descending=is_descending)) for expression, is_descending in keys)


def _key(policy: Policy, expression: Expression, language: Language, *, is_descending: bool) -> str:
    match expression.type:
        case Day():
            code = "key_late" if is_descending else "key_early"
        case Boolean():
            code = "key_met" if is_descending else "key_unmet"
        case _:
            code = "key_high" if is_descending else "key_low"
    return say(code, language, x=Speaker(policy, language).say(expression))


def _award(policy: Policy, award: Award, language: Language) -> str:
    speaker = Speaker(policy, language)
    if award.applies is False:
        return say("award_not_applicable", language)
    if award.points is None:
        return _open(speaker, award, language)
    limit = _limit(speaker, award, language)
    points = speaker.counted(award.points)
    if award.kind == "group":
        counted = any(not below.counts for below in award.awards)
        return say("group_highest" if counted else "group_sum", language, points=points, limit=limit)
    if not award.facts:
        return say("award_plain", language, points=points, limit=limit)
    facts = speaker.joined("facts", [_fact(speaker, id_, value, language) for id_, value in award.facts.items()])
    return say("award_given", language, facts=facts, how=_how(speaker, award, language), points=points, limit=limit)


def _fact(speaker: Speaker, id_: str, value: Value | None, language: Language) -> str:
    fact = speaker.policy.facts[id_]
    return say("award_fact", language, label=fact.label.say(language), value=speaker.value(fact, value))


def _how(speaker: Speaker, award: Award, language: Language) -> str:
    """Say which row gave the points, where the answer itself does not say it."""
    row = award.row
    if row is None or award.yields_to:
        return ""
    if row.units is not None:
        return say("award_unit" if row.units == 1 else "award_units", language, n=row.units)
    label = matched_row(speaker.policy, award.id, row.number, row.label).say(language)
    return say("award_row", language, x=label) if label else ""


def _limit(speaker: Speaker, award: Award, language: Language) -> str:
    if award.yields_to:
        return say("award_yields", language, x=speaker.label(award.yields_to))
    if not award.counts and award.points:
        return say("award_not_counted", language)
    if award.cap is not None and award.uncapped is not None and award.uncapped > award.cap:
        return say("award_capped", language, raw=speaker.counted(award.uncapped), cap=speaker.counted(award.cap))
    return ""


def _open(speaker: Speaker, award: Award, language: Language) -> str:
    missing = [speaker.policy.facts[id_].label.say(language) for id_, value in award.facts.items() if value is None]
    low, high = speaker.counted(award.lowest), speaker.counted(award.highest)
    if not missing:
        return say("award_open_plain", language, low=low, high=high)
    return say("award_open", language, x=speaker.joined("list", missing), low=low, high=high)
