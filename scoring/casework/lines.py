"""What the lists of the console are asked and what they give: a search, a page, and a line for each kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.desk import Claim, Flag
    from scoring.application.entitlement import EntitlementState
    from scoring.application.status import FileKind, Status
    from scoring.casework.lateness import LateUnder
    from scoring.policy.wording import Text

T = TypeVar("T")
Held: TypeAlias = Literal["", "mine", "nobody", "anybody"]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. `number` counts from 1 and is brought within what there is; `total` counts all pages' items."""

    items: tuple[T, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of a list, and how long a page is (1 to 100)."""

    number: int = 1
    size: int = 25


@dataclass(frozen=True, slots=True)
class ApplicationSearch:
    """`text` is a part of a reference, or a whole identity number of anyone in the application.

    `late`, where it is given, keeps only what is overdue by one of these, the longest in the office first; `flag` what has that
    flag; `office` what belongs to it or to one below it; `held` what the searching person holds (`mine`), nobody, or anybody does.
    `today` is the day by which the terms of a file wait for an answer or not.
    """

    text: str = ""
    status: Status | None = None
    scheme: str = ""
    late: tuple[LateUnder, ...] | None = None
    flag: Flag | None = None
    office: str = ""
    held: Held = ""
    today: date = date.max
    kind: FileKind | None = None


@dataclass(frozen=True, slots=True)
class DecisionSearch:
    """`text` as in ApplicationSearch."""

    text: str = ""
    kind: Literal["granted", "refused"] | None = None
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class EntitlementSearch:
    """`text` as in ApplicationSearch; `service` is one of the policy format's (`schooling`, `housing`, …)."""

    text: str = ""
    state: EntitlementState | None = None
    service: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application in the list, with what its newest assessment says, its office, its flags and who holds it.

    `is_barred`: the reader declared an interest in it, so that it can be named and not opened.
    """

    reference: str
    version: int
    status: Status
    scheme: str
    policy_version: str
    applicant: str
    identity_number: str
    family_size: int
    outcome: str
    total: str | None
    on: date
    recorded_at: datetime
    recorded_by: str
    office: Text | None
    flags: tuple[Flag, ...]
    claim: Claim | None
    is_barred: bool
    kind: FileKind


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in the list."""

    reference: str
    application: str
    kind: Literal["granted", "refused"]
    scheme: str
    policy_version: str
    applicant: str
    outcome: str
    total: str | None
    at: datetime
    maker: str
    checker: str
