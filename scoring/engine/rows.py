"""The rows of a point table in one language: each rule, and what limits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from scoring.engine.naming import is_constant
from scoring.engine.saying import Speaker
from scoring.engine.words import LANGUAGES, Language, say
from scoring.policy.criteria import Criterion, Group
from scoring.policy.language.tree import Expression, Fold, Not
from scoring.policy.language.types import Boolean, Choice
from scoring.policy.matrix import rows_of
from scoring.policy.model import Policy
from scoring.policy.rules import (
    Axis,
    Band,
    Bands,
    Case,
    Cases,
    Cell,
    Each,
    FirstFurther,
    Fixed,
    Formula,
    Guarded,
    Lookup,
    Matrix,
    Over,
    Per,
    Row,
    Rule,
    Simple,
)
from scoring.policy.wording import Text, text


@dataclass(frozen=True, slots=True)
class Line:
    """One row in one language."""

    condition: str
    points: str
    reference: str = ""


class Rows:
    """The rows of criteria in one language."""

    def __init__(self, policy: Policy, language: Language, value: tuple[Expression, str] | None = None) -> None:
        self.policy, self.language = policy, language
        self.speaker = Speaker(policy, language, value)

    def rows(self, item: Criterion | Group) -> Iterator[Line]:
        """Give the lines of one criterion or group."""
        if item.applies is not None:
            yield Line(self._say("applies", c=self.speaker.say(item.applies)), "")
        if isinstance(item, Criterion):
            yield from self.rule(item.rule)
        elif item.combine != "sum":
            yield self._combine(item.combine)
        if item.maximum is not None:
            yield Line(self._say("cap"), self.speaker.points(item.maximum))
        if item.minimum is not None:
            yield Line(self._say("floor_points"), self.speaker.points(item.minimum))
        for other in item.yields_to if isinstance(item, Criterion) else ():
            yield Line(self._say("yields", x=self.speaker.label(other)), "")

    def _say(self, code: str, **places: object) -> str:
        return say(code, self.language, **places)

    def _combine(self, how: str | int) -> Line:
        return Line(self._say("highest_only") if how in {"highest", 1} else self._say("highest_n", n=how), "")

    def rule(self, rule: Rule) -> Iterator[Line]:
        """Give the lines of a rule."""
        match rule:
            case Each():
                yield from self._each(rule)
            case Over(subjects=subjects, rules=rules):
                each_of = self._say("each_of", x=self.speaker.joined("list", [self.speaker.say(s) for s in subjects]))
                yield from Rows(self.policy, self.language, (subjects[0], each_of)).rule(rules[0])
            case _:
                yield from self._simple(rule)

    def _simple(self, rule: Simple) -> Iterator[Line]:  # noqa: C901, PLR0912 - one case for each kind of rule
        match rule:
            case Fixed(when=when, row=row):
                yield self._row(row, self.speaker.say(when) if when is not None else self._say("each_plain"))
            case Lookup(subject=subject, rows=rows):
                for option, row in rows:
                    yield self._row(row, self._subject(subject, self.speaker.option(subject, option)))
            case Bands():
                for index, band in enumerate(rule.bands):
                    yield self._row(band.row, self._subject(rule.subject, self.band(rule, index)))
            case Matrix():
                for path, row in rows_of(rule):
                    yield self._row(row, self.path(path))
            case Per():
                yield self._row(rule.row, self._per(rule))
            case Cases(cases=cases):
                for case in cases:
                    yield self._row(case.row, self._case(case))
            case Guarded(rule=inner):
                yield from self._simple(inner)
            case Formula(expression=expression):
                yield Line(self._say("formula"), self.speaker.points(expression))
            case _:
                assert_never(rule)

    def _row(self, row: Row, words: str) -> Line:
        own = row.label.say(self.language)
        return Line(own or words, self.speaker.points(row.points), row.reference)

    def _subject(self, subject: Expression, words: str) -> str:
        return self._say("row", subject=self.speaker.say(subject), band=words)

    def _case(self, case: Case) -> str:
        return self._say("otherwise") if case.when is None else self.speaker.say(case.when)

    def band(self, rule: Bands, index: int) -> str:
        """Say where a band starts and where the next one does."""
        return self._span(rule.subject, rule.bands, index)

    def path(self, path: tuple[tuple[Axis, int], ...]) -> str:
        """Say where a row of a matrix stands on each axis."""
        return self.speaker.joined("and", [self._cell(axis, index) for axis, index in path])

    def _cell(self, axis: Axis, index: int) -> str:
        key = axis.cells[index].key
        match axis.subject.type:
            case Boolean():
                return self.speaker.say(axis.subject if key == "true" else Not(axis.subject))
            case Choice():
                return self._subject(axis.subject, self.speaker.option(axis.subject, key))
            case _:
                return self._subject(axis.subject, self._span(axis.subject, axis.cells, index))

    def _span(self, subject: Expression, bands: Sequence[Band | Cell], index: int) -> str:
        band = bands[index]
        upper = bands[index + 1] if index + 1 < len(bands) else None
        start = self._bound(subject, band.start, "band_above" if band.above else "band_from")
        to = self._bound(subject, upper.start, "band_first_through" if upper.above else "band_first") if upper else ""
        if start and to:
            return self._say("band_between", start=start, to=to)
        return start or to or self._say("band_any")

    def _bound(self, subject: Expression, start: Expression | None, code: str) -> str:
        if start is None:
            return ""
        return self._say(code, start=self.speaker.like(subject, start), to=self.speaker.like(subject, start))

    def _per(self, rule: Per) -> str:
        if isinstance(rule.subject, Fold) and rule.subject.function == "count" and _counts_singly(rule):
            return self._entries(rule.subject)
        subject = self.speaker.say(rule.subject)
        if rule.after is not None:
            subject = self._say("after", x=subject, after=self.speaker.like(rule.subject, rule.after))
        every = self.speaker.like(rule.subject, rule.every)
        code = "per" if not is_constant(rule.every, 1) else "per_one" if every != self.speaker.say(rule.every) else "per_each"
        words = self._say(code, x=subject, every=every)
        if rule.at_least is None:
            return words
        return self._say("at_least", rule=words, least=self.speaker.like(rule.subject, rule.at_least))

    def _entries(self, count: Fold) -> str:
        name = self.speaker.bare(count.records)
        if count.condition is None:
            return self._say("per_entry", list=name)
        return self._say("per_entry_if", list=name, c=self.speaker.say(count.condition))

    def _each(self, rule: Each) -> Iterator[Line]:
        name = self.speaker.bare(rule.records)
        if rule.where is None:
            yield Line(self._say("each", list=name), "")
        else:
            yield Line(self._say("each_where", list=name, c=self.speaker.say(rule.where)), "")
        if isinstance(rule.rule, FirstFurther):
            yield Line(self._say("first"), self.speaker.points(rule.rule.first))
            yield Line(self._say("further"), self.speaker.points(rule.rule.further))
        else:
            yield from self._simple(rule.rule)
        if rule.max_each is not None:
            yield Line(self._say("max_each"), self.speaker.points(rule.max_each))
        if rule.combine != "sum":
            yield self._combine(rule.combine)


def _counts_singly(rule: Per) -> bool:
    return is_constant(rule.every, 1) and rule.after is None and rule.at_least is None


def matrix_words(policy: Policy, rule: Matrix, number: int) -> Text:
    """Say where row *number* of a matrix stands, in both languages."""
    path, _ = rows_of(rule)[number - 1]
    return text({language: Rows(policy, language).path(path) for language in LANGUAGES})
