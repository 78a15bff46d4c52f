"""What the short check asks next, and what it need not ask any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.engine.assessment import Outcome
from scoring.engine.questions import NextQuestion, next_question
from scoring.engine.questions.outcome import Standing, standing
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Agenda:
    """Where the short check stands.

    `questions` are to be asked, the next first; `left` were left open and can still change something. `further` would be asked by
    who wants the exact points although the outcome is certain. All are fact ids.
    """

    standing: Standing
    questions: tuple[str, ...]
    left: tuple[str, ...]
    further: tuple[str, ...]

    @property
    def fact(self) -> str | None:
        """The question to put next; None where none is left to put."""
        return self.questions[0] if self.questions else None

    @property
    def is_certain(self) -> bool:
        """Whether no answer can change the outcome."""
        return self.standing.outcome is not Outcome.PROVISIONAL


def agenda(policy: Policy, answers: Mapping[str, object], left: Collection[str], *, on: date, is_exact: bool) -> Agenda:
    """Say what to ask after *answers*, what was *left* open not being asked again; `is_exact`: also for points alone."""
    stands = standing(policy, answers, on=on)
    found = next_question(policy, answers, on=on)
    decisive, further = _questions(policy, found, stands)
    wanted = further if is_exact and not decisive else decisive
    return Agenda(
        stands,
        questions=tuple(fact for fact in wanted if fact not in left),
        left=tuple(fact for fact in wanted if fact in left),
        further=tuple(fact for fact in further if fact not in left),
    )


def _questions(policy: Policy, found: NextQuestion | None, stands: Standing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the questions that can change the outcome, and those that can change anything at all.

    What may refuse whatever the points comes first. Of the conditions, and of the rest, what a person may not wish to tell comes
    last: by then it may not be needed any more.
    """
    if found is None:
        return (), ()

    def ordered(facts: Iterable[str]) -> tuple[str, ...]:
        key = {fact: (fact not in stands.condition_facts, policy.facts[fact].sensitive) for fact in facts}
        return tuple(sorted(key, key=key.__getitem__))  # stable: within each part what tells the most comes first

    indecisive = frozenset(found.no_longer_decisive)
    return ordered(fact for fact in found.needed if fact not in indecisive), ordered((*found.needed, *found.beside))
