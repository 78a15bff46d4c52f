"""Spelling out what a reading found: awards with the facts used, the row that gave the points, cap and article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, assert_never

from scoring.engine.award import Award, MatchedRow, State, Verdict
from scoring.engine.result import Found
from scoring.policy.criteria import Condition, Criterion, Group, Requirement, Veto
from scoring.policy.facts import Value
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Constant, Expression, names
from scoring.policy.language.types import Choice, Day, Number, Range
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Cases, Each, Fixed, Formula, Lookup, Over, Per, Row, Rule
from scoring.policy.values import decode_value
from scoring.policy.wording import EMPTY, Text, text


@lru_cache(maxsize=256)
def facts_read(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Give the facts that each requirement, veto, group and criterion of *policy* itself rests on, also through variables."""
    parts: dict[str, list[Expression]] = {item.id: list(_parts(item)) for item in policy.walk()}
    parts |= {r.id: [r.require, *([r.unless] if r.unless is not None else [])] for r in policy.requirements}
    parts |= {v.id: [v.when] for v in policy.vetoes}
    return {id_: fact_ids(policy, expressions_) for id_, expressions_ in parts.items()}


def _parts(item: Criterion | Group) -> Iterator[Expression]:
    for part in (item.applies, item.maximum, item.minimum):
        if part is not None:
            yield part
    if isinstance(item, Criterion):
        yield from expressions(item.rule)


def fact_ids(policy: Policy, parts: list[Expression]) -> tuple[str, ...]:
    """Give the facts that *parts* read, also through variables."""
    ids: dict[str, None] = {}
    pending, seen = list(parts), set[str]()
    while pending:
        part = pending.pop(0)
        ids |= dict.fromkeys(names(part, "fact"))
        fresh = [v for v in names(part, "variable") if v not in seen]
        seen.update(fresh)
        pending += [policy.variables[v] for v in fresh]
    return tuple(ids)


