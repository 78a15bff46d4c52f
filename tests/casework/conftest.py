"""One office on each database; every test works on applications of its own, and is undone at its end (`tests.casework.scenes`)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from scoring.application.officer import Officer, Role
from scoring.casework.publish_folder import publish_folder
from scoring.policy.library import Library, read_library
from scoring.records.accounts import AccountRow, RoleRow, officer_of
from scoring.records.database import prepare, transactions_on
from scoring.records.keys import Keys
from tests.casework.hamlet import PolicyDesk
from tests.casework.points_first import verifying
from tests.casework.scenes import Stage
from tests.casework.stories import AT, Office
from tests.conftest import ROOT

POLICIES = ROOT / "policies"
KEYS = Keys(bytes(range(32)), bytes(range(32, 64)))
STAFF = {
    "officer": {Role.OFFICER},
    "other_officer": {Role.OFFICER},
    "supervisor": {Role.SUPERVISOR},
    "other_supervisor": {Role.SUPERVISOR},
    "both": {Role.OFFICER, Role.SUPERVISOR},
    "policy_staff": {Role.POLICY_STAFF},
    "auditor": {Role.AUDITOR},
    "administrator": {Role.ADMINISTRATOR},
    "head": {Role.HEAD},
}


def open_office(url: str, library: Library, engines: list[Stage]) -> Office:
    """Publish the policies in the migrated database at *url* and engage the staff."""
    engines.append(Stage(prepare(sa.create_engine(url), "BEGIN IMMEDIATE"), KEYS))
    transaction = engines[-1]
    publish_folder(transaction, POLICIES, at=AT)
    with transaction() as session:
        roles = {row.name: row for row in session.scalars(sa.select(RoleRow))}
        staff = {name: engage(session, name, [roles[role] for role in held]) for name, held in STAFF.items()}
    return Office(transaction, library, **staff)


def open_empty_office(url: str, library: Library, engines: list[Stage]) -> Office:
    """Open an office in which nothing stands but what a test does itself, for acts that take in every file there is."""
    office = open_office(url, library, engines)
    engines[-1].keeps = False
    return office


def engage(session, name: str, roles: list[RoleRow]) -> Officer:
    row = AccountRow(username=name, email=f"{name}@office.cn", name=name, fs_uniquifier=name, created_at=AT, roles=roles)
    session.add(row)
    session.flush()
    return replace(officer_of(row), is_proved=True)


@pytest.fixture(scope="session")
def library() -> Library:
    """The policies, but Guangzhou verifies with the application; the tests of points that come first use `points_first`."""
    return verifying(read_library(POLICIES), "with_application")


@pytest.fixture(scope="session")
def engines():
    """The stages of all offices that were opened, each with an engine of its own."""
    opened: list[Stage] = []
    yield opened
    for stage in opened:
        stage.engine.dispose()


@pytest.fixture(autouse=True)
def undone(request, engines):
    """Undo whatever a test does, unless it is marked `commits`."""
    used = [*engines]
    commits = request.node.get_closest_marker("commits") is not None
    for stage in used:
        stage.forget() if commits else stage.begin()
    yield
    for stage in used:
        stage.end()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def office(kind, migrated_url, library, engines) -> Office:
    return open_office(migrated_url(kind), library, engines)


@pytest.fixture
def policy_desk(empty_transaction):
    """Three people who know the rules, in an installation where nothing is published."""
    with empty_transaction() as session:
        role = session.query(RoleRow).filter_by(name="policy_staff").one()
        staff = [engage(session, name, [role]) for name in ("first", "second", "third")]
    return PolicyDesk(empty_transaction, *staff)


@pytest.fixture
def empty_transaction(kind, migrated_url):
    """A migrated database without accounts, policies or applications."""
    engine = prepare(sa.create_engine(migrated_url(kind)), "BEGIN IMMEDIATE")
    yield transactions_on(engine, KEYS)
    engine.dispose()  # a server takes only so many connections
