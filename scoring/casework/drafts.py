"""Versions of policies on their way to publication: what is kept of a draft, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.officer import Role
from scoring.policy.source_files import PolicySource

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.officer import Officer

READERS = frozenset({Role.POLICY_STAFF, Role.AUDITOR})
"""The roles that may see drafts; only policy staff act on them."""

DraftAct: TypeAlias = Literal["import", "submit", "withdraw", "publish"]


class DraftStatus(StrEnum):
    """Where a draft stands. A draft that is withdrawn goes no further; the text may be imported again."""

    DRAFT = "draft"  # 草稿: imported; may have findings
    SUBMITTED = "submitted"  # 待发布: waits for a second person
    PUBLISHED = "published"  # 已发布
    WITHDRAWN = "withdrawn"  # 已撤回


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The texts of one version as handed in.

    `scheme` and `version` may be empty: the head of the text says them. Where `vocabulary` is None that of the newest published
    version is meant, where `rounds` is None those of the scheme as published.
    """

    text: str = field(repr=False)
    cases: str = field(default="", repr=False)
    scheme: str = ""
    version: str = ""
    vocabulary: str | None = field(default=None, repr=False)
    rounds: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class DraftShown:
    """What the person saw who now acts: which version, in which revision."""

    scheme: str
    version: str
    revision: int

    @property
    def name(self) -> str:
        """`scheme@version`."""
        return f"{self.scheme}@{self.version}"


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a draft: who, when, and in what words."""

    account_id: int
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in the list, by its newest revision. `loads`: its text had no finding when it was imported.

    `of_rounds`: its version is published, and it announces or changes rounds of the scheme alone.
    """

    scheme: str
    version: str
    revision: int
    status: DraftStatus
    loads: bool
    imported: Step
    submitted: Step | None
    withdrawn: Step | None
    published: Step | None
    of_rounds: bool = False

    @property
    def name(self) -> str:
        """`scheme@version`."""
        return f"{self.scheme}@{self.version}"

    @property
    def last(self) -> Step:
        """The newest act."""
        return self.published or self.withdrawn or self.submitted or self.imported

    def acts(self, officer: Officer) -> tuple[DraftAct, ...]:
        """Give what this officer may do with it now: what a page offers."""
        if Role.POLICY_STAFF not in officer.roles:
            return ()
        match self.status:
            case DraftStatus.DRAFT:
                return ("submit", "withdraw")
            case DraftStatus.SUBMITTED:
                return ("withdraw",) if officer.account_id in self.hands else ("publish", "withdraw")
            case _:
                return ()

    @property
    def hands(self) -> frozenset[int]:
        """The accounts that had a hand in it: none of them publishes it."""
        return frozenset(step.account_id for step in (self.imported, self.submitted) if step is not None)


@dataclass(frozen=True, slots=True)
class Draft:
    """One revision whole. `newest` is the revision that counts; `on` the day of effect once it is published.

    `source` carries the rounds that hold for it; `cases` are the text of its cases.
    """

    id: int
    line: DraftLine
    newest: int
    on: date | None
    rounds_are_own: bool
    rounds_number: int
    source: PolicySource = field(repr=False)
    cases: str = field(repr=False)

    @property
    def is_newest(self) -> bool:
        """Whether this revision counts."""
        return self.line.revision == self.newest
