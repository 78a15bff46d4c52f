"""What is wrong with a policy, with answers, or with a setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from scoring.errors.root import ScoringError

if TYPE_CHECKING:
    from datetime import date

    from scoring.findings import FactProblem, Finding


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
class TableRefused(ScoringError):
    """A table that cannot be read or written: `why` is a code of `scoring.tables.texts`, `facts` fill its words."""

    code: ClassVar[str] = "table_refused"
    file: str
    why: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return f"{self.file}: {self.why.replace('_', ' ')}" + (f" ({told})" if told else "")


@dataclass(slots=True, eq=False)
class AdvisesNobody(ScoringError):
    """Advice or a forecast was asked for under an illustrative policy, outside a demonstration."""

    code: ClassVar[str] = "advises_nobody"
    scheme: str
    version: str

    def __str__(self) -> str:
        return (
            f"{self.scheme}@{self.version} is illustrative: outside a demonstration it advises nobody. "
            "Choose a policy whose provenance is official or secondary."
        )


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
