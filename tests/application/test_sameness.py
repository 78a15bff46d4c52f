"""Two answers are compared by what they mean, never by how they are spelt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.application.sameness import is_same
from scoring.policy.library import read_library
from tests.conftest import ROOT

LIBRARY = read_library(ROOT / "policies")
FACTS = {**LIBRARY.find("shanghai", "2018").facts, **LIBRARY.find("guangzhou", "2025").facts}
[BASES] = [fact for fact in FACTS.values() if any(field.id == "base" for field in fact.fields)]
RECORD = {"first_month": "2010-01-01", "last_month": "2010-02-01", "goes_on": False}


@pytest.mark.parametrize(
    ("fact", "one", "other", "same"),
    [
        ("income_tax_three_years", (35000,), ("35000.00",), True),
        ("income_tax_three_years", ("35000.0",), (Decimal(35000),), True),
        ("income_tax_three_years", ("35000",), ("35000.01",), False),
        ("income_tax_three_years", ("viel",), ("viel",), True),
        ("income_tax_three_years", ("viel",), (35000,), False),
        ("permit_months", (84,), (84,), True),
        ("permit_months", (84,), (83,), False),
        ("taxed_every_year", (True,), (), False),
        ("taxed_every_year", (), (), True),
    ],
)
def test_answers_are_compared_by_their_meaning(fact, one, other, same):
    assert is_same(FACTS[fact], one, other) is same
    assert is_same(FACTS[fact], other, one) is same


def test_records_are_compared_field_by_field():
    assert is_same(BASES, ([{**RECORD, "base": "8000"}],), ([{**RECORD, "base": "8000.00"}],))
    assert not is_same(BASES, ([{**RECORD, "base": "8000"}],), ([{**RECORD, "base": "8000.50"}],))
