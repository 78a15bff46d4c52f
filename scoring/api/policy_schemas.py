"""Policies, in short and whole. They are written by `api.describing`; a test holds real ones against this."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from scoring.api.assessment_schemas import Entitlement
from scoring.api.figure_schemas import Parameter, Round, Table
from scoring.api.schema_fields import Text, count, day, each, flag, text, texts_or_null, word, words


class Period(Schema):
    """Both days inclusive; without a last day it is open."""

    first = day()
    last = day(nullable=True)


class PolicySummary(Schema):
    """One version of a scheme."""

    scheme = word()
    version = word()
    extends = fields.String(
        required=True, allow_none=True, metadata={"description": "The policy that this one supplements, as scheme@version."}
    )
    title = text()
    jurisdiction = word()
    authority = texts_or_null()
    grants = word()
    provenance = word("official", "secondary", "illustrative")
    notice = text()
    in_force = fields.Nested(Period, required=True)
    is_in_force = flag()
    digest = word()


class Option(Schema):
    """One answer of a choice."""

    id = word()
    label = text()


class Fact(Schema):
    """What may be answered, and within which bounds."""

    id = word()
    kind = word("boolean", "integer", "decimal", "date", "choice", "text", "list")
    label = text()
    help = texts_or_null()
    unit = word(nullable=True)
    required = flag()
    optional = flag()
    sensitive = flag()
    default = fields.Raw(required=True, allow_none=True)
    minimum = fields.Raw(required=True, allow_none=True)
    maximum = fields.Raw(required=True, allow_none=True)
    places = count(nullable=True)
    options = each(Option)
    ordered = flag(nullable=True)
    max_items = count(nullable=True)
    fields_ = fields.List(fields.Nested("Fact"), required=True, data_key="fields")
    section = word(nullable=True)
    order = count(nullable=True)
    asked_when = texts_or_null()
    evidence = words()


class PointRow(Schema):
    """A row of the point table in words."""

    condition = text()
    points = text()
    reference = word(nullable=True)


class Department(Schema):
    """Who confirms."""

    id = word()
    label = text()


class Verification(Schema):
    """Which departments confirm a line, and how several answers combine."""

    by = each(Department)
    agree = word("single", "highest", "must_agree", "sum")


class Item(Schema):
    """A group or a criterion of the point table."""

    id = word()
    kind = word("group", "criterion")
    label = text()
    reference = word(nullable=True)
    note = texts_or_null()
    verification = fields.Nested(Verification, required=True, allow_none=True)
    rows = each(PointRow)
    items = fields.List(fields.Nested("Item"), required=True)


class Condition(Schema):
    """A requirement or a veto."""

    id = word()
    label = text()
    condition = text()
    unless = texts_or_null()
    reference = word(nullable=True)
    note = texts_or_null()
    verification = fields.Nested(Verification, required=True, allow_none=True)


class Ranking(Schema):
    """Where places are limited: the sum that ranks, then each tie-break, with what comes first."""

    keys = each(Text)
    ties_at_cut_off = word("admit_all", "admit_none", "draw_line")


class Selection(Schema):
    """Who is admitted."""

    threshold = texts_or_null()
    unless = texts_or_null()
    ranking = fields.Nested(Ranking, required=True, allow_none=True)


class Source(Schema):
    """An instrument."""

    id = word()
    title = text()
    number = word(nullable=True)
    url = word(nullable=True)


class Check(Schema):
    """What answers must not contradict."""

    id = word()
    label = text()
    condition = text()


class Evidence(Schema):
    """A kind of proof, as facts and entitlements name it."""

    id = word()
    label = text()
    issued_by = texts_or_null()
    valid_for = word(nullable=True)
    proof = word("document", "registry", "declaration")
    checked = word("before_application", "after_application")
    form = word("original", "copy", "original_and_copy", nullable=True)
    reference = word(nullable=True)
    note = texts_or_null()


class Section(Schema):
    """A page of the questionnaire."""

    id = word()
    label = text()


class Policy(PolicySummary):
    """A whole version: everything that a page or a program needs to show and to ask."""

    note = texts_or_null()
    sources = each(Source)
    sections = each(Section)
    facts = each(Fact)
    checks = each(Check)
    evidence = each(Evidence)
    parameters = each(Parameter)
    tables = each(Table)
    requirements = each(Condition)
    vetoes = each(Condition)
    groups = each(Item)
    selection = fields.Nested(Selection, required=True)
    entitlements = each(Entitlement)
    rounds = each(Round)


class PolicyList(Schema):
    """Every published version."""

    policies = each(PolicySummary)


class PolicyQuery(Schema):
    """How the list is narrowed."""

    scheme = fields.String(validate=validate.Length(1, 60))
    jurisdiction = fields.String(validate=validate.Length(1, 12))
    provenance = fields.String(validate=validate.OneOf(["official", "secondary", "illustrative"]))
    in_force_on = fields.Date(metadata={"description": "Only versions that hold on this day."})
    lang = fields.String(validate=validate.OneOf(["zh", "en"]), metadata={"description": "Language in which a problem is told."})
