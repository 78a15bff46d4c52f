"""The order in which a policy's file puts its questions."""

from __future__ import annotations

from scoring.policy.facts import Fact
from scoring.policy.model import Policy


def in_order(policy: Policy) -> tuple[Fact, ...]:
    """Give the facts that an applicant can be asked, section by section, each in its order."""
    sections = {section.id: place for place, section in enumerate(policy.sections)}
    questions = [(sections[fact.ask.section], fact.ask.order, fact) for fact in policy.facts.values() if fact.ask is not None]
    return tuple(fact for _, _, fact in sorted(questions, key=lambda question: question[:2]))
