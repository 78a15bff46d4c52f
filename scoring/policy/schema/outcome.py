"""The shape of selection, entitlements, procedure and rounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import fields

from scoring.policy.procedure import LIST_FIELDS
from scoring.policy.schema.facts import Anything
from scoring.policy.schema.fields import (
    DURATION,
    ListOf,
    MapOf,
    Part,
    Scalar,
    Shape,
    Words,
    day,
    expression,
    flag,
    identifier,
    number,
    one_of,
    pattern,
    plain,
    ready,
    whole,
)
from scoring.policy.source import Written
from scoring.policy.wording import EMPTY, Text

PROVENANCE = ("official", "secondary", "illustrative")


class RankingShape(Shape):
    """Where places are limited."""

    by = expression()
    then = ListOf(expression())
    ties_at_cut_off = one_of("admit_all", "admit_none", "draw_line")


class SelectionShape(Shape):
    """Who is admitted."""

    threshold = expression()
    unless = expression()
    ranking = Part(RankingShape)


class FurtherConditionShape(Shape):
    """What the granting agency will still ask."""

    label = Words(required=True)
    reference = plain()


class EntitlementShape(Shape):
    """What an admission unlocks."""

    id = identifier(required=True)
    label = Words(required=True)
    service = one_of("schooling", "housing", "pension", "medical", "registration", "residence", "other", required=True)
    confers = one_of("treatment", "right_to_apply", "enrolment")
    beneficiaries = ListOf(one_of("applicant", "spouse", "child"), required=True)
    when = expression(required=True)
    starts = one_of("registration", "decision")
    further_conditions = ListOf(Part(FurtherConditionShape))
    without_grant = Words()
    valid_for = pattern(DURATION, "12 months")
    apply_within = pattern(DURATION, "24 months")
    documents = ListOf(identifier())
    granted_by = Words()
    reference = plain()
    help = Words()
    note = Words()


class DurationShape(Shape):
    """So many days from an act."""

    n = whole(1, 10_000, required=True)
    unit = one_of("days", "working_days", "months", required=True)
    start = identifier(data_key="from")
    reference = plain()
    note = Words()


class OfficeShape(Shape):
    """A window, or where complaints are taken."""

    name = Words(required=True)
    address = Words()
    phone = plain()
    hours = Words()
    reference = plain()
    note = Words()


class QuestionShape(Shape):
    """What is often asked."""

    question = Words(required=True)
    answer = Words(required=True)
    reference = plain()


class PublicationShape(Shape):
    """公示."""

    fields_ = ListOf(one_of(*LIST_FIELDS), data_key="fields")
    days = Part(DurationShape)
    where = Words()
    reference = plain()
    note = Words()


class RemedyShape(Shape):
    """A way to contest the decision."""

    kind = one_of("review", "reconsideration", "litigation", required=True)
    organ = Words()
    within = Part(DurationShape)
    reference = plain()
    note = Words()


class ChildShape(Shape):
    """Up to which age a child comes along."""

    under = whole(1, 30, required=True)
    on = expression(required=True)


class FamilyShape(Shape):
    """随迁."""

    who = ListOf(one_of("spouse", "child"))
    child = Part(ChildShape)
    added_until = one_of("submission")
    conditions = ListOf(Words())
    evidence = ListOf(identifier())
    reference = plain()
    note = Words()


class Stated(fields.Field[Any]):
    """A plain value, or `{is: value, reference: …, note: …}`; gives value, reference and note."""

    def __init__(self, inner: fields.Field[Any], **options: Any) -> None:
        super().__init__(**options)
        self.inner = inner

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> tuple[Any, str, Text]:
        if isinstance(value, Mapping) and "is" in value:
            rest = {key: item for key, item in value.items() if key != "is"}
            more = ready(StatedShape).load(rest)
            return self.inner.deserialize(value["is"], attr, data), more.get("reference", ""), more.get("note", EMPTY)
        return self.inner.deserialize(value, attr, data), "", EMPTY


class StatedShape(Shape):
    """What may stand beside a value."""

    reference = plain()
    note = Words()


class ProcedureShape(Shape):
    """Who does what, and by when."""

    mode = Stated(one_of("threshold", "ranked"))
    verification = Stated(one_of("with_application", "before_application"))
    organ = Stated(Words())
    registrar = Stated(Words())
    offices = ListOf(Part(OfficeShape))
    channels = Stated(ListOf(one_of("counter", "online", "proxy", "employer")))
    fee = Stated(Words())
    days = MapOf(Part(DurationShape))
    publication = Part(PublicationShape)
    originals_check = Stated(flag())
    remedies = ListOf(Part(RemedyShape))
    family = Part(FamilyShape)
    questions_pause = Stated(flag())
    in_flight = Stated(one_of("pin", "move", "better_of"))
    duplicates = Stated(one_of("flag", "refuse"))
    complaints = ListOf(Part(OfficeShape))
    questions = ListOf(Part(QuestionShape))
    note = Words()


def _moment(written: Written) -> datetime | None:
    try:
        return datetime.strptime(written, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - Shanghai's civil time, as the scheme's notice has it
    except ValueError:
        return None


class WindowShape(Shape):
    """When applications are taken."""

    start = Scalar('"YYYY-MM-DD HH:MM"', _moment, data_key="from", required=True)
    until = Scalar('"YYYY-MM-DD HH:MM"', _moment, required=True)


class RoundShape(Shape):
    """One round."""

    round = pattern(re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*"), "id", required=True)
    policy = plain()
    announced = day()
    quota = whole(0)
    quota_without_points = whole(0)
    window = Part(WindowShape)
    parameters = MapOf(Anything())
    dates = MapOf(Anything())
    admitted = whole(0)
    above_cut_off = whole(0)
    cut_off = number()
    tied_at_cut_off = whole(0)
    highest = number()
    source = plain()
    provenance = one_of(*PROVENANCE)
    note = Words()
