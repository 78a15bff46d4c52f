"""Beijing 2020 in OpenFisca, in the form BENCH_FORM.

`idiomatic` is as its manual teaches it: a variable with a formula for every criterion, figures and tables read from
the legislation of the period, by enumerations and scales. `expert` is
what somebody writes who knows what it costs: whole numbers, tables as arrays, as few intermediate variables as the criteria
allow. `one` is the idiomatic form for the first hundred people, one after another, with the trace that explains what was computed.
"""

import numpy as np
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from turn import FOLDER, FORM, TABLES, serve

YEAR, OPTIONS, AGES = TABLES["year"], TABLES["options"], TABLES["ages"]
PERIOD = str(YEAR)
FRAME = pq.read_table(FOLDER / "in.parquet")
PEOPLE = {name: FRAME[name].to_numpy() for name in FRAME.column_names}
Person = build_entity(key="person", plural="persons", label="Applicant", is_person=True)
TOP = (
    "employment",
    "housing",
    "education_points",
    "study_overlap",
    "job_housing_area",
    "innovation",
    "tax",
    "age_points",
    "honour",
    "law_abiding",
)


def shared(months, parts):
    """Give one point for so many months, half up to hundredths."""
    return (200 * months + parts) // (2 * parts)


def variable(name, formula=None, **more):
    """Make a variable of persons for a year."""
    parts = {"value_type": int, "entity": Person, "definition_period": DateUnit.YEAR, **more}
    if formula:
        parts["formula"] = formula
    return type(name, (Variable,), parts)


def valued(amount):
    """Write a figure as its files of legislation do."""
    return {"values": {"2018-01-01": {"value": amount}}}


def bracket(start, points):
    return {"threshold": valued(start), "amount": valued(points)}


LEGISLATION = {
    **{fact: {option: valued(TABLES[fact].get(option, 0)) for option in OPTIONS[fact]} for fact in OPTIONS},
    "each": {
        name: valued(points)
        for name, points in {
            "employment": 25,
            "area_home": 200,
            "area_home_and_job": 300,
            "tax_year": 200,
            "tax_offence": -1200,
            "honour": 2000,
            "detention": -3000,
            "study": -25,
        }.items()
    },
    "most": {
        name: valued(most) for name, most in {"job_housing_area": 1200, "tax_years": 600, "study": 36, "long_study": 48}.items()
    },
    "ages": {"brackets": [bracket(0, 2000), *(bracket(*step) for step in reversed(AGES))], "metadata": {"type": "single_amount"}},
}
ENUMS = {fact: Enum(fact, {option: option for option in OPTIONS[fact]}) for fact in OPTIONS}
TABLE = {fact: np.array([TABLES[fact].get(option, 0) for option in OPTIONS[fact]]) for fact in OPTIONS}
LONG = np.array([option in {"bachelor", "master_one"} for option in OPTIONS["education"]])
HELD = np.array([option in TABLES["education"] for option in OPTIONS["education"]])


def each(fact, name):
    """Give the formula of so many points for each."""
    return lambda person, period, parameters: person(fact, period) * parameters(period).each[name]


def looked_up(fact):
    return lambda person, period, parameters: parameters(period)[fact][person(fact, period)]


def most(of, name):
    """Give the formula of a sum that has an end."""
    return lambda person, period, parameters: np.minimum(sum(person(one, period) for one in of), parameters(period).most[name])


def overlap(person, period, parameters):
    education, options, most = person("education", period), ENUMS["education"], parameters(period).most
    long = (education == options["bachelor"]) + (education == options["master_one"])
    held = np.isin(education, [options[option].index for option in TABLES["education"]])
    months = np.where(held, np.minimum(person("study_overlap_months", period), np.where(long, most.long_study, most.study)), 0)
    return parameters(period).each.study * months - shared(months, 24)


def overlap_of_codes(person, period):
    education = person("education", period)
    months = np.where(HELD[education], np.minimum(person("study_overlap_months", period), np.where(LONG[education], 48, 36)), 0)
    return -(25 * months + shared(months, 24))


