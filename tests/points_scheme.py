"""Guangzhou's rules as they are, under another name: the tests' own Guangzhou verifies points with the application."""

from __future__ import annotations

from dataclasses import replace

from tests.conftest import ROOT

SCHEME = "points-first"
POLICY = ROOT / "policies" / "guangzhou" / "2025.yaml"


def publish(services, *changes: tuple[str, str]) -> None:
    """Publish them, with the first of their cases; *changes* are words of the rules or of their rounds, and what stands there instead."""
    from scoring.casework.seed_policy import seed_policy
    from scoring.policy.case_file import case_path
    from scoring.policy.source_files import read_source

    source = read_source(POLICY)
    text = source.text.replace("scheme: guangzhou", f"scheme: {SCHEME}", 1)
    rounds = source.rounds
    for old, new in changes:
        assert (text.count(old), rounds.count(old)) in {(1, 0), (0, 1)}, old
        text, rounds = text.replace(old, new), rounds.replace(old, new)
    named = replace(source, scheme=SCHEME, text=text, rounds=rounds, file=f"{SCHEME}/2025.yaml")
    first_case = "\n- case:".join(case_path(POLICY).read_text("utf-8").split("\n- case:")[:2])
    seed_policy(services.transaction, named, first_case, at=services.clock.now())
    services.live.refresh()
