"""Values as JSON, everywhere in the same form: points as digits, days as ISO text, no blanks, and Chinese as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.policy.facts import Fact
from scoring.policy.values import decode_value
from scoring.policy.wording import Text

in_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def value(given: object) -> Any:
    """Write a fact's value: a decimal as digits, a date as ISO text, records as objects."""
    match given:
        case Decimal():
            return str(given)
        case date():
            return given.isoformat()
        case tuple():
            return [{key: value(item) for key, item in record.items()} for record in given]
        case _:
            return given


def value_in_json(given: object) -> str:
    """Write a fact's value as JSON."""
    return in_json(value(given))


def coded_in_json(fact: Fact, coded: Any) -> str:
    """Write the value that *coded* stands for."""
    return value_in_json(decode_value(fact, coded))


def text_in_json(words: Text) -> str:
    """Write a text in both languages; null where the policy says nothing."""
    return in_json(words.as_dict() if words else None)
