"""What changes in the rounds of a scheme is said round by round and figure by figure, in both languages."""

from __future__ import annotations

from dataclasses import replace

from scoring.inspection.difference.rounds import round_differences
from scoring.inspection.difference.texts import say_change
from scoring.policy import load_source
from scoring.policy.source_files import read_source
from tests.conftest import ROOT

SOURCE = read_source(ROOT / "policies/guangzhou/2025.yaml")
GUANGZHOU = load_source(SOURCE)
ENTRY = """
- round: "2026"
  policy: "2025"
  announced: 2026-09-01
  quota: 15000
  window: {from: "2026-10-10 09:00", until: "2026-11-10 17:00"}
  parameters: {counted_to: 2026-09-30, window_from: 2021-09-30, born_from: 1980-01-01}
  source: notice
"""


def with_rounds(rounds):
    return load_source(replace(SOURCE, rounds=rounds))


def said(old, new, language="en"):
    return [say_change(change, language) for change in round_differences(old, new)]


def test_an_added_round_is_said_with_every_figure():
    later = with_rounds(SOURCE.rounds + ENTRY)
    assert said([GUANGZHOU], [later]) == [
        "round “2026”: added",
        "round “2026”, version: nothing → 2025",
        "round “2026”, announced on: nothing → 1 September 2026",
        "round “2026”, places: nothing → 15,000",
        "round “2026”, applications taken: nothing → 2026-10-10 09:00 – 2026-11-10 17:00",
        "round “2026”, “the day points are counted to”: nothing → 30 September 2026",
        "round “2026”, “the first day counted”: nothing → 30 September 2021",
        "round “2026”, “the earliest date of birth admitted”: nothing → 1 January 1980",
        "round “2026”, notice: nothing → notice",
        "round “2026”, provenance: nothing → secondary",
    ]
    assert said([later], [GUANGZHOU]) == ["round “2026”: removed"]
    assert "年度“2026”，名额：无 → 15,000" in said([GUANGZHOU], [later], "zh")


def test_what_a_round_says_otherwise_is_said_old_and_new():
    changed = SOURCE.rounds.replace("quota: 16000\n  window", "quota: 17000\n  cut_off: 97.5\n  window").replace(
        "until: 2024-12-31", "until: 2024-12-30"
    )
    changed = changed.replace("\n  note: {zh: 入围", "\n  # note: {zh: 入围")
    assert said([GUANGZHOU], [with_rounds(changed)]) == [
        "round “2025”, places: 16,000 → 17,000",
        "round “2025”, “tax”: 2022-01-01 – 2024-12-31 → 2022-01-01 – 2024-12-30",
        "round “2025”, cut-off: nothing → 97.5",
        "round “2025”, note: Admitted, cut-off and ties follow once published. → nothing",
    ]
    assert said([GUANGZHOU], [GUANGZHOU]) == []


def test_where_no_version_is_published_yet_every_round_is_new():
    assert said([], [GUANGZHOU])[0] == "round “2024”: added"
    assert said([], []) == []
