"""The journal is a chain: whatever is changed behind its back is found at its place."""

import threading

import pytest
import sqlalchemy as sa

from scoring.records.database import prepare, transactions_on
from scoring.records.journal import FIRST, BrokenLink, Entry, append, verify
from scoring.records.migrating import upgrade
from scoring.records.tables import AccountRow, ApplicationRow, EventRow, PolicyRow
from tests.records.conftest import AT, KEYS, account

GUARDS = {
    "sqlite": [f"DROP TRIGGER events_no_{operation}" for operation in ("update", "delete", "insert")],
    "postgresql": ["ALTER TABLE events DISABLE TRIGGER USER"],
}


def write(session, stream, number):
    for n in range(number):
        append(session, Entry(stream, f"act {n}", None, AT, {"n": n}, note=b"words" if n == 1 else None))
        session.flush()


@pytest.fixture
def journal(kind, empty_url):
    """Five events of an application and three of the policies, in a database of their own without triggers."""
    url = empty_url(kind)
    upgrade(url)
    engine = prepare(sa.create_engine(url), "BEGIN IMMEDIATE")
    transaction = transactions_on(engine, KEYS)
    with transaction() as session:
        session.add(account("lin"))
        session.add(PolicyRow(scheme="guangzhou", version="2025", digest="a" * 64, text="t", vocabulary="v", published_at=AT))
        session.flush()
        application = {"scheme": "guangzhou", "policy_version": "2025", "on": AT.date(), "recorded_at": AT, "recorded_by": 1}
        session.add(ApplicationRow(reference="2026-000001", version=5, status="accepted", **application))
        session.flush()
        write(session, "application:1", 5)
        write(session, "policies", 3)
        for statement in GUARDS[engine.dialect.name]:
            session.execute(sa.text(statement))
    yield transaction
    engine.dispose()


def test_an_untouched_journal_verifies(journal):
    with journal() as session:
        assert verify(session) is None
        assert session.scalars(sa.select(EventRow.previous).where(EventRow.number == 1)).all() == [FIRST, FIRST]


@pytest.mark.parametrize(
    ("statement", "stream", "number", "why"),
    [
        ("UPDATE events SET act = 'grant' WHERE number = 3 AND stream = 'application:1'", "application:1", 3, "hash"),
        ("UPDATE events SET facts = '[]' WHERE number = 3 AND stream = 'policies'", "policies", 3, "hash"),
        ("UPDATE events SET actor_id = 1 WHERE number = 1 AND stream = 'application:1'", "application:1", 1, "hash"),
        ("UPDATE events SET note = NULL WHERE number = 2 AND stream = 'application:1'", "application:1", 2, "hash"),
        ("UPDATE events SET at = '2026-03-01 00:00:00' WHERE number = 4 AND stream = 'application:1'", "application:1", 4, "hash"),
        (f"UPDATE events SET hash = '{'0' * 64}' WHERE number = 2 AND stream = 'policies'", "policies", 2, "hash"),
        (f"UPDATE events SET previous = '{'1' * 64}' WHERE number = 2 AND stream = 'policies'", "policies", 2, "order"),
        ("DELETE FROM events WHERE number = 1 AND stream = 'policies'", "policies", 1, "gap"),
        ("DELETE FROM events WHERE number = 2 AND stream = 'application:1'", "application:1", 2, "gap"),
        ("DELETE FROM events WHERE number = 5 AND stream = 'application:1'", "application:1", 5, "cut_off"),
        ("DELETE FROM events WHERE stream = 'application:1'", "application:1", 1, "cut_off"),
    ],
)
def test_what_was_changed_is_found_at_its_place(journal, statement, stream, number, why):
    with journal() as session:
        session.execute(sa.text(statement))
        assert verify(session) == BrokenLink(stream, number, why)


def test_two_events_cannot_change_places(journal):
    with journal() as session:
        for before, after in ((3, 30), (4, 3), (30, 4)):
            session.execute(sa.text(f"UPDATE events SET number = {after} WHERE number = {before} AND stream = 'application:1'"))
        assert verify(session) == BrokenLink("application:1", 3, "order")


def test_many_writers_make_one_chain(journal):
    errors = []

    def once():
        try:
            with journal() as session:
                append(session, Entry("accounts", "create", None, AT, {}))
        except Exception as error:  # noqa: BLE001 - shown below
            errors.append(error)

    threads = [threading.Thread(target=once) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with journal() as session:
        assert session.scalars(sa.select(EventRow.number).where(EventRow.stream == "accounts").order_by(EventRow.id)).all() == list(
            range(1, 13)
        )
        assert verify(session) is None
        assert session.scalars(sa.select(AccountRow)).all()
