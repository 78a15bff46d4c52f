"""What a cell of a spreadsheet, or a text in a file, stands for."""

from __future__ import annotations

import json
from datetime import datetime, time
from decimal import Decimal
from typing import NoReturn

from scoring.policy.facts import Fact
from scoring.policy.values import from_text


def value_of(fact: Fact, cell: object) -> object:
    """Give the value that a cell of a spreadsheet, or a text, stands for."""
    match cell:
        case str() if fact.kind == "list":
            return _list(fact, cell)
        case float():
            return Decimal(repr(cell))  # the digits that were written
        case datetime():
            return as_day(cell)
        case _:
            return from_text(fact, cell)


def as_day(cell: object) -> object:
    """Give a moment of no zone that is the beginning of a day as that day, anything else as it is.

    Where pandas is installed Arrow gives its moments, which may be a nanosecond late: their time of day does not say so.
    """
    if not isinstance(cell, datetime) or cell.tzinfo is not None:
        return cell
    return cell.date() if cell.time() == time() and not getattr(cell, "nanosecond", 0) else cell


def _list(fact: Fact, cell: str) -> object:
    try:
        return from_text(fact, json.loads(cell, parse_float=Decimal, parse_constant=no_number))
    except (ValueError, RecursionError):
        return cell


def no_number(name: str) -> NoReturn:
    """Refuse what JSON has no number for."""
    raise ValueError(name)
