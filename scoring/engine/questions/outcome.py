"""Where the answers so far leave a person: the points still possible, the outcome as soon as no answer can change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.engine.assessment import Outcome
from scoring.engine.questions.choosing import look_out
from scoring.engine.questions.live import Live
from scoring.engine.questions.order import in_order
from scoring.engine.questions.outlook import Outlook
from scoring.policy.language import arithmetic
from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Standing:
    """The lowest and the highest total still possible, the threshold where it is known, and the outcome.

    `outcome` is PROVISIONAL while an answer can change it. `refused_by` are the ids of vetoes that apply and of requirements
    that are not met for certain. `condition_facts` are the facts not answered yet by which a condition may still refuse.
    """

    lowest: Decimal
    highest: Decimal
    threshold: Decimal | None
    outcome: Outcome
    refused_by: tuple[str, ...]
    condition_facts: frozenset[str]


def standing(policy: Policy, facts: Mapping[str, object], *, on: date, round_id: str | None = None) -> Standing:
    """Say where *facts*, the answers so far, leave a person; a question not answered is open, also where its fact has a default.

    Raises what `next_question` raises.
    """
    outlook = look_out(policy, facts, on, round_id)
    prospect = outlook.prospect
    low, high = (arithmetic.decode(end, policy.places) for end in prospect.total)
    waiting = frozenset(fact.id for fact in in_order(policy) if fact.id not in facts)
    return Standing(
        lowest=low,
        highest=high,
        threshold=_threshold(outlook),
        outcome=_outcome(outlook),
        refused_by=(
            *(id_ for id_, (applies, _) in outlook.vetoes.items() if applies),
            *(id_ for id_, (_, met) in outlook.requirements.items() if not met),
        ),
        condition_facts=frozenset() if prospect.is_certain else Live(outlook, waiting).conditions() & waiting,
    )


def _threshold(outlook: Outlook) -> Decimal | None:
    threshold = outlook.policy.selection.threshold
    if threshold is None:
        return None
    low, high = outlook.ranges.at_scale(threshold, outlook.policy.places)
    return arithmetic.decode(low, outlook.policy.places) if low == high else None


def _outcome(outlook: Outlook) -> Outcome:
    """Give the first that applies, where it is certain."""
    prospect = outlook.prospect
    if not prospect.is_certain:
        return Outcome.PROVISIONAL
    if prospect.vetoed[0]:
        return Outcome.VETOED
    if not prospect.met[1]:
        return Outcome.REQUIREMENTS_NOT_MET
    return Outcome.ELIGIBLE if prospect.reached[0] else Outcome.BELOW_THRESHOLD
