"""The shape of facts, evidence, checks, parameters and sections."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from scoring.policy.schema.fields import (
    DURATION,
    ListOf,
    MapOf,
    Part,
    Scalar,
    Shape,
    Words,
    expression,
    flag,
    identifier,
    number,
    one_of,
    pattern,
    plain,
    refuse,
    whole,
)
from scoring.policy.source import Written

KINDS = ("boolean", "integer", "decimal", "date", "choice", "list", "text")


class Anything(fields.Field[Any]):
    """A default or a parameter's value: read when its type is known."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:  # noqa: ARG002 - marshmallow's signature
        return value


class Options(fields.Field[Any]):
    """The options of a choice: id to label, in order, or the name of a fact whose options are shared."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if isinstance(value, Written):
            return identifier().deserialize(value, attr, data)
        found = MapOf(Words()).deserialize(value, attr, data)
        if len(found) < 2:  # noqa: PLR2004 - a choice needs two
            raise refuse("options_few")
        return found


class AskShape(Shape):
    """Where a question stands."""

    section = identifier(required=True)
    order = whole(required=True)
    when = expression()


class AttainableShape(Shape):
    """What a person can change by own effort."""

    effort = whole(1, 5, required=True)
    step = number()
    costs = ListOf(one_of("money", "health", "move", "employer"))


class FactShape(Shape):
    """One fact, or one field of a list's record."""

    type = one_of(*KINDS, required=True)
    label = Words()
    help = Words()
    note = Words()
    unit = Words()
    options = Options()
    ordered = flag()
    min = plain()
    max = plain()
    places = whole(0, 6)
    default = Anything()
    ask = Part(AskShape)
    evidence = ListOf(identifier())
    of = MapOf(Part(lambda: FactShape()))  # noqa: PLW0108 - the class is not bound yet
    max_items = whole(1, 1000)
    unique = ListOf(identifier())
    grows = one_of("monthly", "yearly")
    attainable = Part(AttainableShape)
    elective = flag()
    shared = flag()
    optional = flag()
    sensitive = flag()
    reference = plain()


class SectionShape(Shape):
    """A page of the questionnaire."""

    label = Words(required=True)


class EvidenceShape(Shape):
    """A kind of proof."""

    label = Words(required=True)
    issued_by = Words()
    valid_for = pattern(DURATION, "30 days")
    proof = one_of("document", "registry", "declaration")
    checked = one_of("before_application", "after_application")
    form = one_of("original", "copy", "original_and_copy")
    reference = plain()
    note = Words()


class CheckShape(Shape):
    """Answers that contradict each other."""

    id = identifier(required=True)
    label = Words(required=True)
    require = expression(required=True)
    reference = plain()


class TableShape(Shape):
    """Figures by one or more arguments, dated."""

    values = MapOf(Anything(), Scalar("key", lambda written: written or None), required=True)
    unit = Words()
    label = Words()
    reference = plain()
    note = Words()


class ParameterShape(Shape):
    """A figure the authority sets."""

    values = MapOf(Anything(), Scalar("key", lambda written: written or None), required=True)
    per = one_of("round")
    unit = Words()
    label = Words()
    reference = plain()
    note = Words()
