"""Answers: what each kind of fact takes, and what is said of everything else, all at once."""

from __future__ import annotations

import re
from collections import deque
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from scoring.engine import assess
from scoring.engine.texts import TEXTS, say_problem
from scoring.errors import FactsRefused
from tests.policy.small import HEAD, load

POLICY = load(
    HEAD
    + """\
facts:
  yes: {type: boolean, default: false, label: Yes}
  n: {type: integer, min: 0, max: 720, default: 0, label: N}
  w: {type: decimal, places: 2, min: -1.5, max: 1000, default: 0, label: W}
  d: {type: date, default: 2000-01-01, label: D}
  p: {type: date, min: 1990-01-01, max: 2025-12-31, default: 2000-01-01, label: P}
  education: {type: choice, default: none, label: E, options: {none: None, college: College}}
  l:
    type: list
    max_items: 3
    unique: [year_won, name]
    default: []
    label: L
    of:
      year_won: {type: integer, min: 1990, max: 2026, label: Y}
      name: {type: text, label: Name}
      level: {type: choice, default: city, label: K, options: {city: City, state: State}}
checks:
  - {id: sound, label: {zh: 矛盾, en: Not both}, require: not (both and n > 5)}
  - {id: constant, label: Never, require: n != 13 or w != 13}
variables: {both: yes and education == college}
groups: [{id: g, label: G, criteria: [{id: c, label: C, formula: n + count(l)}]}]
"""
)
ON = date(2025, 3, 1)


def problems(**facts):
    with pytest.raises(FactsRefused) as refused:
        assess(POLICY, facts, on=ON)
    assert str(refused.value)
    return list(refused.value.problems)


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"yes": True}, True),
        ({"n": 0}, 0),
        ({"n": 720}, 720),
        ({"w": "12.50"}, Decimal("12.50")),
        ({"w": 12}, Decimal("12.00")),
        ({"w": Decimal("12.5")}, Decimal("12.50")),
        ({"w": "-1.50"}, Decimal("-1.50")),
        ({"w": "0012.500"}, Decimal("12.50")),
        ({"w": Decimal("1E+2")}, Decimal("100.00")),
        ({"d": "2024-02-29"}, date(2024, 2, 29)),
        ({"d": date(1, 1, 1)}, date(1, 1, 1)),
        ({"p": date(2025, 12, 31)}, date(2025, 12, 31)),
        ({"p": "1990-01-01"}, date(1990, 1, 1)),
        ({"education": "college"}, "college"),
        ({"l": []}, ()),
        ({"l": ({"year_won": 1990, "name": " a "},)}, ({"year_won": 1990, "name": "a", "level": "city"},)),
        ({"l": [{"year_won": 1990, "name": "a"}, {"year_won": 1990, "name": "b", "level": "state"}]}, None),
    ],
)
def test_what_is_taken_is_given_back_as_a_value(facts, value):
    found = assess(POLICY, facts, on=ON).facts
    assert list(found) == list(facts)
    assert value is None or next(iter(found.values())) == value


