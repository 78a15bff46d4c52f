"""What one person of a granted application is entitled to, where it stands, and every step that led there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from scoring.policy.wording import Text


class EntitlementState(StrEnum):
    """Whether an entitlement can be used."""

    PENDING = "pending"  # 待落户: waits for the registration of this person
    IN_FORCE = "in_force"  # 已生效
    SUSPENDED = "suspended"  # 已暂停: cannot be used until it is resumed
    ENDED = "ended"  # 已终止: cancelled before it came into force, ended by an act, or its last day is over


@dataclass(frozen=True, slots=True)
class EntitlementEntry:
    """What one person of a granted application is entitled to, from when, until when, and by whom it is given.

    `person` is the number within the application, `since` and `until` are None while pending, `until` also where it
    holds until withdrawn. `apply_until` is the last day on which it can be applied for, None where there is none.
    `valid_for` and `apply_within` are the policy's words (`12 months`, `30 working_days`), empty where it says nothing.
    `register_number` is what it is looked up by without an identity number.
    """

    register_number: str
    application: str
    decision: str
    person: int
    beneficiary: str
    relation: str
    entitlement: str
    label: Text
    service: str
    confers: str
    granted_by: Text
    starts: Literal["registration", "decision"]
    reference: str
    valid_for: str
    apply_within: str
    state: EntitlementState
    since: date | None
    until: date | None
    apply_until: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """One step of an entitlement: by which act of whom it came to stand so, from which days on. `by` is empty for the installation.

    `reason` is empty where the act needs none, and where the file was erased.
    """

    number: int
    act: str
    at: datetime
    by: str
    state: EntitlementState
    since: date | None
    until: date | None
    apply_until: date | None
    reason: str = field(repr=False)
