"""材料清单: every kind of evidence of a policy with all that it is for, and the conditions under which it is needed.

It is the whole list, before anybody answers anything; `application.evidence.demands` gives what one person’s answers demand. Both
follow the same rules: a criterion, requirement or veto is proved by its own evidence and by that of the facts it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scoring.engine.facts_read import facts_read
from scoring.engine.prose import condition
from scoring.policy.criteria import Condition, Criterion, Requirement, Veto
from scoring.policy.facts import Evidence, Fact
from scoring.policy.known import everything
from scoring.policy.language.tree import Expression
from scoring.policy.model import Policy
from scoring.policy.point_ranges import PointRanges
from scoring.policy.wording import EMPTY, Text

Role: TypeAlias = Literal["requirement", "veto", "points", "deduction", "family", "entitlement"]
Need: TypeAlias = Literal["everybody", "some", "declared", "looked_up", "afterwards"]


@dataclass(frozen=True, slots=True)
class Proved:
    """A fact that the evidence proves, and when it is asked at all; `when` is empty where it always is."""

    label: Text
    when: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a kind of evidence is for.

    `id` names a requirement, veto, criterion or entitlement, and is empty for the family. `applies` is the condition under which it
    matters, `unless` the one under which it does not; both empty where none is set. `by` are the departments that confirm it.
    """

    role: Role
    id: str
    label: Text = EMPTY
    reference: str = ""
    applies: Text = EMPTY
    unless: Text = EMPTY
    proves: tuple[Proved, ...] = ()
    by: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """One kind of evidence and its uses, in the order of the policy: what must hold, points, family, what an admission opens."""

    kind: Evidence
    uses: tuple[Use, ...]

    @property
    def need(self) -> Need:
        """Who has to see to it, and when."""
        match self.kind.proof:
            case "registry":
                return "looked_up"
            case "declaration":
                return "declared"
        if self.uses and all(use.role == "entitlement" for use in self.uses):
            return "afterwards"
        return "everybody" if any(_is_for_everybody(use) for use in self.uses) else "some"

    @property
    def by(self) -> tuple[Text, ...]:
        """The departments that confirm something with it, each once."""
        return tuple(dict.fromkeys(department for use in self.uses for department in use.by))


def materials(policy: Policy) -> tuple[Material, ...]:
    """Give every kind of evidence in the order of the policy's catalogue; one that nothing names has no uses."""
    found: dict[str, list[Use]] = {id_: [] for id_ in policy.evidence}
    for kind, use in _uses(policy):
        found[kind].append(use)
    return tuple(Material(kind, tuple(found[id_])) for id_, kind in policy.evidence.items())


def _uses(policy: Policy) -> Iterator[tuple[str, Use]]:
    for requirement in policy.requirements:
        yield from _of_item(policy, "requirement", requirement)
    for veto in policy.vetoes:
        yield from _of_item(policy, "veto", veto)
    ranges = PointRanges(policy, everything(policy)).readings
    for item in policy.walk():
        if isinstance(item, Criterion):
            yield from _of_item(policy, "points" if ranges[item.id].points[1] > 0 else "deduction", item)
    family = policy.procedure.family
    for kind in family.evidence:
        yield kind, Use("family", "", reference=family.reference)
    for entitlement in policy.entitlements:
        for kind in entitlement.documents:
            yield kind, Use("entitlement", entitlement.id, entitlement.label, entitlement.reference)


def _of_item(policy: Policy, role: Role, item: Requirement | Veto | Criterion) -> Iterator[tuple[str, Use]]:
    """Give a use for each kind that the item itself, or a fact it rests on, names."""
    read = [policy.facts[id_] for id_ in facts_read(policy)[item.id]]
    applies = item.applies if isinstance(item, Criterion) else None
    unless = item.unless if isinstance(item, Requirement) else None
    for kind in dict.fromkeys([*item.about.evidence, *(kind for fact in read for kind in fact.evidence)]):
        proves = tuple(_proved(policy, fact) for fact in read if kind in fact.evidence)
        limits = {"applies": _said(policy, applies), "unless": _said(policy, unless)}
        yield kind, Use(role, item.id, item.about.label, item.about.reference, **limits, proves=proves, by=_by(policy, item.about))


def _proved(policy: Policy, fact: Fact) -> Proved:
    return Proved(fact.label, _said(policy, fact.ask.when if fact.ask else None))


def _said(policy: Policy, expression: Expression | None) -> Text:
    return EMPTY if expression is None else condition(policy, expression)


def _by(policy: Policy, about: Condition) -> tuple[Text, ...]:
    return tuple(policy.departments[id_] for id_ in about.verification.by) if about.verification else ()


def _is_for_everybody(use: Use) -> bool:
    """Whether it proves a condition of the rules, set to all but whom `unless` spares, by a fact that all are asked."""
    is_asked = not use.proves or any(not proved.when for proved in use.proves)
    return use.role in {"requirement", "veto"} and is_asked
