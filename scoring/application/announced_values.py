"""Figures of a round as people type them, brought to the form in which rounds.yaml has them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from scoring.policy.language import arithmetic
from scoring.policy.language.types import Choice, Day, Number, SetOf, Type

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
SPAN = 2  # days: the first and the last one
_BETWEEN = re.compile(r"[\s,，、;；]+")


def value_of(type_: Type, typed: str) -> str | tuple[str, ...] | None:
    """Give a value of a parameter's type, canonically: a day, a number, or what is in a set; None where it is none.

    A set is typed with blanks, commas or line ends between what is in it.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    match type_:
        case SetOf(element=element):
            items = [_scalar(element, item) for item in _BETWEEN.split(plain) if item]
            found = tuple(dict.fromkeys(item for item in items if item is not None))
            return found if found and None not in items else None
        case _:
            return _scalar(type_, "".join(plain.split()))


def day_of(typed: str) -> date | None:
    """Read a day, with other signs between the figures too; None where it is none."""
    match = _DAY.fullmatch(typed)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _scalar(type_: Type, plain: str) -> str | None:
    match type_:
        case Day():
            day = day_of(plain)
            return day.isoformat() if day else None
        case Number(scale=scale) if _NUMBER.fullmatch(plain):
            return plain if arithmetic.places_of(Decimal(plain)) <= scale else None
        case Choice(options=options) if plain in options:
            return plain
        case _:
            return None


def read_days(typed: str) -> tuple[dict[str, tuple[date, date | None]], tuple[str, ...]]:
    """Read days for people, a line each: a name, the day, and the last day where it is a span.

    Gives them by name, and what is wrong with each line that cannot be used.
    """
    found: dict[str, tuple[date, date | None]] = {}
    faults = []
    for number, line in enumerate(unicodedata.normalize("NFKC", typed).splitlines(), 1):
        if not line.strip():
            continue
        name, *said = (part for part in _BETWEEN.split(line) if part)
        days = [day for day in map(day_of, said) if day is not None]
        if not _NAME.fullmatch(name) or name in found or not 1 <= len(days) == len(said) <= SPAN or days != sorted(days):
            faults.append(
                f"Line {number}, “{line.strip()[:40]}”: write a name of small letters and a day or two, such as tax 2026-01-31."
            )
        else:
            found[name] = days[0], days[1] if len(days) == SPAN else None
    return found, tuple(faults)


def form_of(type_: Type) -> str:
    """Say in signs that need no translation what a value looks like."""
    match type_:
        case SetOf(element=element):
            return f"{form_of(element)} …"
        case Choice(options=options):
            return " | ".join(options)
        case Number(scale=scale):
            return f"0.{'0' * scale}" if scale else "0"
        case _:
            return "YYYY-MM-DD"
