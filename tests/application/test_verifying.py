"""Verification: what is to be checked, when it may end, and that what is skipped cannot change the outcome."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.application.verifying import ADMISSION, RANKING, FactVerdict, rejected, said, standing
from scoring.engine import Outcome, assess
from scoring.engine.assessing import assess_open
from scoring.errors import FactsRefused
from scoring.policy.library import read_library
from scoring.policy.selection import Selection
from tests.casework.stories import FACTS, ON, TOO_FEW

AT = datetime(2026, 3, 2, tzinfo=UTC)
LIBRARY = read_library(Path(__file__).parents[2] / "policies")
RANKED = LIBRARY.find("guangzhou", "2025")
THRESHOLD = replace(RANKED, selection=Selection(RANKED.selection.threshold, RANKED.selection.unless), digest="t")
GATES = {"lawful_work", "age_limit", "residence_permit", "insured_four_years", "no_criminal_penalty", ADMISSION}


def accepted(facts, *names, start=1):
    return [
        FactVerdict(n, name, "accept", said(facts, name), said(facts, name), "", "", "x", AT) for n, name in enumerate(names, start)
    ]


def adjusted(facts, name, value, number=99):
    return FactVerdict(number, name, "adjust", said(facts, name), (value,), "r", "", "x", AT)


def test_gates_deductions_and_what_is_claimed_are_to_be_checked():
    parts = {item.id: item.part for item in standing(RANKED, FACTS, (), on=ON).items}
    assert {id_ for id_, part in parts.items() if part == "gate"} == GATES
    assert {id_ for id_, part in parts.items() if part == "deduction"} == {"credit", "tax_evasion_points", "public_order_points"}
    assert parts["permit"] == parts[RANKING] == "points"
    assert "needed_trade_points" not in parts  # nothing is claimed under it
    assert RANKING not in {item.id for item in standing(THRESHOLD, FACTS, (), on=ON).items}


def test_where_the_policy_admits_by_points_alone_nothing_else_is_read():
    plain = replace(RANKED, selection=Selection(), digest="plain")
    assert not {ADMISSION, RANKING} & {item.id for item in standing(plain, FACTS, (), on=ON).items}


def test_of_an_open_fact_nothing_is_known():
    found = standing(RANKED, FACTS, (), on=ON)
    assert (found.claimed.total, found.so_far.total, found.so_far.outcome) == (Decimal(230), None, Outcome.PROVISIONAL)
    assert (found.so_far.lowest < 0, found.so_far.highest > found.claimed.total) == (True, True)
    assert found.needed == found.open
    assert found.obstacles[0] == ("unverified", "works_lawfully")


def test_what_is_accepted_comes_out_as_declared():
    everything = standing(RANKED, FACTS, (), on=ON).open
    found = standing(RANKED, FACTS, accepted(FACTS, *everything), on=ON)
    assert (found.open, found.obstacles, found.facts, found.so_far.total) == ((), (), FACTS, found.claimed.total)
    assert found.is_settled


def test_the_newest_verdict_counts_and_one_on_another_value_does_not():
    first = accepted(FACTS, "permit_months")
    found = standing(RANKED, FACTS, [*first, adjusted(FACTS, "permit_months", 24)], on=ON)
    assert found.facts["permit_months"] == 24
    assert found.verdicts["permit_months"].kind == "adjust"
    amended = FACTS | {"permit_months": 60}
    assert "permit_months" in standing(RANKED, amended, first, on=ON).open
    assert "needed_trade" not in standing(RANKED, FACTS, accepted(FACTS, "needed_trade"), on=ON).verdicts


def test_a_verdict_holds_however_the_value_it_is_about_is_spelt():
    claimed = FACTS | {"income_tax_three_years": "35000.00"}
    assert "income_tax_three_years" in standing(RANKED, claimed, accepted(FACTS, "income_tax_three_years"), on=ON).verdicts


def test_a_rejected_fact_holds_its_default():
    rejection = FactVerdict(1, "owns_home", "reject", (True,), (), "r", "art. 5", "x", AT)
    found = standing(RANKED, FACTS, [rejection], on=ON)
    assert "owns_home" not in found.facts
    assert found.so_far.award("owned_home").points == 0


@pytest.mark.parametrize(
    ("fact", "claimed", "instead"),
    [
        ("owns_home", (True,), ()),
        ("works_lawfully", (True,), (False,)),
        ("works_lawfully", (), None),
        ("permit_months", (84,), None),
    ],
)
def test_what_holds_instead_of_a_rejected_claim(fact, claimed, instead):
    assert rejected(RANKED.facts[fact], claimed) == instead


def test_once_the_outcome_is_settled_only_gates_and_deductions_are_checked():
    settled = ("birth_date", "permit_months", "owns_home", "education", "housing_fund_months", "credit_records", "offences")
    found = standing(THRESHOLD, FACTS, (), on=ON)
    gates = [fact for item in found.items if item.part == "gate" for fact in item.facts]
    found = standing(THRESHOLD, FACTS, accepted(FACTS, *dict.fromkeys((*gates, *settled))), on=ON)
    assert (found.is_settled, found.so_far.outcome, found.needed) == (True, Outcome.ELIGIBLE, ())
    assert set(found.open) == {"income_tax_three_years", "taxed_every_year", "annual_settlement"}
    found = standing(THRESHOLD, FACTS, accepted(FACTS, *(set(gates) | set(settled)) - {"offences"}), on=ON)
    assert "offences" in found.needed


def test_a_settled_refusal_still_has_its_gates_checked():
    found = standing(
        THRESHOLD, FACTS, [adjusted(FACTS, "works_lawfully", value=False), *accepted(FACTS, "nominated_skilled_worker")], on=ON
    )
    assert (found.is_settled, found.so_far.outcome) == (True, Outcome.REQUIREMENTS_NOT_MET)
    assert {"birth_date", "criminal_penalties", "credit_records"} <= set(found.needed)
    assert "education" not in found.needed


def test_under_a_rank_everything_that_can_move_it_is_checked():
    found = standing(RANKED, FACTS, accepted(FACTS, *standing(RANKED, FACTS, (), on=ON).open[:-1]), on=ON)
    assert found.open == found.needed
    assert len(found.open) == 1
    assert not found.is_settled


def test_what_is_missing_is_amended_before_anything_is_proposed():
    found = standing(RANKED, {"birth_date": "1987-02-01"}, (), on=ON)
    assert found.obstacles
    unchecked = replace(found, items=())
    assert unchecked.obstacles == (("provisional", ""),)


def test_verified_facts_that_contradict_each_other_are_refused():
    with pytest.raises(FactsRefused):
        standing(RANKED, FACTS, [adjusted(FACTS, "permit_months", -1)], on=ON)


class Draws:
    """Numbers that look drawn and are the same for the same seed."""

    def __init__(self, seed):
        self.seed, self.count = seed, 0

    def randint(self, low, high):
        self.count += 1
        drawn = hashlib.sha256(f"{self.seed}/{self.count}".encode()).digest()
        return low + int.from_bytes(drawn) % (high - low + 1)

    def choice(self, items):
        return items[self.randint(0, len(items) - 1)]


def any_value(fact, randomly):
    """Give some value that the policy allows; a list stays empty."""
    match fact.kind:
        case "boolean":
            return randomly.randint(0, 1) == 1
        case "integer" | "decimal":
            low, high = int(fact.minimum or 0), int(fact.maximum or 400)
            return randomly.randint(low, min(high, low + 400))
        case "choice":
            return randomly.choice(fact.options).id
        case "date":
            return date(randomly.randint(1960, 2025), randomly.randint(1, 12), randomly.randint(1, 28)).isoformat()
        case _:
            return []


@pytest.mark.parametrize("policy", [RANKED, THRESHOLD], ids=["ranked", "threshold"])
@pytest.mark.parametrize("claimed", [FACTS, TOO_FEW], ids=["enough", "too few"])
@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_closing_what_is_skipped_cannot_change_the_outcome(policy, claimed, seed):
    """Some facts are verified as declared, some otherwise, in any order; whatever the skipped ones turn out to be, nothing changes."""
    randomly = Draws(seed)
    verdicts, found = [], standing(policy, claimed, (), on=ON)
    while found.needed:
        fact = randomly.choice(found.needed)
        is_otherwise = randomly.randint(1, 100) <= 15 or fact not in claimed
        value = any_value(policy.facts[fact], randomly) if is_otherwise else claimed[fact]
        verdicts.append(FactVerdict(len(verdicts) + 1, fact, "adjust", said(claimed, fact), (value,), "", "", "x", AT))
        found = standing(policy, claimed, verdicts, on=ON)
    closed = assess(policy, found.facts, on=ON)
    assert closed.outcome == found.so_far.outcome
    for _ in range(20):
        skipped = {fact: any_value(policy.facts[fact], randomly) for fact in found.open}
        again = assess(policy, {**found.facts, **skipped}, on=ON)
        assert again.outcome == found.so_far.outcome
        if policy.selection.ranking:
            assert again.ranking_keys == found.so_far.ranking_keys


def test_what_is_unknown_is_open_also_where_it_has_a_default_or_is_given():
    whole = assess(RANKED, FACTS, on=ON)
    opened = assess_open(RANKED, FACTS, ("owns_home", "rented_months"), on=ON)
    assert opened.missing == ("owns_home", "rented_months")
    assert opened.lowest < whole.total
    assert assess_open(RANKED, FACTS, (), on=ON).total == whole.total
