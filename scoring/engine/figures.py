"""Which day and which round's figures an assessment uses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from scoring.errors import OutsideForce, RoundUnknown

if TYPE_CHECKING:
    from scoring.policy.language.tree import Coded
    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round


def day_of(policy: Policy, today: date) -> tuple[date, bool]:
    """Give the day to assess on when none is named, and whether the version has ended: then it is its last day."""
    last = policy.in_force.last
    ended = last is not None and last < today
    return (last, True) if ended and last is not None else (max(today, policy.in_force.first), False)


def check_day(policy: Policy, on: date) -> None:
    """OutsideForce where the version does not hold on *on*."""
    if on not in policy.in_force:
        raise OutsideForce(policy.scheme, policy.version, on, policy.in_force.first, policy.in_force.last)


def round_of(policy: Policy, on: date, round_id: str | None) -> Round | None:
    """Give the round that an assessment uses: the one named, else the last announced on or before *on*, else the first."""
    own = policy.own_rounds
    if round_id is not None:
        found = next((r for r in own if r.id == round_id), None)
        if found is None:
            raise RoundUnknown(policy.scheme, policy.version, round_id)
        return found
    announced = [r for r in own if r.announced is not None and r.announced <= on]
    return announced[-1] if announced else own[0] if own else None


def parameters_of(policy: Policy, on: date, round_: Round | None) -> dict[str, Coded]:
    """Give every parameter's value on that day and in that round; RoundUnknown where the round has none."""
    round_id = round_.id if round_ else ""
    values: dict[str, Coded] = {}
    lacks = []
    for parameter in policy.parameters.values():
        if not parameter.per_round:
            values[parameter.id] = [v for key, v in parameter.values.items() if key <= on.isoformat()][-1]
        elif round_ and parameter.id in round_.parameters:
            values[parameter.id] = round_.parameters[parameter.id]
        elif round_id in parameter.values:
            values[parameter.id] = parameter.values[round_id]
        else:
            lacks.append(parameter.id)
    if lacks:
        raise RoundUnknown(policy.scheme, policy.version, round_id, lacks)
    return values
