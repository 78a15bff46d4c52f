"""Every error the product raises on purpose, one tree.

Each carries a `code` and its facts as attributes; `str()` gives an English sentence for logs and the command line. What a
person reads in a page or an answer is worded by the skins. There is no HTTP here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import date


class ScoringError(Exception):
    """The root of the tree."""

    code: ClassVar[str] = "error"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What inspection says of a policy: a code, a place, and the facts from which `policy.texts` makes the words."""

    code: str
    position: Position
    facts: Mapping[str, str]
    severity: str = "error"  # error | warning


@dataclass(frozen=True, slots=True)
class FactProblem:
    """One answer that cannot be used.

    `pointer` is the JSON pointer below `facts` (`/patents/0/inventors`), `allowed` says in words what would be accepted,
    `nearest` is the nearest known name or option.
    """

    code: str
    fact: str
    pointer: str
    value: object
    allowed: str
    nearest: str | None = None
    check: str | None = None  # the policy's check that failed, where the answers contradict each other


@dataclass(slots=True, eq=False)
class PolicyRefused(ScoringError):
    """A policy has findings; all of them are here."""

    code: ClassVar[str] = "policy_refused"
    file: str
    findings: Sequence[Finding]

    def __str__(self) -> str:
        return f"{self.file}: {len(self.findings)} finding(s)"


@dataclass(slots=True, eq=False)
class PolicyUnknown(ScoringError):
    """No scheme, or no version of it, has this name."""

    code: ClassVar[str] = "policy_unknown"
    scheme: str
    version: str | None
    nearest: str | None

    def __str__(self) -> str:
        name = self.scheme if self.version is None else f"{self.scheme}@{self.version}"
        hint = f" Did you mean {self.nearest}?" if self.nearest else ""
        return f"There is no policy {name}.{hint}"


@dataclass(slots=True, eq=False)
class PolicyNotInForce(ScoringError):
    """The scheme exists, but none of its versions holds on that day; `last` is its last version."""

    code: ClassVar[str] = "policy_not_in_force"
    scheme: str
    last: str
    on: date

    def __str__(self) -> str:
        return f"No version of {self.scheme} is in force on {self.on}; the last one is {self.scheme}@{self.last}."


@dataclass(slots=True, eq=False)
class PolicyChanged(ScoringError):
    """The file of a published version was changed."""

    code: ClassVar[str] = "policy_changed"
    scheme: str
    version: str
    published: str
    found: str

    def __str__(self) -> str:
        return (
            f"{self.scheme}@{self.version} is published with digest {self.published[:12]}…, but its file now has "
            f"{self.found[:12]}…. A published version never changes: give it a new version."
        )


@dataclass(slots=True, eq=False)
class OutsideForce(ScoringError):
    """The day does not lie within the version's period."""

    code: ClassVar[str] = "outside_force"
    scheme: str
    version: str
    on: date
    first: date
    last: date | None

    def __str__(self) -> str:
        period = f"from {self.first}" + (f" to {self.last}" if self.last else "")
        return f"{self.scheme}@{self.version} holds {period}; {self.on} is outside. Choose a day within, or another version."


@dataclass(slots=True, eq=False)
class RoundUnknown(ScoringError):
    """The policy has no such round, or the round lacks a value for a parameter."""

    code: ClassVar[str] = "round_unknown"
    scheme: str
    version: str
    round: str
    lacks: Sequence[str] = ()

    def __str__(self) -> str:
        if self.lacks:
            return f"{self.scheme}@{self.version} has no value for {', '.join(self.lacks)} in round {self.round or '–'}."
        return f"{self.scheme}@{self.version} has no round {self.round}."


@dataclass(slots=True, eq=False)
class FactsRefused(ScoringError):
    """Every fact that is unknown or has a value that is not allowed."""

    code: ClassVar[str] = "facts_refused"
    problems: Sequence[FactProblem]

    def __str__(self) -> str:
        return "; ".join(f"{p.pointer}: {p.value!r} is not allowed: {p.allowed}" for p in self.problems)


@dataclass(slots=True, eq=False)
class SettingsRefused(ScoringError):
    """A setting cannot be used."""

    code: ClassVar[str] = "settings_refused"
    setting: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.remedy}"


class CaseworkError(ScoringError):
    """An act that was not done; nothing was changed."""

    code: ClassVar[str] = "casework"


@dataclass(slots=True, eq=False)
class NotFound(CaseworkError):
    """No such record, or none that this officer may see: the two are not told apart."""

    code: ClassVar[str] = "not_found"
    kind: str
    reference: str

    def __str__(self) -> str:
        return f"There is no {self.kind} {self.reference}."


@dataclass(slots=True, eq=False)
class NotAllowed(CaseworkError):
    """This officer may not do this; `why` is a word of the table in `application.moves`."""

    code: ClassVar[str] = "not_allowed"
    act: str
    why: str

    def __str__(self) -> str:
        return f"{self.act} is not allowed: {self.why}."


@dataclass(slots=True, eq=False)
class MoveRefused(CaseworkError):
    """The application's status does not allow the act."""

    code: ClassVar[str] = "move_refused"
    act: str
    status: str
    allowed_from: Sequence[str]

    def __str__(self) -> str:
        return f"{self.act} is possible from {', '.join(self.allowed_from)}, not from {self.status}."


@dataclass(slots=True, eq=False)
class Stale(CaseworkError):
    """The application was changed after it was shown to the person who now acts."""

    code: ClassVar[str] = "stale"
    reference: str
    seen: int
    current: int

    def __str__(self) -> str:
        return f"{self.reference} was changed meanwhile (version {self.current}, shown was {self.seen}). Read it again."


@dataclass(slots=True, eq=False)
class InputRefused(CaseworkError):
    """A part of the act is missing or wrong."""

    code: ClassVar[str] = "input_refused"
    field: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.field}: {self.remedy}"
