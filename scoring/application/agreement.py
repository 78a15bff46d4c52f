"""Which departments confirm a fact, and how several answers combine: as the policy's criteria say that read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scoring.application.sameness import meaning
from scoring.engine.assessing import assess_open
from scoring.engine.facts_read import facts_read
from scoring.policy.criteria import Criterion, Group, Requirement, Veto
from scoring.policy.facts import Verification
from scoring.policy.values import Refused, code_value

if TYPE_CHECKING:
    from datetime import date

    from scoring.application.verifying import Given
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy

State: TypeAlias = Literal["none", "open", "stands", "differ", "incomplete", "refused"]
"""How far departments have settled a fact.

`none`: nobody was asked, or what was said is out of validity; `refused`: a department gave no answer, with its reason; `open`: a
request waits, and its answer counts; `incomplete`: a department that the policy names was not asked; `differ`: the answers do not
agree, or come to no value that the policy knows; `stands`: the departments' verified fact.
"""

HELD: frozenset[State] = frozenset({"open", "stands", "differ", "incomplete"})
"""Where the officer does not judge the fact: it is with departments."""

SINGLE = Verification(())


@lru_cache(maxsize=256)
def rules_of(policy: Policy) -> Mapping[str, Verification]:
    """Give by fact who confirms it and how the answers combine, as the criteria say that read it.

    A criterion that says nothing has the rule of its group. Where criteria with different rules read one fact, all the departments
    that they name must agree about it.
    """
    found: dict[str, list[Verification]] = {}
    for id_, verification in _confirmed(policy):
        for fact in facts_read(policy)[id_]:
            found.setdefault(fact, []).append(verification)
    return {fact: _joint(verifications) for fact, verifications in found.items()}


def rule_of(policy: Policy, fact: str) -> Verification:
    """Give the rule for one fact: where the policy names nobody, the answer of any one department suffices."""
    return rules_of(policy).get(fact, SINGLE)


def bases_of(policy: Policy, facts: Iterable[str]) -> tuple[str, ...]:
    """Give the articles of what reads these facts, each once, in the order of the paper: on them a request rests."""
    parts = (*policy.requirements, *policy.vetoes, *policy.walk())
    wanted = set(facts)
    read = [part.about.reference for part in parts if not wanted.isdisjoint(facts_read(policy)[part.id])]
    return tuple(dict.fromkeys(reference for reference in read if reference))


def _confirmed(policy: Policy) -> Iterator[tuple[str, Verification]]:
    gates: tuple[Requirement | Veto, ...] = (*policy.requirements, *policy.vetoes)
    for part in gates:
        if part.about.verification is not None:
            yield part.id, part.about.verification
    pending: list[tuple[Criterion | Group, Verification | None]] = [(item, None) for item in reversed(policy.groups)]
    while pending:
        item, above = pending.pop()
        own = item.about.verification or above
        if own is not None:
            yield item.id, own
        if isinstance(item, Group):
            pending.extend((below, own) for below in reversed(item.items))


def _joint(found: Sequence[Verification]) -> Verification:
    if len(set(found)) == 1:
        return found[0]
    return Verification(tuple(dict.fromkeys(name for one in found for name in one.by)), "must_agree")


def differ(fact: Fact, answers: Iterable[Given]) -> bool:
    """Whether the answers do not all say the same."""
    return len({meaning(fact, answer) for answer in answers}) > 1


def state_of(
    rule: Verification, waiting: Sequence[str], refused: Sequence[str], *, answered: bool, differing: bool, missing: bool
) -> State:
    """Tell where a fact stands before the answers are combined."""
    if rule.agree in {"single", "must_agree"} and differing:
        return "differ"
    if rule.agree == "single" and answered:
        return "stands"
    if waiting:
        return "open"
    needs_all = rule.agree in {"must_agree", "sum"}
    if answered and not (needs_all and missing):
        return "stands"
    if refused:
        return "refused"
    return "incomplete" if answered else "none"


def combined(fact: Fact, rule: Verification, answers: Sequence[Given], worth: Worth) -> Given | None:
    """Give the value that the answers come to; None where there is none that the policy knows."""
    match rule.agree:
        case "highest":
            return max(answers, key=lambda answer: worth.of(fact.id, answer))
        case "sum":
            value = _sum(fact, [answer[0] for answer in answers if answer[0] is not None])
            return None if value is None else _allowed(fact, value)
        case _:
            return answers[0]


def _sum(fact: Fact, values: Sequence[Any]) -> Given | None:
    if not values:
        return (None,)
    match fact.kind:
        case "integer":
            return (sum(values),)
        case "decimal":
            return (format(sum(map(Decimal, values), Decimal(0)), "f"),)
        case "list":
            return ([record for records in values for record in records],)
        case "boolean":
            return (any(values),)
        case _:
            return None if differ(fact, [(value,) for value in values]) else (values[0],)


def _allowed(fact: Fact, value: Given) -> Given | None:
    try:
        code_value(fact, value[0], "")
    except Refused:
        return None
    return value


@dataclass(frozen=True, slots=True)
class Worth:
    """By how many points of the criteria that read a fact its values are compared."""

    policy: Policy
    on: date
    round_id: str | None

    def of(self, fact: str, answer: Given) -> Decimal:
        """Give the most that the criteria can give that read the fact, were the answer all that is known."""
        others = [id_ for id_ in self.policy.facts if id_ != fact]
        found = assess_open(self.policy, {fact: answer[0]}, others, on=self.on, round_id=self.round_id)
        read = facts_read(self.policy)
        reading = (item.id for item in self.policy.walk() if isinstance(item, Criterion) and fact in read[item.id])
        return sum((found.award(id_).highest for id_ in reading), Decimal(0))
