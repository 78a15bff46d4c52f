"""Everybody on Beijing's published list of 2020 gets exactly the points that were published, item by item."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest

from scoring.engine import assess
from scoring.policy import load_policy
from tests.conftest import ROOT

pytestmark = pytest.mark.reference

ON = date(2020, 7, 20)
PERSONS = 6032
EDUCATION = {"0.00": "none", "10.50": "junior_college", "15.00": "bachelor", "26.00": "master", "37.00": "doctor"}
INNOVATION = {
    "0.00": "none",
    "1.00": "contest_1",
    "2.00": "financed_5m",
    "3.00": "contest_3",
    "4.00": "financed_20m",
    "5.00": "science_5",
    "6.00": "financed_40m",
    "8.00": "science_8",
    "9.00": "contest_9",
    "10.00": "contest_10",
    "11.00": "science_11",
    "12.00": "science_12",
}
BORN = {
    "20.00": "1980-06-15",
    "16.00": "1972-06-15",
    "12.00": "1971-06-15",
    "8.00": "1970-06-15",
    "4.00": "1969-06-15",
    "0.00": "1968-06-15",
}
AREA = {"0.00": (0, 0), "2.00": (1, 0), "3.00": (0, 1), "4.00": (2, 0), "5.00": (1, 1), "6.00": (0, 2)}
ITEMS = {
    "employment": "employment",
    "housing": "housing",
    "education": "education_points",
    "overlap_deduction": "study_overlap",
    "job_housing_area": "job_housing_area",
    "innovation": "innovation",
    "tax": "tax",
    "age": "age_points",
    "honour": "honour",
    "lawabiding": "law_abiding",
}


def _facts(row: dict[str, str]) -> dict[str, object]:
    """Answers of which the published figures are the only possible consequence."""
    home, home_and_job = AREA[row["job_housing_area"]]
    tax = Decimal(row["tax"])
    offences = 0 if tax >= 0 else 1
    return {
        "employment_months": int(row["employment_months"]),
        "own_home_months": int(row["own_home_months_inferred"]),
        "study_overlap_months": int(row["overlap_months_inferred"]),
        "education": EDUCATION[row["education"]],
        "birth_date": BORN[row["age"]],
        "area_home_years": home,
        "area_home_and_job_years": home_and_job,
        "innovation_award": INNOVATION[row["innovation"]],
        "tax_years_over_100k": int(tax + 12 * offences) // 2,
        "tax_offences": offences,
        "honours": row["honour"] == "20.00",
        "detentions": int(Decimal(row["lawabiding"])) // -30,
    }


def test_every_item_and_total_of_the_published_list(reference_data):
    policy = load_policy(ROOT / "policies/beijing/2020.yaml")
    with (reference_data / "beijing-2020-items-anonymised.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    differences = []
    for row in rows:
        assessment = assess(policy, _facts(row), on=ON)
        found = {award.id: award.points for award in assessment.walk()}
        published = {criterion: Decimal(row[column]) for column, criterion in ITEMS.items()}
        if assessment.total != Decimal(row["total"]) or any(found[id_] != points for id_, points in published.items()):
            differences.append((row["seq"], assessment.total, row["total"], found))
    assert len(rows) == PERSONS
    assert differences == []
