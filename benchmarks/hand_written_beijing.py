"""Beijing 2020 written by hand, as a good programmer would who needs this one policy and no other: the engine's peer.

Whole files only. Points are counted in hundredths. `total` gives the sum and the outcome and nothing else; `explained` gives
beside it what an award tree carries. Words and references stand in `ABOUT`, as in a catalogue.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.lines import Check, Explained, Line, Row, catalogue, decimal, full_years, option_labels
from scoring.policy.wording import EMPTY, text

EDUCATION = {
    "junior_college": 1050,
    "bachelor_one": 1050,
    "bachelor": 1500,
    "master_one": 1500,
    "master": 2600,
    "doctor_one": 2600,
    "doctor": 3700,
}
INNOVATION = {
    "science_12": 1200,
    "science_11": 1100,
    "science_10": 1000,
    "science_9": 900,
    "science_8": 800,
    "science_6": 600,
    "science_5": 500,
    "science_4": 400,
    "science_2": 200,
    "contest_12": 1200,
    "contest_10": 1000,
    "contest_9": 900,
    "contest_8": 800,
    "contest_6": 600,
    "contest_4": 400,
    "contest_3": 300,
    "contest_2": 200,
    "contest_1": 100,
    "financed_40m": 600,
    "financed_20m": 400,
    "financed_5m": 200,
}
AGES = ((50, 0), (49, 400), (48, 800), (47, 1200), (46, 1600))
ROWS = {option: number for table in (EDUCATION, INNOVATION) for number, option in enumerate(table, 1)}
LABELS = option_labels("beijing/2020", "education") | option_labels("beijing/2020", "innovation_award")
ABOUT = catalogue("beijing/2020")
UNLOCKED = ("registration", "family_registration")


def shared(months: int, parts: int) -> int:
    """Give one point for so many months, half up to hundredths."""
    return (200 * months + parts) // (2 * parts)


def overlap(months: int, education: str) -> int:
    """Give what is taken off for months of study while working; months count only where the education may be chosen."""
    counted = min(months, 48 if education in {"bachelor", "master_one"} else 36)
    return -(25 * counted + shared(counted, 24))


def age_points(age: int) -> int:
    for start, points in AGES:
        if age >= start:
            return points
    return 2000


def outcome(facts: dict[str, Any]) -> str:
    get = facts.get
    met = (
        get("holds_residence_permit", True)
        and get("below_retirement_age", True)
        and get("insured_in_a_row_months", 84) >= 84
        and not get("criminal_penalties", ())
    )
    return "eligible" if met else "requirements_not_met"


def total(facts: dict[str, Any], on: date) -> tuple[int, str]:
    get = facts.get
    employed = facts["employment_months"]
    education = facts["education"]
    own = min(get("own_home_months", 0), employed)
    points = employed * 25 + shared(own, 12) + shared(employed - own, 24)
    points += EDUCATION.get(education, 0)
    if education in EDUCATION:
        points += overlap(get("study_overlap_months", 0), education)
    points += min(get("area_home_years", 0) * 200 + get("area_home_and_job_years", 0) * 300, 1200)
    points += INNOVATION.get(get("innovation_award", "none"), 0)
    points += min(get("tax_years_over_100k", 0) * 200, 600) - get("tax_offences", 0) * 1200
    points += age_points(full_years(facts["birth_date"], date(on.year - 1, 1, 1)))
    if get("honours"):
        points += 2000
    points -= get("detentions", 0) * 3000
    return points, outcome(facts)


def explained(facts: dict[str, Any], on: date) -> Explained:
    points, indicators = group("indicators", *indicator_lines(facts, on))
    requirements = requirement_checks(facts)
    is_met = all(check.holds for check in requirements)
    said = "eligible" if is_met else "requirements_not_met"
    return Explained(decimal(points), said, (indicators,), requirements, (), UNLOCKED if is_met else ())


def indicator_lines(facts: dict[str, Any], on: date) -> tuple[tuple[int, Line], ...]:
    get = facts.get
    employed, education, born = facts["employment_months"], facts["education"], facts["birth_date"]
    innovation = get("innovation_award", "none")
    honoured, detentions = get("honours", False), get("detentions", 0)
    honour_row = Row(1, EMPTY, decimal(2000), "") if honoured else None
    return (
        units("employment", {"employment_months": employed}, employed, 25),
        home_lines(employed, get("own_home_months", 0)),
        looked_up("education_points", "education", education, EDUCATION),
        overlap_line(get("study_overlap_months", 0), education),
        area_lines(get("area_home_years", 0), get("area_home_and_job_years", 0)),
        looked_up("innovation", "innovation_award", innovation, INNOVATION),
        tax_lines(get("tax_years_over_100k", 0), get("tax_offences", 0)),
        age_line(born, full_years(born, date(on.year - 1, 1, 1))),
        line("honour", 2000 if honoured else 0, {"honours": honoured}, honour_row),
        units("law_abiding", {"detentions": detentions}, detentions, -3000),
    )


def line(id_: str, points: int, facts: dict[str, Any], row: Row | None = None, cap: int | None = None) -> tuple[int, Line]:
    label, reference = ABOUT[id_]
    return points, Line(id_, label, decimal(points), None if cap is None else decimal(cap), facts, row, reference)


def group(id_: str, *below: tuple[int, Line], cap: int | None = None) -> tuple[int, Line]:
    points = sum(given for given, _ in below)
    if cap is not None:
        points = min(points, cap)
    label, reference = ABOUT[id_]
    inner = tuple(each for _, each in below)
    return points, Line(id_, label, decimal(points), None if cap is None else decimal(cap), {}, None, reference, inner)


def units(id_: str, facts: dict[str, Any], counted: int, each: int, cap: int | None = None) -> tuple[int, Line]:
    points = counted * each if cap is None else min(counted * each, cap)
    return line(id_, points, facts, Row(1, EMPTY, decimal(points), "", counted) if counted else None, cap)


def formula(id_: str, facts: dict[str, Any], points: int) -> tuple[int, Line]:
    return line(id_, points, facts, Row(1, EMPTY, decimal(points), ABOUT[id_].reference))


def looked_up(id_: str, fact: str, option: str, table: dict[str, int]) -> tuple[int, Line]:
    points = table.get(option, 0)
    return line(id_, points, {fact: option}, Row(ROWS[option], LABELS[option], decimal(points), "") if points else None)


def home_lines(employed: int, owned_months: int) -> tuple[int, Line]:
    own = min(owned_months, employed)
    facts = {"own_home_months": owned_months, "employment_months": employed}
    return group(
        "housing",
        formula("own_home", facts, shared(own, 12)),
        formula("rented_home", facts, shared(employed - own, 24)),
    )


def overlap_line(months: int, education: str) -> tuple[int, Line]:
    held = months if education in EDUCATION else 0
    return formula("study_overlap", {"study_overlap_months": held, "education": education}, overlap(held, education))


def area_lines(home: int, home_and_job: int) -> tuple[int, Line]:
    return group(
        "job_housing_area",
        units("area_home", {"area_home_years": home}, home, 200),
        units("area_home_and_job", {"area_home_and_job_years": home_and_job}, home_and_job, 300),
        cap=1200,
    )


def tax_lines(years: int, offences: int) -> tuple[int, Line]:
    return group(
        "tax",
        units("tax_years", {"tax_years_over_100k": years}, years, 200, 600),
        units("tax_offence", {"tax_offences": offences}, offences, -1200),
    )


AGE_LABELS = {start: text(f"≥ {start}") for start, _ in AGES}


def age_line(born: date, age: int) -> tuple[int, Line]:
    for passed, (start, points) in enumerate(AGES):
        if age >= start:
            row = Row(len(AGES) + 1 - passed, AGE_LABELS[start], decimal(points), "")
            return line("age_points", points, {"birth_date": born}, row)
    return line("age_points", 2000, {"birth_date": born}, Row(1, EMPTY, decimal(2000), ""))


def check(id_: str, fact: str, value: Any, *, holds: bool) -> Check:
    label, reference = ABOUT[id_]
    return Check(id_, label, holds, {fact: value}, reference)


def requirement_checks(facts: dict[str, Any]) -> tuple[Check, ...]:
    get = facts.get
    permit, below = get("holds_residence_permit", True), get("below_retirement_age", True)
    months, penalties = get("insured_in_a_row_months", 84), get("criminal_penalties", ())
    return (
        check("residence_permit", "holds_residence_permit", permit, holds=permit),
        check("retirement_age", "below_retirement_age", below, holds=below),
        check("insured_seven_years", "insured_in_a_row_months", months, holds=months >= 84),
        check("no_criminal_record", "criminal_penalties", penalties, holds=not penalties),
    )
