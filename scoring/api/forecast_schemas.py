"""A forecast as it is answered. It is written by `engine.forecast.document`; a test holds real ones against this."""

from __future__ import annotations

from marshmallow import Schema, fields

from scoring.api.reader_schemas import Between, Reading
from scoring.api.schema_fields import STATES, Text, day, each, flag, text, word, words
from scoring.engine.award import Outcome


class Level(Schema):
    """What an assessment comes to; `ranked` is the ranking sum, null where the policy does not rank."""

    total = fields.Nested(Between, required=True)
    outcome = word(*Outcome)
    ranked = fields.Nested(Between, required=True, allow_none=True)


class Stretch(Level):
    """Days, both included, on which the level stays the same."""

    first = day()
    last = day()


class Window(Schema):
    """Days, both included, on which the total is the best."""

    first = day()
    last = day()
    total = fields.Nested(Between, required=True)


class AwardChange(Schema):
    """The points of a group or criterion the day before and from the day on; null where a version does not have it."""

    id = word()
    before = fields.Nested(Between, required=True, allow_none=True)
    after = fields.Nested(Between, required=True, allow_none=True)


class Turn(Schema):
    """A requirement or veto that changes its state; null where a version does not have it. `worse`: against the applicant."""

    id = word()
    kind = word("requirement", "veto")
    before = word(*STATES, nullable=True)
    after = word(*STATES, nullable=True)
    worse = flag()


class Step(Schema):
    """A day on which the level falls or rises, with all that changes on it."""

    on = day()
    before = fields.Nested(Level, required=True)
    after = fields.Nested(Level, required=True)
    awards = each(AwardChange)
    turns = each(Turn)
    sentence = text()


class Renewal(Schema):
    """Evidence that is valid until `last` and no longer on the day that the aim is reached."""

    evidence = word()
    last = day()
    facts = words()
    sentence = text()


class Assumption(Schema):
    """What is taken for granted, of one version, from the day `on` (null: from the first)."""

    code = word()
    version = word()
    ids = words()
    on = day(nullable=True)
    to = word()
    old = day(nullable=True)
    new = day(nullable=True)
    sentence = text()


class Forecast(Reading):
    """How an assessment changes day by day until `until`. `stretches` leave no gap; a day can be a cliff and a rise."""

    until = day()
    reached = day(nullable=True)
    threshold_reached = day(nullable=True)
    best = fields.Nested(Window, required=True)
    best_eligible = fields.Nested(Window, required=True, allow_none=True)
    sentences = each(Text)
    stretches = each(Stretch)
    cliffs = each(Step)
    rises = each(Step)
    renewals = each(Renewal)
    assumptions = each(Assumption)