class Spelling:
    """Words for what was found under *policy*."""

    def __init__(self, policy: Policy, found: Found) -> None:
        self.policy, self.found = policy, found
        self._read = facts_read(policy)
        self._values: dict[str, Value | None] = {}

    def award(self, item: Criterion | Group) -> Award:
        """Spell out one group with all below it, or one criterion."""
        reading = self.found.readings[item.id]
        low, high = reading.points
        applies = None if reading.applies[0] != reading.applies[1] else bool(reading.applies[0])
        return Award(
            id=item.id,
            kind="group" if isinstance(item, Group) else "criterion",
            label=item.about.label,
            points=self._points(low) if low == high else None,
            lowest=self._points(low),
            highest=self._points(high),
            cap=self._points(reading.cap[1]) if reading.cap else None,
            uncapped=self._points(reading.raw[0]) if reading.raw[0] == reading.raw[1] else None,
            facts=self._facts(item.id),
            row=self._row(item, reading.row, low, high) if isinstance(item, Criterion) else None,
            reference=item.about.reference,
            note=item.about.note,
            evidence=item.about.evidence,
            applies=applies,
            yields_to=reading.yields or None,
            awards=self._below(item) if isinstance(item, Group) else (),
        )

    def requirement(self, requirement: Requirement) -> Verdict:
        """Spell out whether a requirement is met."""
        waived = self.found.waivers[requirement.id] == (1, 1)
        return self._verdict(requirement.about, self.found.requirements[requirement.id], waived=waived)

    def veto(self, veto: Veto) -> Verdict:
        """Spell out whether a veto applies."""
        return self._verdict(veto.about, self.found.vetoes[veto.id], waived=False)

    def _verdict(self, about: Condition, found: Range, *, waived: bool) -> Verdict:
        state: State = "met" if found == (1, 1) else "not_met" if found == (0, 0) else "open"
        return Verdict(about.id, about.label, state, self._facts(about.id), about.reference, about.note, about.evidence, waived)

    def _points(self, coded: int) -> Decimal:
        return arithmetic.decode(coded, self.policy.places)

    def _below(self, group: Group) -> tuple[Award, ...]:
        """Spell out the items of a group; where only the highest count, the others say so, the first winning a tie."""
        awards = tuple(self.award(item) for item in group.items)
        if group.combine == "sum" or any(a.points is None for a in awards):
            return awards
        number = 1 if group.combine == "highest" else group.combine
        order = sorted(range(len(awards)), key=lambda i: (-(awards[i].points or 0), i))
        return tuple(replace(a, counts=i in order[:number]) for i, a in enumerate(awards))

    def _facts(self, id_: str) -> Mapping[str, Value | None]:
        """Give the facts that a part of the policy reads, with the values used; None where one is open."""
        return {fact: self._value(fact) for fact in self._read[id_]}

    def _value(self, id_: str) -> Value | None:
        if id_ not in self._values:
            held = self.found.facts
            self._values[id_] = decode_value(self.policy.facts[id_], held[id_]) if id_ in held else None
        return self._values[id_]

    def _row(self, criterion: Criterion, number: int | None, low: int, high: int) -> MatchedRow | None:
        """Spell out the row that gave the points; None while it is open, or where none did."""
        if not number or low != high:
            return None
        match criterion.rule:
            case Per(row=row):
                return MatchedRow(1, row.label, self._points(low), row.reference, units=number)
            case Each() | Over():
                return MatchedRow(1, EMPTY, self._points(low), criterion.about.reference, units=number)
            case Formula():
                return MatchedRow(1, EMPTY, self._points(low), criterion.about.reference)
            case Fixed(row=row):
                return self._matched(1, row, row.label, low)
            case Lookup(rows=rows):
                option, row = rows[number - 1]
                return self._matched(number, row, row.label or self._option(criterion, option), low)
            case Bands(bands=bands):
                band = bands[number - 1]
                return self._matched(number, band.row, band.row.label or self._start(band.start, above=band.above), low)
            case Cases(cases=cases):
                return self._matched(number, cases[number - 1].row, cases[number - 1].row.label, low)
            case _:
                assert_never(criterion.rule)

    def _matched(self, number: int, row: Row, label: Text, points: int) -> MatchedRow:
        return MatchedRow(number, label, self._points(points), row.reference)

    def _option(self, criterion: Criterion, option: str) -> Text:
        """Give the label of an option, from the fact whose options the subject shares."""
        assert isinstance(criterion.rule, Lookup)  # noqa: S101 - called for look-ups alone
        domain = criterion.rule.subject.type
        assert isinstance(domain, Choice)  # noqa: S101 - the builder lets nothing else through
        facts = [f for fact in self.policy.facts.values() for f in (fact, *fact.fields)]
        labels = (
            o.label
            for f in facts
            if isinstance(f.type, Choice) and f.type.domain == domain.domain
            for o in f.options
            if o.id == option
        )
        return next(labels, text(option))

    def _start(self, start: Expression | None, *, above: bool) -> Text:
        """Say where a band starts, in signs that need no translation."""
        if not isinstance(start, Constant):
            return EMPTY
        coded: Any = start.value
        shown = arithmetic.decode(coded, start.type.scale) if isinstance(start.type, Number) else calendar.to_date(coded)
        return text(f"{'>' if above else '≥'} {shown}") if isinstance(start.type, Number | Day) else EMPTY


def expressions(part: Rule | object) -> Iterator[Expression]:
    """Give every expression of a rule, rows included; within `each`, those over the record's fields too."""
    if isinstance(part, tuple):
        for item in part:
            yield from expressions(item)
    elif is_dataclass(part) and hasattr(part, "type"):
        yield part  # type: ignore[misc]  # what has a type is an expression
    elif is_dataclass(part) and not isinstance(part, Text):
        for field in fields(part):
            yield from expressions(getattr(part, field.name))
