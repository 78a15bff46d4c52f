"""Ningbo and its district: what is made up says so, the community attests, and the district states only what differs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.errors import FactsRefused
from scoring.policy import load_policy
from tests.conftest import ROOT

ON = date(2012, 6, 1)
PERSON = {
    "birth_date": "1982-03-10",
    "education": "none",
    "holds_residence_permit": True,
    "holds_labour_contract": True,
    "residence_months": 120,
    "pension_months": 36,
}
SERVICE = {"in_year": 2011, "way": "daytime", "hours": 20, "attested": True}
WAYS = ("daytime", "night_patrol", "weekend", "workplace", "online")
TABLE = {
    "age_points": (
        "birth_date",
        {
            "1994-06-02": 0,
            "1994-06-01": 10,
            "1976-06-02": 10,
            "1976-06-01": 8,
            "1971-06-02": 8,
            "1971-06-01": 5,
            "1962-06-02": 5,
            "1962-06-01": 0,
        },
    ),
    "education_points": (
        "education",
        {
            "none": 0,
            "senior_secondary": 10,
            "junior_college": 30,
            "bachelor_one": 50,
            "bachelor": 50,
            "master_one": 70,
            "master": 70,
            "doctor_one": 70,
            "doctor": 70,
        },
    ),
    "skill_points": ("skill_or_title", {"none": 0, "junior": 5, "intermediate": 15, "senior": 30, "technician": 50}),
    "insurance": ("pension_months", {35: 4, 36: 6, 47: 6, 48: 8, 239: 38, 240: 40, 252: 40}),
    "residence": ("residence_months", {11: 0, 12: 2, 119: 18, 120: 20, 132: 20}),
    "steady_work": ("pension_months", {59: 2, 60: 5}),
    "volunteering": ("volunteer_hours", {49: 0, 50: 2, 99: 2, 100: 4, 249: 8, 250: 10, 300: 10}),
    "harmony_work": ("harmony_months", {5: 0, 6: 2, 11: 2, 12: 4, 23: 6, 24: 8, 30: 8}),
    "detention": ("detentions", {0: 0, 1: -20, 2: -40}),
}
ROWS = [(id_, {fact: value}, points) for id_, (fact, rows) in TABLE.items() for value, points in rows.items()]
LISTS = [
    *[("blood", {"blood_donations": [{"donated_on": "2011-01-01"}] * n}, p) for n, p in ((0, 0), (1, 2), (5, 10), (6, 10))],
    *[
        ("blood", {"blood_donations": [{"donated_on": day}]}, p)
        for day, p in (("2007-06-01", 0), ("2007-06-02", 2), ("2012-06-01", 2), ("2012-06-02", 0))
    ],
    *[("award_points", {"honours": [{"given_by": by, "awarded_on": "2012-06-01"}]}, n) for by, n in (("county", 5), ("city", 10))],
    ("award_points", {"honours": [{"given_by": "province", "awarded_on": "2012-06-02"}]}, 0),
    ("award_points", {"honours": [{"given_by": "province", "awarded_on": "2012-06-01"}] * 2}, 30),
    *[("community_service_points", {"community_service": [SERVICE | {"way": way}]}, 1) for way in WAYS],
    *[
        ("community_service_points", {"community_service": [SERVICE | {"hours": n}]}, p)
        for n, p in ((19, 0), (39, 1), (40, 2), (60, 2))
    ],
    ("community_service_points", {"community_service": [SERVICE | {"attested": False}]}, 0),
    ("community_service_points", {"community_service": [SERVICE | {"in_year": 2012}]}, 1),
    ("community_service_points", {"community_service": [SERVICE | {"in_year": 2013}]}, 0),
    ("community_service_points", {"community_service": [SERVICE | {"way": way, "hours": 40} for way in WAYS]}, 8),
]
DISTRICT = {
    "mediation": ("neighbours_helped", {1: 0, 2: 1, 7: 3, 8: 4, 9: 4, 10: 4}),
    "district_residence": ("district_months", {11: 0, 12: 1, 119: 9, 120: 10}),
    "district_trade_points": ("district_trade", {False: 0, True: 8}),
}


@pytest.fixture(scope="module")
def city():
    return load_policy(ROOT / "policies/ningbo/2010.yaml")


@pytest.fixture(scope="module")
def district():
    return load_policy(ROOT / "policies/ningbo-yinzhou/2010.yaml")


@pytest.mark.parametrize(("criterion", "answers", "points"), [*ROWS, *LISTS], ids=lambda value: str(value)[:60])
def test_the_made_up_figure(city, district, criterion, answers, points):
    """The city's items give the same in the district."""
    for policy in (city, district):
        assert assess(policy, PERSON | answers, on=ON).award(criterion).points == Decimal(points)


