"""Answers that nobody asked to be kept: sealed in a hidden field of the form, they come back with it and go with the page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from scoring.pages.sealing import seal, unseal
from scoring.policy.model import Policy

FIELD = "carried"


def read_carried(key: bytes, policy: Policy) -> dict[str, object]:
    """Give the answers that the form of this request carries; none where it carries nothing, or what does not open."""
    text = request.form.get(FIELD, "")
    return (unseal(key, policy, text) or {}) if text else {}


def carried_text(key: bytes, policy: Policy, answers: Mapping[str, object]) -> str:
    """Give *answers* as the hidden field holds them, empty for none."""
    return seal(key, policy, answers) if answers else ""
