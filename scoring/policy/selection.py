"""Who is admitted, and what an admission unlocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scoring.policy.language.tree import Expression
from scoring.policy.wording import EMPTY, Text


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where places are limited: the sum that ranks, then the tie-breaks, lowest first (a descending one is negated)."""

    by: Expression
    then: tuple[tuple[Expression, bool], ...]  # the key, and whether it is descending
    ties_at_cut_off: Literal["admit_all", "admit_none", "draw_line"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Who is admitted: by threshold, by rank, or both. `unless`: admitted without points, outside the ranking."""

    threshold: Expression | None = None
    unless: Expression | None = None
    ranking: Ranking | None = None


@dataclass(frozen=True, slots=True)
class FurtherCondition:
    """What the agency that grants an entitlement will still ask."""

    label: Text
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What an admission unlocks, for whom, from when, granted by whom."""

    id: str
    label: Text
    service: Literal["schooling", "housing", "pension", "medical", "registration", "residence", "other"]
    confers: Literal["treatment", "right_to_apply", "enrolment"]
    beneficiaries: tuple[Literal["applicant", "spouse", "child"], ...]
    when: Expression
    starts: Literal["registration", "decision"]
    further_conditions: tuple[FurtherCondition, ...] = ()
    without_grant: Text = EMPTY
    valid_for: str = ""
    apply_within: str = ""
    documents: tuple[str, ...] = ()
    granted_by: Text = EMPTY
    reference: str = ""
    help: Text = EMPTY
    note: Text = EMPTY
