"""The hash of a recommendation changes with anything that a supervisor is shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scoring.application.application import Assessed, Opinion, PolicyPin
from scoring.application.identity import IdentityNumber
from scoring.application.package import Package
from scoring.application.persons import Applicant, FamilyMember

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


def test_a_package_shows_nobody_in_a_log():
    assert "王" not in repr(PACKAGE)
    assert "bachelor" not in repr(PACKAGE)
