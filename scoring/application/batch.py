"""批量答复: the filled rows of a sheet become answers to requests, or problems that name row, column and remedy.

A request is answered or declined as a whole: where one of its rows is wrong, none of them counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scoring.application.departments import Reply
from scoring.application.sheet_answers import read_answer, read_day
from scoring.application.sheet_columns import NEEDED, Column, Line
from scoring.policy.values import Refused

if TYPE_CHECKING:
    from datetime import date

    from scoring.application.departments import AgencyRequest
    from scoring.application.verifying import Given
    from scoring.errors import FactProblem
    from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that a sheet may answer, by the name that stands in the sheet, and whom it is about."""

    name: str
    request: AgencyRequest
    policy: Policy
    identity_number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell. `detail` is the fact that is missing, or what a use case said; `about` a value's own problem."""

    row: int
    column: Column
    code: str
    detail: str = field(default="", repr=False)
    about: FactProblem | None = field(default=None, repr=False)
    policy: Policy | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request as a sheet answers it; without `reply` it is declined for `reason`."""

    asked: Asked
    lines: tuple[Line, ...]
    reply: Reply | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a sheet comes to: requests to answer, what is wrong, and how many rows nobody filled in."""

    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...]
    unfilled: int


def name_of(line: Line) -> str:
    """Give the name of the request that a row is about."""
    return "".join(unicodedata.normalize("NFKC", line.of(Column.REQUEST)).split())


def sort_lines(lines: Sequence[Line], asked: Mapping[str, Asked]) -> Sorted:
    """Make answers of rows. *asked* holds by name the requests that this department was sent, closed ones too."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(name_of(line), []).append(line)
    entries: list[Entry] = []
    problems: list[RowProblem] = []
    unfilled = 0
    for name, group in groups.items():
        filled = [line for line in group if line.is_filled]
        if not filled:
            unfilled += len(group)
        elif name not in asked:
            code = "request_unknown" if name else "request_missing"
            problems.extend(RowProblem(line.row, Column.REQUEST, code) for line in filled)
            unfilled += len(group) - len(filled)
        else:
            entry, wrong = _entry(asked[name], tuple(group))
            problems.extend(with_others(group, wrong))
            entries.extend([entry] if entry else [])
    return Sorted(tuple(entries), tuple(sorted(problems, key=lambda one: one.row)), unfilled)


def with_others(lines: Sequence[Line], problems: Sequence[RowProblem]) -> list[RowProblem]:
    """Say of the other rows of a request that they wait for those that are wrong."""
    wrong = {problem.row for problem in problems}
    first = str(min(wrong, default=""))
    others = [RowProblem(line.row, Column.REQUEST, "other_row", first) for line in lines if line.row not in wrong] if wrong else []
    return [*problems, *others]


def _entry(asked: Asked, lines: tuple[Line, ...]) -> tuple[Entry | None, list[RowProblem]]:
    problems = list(_of_rows(asked, lines))
    reasons = [line for line in lines if line.of(Column.REASON)]
    if reasons:
        problems.extend(_of_reasons(lines, reasons))
        found = Entry(asked, lines, reason=reasons[0].of(Column.REASON))
    else:
        values: dict[str, Given] = {}
        problems.extend(_take_values(asked, lines, values))
        days, wrong = _days(lines)
        problems.extend(wrong)
        first = days[Column.VALID_FROM]
        found = Entry(asked, lines, Reply(values, first, days[Column.VALID_UNTIL]) if first else None)
    return (None, problems) if problems else (found, [])


def _of_rows(asked: Asked, lines: Sequence[Line]) -> Iterator[RowProblem]:
    """Find what is wrong with single rows, whatever they answer."""
    seen: set[str] = set()
    for line in lines:
        for column in NEEDED:
            if column in line.formulas:
                yield RowProblem(line.row, column, "formula")
        number = unicodedata.normalize("NFKC", line.of(Column.IDENTITY_NUMBER)).strip().upper()
        if number != asked.identity_number:
            yield RowProblem(line.row, Column.IDENTITY_NUMBER, "person_differs")
        fact = line.of(Column.FACT)
        if fact not in asked.request.facts:
            yield RowProblem(line.row, Column.FACT, "fact_unknown")
        elif fact in seen:
            yield RowProblem(line.row, Column.FACT, "fact_twice")
        seen.add(fact)


def _of_reasons(lines: Sequence[Line], reasons: Sequence[Line]) -> Iterator[RowProblem]:
    for line in lines:
        if line.of(Column.ANSWER):
            yield RowProblem(line.row, Column.REASON, "answer_and_reason")
    for line in reasons[1:]:
        if line.of(Column.REASON) != reasons[0].of(Column.REASON):
            yield RowProblem(line.row, Column.REASON, "reasons_differ", str(reasons[0].row))


def _take_values(asked: Asked, lines: Sequence[Line], values: dict[str, Given]) -> Iterator[RowProblem]:
    """Put the answer of every row into *values*, and find what is missing or not allowed."""
    facts, policy = asked.policy.facts, asked.policy
    for line in lines:
        id_, written = line.of(Column.FACT), line.of(Column.ANSWER)
        if id_ not in asked.request.facts:
            continue
        if not written:
            yield RowProblem(line.row, Column.ANSWER, "answer_missing")
            continue
        try:
            values.setdefault(id_, (read_answer(facts[id_], written),))
        except Refused as refused:
            yield from (RowProblem(line.row, Column.ANSWER, "value", about=each, policy=policy) for each in refused.problems)
    there = {line.of(Column.FACT) for line in lines}
    for id_ in asked.request.facts:
        if id_ not in there:
            yield RowProblem(lines[0].row, Column.FACT, "fact_missing", id_, policy=policy)


def _days(lines: Sequence[Line]) -> tuple[dict[Column, date | None], list[RowProblem]]:
    """Give from when to when the answer of a request holds: what any of its rows says, where they do not contradict each other."""
    days: dict[Column, date | None] = {}
    problems: list[RowProblem] = []
    for column in (Column.VALID_FROM, Column.VALID_UNTIL):
        said = [(line.row, read_day(line.of(column))) for line in lines if line.of(column)]
        problems.extend(RowProblem(row, column, "no_day") for row, day in said if day is None)
        whole = [(row, day) for row, day in said if day is not None]
        problems.extend(RowProblem(row, column, "days_differ", str(whole[0][0])) for row, day in whole if day != whole[0][1])
        days[column] = whole[0][1] if whole else None
        if column is Column.VALID_FROM and not said:
            problems.append(RowProblem(lines[0].row, column, "valid_from_missing"))
    return days, problems
