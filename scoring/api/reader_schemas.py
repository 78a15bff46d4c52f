"""Bounds, advice and the next question as they are answered; a test holds real answers against this."""

from __future__ import annotations

from marshmallow import Schema, fields

from scoring.api.schema_fields import STATES, Text, count, day, digits, each, flag, text, texts_or_null, word, words
from scoring.engine.advice import COSTS, Standing
from scoring.engine.award import Outcome


class Between(Schema):
    """Points while answers are missing; where nothing is open both are the same."""

    lowest = digits()
    highest = digits()


class Reading(Schema):
    """What every reading of a policy begins with: the policy, the notice of its provenance, day and round."""

    title = text()
    notice = text()
    scheme = word()
    version = word()
    digest = word()
    provenance = word("official", "secondary", "illustrative")
    on = day()
    round = word(nullable=True)
    no_longer_in_force = flag()


class BoundedAward(Schema):
    """A group or criterion, and all below it; its words stand in the policy."""

    id = word()
    kind = word("group", "criterion")
    lowest = digits()
    highest = digits()
    awards = fields.List(fields.Nested("BoundedAward"), required=True)


class BoundedCondition(Schema):
    """A requirement or a veto; a veto that is met refuses."""

    id = word()
    state = word(*STATES)


class Bounds(Reading):
    """The lowest and highest points that are still possible, whatever the missing answers are."""

    outcome = word(*Outcome)
    total = fields.Nested(Between, required=True)
    threshold = fields.Nested(Between, required=True, allow_none=True)
    ranked = fields.Nested(Between, required=True, allow_none=True)
    missing = words()
    awards = each(BoundedAward)
    requirements = each(BoundedCondition)
    vetoes = each(BoundedCondition)


class Change(Schema):
    """One fact changed; of a list, `added` are the records that `new` has more than `old`."""

    fact = word()
    old = fields.Raw(required=True, allow_none=True)
    new = fields.Raw(required=True, allow_none=True)
    added = fields.List(fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True)), required=True)
    efforts = count()
    cost = count()
    costs = fields.List(word(*COSTS), required=True)
    evidence = words()
    sentence = text()


class Way(Schema):
    """Changes that together lead there, and the assessment with them; `ranked` is the gain in the ranking sum."""

    changes = each(Change)
    cost = count()
    gained = digits()
    ranked = digits(nullable=True)
    outcome = word(*Outcome)
    total = digits(nullable=True)
    lowest = digits()
    highest = digits()
    sentence = texts_or_null()


class Advice(Reading):
    """The cheapest lawful ways, the cheapest first. Where it is not `proven`, they are the best found."""

    aim = word("threshold", "rank")
    cut_off = digits(nullable=True)
    standing = word(*Standing)
    sentences = each(Text)
    proven = flag()
    nodes = count()
    ways = each(Way)
    highest = fields.Nested(Way, required=True, allow_none=True)
    missing = words()
    withheld = fields.List(word(*COSTS), required=True)


class Question(Schema):
    """The question to put next, and what the answers so far make of the others that are asked and not answered yet."""

    fact = word()
    label = text()
    help = texts_or_null()
    section = word()
    needed = fields.List(fields.String(), required=True, metadata={"description": "Can still change outcome or total; best first."})
    beside = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Can change only the ranking, an entitlement or an award that does not count."},
    )
    no_longer_needed = fields.List(fields.String(), required=True, metadata={"description": "Can change nothing any more."})
    no_longer_decisive = fields.List(fields.String(), required=True, metadata={"description": "Cannot change the outcome."})


class NextQuestion(Reading):
    """Where the questions stand. `settled`: the outcome is certain. `next` is null once no answer can change anything."""

    settled = flag()
    next = fields.Nested(Question, required=True, allow_none=True)
