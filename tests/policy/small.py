"""Small policies for tests: the town in `broken/`, and whatever a test writes itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import Finding, PolicyRefused
from scoring.policy import load_source
from scoring.policy.model import Policy
from scoring.policy.source_files import PolicySource

FOLDER = Path(__file__).parent / "broken"
TOWN = (FOLDER / "town.yaml").read_text(encoding="utf-8")
VOCABULARY = (FOLDER / "vocabulary.yaml").read_text(encoding="utf-8")
HEAD = """\
format: 1
scheme: town
version: "1"
title: Town
jurisdiction: "440100"
grants: registration
in_force: {from: 2025-01-01, until: 2026-12-31}
provenance: illustrative
sources: {rules: {title: Rules}}
precision: 0.01
sections: {about: {label: About}}
"""


def load(text: str, vocabulary: str = "", rounds: str = "") -> Policy:
    """Load a policy from its texts."""
    return load_source(PolicySource("town", "1", text, vocabulary, rounds, file="policies/town/1.yaml"))


def refusal(text: str, vocabulary: str = "", rounds: str = "") -> list[Finding]:
    """Give the findings for which *text* is refused."""
    with pytest.raises(PolicyRefused) as refused:
        load(text, vocabulary, rounds)
    return list(refused.value.findings)


def town(*edits: tuple[str, str]) -> str:
    """Give the town's policy with some texts replaced; each must stand there once."""
    text = TOWN
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def load_town(*edits: tuple[str, str], rounds: str = "") -> Policy:
    """Load the town's policy, edited."""
    return load(town(*edits), VOCABULARY, rounds)


def codes(findings: list[Finding]) -> list[str]:
    """Give the codes of *findings*."""
    return [finding.code for finding in findings]


def places(findings: list[Finding]) -> list[tuple[str, int, int]]:
    """Give code, line and column of *findings*."""
    return [(f.code, f.position.line, f.position.column) for f in findings]
