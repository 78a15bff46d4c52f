"""Choosing the question that tells the most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from scoring.engine.compiling import compiled
from scoring.engine.figures import check_day, parameters_of, round_of
from scoring.engine.questions.answers import answers
from scoring.engine.questions.live import Live
from scoring.engine.questions.order import in_order
from scoring.engine.questions.outlook import Outlook
from scoring.policy.facts import Fact
from scoring.policy.known import as_given
from scoring.policy.language.calendar import from_date
from scoring.policy.model import Policy

Promise: TypeAlias = tuple[Fraction, Fraction]
"""What orders questions, the best lowest: minus the share of answers after which the outcome is certain, the mean width after."""


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question to put next, and what the answers so far make of the others that are asked and not answered yet.

    `settled`: the outcome is certain, whatever is answered. `needed` can still change the outcome or the total, the best
    first; `beside` only the ranking, an entitlement or an award that does not count; `no_longer_needed` can change nothing at all.
    `no_longer_decisive` are those of all three that cannot change the outcome. `fact` is the first of `needed`, else of `beside`.
    """

    fact: str
    settled: bool
    needed: tuple[str, ...]
    beside: tuple[str, ...]
    no_longer_needed: tuple[str, ...]
    no_longer_decisive: tuple[str, ...]


def next_question(policy: Policy, facts: Mapping[str, object], *, on: date, round_id: str | None = None) -> NextQuestion | None:
    """Say which question to put next, *facts* being the answers so far; None where no answer can change anything any more.

    A question not yet answered is open, also where its fact has a default. Those whose `when` is not certain to hold wait.

    Each candidate is tried with answers that stand for all it can have (see `answers`), all equally likely. The best is the one
    after which the outcome is certain for the largest share of its answers: it may spare all others. Among equals, and once the
    outcome is certain, it is the one after which the lowest and the highest total lie closest together on average; then the one
    that comes first in the file.

    Raises:
        FactsRefused: a fact is unknown, or its value is not allowed.
        OutsideForce: the version does not hold on that day.
        RoundUnknown: the version does not have that round.
    """
    outlook = look_out(policy, facts, on, round_id)
    waiting = [fact for fact in in_order(policy) if fact.id not in facts]
    open_ = [fact for fact in waiting if fact.ask is not None and outlook.held.when(fact.ask.when)[0]]
    live = Live(outlook, frozenset(fact.id for fact in waiting))
    decisive = live.outcome()
    useful = decisive | live.total()
    needed = _best_first(outlook, [fact for fact in open_ if fact.id in useful])
    rest = live.rest()
    beside = tuple(fact.id for fact in open_ if fact.id in rest and fact.id not in useful)
    if not needed and not beside:
        return None
    return NextQuestion(
        fact=(*needed, *beside)[0],
        settled=outlook.prospect.is_certain,
        needed=needed,
        beside=beside,
        no_longer_needed=tuple(fact.id for fact in open_ if fact.id not in useful | rest),
        no_longer_decisive=tuple(fact.id for fact in open_ if fact.id not in decisive),
    )


def is_certain(policy: Policy, facts: Mapping[str, object], *, on: date, round_id: str | None = None) -> bool:
    """Say whether no question still open can change the outcome; raises what `next_question` raises."""
    return look_out(policy, facts, on, round_id).prospect.is_certain


def look_out(policy: Policy, facts: Mapping[str, object], on: date, round_id: str | None) -> Outlook:
    """Give what can come of the answers *facts*; raises what `next_question` raises."""
    check_day(policy, on)
    parameters = parameters_of(policy, on, round_of(policy, on, round_id))
    coded = dict(zip(policy.facts, compiled(policy).read(facts), strict=True))
    known = {id_: value for id_, value in coded.items() if id_ in facts or policy.facts[id_].ask is None}
    return Outlook(policy, as_given(policy, known, parameters, from_date(on)))


def _best_first(outlook: Outlook, facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(fact.id for fact in sorted(facts, key=lambda fact: _promise(outlook, fact)))


def _promise(outlook: Outlook, fact: Fact) -> Promise:
    prospects = [outlook.after(fact, answer) for answer in answers(outlook, fact)]
    certain = sum(prospect.is_certain for prospect in prospects)
    width = sum(prospect.total[1] - prospect.total[0] for prospect in prospects)
    return (-Fraction(certain, len(prospects)), Fraction(width, len(prospects)))
