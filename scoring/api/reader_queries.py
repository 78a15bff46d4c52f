"""What advice and a forecast are asked for: the envelope of an assessment, and what only they need."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields, validate, validates_schema

from scoring.api.assessment_schemas import AssessmentQuery
from scoring.engine.advice import COSTS

POINTS = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,9})?")


class Points(fields.Field[Decimal]):
    """A number of points, exactly as it is written: digits, as text or as a number."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Decimal:
        written = str(value)
        if isinstance(value, bool) or POINTS.fullmatch(written) is None:
            raise ValidationError(_("Write points as digits, such as 186.5."))
        return Decimal(written)


class AdviceQuery(AssessmentQuery):
    """Answers to advise on, with what the person is willing to give and what is to be reached."""

    class Meta:
        """Shown in the description of the API."""

        title = "Answers to advise on"

    allowed_costs = fields.List(
        fields.String(validate=validate.OneOf(COSTS)),
        load_default=list,
        metadata={"description": "Costs beside effort that a way may have. Ways with any other cost are left out, and said so."},
    )
    aim = fields.String(
        validate=validate.OneOf(["threshold", "rank"]),
        load_default="threshold",
        metadata={"description": "An eligible outcome, or a better place where places are limited."},
    )
    points = Points(
        metadata={
            "type": ["string", "number"],
            "description": "With the aim `rank`: the sum to reach, such as a cut-off. Without it: what raises the sum most.",
            "example": "186.00",
        }
    )

    @validates_schema
    def _check_points(self, query: dict[str, Any], **_kwargs: Any) -> None:
        if "points" in query and query["aim"] != "rank":
            raise ValidationError(_("Points go with the aim rank only."), "points")


class ForecastQuery(AssessmentQuery):
    """Answers to carry on into the future."""

    class Meta:
        """Shown in the description of the API."""

        title = "Answers to carry on"

    until = fields.Date(metadata={"description": "Last day looked at, at most 30 years ahead. Without it: ten years."})
