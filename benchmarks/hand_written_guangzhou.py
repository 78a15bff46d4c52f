"""Guangzhou 2025 written by hand, as a good programmer would who needs this one policy and no other: the engine's peer.

Whole files only: a fact that is required is given. Points are counted in hundredths. `total` gives the sum and the outcome and
nothing else; `explained` gives beside it what an award tree carries. Words and references stand in `ABOUT`, as in a catalogue.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.lines import Check, Explained, Line, Row, catalogue, decimal, full_years, option_labels
from scoring.policy.wording import EMPTY, text

COUNTED_TO = date(2025, 9, 30)
WINDOW_FROM = date(2020, 9, 30)
BORN_FROM = date(1979, 1, 1)
EDUCATION = {
    "senior_secondary": 1000,
    "junior_college": 2000,
    "bachelor_one": 3000,
    "bachelor": 3000,
    "master_one": 3000,
    "master": 3000,
    "doctor_one": 3000,
    "doctor": 3000,
}
EDUCATION_ROWS = {option: number for number, option in enumerate(EDUCATION, 1)}
CIVIL_AWARDS = {"district": 500, "city": 1000, "province": 2000, "state": 3000}
INSURANCES = ("pension_months", "medical_months", "unemployment_months", "injury_months", "maternity_months")
INCOME_TAX = ((60000, 1200), (30000, 800), (10000, 400))
COMPANY_TAX = ((200000, 1200), (100000, 800), (50000, 400))
ABOUT = catalogue("guangzhou/2025")
OPTIONS = option_labels("guangzhou/2025", "education")
NOTHING = Decimal("0.00")
STARTS = {start: text(f"≥ {start}") for start, _ in (*INCOME_TAX, *COMPANY_TAX)}
UNLOCKED = (
    "registration",
    "family_registration",
    "schooling",
    "public_rental_housing",
    "resident_medical_insurance",
    "resident_pension",
)


def over_40(born: date, age: int) -> int:
    """Count the years begun after the fortieth birthday."""
    return max(0, age - 40 + ((born.month, born.day) != (COUNTED_TO.month, COUNTED_TO.day)))


def share(inventors: int) -> int:
    """Give 20 points divided by the inventors, half up to hundredths."""
    return (4000 + inventors) // (2 * inventors)


def band(value: Any, bands: tuple[tuple[int, int], ...]) -> int:
    for start, points in bands:
        if value >= start:
            return points
    return 0


def merits(number: int, first: int, further: int) -> int:
    return first + further * (number - 1) if number else 0


def outcome(facts: dict[str, Any], on: date, points: int) -> str:
    get = facts.get
    nominated = get("nominated_skilled_worker", False)
    months = [get(insurance, 0) for insurance in INSURANCES]
    met = nominated or (
        facts["works_lawfully"] and facts["birth_date"] >= BORN_FROM and facts["holds_valid_permit"] and max(months) >= 48
    )
    if not met or any(full_years(penalty["imposed_on"], on) < 5 for penalty in get("criminal_penalties", ())):
        return "requirements_not_met"
    return "eligible" if nominated or points >= 15000 else "below_threshold"


def total(facts: dict[str, Any], on: date) -> tuple[int, str]:  # noqa: C901, PLR0912, PLR0915 - by hand, and straight on
    get = facts.get
    born = facts["birth_date"]
    points = facts["permit_months"] // 12 * 800
    points += max(2000 if get("owns_home") else 0, min(get("rented_months", 0) // 12 * 500, 2000))
    points += min(get("moved_out_months", 0) // 12 * 200, 1000)
    for insurance in INSURANCES:
        points += get(insurance, 0) // 12 * 200
    points += get("housing_fund_months", 0) // 12 * 200
    age = full_years(born, COUNTED_TO)
    if age >= 18:
        points += max(0, 3000 - 200 * over_40(born, age))
    points += EDUCATION.get(facts["education"], 0)
    patents = 0
    for patent in get("patents", ()):
        if patent["kind"] == "invention" and patent["still_counts"] and WINDOW_FROM <= patent["granted_on"] <= COUNTED_TO:
            patents += share(patent["inventors"])
    points += min(patents, 4000) + min(get("research_months", 0) // 12 * 200, 1000)
    if get("needed_trade"):
        points += 1000
    if get("hard_trade_now"):
        points += 1000 + min(get("hard_trade_months", 0) // 12 * 500, 2000)
    donations = 0
    for donation in get("blood_donations", ()):
        if WINDOW_FROM <= donation["donated_on"] <= COUNTED_TO:
            donations += 200
    points += min(donations, 1000)
    hours = 0
    for year in get("volunteering", ()):
        if WINDOW_FROM.year <= year["in_year"] <= COUNTED_TO.year and year["hours"] >= 50:
            hours += 200
    points += min(hours, 1000)
    points += band(get("income_tax_three_years", 0), INCOME_TAX)
    if get("taxed_every_year"):
        points += 400
    if get("annual_settlement"):
        points += 200
    points += band(get("company_tax_three_years", 0), COMPANY_TAX)
    for award in get("awards", ()):
        if award["won_while_working_here"]:
            points += CIVIL_AWARDS[award["given_by"]]
    if honours := get("military_honours"):
        grades = [honour["grade"] for honour in honours]
        points += grades.count("honorary_title") * 3000
        points += merits(grades.count("first_class"), 2000, 500)
        points += merits(grades.count("second_class"), 1000, 200)
        points += merits(grades.count("third_class"), 500, 100)
    if get("heads_business"):
        points -= get("credit_records", 0) * 1000
    for offence in get("offences", ()):
        if full_years(offence["imposed_on"], on) < 5 and not offence["deducted_under_credit"]:
            points -= 1000
    return points, outcome(facts, on, points)


def explained(facts: dict[str, Any], on: date) -> Explained:
    base, plus, minus = base_lines(facts), plus_lines(facts), minus_lines(facts, on)
    points = base[0] + plus[0] + minus[0]
    requirements = requirement_checks(facts, on)
    if not all(check.holds for check in requirements):
        said = "requirements_not_met"
    else:
        said = "eligible" if facts.get("nominated_skilled_worker") or points >= 15000 else "below_threshold"
    return Explained(decimal(points), said, (base[1], plus[1], minus[1]), requirements, (), UNLOCKED if said == "eligible" else ())


def line(id_: str, points: int, facts: dict[str, Any], row: Row | None = None, cap: int | None = None) -> tuple[int, Line]:
    label, reference = ABOUT[id_]
    return points, Line(id_, label, decimal(points), None if cap is None else decimal(cap), facts, row, reference)


def group(id_: str, *below: tuple[int, Line]) -> tuple[int, Line]:
    points = sum(given for given, _ in below)
    label, reference = ABOUT[id_]
    return points, Line(id_, label, decimal(points), None, {}, None, reference, tuple(inner for _, inner in below))


def single(id_: str, fact: str, points: int, *, held: bool) -> tuple[int, Line]:
    """Give the line of an award that a yes or no decides."""
    if not held:
        return line(id_, 0, {fact: held})
    return line(id_, points, {fact: held}, Row(1, EMPTY, decimal(points), ""))


def units(id_: str, facts: dict[str, Any], counted: int, each: int, cap: int | None = None) -> tuple[int, Line]:
    """Give the line of an award for each unit counted."""
    points = counted * each if cap is None else min(counted * each, cap)
    return line(id_, points, facts, Row(1, EMPTY, decimal(points), "", counted) if counted else None, cap)


def entries(id_: str, facts: dict[str, Any], counted: int, points: int, cap: int | None = None) -> tuple[int, Line]:
    """Give the line of an award for entries of a list; what counted cites the criterion itself."""
    return line(id_, points, facts, Row(1, EMPTY, decimal(points), ABOUT[id_].reference, counted) if counted else None, cap)


def banded(id_: str, fact: str, value: Any, bands: tuple[tuple[int, int], ...]) -> tuple[int, Line]:
    for passed, (start, points) in enumerate(bands):
        if value >= start:
            return line(id_, points, {fact: value}, Row(len(bands) - passed, STARTS[start], decimal(points), ""))
    return line(id_, 0, {fact: value})


def base_lines(facts: dict[str, Any]) -> tuple[int, Line]:
    get = facts.get
    owned = single("owned_home", "owns_home", 2000, held=get("owns_home", False))
    rented_months, moved_out_months = get("rented_months", 0), get("moved_out_months", 0)
    rented = units("rented_home", {"rented_months": rented_months}, rented_months // 12, 500, 2000)
    label, reference = ABOUT["dwelling"]
    dwelling = max(owned[0], rented[0])
    home = group(
        "home",
        units("permit", {"permit_months": facts["permit_months"]}, facts["permit_months"] // 12, 800),
        (dwelling, Line("dwelling", label, decimal(dwelling), None, {}, None, reference, (owned[1], rented[1]))),
        units("moved_out", {"moved_out_months": moved_out_months}, moved_out_months // 12, 200, 1000),
    )
    insured = {insurance: get(insurance, 0) for insurance in INSURANCES}
    years = sum(months // 12 for months in insured.values())
    fund_months = get("housing_fund_months", 0)
    work = group(
        "work",
        entries("insurance", insured, years, years * 200),
        units("housing_fund", {"housing_fund_months": fund_months}, fund_months // 12, 200),
    )
    return group("base", home, work, age_line(facts["birth_date"]))


def age_line(born: date) -> tuple[int, Line]:
    age = full_years(born, COUNTED_TO)
    if age < 18:
        return line("age_points", 0, {"birth_date": born})
    points = max(0, 3000 - 200 * over_40(born, age))
    return line("age_points", points, {"birth_date": born}, Row(1, EMPTY, decimal(points), ABOUT["age_points"].reference))


def plus_lines(facts: dict[str, Any]) -> tuple[int, Line]:
    get = facts.get
    education = facts["education"]
    points = EDUCATION.get(education, 0)
    row = Row(EDUCATION_ROWS[education], OPTIONS[education], decimal(points), "") if points else None
    return group(
        "plus",
        line("education_points", points, {"education": education}, row),
        innovation_lines(get("patents", ()), get("research_months", 0)),
        trade_lines(facts),
        service_lines(get("blood_donations", ()), get("volunteering", ())),
        tax_lines(facts),
        award_lines(get("awards", ()), get("military_honours", ())),
    )


def innovation_lines(patents: Any, research_months: int) -> tuple[int, Line]:
    counted = points = 0
    for patent in patents:
        if patent["kind"] == "invention" and patent["still_counts"] and WINDOW_FROM <= patent["granted_on"] <= COUNTED_TO:
            points += share(patent["inventors"])
            counted += 1
    return group(
        "innovation",
        entries("invention_patents", {"patents": patents}, counted, min(points, 4000), 4000),
        units("research_work", {"research_months": research_months}, research_months // 12, 200, 1000),
    )


def trade_lines(facts: dict[str, Any]) -> tuple[int, Line]:
    get = facts.get
    now = get("hard_trade_now", False)
    months = get("hard_trade_months", 0) if now else 0
    return group(
        "trades",
        single("needed_trade_points", "needed_trade", 1000, held=get("needed_trade", False)),
        single("hard_trade", "hard_trade_now", 1000, held=now),
        units("hard_trade_years", {"hard_trade_now": now, "hard_trade_months": months}, months // 12, 500, 2000),
    )


def service_lines(donations: Any, volunteering: Any) -> tuple[int, Line]:
    donated = counted = hours = 0
    for donation in donations:
        if WINDOW_FROM <= donation["donated_on"] <= COUNTED_TO:
            donated += 1
    for year in volunteering:
        if WINDOW_FROM.year <= year["in_year"] <= COUNTED_TO.year:
            counted += 1
            if year["hours"] >= 50:
                hours += 200
    return group(
        "public_service",
        units("blood", {"blood_donations": donations}, donated, 200, 1000),
        entries("volunteer_hours", {"volunteering": volunteering}, counted, min(hours, 1000), 1000),
    )


def tax_lines(facts: dict[str, Any]) -> tuple[int, Line]:
    get = facts.get
    return group(
        "tax_points",
        banded("income_tax", "income_tax_three_years", get("income_tax_three_years", NOTHING), INCOME_TAX),
        single("income_tax_yearly", "taxed_every_year", 400, held=get("taxed_every_year", False)),
        single("settlement", "annual_settlement", 200, held=get("annual_settlement", False)),
        banded("company_tax", "company_tax_three_years", get("company_tax_three_years", NOTHING), COMPANY_TAX),
    )


def award_lines(awards: Any, honours: Any) -> tuple[int, Line]:
    won = points = 0
    for award in awards:
        if award["won_while_working_here"]:
            points += CIVIL_AWARDS[award["given_by"]]
            won += 1
    grades = [honour["grade"] for honour in honours]
    first, second, third = grades.count("first_class"), grades.count("second_class"), grades.count("third_class")
    military = {"military_honours": honours}
    return group(
        "award_points",
        entries("civil_awards", {"awards": awards}, won, points),
        units("military_title", military, grades.count("honorary_title"), 3000),
        entries("first_class_merit", military, first, merits(first, 2000, 500)),
        entries("second_class_merit", military, second, merits(second, 1000, 200)),
        entries("third_class_merit", military, third, merits(third, 500, 100)),
    )


def minus_lines(facts: dict[str, Any], on: date) -> tuple[int, Line]:
    get = facts.get
    records = get("credit_records", 0) if get("heads_business") else 0
    offences = get("offences", ())
    evasions = penalties = 0
    for offence in offences:
        if full_years(offence["imposed_on"], on) < 5 and not offence["deducted_under_credit"]:
            if offence["kind"] == "tax_evasion":
                evasions += 1
            else:
                penalties += 1
    conduct = group(
        "conduct",
        units("tax_evasion_points", {"offences": offences}, evasions, -1000),
        units("public_order_points", {"offences": offences}, penalties, -1000),
    )
    return group("minus", units("credit", {"credit_records": records}, records, -1000), conduct)


def check(id_: str, facts: dict[str, Any], *, holds: bool) -> Check:
    label, reference = ABOUT[id_]
    return Check(id_, label, holds, facts, reference)


def requirement_checks(facts: dict[str, Any], on: date) -> tuple[Check, ...]:
    get = facts.get
    works, born, permit = facts["works_lawfully"], facts["birth_date"], facts["holds_valid_permit"]
    nominated = get("nominated_skilled_worker", False)
    insured = {"nominated_skilled_worker": nominated, **{insurance: get(insurance, 0) for insurance in INSURANCES}}
    penalties = get("criminal_penalties", ())
    return (
        check("lawful_work", {"works_lawfully": works, "nominated_skilled_worker": nominated}, holds=nominated or works),
        check("age_limit", {"birth_date": born, "nominated_skilled_worker": nominated}, holds=nominated or born >= BORN_FROM),
        check("residence_permit", {"holds_valid_permit": permit, "nominated_skilled_worker": nominated}, holds=nominated or permit),
        check("insured_four_years", insured, holds=nominated or max(get(insurance, 0) for insurance in INSURANCES) >= 48),
        check(
            "no_criminal_penalty",
            {"criminal_penalties": penalties},
            holds=not any(full_years(penalty["imposed_on"], on) < 5 for penalty in penalties),
        ),
    )
