"""Made-up people: lawful, plausible, the same for ever by their seed, whatever part of them is made; and shapes that do not fit."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from scoring.engine import assess, day_of
from scoring.engine.columns.coding import columns_of
from scoring.errors import PolicyRefused
from scoring.inspection.population import Population, PopulationRefused, people_of, plan_for, read_shapes
from scoring.inspection.population.chance import below, picked, words
from scoring.policy.library import read_library
from scoring.policy.texts import say_finding
from scoring.policy.values import decode_value
from tests.conftest import ROOT
from tests.inspection.impacts import village
from tests.policy.small import load

ON = date(2026, 3, 2)
POLICIES = read_library(ROOT / "policies").policies
HEAD = """\
format: 1
note: {zh: 合成, en: Made up}
otherwise: {boolean: {"true": 1}, number: {0: 1, 50: 0}, years_before: {1: 1, 5: 0}, records: {0: 1, 2: 1, 9: 1}, given: 50}
"""


@cache
def shipped():
    return read_shapes(ROOT / "policies" / "population.yaml")


@pytest.fixture
def shapes(tmp_path):
    def write(text: str = "", head: str = HEAD):
        (tmp_path / "population.yaml").write_text(head + text, encoding="utf-8")
        return read_shapes(tmp_path / "population.yaml")

    return write


def drawn(policy, shapes, size=400, **more):
    return people_of(Population(plan_for(policy, shapes), size, more.pop("seed", 7), more.pop("on", ON)), 0, size)


def digest(facts):
    made = hashlib.sha256()
    for name in sorted(facts.columns):
        made.update(f"{name}{facts.columns[name].astype(np.int64).tolist()}".encode())
    return made.hexdigest()[:16]


def rows_of(policy, facts, number):
    """Give the coded facts of the first people as the program takes them; texts are left out."""
    for row in range(number):
        yield tuple(_coded(fact, facts.columns, row) for fact in policy.facts.values())


def _coded(fact, columns, row):
    if fact.kind != "list":
        given = columns.get(f"g_{fact.id}")
        value = columns[f"f_{fact.id}"][row]
        return None if given is not None and not given[row] else bool(value) if fact.kind == "boolean" else int(value)
    start, stop = columns[f"o_{fact.id}"][row : row + 2]
    fields = [columns.get(f"r_{fact.id}_{field.id}") for field in fact.fields]
    return tuple(tuple("" if f is None else f[n].item() for f in fields) for n in range(start, stop))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_people_of_every_scheme_are_lawful_and_not_all_alike(policy):
    on, _ = day_of(policy, ON)
    facts = drawn(policy, shipped(), 300, on=on)
    outcomes = set()
    for coded in rows_of(policy, facts, 40):
        values = {fact.id: decode_value(fact, value) for fact, value in zip(policy.facts.values(), coded, strict=True)}
        outcomes.add(assess(policy, values, on=on).outcome)
    assert len(outcomes) > 1
    assert {
        fact.id
        for fact in policy.facts.values()
        if facts.columns.get(f"f_{fact.id}") is not None and len(set(facts.columns[f"f_{fact.id}"].tolist())) < 2
    } <= {
        "serious_crime",
        "tax_offences",
        "innovation_award",
        "holds_patent",
        "own_company",
        "intermediary_talent",
        "nominated_skilled_worker",
        "award",
        "registered_elsewhere",
    }
    reader = columns_of(policy, list(rows_of(policy, facts, 300)))
    assert {name: column.dtype for name, column in reader.columns.items()} == {
        name: column.dtype for name, column in facts.columns.items()
    }


def test_every_declared_fact_is_one_of_its_scheme():
    shapes = shipped()
    known = {policy.scheme: set() for policy in POLICIES}
    for policy in POLICIES:
        known[policy.scheme] |= set(policy.facts)
    assert {scheme: set(facts) - known[scheme] for scheme, facts in shapes.schemes.items()} == {scheme: set() for scheme in known}
    assert "合成" in shapes.note.say("zh")
    assert "synthetic" in shapes.note.say("en").lower()


def test_years_insured_go_with_age():
    (policy,) = (policy for policy in POLICIES if policy.scheme == "guangzhou")
    facts = drawn(policy, shipped(), 4000)
    age = 2026 - facts.columns["f_birth_date"] // 10_000
    insured = facts.columns["f_pension_months"]
    assert (insured <= np.maximum((age - 17) * 12, 0)).all()
    assert insured[age >= 40].mean() > insured[age < 30].mean() + 24
    owners = facts.columns["f_owns_home"]
    master = facts.columns["f_education"] == [o.id for o in policy.facts["education"].options].index("master")
    assert owners[master].mean() > owners[~master].mean()


def test_a_part_is_what_it_is_in_the_whole(shapes):
    population = Population(plan_for(village(), shapes()), 50, 3, ON)
    whole = people_of(population, 0, 50)
    assert [part.rows for part in population.parts(20)] == [20, 20, 10]
    for name in ("f_age", "f_wage", "f_moved_in", "f_married"):
        parts = [part.columns[name] for part in population.parts(20)]
        assert np.concatenate(parts).tolist() == whole.columns[name].tolist()
    assert digest(people_of(population, 20, 40)) == digest(list(population.parts(20))[1])
    assert digest(drawn(village(), shapes(), 50, seed=4)) != digest(whole)


def test_the_same_seed_is_the_same_people_for_ever(shapes):
    """Were one of these to change, populations that somebody noted by their seed would be others."""
    rows = np.arange(3)
    assert words(1, "age", rows, rows).tolist() == WORDS
    assert digest(drawn(village(), shapes())) == VILLAGE
    assert below(np.array([7, 2**63], np.uint64), 5).tolist() == [2, 3]
    assert picked(np.array([0, 1, 2, 3, 4], np.uint64), [1, 0, 3]).tolist() == [0, 2, 2, 2, 0]


WORDS = [9475026120809331104, 3541001715883491289, 12901386772437266261]
VILLAGE = "817edc1ce24a9590"


def test_shapes_are_kept_to(shapes):
    facts = drawn(
        village(),
        shapes(
            """facts:
  education: {weights: {college: 1, master: 3}}
  age: {from: {20: 1, 30: 0}}
  years: {from: {40: 1}, at_most: [{fact: age, less: 18, times: 2}]}
  wage: {from: {0.5: 1, 100: 0}, by: education, of: {master: {from: {5000: 1, 6000: 0}}}}
  moved_in: {years_before: {0: 1, 1: 0}}
  honours: {records: {2: 1, 9: 1}, fields: {level: {weights: {state: 1}}}}
