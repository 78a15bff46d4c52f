"""On which day the age of a child who comes along is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.engine.figures import day_of, parameters_of, round_of
from scoring.policy.known import as_given
from scoring.policy.language.calendar import from_date, to_date

if TYPE_CHECKING:
    from datetime import date

    from scoring.policy.model import Policy


def child_day(policy: Policy, on: date, round_id: str | None = None) -> date:
    """Give the day that the policy's procedure names, seen from *on*, under the figures of a round.

    The figures are those of *on*, or of the nearest day in force.

    Raises RoundUnknown as an assessment does.
    """
    named = policy.procedure.family.child_on
    if named is None:
        return on
    within, _ = day_of(policy, on)
    parameters = parameters_of(policy, within, round_of(policy, within, round_id))
    return to_date(as_given(policy, {}, parameters, from_date(on)).of(named)[0])
