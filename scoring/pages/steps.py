"""The steps of the self-check: one section of questions a page, then the check of the answers, then the result."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from scoring.policy.facts import Fact, Section
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions: its section, its facts in the order asked, and its place (from 1) among `count` steps."""

    section: Section
    facts: tuple[Fact, ...]
    number: int
    count: int

    def questions(self, asked: Collection[str]) -> tuple[Fact, ...]:
        """Give the facts of this step that are among *asked*."""
        return tuple(fact for fact in self.facts if fact.id in asked)


def steps(policy: Policy) -> tuple[Step, ...]:
    """Give every section in which an applicant can be asked something."""
    found = [(section, _facts(policy, section.id)) for section in policy.sections]
    filled = [(section, facts) for section, facts in found if facts]
    return tuple(Step(section, facts, number, len(filled)) for number, (section, facts) in enumerate(filled, start=1))


def _facts(policy: Policy, section: str) -> tuple[Fact, ...]:
    asked = [(fact.ask.order, fact) for fact in policy.facts.values() if fact.ask and fact.ask.section == section]
    return tuple(fact for _order, fact in sorted(asked, key=lambda pair: pair[0]))


def find(policy: Policy, section: str) -> Step | None:
    """Give the step of one section."""
    return next((step for step in steps(policy) if step.section.id == section), None)


def after(policy: Policy, step: Step, asked: Collection[str]) -> Step | None:
    """Give the next step that asks something; None after the last."""
    return next((other for other in steps(policy)[step.number :] if other.questions(asked)), None)


def before(policy: Policy, step: Step, asked: Collection[str]) -> Step | None:
    """Give the step before that asks something; None before the first."""
    return next((other for other in reversed(steps(policy)[: step.number - 1]) if other.questions(asked)), None)
