"""The rows of a criterion, each with where it is met. Here, and only here, the linter tells the kinds of rule apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never, cast

from scoring.inspection.lint.narrowing import narrow, opposite
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.ranges import Ranges
from scoring.policy.language.tree import Comparison, Constant, Expression, Name
from scoring.policy.language.types import Choice, Day, Number
from scoring.policy.matrix import decisions
from scoring.policy.model import Policy
from scoring.policy.rules import (
    Axis,
    Bands,
    Cases,
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
from scoring.policy.values import full_range


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its number in the order of the paper, how it is written (`key`), and what is known where it is met.

    `ranges` is None where no lawful facts meet it.
    """

    number: int
    key: str
    points: Expression
    ranges: Ranges | None


@dataclass(frozen=True, slots=True)
class _Place:
    number: int
    key: str
    row: Row


Decision: TypeAlias = tuple[Expression | None, "_Place | list[Decision] | None"]
"""A condition (None always holds) and what it leads to: a row, further decisions, or nothing. The first that holds decides."""


def entries(policy: Policy, ranges: Ranges, rule: Rule) -> list[Entry]:
    """Give the rows of *rule* within *ranges* in the order of the paper; of a formula, none."""
    match rule:
        case Each(rule=FirstFurther()):
            return []
        case Each(records=records, where=where, rule=inner):
            return _simple(policy, _in_record(policy, ranges, records, where), cast("Simple", inner))
        case Over(rules=rules):
            return _together([_simple(policy, ranges, one) for one in rules])
        case _:
            return _simple(policy, ranges, rule)


def _in_record(policy: Policy, ranges: Ranges, records: Name, where: Expression | None) -> Ranges | None:
    fields = {f.id: full_range(f) for f in policy.facts[records.id].fields if f.kind != "text"}
    return narrow(policy, replace(ranges, fields=fields), where)


def _together(each: list[list[Entry]]) -> list[Entry]:
    """Join the rows of one rule over several subjects: a row is met where any of them meets it."""
    return [next((e for e in same if e.ranges is not None), same[0]) for same in zip(*each, strict=True)]


def _simple(policy: Policy, ranges: Ranges | None, rule: Simple) -> list[Entry]:
    if isinstance(rule, Guarded):
        given = None if ranges is None else narrow(policy, ranges, rule.given)
        return _simple(policy, given, rule.rule)
    return sorted(_met(policy, ranges, _decisions(rule)), key=lambda entry: entry.number)


def _met(policy: Policy, ranges: Ranges | None, asked: Sequence[Decision]) -> Iterator[Entry]:
    """Give every row, met where its conditions hold and none before it does."""
    left, before = ranges, list[Expression]()
    for when, leads_to in asked:
        here = _all(policy, left, [*([when] if when is not None else ()), *before])
        match leads_to:
            case list():
                yield from _met(policy, here, leads_to)
            case _Place():
                yield Entry(leads_to.number, leads_to.key, leads_to.row.points, here)
        before += [opposite(when)] if when is not None else []
        left = None if when is None else _all(policy, left, before[-1:])


def _all(policy: Policy, ranges: Ranges | None, conditions: Sequence[Expression]) -> Ranges | None:
    """Narrow to where all conditions hold; those from before may say more once a later one is known to hold."""
    for condition in conditions:
        ranges = None if ranges is None else narrow(policy, ranges, condition)
    return ranges


def _decisions(rule: Simple) -> list[Decision]:
    match rule:
        case Fixed(when=when, row=row):
            return [(when, _Place(1, "", row))]
        case Lookup(subject=subject, rows=rows):
            return [(_is(subject, option), _Place(n, option, row)) for n, (option, row) in enumerate(rows, 1)]
        case Bands(subject=subject, bands=bands):
            numbered = reversed(list(enumerate(bands, 1)))
            return [(_from(subject, b.start, b.above), _Place(n, _start(b.start, b.above), b.row)) for n, b in numbered]
        case Matrix(axis=axis):
            return _along(axis, "")
        case Per(row=row):
            return [(None, _Place(1, "", row))]
        case Cases(cases=cases):
            return [(case.when, _Place(n, "", case.row)) for n, case in enumerate(cases, 1)]
        case Formula() | Guarded():
            return []
        case _:
            assert_never(rule)


def _along(axis: Axis, path: str) -> list[Decision]:
    found: list[Decision] = []
    for when, cell in decisions(axis):
        if cell is None:
            found.append((when, None))
            continue
        key = f"{path}{cell.key or _start(cell.start, cell.above)}"
        below = _Place(cell.number, key, cell.below) if isinstance(cell.below, Row) else _along(cell.below, f"{key} / ")
        found.append((when, below))
    return found


def _is(subject: Expression, option: str) -> Expression:
    choice = cast("Choice", subject.type)
    return Comparison("==", subject, Constant(choice, choice.options.index(option)))


def _from(subject: Expression, start: Expression | None, above: bool) -> Expression | None:  # noqa: FBT001 - as a band states it
    return None if start is None else Comparison(">" if above else ">=", subject, start)


def _start(start: Expression | None, above: bool) -> str:  # noqa: FBT001 - as a band states it
    """Write where a band starts; nothing where it has no start or computes it."""
    sign = ">" if above else "≥"
    match start:
        case Constant(type=Number(scale=scale), value=value):
            return f"{sign} {arithmetic.decode(cast('int', value), scale).normalize():f}"
        case Constant(type=Day(), value=value):
            return f"{sign} {calendar.shown(cast('int', value))}"
        case Name(id=id_):
            return f"{sign} {id_}"
        case _:
            return ""
