"""What the pages of the comparison ask: the shared questions once, in the vocabulary's own words, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from scoring.engine.questions import in_order
from scoring.pages.check import CheckPage
from scoring.pages.start import Listed, schemes
from scoring.policy.facts import Fact, Section
from scoring.policy.model import Policy
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the profile's form and its questions."""

    section: Section
    facts: tuple[Fact, ...]


class AskingPage(CheckPage):
    """A page about all schemes at once."""

    def compared(self) -> tuple[Listed, ...]:
        """Give the schemes that are compared, the official ones first: an illustration is the rule of no city."""
        listed = schemes(self.services.library, self.services.clock.today())
        real = [one for one in listed if one.policy.provenance != "illustrative"]
        return tuple(sorted(real, key=lambda one: (one.policy.provenance != "official", one.policy.scheme)))


def profile_parts(policies: Sequence[Policy]) -> tuple[Part, ...]:
    """Give the shared questions of *policies* in sections: those of the first policy that asks, in its order."""
    found: dict[str, tuple[Section, list[Fact]]] = {}
    seen: set[str] = set()
    for policy in policies:
        sections = {section.id: section for section in policy.sections}
        for fact in _shared(policy):
            if fact.id not in seen and fact.ask is not None:
                seen.add(fact.id)
                found.setdefault(fact.ask.section, (sections[fact.ask.section], []))[1].append(_in_common_words(fact))
    return tuple(Part(section, tuple(facts)) for section, facts in found.values())


def shared_questions(policies: Sequence[Policy]) -> tuple[Fact, ...]:
    """Give the questions that the profile asks, each once."""
    return tuple(fact for part in profile_parts(policies) for fact in part.facts)


def withheld(policies: Iterable[Policy]) -> str:
    """Name the shared questions that the profile does not ask: what a person may not wish to tell is asked where it decides."""
    found = {fact.id: _in_common_words(fact) for policy in policies for fact in in_order(policy) if fact.shared and fact.sensitive}
    return _(", ").join(fact.label.say(language()) for fact in found.values())


def only_here(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Leave out what a person may not wish to tell: a scheme's own check asks it, with its own care."""
    return tuple(fact for fact in facts if not fact.sensitive)


def _shared(policy: Policy) -> Iterator[Fact]:
    return (fact for fact in in_order(policy) if fact.shared and not fact.sensitive)


def _in_common_words(fact: Fact) -> Fact:
    """Give *fact* without what one scheme says of it."""
    return replace(fact, label=fact.common_label or fact.label, help=fact.common_help)
