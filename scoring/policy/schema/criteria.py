"""The shape of requirements, vetoes and the point table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from scoring.policy.schema.fields import (
    ID,
    ListOf,
    MapOf,
    Part,
    Scalar,
    Shape,
    Words,
    expression,
    identifier,
    one_of,
    plain,
    ready,
    refuse,
    shown,
    whole,
)
from scoring.policy.source import Written


class PointsField(fields.Field[Any]):
    """Points: one expression, a list of bands, or a mapping from option to row. Which of them fits, the rule says."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        match value:
            case Written():
                return value
            case Mapping():
                return MapOf(RowField(), Scalar("id", _key)).deserialize(value, attr, data)
            case _:
                return ListOf(Part(BandShape)).deserialize(value, attr, data)


def _key(written: Written) -> Written | None:
    """Read the key of a row: an option, or the answer to a condition."""
    return written if ID.fullmatch(written) else None


class RowField(fields.Field[Any]):
    """A row of a mapping: what has `points` says more of itself, all else are its points."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if isinstance(value, Mapping) and "points" in value:
            return ready(RowShape).load(value)
        return {"points": PointsField().deserialize(value, attr, data)}


class RowShape(Shape):
    """One row: its points, and its own words and article."""

    points = PointsField(required=True)
    label = Words()
    reference = plain()


class BandShape(RowShape):
    """A row that starts somewhere."""

    start = expression(data_key="from")
    above = expression()


class CaseShape(Shape):
    """A row with a condition, or `otherwise`."""

    when = expression()
    points = expression()
    otherwise = expression()
    label = Words()
    reference = plain()


class Combining(fields.Field[Any]):
    """`sum`, `highest`, or `{highest: n}`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if isinstance(value, Mapping) and list(value) == ["highest"]:
            return whole(1, 100).deserialize(value["highest"], attr, data)
        return one_of("sum", "highest").deserialize(value, attr, data)


class VerificationShape(Shape):
    """Who confirms, and how several answers combine."""

    by = ListOf(identifier(), single=True, required=True)
    agree = one_of("single", "highest", "must_agree", "sum")


class ConditionShape(Shape):
    """What requirements, vetoes, criteria and groups have in common."""

    id = identifier(required=True)
    label = Words(required=True)
    help = Words()
    note = Words()
    reference = plain()
    evidence = ListOf(identifier())
    verification = Part(VerificationShape)


class RequirementShape(ConditionShape):
    """申请条件."""

    require = expression(required=True)
    unless = expression()


class VetoShape(ConditionShape):
    """一票否决."""

    when = expression(required=True)


class ItemShape(ConditionShape):
    """What a criterion and a group have in common."""

    applies = expression()
    max = expression()
    min = expression()
    combine = Combining()


class CriterionShape(ItemShape):
    """One line of the point table, with the keys of every kind of rule."""

    yields_to = ListOf(identifier(), single=True)
    when = expression()
    points = PointsField()
    lookup = expression()
    bands = expression()
    matrix = ListOf(expression())
    per = expression()
    every = expression()
    after = expression()
    at_least = expression()
    each = identifier()
    where = expression()
    max_each = expression()
    first = expression()
    further = expression()
    over = ListOf(expression())
    cases = ListOf(Part(CaseShape))
    formula = expression()


class Item(fields.Field[Any]):
    """A criterion, or a group: what has `criteria` is a group."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:  # noqa: ARG002 - marshmallow's signature
        if not isinstance(value, Mapping):
            raise refuse("value_form", expected="{…}", found=shown(value))
        return ready(GroupShape if "criteria" in value else CriterionShape).load(value)


class GroupShape(ItemShape):
    """指标类别."""

    criteria = ListOf(Item(), required=True)
