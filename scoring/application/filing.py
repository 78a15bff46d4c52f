"""What an applicant files: a draft, what is submitted of it, the receipt, and what the office asks for in addition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from scoring.application.application import Facts, Shown
from scoring.application.persons import Relation
from scoring.application.statistics import NOTHING_SAID, Statistics
from scoring.application.status import Channel, FileKind


@dataclass(frozen=True, slots=True)
class Named:
    """A person as far as a draft says: as typed, nothing checked, anything may be empty."""

    relation: Relation
    name: str = field(default="", repr=False)
    identity_number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was verified of a fact in an earlier file, `reference`, as of a day: of the verdict, or from when the answer holds.

    `value` is what was verified, one value as JSON has it, alone in a tuple.
    """

    fact: str
    value: tuple[Any, ...] = field(repr=False)
    reference: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the applicant fills in. `people` begins with the applicant; a person's number is the place in it.

    `facts` are answers as JSON has them, by fact id, as the self-check has them too. `office` is the id of the office chosen.
    `points` is the hash of the approval that the facts are taken over from, empty where points are not approved before. `earlier`
    are the facts that were taken over from earlier files; one counts as long as the fact still says that (`earlier.holding`).
    """

    facts: Facts = field(default_factory=dict, repr=False)
    people: tuple[Named, ...] = (Named("applicant"),)
    statistics: Statistics = NOTHING_SAID
    office: str | None = None
    points: str = ""
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """草稿, as its holder sees it. How long it is kept says `draft_terms.kept_until`."""

    reference: str
    version: int
    scheme: str
    policy_version: str
    begun_at: datetime
    saved_at: datetime
    consent: str
    channel: Channel
    content: Content
    kind: FileKind = "application"


@dataclass(frozen=True, slots=True)
class Signature:
    """What makes a draft an application.

    `shown` is what the form carried (its `package` is not read), `declaration` the version that was accepted. `key` was made by
    chance for this one form (`secrets.token_urlsafe(24)`, 16 to 64 characters): the same key gives the same receipt again,
    whatever happened to the first answer.
    """

    shown: Shown
    declaration: str
    key: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执. `reference` is the number of the file, with check digits; `number` counts the submissions of this file from 1.

    `digest` is the SHA-256 of what was handed in (with a random value beside it, so that nobody guesses it); `outcome` and `total`
    are what was claimed, not what is decided. `days` are the days from which terms run, for `Timing.waiting`.
    """

    reference: str
    number: int
    at: datetime
    channel: Channel
    scheme: str
    policy_version: str
    round: str | None
    office: str | None
    declaration: str
    digest: str
    outcome: str
    total: str | None
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed at one place (`facts/education`, `people/1/name`, `removed/1/name`, `office`); None where nothing stood."""

    place: str
    before: Any = field(repr=False)
    after: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is missing: `about` is the criterion, requirement or veto (or `family`), `reference` the article."""

    about: str
    words: str = field(repr=False)
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """The whole list of what is missing, and the file as the officer saw it."""

    shown: Shown
    items: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """How one item was met: it was handed in or put right, or the applicant declines, and says why."""

    kind: Literal["answered", "declined"]
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SupplementAnswer:
    """An answer to a supplement: every item by its number, and the whole content as it is now, None where it stays as it was.

    `revision` is that of the prepared answer that was shown, None where none was.
    """

    signature: Signature
    items: Mapping[int, ItemAnswer]
    content: Content | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a supplement with its answer, None until there is one. `number` counts from 1."""

    number: int
    about: str
    reference: str
    words: str = field(repr=False)
    answer: ItemAnswer | None


@dataclass(frozen=True, slots=True)
class Extension:
    """The one time that the last day to answer was moved; it was `before` until then."""

    at: datetime
    before: date


@dataclass(frozen=True, slots=True)
class Supplement:
    """补正: everything that is missing, asked for once a round. `due` is the last day to answer, None where no term is set.

    Where it was moved, `due` is the new day.
    """

    number: int
    round: str | None
    asked_at: datetime
    asked_by: str
    due: date | None
    items: tuple[Item, ...]
    extension: Extension | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """One handing in. `differences` say what is new against the one before; names and numbers in them are masked."""

    number: int
    at: datetime
    by: str
    channel: Channel
    declaration: str
    digest: str
    assessment: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """拟不予受理: an officer proposes not to accept; a second person confirms."""

    number: int
    at: datetime
    maker_id: int
    maker: str
    reason: str = field(repr=False)
