"""The answers worth trying: where a policy compares a fact with something, one step to either side, and half way between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal
from itertools import pairwise, product
from typing import Any, cast

from scoring.policy.criteria import Group
from scoring.policy.facts import Fact, Value
from scoring.policy.known import some
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import AssessmentDate, Call, Coded, Constant, Expression, InForce, Name, walk
from scoring.policy.language.types import FIRST_DAY, LAST_DAY, Day, Number, SetOf, Type
from scoring.policy.model import Policy
from scoring.policy.rules import Row
from scoring.policy.values import decode_value, full_range
from scoring.policy.wording import Text

_MONTHS = {"years_between": 12, "months_between": 1}
MOST = 64  # values tried of one fact
MOST_DAYS = 40_000  # of a span between two days: a hundred years, and more
MOST_OF_FIELD = 6
MOST_RECORDS = 96


@dataclass(slots=True)
class _Meeting:
    """What meets in one place of a policy: facts and fields, numbers, days, and spans of time between two days."""

    facts: set[str] = field(default_factory=set)
    numbers: set[Decimal] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    spans: list[Call] = field(default_factory=list)


def edges(policy: Policy, parameters: Mapping[str, Coded], on: date) -> dict[str, tuple[Value, ...]]:
    """Give the values to try of every fact, from the lowest up: of a list, none and one record each."""
    open_fields = {f.id: full_range(f) for fact in policy.facts.values() for f in fact.fields}
    ranges = replace(some(policy, {}, parameters, calendar.from_date(on)), fields=open_fields)
    meetings = [_meeting(policy, parameters, on, parts) for parts in _places(policy)]
    return {fact.id: _values(policy, fact, meetings, ranges) for fact in policy.facts.values()}


def _values(policy: Policy, fact: Fact, meetings: Sequence[_Meeting], ranges: Ranges) -> tuple[Value, ...]:
    if fact.kind != "list":
        return thinned(_scalars(policy, fact, meetings, ranges), MOST)
    fields = [("+",) if f.kind == "text" else thinned(_scalars(policy, f, meetings, ranges), MOST_OF_FIELD) for f in fact.fields]
    records = thinned(list(product(*fields)), MOST_RECORDS)
    ids = [f.id for f in fact.fields]
    return ((), *(({**dict(zip(ids, record, strict=True))},) for record in records))


def thinned(values: Sequence[Any], most: int) -> tuple[Any, ...]:
    """Give *most* of the values at the most, evenly, with the first and the last."""
    if len(values) <= most:
        return tuple(values)
    return tuple(values[index * (len(values) - 1) // (most - 1)] for index in range(most))


def _scalars(policy: Policy, fact: Fact, meetings: Sequence[_Meeting], ranges: Ranges) -> list[Value]:
    low, high = full_range(fact)
    met = [meeting for meeting in meetings if fact.id in meeting.facts]
    match fact.kind:
        case "integer" | "decimal":
            coded = _numbers(fact, met)
        case "date":
            coded = _days(policy, fact, met, ranges)
        case _:
            coded = set(range(low, high + 1))
    inside = sorted({low, high, *(c for c in coded if low <= c <= high)})
    return [bool(c) if fact.kind == "boolean" else cast("Value", decode_value(fact, c)) for c in inside]


def _numbers(fact: Fact, met: Iterable[_Meeting]) -> set[int]:
    low, high = full_range(fact)
    scaled = {int(n.scaleb(fact.places)) for meeting in met for n in meeting.numbers}
    around = sorted({c for n in scaled for c in (n - 1, n, n + 1) if low <= c <= high} | {low, low + 1, high})
    return {*around, *((a + b) // 2 for a, b in pairwise(around))}


def _days(policy: Policy, fact: Fact, met: Iterable[_Meeting], ranges: Ranges) -> set[int]:
    found: set[int] = set()
    for meeting in met:
        found |= meeting.days
        for span in meeting.spans:
            for number in meeting.numbers:
                found |= set(_across(policy, fact, span, number, ranges))
    within = {d for d in found if FIRST_DAY < d < LAST_DAY}
    return {d for day in within for d in (_moved(day, -1), day, _moved(day, 1))}


def _across(policy: Policy, fact: Fact, span: Call, number: Decimal, ranges: Ranges) -> Iterator[int]:
    """Give the day that makes *span* just *number* long, where the other end of it is known."""
    length = int(number)
    if not 0 <= length <= MOST_DAYS // _MONTHS.get(span.function, 1):
        return
    for end, sign in ((0, -1), (1, 1)):
        other = ranges.of(span.arguments[1 - end])
        if fact.id in _facts(policy, span.arguments[end]) and FIRST_DAY <= other[0] == other[1] <= LAST_DAY:
            months = _MONTHS.get(span.function)
            yield calendar.add_months(other[0], sign * months * length) if months else _moved(other[0], sign * length)


def _moved(day: int, days: int) -> int:
    """Move a day of the calendar by *days*, as far as the calendar of the standard library goes."""
    ordinal = calendar.to_date(day).toordinal() + days
    return calendar.from_date(date.fromordinal(max(1, min(ordinal, date.max.toordinal()))))


def _facts(policy: Policy, expression: Expression) -> set[str]:
    return {n.id for n in _nodes(policy, [expression]) if isinstance(n, Name) and n.kind in {"fact", "field"}}


def _meeting(policy: Policy, parameters: Mapping[str, Coded], on: date, parts: Iterable[Expression]) -> _Meeting:
    found = _Meeting()
    for node in _nodes(policy, parts):
        match node:
            case Name(kind="parameter", id=id_, type=type_):
                _note(found, type_, parameters[id_])
            case Name(id=id_):
                found.facts.add(id_)
            case Constant(type=type_, value=value):
                _note(found, type_, value)
            case AssessmentDate():
                found.days.add(calendar.from_date(on))
            case InForce():
                _note_table(found, node)
            case Call(function="years_between" | "months_between" | "days_between"):
                found.spans.append(node)
    return found


def _note(found: _Meeting, type_: Type, value: Coded) -> None:
    match type_:
        case SetOf(element=element):
            for each in cast("tuple[int, ...]", value):
                _note(found, element, each)
        case Number(scale=scale):
            found.numbers.add(arithmetic.decode(cast("int", value), scale))
        case Day():
            found.days.add(cast("int", value))


def _note_table(found: _Meeting, node: InForce) -> None:
    """Note where the bands of a table start, and the figures in it."""
    pending: list[tuple[Any, int]] = [(cell, 0) for _, cell in node.values]
    while pending:
        cell, depth = pending.pop()
        if depth == len(node.arguments) or not isinstance(cell, tuple):
            _note(found, node.type, cell)
            continue
        starts, cells = cell
        type_ = node.arguments[depth].type
        for start in starts or ():
            _note(found, Number(node.scales[depth]) if isinstance(type_, Number) else type_, start)
        pending += [(below, depth + 1) for below in cells]


def _nodes(policy: Policy, parts: Iterable[Expression]) -> Iterator[Expression]:
    """Give every node of *parts*, and of the variables they read."""
    pending, seen = list(parts), set[str]()
    while pending:
        for node in walk(pending.pop()):
            if isinstance(node, Name) and node.kind == "variable":
                if node.id not in seen:
                    seen.add(node.id)
                    pending.append(policy.variables[node.id])
            else:
                yield node


def _places(policy: Policy) -> Iterator[list[Expression]]:
    """Give the expressions that stand together: each condition by itself, each criterion or group as a whole but for its points."""
    for fact in policy.facts.values():
        if fact.ask is not None and fact.ask.when is not None:
            yield [fact.ask.when]
    yield from ([check.require] for check in policy.checks)
    for item in policy.walk():
        yield list(_compared(item))


def _compared(part: object) -> Iterator[Expression]:
    if isinstance(part, tuple):
        for one in part:
            yield from _compared(one)
    elif is_dataclass(part) and hasattr(part, "type"):
        yield cast("Expression", part)
    elif is_dataclass(part) and not isinstance(part, Row | Text | type):
        below = [f.name for f in fields_of(part) if not (f.name == "items" and isinstance(part, Group))]
        for name in below:
            yield from _compared(getattr(part, name))
