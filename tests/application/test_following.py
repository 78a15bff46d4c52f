"""What a new version says otherwise than the file before: facts, people, points, what it unlocks."""

from __future__ import annotations

from functools import cache

import pytest

from scoring.application.following import Said, changes, who_is_who
from scoring.application.identity import IdentityNumber
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.plain import plain
from scoring.engine import assess
from scoring.engine.document import as_document
from scoring.policy.library import read_library
from tests.casework.stories import FACTS, ON, TOO_FEW
from tests.conftest import ROOT

OWN = Applicant("王小明", IdentityNumber("440106198702010016"))
SPOUSE = FamilyMember("spouse", "李小红", IdentityNumber("440106198808150028"))
CHILD = FamilyMember("child", "王一", IdentityNumber("440106201509090013"))


@cache
def policy():
    return read_library(ROOT / "policies").find("guangzhou", "2025")


def said(facts=FACTS, *family):
    round_id = policy().rounds[-1].id if policy().rounds else None
    return Said((OWN, *family), plain(facts), plain(as_document(assess(policy(), facts, on=ON, round_id=round_id))))


def test_the_same_says_nothing_else():
    assert changes(said(), said()).is_empty


def test_facts_and_what_follows_from_them():
    found = changes(said(), said(FACTS | {"housing_fund_months": 12}))
    assert [(one.place, one.before, one.after) for one in found.said] == [("facts/housing_fund_months", 60, 12)]
    assert {one.kind for one in found.results} <= {"total", "award", "outcome", "verdict", "threshold"}
    assert "total" in {one.kind for one in found.results}
    assert found.unlocked == ()


def test_people_by_name_number_and_place():
    renamed = FamilyMember("spouse", "李晓红", SPOUSE.identity_number)
    found = changes(said(FACTS, SPOUSE, CHILD), said(FACTS, CHILD, renamed))
    assert [(one.place, one.before, one.after) for one in found.said] == [("people/2/name", "李小红", "李晓红")]
    assert found.unlocked == ()
    assert who_is_who((OWN, SPOUSE, CHILD), (OWN, CHILD, renamed)) == {0: 0, 1: 2, 2: 1}


@pytest.mark.parametrize("is_new", [True, False])
def test_what_one_version_alone_unlocks_for_whom(is_new):
    with_child, without = said(FACTS, CHILD), said()
    found = changes(without, with_child) if is_new else changes(with_child, without)
    unlocked = [one for one in with_child.document["entitlements"] if "child" in one["beneficiaries"]]
    assert unlocked
    assert [(one.person, one.entitlement, one.is_new) for one in found.unlocked] == [(CHILD, one["id"], is_new) for one in unlocked]


def test_where_nothing_is_granted_nothing_is_unlocked():
    refused = said(TOO_FEW)
    assert refused.document["outcome"] == "below_threshold"
    found = changes(said(), refused)
    assert {one.is_new for one in found.unlocked} == {False}
    assert ("outcome", "eligible", "below_threshold") in {(one.kind, one.before, one.after) for one in found.results}
