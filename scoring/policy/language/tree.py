"""The typed tree of an expression. Every reader (program, bounds, prose, later columns) walks these nodes and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, cast

from scoring.policy.language.tables import Dated
from scoring.policy.language.types import Boolean, Day, Number, Type

Coded: TypeAlias = int | bool | tuple[int, ...]
_CONDITION, _DAY = Boolean(), Day()


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the policy, coded."""

    type: Type
    value: Coded


@dataclass(frozen=True, slots=True)
class Name:
    """A fact (`is_optional`: it may be known to be empty), a field of the record at hand, a parameter, or a variable."""

    type: Type
    kind: Literal["fact", "field", "parameter", "variable"]
    id: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Whether an optional fact is not empty."""

    id: str
    type: Boolean = _CONDITION


@dataclass(frozen=True, slots=True)
class AssessmentDate:
    """The day the rules are read for."""

    type: Day = _DAY


@dataclass(frozen=True, slots=True)
class PointsOf:
    """Points of a group or criterion; with id None, the total. Scale is the policy's."""

    type: Number
    id: str | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """Whether the applicant is admitted: in an assessment, whether the outcome is eligible."""

    type: Boolean = _CONDITION


@dataclass(frozen=True, slots=True)
class InForce:
    """The value of a dated parameter, or of a table for `arguments`, that was in force on `day`.

    `values` hold all its values, coded (see `language.tables`); `scales` say at which scale each argument is compared.
    """

    type: Type
    id: str
    values: Dated
    arguments: tuple[Expression, ...]
    scales: tuple[int, ...]
    day: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left operator right`; the scale of the result follows from the operands (aligned for + and -, added for *)."""

    type: Number
    operator: Literal["+", "-", "*", "//"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left operator right`; numbers are compared at a common scale."""

    operator: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expression
    right: Expression
    type: Boolean = _CONDITION


@dataclass(frozen=True, slots=True)
class Membership:
    """`item in items`: constants written out, or a parameter that is a set, as of today or of a day."""

    item: Expression
    items: Constant | Name | InForce
    type: Boolean = _CONDITION


@dataclass(frozen=True, slots=True)
class Not:
    """`not operand`."""

    operand: Expression
    type: Boolean = _CONDITION


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` or `or` over two or more conditions, from left to right, stopping when it is settled."""

    operator: Literal["and", "or"]
    operands: tuple[Expression, ...]
    type: Boolean = _CONDITION


@dataclass(frozen=True, slots=True)
class Conditional:
    """`then if condition else otherwise`."""

    type: Type
    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table in `language.functions`. Numbers come at their own scale; `type` says the result's.

    `ratio`, `round`, `round_down`, `round_up` have lost their last argument: it is the scale of `type`; `rounding` says how.
    """

    type: Type
    function: str
    arguments: tuple[Expression, ...]
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """`count | sum | best | any | all` over the records of a list fact; fields of the record are Names of kind field."""

    type: Type
    function: Literal["count", "sum", "best", "any", "all"]
    records: Name
    value: Expression | None
    condition: Expression | None


Expression: TypeAlias = (
    Constant
    | Name
    | Given
    | AssessmentDate
    | PointsOf
    | Admitted
    | InForce
    | Arithmetic
    | Comparison
    | Membership
    | Not
    | Logic
    | Conditional
    | Call
    | Fold
)


def walk(expression: Expression) -> Iterator[Expression]:
    """Give *expression* and everything below it, outermost first."""
    yield expression
    for child in children(expression):
        yield from walk(child)


def children(expression: Expression) -> Iterator[Expression]:
    """Give the parts directly below *expression*, in reading order."""
    for field in fields(expression):
        value = getattr(expression, field.name)
        if isinstance(value, tuple):
            yield from (item for item in value if hasattr(item, "__dataclass_fields__") and hasattr(item, "type"))
        elif hasattr(value, "type"):
            yield value


def names(expression: Expression, kind: str) -> list[str]:
    """Give the ids of one kind that *expression* reads itself, each once, in reading order."""
    found = (cast("Name", node).id for node in walk(expression) if _kind(node) == kind)
    return list(dict.fromkeys(found))


def _kind(node: Expression) -> str:
    return "fact" if isinstance(node, Given) else node.kind if isinstance(node, Name) else ""
