"""What was verified in an earlier file of the same person is offered again: as what it is, from where and as of when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from scoring.application.sameness import is_same
from scoring.application.verifying import said
from scoring.policy.values import Refused, code_value, decode_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.application.application import Facts
    from scoring.application.filing import Content, Earlier
    from scoring.application.verifying import Given
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Offer:
    """A fact that a draft may take over, and beside it what the draft says of that fact by now."""

    earlier: Earlier
    given: Given = field(repr=False)
    state: Literal["new", "same", "differs"]

    @property
    def key(self) -> str:
        """Name the fact and the file, so that what is taken is what was shown."""
        return f"{self.earlier.fact}@{self.earlier.reference}"


def fits(before: Fact, now: Fact, value: Given) -> bool:
    """Whether the rules of now still ask for the fact in its kind and unit, and take the value for what it was."""
    if now.ask is None or (before.kind, before.unit) != (now.kind, now.unit):
        return False
    try:
        coded = [(fact, code_value(fact, value[0], "")) for fact in (before, now)]
    except Refused:
        return False
    was, is_now = (decode_value(fact, code) for fact, code in coded)
    return was == is_now


def offers(policy: Policy, found: Mapping[str, Earlier], content: Content) -> tuple[Offer, ...]:
    """Lay what was *found* in earlier files beside a draft, in the order of the policy; what it took over is not offered again."""
    taken = holding(policy, content.earlier, content.facts)
    wanted = [found[fact] for fact in policy.facts if fact in found and taken.get(fact) != found[fact]]
    return tuple(_offer(policy.facts[one.fact], one, said(content.facts, one.fact)) for one in wanted)


def taking(content: Content, chosen: Iterable[Offer]) -> Content:
    """Give the content of a draft with what was *chosen* as its answers, and from where each comes."""
    new = {offer.earlier.fact: offer.earlier for offer in chosen}
    facts = {**content.facts, **{fact: one.value[0] for fact, one in new.items()}}
    return replace(content, facts=facts, earlier=(*(one for one in content.earlier if one.fact not in new), *new.values()))


def holding(policy: Policy, taken: Iterable[Earlier], facts: Facts) -> dict[str, Earlier]:
    """Give by fact what was taken over and is declared unchanged."""
    known = [one for one in taken if one.fact in policy.facts]
    return {one.fact: one for one in known if is_same(policy.facts[one.fact], one.value, said(facts, one.fact))}


def _offer(fact: Fact, earlier: Earlier, given: Given) -> Offer:
    if not given:
        return Offer(earlier, given, "new")
    return Offer(earlier, given, "same" if is_same(fact, earlier.value, given) else "differs")
