"""Who has an applicant's account: they act through it for themselves, or for somebody who gave them authority."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from scoring.application.identity import IdentityNumber


@dataclass(frozen=True, slots=True)
class Card:
    """Name and number as they stand on a card that was shown, or as a provider states them."""

    name: str = field(repr=False)
    identity_number: IdentityNumber


@dataclass(frozen=True, slots=True)
class VerifiedIdentity:
    """Name and number as they stand on the card. `by` says who verified them: an officer who saw it, or a provider."""

    name: str = field(repr=False)
    identity_number: IdentityNumber
    by: Literal["counter", "provider"]
    at: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """账户持有人, as the sign-in at the edge names them. `identity` is None until it is verified; a draft needs none."""

    account_id: int
    identity: VerifiedIdentity | None = None
