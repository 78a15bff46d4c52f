"""Both databases have the same manners."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from scoring.records.database import Utc, lock, prepare, transactions
from scoring.records.sealing import keys_of
from scoring.records.tables import AccountRow, PolicyRow, RoundsRow
from tests.records.conftest import AT, KEYS, account


def test_a_moment_keeps_its_zone(filled):
    with filled() as session:
        assert session.scalars(sa.select(AccountRow.created_at).limit(1)).one() == AT
        assert session.scalars(sa.select(AccountRow.created_at).limit(1)).one().tzinfo is UTC


def test_a_moment_elsewhere_is_kept_in_utc(filled):
    beijing = timezone(timedelta(hours=8))
    with filled() as session:
        session.add(
            PolicyRow(
                scheme="z",
                version="1",
                digest="z" * 64,
                text="",
                vocabulary="",
                published_at=datetime(2026, 3, 2, 9, tzinfo=beijing),
            )
        )
        session.flush()
        kept = session.scalars(sa.select(PolicyRow.published_at).where(PolicyRow.scheme == "z")).one()
        session.rollback()
    assert kept.isoformat() == "2026-03-02T01:00:00+00:00"


def test_a_naive_moment_is_refused(filled):
    with pytest.raises(sa.exc.StatementError, match="no time zone"), filled() as session:
        session.add(PolicyRow(scheme="n", version="1", digest="n" * 64, text="", vocabulary="", published_at=datetime(2026, 3, 2)))  # noqa: DTZ001 - the point


def test_no_moment_stays_none():
    assert Utc().process_bind_param(None, None) is None
    assert Utc().process_result_value(None, None) is None


def test_a_failed_act_leaves_nothing(filled):
    with pytest.raises(RuntimeError):
        fail_half_way(filled)
    with filled() as session:
        assert session.scalar(sa.select(AccountRow.id).where(AccountRow.username == "ghost")) is None


def fail_half_way(transaction):
    with transaction() as session:
        session.add(account("ghost"))
        session.flush()
        raise RuntimeError


def test_transactions_bring_the_keys(url):
    transaction = transactions(url, KEYS)
    with transaction() as session:
        assert keys_of(session) is KEYS
        engine = session.get_bind()
    engine.dispose()


def test_sqlite_has_its_pragmas(empty_url):
    engine = prepare(sa.create_engine(empty_url("sqlite")))
    names = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15000, "recursive_triggers": 1}
    with engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names} == names
    engine.dispose()


def test_a_reader_does_not_wait_for_an_act(url, filled):
    """Lists use an engine with a plain BEGIN: they see the last committed state while an act is under way."""
    reader = prepare(sa.create_engine(url))
    with filled() as session:
        session.add(account("unseen"))
        session.flush()
        with reader.connect() as connection:
            assert connection.scalar(sa.text("SELECT count(*) FROM accounts WHERE username = 'unseen'")) == 0
        session.rollback()
    reader.dispose()


def test_who_locks_the_same_name_waits(filled):
    """Each thread writes the number after the highest one; without the lock two would write the same."""
    errors = []

    def next_number():
        try:
            with filled() as session:
                lock(session, "counter")
                last = session.scalar(sa.select(sa.func.max(RoundsRow.number)).where(RoundsRow.scheme == "counted"))
                session.add(RoundsRow(scheme="counted", number=(last or 0) + 1, text="", published_at=AT))
        except sa.exc.DBAPIError as error:
            errors.append(error)

    threads = [threading.Thread(target=next_number) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with filled() as session:
        numbers = session.scalars(sa.select(RoundsRow.number).where(RoundsRow.scheme == "counted").order_by(RoundsRow.number))
        assert numbers.all() == list(range(1, 9))


def test_an_error_of_the_database_says_nothing_of_what_was_sent(url):
    with transactions(url, KEYS)() as session:
        engine = session.get_bind()
        with pytest.raises(sa.exc.DBAPIError) as error:
            session.execute(sa.text("SELECT name FROM nowhere WHERE name = :name"), {"name": "张三"})
        session.rollback()
    engine.dispose()
    assert "nowhere" in str(error.value)
    assert "张三" not in str(error.value)
