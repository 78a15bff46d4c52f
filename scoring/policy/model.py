"""What a policy is, once read: frozen, typed, every name resolved. `scoring.policy.load_policy` makes one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Literal

from scoring.policy.criteria import Criterion, Group, Requirement, Veto
from scoring.policy.facts import Check, Evidence, Fact, Parameter, Section, Table
from scoring.policy.language.tree import Expression
from scoring.policy.wording import EMPTY, Provenance, Text

if TYPE_CHECKING:  # an assessment reads only what the rules are made of; who builds a policy has loaded these
    from scoring.policy.procedure import Procedure
    from scoring.policy.rounds import Round
    from scoring.policy.selection import Entitlement, Selection


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both inclusive; `last` None is open."""

    first: date
    last: date | None

    def __contains__(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument that a reference points to."""

    title: Text
    number: str = ""
    url: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Policy:
    """One version of a scheme, resolved and typed. Identity is `digest`; two loads of the same meaning have the same."""

    scheme: str
    version: str
    title: Text
    jurisdiction: str
    authority: Text
    grants: Literal["registration", "residence", "residence_treatment", "school_place"]
    in_force: Period
    provenance: Provenance
    sources: Mapping[str, Source]
    places: int  # digits behind the point of every number of points
    rounding: Literal["half_up", "down", "up"]
    sections: tuple[Section, ...]
    evidence: Mapping[str, Evidence]
    departments: Mapping[str, Text]
    facts: Mapping[str, Fact]
    checks: tuple[Check, ...]
    parameters: Mapping[str, Parameter]
    tables: Mapping[str, Table]
    variables: Mapping[str, Expression]
    guards: Mapping[str, Expression]  # when a variable has a value, for those that may have none
    requirements: tuple[Requirement, ...]
    vetoes: tuple[Veto, ...]
    groups: tuple[Group, ...]
    selection: Selection
    entitlements: tuple[Entitlement, ...]
    procedure: Procedure
    rounds: tuple[Round, ...]  # the scheme's, of every version, as its rounds.yaml lists them
    digest: str
    note: Text = EMPTY
    extends: str = ""  # the policy that this one supplements, as `scheme@version`

    def __repr__(self) -> str:
        return f"<Policy {self.name} {self.digest[:12]}>"

    @property
    def name(self) -> str:
        """`scheme@version`."""
        return f"{self.scheme}@{self.version}"

    def walk(self) -> Iterator[Criterion | Group]:
        """Give every group and criterion, a group before its items, in the order of the paper."""
        pending: list[Criterion | Group] = list(reversed(self.groups))
        while pending:
            item = pending.pop()
            yield item
            if isinstance(item, Group):
                pending.extend(reversed(item.items))

    def criteria_in_order(self) -> list[Criterion]:
        """Give the criteria, each after those it yields to."""
        criteria = {item.id: item for item in self.walk() if isinstance(item, Criterion)}
        return [criteria[id_] for id_ in TopologicalSorter({c.id: c.yields_to for c in criteria.values()}).static_order()]

    @property
    def own_rounds(self) -> tuple[Round, ...]:
        """The rounds that apply this version, in the order in which they were announced; those without that day come first."""
        own = (r for r in self.rounds if r.policy == self.version)
        return tuple(sorted(own, key=lambda r: r.announced or date.min))
