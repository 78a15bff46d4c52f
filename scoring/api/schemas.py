"""What goes in and out, as marshmallow schemas: they check the envelope of a request and document every answer.

The answers themselves are written by plain code (`engine.document`, `api.describing`); a test holds real answers against these.
"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from scoring.engine.award import Outcome

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


class AssessmentQuery(Schema):
    """The envelope of a request: the facts themselves are checked by the policy."""

    class Meta:
        """Shown in the description of the API."""

        title = "Answers to assess"

    on = fields.Date(metadata={"description": "Day of the rules. Without it: today, or the last day of a version that has ended."})
    round = fields.String(validate=validate.Length(1, 40), metadata={"description": "Round whose figures are used."})
    facts = fields.Dict(
        keys=fields.String(validate=validate.Length(max=100)),
        values=fields.Raw(allow_none=True),
        required=True,
        metadata={
            "description": "Answers by fact id, as the policy's `facts` describe them.",
            "example": {"education": "bachelor"},
        },
    )


class Row(Schema):
    """The row of the point table that gave the points."""

    number = count()
    label = texts_or_null()
    points = digits()
    reference = word(nullable=True)
    units = count(nullable=True)


class Award(Schema):
    """Points of one group or criterion, and all below it."""

    id = word()
    kind = word("group", "criterion")
    label = text()
    points = digits(nullable=True)
    lowest = digits()
    highest = digits()
    cap = digits(nullable=True)
    uncapped = digits(nullable=True)
    applies = flag(nullable=True)
    counts = flag()
    yields_to = word(nullable=True)
    facts = values()
    row = fields.Nested(Row, required=True, allow_none=True)
    reference = word(nullable=True)
    note = texts_or_null()
    awards = fields.List(fields.Nested("Award"), required=True)


class Verdict(Schema):
    """Whether a requirement or a veto holds; a veto that is met refuses."""

    id = word()
    label = text()
    state = word(*STATES)
    waived = flag()
    facts = values()
    reference = word(nullable=True)
    note = texts_or_null()


class FurtherCondition(Schema):
    """What the agency will still ask."""

    label = text()
    reference = word(nullable=True)


class Entitlement(Schema):
    """What an admission would unlock."""

    id = word()
    label = text()
    service = word()
    confers = word("treatment", "right_to_apply", "enrolment")
    beneficiaries = words()
    starts = word("registration", "decision")
    further_conditions = each(FurtherCondition)
    without_grant = texts_or_null()
    valid_for = word(nullable=True)
    apply_within = word(nullable=True)
    documents = words()
    granted_by = texts_or_null()
    reference = word(nullable=True)
    note = texts_or_null()


class Assessment(Schema):
    """A whole assessment. What is open is null and has a lowest and a highest."""

    scheme = word()
    version = word()
    title = text()
    digest = word()
    provenance = word("official", "secondary", "illustrative")
    notice = text()
    grants = word()
    on = day()
    round = word(nullable=True)
    outcome = word(*Outcome)
    total = digits(nullable=True)
    lowest = digits()
    highest = digits()
    threshold = digits(nullable=True)
    missing = words()
    awards = each(Award)
    requirements = each(Verdict)
    vetoes = each(Verdict)
    entitlements = each(Entitlement)
    ranking = fields.List(fields.Raw(allow_none=True), required=True, allow_none=True)
    variables = values()
    no_longer_in_force = flag()


class Period(Schema):
    """Both days inclusive; without a last day it is open."""

    first = day()
    last = day(nullable=True)


class PolicySummary(Schema):
    """One version of a scheme."""

    scheme = word()
    version = word()
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


class Item(Schema):
    """A group or a criterion of the point table."""

    id = word()
    kind = word("group", "criterion")
    label = text()
    reference = word(nullable=True)
    note = texts_or_null()
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


class Ranking(Schema):
    """Where places are limited: what ranks, then the tie-breaks."""

    by = text()
    then = each(Text)
    ties_at_cut_off = word("admit_all", "admit_none", "draw_line")


class Selection(Schema):
    """Who is admitted."""

    threshold = texts_or_null()
    unless = texts_or_null()
    ranking = fields.Nested(Ranking, required=True, allow_none=True)


class Round(Schema):
    """One round of the scheme."""

    id = word()
    policy = word(nullable=True)
    announced = day(nullable=True)
    quota = count(nullable=True)
    window_from = fields.String(required=True, allow_none=True, metadata={"description": "Asia/Shanghai, to the minute"})
    window_until = fields.String(required=True, allow_none=True)
    cut_off = digits(nullable=True)
    admitted = count(nullable=True)
    provenance = word("official", "secondary", "illustrative")
    source = word(nullable=True)
    note = texts_or_null()


class Source(Schema):
    """An instrument."""

    id = word()
    title = text()
    number = word(nullable=True)
    url = word(nullable=True)


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
