"""The zoo in `broken/`: every file has one defect, and its first line says what must be found, and where."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from scoring.errors import PolicyRefused
from scoring.policy.case_file import read_cases
from scoring.policy.texts import TEXTS, say_finding
from tests.policy.small import FOLDER, TOWN, VOCABULARY, load, load_town, refusal

_EXPECTS = re.compile(r"# expects: (?P<words>.+) @(?P<line>\d+):(?P<column>\d+)\n")


def _zoo(kind: str) -> list[Path]:
    return sorted((FOLDER / kind).glob("*.yaml"))


@cache
def _findings(kind: str, path: Path):
    text = path.read_text(encoding="utf-8")
    match kind:
        case "policies":
            return refusal(text, VOCABULARY)
        case "rounds":
            return refusal(TOWN, VOCABULARY, text)
    with pytest.raises(PolicyRefused) as refused:
        read_cases(load_town(), path)
    return list(refused.value.findings)


@pytest.mark.parametrize(
    ("kind", "path"), [pytest.param(k, p, id=f"{k}/{p.stem}") for k in ("policies", "rounds", "cases") for p in _zoo(k)]
)
def test_each_defect_is_found_alone_and_where_it_stands(kind, path):
    expects = _EXPECTS.match(path.read_text(encoding="utf-8"))
    findings = _findings(kind, path)
    found = [(say_finding(f, "en"), f.position.line, f.position.column) for f in findings]
    assert len(found) == 1, found
    words, line, column = found[0]
    assert expects["words"] in words
    assert (line, column) == (int(expects["line"]), int(expects["column"])), words
    assert say_finding(findings[0], "zh") != words


# too large for the zoo, not readable as text, about the path or about two files: tested in test_source, test_loading, test_overlay
ELSEWHERE = {"file_large", "file_encoding", "yaml_many", "name_of_file", "remove_unknown"}


def test_the_zoo_has_every_finding():
    shown = {f.code for kind in ("policies", "rounds", "cases") for path in _zoo(kind) for f in _findings(kind, path)}
    assert shown == set(TEXTS) - ELSEWHERE


def test_the_town_itself_is_sound():
    policy = load(TOWN, VOCABULARY)
    assert policy.name == "town@1"
    assert repr(policy) == f"<Policy town@1 {policy.digest[:12]}>"