"""
        ),
    )
    columns = facts.columns
    assert set(columns["f_education"].tolist()) == {1, 3}
    assert (columns["f_age"].min(), columns["f_age"].max()) == (20, 29)
    assert (columns["f_years"] <= (columns["f_age"] - 18) * 2).all()
    master = columns["f_education"] == 3
    assert {5000 <= wage / 100 < 6000 for wage in columns["f_wage"][master].tolist()} == {True}
    assert {50 <= wage < 10_000 for wage in columns["f_wage"][~master].tolist()} == {True}
    assert {2025_03_02 < day <= 2026_03_02 for day in columns["f_moved_in"].tolist()} == {True}
    assert set(np.diff(columns["o_honours"]).tolist()) == {2, 5}, "no more than the list takes"
    assert set(columns["r_honours_level"].tolist()) == {1}
    assert "r_honours_name" not in columns


OPTIONAL = """\
format: 1
scheme: town
version: "1"
title: Town
jurisdiction: "440100"
authority: Council
grants: registration
in_force: {from: 2025-01-01, until: 2026-12-31}
provenance: illustrative
sources: {rules: {title: Rules}}
facts:
  n: {type: integer, min: 0, max: 9, default: 0, label: N}
  married_on: {type: date, optional: true, default: null, label: Married}
  done: {type: list, max_items: 9, default: [], unique: [in_year], label: Done, of: {in_year: {type: integer, min: 2020, max: 2022, label: Year}}}
