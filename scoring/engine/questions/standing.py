"""The next question as plain JSON values, with what stands above it: policy, day and round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.engine.document import Document, text
from scoring.engine.figures import round_of
from scoring.engine.questions import NextQuestion, is_certain, next_question
from scoring.policy.model import Policy
from scoring.policy.rounds import Round


@dataclass(frozen=True, slots=True)
class Questioning:
    """Where the questions of one person stand: what comes `next` (None: nothing can change anything), whether the outcome is."""

    policy: Policy
    on: date
    round: Round | None
    next: NextQuestion | None
    settled: bool


def questioning(policy: Policy, facts: Mapping[str, object], *, on: date, round_id: str | None) -> Questioning:
    """Find where the questions stand once *facts* are known; raises what `next_question` raises."""
    found = next_question(policy, facts, on=on, round_id=round_id)
    settled = found.settled if found is not None else is_certain(policy, facts, on=on, round_id=round_id)
    return Questioning(policy, on, round_of(policy, on, round_id), found, settled)


def as_document(found: Questioning) -> Document:
    """Write *found* out; `next` is null where no answer can change anything any more."""
    policy = found.policy
    return {
        "scheme": policy.scheme,
        "version": policy.version,
        "digest": policy.digest,
        "provenance": policy.provenance,
        "on": found.on.isoformat(),
        "round": found.round.id if found.round else None,
        "settled": found.settled,
        "next": None if found.next is None else _next(policy, found.next),
    }


def _next(policy: Policy, found: NextQuestion) -> Document:
    fact = policy.facts[found.fact]
    return {
        "fact": fact.id,
        "label": text(fact.label),
        "help": text(fact.help),
        "section": fact.ask.section if fact.ask else None,
        "needed": list(found.needed),
        "beside": list(found.beside),
        "no_longer_needed": list(found.no_longer_needed),
        "no_longer_decisive": list(found.no_longer_decisive),
    }
