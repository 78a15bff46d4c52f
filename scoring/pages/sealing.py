"""Answers as a short sealed text: JSON, compressed, encrypted and authenticated (AES-GCM).

The seal binds the format, the policy's name and its digest, so that a text that was changed, or made for another policy or
by another service, does not open. A profile, which serves every policy, is bound to the format alone. Nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scoring.web.sealed import close_text, derive_key, open_text

if TYPE_CHECKING:
    from scoring.policy.facts import Fact
    from scoring.policy.model import Policy

FORMAT = "luohu answers 1"
PROFILE = f"{FORMAT}|".encode()  # what a profile is bound to; a policy's name and digest are never empty


def key_from(secret: str) -> bytes:
    """Derive the key of the answers from the installation's secret; the secret serves other purposes too."""
    return derive_key(secret, FORMAT)


def seal(key: bytes, policy: Policy, answers: Mapping[str, object]) -> str:
    """Give *answers* (plain values by fact id) as URL-safe text."""
    return close_text(key, _bound_to(policy), {fact: _pack(policy.facts[fact], value) for fact, value in answers.items()})


def unseal(key: bytes, policy: Policy, text: str) -> dict[str, object] | None:
    """Give the answers back; None where the text was not sealed with *key* for this very policy."""
    packed = open_text(key, _bound_to(policy), text)
    return None if packed is None else {fact: _unpack(policy.facts[fact], value) for fact, value in packed.items()}


def seal_profile(key: bytes, answers: Mapping[str, object]) -> str:
    """Give answers that serve every policy as URL-safe text; records keep the names of their fields, for no policy reads them."""
    return close_text(key, PROFILE, answers)


def unseal_profile(key: bytes, text: str) -> dict[str, object] | None:
    """Give the answers of a profile back; None where the text was not sealed with *key* as one."""
    return open_text(key, PROFILE, text)


def _bound_to(policy: Policy) -> bytes:
    return f"{FORMAT}|{policy.name}|{policy.digest}".encode()


def _pack(fact: Fact, value: object) -> object:
    """Write records as rows of values, without the names of their fields."""
    if not isinstance(value, list | tuple):
        return value
    return [[record.get(part.id) for part in fact.fields] for record in value]


def _unpack(fact: Fact, value: Any) -> object:
    if not isinstance(value, list):
        return value
    return [{part.id: item for part, item in zip(fact.fields, row, strict=True) if item is not None} for row in value]
