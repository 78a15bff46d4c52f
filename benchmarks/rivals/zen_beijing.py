"""Beijing 2020 as a decision of GoRules ZEN in the form BENCH_FORM, for the first people one after another.

`tables` is as its editor draws it, a decision table for every table of points; `expressions` has all of it in one node, which is
its quickest form. Both are asked for their trace, which explains what was computed.
"""

import json
from itertools import pairwise

import pyarrow.parquet as pq
import zen
from turn import FOLDER, FORM, TABLES, serve

YEAR, OPTIONS, AGES = TABLES["year"], TABLES["options"], TABLES["ages"]


def people():
    """Give the facts of the first ones, options by name."""
    rows = pq.read_table(FOLDER / "in.parquet").slice(0, TABLES["alone"]).to_pylist()
    return [{name: OPTIONS[name][value] if name in OPTIONS else value for name, value in row.items()} for row in rows]


def shared(months, parts):
    return f"floor((200 * ({months}) + {parts}) / {2 * parts})"


def nested(fact):
    """Write a table of points as one expression."""
    found = "0"
    for option, points in TABLES[fact].items():
        found = f"{fact} == '{option}' ? {points} : ({found})"
    return found


def by_age():
    found = "2000"
    for start, points in reversed(AGES):
        found = f"$.age >= {start} ? {points} : ({found})"
    return found


def table(id_, name, field, rows):
    """Give the node of a decision table from what a cell of *field* says to points."""
    rules = [{"_id": f"{id_}{n}", "in": when, "out": str(points)} for n, (when, points) in enumerate(rows)]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "in", "name": field, "field": field}],
        "outputs": [{"id": "out", "name": name, "field": name}],
        "rules": rules,
        "passThrough": True,
        "executionMode": "single",
    }
    return {"id": id_, "name": name, "type": "decisionTableNode", "content": content}


def expressions(id_, pairs):
    """Give the node of expressions; each may read those before it by `$`."""
    written = [{"id": f"{id_}{n}", "key": key, "value": value} for n, (key, value) in enumerate(pairs)]
    content = {"expressions": written, "passThrough": True, "executionMode": "single"}
    return {"id": id_, "name": id_, "type": "expressionNode", "content": content}


def option_rows(fact):
    return [*((f"'{option}'", points) for option, points in TABLES[fact].items()), ("", 0)]


TOP = ("employment", "housing", "study_overlap", "job_housing_area", "tax", "honour", "law_abiding")
BEFORE = [
    ("age", f"floor(({(YEAR - 1) * 10_000 + 101} - birth_date) / 10000)"),
    ("own", "min([own_home_months, employment_months])"),
    ("limit", "education in ['bachelor', 'master_one'] ? 48 : 36"),
    (
        "overlap",
        "education in ["
        + ", ".join(f"'{option}'" for option in TABLES["education"])
        + "] ? min([study_overlap_months, $.limit]) : 0",
    ),
    ("employment", "employment_months * 25"),
    ("own_home", shared("$.own", 12)),
    ("rented_home", shared("employment_months - $.own", 24)),
    ("housing", "$.own_home + $.rented_home"),
    ("study_overlap", f"-(25 * $.overlap + {shared('$.overlap', 24)})"),
    ("area_home", "area_home_years * 200"),
    ("area_home_and_job", "area_home_and_job_years * 300"),
    ("job_housing_area", "min([$.area_home + $.area_home_and_job, 1200])"),
    ("tax_years", "min([tax_years_over_100k * 200, 600])"),
    ("tax_offence", "tax_offences * -1200"),
    ("tax", "$.tax_years + $.tax_offence"),
    ("honour", "honours ? 2000 : 0"),
    ("law_abiding", "detentions * -3000"),
]
LOOKED_UP = ("education_points", "innovation", "age_points")


def nodes():
    """Give what stands between what comes in and what goes out, in order."""
    if FORM == "expressions":
        tables = [("education_points", nested("education")), ("innovation", nested("innovation_award")), ("age_points", by_age())]
        total = [("indicators", " + ".join(f"$.{name}" for name in (*TOP, *LOOKED_UP)))]
        return [expressions("all", [*BEFORE, *tables, *total])]
    ages = [*((f">= {start}", points) for start, points in AGES), ("", 2000)]
    tables = [
        table("t1", "education_points", "education", option_rows("education")),
        table("t2", "innovation", "innovation_award", option_rows("innovation_award")),
        table("t3", "age_points", "age", ages),
    ]
    return [expressions("before", BEFORE), *tables, expressions("after", [("indicators", " + ".join((*TOP, *LOOKED_UP)))])]


def decision():
    """Join the nodes one after another."""
    chain = [
        {"id": "request", "name": "request", "type": "inputNode"},
        *nodes(),
        {"id": "response", "name": "response", "type": "outputNode"},
    ]
    steps = pairwise(chain)
    edges = [{"id": f"e{n}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]} for n, (a, b) in enumerate(steps)]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": chain, "edges": edges}))


DECISION, PEOPLE = decision(), people()


def evaluated():
    return [DECISION.evaluate(person, {"trace": True})["result"]["indicators"] for person in PEOPLE]


serve(f"zen_{FORM}", evaluated)