@pytest.mark.parametrize(
    ("facts", "code", "pointer", "allowed", "nearest"),
    [
        ({"yes": 1}, "not_boolean", "/yes", "true | false", None),
        ({"yes": "true"}, "not_boolean", "/yes", "true | false", None),
        ({"yes": None}, "not_boolean", "/yes", "true | false", None),
        ({"n": -1}, "out_of_range", "/n", "0–720", None),
        ({"n": 721}, "out_of_range", "/n", "0–720", None),
        ({"n": 10**400}, "out_of_range", "/n", "0–720", None),
        ({"n": True}, "not_integer", "/n", "0–720", None),
        ({"n": 1.0}, "not_integer", "/n", "0–720", None),
        ({"n": "1"}, "not_integer", "/n", "0–720", None),
        ({"n": None}, "not_integer", "/n", "0–720", None),
        ({"n": []}, "not_integer", "/n", "0–720", None),
        ({"w": 1.5}, "binary_float", "/w", "-1.5–1000 (0.00)", None),
        ({"w": True}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "x"}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": ""}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "1e2"}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "1_0"}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "１２"}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "NaN"}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": Decimal("NaN")}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": Decimal("1E+999999999")}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": Decimal("1E-999999999")}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "1" * 100_000}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": {}}, "not_decimal", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "1.255"}, "too_many_places", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "1." + "0" * 29 + "1"}, "too_many_places", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "-1.51"}, "out_of_range", "/w", "-1.5–1000 (0.00)", None),
        ({"w": "1000.01"}, "out_of_range", "/w", "-1.5–1000 (0.00)", None),
        ({"d": "2025-02-29"}, "not_date", "/d", "YYYY-MM-DD, 0001-01-01–9999-12-31", None),
        ({"d": "2025-W01-1"}, "not_date", "/d", "YYYY-MM-DD, 0001-01-01–9999-12-31", None),
        ({"d": 20250101}, "not_date", "/d", "YYYY-MM-DD, 0001-01-01–9999-12-31", None),
        ({"d": datetime(2025, 1, 1, tzinfo=UTC)}, "not_date", "/d", "YYYY-MM-DD, 0001-01-01–9999-12-31", None),
        ({"p": date(2026, 1, 1)}, "out_of_range", "/p", "YYYY-MM-DD, 1990-01-01–2025-12-31", None),
        ({"p": "1989-12-31"}, "out_of_range", "/p", "YYYY-MM-DD, 1990-01-01–2025-12-31", None),
        ({"education": "colege"}, "not_option", "/education", "none | college", "college"),
        ({"education": 1}, "not_option", "/education", "none | college", ""),
        ({"education": ["none"]}, "not_option", "/education", "none | college", ""),
        ({"l": {}}, "not_list", "/l", "[{year_won, name, level}], 0–3", None),
        ({"l": "abc"}, "not_list", "/l", "[{year_won, name, level}], 0–3", None),
        ({"l": [{}] * 4}, "too_many", "/l", "0–3", None),
        ({"l": [7]}, "not_record", "/l/0", "[{year_won, name, level}], 0–3", None),
        ({"l": [{"name": "a"}]}, "field_missing", "/l/0/year_won", "1990–2026", None),
        ({"l": [{"year_won": None, "name": "a"}]}, "field_missing", "/l/0/year_won", "1990–2026", None),
        ({"l": [{"year_won": 1989, "name": "a"}]}, "out_of_range", "/l/0/year_won", "1990–2026", None),
        ({"l": [{"year_won": 1990, "name": " "}]}, "not_text", "/l/0/name", "1–200", None),
        ({"l": [{"year_won": 1990, "name": "x" * 201}]}, "not_text", "/l/0/name", "1–200", None),
        ({"l": [{"year_won": 1990, "name": 7}]}, "not_text", "/l/0/name", "1–200", None),
        (
            {"l": [{"year_won": 1990, "name": "a", "levle": "city"}]},
            "field_unknown",
            "/l/0/levle",
            "year_won, name, level",
            "level",
        ),
        ({"l": [{"year_won": 1990, "name": "a"}, {"year_won": 1990, "name": "a "}]}, "alike", "/l/1", "year_won, name", "1"),
        ({"educaton": "none"}, "fact_unknown", "/educaton", "yes, n, w, d, p, education, l", "education"),
        ({"zzzz": "none"}, "fact_unknown", "/zzzz", "yes, n, w, d, p, education, l", None),
        ({"yes": True, "education": "college", "n": 6}, "contradiction", "/n", "Not both", None),
    ],
)
def test_what_is_not_taken(facts, code, pointer, allowed, nearest):
    (problem,) = problems(**facts)
    assert (problem.code, problem.pointer, problem.allowed, problem.nearest or "") == (code, pointer, allowed, nearest or "")
    assert say_problem(problem, "zh") != say_problem(problem, "en")


