"""How few questions settle the outcome, best first and in the order of the file, over the persons of each policy's own cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from scoring.engine import Outcome, assess
from scoring.engine.questions import asked, in_order, is_certain, next_question
from scoring.errors import ScoringError
from scoring.policy import load_policy
from scoring.policy.case_file import read_cases
from scoring.policy.model import Policy

POLICIES = Path(__file__).parent.parent / "policies"


@dataclass(frozen=True)
class Person:
    """Somebody of a policy's cases, who answers every question; where the case says nothing, with what the policy takes then."""

    policy: Policy
    on: date
    round_id: str | None
    facts: Mapping[str, object]

    def answer(self, id_: str) -> object:
        """Answer one question."""
        return self.facts[id_] if id_ in self.facts else self.policy.facts[id_].default


def persons(policy: Policy) -> Iterator[Person]:
    """Give everybody whose outcome is known."""
    for case in read_cases(policy, POLICIES / policy.scheme / f"{policy.version}.cases.yaml"):
        try:
            outcome = assess(policy, case.facts, on=case.on, round_id=case.round).outcome
        except ScoringError:  # a case of what is refused
            continue
        if outcome is not Outcome.PROVISIONAL and all(f.id in case.facts for f in policy.facts.values() if f.required):
            yield Person(policy, case.on, case.round, case.facts)


def best(person: Person, facts: Mapping[str, object]) -> str | None:
    found = next_question(person.policy, facts, on=person.on, round_id=person.round_id)
    return None if found is None or found.settled else found.fact


def by_the_file(person: Person, facts: Mapping[str, object]) -> str | None:
    if is_certain(person.policy, facts, on=person.on, round_id=person.round_id):
        return None
    open_ = asked(person.policy, facts, on=person.on)
    return next((fact.id for fact in in_order(person.policy) if fact.id in open_ and fact.id not in facts), None)


def number_asked(person: Person, choose: Callable[[Person, Mapping[str, object]], str | None]) -> int:
    """Ask until the outcome is certain; officers' facts are known beforehand."""
    facts = {id_: value for id_, value in person.facts.items() if person.policy.facts[id_].ask is None}
    begun = len(facts)
    while (id_ := choose(person, facts)) is not None:
        facts[id_] = person.answer(id_)
    assert is_certain(person.policy, facts, on=person.on, round_id=person.round_id)
    return len(facts) - begun


@pytest.mark.parametrize("name", ["guangzhou/2025", "beijing/2020", "ningbo/2010"])
def bench_next_question(benchmark, name):
    policy = load_policy(POLICIES / f"{name}.yaml")
    everybody = list(persons(policy))
    first, filed = (mean(number_asked(person, choose) for person in everybody) for choose in (best, by_the_file))
    benchmark.extra_info |= {"persons": len(everybody), "asked_best_first": first, "asked_in_the_order_of_the_file": filed}
    benchmark.extra_info["what"] = (
        f"next question under {policy.name}, nothing answered yet (asked until the outcome is certain, on average of"
        f" {len(everybody)} persons: {first:.1f} best first, {filed:.1f} in the file’s order)"
    )
    assert benchmark(next_question, policy, {}, on=policy.in_force.first) is not None
