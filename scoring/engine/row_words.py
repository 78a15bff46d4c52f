"""The words of the row that gave the points: its own, or made from where it starts, in signs that need no translation."""

from __future__ import annotations

from typing import Any, assert_never

from scoring.engine.award import RowWords
from scoring.policy.criteria import Criterion
from scoring.policy.language import arithmetic, calendar
from scoring.policy.language.tree import Constant, Expression
from scoring.policy.language.types import Choice, Day, Number
from scoring.policy.matrix import rows_of
from scoring.policy.model import Policy
from scoring.policy.rules import Bands, Cases, Each, Fixed, Formula, Lookup, Matrix, Over, Per, Row, unguarded
from scoring.policy.wording import EMPTY, Text, text


class Words(dict[int, RowWords]):
    """The words of a criterion's rows by number, each made when it is first met: a point table may have thousands."""

    def __init__(self, policy: Policy, criterion: Criterion) -> None:
        super().__init__()
        self.policy, self.criterion = policy, criterion

    def __missing__(self, number: int) -> RowWords:
        words = self[number] = row_words(self.policy, self.criterion, number)
        return words


def has_one_row(criterion: Criterion) -> bool:
    """Whether a criterion's rule has but one row that can give points."""
    return isinstance(unguarded(criterion.rule), Per | Each | Over | Fixed | Formula)


def counts_units(criterion: Criterion) -> bool:
    """Whether what a criterion's rule finds is no row's number but how many units or records counted."""
    return isinstance(unguarded(criterion.rule), Per | Each | Over)


def count_rows(criterion: Criterion) -> int:
    """Give how many rows the rule of a criterion has that can match."""
    match unguarded(criterion.rule):
        case Per() | Fixed() | Each() | Over() | Formula():
            return 1
        case Lookup(rows=rows):
            return len(rows)
        case Bands(bands=bands):
            return len(bands)
        case Matrix() as matrix:
            return len(rows_of(matrix))
        case Cases(cases=cases):
            return len(cases)
        case rule:
            assert_never(rule)


def row_words(policy: Policy, criterion: Criterion, number: int) -> RowWords:
    """Give the words and the article of row *number*, counted from 1."""
    match unguarded(criterion.rule):
        case Per(row=row) | Fixed(row=row):
            return RowWords(row.label, row.reference)
        case Each() | Over() | Formula():
            return RowWords(EMPTY, criterion.about.reference)
        case Lookup(rows=rows) as lookup:
            option, row = rows[number - 1]
            return _words(row, row.label or _option(policy, lookup, option))
        case Bands(bands=bands):
            band = bands[number - 1]
            return _words(band.row, band.row.label or _start(band.start, above=band.above))
        case Matrix() as matrix:
            row = rows_of(matrix)[number - 1][1]
            return _words(row, row.label or _matrix(policy, matrix, number))
        case Cases(cases=cases):
            row = cases[number - 1].row
            return RowWords(row.label, row.reference)
        case rule:
            assert_never(rule)


def _words(row: Row, label: Text) -> RowWords:
    return RowWords(label, row.reference)


def _matrix(policy: Policy, matrix: Matrix, number: int) -> Text:
    from scoring.engine.rows import matrix_words  # noqa: PLC0415 - only matrices are put into sentences here

    return matrix_words(policy, matrix, number)


def _option(policy: Policy, rule: Lookup, option: str) -> Text:
    """Give the label of an option, from the fact whose options the subject shares."""
    domain = rule.subject.type
    assert isinstance(domain, Choice)  # noqa: S101 - the builder lets nothing else through
    facts = [f for fact in policy.facts.values() for f in (fact, *fact.fields)]
    labels = (
        o.label for f in facts if isinstance(f.type, Choice) and f.type.domain == domain.domain for o in f.options if o.id == option
    )
    return next(labels, text(option))


def _start(start: Expression | None, *, above: bool) -> Text:
    """Say where a band starts."""
    if not isinstance(start, Constant):
        return EMPTY
    coded: Any = start.value
    shown = arithmetic.decode(coded, start.type.scale) if isinstance(start.type, Number) else calendar.to_date(coded)
    return text(f"{'>' if above else '≥'} {shown}") if isinstance(start.type, Number | Day) else EMPTY
