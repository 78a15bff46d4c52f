"""A problem document, as `web.problems` writes it."""

from __future__ import annotations

from marshmallow import Schema, fields

from scoring.api.schema_fields import count, word


class ProblemPart(Schema):
    """One wrong part of a request."""

    pointer = fields.String(required=True, metadata={"description": "JSON pointer into the body (RFC 6901)"})
    detail = word()
    code = word()
    value = fields.Raw(allow_none=True)
    allowed = fields.String()
    nearest = fields.String()


class Problem(Schema):
    """A problem document (RFC 9457)."""

    type = word()
    title = word()
    status = count()
    detail = word()
    instance = word()
    code = word()
    nearest = fields.String()
    reference = fields.String()
    errors = fields.List(fields.Nested(ProblemPart))
