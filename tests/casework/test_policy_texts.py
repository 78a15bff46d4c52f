"""What keeps a draft from being published is said in both languages, from the same facts."""

from __future__ import annotations

from string import Formatter

import pytest

from scoring.casework.checking import check_policy
from scoring.casework.texts import TEXTS, say_obstacle
from scoring.errors import Finding, Position
from scoring.policy.source_files import PolicySource
from tests.casework.hamlet import cases, text


def places(words):
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_use_the_same_facts(code):
    zh, en = TEXTS[code]
    assert (places(zh), places(en)) == ((places(en), places(en)) if code != "rounds_changed" else (set(), set()))


@pytest.mark.parametrize(
    ("version", "its_cases", "code", "words"),
    [
        (text(), "", "cases_missing", ("hamlet/1.cases.yaml", "没有用例")),
        (text(), cases(total=11), "case_differs", ("total should be 11 and is 10", "total 应为 11，实为 10")),
        (text(), cases("2026-01-01"), "case_refused", ("cannot be assessed", "无法评定")),
        (text(in_flight="better_of"), cases(), "in_flight_unsupported", ("in_flight: better_of cannot be carried out", "在办申请")),
        (text(), "- surprise\n", "mapping_expected", ("key: value", "键: 值")),
    ],
)
def test_each_obstacle_names_its_facts_and_the_remedy(version, its_cases, code, words):
    [found] = check_policy(PolicySource("hamlet", "1", version, file="hamlet/1.yaml"), its_cases).obstacles
    assert found.code == code
    for language, expected in zip(("en", "zh"), words, strict=True):
        assert expected in say_obstacle(found, language)


def test_changed_rounds_are_told():
    found = Finding("rounds_changed", Position("hamlet/rounds.yaml", 1, 1), {})
    assert "Import again" in say_obstacle(found, "en")
    assert "重新导入" in say_obstacle(found, "zh")


def test_places_are_those_of_the_text():
    [found] = check_policy(PolicySource("hamlet", "1", text(in_flight="move"), file="hamlet/1.yaml"), cases()).obstacles
    line = text(in_flight="move").splitlines()[found.position.line - 1]
    assert line[found.position.column - 1 :].startswith("move")
