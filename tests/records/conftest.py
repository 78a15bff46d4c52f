"""A migrated database of either kind, with rows of every append-only table."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from scoring.records.database import prepare, transactions_on
from scoring.records.journal import Entry, append
from scoring.records.keys import Keys
from scoring.records.migrating import upgrade
from scoring.records.sealing import new_seal
from scoring.records.tables import (
    AccountRow,
    ApplicationRow,
    AssessmentRow,
    DecisionRow,
    PartRow,
    PersonRow,
    PolicyRow,
    RecommendationRow,
    RegistrationRow,
    RoundsRow,
)

KEYS = Keys(bytes(range(32)), bytes(range(32, 64)))
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PIN = {"digest": "a" * 64, "round": None, "round_digest": None}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kind(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def url(kind, empty_url) -> str:
    address = empty_url(kind)
    upgrade(address)
    return address


@pytest.fixture(scope="module")
def engine(url):
    engine = prepare(sa.create_engine(url), "BEGIN IMMEDIATE")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def transaction(engine):
    return transactions_on(engine, KEYS)


def account(name):
    return AccountRow(username=name, email=f"{name}@office.cn", name=name, fs_uniquifier=name, created_at=AT)


def assessment(**changes):
    values = {"number": 1, "at": AT, "by": 1, "on": date(2026, 3, 2), **PIN, "outcome": "eligible", "total": "230"}
    return AssessmentRow(application_id=1, facts=b"f", document=b"d", **(values | changes))


def decision(**changes):
    values = {"maker_id": 1, "checker_id": 2, "kind": "granted", "outcome": "eligible", "recommendation": 1, "scheme": "guangzhou"}
    values |= {"reference": "2026-000001-D"}
    return DecisionRow(
        application_id=1,
        at=AT,
        on=date(2026, 3, 2),
        policy_version="2025",
        **PIN,
        total="230",
        reason=b"r",
        published_list="list",
        package="p" * 64,
        facts=b"f",
        document=b"d",
        **(values | changes),
    )


@pytest.fixture(scope="module")
def filled(transaction):
    """One application, recommended by account 1 and granted by account 2, with its events."""
    with transaction() as session:
        session.add_all([account("lin"), account("chen"), account("he")])
        session.add(PolicyRow(scheme="guangzhou", version="2025", digest="a" * 64, text="t", vocabulary="v", published_at=AT))
        session.add(RoundsRow(scheme="guangzhou", number=1, text="r", published_at=AT))
        session.flush()
        application = {"scheme": "guangzhou", "policy_version": "2025", "on": date(2026, 3, 2), "recorded_at": AT, "recorded_by": 1}
        session.add(ApplicationRow(reference="2026-000001", version=2, status="granted", **application))
        session.flush()
        seal = new_seal(session, 1, AT)
        session.add(PersonRow(application_id=1, number=0, relation="applicant", name=seal.close("王", "n"), identity_number=b"i"))
        session.add(assessment())
        session.add_all(
            [PartRow(application_id=1, account_id=1, part="maker"), PartRow(application_id=1, account_id=2, part="checker")]
        )
        session.flush()
        made = {"maker_id": 1, "assessment": 1, "proposal": "grant", "reason": b"r", "published_list": "list", "package": "p" * 64}
        session.add(RecommendationRow(application_id=1, number=1, at=AT, **made))
        session.flush()
        session.add(decision())
        session.add(RegistrationRow(application_id=1, number=0, on=AT.date(), office="越秀", recorded_at=AT, recorded_by=1))
        append(session, Entry("application:1", "record", None, AT, {"status": "accepted"}))
        append(session, Entry("application:1", "grant", None, AT, {"status": "granted"}, note=b"words"))
        append(session, Entry("policies", "publish", None, AT, {"scheme": "guangzhou"}))
    return transaction
