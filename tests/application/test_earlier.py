"""What a draft may take over: as the rules of now have the fact, beside what is typed already, and as long as it says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring.application.earlier import fits, holding, offers, taking
from scoring.application.filing import Content, Earlier
from scoring.policy.library import read_library
from tests.conftest import ROOT

DAY = date(2025, 3, 2)


@pytest.fixture(scope="module")
def policy():
    return read_library(ROOT / "policies").find("guangzhou", "2025")


def found(*given):
    return {fact: Earlier(fact, (value,), "LH-1", DAY) for fact, value in given}


def test_a_fact_fits_where_it_is_asked_in_its_kind_and_unit_and_takes_the_value(policy):
    months, education = policy.facts["permit_months"], policy.facts["education"]
    assert fits(months, months, (84,))
    assert not fits(months, replace(months, ask=None), (84,))
    assert not fits(months, replace(months, unit="year"), (84,))
    assert not fits(months, replace(months, kind="decimal"), (84,))
    assert not fits(months, replace(months, maximum=60), (84,))
    turned = replace(education, options=education.options[::-1])
    assert fits(education, turned, ("bachelor",))
    assert not fits(education, replace(education, options=education.options[:1]), ("bachelor",))


def test_a_value_that_was_read_as_another_one_does_not_fit(policy):
    tax = policy.facts["income_tax_three_years"]
    listed = replace(tax, kind="text")
    assert not fits(listed, replace(tax, kind="text", optional=True), (" ",))


def test_offers_say_what_the_draft_says_already(policy):
    known = found(("education", "bachelor"), ("permit_months", 84), ("owns_home", True))
    content = Content({"permit_months": 84, "owns_home": False})
    offered = {one.earlier.fact: (one.state, one.given) for one in offers(policy, known, content)}
    assert offered == {"owns_home": ("differs", (False,)), "permit_months": ("same", (84,)), "education": ("new", ())}
    assert list(offered) == [fact for fact in policy.facts if fact in known]


def test_what_is_taken_over_is_an_answer_and_is_not_offered_again(policy):
    known = found(("education", "bachelor"), ("permit_months", 84))
    first, second = offers(policy, known, Content({"owns_home": True}))
    content = taking(Content({"owns_home": True}), [first])
    assert content.facts == {"owns_home": True, first.earlier.fact: first.earlier.value[0]}
    assert content.earlier == (first.earlier,)
    assert [one.key for one in offers(policy, known, content)] == [second.key]
    newer = replace(known["education"], reference="LH-2", value=("master",))
    again = taking(taking(content, [second]), offers(policy, {"education": newer}, content))
    assert {one.fact: one.reference for one in again.earlier} == {"permit_months": "LH-1", "education": "LH-2"}


def test_it_counts_as_long_as_it_is_declared_unchanged_under_rules_that_have_it(policy):
    taken = found(("permit_months", 84), ("no_longer_asked", 1)).values()
    assert list(holding(policy, taken, {"permit_months": 84, "no_longer_asked": 1})) == ["permit_months"]
    assert holding(policy, taken, {"permit_months": 85}) == {}
    assert holding(policy, taken, {}) == {}
