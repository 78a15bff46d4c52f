"""What a grant unlocks, for whom, and where it stands after each act: one entry per person and entitlement.

The register is a function of what was granted and of the acts since: `rebuilt` computes it anew, `casework.register` keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scoring.application.deadlines import last_day
from scoring.application.endings import ENDING
from scoring.application.entitlement import EntitlementState
from scoring.application.status import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Turn:
    """An act that turns entitlements, on the office's own day of it; of one person or one entitlement, where these are given."""

    act: Act
    on: date
    person: int | None = None
    entitlement: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What people had by the decision that another takes the place of, by their numbers in the new file.

    `register`: where each entitlement stood, by person and entitlement; `registered`: who was registered.
    """

    register: Mapping[tuple[int, str], Standing] = field(default_factory=dict)
    registered: frozenset[int] = frozenset()


PENDING = Standing(EntitlementState.PENDING)
NOTHING_HELD = Held()
RUNNING = frozenset({EntitlementState.IN_FORCE, EntitlementState.SUSPENDED})


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


def following(entitlement: Entitlement, person: int, on: date, held: Held) -> Standing:
    """Give where an entitlement of a decision stands that takes the place of another one on that day.

    What somebody had goes on as it was, from its first day to its last; what had ended stays ended. What is new begins with the
    decision for who is registered already.
    """
    before = held.register.get((person, entitlement.id), PENDING)
    if before != PENDING:
        return before
    if person in held.registered:
        return in_force(on, entitlement.valid_for, entitlement.apply_within)
    return at_decision(entitlement, on)


def in_force(since: date, valid_for: str, apply_within: str) -> Standing:
    """Give the days of an entitlement that comes into force on that day."""
    return Standing(EntitlementState.IN_FORCE, since, last_day(since, valid_for), last_day(since, apply_within))


def suspended(standing: Standing) -> Standing | None:
    """Give where it stands once it is suspended; None where it is not in force. Its days go on."""
    return replace(standing, state=EntitlementState.SUSPENDED) if standing.state is EntitlementState.IN_FORCE else None


def resumed(standing: Standing, on: date) -> Standing | None:
    """Give where it stands once it is resumed; None where it is not suspended, or its last day is over."""
    is_over = standing.until is not None and standing.until < on
    if standing.state is not EntitlementState.SUSPENDED or is_over:
        return None
    return replace(standing, state=EntitlementState.IN_FORCE)


def ended(standing: Standing, on: date) -> Standing | None:
    """Give where it stands once it is ended on that day, its last; None where it ended before. What never began has no last day."""
    if standing.state is EntitlementState.ENDED:
        return None
    last = None if standing.since is None else min(standing.until or on, on)
    return replace(standing, state=EntitlementState.ENDED, until=last)


def run_out(standing: Standing, on: date) -> Standing | None:
    """Give where it stands once its last day is over; None where it is not, or it never began or ended before."""
    is_over = standing.until is not None and standing.until < on
    return replace(standing, state=EntitlementState.ENDED) if standing.state in RUNNING and is_over else None


def lapses(service: str, state: EntitlementState) -> bool:
    """Whether a lapse ends what somebody who is not registered has: all that waits for it, and the right to be registered."""
    return state is EntitlementState.PENDING or service == "registration"


def rebuilt(
    unlocked: Iterable[Entitlement], persons: Sequence[Person], decided: date, turns: Iterable[Turn], held: Held = NOTHING_HELD
) -> Mapping[tuple[int, str], Standing]:
    """Compute the register of one decision anew, by person and entitlement.

    Args:
        unlocked: what the decision unlocks, by the policy that it pins.
        persons: of the application.
        decided: the day of the decision.
        turns: every act since then that turned entitlements, in their order; all others are passed over.
        held: what people had by the decision whose place it takes, before that ended.
    """
    given = {(number, each.id): each for number, each in entries(unlocked, persons)}
    register = {key: following(each, key[0], decided, held) for key, each in given.items()}
    registered = set(held.registered)
    before: dict[tuple[int, str], Standing] = {}
    for turn in turns:
        if turn.act is Act.REGISTER and turn.person is not None:
            registered.add(turn.person)
        for key, each in given.items():
            if turn.person in {None, key[0]} and turn.entitlement in {None, key[1]}:
                found = _turned(turn, register[key], each, is_registered=key[0] in registered)
                if turn.act is Act.RESTORE:
                    found = before.pop(key, None)
                elif found is not None and turn.act in ENDING:
                    before[key] = register[key]
                register[key] = register[key] if found is None else found
    return register


def _turned(turn: Turn, standing: Standing, entitlement: Entitlement, *, is_registered: bool) -> Standing | None:
    match turn.act:
        case Act.REGISTER if standing == PENDING:
            return in_force(turn.on, entitlement.valid_for, entitlement.apply_within)
        case Act.LAPSE if not is_registered and lapses(entitlement.service, standing.state):
            return ended(standing, turn.on)
        case Act.SUSPEND:
            return suspended(standing)
        case Act.RESUME:
            return resumed(standing, turn.on)
        case Act.END | Act.SUPERSEDE | Act.REVOKE:
            return ended(standing, turn.on)
        case Act.RUN_OUT:
            return run_out(standing, turn.on)
        case _:
            return None
