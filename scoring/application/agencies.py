"""Agencies that look up what somebody is entitled to: of which kind they are, and the fields that each kind needs and is given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

from scoring.application.entitlement import EntitlementState
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.entitlement import EntitlementEntry
    from scoring.application.persons import Person
    from scoring.policy.wording import Text

Field: TypeAlias = Literal["name", "birth_year", "district", "confers", "since", "until", "apply_until"]
Told: TypeAlias = Literal["begins", "ends"]

ALGORITHM = "sha256"
URL_MAX = 300
_URL = "Type an address that begins with https://, without a user name, such as https://school.example.cn/luohu."
_INSIDE = "This address leads to the machine itself or to its own network. Type the agency's address."


class AgencyKind(StrEnum):
    """What an agency is."""

    SCHOOL = "school"  # 学校
    HOUSING = "housing"  # 住房保障部门
    PENSION = "pension"  # 养老保险经办机构
    MEDICAL = "medical"  # 医疗保险经办机构


@dataclass(frozen=True, slots=True)
class Need:
    """What agencies of a kind are told of: entitlements of one service alone, and of each these fields alone."""

    service: str
    fields: tuple[Field, ...]


NEEDS: Mapping[AgencyKind, Need] = {
    AgencyKind.SCHOOL: Need("schooling", ("name", "birth_year", "district", "since", "until")),
    AgencyKind.HOUSING: Need("housing", ("name", "district", "confers", "since", "until", "apply_until")),
    AgencyKind.PENSION: Need("pension", ("name", "confers", "since", "until")),
    AgencyKind.MEDICAL: Need("medical", ("name", "birth_year", "confers", "since", "until")),
}
"""The one place that says what an agency sees: nothing is answered that does not stand here."""


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency. `office` is the district whose files concern it: None is every one. `version` rises with every change."""

    account_id: int
    username: str
    name: str
    kind: AgencyKind
    office: str | None
    district: Text | None
    contact: str
    webhook_url: str
    version: int
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an agency, as it is listed: never itself. `hint` are its last four signs; it holds until the end of a day."""

    id: int
    hint: str
    issued_at: datetime
    issued_by: str
    expires_on: date
    revoked_at: datetime | None

    def holds(self, today: date) -> bool:
        """Whether it opens anything today."""
        return self.revoked_at is None and today <= self.expires_on


def digest_of(token: str) -> str:
    """Give what is kept of a token: it is random and long, so that a plain hash tells nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def answered(kind: AgencyKind, entry: EntitlementEntry, person: Person, district: Text | None) -> Mapping[str, object]:
    """Give of one entitlement what agencies of that kind need, and nothing else."""
    every: Mapping[Field, object] = {
        "name": person.name,
        "birth_year": person.birth_date.year,
        "district": None if district is None else district.as_dict(),
        "confers": entry.confers,
        "since": entry.since,
        "until": entry.until,
        "apply_until": entry.apply_until,
    }
    return {field: every[field] for field in NEEDS[kind].fields}


def told_of(before: EntitlementState | None, after: EntitlementState) -> Told | None:
    """Say what agencies are told when an entitlement comes to stand otherwise: that it begins to hold, or that it ends to."""
    held, holds = before is EntitlementState.IN_FORCE, after is EntitlementState.IN_FORCE
    if held == holds:
        return None
    return "begins" if holds else "ends"


def webhook_address(text: str, *, is_demonstration: bool) -> str:
    """Read the address that an agency is told at; empty where it is told nothing.

    Raises:
        InputRefused: `webhook_url` is no https address, or leads inside. In a demonstration this machine may be told in the open.
    """
    typed = text.strip()
    if not typed:
        return ""
    url = _split(typed)
    host = url.hostname or "" if url else ""
    if url is None or not host or url.username or url.fragment or len(typed) > URL_MAX:
        raise InputRefused("webhook_url", _URL)
    if is_demonstration and is_here(host):
        return typed
    if url.scheme != "https":
        raise InputRefused("webhook_url", _URL)
    if is_here(host) or is_inside(host):
        raise InputRefused("webhook_url", _INSIDE)
    return typed


def is_here(host: str) -> bool:
    """Whether a host, by name or address, is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_inside(host: str) -> bool:
    """Whether an address is one that no agency has: of this machine, of its own link, of no machine or of many."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast


def _split(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        url.port  # noqa: B018 - raises where it is no number
    except ValueError:
        return None
    return url if url.scheme in {"https", "http"} else None
