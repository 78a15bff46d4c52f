"""Assisted filing: somebody else fills an application in, the person confirms it by the own account or on the printed form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.application.code import SIGNS, with_check
from scoring.application.plain import sha256
from scoring.errors import InputRefused
from scoring.policy.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scoring.application.filing import Draft
    from scoring.application.status import Channel, Status

Confirmed: TypeAlias = Literal["account", "paper"]
"""How a person confirms: by the own account, or with a signature on the printed form."""

SIGNED_FORM = "signed_form"
"""The kind of evidence that a signed form is, scanned in; no policy demands it."""

FORM_NAME = text({"zh": "签字的申请表", "en": "Signed application form"})

CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """How an application comes in: on which channel, who typed it, by which authority, and how the person confirmed it."""

    channel: Channel
    typed_by: int
    authority: int | None
    confirmed: Confirmed


@dataclass(frozen=True, slots=True)
class Preparation:
    """A draft that is filled in for somebody. `holds` says whether who fills it in may do so today, `last` until when."""

    channel: Channel
    holds: bool
    last: date | None
    is_offered: bool
    sent_back: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PreparedLine:
    """One of the applications that an account filled in for others; `name` is that of the person, empty once it is submitted."""

    reference: str
    scheme: str
    status: Status
    name: str = field(repr=False)
    begun_at: datetime
    is_offered: bool
    is_sent_back: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A draft that is put before the person it is for. `by` is the name of who filled it in, empty at the counter."""

    draft: Draft
    by: str = field(repr=False)


def form_digest(draft: Draft, content: Mapping[str, object], evidence: Iterable[str]) -> str:
    """Give the SHA-256 of what a printed form states: draft, rules, the whole content, the digests of its files."""
    stated = {"draft": draft.reference, "rules": f"{draft.scheme}@{draft.policy_version}", "content": content}
    return sha256({**stated, "evidence": sorted(evidence)})


def form_code(digest: str) -> str:
    """Give the code that a form carries: 11 signs of its digest and a check sign, to be read from paper and typed."""
    rest, signs = int(digest, 16), ""
    while len(signs) < CODE_LENGTH - 1:
        rest, sign = divmod(rest, len(SIGNS))
        signs += SIGNS[sign]
    return with_check(signs)


def check_online(scheme: str, channels: tuple[str, ...]) -> None:
    """Raise InputRefused where applicants hand nothing in themselves under a scheme; it names the ways that are open."""
    if "online" not in channels:
        ways = ", ".join(channels)
        raise InputRefused(
            "scheme", f"Under {scheme} applicants do not submit online. Ways that are open: {ways}. The draft is kept."
        )


def check_counter(scheme: str, channels: tuple[str, ...]) -> None:
    """Raise InputRefused where nobody applies at the counter under a scheme."""
    if "counter" not in channels:
        raise InputRefused("scheme", f"Under {scheme} nobody applies at the counter. The person applies online, or a proxy does.")
