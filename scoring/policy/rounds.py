"""The rounds of a scheme, past and announced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from scoring.policy.language.tree import Coded
from scoring.policy.wording import EMPTY, Provenance, Text


@dataclass(frozen=True, slots=True)
class Round:
    """年度 / 批次: one round of the scheme as announced. Moments are in Asia/Shanghai, without a zone of their own.

    `parameters` hold coded values of the policy's per-round parameters, by id; `digest` covers the whole entry.
    """

    id: str
    policy: str = ""
    announced: date | None = None
    quota: int | None = None
    quota_without_points: int | None = None
    window_from: datetime | None = None
    window_until: datetime | None = None
    parameters: Mapping[str, Coded] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    admitted: int | None = None
    above_cut_off: int | None = None
    cut_off: Decimal | None = None
    tied_at_cut_off: int | None = None
    highest: Decimal | None = None
    source: str = ""
    provenance: Provenance = "secondary"
    note: Text = EMPTY
    digest: str = ""
