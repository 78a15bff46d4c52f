"""The fields that the schemas of requests and answers are made of."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

POINTS = {"description": "A decimal number of points, as digits", "example": "186.00"}
STATES = ["met", "not_met", "open"]


def digits(*, nullable: bool = False) -> fields.String:
    """A number of points."""
    return fields.String(required=True, allow_none=nullable, metadata=POINTS)


class Text(Schema):
    """Words in both languages."""

    zh = fields.String(required=True)
    en = fields.String(required=True)


def text(*, nullable: bool = False) -> fields.Nested:
    """A text, or null where the policy says nothing."""
    return fields.Nested(Text, required=True, allow_none=nullable)


def texts_or_null() -> fields.Nested:
    """A text that may be absent."""
    return text(nullable=True)


def word(*allowed: str, nullable: bool = False) -> fields.String:
    """One of a few words, or any text."""
    checks = [validate.OneOf([*allowed, *([None] if nullable else [])])] if allowed else []
    return fields.String(required=True, allow_none=nullable, validate=checks)


def flag(*, nullable: bool = False) -> fields.Boolean:
    """True or false."""
    return fields.Boolean(required=True, allow_none=nullable)


def count(*, nullable: bool = False) -> fields.Integer:
    """A whole number."""
    return fields.Integer(required=True, allow_none=nullable)


def day(*, nullable: bool = False) -> fields.Date:
    """A date."""
    return fields.Date(required=True, allow_none=nullable)


def each(schema: type[Schema]) -> fields.List:
    """A list of parts."""
    return fields.List(fields.Nested(schema), required=True)


def words() -> fields.List:
    """A list of plain words."""
    return fields.List(fields.String(), required=True)


def values() -> fields.Dict:
    """Values by id; their kinds are the policy's."""
    return fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)