@pytest.mark.parametrize(
    ("criterion", "answers", "points"),
    [(id_, {fact: value}, points) for id_, (fact, rows) in DISTRICT.items() for value, points in rows.items()],
)
def test_the_district_has_items_of_its_own(city, district, criterion, answers, points):
    assert assess(district, PERSON | answers, on=ON).award(criterion).points == Decimal(points)
    assert criterion not in {item.id for item in city.walk()}


def test_social_participation_is_capped_and_the_district_raises_the_cap(city, district):
    everything = {
        "volunteer_hours": 250,
        "community_service": [SERVICE | {"way": way, "hours": 40} for way in WAYS],
        "harmony_months": 24,
    }
    assert assess(city, PERSON | everything, on=ON).award("social_participation").points == 20
    here = assess(district, PERSON | everything | {"neighbours_helped": 8}, on=ON)
    assert here.award("social_participation").points == 24


def test_the_community_attests_all_social_participation(city):
    group = next(item for item in city.walk() if item.id == "social_participation")
    assert group.about.verification.by == ("community",)
    for id_ in ("volunteer_hours", "community_service", "harmony_months"):
        assert city.facts[id_].evidence == ("community_statement",)
        assert city.facts[id_].attainable is not None


def test_one_way_is_told_once_a_year(city):
    with pytest.raises(FactsRefused):
        assess(city, PERSON | {"community_service": [SERVICE, SERVICE | {"hours": 5}]}, on=ON)
    assert assess(city, PERSON | {"community_service": [SERVICE, SERVICE | {"in_year": 2010}]}, on=ON)


def test_nobody_lives_longer_in_the_district_than_in_the_city(district):
    with pytest.raises(FactsRefused):
        assess(district, PERSON | {"district_months": 121}, on=ON)
    assert assess(district, PERSON | {"district_months": 120}, on=ON).award("district").points == 10


@pytest.mark.parametrize(
    ("months", "total", "outcome"), [(23, 109, "below_threshold"), (24, 110, "eligible"), (36, 111, "eligible")]
)
def test_the_district_has_its_own_line(city, district, months, total, outcome):
    answers = PERSON | {"education": "master"}
    assert (assess(city, answers, on=ON).total, assess(city, answers, on=ON).outcome) == (108, "eligible")
    found = assess(district, answers | {"district_months": months}, on=ON)
    assert (found.total, found.threshold, found.outcome) == (total, 110, outcome)


@pytest.mark.parametrize(("hours", "total", "outcome"), [(49, 98, "below_threshold"), (50, 100, "eligible")])
def test_the_citys_line(city, hours, total, outcome):
    found = assess(city, PERSON | {"education": "master", "residence_months": 60, "volunteer_hours": hours}, on=ON)
    assert (found.total, found.threshold, found.outcome) == (total, 100, outcome)


def test_the_district_states_only_what_differs(city, district):
    assert (city.extends, district.extends) == ("", "ningbo@2010")
    assert (city.jurisdiction, district.jurisdiction) == ("330200", "330212")
    assert set(city.facts) < set(district.facts)
    assert [group.id for group in district.groups] == [*(group.id for group in city.groups), "district"]
    assert [e.id for e in district.entitlements] == [e.id for e in city.entitlements]
    granted = {e.id: e.granted_by.say("en") for e in district.entitlements}
    assert granted["schooling"] == "Education office of Yinzhou"
    assert granted["housing"] == "Housing office"
    assert (district.in_force, district.provenance) == (city.in_force, "illustrative")
    assert district.digest != city.digest


def test_no_item_is_about_family_planning_or_marriage(city, district):
    for policy in (city, district):
        parts = [*policy.walk(), *policy.requirements, *policy.vetoes]
        said = [part.about.label.say("zh") for part in parts] + [fact.label.say("zh") for fact in policy.facts.values()]
        assert not [label for label in said for word in ("生育", "计生", "婚", "配偶", "子女") if word in label]


def test_everything_says_whether_even_its_kind_is_made_up(city, district):
    for policy in (city, district):
        parts = [*policy.walk(), *policy.requirements, *policy.vetoes]
        assert {part.about.reference for part in parts} == {"structure", "invented"}
        assert {e.reference for e in policy.entitlements} == {"structure"}
        assert {"structure", "invented"} <= set(policy.sources)
        assert all(fact.evidence for fact in policy.facts.values())
