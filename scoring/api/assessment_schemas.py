"""An assessment, asked for and answered. The answer is written by `engine.document`; a test holds real ones against this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from scoring.api.schema_fields import STATES, count, day, digits, each, flag, text, texts_or_null, values, word, words
from scoring.engine.award import Outcome

LONGEST_NAME = 100


def _names(facts: Mapping[str, Any]) -> None:
    """See that names are short; which of them there are, and which values, the policy says."""
    longest = max(facts, key=len, default="")
    if len(longest) > LONGEST_NAME:
        message = f"No fact has a name of more than {LONGEST_NAME} characters: {longest[:LONGEST_NAME]}…"
        raise ValidationError(message)


class AssessmentQuery(Schema):
    """The envelope of a request: the facts themselves are checked by the policy."""

    class Meta:
        """Shown in the description of the API."""

        title = "Answers to assess"

    on = fields.Date(metadata={"description": "Day of the rules. Without it: today, or the last day of a version that has ended."})
    round = fields.String(validate=validate.Length(1, 40), metadata={"description": "Round whose figures are used."})
    facts = fields.Dict(  # without fields for names and values: they would cost more than the assessment itself
        required=True,
        validate=_names,
        metadata={
            "description": "Answers by fact id, as the policy's `facts` describe them.",
            "example": {"birth_date": "1987-02-01", "education": "bachelor"},  # facts that every policy here knows
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
