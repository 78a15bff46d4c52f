"""The result of the self-check: what a person's own answers give, why, and what would be opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template

from scoring.engine.assessment import Assessment, Award, Outcome
from scoring.engine.prose import award_sentence
from scoring.pages.applying.hindrances import rules_in_the_way
from scoring.pages.check import AssessedPage, Check
from scoring.pages.past import spread
from scoring.pages.steps import Step, steps
from scoring.pages.sums import sums
from scoring.pages.values import because, typed
from scoring.pages.words import say_points, say_range
from scoring.policy.facts import Evidence, Fact, Value
from scoring.policy.model import Policy
from scoring.policy.wording import Text
from scoring.web.language import language
from scoring.web.services import Services


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award in the list: `depth` from 0, and why it is what it is."""

    award: Award
    depth: int
    why: Text


@dataclass(frozen=True, slots=True)
class Table:
    """One outermost group: the lines that give points or may still give some, and those that give none."""

    award: Award
    giving: tuple[AwardLine, ...]
    idle: tuple[AwardLine, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A question whose answer could still change the result, and the step that asks it."""

    fact: Fact
    step: Step


@dataclass(frozen=True, slots=True)
class Proof:
    """A kind of proof, and the questions it is the proof for."""

    evidence: Evidence
    facts: tuple[Fact, ...]


class Result(AssessedPage):
    """`/zh/check/<scheme>/<version>/result`."""

    def page(self, check: Check, assessment: Assessment) -> str:
        """Show the result."""
        return _page(check, assessment, self.services.clock.today(), applies=may_apply(self.services, check))


def may_apply(services: Services, check: Check) -> bool:
    """Whether one may apply with these answers: a draft is begun under the version of today alone."""
    is_current = check.policy == services.library.current(check.policy.scheme, services.clock.today())
    return is_current and not rules_in_the_way(services, check.policy)


def _page(check: Check, assessment: Assessment, today: date, *, applies: bool) -> str:
    policy, found = check.policy, sums(assessment)
    return render_template(
        "pages/result.html",
        check=check,
        assessment=assessment,
        today=today,
        applies=applies,
        sums=found,
        Outcome=Outcome,
        tables=[Table(award, *split(lines(policy, award)[1:] or lines(policy, award))) for award in assessment.awards],
        open_questions=still_open(assessment),
        proofs=proofs(policy, check.answers),
        spread=spread(policy, found[-1]),
        award_points=award_points,
        because=lambda facts: because(policy, _told(facts, {*check.answers, *assessment.missing}), assessment.missing, language()),
    )


def _told(facts: Mapping[str, Value | None], said: Collection[str]) -> Mapping[str, Value | None]:
    """Keep what the person said or left open; where that is nothing, the defaults that stood in."""
    told = {fact: value for fact, value in facts.items() if fact in said}
    return told or facts


def award_points(award: Award) -> str:
    """Write the points of one award, or what is still possible."""
    return say_range(award.lowest, award.highest) if award.points is None else say_points(award.points)


def lines(policy: Policy, award: Award, depth: int = 0) -> list[AwardLine]:
    """Give *award* and everything below it, in the order of the paper."""
    below = [line for child in award.awards for line in lines(policy, child, depth + 1)]
    return [AwardLine(award, depth, award_sentence(policy, award)), *below]


def split(lines_: Sequence[AwardLine]) -> tuple[tuple[AwardLine, ...], tuple[AwardLine, ...]]:
    """Part the lines that give or take points, or still may, from those that do not; each in the order of the paper."""
    giving = tuple(line for line in lines_ if line.award.points != 0 and line.award.counts)
    return giving, tuple(line for line in lines_ if line not in giving)


def still_open(assessment: Assessment) -> tuple[Open, ...]:
    """Give the open questions in the order in which they are asked."""
    missing = set(assessment.missing)
    return tuple(Open(fact, step) for step in steps(assessment.policy) for fact in step.facts if fact.id in missing)


def proofs(policy: Policy, answers: Mapping[str, object]) -> tuple[Proof, ...]:
    """Give what proves the answers given; what says no more than the default needs no proof."""
    told = [policy.facts[fact] for fact in policy.facts if fact in answers and says_more(policy.facts[fact], answers[fact])]
    wanted = {evidence: tuple(fact for fact in told if evidence in fact.evidence) for evidence in policy.evidence}
    return tuple(Proof(policy.evidence[evidence], facts) for evidence, facts in wanted.items() if facts)


def says_more(fact: Fact, plain: object) -> bool:
    """Whether an answer says more than what holds without one."""
    value = typed(fact, plain)
    if value is None:
        return False
    return value not in (False, 0, (), fact.default) or (fact.default is None and value is not False)
