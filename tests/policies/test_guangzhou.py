"""Guangzhou's point table, figure by figure at, below and above each edge, as the annex of the measure prints it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.policy import load_policy
from tests.conftest import ROOT

PERSON = {
    "birth_date": "1987-05-01",
    "works_lawfully": True,
    "holds_valid_permit": True,
    "criminal_penalties": [],
    "permit_months": 0,
    "permit_since": "2018-09-30",
    "pension_months": 0,
    "medical_months": 0,
    "education": "none",
}
PATENT = {"kind": "invention", "granted_on": "2023-01-01", "inventors": 1, "still_counts": True}
OFFENCE = {"kind": "tax_evasion", "imposed_on": "2024-01-01", "deducted_under_credit": False}
TABLE = {
    "permit": ("permit_months", {11: 0, 12: 8, 23: 8, 24: 16, 120: 80}),
    "owned_home": ("owns_home", {False: 0, True: 20}),
    "rented_home": ("rented_months", {11: 0, 12: 5, 47: 15, 48: 20, 60: 20}),
    "moved_out": ("moved_out_months", {11: 0, 12: 2, 60: 10, 72: 10}),
    "insurance": ("pension_months", {11: 0, 12: 2, 23: 2, 24: 4, 240: 40}),
    "housing_fund": ("housing_fund_months", {11: 0, 12: 2, 240: 40}),
    "age_points": (
        "birth_date",
        {
            "2007-10-01": 0,
            "2007-09-30": 30,
            "1985-09-30": 30,
            "1985-09-29": 28,
            "1984-09-30": 28,
            "1984-09-29": 26,
            "1975-09-30": 10,
            "1971-09-30": 2,
            "1970-09-30": 0,
            "1950-01-01": 0,
        },
    ),
    "education_points": (
        "education",
        {
            "none": 0,
            "senior_secondary": 10,
            "junior_college": 20,
            "bachelor_one": 30,
            "bachelor": 30,
            "master_one": 30,
            "master": 30,
            "doctor_one": 30,
            "doctor": 30,
        },
    ),
    "research_work": ("research_months", {11: 0, 12: 2, 60: 10, 72: 10}),
    "needed_trade_points": ("needed_trade", {False: 0, True: 10}),
    "hard_trade": ("hard_trade_now", {False: 0, True: 10}),
    "income_tax": (
        "income_tax_three_years",
        {"0": 0, "9999.99": 0, "10000": 4, "29999.99": 4, "30000": 8, "59999.99": 8, "60000": 12, "1000000": 12},
    ),
    "income_tax_yearly": ("taxed_every_year", {False: 0, True: 4}),
    "settlement": ("annual_settlement", {False: 0, True: 2}),
    "company_tax": (
        "company_tax_three_years",
        {"49999.99": 0, "50000": 4, "99999.99": 4, "100000": 8, "199999.99": 8, "200000": 12},
    ),
}
LISTS = [
    ("invention_patents", {"patents": [PATENT]}, "20"),
    ("invention_patents", {"patents": [PATENT | {"inventors": 3}]}, "6.67"),
    ("invention_patents", {"patents": [PATENT | {"inventors": 3}] * 2}, "13.34"),
    ("invention_patents", {"patents": [PATENT] * 3}, "40"),
    ("invention_patents", {"patents": [PATENT | {"kind": "design"}]}, "0"),
    ("invention_patents", {"patents": [PATENT | {"still_counts": False}]}, "0"),
    ("invention_patents", {"patents": [PATENT | {"granted_on": "2020-09-29"}]}, "0"),
    ("invention_patents", {"patents": [PATENT | {"granted_on": "2020-09-30"}]}, "20"),
    ("invention_patents", {"patents": [PATENT | {"granted_on": "2025-09-30"}]}, "20"),
    ("invention_patents", {"patents": [PATENT | {"granted_on": "2025-10-01"}]}, "0"),
    ("hard_trade_years", {"hard_trade_now": True, "hard_trade_months": 11}, "0"),
    ("hard_trade_years", {"hard_trade_now": True, "hard_trade_months": 12}, "5"),
    ("hard_trade_years", {"hard_trade_now": True, "hard_trade_months": 60}, "20"),
    ("hard_trade_years", {"hard_trade_now": False}, "0"),
    ("blood", {"blood_donations": [{"donated_on": "2020-09-29"}]}, "0"),
    ("blood", {"blood_donations": [{"donated_on": "2020-09-30"}]}, "2"),
    ("blood", {"blood_donations": [{"donated_on": "2024-01-01"}] * 6}, "10"),
    ("volunteer_hours", {"volunteering": [{"in_year": 2024, "hours": 49}]}, "0"),
    ("volunteer_hours", {"volunteering": [{"in_year": 2024, "hours": 50}]}, "2"),
    ("volunteer_hours", {"volunteering": [{"in_year": 2024, "hours": 120}]}, "2"),
    ("volunteer_hours", {"volunteering": [{"in_year": year, "hours": 50} for year in range(2020, 2026)]}, "10"),
    ("volunteer_hours", {"volunteering": [{"in_year": 2019, "hours": 50}]}, "0"),
    ("insurance", {f"{kind}_months": 84 for kind in ("pension", "medical", "unemployment", "injury", "maternity")}, "70"),
    ("dwelling", {"owns_home": True, "rented_months": 72}, "20"),
    ("dwelling", {"owns_home": True, "rented_months": 36}, "20"),
    ("dwelling", {"rented_months": 36}, "15"),
    *[
        ("civil_awards", {"awards": [{"given_by": by, "won_while_working_here": True}] * 2}, str(2 * points))
        for by, points in {"district": 5, "city": 10, "province": 20, "state": 30}.items()
    ],
    ("civil_awards", {"awards": [{"given_by": "state", "won_while_working_here": False}]}, "0"),
    ("military_title", {"military_honours": [{"grade": "honorary_title"}]}, "30"),
    ("first_class_merit", {"military_honours": [{"grade": "first_class"}] * 3}, "30"),
    ("second_class_merit", {"military_honours": [{"grade": "second_class"}] * 3}, "14"),
    ("third_class_merit", {"military_honours": [{"grade": "third_class"}] * 3}, "7"),
    ("credit", {"heads_business": True, "credit_records": 2}, "-20"),
    ("credit", {"heads_business": False}, "0"),
    ("tax_evasion_points", {"offences": [OFFENCE] * 2}, "-20"),
    ("tax_evasion_points", {"offences": [OFFENCE | {"deducted_under_credit": True}]}, "0"),
    ("tax_evasion_points", {"offences": [OFFENCE | {"imposed_on": "2020-11-01"}]}, "0"),
    ("tax_evasion_points", {"offences": [OFFENCE | {"imposed_on": "2020-11-02"}]}, "-10"),
    ("public_order_points", {"offences": [OFFENCE | {"kind": "public_order"}]}, "-10"),
]
ROWS = [(id_, {fact: value}, str(points)) for id_, (fact, rows) in TABLE.items() for value, points in rows.items()]


@pytest.fixture(scope="module")
def policy():
    return load_policy(ROOT / "policies/guangzhou/2025.yaml")


@pytest.mark.parametrize(("criterion", "answers", "points"), [*ROWS, *LISTS], ids=lambda value: str(value)[:60])
def test_the_figure_of_the_annex(policy, criterion, answers, points):
    assessment = assess(policy, PERSON | answers, on=date(2025, 11, 1))
    assert assessment.award(criterion).points == Decimal(points)


@pytest.mark.parametrize(
    ("id_", "answers"),
    [
        ("lawful_work", {"works_lawfully": False}),
        ("age_limit", {"birth_date": "1978-12-31"}),
        ("residence_permit", {"holds_valid_permit": False}),
        ("insured_four_years", {"pension_months": 47}),
        ("no_criminal_penalty", {"criminal_penalties": [{"imposed_on": "2020-11-02"}]}),
    ],
)
def test_each_condition_refuses_alone(policy, id_, answers):
    met = PERSON | {"pension_months": 48, "permit_months": 240}
    assert {r.id: r.state for r in assess(policy, met, on=date(2025, 11, 1)).requirements if r.state != "met"} == {}
    refused = assess(policy, met | answers, on=date(2025, 11, 1))
    assert {r.id for r in refused.requirements if r.state != "met"} == {id_}
    assert refused.outcome == "requirements_not_met"


@pytest.mark.parametrize(
    ("id_", "answers"),
    [("age_limit", {"birth_date": "1979-01-01"}), ("no_criminal_penalty", {"criminal_penalties": [{"imposed_on": "2020-11-01"}]})],
)
def test_the_last_day_on_which_a_condition_is_met(policy, id_, answers):
    assert {r.id: r.state for r in assess(policy, PERSON | answers, on=date(2025, 11, 1)).requirements}[id_] == "met"


def test_a_nominated_worker_needs_only_a_clean_record(policy):
    nominated = PERSON | {
        "nominated_skilled_worker": True,
        "works_lawfully": False,
        "holds_valid_permit": False,
        "birth_date": "1970-01-01",
    }
    assessment = assess(policy, nominated, on=date(2025, 11, 1))
    assert assessment.outcome == "eligible"
    assert {r.id for r in assessment.requirements if r.waived} == {
        "lawful_work",
        "age_limit",
        "residence_permit",
        "insured_four_years",
    }
    convicted = assess(policy, nominated | {"criminal_penalties": [{"imposed_on": "2024-01-01"}]}, on=date(2025, 11, 1))
    assert convicted.outcome == "requirements_not_met"


def test_the_whole_table_lets_apply_and_the_base_alone_ranks(policy):
    """A large bonus helps to reach 150 but never improves the rank."""
    facts = PERSON | {
        "permit_months": 84,
        "owns_home": True,
        "pension_months": 60,
        "medical_months": 60,
        "education": "bachelor",
        "needed_trade": True,
    }
    short = assess(policy, facts | {"needed_trade": False, "permit_months": 36}, on=date(2025, 11, 1))
    enough = assess(policy, facts, on=date(2025, 11, 1))
    assert (short.total, short.outcome) == (Decimal(124), "below_threshold")
    assert (enough.total, enough.threshold, enough.outcome) == (Decimal(166), Decimal(150), "eligible")
    assert enough.ranking[0] == enough.award("base").points == Decimal(126)
