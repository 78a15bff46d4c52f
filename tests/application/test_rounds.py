"""What a notice must say before a round is opened by it, and the places it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from scoring.application.round_notice import NAME_MOST, PLACES_MOST, PROBLEMS, problems_of
from scoring.application.rounds import Limit, Notice, figures_of, is_announced, without_points
from scoring.engine import assess
from scoring.engine.figure_words import round_rows
from scoring.policy import load_policy
from scoring.ranking import Line, Quota
from tests.conftest import ROOT

GUANGZHOU = load_policy(ROOT / "policies/guangzhou/2025.yaml")
TIANJIN = load_policy(ROOT / "policies/tianjin/2021.yaml")
SHANGHAI = load_policy(ROOT / "policies/shanghai/2018.yaml")
FROM, UNTIL = datetime(2025, 10, 10, 9), datetime(2025, 11, 10, 17)  # noqa: DTZ001 - as notices write them
NOTICE = Notice("guangzhou", "2025", "2025", "2025年度", FROM, UNTIL, Limit("number", 16000), fills_up=False)
FREE = replace(NOTICE, scheme="tianjin", version="2021", round=None, limit=Limit("number", 3))


def problems(notice, policy=GUANGZHOU):
    return [(problem.field, problem.why) for problem in problems_of(policy, notice)]


def test_what_the_rules_announce_and_the_notice_repeats_opens_a_round():
    assert problems(NOTICE) == problems(FREE, TIANJIN) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"round": "2026"}, [("round", "round_unknown")]),
        ({"round": None}, [("round", "round_unknown")]),
        ({"name": " "}, [("name", "name")]),
        ({"name": "x" * (NAME_MOST + 1)}, [("name", "name")]),
        (
            {"window_from": UNTIL, "window_until": FROM},
            [("window_until", "order"), ("window_from", "announced"), ("window_until", "announced")],
        ),
        ({"window_until": UNTIL.replace(minute=1)}, [("window_until", "announced")]),
        ({"limit": Limit("number")}, [("number", "places")]),
        ({"limit": Limit("number", -1)}, [("number", "places")]),
        ({"limit": Limit("number", PLACES_MOST + 1)}, [("number", "places")]),
        ({"limit": Limit("number", 100)}, [("number", "quota_announced")]),
        ({"limit": Limit("districts")}, [("districts", "districts")]),
        ({"limit": Limit("districts", districts={"440106": -1})}, [("districts", "districts")]),
        ({"limit": Limit("districts", districts={"440106": 1})}, [("districts", "districts_announced")]),
        ({"limit": Limit("districts", districts={"440106": 15000, "440103": 1000})}, []),
        ({"limit": Limit("line", line=Decimal("1.23"))}, [("line", "line_announced")]),
        ({"name": "", "limit": Limit("line")}, [("name", "name"), ("line", "line_announced")]),
    ],
)
def test_every_error_of_a_notice_is_named(changes, expected):
    assert problems(replace(NOTICE, **changes)) == expected
    assert all(why in PROBLEMS for _, why in expected)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit("districts", districts={"120101": 1}), []),
        (Limit("line"), [("line", "line")]),
        (Limit("line", line=Decimal("1.234")), [("line", "line")]),
        (Limit("line", line=Decimal(1)), []),
    ],
)
def test_where_the_rules_announce_no_number_a_line_or_any_sum_of_districts_stands(limit, expected):
    assert problems(replace(FREE, limit=limit), TIANJIN) == expected


def test_what_is_wrong_with_an_announced_number_is_told_with_both_numbers():
    [line] = problems_of(GUANGZHOU, replace(NOTICE, limit=Limit("line", line=Decimal(1))))
    [sum_] = problems_of(GUANGZHOU, replace(NOTICE, limit=Limit("districts", districts={"440106": 1})))
    assert "The rules announce 16000 places" in line.remedy
    assert sum_.remedy == "The rules announce 16000 places for this round, and the districts have 1. Make them the same."


def test_rules_that_do_not_rank_have_no_rounds_and_rules_that_know_none_take_any():
    assert problems(replace(FREE, scheme="shanghai", version="2018"), SHANGHAI) == [("policy", "unranked")]
    assert problems(replace(FREE, round="1"), TIANJIN) == [("round", "round_unknown")]


def test_places_are_given_as_the_ranking_takes_them():
    assert Limit("number", 5).places("admit_all", 2) == {"": Quota(5, "admit_all")}
    assert Limit("districts", districts={"440106": 2}).places("draw_line", 2) == {"440106": Quota(2, "draw_line")}
    assert Limit("line", line=Decimal("97.13")).places("admit_none", 2) == {"": Line(-9713)}


def test_the_figures_of_a_round_are_those_of_its_rules():
    assert set(figures_of(GUANGZHOU, "2025")) == {"counted_to", "window_from", "born_from"}
    assert figures_of(TIANJIN, None) == {}
    assert figures_of(GUANGZHOU, "2024") == {}
    said = {parameter.id: value.as_dict() for parameter, value in round_rows(GUANGZHOU, "2025")}
    assert said["counted_to"] == {"zh": "2025年9月30日", "en": "30 September 2025"}
    assert round_rows(TIANJIN, None) == ()
    later = replace(GUANGZHOU, rounds=tuple(replace(each, parameters={"counted_to": 1}) for each in GUANGZHOU.rounds))
    assert figures_of(later, "2025")["counted_to"] == 1


def test_who_is_admitted_without_points_is_known_from_the_facts_alone():
    on = date(2025, 11, 1)
    assert not assess(SHANGHAI, {}, on=SHANGHAI.in_force.first).without_points  # rules without such a way
    assert assess(GUANGZHOU, {"nominated_skilled_worker": True}, on=on).without_points
    assert not assess(GUANGZHOU, {"nominated_skilled_worker": False}, on=on).without_points


def test_what_rules_say_of_a_round_is_read_where_they_know_it():
    few = replace(GUANGZHOU, rounds=tuple(replace(each, quota_without_points=3) for each in GUANGZHOU.rounds))
    half = replace(GUANGZHOU, rounds=tuple(replace(each, window_from=None) for each in GUANGZHOU.rounds))
    none = replace(GUANGZHOU, rounds=tuple(replace(each, window_from=None, window_until=None) for each in GUANGZHOU.rounds))
    assert [without_points(*each) for each in ((few, "2025"), (GUANGZHOU, "2025"), (TIANJIN, None))] == [3, None, None]
    known = [is_announced(*each) for each in ((GUANGZHOU, "2025"), (half, "2025"), (none, "2025"), (TIANJIN, None))]
    assert known == [True, True, False, False]
