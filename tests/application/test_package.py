"""The hash of a recommendation changes with anything that a supervisor is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scoring.application.application import Assessed, Opinion, PolicyPin
from scoring.application.identity import IdentityNumber
from scoring.application.package import Package
from scoring.application.persons import Applicant, FamilyMember
from scoring.application.plain import canonical, sha256

NUMBER = IdentityNumber("440106198702010003")
OTHER = IdentityNumber("810000199408230021")
ASSESSED = Assessed(
    number=1,
    at=datetime(2026, 3, 2, tzinfo=UTC),
    by="林",
    on=date(2026, 3, 2),
    pin=PolicyPin("guangzhou", "2025", "a" * 64, "2025", "b" * 64),
    outcome="eligible",
    total="230",
    facts={"education": "bachelor"},
    document={"total": "230"},
)
PACKAGE = Package("2026-000001", (Applicant("王小明", NUMBER),), ASSESSED, Opinion("grant", "符合", "名单"), 7)


def test_the_same_content_has_the_same_hash():
    again = replace(PACKAGE, persons=[Applicant("王小明", NUMBER)], assessed=replace(ASSESSED, at=datetime(2026, 3, 3, tzinfo=UTC)))
    assert again.hash() == PACKAGE.hash()
    assert len(PACKAGE.hash()) == 64


@pytest.mark.parametrize(
    "other",
    [
        replace(PACKAGE, application="2026-000002"),
        replace(PACKAGE, persons=(Applicant("王大明", NUMBER),)),
        replace(PACKAGE, persons=(Applicant("王小明", OTHER),)),
        replace(PACKAGE, persons=(Applicant("王小明", NUMBER), FamilyMember("child", "王", OTHER))),
        replace(PACKAGE, opinion=Opinion("refuse", "符合", "名单")),
        replace(PACKAGE, opinion=Opinion("grant", "符合。", "名单")),
        replace(PACKAGE, opinion=Opinion("grant", "符合", "另一名单")),
        replace(PACKAGE, maker_id=8),
        replace(PACKAGE, assessed=replace(ASSESSED, on=date(2026, 3, 3))),
        replace(PACKAGE, assessed=replace(ASSESSED, facts={"education": "master"})),
        replace(PACKAGE, assessed=replace(ASSESSED, document={"total": "231"})),
        replace(PACKAGE, assessed=replace(ASSESSED, pin=replace(ASSESSED.pin, digest="c" * 64))),
        replace(PACKAGE, assessed=replace(ASSESSED, pin=replace(ASSESSED.pin, round=None))),
        replace(PACKAGE, assessed=replace(ASSESSED, pin=replace(ASSESSED.pin, round_digest="d" * 64))),
    ],
)
def test_any_difference_shows(other):
    assert other.hash() != PACKAGE.hash()


SIGNED = replace(
    PACKAGE,
    secret=bytes(32),
    assessed=replace(
        ASSESSED,
        document={
            "total": "230",
            "awards": [
                {
                    "id": "g",
                    "points": "230",
                    "cap": None,
                    "uncapped": "230",
                    "counts": True,
                    "awards": [],
                    "facts": {"education": "bachelor"},
                }
            ],
        },
    ),
)


def test_what_is_signed_shows_nothing_of_a_person():
    statement = SIGNED.statement(bytes(32))
    assert SIGNED.hash() == sha256(statement) != replace(SIGNED, secret=None).hash()
    for word in ("王小明", NUMBER.reveal(), "bachelor", "符合", "名单"):
        assert word not in canonical(statement)
    assert set(statement["commitments"]) == {"fact:education", "person:0", "reason", "published_list", "assessment"}
    assert statement["sums"] == [{"id": "g", "points": "230", "cap": None, "uncapped": "230", "counts": True, "awards": []}]


@pytest.mark.parametrize(
    "other",
    [
        {"secret": bytes(range(32))},
        {"persons": (Applicant("王大明", NUMBER),)},
        {"opinion": Opinion("grant", "符合。", "名单")},
        {"opinion": Opinion("grant", "符合", "另一名单")},
        {"maker_id": 8},
        {"assessed": replace(SIGNED.assessed, facts={"education": "master"})},
    ],
)
def test_any_difference_shows_in_what_is_signed(other):
    assert replace(SIGNED, **other).hash() != SIGNED.hash()


def test_a_package_shows_nobody_in_a_log():
    assert "王" not in repr(PACKAGE)
    assert "bachelor" not in repr(PACKAGE)
