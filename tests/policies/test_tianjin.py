"""Tianjin's indicators, figure by figure at, below and above each edge, and which department confirms what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.errors import FactsRefused
from scoring.policy import load_policy
from tests.conftest import ROOT

ON = date(2021, 6, 1)
PERSON = {
    "birth_date": "1990-05-01",
    "holds_valid_permit": True,
    "holds_labour_contract": True,
    "income_declared_a_year": True,
    "education": "none",
    "pension_months": 0,
    "residence_months": 0,
}
FIVE = ("pension", "medical", "unemployment", "injury", "maternity")
TABLE = {
    "age_points": (
        "birth_date",
        {"2005-06-01": 20, "1985-06-02": 20, "1985-06-01": 10, "1975-06-02": 10, "1975-06-01": 0, "1950-01-01": 0},
    ),
    "education_points": (
        "education",
        {
            "none": 0,
            "senior_secondary": 0,
            "junior_college": 30,
            "bachelor_one": 40,
            "bachelor": 40,
            "master_one": 40,
            "master": 40,
            "doctor_one": 40,
            "doctor": 40,
        },
    ),
    "title_points": ("title", {"none": 0, "junior": 20, "intermediate": 40, "senior": 50}),
    "skill_points": (
        "skill_level",
        {"none": 0, "beginner": 5, "intermediate": 15, "advanced": 20, "technician": 25, "master_technician": 30},
    ),
    "pension": ("pension_months", {11: 0, 12: 4, 59: 16, 60: 20, 61: 20, 72: 20, 600: 20}),
    "pension_further": ("pension_months", {60: 0, 61: 0, 71: 0, 72: 6, 83: 6, 84: 12, 120: 30}),
    "other_insurance": ("medical_months", {11: 0, 12: 2, 59: 8, 60: 10, 61: 10, 600: 10}),
    "other_insurance_further": ("maternity_months", {60: 0, 71: 0, 72: 3, 84: 6}),
    "housing_fund": ("housing_fund_months", {0: 0, 5: 0, 6: 1, 11: 1, 12: 2, 66: 11}),
    "residence": ("residence_months", {11: 0, 12: 6, 23: 6, 24: 12}),
    "trade": ("shortage_trade", {"none": 0, "general": 10, "short": 20, "very_short": 30}),
    "award_points": (
        "award",
        {
            "none": 0,
            "state": 40,
            "model_worker": 30,
            "province": 20,
            "world_skills": 40,
            "national_skill": 30,
            "city_skill": 20,
        },
    ),
    "late_credit_report": ("credit_report_late", {False: 0, True: -30}),
}
MERITS = {"third_class": 5, "second_class": 10, "first_class": 20, "honorary_title": 0}
ROWS = [(id_, {fact: value}, points) for id_, (fact, rows) in TABLE.items() for value, points in rows.items()]
MORE = [
    ("insurance", {f"{kind}_months": 60 for kind in FIVE}, 60),
    ("insurance", {f"{kind}_months": 72 for kind in FIVE}, 78),
    ("insurance", {f"{kind}_months": 120 for kind in FIVE}, 150),
    ("title_or_skill", {"title": "junior", "skill_level": "advanced"}, 20),
    ("title_or_skill", {"title": "senior", "skill_level": "master_technician"}, 50),
    ("title_or_skill", {"title": "junior", "skill_level": "master_technician"}, 30),
    ("military_points", {"military_honours": []}, 0),
    *[("military_points", {"military_honours": [{"grade": grade}] * 2}, n) for grade, n in MERITS.items()],
    ("military_points", {"military_honours": [{"grade": "third_class"}, {"grade": "first_class"}, {"grade": "second_class"}]}, 20),
    ("false_papers", {"fake_records": [{"found_on": "2016-06-01"}]}, 0),
    ("false_papers", {"fake_records": [{"found_on": "2016-06-02"}]}, -30),
    ("false_papers", {"fake_records": [{"found_on": "2020-01-01"}] * 2}, -60),
    ("conduct", {"fake_records": [{"found_on": "2020-01-01"}], "credit_report_late": True}, -60),
]


@pytest.fixture(scope="module")
def policy():
    return load_policy(ROOT / "policies/tianjin/2021.yaml")


@pytest.mark.parametrize(("criterion", "answers", "points"), [*ROWS, *MORE], ids=lambda value: str(value)[:60])
def test_the_figure_of_the_indicator(policy, criterion, answers, points):
    assert assess(policy, PERSON | answers, on=ON).award(criterion).points == Decimal(points)


@pytest.mark.parametrize(
    ("id_", "fact"),
    [
        ("residence_permit", "holds_valid_permit"),
        ("labour_contract", "holds_labour_contract"),
        ("income_declared", "income_declared_a_year"),
    ],
)
def test_what_the_list_calls_indispensable_refuses_alone(policy, id_, fact):
    refused = assess(policy, PERSON | {fact: False}, on=ON)
    assert {r.id for r in refused.requirements if r.state != "met"} == {id_}
    assert refused.outcome == "requirements_not_met"


def test_the_rank_alone_decides(policy):
    """No line stands in the sources; a batch is cut by head count or by its notice."""
    found = assess(policy, PERSON, on=ON)
    assert (found.threshold, found.outcome, found.ranking) == (None, "eligible", (Decimal(20),))
    assert policy.selection.ranking.ties_at_cut_off == "admit_all"


def test_several_departments_look_at_an_indicator_by_a_rule(policy):
    parts = {part.id: part.about.verification for part in [*policy.walk(), *policy.requirements] if part.about.verification}
    several = {id_: (v.by, v.agree) for id_, v in parts.items() if len(v.by) > 1}
    assert several == {
        "age_points": (("human_resources", "police"), "must_agree"),
        "education_points": (("education_commission", "human_resources"), "highest"),
        "conduct": (("central_bank", "human_resources"), "sum"),
    }
    assert {v.agree for id_, v in parts.items() if id_ not in several} == {"single"}
    assert {name for v in parts.values() for name in v.by} == set(policy.departments)


def test_every_indicator_has_a_department_that_confirms_it(policy):
    [table] = policy.groups
    assert len(table.items) == 10
    assert [item.id for item in table.items if item.about.verification is None] == []


def test_which_reading_of_the_sixty_months_is_meant_stands_beside_it(policy):
    note = next(item for item in policy.walk() if item.id == "insurance").about.note
    assert "78" in note.say("zh")
    assert "108" in note.say("zh")
    assert "marginal" in note.say("en")


def test_what_is_known_by_name_alone_gives_no_points(policy):
    ids = {item.id for item in policy.walk()} | set(policy.facts)
    assert not [id_ for id_ in ids for word in ("spouse", "married", "child", "patent", "tax", "home", "district") if word in id_]
    for word in ("住房", "落户地区", "纳税", "婚姻", "知识产权"):
        assert word in policy.note.say("zh")


def test_what_departments_enter_is_not_asked(policy):
    assert {fact.id for fact in policy.facts.values() if fact.ask is None} == {"credit_report_late", "fake_records"}
    assert all(fact.evidence for fact in policy.facts.values())
    assert policy.evidence["credit_report"].valid_for == "30 days"


def test_an_answer_outside_the_options_is_sent_back(policy):
    with pytest.raises(FactsRefused):
        assess(policy, PERSON | {"award": "county"}, on=ON)
