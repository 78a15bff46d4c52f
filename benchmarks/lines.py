"""What the policies written by hand give as explanation, and how it is compared with the engine's awards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from scoring.engine import Assessment, Award
from scoring.policy import load_policy
from scoring.policy.wording import Text

POLICIES = Path(__file__).parent.parent / "policies"


class Row(NamedTuple):
    """The row that gave the points."""

    number: int
    label: Text
    points: Decimal
    reference: str
    units: int | None = None


class Line(NamedTuple):
    """One criterion or group."""

    id: str
    label: Text
    points: Decimal
    cap: Decimal | None
    facts: Mapping[str, Any]
    row: Row | None
    reference: str
    below: tuple[Line, ...] = ()


class Check(NamedTuple):
    """One requirement or veto."""

    id: str
    label: Text
    holds: bool
    facts: Mapping[str, Any]
    reference: str


class Explained(NamedTuple):
    """A whole explanation."""

    total: Decimal
    outcome: str
    lines: tuple[Line, ...]
    requirements: tuple[Check, ...]
    vetoes: tuple[Check, ...]
    entitlements: tuple[str, ...]


class About(NamedTuple):
    """What never changes of a criterion, group, requirement or veto."""

    label: Text
    reference: str


def catalogue(name: str) -> dict[str, About]:
    """Give the words and references of a policy by id, so that they need not be typed a second time."""
    policy = load_policy(POLICIES / f"{name}.yaml")
    parts = (*policy.walk(), *policy.requirements, *policy.vetoes)
    return {part.id: About(part.about.label, part.about.reference) for part in parts}


def option_labels(name: str, fact: str) -> dict[str, Text]:
    """Give the words of a fact's options."""
    return {option.id: option.label for option in load_policy(POLICIES / f"{name}.yaml").facts[fact].options}


@lru_cache(maxsize=4096)
def decimal(hundredths: int) -> Decimal:
    """Give a number of points as people write it."""
    return Decimal(hundredths).scaleb(-2)


def full_years(start: date, end: date) -> int:
    """Count the complete years; one that began on 29 February is complete on 28 February where there is no 29th."""
    if end <= start:
        return 0
    born, reached = (start.month, start.day), (end.month, end.day)
    leapling = born == (2, 29) and reached == (2, 28) and end.year % 4 != 0
    return end.year - start.year - (reached < born and not leapling)


def explained(assessment: Assessment) -> Explained:
    """Give an assessment's awards in the form that the peers give theirs."""
    assert assessment.total is not None
    return Explained(
        assessment.total,
        str(assessment.outcome),
        tuple(_line(award) for award in assessment.awards),
        tuple(Check(v.id, v.label, v.state == "met", v.facts, v.reference) for v in assessment.requirements),
        tuple(Check(v.id, v.label, v.state == "met", v.facts, v.reference) for v in assessment.vetoes),
        tuple(e.id for e in assessment.entitlements),
    )


def _line(award: Award) -> Line:
    assert award.points is not None
    row = award.row and Row(award.row.number, award.row.label, award.row.points, award.row.reference, award.row.units)
    below = tuple(_line(below) for below in award.awards)
    return Line(award.id, award.label, award.points, award.cap, award.facts, row, award.reference, below)


def differences(one: Explained, other: Explained) -> Iterator[str]:
    """Name what differs between two explanations."""
    for name in ("total", "outcome", "requirements", "vetoes", "entitlements"):
        if getattr(one, name) != getattr(other, name):
            yield f"{name}: {getattr(one, name)} against {getattr(other, name)}"
    for line, against in zip(_walk(one.lines), _walk(other.lines), strict=True):
        one_alone, other_alone = line._replace(below=()), against._replace(below=())
        if one_alone != other_alone:
            yield f"{line.id}: {one_alone} against {other_alone}"


def _walk(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _walk(line.below)
