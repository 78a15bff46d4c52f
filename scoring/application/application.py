"""An application, its recommendation, its decision, and what the decision unlocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

from scoring.application.desk import Claim
from scoring.application.persons import Applicant, FamilyMember, Person, Registration
from scoring.application.status import Act, Cause, Channel, FileKind, Part, Status

Facts: TypeAlias = Mapping[str, Any]
"""Answers as JSON has them (points and decimals as strings, days as ISO dates), by fact id."""

Document: TypeAlias = Mapping[str, Any]
"""A whole assessment as `scoring.engine.document.as_document` writes it."""

Proposal: TypeAlias = Literal["grant", "refuse", "approve"]
"""What a maker proposes: of an application to grant or refuse it, of a points record to approve the points."""


@dataclass(frozen=True, slots=True)
class PolicyPin:
    """The very policy that applies: scheme, version, the digest of its meaning, and the round with its digest."""

    scheme: str
    version: str
    digest: str
    round: str | None = None
    round_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What an officer types when an application is recorded; `on` is the day the rules are read for."""

    scheme: str
    version: str
    applicant: Applicant
    family: tuple[FamilyMember, ...]
    facts: Facts = field(repr=False)
    on: date
    round: str | None = None
    kind: FileKind = "application"


@dataclass(frozen=True, slots=True)
class Amendment:
    """New facts in place of all the old ones, for a day and a round, and why.

    `applicant` and `family` are None where the people stay as they were recorded.
    """

    facts: Facts = field(repr=False)
    on: date
    round: str | None
    reason: str
    applicant: Applicant | None = None
    family: tuple[FamilyMember, ...] | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """初审意见: what the maker proposes and why; a ranked policy's grant names the published list it rests on."""

    proposal: Proposal
    reason: str
    published_list: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person saw who now acts: which file, in which version, and (for decisions) the hash of the package."""

    reference: str
    version: int
    package: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment as stored: the facts it was made from and the whole result. `number` counts from 1 per application.

    `kind` says whether the facts are those declared or those verified.
    """

    number: int
    at: datetime
    by: str
    on: date
    pin: PolicyPin
    outcome: str
    total: str | None
    facts: Facts = field(repr=False)
    document: Document = field(repr=False)
    kind: Literal["claimed", "verified"] = "claimed"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The maker's proposal, frozen with everything it rests on under `package`, a SHA-256 in hex.

    `secret` is what the commitments are salted with, None for what was recommended before anything was signed.
    """

    number: int
    at: datetime
    maker_id: int
    maker: str
    assessment: int
    opinion: Opinion
    package: str
    secret: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class GrantApproval:
    """审核同意: a checker agreed to what the maker proposed under `package`; the decision follows, or the file is returned."""

    recommendation: int
    at: datetime
    maker_id: int
    maker: str
    checker_id: int
    checker: str
    package: str


@dataclass(frozen=True, slots=True)
class Decision:
    """决定: the act with legal effect. It keeps what it rested on and is never changed."""

    reference: str
    application: str
    kind: Literal["granted", "refused"]
    at: datetime
    on: date
    pin: PolicyPin
    maker_id: int
    maker: str
    checker_id: int
    checker: str
    outcome: str
    total: str | None
    reason: str = field(repr=False)
    published_list: str
    package: str
    facts: Facts = field(repr=False)
    document: Document = field(repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One link of an append-only chain: who did what, when. `facts` are ids, numbers and digests, nothing personal."""

    id: int
    stream: str
    number: int
    act: str
    actor_id: int | None
    actor: str
    at: datetime
    facts: Mapping[str, Any]
    note: str = field(repr=False)
    hash: str


@dataclass(frozen=True, slots=True)
class Replaces:
    """The decided file that one is a new version of, and why. Until the version is decided, the older decision holds."""

    reference: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Application:
    """申请: who applies under which policy, and where it stands.

    `version` rises with every act; a form carries the version it showed. `redo` is what a supervisor asked to redo when
    the application came back, empty otherwise. `parts` says who is maker, who checker and who barred; `claim` who holds it.
    `received_at` is the moment of the newest submission, `accepted_at` is None until it is accepted.
    `replaces` is the decided file that it is a new version of, None for a file of its own.
    """

    id: int
    reference: str
    version: int
    status: Status
    pin: PolicyPin
    on: date
    recorded_at: datetime
    recorded_by: str
    applicant: Applicant
    family: tuple[FamilyMember, ...]
    registrations: tuple[Registration, ...]
    redo: str
    parts: Mapping[int, Part]
    acts: tuple[Act, ...] = ()
    channel: Channel = "counter"
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    claim: Claim | None = None
    kind: FileKind = "application"
    replaces: Replaces | None = None

    @property
    def persons(self) -> tuple[Person, ...]:
        """The applicant, then the family: a person's number is the place in this tuple."""
        return (self.applicant, *self.family)

    @property
    def unregistered(self) -> tuple[int, ...]:
        """The numbers of those whose registration is not recorded yet."""
        done = {registration.number for registration in self.registrations}
        return tuple(number for number in range(len(self.persons)) if number not in done)
