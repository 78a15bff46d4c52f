"""Caps that never bind, and rows that they make worthless."""

from __future__ import annotations

import pytest

from tests.inspection.linted import PLAIN, criterion, found, only, town

LEVELS = "lookup: level, points: {low: 10, middle: 20, high: 30}"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("per: months, points: 1, max: 101", "cap_never"),
        ("per: months, points: 1, max: 100", None),
        ("per: months, points: 1, max: 101 if member else 50", None),
        ("per: months, points: 1, max: 102 if member else 101", "cap_never"),
        ("each: medals, points: 2, max: 11", "cap_never"),
        ("each: medals, points: 2, max_each: 3", "cap_each_never"),
        ("each: medals, points: 2, max_each: 2", None),
        ("each: medals, first: 2, further: 4, max_each: 5", "cap_each_never"),
        ("each: medals, first: 2, further: 4, max_each: 4", None),
    ],
)
def test_a_cap_above_all_that_can_be_reached(rule, code):
    policy = town(criterion(rule) + PLAIN)
    assert found(policy) == ([(code, "one", None)] if code else [])
    if code:
        assert only(policy).severity == "note"


def test_a_cap_of_a_group_above_all_that_can_be_reached():
    finding = only(town(PLAIN, group="    max: 101\n"))
    assert (finding.code, finding.kind, finding.where, finding.facts) == (
        "cap_never",
        "group",
        "all",
        {"cap": "101", "highest": "100"},
    )
    assert found(town(PLAIN, group="    max: 100\n")) == []


@pytest.mark.parametrize(
    ("rule", "group", "expected"),
    [
        (f"{LEVELS}, max: 30", "", []),
        (f"{LEVELS}, max: 25", "", [("row_above_cap", 3)]),
        (f"{LEVELS}, max: 20", "", [("row_like_lower", 3)]),
        (f"{LEVELS}, max: 10", "", [("row_like_lower", 2), ("row_like_lower", 3)]),
        (f"{LEVELS}, max: 40 if member else 20", "", []),
        (f"{LEVELS}, max: 25, min: 25", "", [("row_above_cap", 3)]),
        (LEVELS, "max: 20", [("row_like_lower", 3)]),
        (f"{LEVELS}, min: 30", "max: 20", []),
        (LEVELS, "max: 20\n    combine: highest", [("row_like_lower", 3)]),
        (f"{LEVELS}, max: 28", "max: 25", [("row_above_cap", 3)]),
        ("when: member, points: 30, max: 25", "", [("row_above_cap", 1)]),
        ("each: medals, lookup: grade, points: {bronze: 2, gold: 4}, max_each: 3", "", [("row_above_cap", 2)]),
        ("each: medals, lookup: grade, points: {bronze: 2, gold: 4}, max: 3", "", [("row_above_cap", 2)]),
        ("each: medals, lookup: grade, points: {bronze: -2, gold: 4}, max: 3", "", []),
        ("each: medals, lookup: grade, points: {bronze: 2, gold: 4}, max: 4", "", []),
        ("over: [level, level], lookup: value, points: {low: 10, middle: 20}, max: 10", "", []),
        ("per: months, points: 5, max: 3", "", []),
        ("formula: months * 5, max: 3", "", []),
    ],
)
def test_rows_that_a_cap_makes_worthless(rule, group, expected):
    group = f"    {group}\n" if group else ""
    assert [(code, row) for code, _, row in found(town(criterion(rule) + PLAIN, group=group)) if code != "cap_never"] == expected


def test_a_sibling_that_takes_points_away_keeps_a_row_alive():
    minus = criterion("per: age, points: -1", "minus")
    assert found(town(criterion(LEVELS) + PLAIN + minus, group="    max: 20\n")) == []


def test_a_worthless_row_says_which_lower_one_gives_the_same():
    finding = only(town(criterion(f"{LEVELS}, max: 20") + PLAIN))
    assert finding.facts == {"row": "3", "key": "high", "of": "one", "points": "30", "cap": "20", "like": "2"}
    assert (finding.kind, finding.where, finding.row, finding.severity) == ("criterion", "one", 3, "warning")
