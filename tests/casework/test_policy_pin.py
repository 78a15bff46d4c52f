"""An application stays under the version it was recorded under, whatever is published while it is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.application.application import Amendment, Intake, Opinion, Shown
from scoring.application.persons import Applicant
from scoring.application.verifying import Judgement
from scoring.casework.amend_facts import amend_facts
from scoring.casework.approve_grant import approve_grant
from scoring.casework.grant import grant
from scoring.casework.kept_policies import policy_sources
from scoring.casework.queries import read_decision, read_file
from scoring.casework.recommend import recommend
from scoring.casework.record_application import record_application
from scoring.casework.verify import verify
from scoring.policy import load_source
from scoring.policy.library import Library
from scoring.records.tables import RoleRow
from tests.casework import conftest
from tests.casework.hamlet import PolicyDesk
from tests.casework.stories import AT, ON, PRODUCTION, TIMING, number


@pytest.fixture
def staff(empty_transaction):
    with empty_transaction() as session:
        roles = {row.name: row for row in session.query(RoleRow)}
        held = {"first": "policy_staff", "second": "policy_staff", "third": "policy_staff", "lin": "officer", "chen": "supervisor"}
        return {name: conftest.engage(session, name, [roles[role]]) for name, role in held.items()}


@pytest.fixture
def desk(empty_transaction, staff):
    return PolicyDesk(empty_transaction, staff["first"], staff["second"], staff["third"])


def served(transaction):
    """What a service serves now."""
    return Library(load_source(source) for source in policy_sources(transaction))


@pytest.mark.parametrize("first", ["2026-02-01", "2026-03-02", "2026-04-01"])
def test_a_later_version_changes_nothing_of_an_open_application(desk, staff, first):
    """The later version holds before, on and after the day of the application, and gives more points."""
    transaction = desk.transaction
    pin = desk.published(first="2026-01-01")
    intake = Intake("hamlet", "1", Applicant("王小明", number()), (), {"years": 5}, ON)
    recorded = record_application(transaction, served(transaction), intake, officer=staff["lin"], at=AT, here=PRODUCTION)
    desk.published(version="2", first=first, points=9)

    library = served(transaction)
    assert library.in_force("hamlet", ON).version == ("1" if first > "2026-03-02" else "2")
    shown = Shown(recorded.reference, recorded.version)
    amended = amend_facts(transaction, library, shown, Amendment({"years": 6}, ON, None, "数错了"), officer=staff["lin"], at=AT)
    shown = Shown(amended.reference, amended.version)
    checked = [Judgement("years", "accept")]
    verified = verify(transaction, library, shown, checked, officer=staff["lin"], at=AT)
    shown = Shown(verified.reference, verified.version)
    recommend(transaction, library, shown, Opinion("grant", "合格。"), officer=staff["lin"], at=AT)
    file = read_file(transaction, recorded.reference, officer=staff["chen"])
    shown = Shown(recorded.reference, file.application.version, file.recommendation.package)
    approve_grant(transaction, library, TIMING, shown, officer=staff["chen"], at=AT, reason="同意。")
    shown = replace(shown, version=shown.version + 1)
    grant(transaction, library, TIMING, shown, officer=staff["chen"], at=AT, reason="准予。")

    file = read_file(transaction, recorded.reference, officer=staff["chen"])
    decision = read_decision(transaction, f"{recorded.reference}-D", officer=staff["chen"])
    for found in (recorded.pin, file.application.pin, decision.pin, *(assessed.pin for assessed in file.assessments)):
        assert (found.scheme, found.version, found.digest) == (pin.scheme, "1", pin.digest)
    assert decision.total == "12"
