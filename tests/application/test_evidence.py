"""What an application's answers demand as proof, and what of it is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scoring.application.evidence import FAMILY, EvidenceFile, Media, Scan, demands, overview, says_more
from scoring.engine import assess
from scoring.policy import load_policy
from tests.casework.stories import FACTS
from tests.conftest import ROOT

ON = date(2026, 3, 2)
POLICY = load_policy(ROOT / "policies/guangzhou/2025.yaml")


def demanded(*, has_family=False, **changes: Any):
    return {d.kind.id: d for d in demands(assess(POLICY, FACTS | changes, on=ON), has_family=has_family)}


def file(number=1, **changes: Any) -> EvidenceFile:
    made = EvidenceFile(
        number,
        "diploma",
        "",
        "证书.pdf",
        Media.PDF,
        9,
        1,
        "d" * 64,
        Scan.CLEAN,
        None,
        None,
        datetime(2026, 3, 2, tzinfo=UTC),
        "林",
        1,
    )
    return replace(made, **changes)


def items(demand):
    return {purpose.item for purpose in demand.purposes}


def test_a_claimed_criterion_demands_what_its_answers_rest_on():
    found = demanded()
    assert items(found["diploma"]) == {"education_points"}
    assert found["diploma"].purposes[0].facts == ("education",)
    assert all(p.reference for p in found["diploma"].purposes)
    assert list(found) == [kind for kind in POLICY.evidence if kind in found]


def test_what_is_not_claimed_demands_nothing():
    assert "diploma" not in demanded(education="none")
    assert "patent_certificate" not in demanded()
    patent = {"kind": "invention", "granted_on": "2024-01-01", "inventors": 1, "still_counts": True}
    assert items(demanded(patents=[patent])["patent_certificate"]) == {"invention_patents"}


def test_an_answer_that_is_still_missing_claims_nothing():
    facts = {fact: value for fact, value in FACTS.items() if fact != "education"}
    found = {d.kind.id for d in demands(assess(POLICY, facts, on=ON), has_family=False)}
    assert "diploma" not in found


def test_requirements_and_vetoes_are_always_to_be_proved():
    found = demanded()
    assert "identity_card" in found
    assert found["identity_card"].is_document
    assert not found["crime_record"].is_document


def test_a_family_brings_its_own_papers():
    assert "family_proof" not in demanded()
    assert items(demanded(has_family=True)["family_proof"]) == {FAMILY}


@pytest.mark.parametrize(
    ("fact", "value", "more"),
    [
        ("owns_home", True, True),
        ("owns_home", False, False),
        ("pension_months", 0, False),
        ("pension_months", None, False),
        ("education", "bachelor", True),
        ("birth_date", date(1990, 1, 1), True),
    ],
)
def test_an_answer_is_proved_where_it_says_more_than_none(fact, value, more):
    assert says_more(POLICY.facts[fact], value) == more


def lines(*files, on=ON):
    found = overview(demanded().values(), files, on)
    return {line.demand.kind.id: line for line in found.lines}, found


def test_what_is_there_stands_beside_what_is_demanded():
    by_kind, found = lines()
    assert by_kind["diploma"].missing == by_kind["diploma"].demand.purposes
    assert by_kind["crime_record"].missing == ()
    assert by_kind["diploma"].demand in found.missing
    by_kind, found = lines(file())
    assert (by_kind["diploma"].missing, by_kind["diploma"].files) == ((), (file(),))
    assert by_kind["diploma"].demand not in found.missing


def test_a_file_for_one_purpose_proves_that_one():
    first = demanded()["identity_card"].purposes[0]
    by_kind, _ = lines(file(kind="identity_card", item=first.item))
    assert first not in by_kind["identity_card"].missing
    assert len(by_kind["identity_card"].missing) == len(demanded()["identity_card"].purposes) - 1


def test_what_was_taken_out_does_not_count():
    by_kind, found = lines(file(is_removed=True))
    assert by_kind["diploma"].missing
    assert found.files == ()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [(None, None, True), (ON, ON, True), (None, date(2026, 3, 1), False), (date(2026, 3, 3), None, False)],
)
def test_a_document_counts_on_the_days_it_is_valid(valid_from, valid_to, holds):
    document = file(valid_from=valid_from, valid_to=valid_to)
    assert document.holds(ON) == holds
    assert (lines(document)[0]["diploma"].missing == ()) == holds


def test_files_that_nothing_demands_are_kept_apart_and_every_file_is_told_once():
    stray = file(2, kind="patent_certificate")
    _, found = lines(stray, file())
    assert found.others == (stray,)
    assert found.files == (file(), stray)


def test_a_name_ends_as_its_content_says():
    assert [media.ending for media in Media] == [".pdf", ".jpeg", ".png", ".webp"]


def test_what_was_approved_before_is_proved_already():
    assessment = assess(POLICY, FACTS, on=ON)
    assert demands(assessment, has_family=False, settled=POLICY.facts) == ()
    some = demands(assessment, has_family=False, settled={"education"})
    assert {d.kind.id for d in some} == demanded().keys() - {"diploma"}
