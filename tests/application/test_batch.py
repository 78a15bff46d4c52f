"""Whatever rows come in: each is part of an answer, named as wrong, or left empty; and a request counts as a whole or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.application.batch import Asked, sort_lines
from scoring.application.departments import AgencyRequest
from scoring.application.sheet_columns import Column, Line
from scoring.policy.loading import load_policy
from tests.conftest import ROOT

AT = datetime(2026, 3, 2, tzinfo=UTC)
NUMBERS = {"2026-1/1": "430103198702010002", "2026-2/1": "44010619870201001X"}
FACTS = ("owns_home", "permit_months")


@pytest.fixture(scope="module")
def asked():
    policy = load_policy(ROOT / "policies/guangzhou/2025.yaml")
    request = AgencyRequest(1, 1, "tax", FACTS, "", "", AT, "", None)
    return {name: Asked(name, request, policy, number) for name, number in NUMBERS.items()}


def mostly(good, *bad):
    """Give the good value three times out of four."""
    return st.one_of(*[st.just(good)] * 3, st.sampled_from(bad))


@st.composite
def rows(draw):
    """Give the rows of the two requests as a clerk may have left them: cells wrong, rows missing, doubled or mixed."""
    whole = [(name, fact) for name in NUMBERS for fact in FACTS]
    chosen = draw(st.one_of(st.just(whole), st.lists(st.sampled_from(whole), max_size=6)))
    lines = []
    for row, (name, fact) in enumerate(chosen, 2):
        cells = {
            Column.REQUEST: draw(mostly(name, "", "2026-3/1", "２０２６-1/1")),
            Column.IDENTITY_NUMBER: draw(mostly(NUMBERS[name], "", NUMBERS[name].lower(), "x")),
            Column.FACT: draw(mostly(fact, "", "moon", *FACTS)),
            Column.ANSWER: draw(mostly("是" if fact == "owns_home" else "60", "", "?", "-1", "1")),
            Column.VALID_FROM: draw(mostly("2026-03-01", "", "2026/2/1", "soon")),
            Column.VALID_UNTIL: draw(mostly("", "2027-03-01", "2028-03-01", "later")),
            Column.REASON: draw(mostly("", "查无此人", "不在本市")),
        }
        formulas = draw(mostly(frozenset(), frozenset({Column.ANSWER})))
        lines.append(Line(row, cells, formulas))
    return lines


@settings(max_examples=200, deadline=None)
@given(lines=rows())
def test_every_row_counts_is_named_or_was_left_empty(asked, lines):
    found = sort_lines(lines, asked)
    good = [line.row for entry in found.entries for line in entry.lines]
    bad = {problem.row for problem in found.problems}
    assert len(good) == len(set(good))
    assert bad.isdisjoint(good)
    assert len(good) + len(bad) + found.unfilled == len(lines)
    assert all(line.row in bad | set(good) for line in lines if line.is_filled)
    assert [problem.row for problem in found.problems] == sorted(problem.row for problem in found.problems)


@settings(max_examples=100, deadline=None)
@given(lines=rows())
def test_what_counts_is_whole_and_without_a_formula(asked, lines):
    for entry in sort_lines(lines, asked).entries:
        assert not any(line.formulas for line in entry.lines)
        if entry.reply is None:
            assert entry.reason
            assert not any(line.of(Column.ANSWER) for line in entry.lines)
        else:
            assert set(entry.reply.values) == set(FACTS)
            assert type(entry.reply.values["owns_home"][0]) is bool
            assert entry.reply.valid_from in {date(2026, 3, 1), date(2026, 2, 1)}
