"""Verification: which facts are to be checked, what was found, and when what is still open can no longer change the outcome.

Nothing is known of an open fact, not even that it is what was declared: what is settled then is settled whatever its check would
find. Requirements, vetoes and deductions are checked always.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scoring.application.sameness import is_same
from scoring.engine.assessing import assess_open
from scoring.engine.award import Outcome
from scoring.engine.facts_read import fact_ids, facts_read
from scoring.policy.criteria import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from scoring.application.application import Facts
    from scoring.engine.assessment import Assessment
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy

Given: TypeAlias = tuple[Any, ...]
"""What is said of a fact, as JSON has it: `(value,)`, or `()` where nothing is."""

Kind: TypeAlias = Literal["accept", "adjust", "reject"]
Part: TypeAlias = Literal["gate", "deduction", "points"]

ADMISSION, RANKING = "_admission", "_ranking"
"""The items beside those of the paper: what the threshold and its exception read, and what ranks among equals."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer found of one fact. `value` counts where it is adjusted; `reference` is the article a rejection rests on."""

    fact: str
    kind: Kind
    value: Given = field(default=(), repr=False)
    reason: str = field(default="", repr=False)
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """核查结论: a judgement as it is kept, with what was declared then and the value that is verified. It is never changed.

    `departments` are those whose answers it is; none where an officer judged.
    """

    number: int
    fact: str
    kind: Kind
    claimed: Given = field(repr=False)
    verified: Given = field(repr=False)
    reason: str = field(repr=False)
    reference: str
    by: str
    at: datetime
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of what is to be checked: a requirement, veto or criterion, or what ranks among equals, with the facts it reads."""

    id: str
    part: Part
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a file is verified.

    `claimed` is the assessment as declared, `so_far` what is certain of it: of an open fact nothing is known. `verdicts` are those
    that hold, by fact; `facts` the verified ones, with those declared ones that claim nothing.
    """

    items: tuple[Item, ...]
    claimed: Assessment
    so_far: Assessment
    verdicts: Mapping[str, FactVerdict]
    facts: Facts = field(repr=False)

    @property
    def to_check(self) -> tuple[str, ...]:
        """Every fact that is to be checked, each once, in the order of the items."""
        return tuple(dict.fromkeys(fact for item in self.items for fact in item.facts))

    @property
    def open(self) -> tuple[str, ...]:
        """The facts without a verdict, in the order of the items."""
        return tuple(fact for fact in self.to_check if fact not in self.verdicts)

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is open can change the outcome, nor the rank where places are limited."""
        is_ranked = self.so_far.policy.selection.ranking is not None
        return self.so_far.outcome != Outcome.PROVISIONAL and not (is_ranked and self.so_far.ranking_keys is None)

    @property
    def needed(self) -> tuple[str, ...]:
        """The open facts that must still be checked: all until the outcome is settled, then gates and deductions."""
        always = {fact for item in self.items if item.part != "points" for fact in item.facts}
        return tuple(fact for fact in self.open if fact in always or not self.is_settled)

    @property
    def obstacles(self) -> tuple[tuple[str, str], ...]:
        """What stands in the way of a recommendation: `unverified` with each fact, or `provisional` where a fact is missing."""
        if self.needed:
            return tuple(("unverified", fact) for fact in self.needed)
        return (("provisional", ""),) if self.so_far.outcome == Outcome.PROVISIONAL else ()


def standing(policy: Policy, claimed: Facts, verdicts: Iterable[FactVerdict], *, on: date, round_id: str | None = None) -> Standing:
    """Tell how far the *claimed* facts are verified. A later verdict takes the place of an earlier one of the same fact.

    One that was given on another value than is claimed now does not hold. Raises FactsRefused where what is verified contradicts
    itself, OutsideForce, RoundUnknown.
    """
    declared = assess_open(policy, claimed, (), on=on, round_id=round_id)
    items = tuple(_items(policy, declared))
    to_check = {fact for item in items for fact in item.facts}
    held = {one.fact: one for one in verdicts if one.fact in to_check and _is_about(policy, one, claimed)}
    facts = {id_: value for id_, value in claimed.items() if id_ not in to_check}
    facts |= {id_: one.verified[0] for id_, one in held.items() if one.verified}
    so_far = assess_open(policy, facts, to_check - held.keys(), on=on, round_id=round_id)
    return Standing(items, declared, so_far, held, {id_: facts[id_] for id_ in policy.facts if id_ in facts})


def _is_about(policy: Policy, verdict: FactVerdict, claimed: Facts) -> bool:
    return is_same(policy.facts[verdict.fact], verdict.claimed, said(claimed, verdict.fact))


def said(facts: Facts, fact: str) -> Given:
    """Give what *facts* say of one of them."""
    return (facts[fact],) if fact in facts else ()


def rejected(fact: Fact, claimed: Given) -> Given | None:
    """Give what holds where a claim is rejected: the default, or the other answer; None where only an officer can say it."""
    if not fact.required:
        return ()
    return (not claimed[0],) if claimed and fact.kind == "boolean" else None


def _items(policy: Policy, claimed: Assessment) -> Iterator[Item]:
    """Give what is to be checked, in the order of the paper, with what ranks among equals at the end."""
    read = facts_read(policy)
    yield from (Item(id_, "gate", read[id_]) for id_ in _gates(policy))
    deductions = _deductions(policy, claimed.on, claimed.round.id if claimed.round else None)
    for item in policy.walk():
        if item.id in deductions:
            yield Item(item.id, "deduction", read[item.id])
        elif read[item.id] and (not isinstance(item, Criterion) or _is_claimed(policy, item, claimed)):
            yield Item(item.id, "points", read[item.id])
    selection = policy.selection
    keys = [key for key, _ in selection.ranking.then] if selection.ranking else []
    admits = fact_ids(policy, [each for each in (selection.threshold, selection.unless) if each is not None])
    yield from [Item(ADMISSION, "gate", admits)] if admits else []
    yield from [Item(RANKING, "points", fact_ids(policy, keys))] if keys else []


def _gates(policy: Policy) -> Sequence[str]:
    return [*(requirement.id for requirement in policy.requirements), *(veto.id for veto in policy.vetoes)]


def _is_claimed(policy: Policy, criterion: Criterion, claimed: Assessment) -> bool:
    """Whether points are declared, or may be, or evidence is demanded for a fact that was stated."""
    award = claimed.award(criterion.id)
    if award.points != 0:
        return True
    stated = [policy.facts[fact] for fact in facts_read(policy)[criterion.id] if fact in claimed.facts]
    return bool(stated) and bool(criterion.about.evidence or any(fact.evidence for fact in stated))


@lru_cache(maxsize=256)
def _deductions(policy: Policy, on: date, round_id: str | None) -> frozenset[str]:
    """Give the criteria that can take points away."""
    nothing_known = assess_open(policy, {}, tuple(policy.facts), on=on, round_id=round_id)
    return frozenset(award.id for award in nothing_known.walk() if award.kind == "criterion" and award.lowest < 0)
