"""The reader for people: each rule as the rows of a point table in plain words, each award as a sentence with the person's own figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from scoring.engine.award import Award
from scoring.engine.saying import Speaker
from scoring.engine.words import Language, say
from scoring.policy.criteria import Criterion, Group
from scoring.policy.facts import Fact, Value
from scoring.policy.language.tree import Constant, Expression
from scoring.policy.language.types import Number
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Case, Cases, Each, FirstFurther, Fixed, Formula, Lookup, Over, Per, Row, Rule, Simple
from scoring.policy.wording import Text, text

LANGUAGES: tuple[Language, Language] = ("zh", "en")


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
    sayers = [_Rows(policy, language) for language in LANGUAGES]
    zh, en = ([*sayer.rows(item)] for sayer in sayers)
    return tuple(
        ProseRow(text({"zh": a.condition, "en": b.condition}), text({"zh": a.points, "en": b.points}), a.reference)
        for a, b in zip(zh, en, strict=True)
    )


def award_sentence(policy: Policy, award: Award) -> Text:
    """Say why an award has the points it has, with the figures that were used."""
    return in_both(partial(_award, policy, award))


@dataclass(frozen=True, slots=True)
class _Line:
    condition: str
    points: str
    reference: str = ""


class _Rows:
    """The rows of criteria in one language."""

    def __init__(self, policy: Policy, language: Language, each_of: str = "") -> None:
        self.policy, self.language, self.each_of = policy, language, each_of
        self.speaker = Speaker(policy, language)

    def rows(self, item: Criterion | Group) -> Iterator[_Line]:
        """Give the lines of one criterion or group."""
        if item.applies is not None:
            yield _Line(self._say("applies", c=self.speaker.say(item.applies)), "")
        if isinstance(item, Criterion):
            yield from self._rule(item.rule)
        elif item.combine != "sum":
            yield self._combine(item.combine)
        if item.maximum is not None:
            yield _Line(self._say("cap"), self.speaker.points(item.maximum))
        if item.minimum is not None:
            yield _Line(self._say("floor"), self.speaker.points(item.minimum))
        for other in item.yields_to if isinstance(item, Criterion) else ():
            yield _Line(self._say("yields", x=self.speaker.label(other)), "")

    def _say(self, code: str, **places: object) -> str:
        return say(code, self.language, **places)

    def _combine(self, how: str | int) -> _Line:
        return _Line(self._say("highest_only") if how in {"highest", 1} else self._say("highest_n", n=how), "")

    def _rule(self, rule: Rule) -> Iterator[_Line]:
        match rule:
            case Each():
                yield from self._each(rule)
            case Over(subjects=subjects, rules=rules):
                each_of = self._say("each_of", x=self.speaker.joined("list", [self.speaker.say(s) for s in subjects]))
                yield from _Rows(self.policy, self.language, each_of)._rule(rules[0])
            case _:
                yield from self._simple(rule)

    def _simple(self, rule: Simple) -> Iterator[_Line]:
        match rule:
            case Fixed(when=when, row=row):
                yield self._row(row, self.speaker.say(when) if when is not None else self._say("each_plain"))
            case Lookup(subject=subject, rows=rows):
                for option, row in rows:
                    yield self._row(row, self._subject(subject, self.speaker.option(subject, option)))
            case Bands():
                for index, band in enumerate(rule.bands):
                    yield self._row(band.row, self._subject(rule.subject, self.band(rule, index)))
            case Per():
                yield self._row(rule.row, self._per(rule))
            case Cases(cases=cases):
                for case in cases:
                    yield self._row(case.row, self._case(case))
            case Formula(expression=expression):
                yield _Line(self._say("formula"), self.speaker.points(expression))

    def _row(self, row: Row, words: str) -> _Line:
        own = row.label.say(self.language)
        return _Line(own or words, self.speaker.points(row.points), row.reference)

    def _subject(self, subject: Expression, words: str) -> str:
        return self._say("row", subject=self.each_of or self.speaker.say(subject), band=words)

    def _case(self, case: Case) -> str:
        return self._say("otherwise") if case.when is None else self.speaker.say(case.when)

    def band(self, rule: Bands, index: int) -> str:
        """Say where a band starts and where the next one does."""
        band = rule.bands[index]
        upper = rule.bands[index + 1] if index + 1 < len(rule.bands) else None
        start = self._bound(rule.subject, band.start, "band_above" if band.above else "band_from")
        to = self._bound(rule.subject, upper.start, "band_first_through" if upper.above else "band_first") if upper else ""
        if start and to:
            return self._say("band_between", start=start, to=to)
        return start or to or self._say("band_any")

    def _bound(self, subject: Expression, start: Expression | None, code: str) -> str:
        if start is None:
            return ""
        return self._say(code, start=self.speaker.like(subject, start), to=self.speaker.like(subject, start))

    def _per(self, rule: Per) -> str:
        subject = self.each_of or self.speaker.say(rule.subject)
        if rule.after is not None:
            subject = self._say("after", x=subject, after=self.speaker.like(rule.subject, rule.after))
        one = isinstance(rule.every, Constant) and rule.every.value == 10 ** cast("Number", rule.every.type).scale
        every = self.speaker.like(rule.subject, rule.every)
        code = "per" if not one else "per_one" if every != self.speaker.say(rule.every) else "per_each"
        words = self._say(code, x=subject, every=every)
        if rule.at_least is None:
            return words
        return self._say("at_least", rule=words, least=self.speaker.like(rule.subject, rule.at_least))

    def _each(self, rule: Each) -> Iterator[_Line]:
        name = self.speaker.say(rule.records)
        if isinstance(rule.rule, FirstFurther):
            lines = [
                _Line(self._say(k), self.speaker.points(e)) for k, e in (("first", rule.rule.first), ("further", rule.rule.further))
            ]
        else:
            lines = list(self._simple(rule.rule))
        where = self.speaker.say(rule.where) if rule.where is not None else ""
        for line in lines:
            words = self._say("each_where" if where else "each", list=name, c=where, rule=line.condition)
            yield _Line(words, line.points, line.reference)
        if rule.max_each is not None:
            yield _Line(self._say("max_each"), self.speaker.points(rule.max_each))
        if rule.combine != "sum":
            yield self._combine(rule.combine)


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
    if row is None:
        return ""
    if row.units is not None:
        return say("award_unit" if row.units == 1 else "award_units", language, n=row.units)
    rule = next(item.rule for item in speaker.policy.walk() if item.id == award.id and isinstance(item, Criterion))
    label = row.label.say(language)
    match rule:
        case Bands(bands=bands) if not bands[row.number - 1].row.label:
            label = _Rows(speaker.policy, language).band(rule, row.number - 1)
        case Lookup(rows=rows) if not rows[row.number - 1][1].label:
            return ""
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
