"""What the lists of the console are asked and what they give: a search, a page, and a line for each kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import EntitlementState
    from scoring.application.status import Status

T = TypeVar("T")


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
    """`text` is a part of a reference, or a whole identity number of anyone in the application."""

    text: str = ""
    status: Status | None = None
    scheme: str = ""


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
    """One application in the list, with what its newest assessment says."""

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
