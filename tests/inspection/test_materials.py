"""The list of materials: every kind of evidence with what it is for, under which conditions, and who has to see to it."""

from __future__ import annotations

import pytest

from scoring.inspection.materials import Material, materials
from tests.inspection.test_difference import LIBRARY, village

CARD = "label: Identity card, issued_by: Police, proof: document, form: copy}"
AGE = "order: 1}, evidence: [card]}"


def of(policy, kind) -> Material:
    return next(each for each in materials(policy) if each.kind.id == kind)


def uses(material):
    """Role, id, and the conditions in English."""
    return [(use.role, use.id, use.applies.say("en"), use.unless.say("en")) for use in material.uses]


def test_a_kind_is_for_all_that_rests_on_a_fact_it_proves_and_all_that_names_it():
    assert uses(of(village(), "card")) == [
        ("requirement", "of_age", "", "Married: yes, and “Age” is more than 16 years"),
        ("veto", "too_old", "", ""),
        ("points", "age_points", "", ""),
        ("points", "invention", "“Age” is at least 18 years", ""),
        ("points", "both", "", ""),
        ("points", "formula", "", ""),
        ("points", "read", "", ""),
        ("entitlement", "home", "", ""),
    ]


def test_what_it_proves_and_who_confirms_stand_with_each_use():
    found = {use.id: use for use in of(village(), "card").uses}
    assert [proved.label.say("en") for proved in found["of_age"].proves] == ["Age"]
    assert [by.say("en") for by in found["formula"].by] == ["Police"]
    assert of(village(), "card").by == found["formula"].by
    assert (found["of_age"].reference, found["home"].proves) == ("art. 2", ())


def test_a_fact_that_is_not_asked_of_all_says_when():
    policy = village(
        ("default: 2020-01-01}", "default: 2020-01-01, evidence: [diploma]}"),
        ("require: years >= 1}", 'require: moved_in < "2024-01-01"}'),
    )
    (use,) = of(policy, "diploma").uses
    assert [proved.when.say("en") for proved in use.proves] == ["“Years lived here” is more than 1"]
    assert (use.role, of(policy, "diploma").need) == ("requirement", "some")


def test_a_criterion_that_only_takes_points_is_a_deduction():
    policy = village(("when: patent, points: 10, applies", "when: patent, points: -10, applies"))
    assert ("deduction", "invention") in [(use.role, use.id) for use in of(policy, "card").uses]


@pytest.mark.parametrize(
    ("edits", "kind", "need"),
    [
        ((), "card", "everybody"),
        ((), "diploma", "some"),  # which nothing names
        (((CARD, CARD.replace("document", "registry")),), "card", "looked_up"),
        (((CARD, CARD.replace("document", "declaration")),), "card", "declared"),
        ((("documents: [card]", "documents: [diploma]"),), "diploma", "afterwards"),
        ((("conditions: [Unmarried]", "evidence: [diploma]"),), "diploma", "some"),
        ((("documents: [card]", "documents: [diploma]"), ("conditions: [Unmarried]", "evidence: [diploma]")), "diploma", "some"),
    ],
)
def test_who_has_to_see_to_it(edits, kind, need):
    assert of(village(*edits), kind).need == need


def test_for_the_family_there_is_a_use_of_its_own():
    policy = village(("conditions: [Unmarried]", "evidence: [diploma], reference: art. 9"))
    (use,) = of(policy, "diploma").uses
    assert (use.role, use.id, use.reference) == ("family", "", "art. 9")


@pytest.mark.parametrize("policy", LIBRARY.policies, ids=lambda policy: policy.name)
def test_the_list_holds_every_kind_of_every_policy_once_in_its_order(policy):
    assert [material.kind.id for material in materials(policy)] == list(policy.evidence)
    named = {kind for fact in policy.facts.values() for kind in fact.evidence}
    assert {material.kind.id for material in materials(policy) if material.uses} >= named
