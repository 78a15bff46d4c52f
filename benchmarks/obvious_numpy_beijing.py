"""Beijing 2020 over columns, written by hand in plain NumPy as a good programmer would write it down the first time.

Columns are whole numbers of 64 bits, options their places, days yyyymmdd; points are counted in hundredths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.hand_written_beijing import AGES, EDUCATION, INNOVATION

Columns = Mapping[str, "np.ndarray[Any, np.dtype[np.int64]]"]


def shared(months: Any, parts: int) -> Any:
    """Give one point for so many months, half up to hundredths."""
    return (200 * months + parts) // (2 * parts)


def points(facts: Columns, year: int, options: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Give the points of every criterion and group, and their sum, read in *year*; *options* of the choices in their order."""
    employed, education = facts["employment_months"], facts["education"]
    own = np.minimum(facts["own_home_months"], employed)
    found = {
        "employment": employed * 25,
        "own_home": shared(own, 12),
        "rented_home": shared(employed - own, 24),
        "education_points": np.array([EDUCATION.get(option, 0) for option in options["education"]])[education],
        "innovation": np.array([INNOVATION.get(option, 0) for option in options["innovation_award"]])[facts["innovation_award"]],
        "area_home": facts["area_home_years"] * 200,
        "area_home_and_job": facts["area_home_and_job_years"] * 300,
        "tax_years": np.minimum(facts["tax_years_over_100k"] * 200, 600),
        "tax_offence": facts["tax_offences"] * -1200,
        "honour": np.where(facts["honours"], 2000, 0),
        "law_abiding": facts["detentions"] * -3000,
    }
    long = np.isin(education, [options["education"].index(option) for option in ("bachelor", "master_one")])
    has_one = np.isin(education, [options["education"].index(option) for option in EDUCATION])
    months = np.where(has_one, np.minimum(facts["study_overlap_months"], np.where(long, 48, 36)), 0)
    found["study_overlap"] = -(25 * months + shared(months, 24))
    age = ((year - 1) * 10_000 + 101 - facts["birth_date"]) // 10_000
    found["age_points"] = np.select([age >= start for start, _ in AGES], [given for _, given in AGES], 2000)
    found["housing"] = found["own_home"] + found["rented_home"]
    found["job_housing_area"] = np.minimum(found["area_home"] + found["area_home_and_job"], 1200)
    found["tax"] = found["tax_years"] + found["tax_offence"]
    tops = ("employment", "housing", "education_points", "study_overlap", "job_housing_area", "innovation", "tax", "age_points")
    found["indicators"] = sum(found[id_] for id_ in (*tops, "honour", "law_abiding"))
    return found


def rows(facts: Columns, year: int, options: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Give the row of the point table that each criterion matched."""
    numbered = {id_: [*table] for id_, table in (("education", EDUCATION), ("innovation_award", INNOVATION))}
    places = {
        id_: np.array([numbered[id_].index(o) + 1 if o in numbered[id_] else 0 for o in options[id_]])[facts[id_]]
        for id_ in numbered
    }
    age = ((year - 1) * 10_000 + 101 - facts["birth_date"]) // 10_000
    one = np.ones_like(age)
    return {
        "employment": facts["employment_months"],
        "own_home": one,
        "rented_home": one,
        "education_points": places["education"],
        "study_overlap": one,
        "area_home": facts["area_home_years"],
        "area_home_and_job": facts["area_home_and_job_years"],
        "innovation": places["innovation_award"],
        "tax_years": facts["tax_years_over_100k"],
        "tax_offence": facts["tax_offences"],
        "age_points": np.select([age >= start for start, _ in AGES], range(len(AGES) + 1, 1, -1), 1),
        "honour": np.where(facts["honours"], 1, 0),
        "law_abiding": facts["detentions"],
    }
