"""Lawful answers to any policy at random, the same for the same seed."""

from __future__ import annotations

import random  # noqa: TID251 - seeded by the test
from datetime import date, timedelta
from typing import Any

from scoring.policy.facts import Fact
from scoring.policy.model import Policy
from scoring.policy.values import full_range

EARLIEST, LATEST = date(1950, 1, 1), date(2027, 12, 31)


def random_facts(policy: Policy, chance: random.Random) -> dict[str, Any]:
    """Give every required fact and some of the others."""
    asked = [fact for fact in policy.facts.values() if fact.required or chance.random() < 0.7]
    return {fact.id: _value(fact, chance) for fact in asked}


def _value(fact: Fact, chance: random.Random) -> Any:
    if fact.optional and chance.random() < 0.3:
        return None
    match fact.kind:
        case "boolean":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(fact.options).id
        case "date":
            first, last = fact.minimum or EARLIEST, fact.maximum or LATEST
            return first + timedelta(chance.randint(0, (last - first).days))
        case "text":
            return f"text {chance.randint(0, 10**6)}"
        case "list":
            number = chance.randint(0, min(fact.max_items, 4))
            records = [{f.id: _value(f, chance) for f in fact.fields} for _ in range(number)]
            unlike = {tuple(record[id_] for id_ in fact.unique): record for record in records}
            return list(unlike.values()) if fact.unique else records
    low, high = full_range(fact)
    number = chance.choice([low, high, chance.randint(low, high), min(high, low + chance.randint(0, 60))])
    return number if fact.kind == "integer" else _decimal(number, fact.places)


def _decimal(number: int, places: int) -> str:
    digits = f"{abs(number):0{places + 1}}"
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else f"{sign}{digits}"
