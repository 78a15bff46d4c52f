"""What is asked about an applicant, how it is proved, and the figures the authority sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from scoring.policy.language.tables import Shape
from scoring.policy.language.tree import Coded, Expression
from scoring.policy.language.types import Type
from scoring.policy.wording import EMPTY, Text

FactKind: TypeAlias = Literal["boolean", "integer", "decimal", "date", "choice", "text", "list"]
Value: TypeAlias = "bool | int | Decimal | date | str | tuple[Mapping[str, Value | None], ...]"
"""A fact's value as people and files give it: an option by its id, a record by its fields. An optional fact may also be None."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Ask:
    """Where the question stands; while `when` is false the fact holds its default, whatever was said before."""

    section: str
    order: int
    when: Expression | None


@dataclass(frozen=True, slots=True)
class Attainable:
    """What a person can lawfully change by own effort: 1 (easy) to 5, `step` at a time."""

    effort: int
    step: Decimal | None
    costs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is asked about an applicant. `required`: it has no default, so while unknown it may leave the outcome open.

    `optional`: it may be known to be empty (None), by default too. `minimum` and `maximum` are in the kind of the fact.
    `fields` are the facts of one record of a list. `ask` is None where an officer or a department enters the fact.
    `sensitive`: who checks their own points may decline to say, and the browser keeps the answer only where that was asked for.
    """

    id: str
    kind: FactKind
    type: Type
    label: Text
    help: Text = EMPTY
    note: Text = EMPTY
    unit: Text = EMPTY
    options: tuple[Option, ...] = ()
    minimum: int | Decimal | date | None = None
    maximum: int | Decimal | date | None = None
    places: int = 0
    required: bool = True
    default: Value | None = None
    ask: Ask | None = None
    evidence: tuple[str, ...] = ()
    fields: tuple[Fact, ...] = ()
    max_items: int = 0
    unique: tuple[str, ...] = ()
    grows: Literal["monthly", "yearly"] | None = None
    attainable: Attainable | None = None
    elective: bool = False
    shared: bool = False
    optional: bool = False
    sensitive: bool = False
    common_label: Text = EMPTY  # of a shared fact: what the vocabulary says, where the policy puts it in words of its own
    common_help: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the questionnaire."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of proof. `form` is what is handed in or shown of a paper, empty where the rules do not say."""

    id: str
    label: Text
    issued_by: Text = EMPTY
    valid_for: str = ""
    proof: Literal["document", "registry", "declaration"] = "document"
    checked: Literal["before_application", "after_application"] = "before_application"
    reference: str = ""
    note: Text = EMPTY
    form: Literal["", "original", "copy", "original_and_copy"] = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """Which departments confirm a criterion, and how several answers combine."""

    by: tuple[str, ...]
    agree: Literal["single", "highest", "must_agree", "sum"] = "single"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure the authority sets: by date (`per_round` false, keys are days) or by round (keys are rounds).

    `values` hold coded values; a round's own file may add to them.
    """

    id: str
    type: Type
    per_round: bool
    values: Mapping[str, Coded]
    unit: Text = EMPTY
    label: Text = EMPTY
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Table:
    """Figures by one or more arguments, dated; used in expressions like a function."""

    id: str
    shape: Shape
    label: Text = EMPTY
    unit: Text = EMPTY
    reference: str = ""
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Check:
    """Answers that contradict each other are sent back, not scored."""

    id: str
    label: Text
    require: Expression
