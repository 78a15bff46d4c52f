"""What a grant unlocks, for whom: one entry per person and entitlement, read off the assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.application.application import EntitlementState
from scoring.application.deadlines import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from scoring.application.persons import Person
    from scoring.policy.selection import Entitlement


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an entitlement can be used, and in which days. All days are None while it is pending."""

    state: EntitlementState
    since: date | None = None
    until: date | None = None
    apply_until: date | None = None


PENDING = Standing(EntitlementState.PENDING)


def entries(entitlements: Iterable[Entitlement], persons: Sequence[Person]) -> tuple[tuple[int, Entitlement], ...]:
    """Give the pairs of person (by number) and entitlement, person by person, in the order of the policy."""
    unlocked = tuple(entitlements)
    return tuple(
        (number, entitlement)
        for number, person in enumerate(persons)
        for entitlement in unlocked
        if person.relation in entitlement.beneficiaries
    )


def at_decision(entitlement: Entitlement, on: date) -> Standing:
    """Give where an entitlement stands when the decision is made on that day."""
    if entitlement.starts == "registration":
        return PENDING
    return in_force(on, entitlement.valid_for, entitlement.apply_within)


def in_force(since: date, valid_for: str, apply_within: str) -> Standing:
    """Give the days of an entitlement that comes into force on that day."""
    return Standing(EntitlementState.IN_FORCE, since, last_day(since, valid_for), last_day(since, apply_within))
