"""What departments answer becomes a verified fact by the rule of the policy, or stays open with what it waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from scoring.application.agreement import bases_of, rule_of
from scoring.application.departments import (
    AgencyRequest,
    Closing,
    FactStanding,
    joint_standing,
    newest,
    obstacle_of,
    settled,
    verdicts_of_departments,
)
from scoring.application.verifying import FactVerdict
from scoring.errors import FactsRefused
from scoring.policy.facts import Verification
from scoring.policy.library import read_library
from tests.conftest import ROOT

TIANJIN = read_library(ROOT / "policies").find("tianjin", "2021")
AT, TODAY, ON = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2), date(2021, 6, 1)
WHO = {"birth_date": "1990-05-01", "education": "bachelor", "pension_months": 60, "residence_months": 24}
CLAIMED = {**WHO, "holds_valid_permit": True, "holds_labour_contract": True, "income_declared_a_year": True}
_numbers = count(1)


def request(department, *facts, **closing):
    number = next(_numbers)
    sent = AgencyRequest(number, number, department, facts, "核查", "art. 1", AT, "officer", date(2026, 3, 16))
    return replace(sent, closing=Closing(**{"at": AT, "by": "罗", **closing})) if closing else sent


def answer(department, fact, value, first=TODAY, last=None):
    return request(department, fact, kind="answer", values={fact: (value,)}, valid_from=first, valid_until=last)


def decline(department, fact):
    return request(department, fact, kind="decline", reason="查无此人")


def found(*requests, policy=TIANJIN, today=TODAY) -> FactStanding:
    [one] = settled(policy, requests, today, on=ON).values()
    return one


def by(rule):
    """Give the policy with another rule for insurance."""
    policy = replace(TIANJIN, digest=f"pension {rule}")
    [insurance] = [item for item in policy.walk() if item.id == "insurance"]
    about = replace(insurance.about, verification=Verification(("police", "human_resources"), rule))
    [indicators] = policy.groups
    items = tuple(replace(item, about=about) if item.id == "insurance" else item for item in indicators.items)
    return replace(policy, groups=(replace(indicators, items=items),))


def test_a_criterion_has_the_rule_of_its_group_unless_it_has_its_own():
    assert rule_of(TIANJIN, "pension_months") == Verification(("human_resources",))
    assert rule_of(TIANJIN, "credit_report_late") == Verification(("central_bank",))
    assert rule_of(TIANJIN, "birth_date") == Verification(("human_resources", "police"), "must_agree")
    assert rule_of(TIANJIN, "holds_valid_permit").by == ("police",)
    assert rule_of(TIANJIN, "nobody_reads_this") == Verification(())


def test_where_criteria_have_different_rules_all_who_are_named_must_agree():
    [veto] = [replace(r, about=replace(r.about, id="x")) for r in TIANJIN.requirements if r.id == "residence_permit"]
    about = replace(veto.about, id="labour_contract", verification=Verification(("tax",)))
    second = replace(veto, about=about)
    policy = replace(TIANJIN, requirements=(TIANJIN.requirements[0], second), digest="two")
    assert rule_of(policy, "holds_valid_permit") == Verification(("police", "tax"), "must_agree")


def test_a_request_rests_on_the_articles_of_what_reads_its_facts():
    assert bases_of(TIANJIN, ["holds_valid_permit", "residence_months"]) == ("papers 2.1", "site 7; system")


@pytest.mark.parametrize(
    ("requests", "state", "value"),
    [
        ([request("human_resources", "pension_months")], "open", ()),
        ([answer("human_resources", "pension_months", 60)], "stands", (60,)),
        ([decline("human_resources", "pension_months")], "refused", ()),
        ([answer("human_resources", "pension_months", 60, date(2026, 1, 1), date(2026, 3, 1))], "none", ()),
        ([answer("human_resources", "pension_months", 60, date(2026, 1, 1), date(2026, 3, 2))], "stands", (60,)),
        ([answer("human_resources", "pension_months", 60, date(2026, 3, 3))], "none", ()),
        ([answer("police", "pension_months", 60), request("human_resources", "pension_months")], "stands", (60,)),
        ([answer("police", "pension_months", 60), answer("human_resources", "pension_months", 59)], "differ", ()),
        ([request("human_resources", "pension_months", kind="withdraw", reason="x")], "none", ()),
    ],
)
def test_any_one_answer_suffices_where_the_policy_names_one(requests, state, value):
    if state == "none" and requests[0].closing.kind == "withdraw":
        assert newest(requests, "pension_months") == {}
    one = found(*requests)
    assert (one.state, one.value) == (state, value)


@pytest.mark.parametrize(
    ("requests", "state", "value"),
    [
        ([answer("police", "birth_date", "1990-05-01")], "incomplete", ()),
        ([answer("police", "birth_date", "1990-05-01"), request("human_resources", "birth_date")], "open", ()),
        ([answer("police", "birth_date", "1990-05-01"), decline("human_resources", "birth_date")], "refused", ()),
        ([answer("police", "birth_date", "1990-05-01"), answer("human_resources", "birth_date", "1990-05-02")], "differ", ()),
        (
            [answer("police", "birth_date", "1990-05-01"), answer("human_resources", "birth_date", "1990-05-01")],
            "stands",
            ("1990-05-01",),
        ),
    ],
)
def test_all_must_answer_alike_where_the_policy_says_so(requests, state, value):
    one = found(*requests)
    assert (one.state, one.value) == (state, value)


def test_answers_that_are_spelt_differently_are_alike():
    written = replace(TIANJIN.facts["pension_months"], kind="decimal", places=2)
    policy = replace(TIANJIN, facts={**TIANJIN.facts, "pension_months": written}, digest="written")
    first, second = answer("police", "pension_months", "60"), answer("human_resources", "pension_months", "60.00")
    one = found(first, second, policy=policy)
    assert (one.state, one.value) == ("stands", ("60",))
    [verdict] = verdicts_of_departments(policy, {**CLAIMED, "pension_months": "60.0"}, {"pension_months": one})
    assert verdict.kind == "accept"
    assert found(first, answer("human_resources", "pension_months", "60.01"), policy=policy).state == "differ"


def test_the_answer_with_the_most_points_counts_where_the_policy_takes_the_highest():
    college, bachelor = (
        answer("human_resources", "education", "junior_college"),
        answer("education_commission", "education", "bachelor"),
    )
    assert found(college).value == ("junior_college",)
    assert found(college, bachelor).value == ("bachelor",)
    assert found(bachelor, answer("human_resources", "education", "none")).value == ("bachelor",)
    assert found(college, request("education_commission", "education")).state == "open"


@pytest.mark.parametrize(
    ("fact", "values", "state", "value"),
    [
        ("pension_months", (24, 36), "stands", (60,)),
        ("pension_months", (400, 400), "differ", ()),
        ("pension_months", (24, None), "incomplete", ()),
    ],
)
def test_answers_are_added_where_the_policy_says_so(fact, values, state, value):
    sent = [answer(name, fact, each) for name, each in zip(("police", "human_resources"), values, strict=True) if each is not None]
    one = found(*sent, policy=by("sum"))
    assert (one.state, one.value) == (state, value)


@pytest.mark.parametrize(
    ("kind", "values", "value"),
    [
        ("boolean", (False, True), (True,)),
        ("list", ([{"found_on": "2021-01-01"}], []), ([{"found_on": "2021-01-01"}],)),
        ("choice", ("none", "none"), ("none",)),
        ("choice", ("none", "senior"), None),
        ("decimal", ("1.50", "0.75"), ("2.25",)),
    ],
)
def test_every_kind_of_fact_has_its_own_sum(kind, values, value):
    fact = {"boolean": "credit_report_late", "list": "fake_records", "choice": "title"}.get(kind, "pension_months")
    changed = replace(TIANJIN.facts[fact], kind=kind, places=2) if kind == "decimal" else TIANJIN.facts[fact]
    policy = replace(TIANJIN, facts={**TIANJIN.facts, fact: changed}, digest=f"sum {kind} {values}")
    group = replace(policy.groups[0], about=replace(policy.groups[0].about, verification=Verification(("tax", "police"), "sum")))
    plain = tuple(_without_rules(item) for item in group.items)
    policy = replace(policy, groups=(replace(group, items=plain),))
    one = found(*(answer(name, fact, each) for name, each in zip(("tax", "police"), values, strict=True)), policy=policy)
    assert (one.state, one.value) == (("differ", ()) if value is None else ("stands", value))


def _without_rules(item):
    plain = replace(item, about=replace(item.about, verification=None))
    return replace(plain, items=tuple(_without_rules(below) for below in item.items)) if hasattr(item, "items") else plain


def test_what_is_known_to_be_empty_adds_nothing():
    fact = replace(TIANJIN.facts["pension_months"], optional=True)
    policy = replace(by("sum"), facts={**TIANJIN.facts, "pension_months": fact}, digest="optional")
    empty = [answer("police", "pension_months", None), answer("human_resources", "pension_months", None)]
    assert found(*empty, policy=policy).value == (None,)


def test_what_was_asked_anew_counts_no_more_until_that_is_taken_back():
    first = answer("human_resources", "pension_months", 60)
    again = replace(request("human_resources", "pension_months"), contests=first.number)
    assert found(first, again).state == "open"
    taken_back = replace(again, closing=Closing("withdraw", AT, "officer", reason="x"))
    assert found(first, taken_back).value == (60,)
    assert found(first, replace(again, closing=answer("x", "pension_months", 48).closing)).value == (48,)


def test_an_answer_is_a_verdict_whatever_is_claimed():
    sent = [answer("human_resources", "pension_months", 48), answer("police", "residence_months", 24)]
    verdicts = verdicts_of_departments(TIANJIN, CLAIMED, settled(TIANJIN, sent, TODAY, on=ON))
    assert [(one.kind, one.claimed, one.verified, one.departments) for one in verdicts] == [
        ("adjust", (60,), (48,), ("human_resources",)),
        ("accept", (24,), (24,), ("police",)),
    ]
    standing = joint_standing(TIANJIN, CLAIMED, (), settled(TIANJIN, sent, TODAY, on=ON), on=ON)
    assert (standing.facts["pension_months"], "pension_months" in standing.open) == (48, False)


def test_a_request_is_overdue_after_its_last_day():
    sent = request("police", "residence_months")
    assert [sent.is_overdue(day) for day in (date(2026, 3, 16), date(2026, 3, 17))] == [False, True]
    assert not replace(sent, due=None).is_overdue(date(2030, 1, 1))
    assert not answer("police", "residence_months", 1).is_overdue(date(2030, 1, 1))


def test_what_stands_in_the_way_says_what_a_fact_waits_for_at_the_departments():
    states = {
        state: {"x": FactStanding("x", Verification(()), state)} for state in ("open", "differ", "incomplete", "stands", "none")
    }
    said = {state: obstacle_of(one, ("unverified", "x"))[0] for state, one in states.items()}
    kinds = {"open": "awaiting", "differ": "differ", "incomplete": "incomplete", "stands": "contradiction", "none": "unverified"}
    assert said == kinds
    assert obstacle_of(states["open"], ("provisional", "")) == ("provisional", "")
    assert obstacle_of({}, ("unverified", "x")) == ("unverified", "x")


BEIJING = read_library(ROOT / "policies").find("beijing", "2020")
DAY = date(2020, 9, 1)
MONTHS = {"employment_months": 60, "study_overlap_months": 12, "education": "master"}


def judged(fact, value, claim):
    return FactVerdict(1, fact, "adjust", (claim,), (value,), "r", "", "x", AT)


STUDIED = judged("education", "master", "master")


def joint(*requests, verdicts=()):
    return joint_standing(BEIJING, MONTHS, verdicts, settled(BEIJING, requests, TODAY, on=DAY), on=DAY)


def test_what_departments_say_goes_before_a_verdict_that_contradicts_it():
    verdicts = (STUDIED, judged("study_overlap_months", 48, 12))
    assert joint(verdicts=verdicts).facts["study_overlap_months"] == 48
    standing = joint(answer("tax", "employment_months", 24), verdicts=verdicts)
    assert (standing.facts.get("employment_months"), "study_overlap_months" in standing.open) == (24, True)


def test_where_departments_contradict_each_other_the_facts_are_open():
    said = [answer("tax", "employment_months", 24), answer("education", "study_overlap_months", 36)]
    standing = joint(*said, verdicts=(STUDIED,))
    assert {"employment_months", "study_overlap_months"} <= set(standing.open)
    found = settled(BEIJING, said, TODAY, on=DAY)
    assert obstacle_of(found, ("unverified", "employment_months")) == ("contradiction", "employment_months")


def test_a_contradiction_that_no_department_has_a_part_in_is_refused():
    verdicts = (STUDIED, judged("study_overlap_months", 48, 12), judged("employment_months", 24, 60))
    with pytest.raises(FactsRefused):
        joint(verdicts=verdicts)
    broken = [judged("birth_date", "x", "1990-05-01")]
    with pytest.raises(FactsRefused):
        joint_standing(TIANJIN, CLAIMED, broken, settled(TIANJIN, [answer("police", "residence_months", 24)], TODAY, on=ON), on=ON)
