"""The shapes of what an authority sets by date or by round: parameters, tables and rounds."""

from __future__ import annotations

from marshmallow import Schema, fields

from scoring.api.schema_fields import count, day, digits, each, flag, text, texts_or_null, values, word


class Round(Schema):
    """One round of the scheme."""

    id = word()
    policy = word(nullable=True)
    announced = day(nullable=True)
    quota = count(nullable=True)
    quota_without_points = count(nullable=True)
    window_from = fields.String(required=True, allow_none=True, metadata={"description": "Asia/Shanghai, to the minute"})
    window_until = fields.String(required=True, allow_none=True)
    parameters = values()
    cut_off = digits(nullable=True)
    admitted = count(nullable=True)
    above_cut_off = count(nullable=True)
    tied_at_cut_off = count(nullable=True)
    highest = digits(nullable=True)
    provenance = word("official", "secondary", "illustrative")
    source = word(nullable=True)
    note = texts_or_null()


class Parameter(Schema):
    """A figure that the authority sets: values by day, or by round."""

    id = word()
    kind = word()
    label = texts_or_null()
    unit = word(nullable=True)
    per_round = flag()
    values = values()
    reference = word(nullable=True)
    note = texts_or_null()


class TableRow(Schema):
    """A value of a table in words: from which day on, and for what."""

    since = text()
    where = text()
    value = text()


class Table(Schema):
    """Figures by one or more arguments, dated."""

    id = word()
    label = texts_or_null()
    rows = each(TableRow)
    reference = word(nullable=True)
    note = texts_or_null()
