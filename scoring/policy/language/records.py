"""What may be known of a list, and what may go wrong while an expression is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.policy.language.types import Range


@dataclass(frozen=True, slots=True)
class UnknownRecords:
    """A list that is not known: up to `max_items` records whose fields lie in `fields`."""

    fields: Mapping[str, Range]
    max_items: int


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """A list that is known: the fields of every record."""

    records: tuple[Mapping[str, Range], ...]


@dataclass(slots=True)
class Problem:
    """Something that could go wrong for some lawful answers."""

    code: str
    facts: dict[str, str]
