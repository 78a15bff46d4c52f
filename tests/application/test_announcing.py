"""What may be wrong with the announcement of a further round, everything at once; figures as people type them."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from scoring.application.announced_values import form_of, read_days, value_of
from scoring.application.announcing import WORDS_MOST, Announcement, figures_for, has_rounds, problems_of
from scoring.application.round_notice import PLACES_MOST
from scoring.policy import load_policy
from scoring.policy.language.types import Choice, Day, Number, SetOf
from scoring.policy.model import Period
from tests.conftest import ROOT

GUANGZHOU, BEIJING, NINGBO = (
    load_policy(ROOT / "policies" / name) for name in ("guangzhou/2025.yaml", "beijing/2020.yaml", "ningbo/2010.yaml")
)
FIGURES = {"counted_to": "2026-09-30", "window_from": "2021/9/30", "born_from": "1980年1月1日"}
SAID = Announcement(
    round="2026",
    announced=date(2026, 9, 1),
    quota=16000,
    window_from=datetime(2026, 10, 10, 9, 0),  # noqa: DTZ001 - as notices write them
    window_until=datetime(2026, 11, 10, 17, 0),  # noqa: DTZ001 - likewise
    parameters=FIGURES,
    source="https://rsj.gz.gov.cn/notice",
    provenance="official",
)


def problems(said, policy=GUANGZHOU):
    found = problems_of(policy, said)
    assert all(each.remedy for each in found)
    return [(each.field, each.why) for each in found]


def at(*moment):
    return datetime(*moment)  # noqa: DTZ001 - as notices write them


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"quota": None, "window_from": None, "window_until": None}, []),
        ({"quota": 0, "quota_without_points": PLACES_MOST}, []),
        ({"quota": -1, "quota_without_points": PLACES_MOST + 1}, [("quota", "places"), ("quota_without_points", "places")]),
        ({"round": ""}, [("round", "round_form")]),
        ({"round": "年度"}, [("round", "round_form")]),
        ({"round": "1" * 33}, [("round", "round_form")]),
        ({"round": "1" * 32}, []),
        ({"round": "2024"}, [("round", "round_taken")]),
        ({"announced": None}, [("announced", "announced")]),
        ({"window_from": None}, [("window_from", "window_half")]),
        ({"window_until": None}, [("window_until", "window_half")]),
        ({"window_until": SAID.window_from}, [("window_until", "window_order")]),
        ({"window_from": at(2025, 7, 3, 9), "window_until": at(2025, 7, 5, 9)}, [("window_from", "window_outside")]),
        ({"window_until": at(2026, 12, 31, 23, 59)}, []),
        ({"window_until": at(2027, 1, 1, 0, 0)}, [("window_until", "window_outside")]),
        ({"window_from": at(2025, 11, 10, 17, 0)}, [("window_from", "window_overlaps")]),
        ({"window_from": at(2025, 11, 10, 17, 1)}, []),
        ({"window_from": at(2025, 9, 1, 9), "window_until": at(2025, 10, 10, 8, 59)}, []),
        ({"window_from": at(2025, 9, 1, 9), "window_until": at(2025, 10, 10, 9, 0)}, [("window_from", "window_overlaps")]),
        ({"parameters": {**FIGURES, "counted_to": " "}}, [("parameters/counted_to", "figure")]),
        ({"parameters": {**FIGURES, "born_from": "soon"}}, [("parameters/born_from", "figure_form")]),
        ({"source": " "}, [("source", "source")]),
        ({"source": "x" * (WORDS_MOST + 1)}, [("source", "words")]),
        ({"note": {"zh": "x" * (WORDS_MOST + 1), "en": "x" * WORDS_MOST}}, [("note/zh", "words")]),
        ({"provenance": None}, [("provenance", "provenance")]),
    ],
)
def test_everything_wrong_with_an_announcement_is_named(changes, expected):
    assert problems(replace(SAID, **changes)) == expected


def test_all_of_it_at_once():
    found = problems(Announcement("", None))
    assert [field for field, _ in found] == [
        "round",
        "announced",
        *(f"parameters/{name}" for name in FIGURES),
        "source",
        "provenance",
    ]


def test_a_version_without_end_takes_any_later_window():
    open_ended = replace(GUANGZHOU, in_force=Period(date(2025, 7, 4), None))
    late = {"window_from": at(2031, 1, 1, 9), "window_until": at(2031, 2, 1, 9)}
    assert problems(replace(SAID, **late), open_ended) == []
    early = problems_of(open_ended, replace(SAID, window_from=at(2020, 1, 1), window_until=at(2020, 1, 2)))
    assert "from 2025-07-04 to …" in early[0].remedy


def test_a_round_without_a_window_overlaps_none():
    unwindowed = replace(GUANGZHOU, rounds=tuple(replace(each, window_from=None, window_until=None) for each in GUANGZHOU.rounds))
    assert problems(replace(SAID, window_from=at(2025, 11, 1), window_until=at(2025, 11, 2)), unwindowed) == []


def test_which_versions_go_by_rounds():
    assert [each.id for each in figures_for(GUANGZHOU)] == [*FIGURES]
    assert (has_rounds(GUANGZHOU), has_rounds(BEIJING), has_rounds(NINGBO)) == (True, True, False)
    by_figures = replace(GUANGZHOU, selection=NINGBO.selection)
    assert has_rounds(by_figures)


TRADES = Choice("trades", ("electrician", "welder"))


@pytest.mark.parametrize(
    ("type_", "typed", "value"),
    [
        (Day(), "２０２６－０９－３０", "2026-09-30"),
        (Day(), " 2026 / 9 / 3 ", "2026-09-03"),
        (Day(), "2026-02-30", None),
        (Day(), "30.9.2026", None),
        (Number(0), "12", "12"),
        (Number(2), "-12.5", "-12.5"),
        (Number(1), "12.55", None),
        (Number(0), "twelve", None),
        (TRADES, "welder", "welder"),
        (TRADES, "baker", None),
        (SetOf(TRADES), "welder, electrician\nwelder", ("welder", "electrician")),
        (SetOf(TRADES), "welder baker", None),
        (SetOf(Day()), "2026-01-01、2026-02-01", ("2026-01-01", "2026-02-01")),
        (SetOf(Number(0)), " ", None),
    ],
)
def test_a_figure_is_read_by_its_kind(type_, typed, value):
    assert value_of(type_, typed) == value


def test_what_a_figure_looks_like_is_said_in_signs():
    assert [form_of(each) for each in (Day(), Number(0), Number(2), TRADES, SetOf(Day()))] == [
        "YYYY-MM-DD",
        "0",
        "0.00",
        "electrician | welder",
        "YYYY-MM-DD …",
    ]


def test_days_for_people_are_read_a_line_each():
    days, faults = read_days("tax 2023-01-01 2025-12-31\n\n counted_to：2026/1/31 \n".replace("：", " "))
    assert days == {"tax": (date(2023, 1, 1), date(2025, 12, 31)), "counted_to": (date(2026, 1, 31), None)}
    assert faults == ()


@pytest.mark.parametrize(
    "line",
    [
        "tax",
        "Tax 2026-01-01",
        "tax soon",
        "tax 2026-01-01 soon",
        "tax 2026-01-02 2026-01-01",
        "tax 2026-01-01 2026-01-02 2026-01-03",
    ],
)
def test_a_line_that_cannot_be_used_is_named(line):
    days, [fault] = read_days(f"age 2026-01-01\n{line}")
    assert list(days) == ["age"]
    assert fault.startswith(f"Line 2, “{line[:40]}”: write a name")
    assert read_days("age 2026-01-01\nage 2026-01-02")[1] != ()