def own(person, period):
    return np.minimum(person("own_home_months", period), person("employment_months", period))


def age(person, period):
    return ((YEAR - 1) * 10_000 + 101 - person("birth_date", period)) // 10_000


def by_age(person, period):
    value = age(person, period)
    return np.select([value >= start for start, _ in AGES], [points for _, points in AGES], 2000)


BOTH = {
    "own_home": lambda p, t: shared(own(p, t), 12),
    "rented_home": lambda p, t: shared(p("employment_months", t) - own(p, t), 24),
    "housing": lambda p, t: p("own_home", t) + p("rented_home", t),
    "tax": lambda p, t: p("tax_years", t) + p("tax_offence", t),
    "indicators": lambda p, t: sum(p(name, t) for name in TOP),
}
EXPERT = {
    "employment": lambda p, t: p("employment_months", t) * 25,
    "area_home": lambda p, t: p("area_home_years", t) * 200,
    "area_home_and_job": lambda p, t: p("area_home_and_job_years", t) * 300,
    "job_housing_area": lambda p, t: np.minimum(p("area_home", t) + p("area_home_and_job", t), 1200),
    "tax_years": lambda p, t: np.minimum(p("tax_years_over_100k", t) * 200, 600),
    "tax_offence": lambda p, t: p("tax_offences", t) * -1200,
    "honour": lambda p, t: np.where(p("honours", t), 2000, 0),
    "law_abiding": lambda p, t: p("detentions", t) * -3000,
    "education_points": lambda p, t: TABLE["education"][p("education", t)],
    "innovation": lambda p, t: TABLE["innovation_award"][p("innovation_award", t)],
    "study_overlap": overlap_of_codes,
    "age_points": by_age,
}
IDIOMATIC = {
    "employment": each("employment_months", "employment"),
    "area_home": each("area_home_years", "area_home"),
    "area_home_and_job": each("area_home_and_job_years", "area_home_and_job"),
    "job_housing_area": most(("area_home", "area_home_and_job"), "job_housing_area"),
    "tax_years_uncapped": each("tax_years_over_100k", "tax_year"),
    "tax_years": most(("tax_years_uncapped",), "tax_years"),
    "tax_offence": each("tax_offences", "tax_offence"),
    "honour": each("honours", "honour"),
    "law_abiding": each("detentions", "detention"),
    "education_points": looked_up("education"),
    "innovation": looked_up("innovation_award"),
    "study_overlap": overlap,
    "age": age,
    "age_points": lambda p, t, parameters: parameters(t).ages.calc(p("age", t)),
}
FORMULAS = {**BOTH, **(EXPERT if FORM == "expert" else IDIOMATIC)}


def system():
    """Make the system of variables of this form."""
    made = TaxBenefitSystem([Person])
    made.parameters = ParameterNode("", data=LEGISLATION)
    is_expert = FORM == "expert"
    for name, values in PEOPLE.items():
        more = {}
        if name in OPTIONS and not is_expert:
            more = {"value_type": Enum, "possible_values": ENUMS[name], "default_value": next(iter(ENUMS[name]))}
        elif values.dtype == bool:
            more = {"value_type": bool}
        made.add_variable(variable(name, **more))
    for name, formula in FORMULAS.items():
        made.add_variable(variable(name, formula))
    return made


SYSTEM = system()


def calculated(rows, *, trace=False):
    """Give the totals of these rows; every criterion is computed on the way."""
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, count=len(PEOPLE["education"][rows]))
    simulation.trace = trace
    for name, values in PEOPLE.items():
        simulation.set_input(name, PERIOD, values[rows])
    return {name: simulation.calculate(name, PERIOD) for name in FORMULAS}["indicators"]


def one_by_one():
    return np.concatenate([calculated(slice(row, row + 1), trace=True) for row in range(TABLES["alone"])])


if __name__ == "__main__":
    serve(f"openfisca_{FORM}", one_by_one if FORM == "one" else lambda: calculated(slice(None)))
