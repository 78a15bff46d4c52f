"""A further entry of rounds.yaml stands at its end in the layout of policy files; what was there stays to the byte."""

import pytest

from scoring.policy.announcing import NoPlace, entry_text, with_entry
from scoring.policy.formatting import formatted
from scoring.policy.source import plain, read
from tests.conftest import ROOT

ENTRY = {
    "round": "2026",
    "policy": "2025",
    "announced": "2026-09-01",
    "quota": "16000",
    "window": {"from": "2026-10-10 09:00", "until": "2026-11-10 17:00"},
    "parameters": {"counted_to": "2026-09-30", "trades": ("electrician", "welder")},
    "dates": {"tax": {"from": "2023-01-01", "until": "2025-12-31"}},
    "source": "https://rsj.gz.gov.cn/zwdt/tzgg/content/post_1.html",
    "provenance": "official",
    "note": {"zh": "窗口: 另行公布，“暂定”。", "en": "To be announced, later # really"},
}
TEXT = """\
- round: "2026"
  policy: "2025"
  announced: 2026-09-01
  quota: 16000
  window: {from: "2026-10-10 09:00", until: "2026-11-10 17:00"}
  parameters: {counted_to: 2026-09-30, trades: [electrician, welder]}
  dates: {tax: {from: 2023-01-01, until: 2025-12-31}}
  source: https://rsj.gz.gov.cn/zwdt/tzgg/content/post_1.html
  provenance: official
  note: {zh: "窗口: 另行公布，“暂定”。", en: "To be announced, later # really"}
"""


def test_an_entry_is_written_in_the_layout_of_policy_files():
    assert entry_text(ENTRY) == TEXT == formatted(TEXT, "rounds.yaml")
    assert plain(read(TEXT, "rounds.yaml"))[0]["note"]["en"] == "To be announced, later # really"


@pytest.mark.parametrize(
    "words",
    [
        "穗人社〔2026〕1号",
        "https://x.example/a?b=1#part",
        "https://x.example/:",
        "a: b",
        "- x",
        '"quoted"',
        "{x}",
        "x #y",
        "?",
        "O’Neil’s",
        "\\",
        "true",
    ],
)
def test_whatever_is_typed_is_read_again_as_it_is(words):
    text = entry_text({"round": "1", "source": words, "note": {"zh": words}})
    [entry] = plain(read(text, "rounds.yaml"))
    assert (entry["source"], entry["note"]["zh"]) == (words, words)
    assert formatted(text, "rounds.yaml") == text


@pytest.mark.parametrize("scheme", ["guangzhou", "beijing"])
def test_what_stood_there_stays_to_the_byte(scheme):
    rounds = (ROOT / "policies" / scheme / "rounds.yaml").read_text("utf-8")
    added = with_entry(rounds, TEXT, "rounds.yaml")
    assert added == f"{rounds}\n{TEXT}"
    assert formatted(added, "rounds.yaml") == added
    assert with_entry(rounds.rstrip("\n"), TEXT, "rounds.yaml") == added


def test_where_nothing_stood_the_entry_stands_alone():
    assert with_entry(" \n", TEXT, "rounds.yaml") == TEXT


@pytest.mark.parametrize("rounds", ['[{round: "1"}]  # one line\n', '  - round: "1"  # one line\n'])
def test_a_list_written_another_way_is_laid_out_first(rounds):
    added = with_entry(rounds, TEXT, "rounds.yaml")
    assert added.endswith(TEXT)
    assert "# one line" in added
    assert [entry["round"] for entry in plain(read(added, "rounds.yaml"))] == ["1", "2026"]


def test_what_is_no_list_takes_no_entry():
    with pytest.raises(NoPlace):
        with_entry('round: "1"\n', TEXT, "rounds.yaml")
