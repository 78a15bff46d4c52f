"""Which questions are asked of a person, given the answers so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from scoring.engine.compiling import compiled
from scoring.engine.figures import check_day, parameters_of, round_of
from scoring.engine.reader import MISSING
from scoring.policy.known import some
from scoring.policy.language.calendar import from_date
from scoring.policy.model import Policy


def asked(policy: Policy, facts: Mapping[str, object], *, on: date) -> frozenset[str]:
    """Give the ids of the facts that the applicant is asked: those whose `when` is certain to hold, or that have none.

    A question that depends on an answer which is still open is not asked yet.

    Raises:
        FactsRefused: a fact is unknown, or its value is not allowed.
        OutsideForce: the version does not hold on that day.
    """
    check_day(policy, on)
    coded = dict(zip(policy.facts, compiled(policy).read(facts), strict=True))
    known = {id_: value for id_, value in coded.items() if value is not MISSING}
    ranges = some(policy, known, parameters_of(policy, on, round_of(policy, on, None)), from_date(on))
    questions = [(fact.id, fact.ask.when) for fact in policy.facts.values() if fact.ask is not None]
    return frozenset(id_ for id_, when in questions if when is None or ranges.of(when)[0])
