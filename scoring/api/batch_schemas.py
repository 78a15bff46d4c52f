"""Assessments of many applicants in one request, asked for and answered."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from scoring.api.assessment_schemas import LONGEST_NAME, Assessment, AssessmentQuery
from scoring.api.problem_schemas import ProblemPart
from scoring.api.schema_fields import day, digits, each, flag, text, word, words
from scoring.engine.award import Outcome

MOST = 1_000
LONGEST_ID = 100


class Applicant(Schema):
    """The answers of one applicant, under an id of the sender's choice that comes back with the result."""

    id = fields.String(required=True, validate=validate.Length(1, LONGEST_ID), metadata={"example": "A-1"})
    facts = AssessmentQuery._declared_fields["facts"]  # noqa: SLF001 - marshmallow has no other name for it


class Applicants(fields.List):
    """The applicants of a request. The schema says what is wrong; that nothing is, is seen at a tenth of its cost."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list) and all(map(_is_whole, value)):
            return value
        return super()._deserialize(value, *args, **kwargs)


def _is_whole(applicant: Any) -> bool:
    """Whether *applicant*, a JSON value, has an id and facts as the schema wants them, and nothing else."""
    if not isinstance(applicant, dict) or applicant.keys() != {"id", "facts"}:
        return False
    id_, facts = applicant["id"], applicant["facts"]
    is_known = isinstance(id_, str) and 0 < len(id_) <= LONGEST_ID
    return is_known and isinstance(facts, dict) and max(map(len, facts), default=0) <= LONGEST_NAME


class BatchQuery(Schema):
    """The envelope of a request: the facts themselves are checked by the policy."""

    class Meta:
        """Shown in the description of the API."""

        title = "Answers of many applicants"

    on = fields.Date(metadata={"description": "Day of the rules. Without it: today, or the last day of a version that has ended."})
    round = fields.String(validate=validate.Length(1, 40), metadata={"description": "Round whose figures are used."})
    explain = fields.Boolean(load_default=False, metadata={"description": "Give every assessment whole, not its totals alone."})
    applicants = Applicants(fields.Nested(Applicant), required=True, validate=validate.Length(1, MOST))


class BatchResult(Schema):
    """What one applicant's answers come to; null, with the reasons in `errors`, where they cannot be used."""

    id = word()
    outcome = word(*Outcome, nullable=True)
    total = digits(nullable=True)
    lowest = digits(nullable=True)
    highest = digits(nullable=True)
    missing = words()
    assessment = fields.Nested(Assessment, required=True, allow_none=True)
    errors = each(ProblemPart)


class Batch(Schema):
    """The results, in the order in which the applicants were sent."""

    scheme = word()
    version = word()
    title = text()
    digest = word()
    provenance = word("official", "secondary", "illustrative")
    notice = text()
    on = day()
    round = word(nullable=True)
    no_longer_in_force = flag()
    results = each(BatchResult)
