"""Figures in words: every value of parameters and tables, from when on, and what it is for."""

from __future__ import annotations

from scoring.engine.figure_words import parameter_rows, table_rows
from tests.engine.test_tables import POLICY
from tests.policy.small import TOWN, VOCABULARY, load


def _said(rows, language="en"):
    return [(r.since.say(language), r.where.say(language), r.value.say(language)) for r in rows]


def test_parameters_by_date_and_by_round():
    policy = load(POLICY)
    assert _said(parameter_rows(policy, policy.parameters["average_wage"])) == [
        ("1 January 2023", "", "7,832"),
        ("1 November 2025", "", "8,211"),
    ]
    assert _said(parameter_rows(policy, policy.parameters["shortage"]), "zh") == [
        ("2023年1月1日", "", "Welder"),
        ("2025年6月1日", "", "Cook"),
    ]
    town = load(TOWN, VOCABULARY, '- {round: "2026", policy: "1", parameters: {counted_to: 2026-09-30}}\n')
    assert _said(parameter_rows(town, town.parameters["counted_to"])) == [
        ("2025", "", "30 September 2025"),
        ("2026", "", "30 September 2026"),
    ]


def test_tables_by_option_and_band():
    policy = load(POLICY)
    assert _said(table_rows(policy, policy.tables["reading"])) == [
        ("10 December 2023", "IELTS, below 3.5", "3"),
        ("10 December 2023", "IELTS, from 3.5, below 7", "4"),
        ("10 December 2023", "IELTS, from 7", "8.5"),
        ("10 December 2023", "TEF, below 434", "6"),
        ("10 December 2023", "TEF, from 434", "7"),
        ("1 June 2025", "IELTS, below 4", "3"),
        ("1 June 2025", "IELTS, from 4", "5"),
    ]
    assert _said(table_rows(policy, policy.tables["relief"]), "zh") == [
        ("2023年1月1日", "是、不足2025年1月1日", "1"),
        ("2023年1月1日", "是、满2025年1月1日", "2"),
        ("2023年1月1日", "否", "0"),
    ]


def test_an_option_that_no_choice_has_is_said_by_its_id():
    policy = load(
        POLICY.replace("2025-06-01: {ielts:", "2025-06-01: {old: 1, ielts:")
        .replace('formula: "reading(test, score)"', "when: married, points: 1")
        .replace('formula: "at(reading(test, score), tested_on)"', "when: married, points: 1")
    )
    assert ("1 June 2025", "old", "1") in _said(table_rows(policy, policy.tables["reading"]))
