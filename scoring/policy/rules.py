"""The kinds of rule by which a criterion gives points. A closed union: every reader matches all of them.

Points and conditions are typed expressions. A row knows the words and the article that the regulation gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from scoring.policy.language.tree import Expression, Name
from scoring.policy.wording import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a point table: what it gives, and its own label and reference where the regulation has them."""

    points: Expression
    label: Text = EMPTY
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The points of `row` where the condition holds. In `Each`, `when` is None: a fixed award for every record."""

    when: Expression | None
    row: Row


@dataclass(frozen=True, slots=True)
class Lookup:
    """Points by option of a choice; what is not listed gives 0. `rows` pairs option id and row, in the paper's order."""

    subject: Expression
    rows: tuple[tuple[str, Row], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A band states only where it starts: inclusive, or exclusive where `above`. The first may have no start."""

    start: Expression | None
    above: bool
    row: Row


@dataclass(frozen=True, slots=True)
class Bands:
    """Points of the last band that starts at or below the subject; below the first start, 0."""

    subject: Expression
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Per:
    """`row.points` for every complete `every` of what exceeds `after`; nothing below `at_least`, then all."""

    subject: Expression
    every: Expression
    row: Row
    after: Expression | None = None
    at_least: Expression | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """`when` None is `otherwise`."""

    when: Expression | None
    row: Row


@dataclass(frozen=True, slots=True)
class Cases:
    """The first case that holds; none: 0."""

    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """Points as the regulation's own formula."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry along an axis: an option, `true` or `false` (`key`), or where a band starts; below it a row or the next axis.

    `number` counts the rows of the whole matrix from 1, in the order of the paper; 0 where another axis follows.
    """

    key: str
    start: Expression | None
    above: bool
    below: Row | Axis
    number: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """One level of a matrix. Of a choice or a condition `cells` are told apart by key, of a number or date by start.

    Where `given` is a condition and does not hold, the subject is empty: 0.
    """

    subject: Expression
    cells: tuple[Cell, ...]
    given: Expression | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points by two or more things at once; what is not listed gives 0."""

    axis: Axis


@dataclass(frozen=True, slots=True)
class FirstFurther:
    """In `Each`: so many points for the first record, so many for each further one."""

    first: Expression
    further: Expression


@dataclass(frozen=True, slots=True)
class Guarded:
    """`rule`, whose subject may be known to be empty: while `given` does not hold, 0."""

    given: Expression
    rule: Lookup | Bands | Per


Plain: TypeAlias = Fixed | Lookup | Bands | Matrix | Per | Cases | Formula
Simple: TypeAlias = Plain | Guarded


@dataclass(frozen=True, slots=True)
class Each:
    """`rule` over each record for which `where` holds, at most `max_each` a record, combined as a group is."""

    records: Name
    where: Expression | None
    rule: Simple | FirstFurther
    max_each: Expression | None = None
    combine: Combine = "sum"


@dataclass(frozen=True, slots=True)
class Over:
    """One rule applied to several subjects and added: `rules` holds it once for each of `subjects`."""

    subjects: tuple[Expression, ...]
    rules: tuple[Simple, ...]


Combine: TypeAlias = Literal["sum", "highest"] | int
"""`sum`, `highest`, or the number of the highest that count."""

Rule: TypeAlias = Simple | Each | Over


def unguarded(rule: Rule) -> Plain | Each | Over:
    """Give *rule* without the question whether its subject is given."""
    return rule.rule if isinstance(rule, Guarded) else rule
