"""Divisions and offices: codes that belong together, and a tree that leads from each office to its city."""

from __future__ import annotations

import re

import pytest

from scoring.policy.library import read_library
from scoring.policy.source import plain, read
from tests.conftest import ROOT

LEVELS = ("city", "district", "window")


@pytest.fixture(scope="module")
def offices():
    path = ROOT / "policies/offices.yaml"
    return plain(read(path.read_text(encoding="utf-8"), str(path)))


def test_every_scheme_has_its_city_or_district(offices):
    policies = read_library(ROOT / "policies").policies
    districts = {code for city in offices["divisions"].values() for code in city["districts"]}
    assert {policy.jurisdiction for policy in policies if not policy.extends} <= offices["divisions"].keys()
    assert {policy.jurisdiction for policy in policies if policy.extends} <= districts


def test_codes_of_districts_begin_as_their_citys(offices):
    for code, city in offices["divisions"].items():
        shared = code[:2] if code.endswith("0000") else code[:4]
        assert re.fullmatch(r"\d{6}", code)
        assert city["districts"], code
        for district in city["districts"]:
            assert re.fullmatch(r"\d{6}", district)
            assert district.startswith(shared)
            assert not district.endswith("00")


@pytest.mark.parametrize(("city", "districts"), [("110000", 16), ("120000", 16), ("310000", 16), ("330200", 10), ("440100", 11)])
def test_no_district_is_missing(offices, city, districts):
    assert len(offices["divisions"][city]["districts"]) == districts


def test_names_are_in_both_languages_and_differ(offices):
    named = [city["name"] for city in offices["divisions"].values()]
    named += [name for city in offices["divisions"].values() for name in city["districts"].values()]
    named += [office["name"] for office in offices["offices"].values()]
    assert all(name.keys() == {"zh", "en"} and name["zh"] and name["en"] for name in named)
    assert len({name["zh"] for name in named}) == len(named)


def test_offices_form_a_tree(offices):
    codes = set(offices["divisions"]) | {code for city in offices["divisions"].values() for code in city["districts"]}
    for office in offices["offices"].values():
        assert office["division"] in codes
        assert office.keys() <= {"name", "level", "division", "within"}, "no addresses, telephone numbers or hours are known"
        if office["level"] == "city":
            assert "within" not in office
        else:
            above = offices["offices"][office["within"]]
            assert LEVELS.index(above["level"]) < LEVELS.index(office["level"])
            assert office["division"][:2] == above["division"][:2]