checks: [{id: low, label: N is low, require: n < 3}]
groups:
  - {id: g, label: G, criteria: [{id: c, label: C, per: n, points: 1, applies: given(married_on) and count(done) > 0}]}
"""


def test_who_contradicts_a_check_is_drawn_anew(shapes):
    policy = load(OPTIONAL)
    facts = drawn(policy, shapes("facts: {n: {from: {0: 1}}, done: {fields: {in_year: {from: {2020: 1}}}}}"))
    assert set(facts.columns["f_n"].tolist()) == {0, 1, 2}
    given = facts.columns["g_married_on"]
    assert 0.4 < given.mean() < 0.6
    years, offsets = facts.columns["r_done_in_year"], facts.columns["o_done"]
    each = [years[a:b].tolist() for a, b in pairwise(offsets)]
    assert all(len(set(one)) == len(one) for one in each)
    assert {len(one) for one in each} == {0, 1, 2, 3}
    with pytest.raises(PopulationRefused) as refused:
        drawn(policy, shapes("facts: {n: {from: {5: 1}}}"))
    said = refused.value.say("en")
    assert "population.yaml: answers drawn 100 times contradict the check “low” of town@1. Change" in said
    assert "“low”" in refused.value.say("zh")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("facts: {age: {weights: {old: 1}}}", "4:9: “weights” has no place in a integer"),
        ("facts: {married: {at_most: [{fact: age}]}}", "“at_most” has no place in a boolean"),
        ("facts: {age: {given: 10}}", "“given” has no place in a integer"),
        ("facts: {education: {weights: {masters: 1}}}", "There is no option “masters”. Nearest: “master”"),
        ("facts: {age: {by: educatio}}", "“educatio” is not known here. Nearest: “education”"),
        ("facts: {age: {by: education, of: {mastr: {from: {1: 1}}}}}", "There is no option “mastr”. Nearest: “master”"),
        ("facts: {age: {at_most: [{years_since: moved_out}]}}", "“moved_out” is not known here. Nearest: “moved_in”"),
        ("facts: {age: {at_most: [{fact: month}]}}", "“month” is not known here. Nearest: “months”"),
        ("facts: {honours: {fields: {levl: {weights: {a: 1}}}}}", "“levl” is not known here. Nearest: “level”"),
        ("facts: {honours: {fields: {level: {from: {1: 1}}}}}", "“from” has no place in a choice"),
        ("facts: {age: {fields: {x: {from: {1: 1}}}}}", "“fields” has no place in a integer"),
        (
            "facts: {age: {at_most: [{fact: years}]}, years: {at_most: [{fact: age}]}}",
            "“age → years → age” will not do here. Expected: a → b → c",
        ),
        ("facts: {age: {from: {1: 0}}}", "“0” will not do here. Expected: 1–1000000"),
        ("facts: {married_on: {years_before: {1.5: 1}}}", "“1.5” will not do here. Expected: integer"),
        ("fact: {}", "“fact” is not known here. Nearest: “facts”"),
        ("facts: &a {}", "Anchors such as “&a” are not allowed"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(shapes, text, says):
    with pytest.raises(PolicyRefused) as refused:
        plan_for(village(), shapes(text))
    told = [f"{finding.position}: {say_finding(finding, 'en')}" for finding in refused.value.findings]
    assert any(says in one for one in told), told
    assert all("population.yaml:4:" in one for one in told)


def test_a_shape_that_this_version_has_no_use_for_is_told(shapes):
    assert plan_for(village(), shapes("schemes: {town: {age: {from: {1: 1}}, gone: {from: {1: 1}}}}")).unused == ("gone",)