def test_all_wrong_answers_are_named_at_once():
    found = problems(yes="x", n=-1, zzzz=1, w="1.005", l=[{"year_won": 1, "nmae": "a"}, 3])
    assert [p.pointer for p in found] == ["/zzzz", "/yes", "/n", "/w", "/l/0/nmae", "/l/0/year_won", "/l/0/name", "/l/1"]


def test_all_contradictions_are_named_at_once():
    found = problems(yes=True, education="college", n=13, w=13)
    assert [(p.code, p.check, p.fact) for p in found] == [("contradiction", "sound", "n"), ("contradiction", "constant", "n")]


def test_names_that_are_no_names():
    (problem,) = problems(**{"": 1})
    assert problem.pointer == "/"
    with pytest.raises(FactsRefused, match="/7"):
        assess(POLICY, {7: True}, on=ON)


def test_very_many_unknown_facts_are_refused_fast():
    found = problems(**{f"educatio{i}": 1 for i in range(5_000)})
    assert len(found) == 5_000
    assert [p.nearest for p in found[:2]] == ["education", "education"]
    assert found[-1].nearest is None


def test_the_words_of_a_problem():
    (problem,) = problems(education="colege")
    assert say_problem(problem, "en") == "There is no such option. Choose from: none | college. Nearest: “college”."
    assert say_problem(problem, "zh") == "没有这个选项，可选：none | college。最接近的是“college”。"
    (alike,) = problems(l=[{"year_won": 1990, "name": "a"}] * 2)
    assert say_problem(alike, "en") == "The same as entry 1 in year_won, name."


def test_every_problem_has_words():
    import scoring.engine
    from scoring.policy import values

    files = [Path(values.__file__), *Path(scoring.engine.__file__).parent.glob("*.py")]
    source = "".join(path.read_text(encoding="utf-8") for path in files if path.name != "texts.py")
    raised = set(re.findall(r'(?:_refused|FactProblem)\(\s*"(\w+)"', source)) | {"binary_float", "not_decimal"}
    assert raised == set(TEXTS)
    for zh, en in TEXTS.values():
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))


@pytest.mark.parametrize(
    "records",
    [
        [{"year_won": 1990, "name": "a"}, {"year_won": 1991, "name": "a", "level": "state"}],
        [{"year_won": 1990, "name": " a "}],
        [{"year_won": 1990, "name": "a", "level": None}],
        [{"year_won": 1990, "name": "a", "levle": "state"}],
        [{"year_won": 1990, "name": "a", "level": "county"}],
        [{"year_won": 1990}],
        [{"name": "a"}],
        [{"year_won": True, "name": "a"}],
        [{"year_won": 1990, "name": " "}],
        [{"year_won": 1990, "name": "a" * 201}],
        [{"year_won": 1990, "name": "a"}, {"year_won": 1990, "name": "a"}],
        [{"year_won": 1990 + i, "name": "a"} for i in range(4)],
        ["a"],
        "a",
    ],
)
def test_a_list_is_read_the_quick_way_as_it_is_the_slow_way(records):
    def read(given):
        try:
            return assess(POLICY, {"l": given}, on=ON).facts["l"]
        except FactsRefused as refused:
            return [(problem.code, problem.pointer) for problem in refused.problems]

    slowly = deque(map(MappingProxyType, records)) if isinstance(records, list) and isinstance(records[0], dict) else records
    assert read(records) == read(slowly), "what is no plain list of plain records is looked at closely"


@pytest.mark.parametrize("number", ["12.50", "-1.50", "1000.00", "0.00"])
def test_a_decimal_is_the_same_however_it_is_written(number):
    written = Decimal(number)
    forms = (number, written, written.normalize(), Decimal(f"{number}0"))
    assert {assess(POLICY, {"w": form}, on=ON).facts["w"] for form in forms} == {written}
    for beyond in (Decimal("1000.01"), Decimal("-1.51"), Decimal("1" + "0" * 40 + ".00"), Decimal("NaN"), Decimal("Infinity")):
        assert problems(w=beyond)
