"""The journal is a chain: whatever is changed behind its back is found at its place."""

import json
import threading
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from scoring.records import chains
from scoring.records.chains import FIRST, ChainHeadRow
from scoring.records.database import prepare, transactions_on
from scoring.records.journal import Entry, append
from scoring.records.migrating import downgrade, upgrade
from scoring.records.tables import AccountRow, ApplicationRow, EventRow, LinkRow, PolicyRow
from scoring.records.verifying import AT_ONCE, BrokenLink, Seal, amount, check_seal, heads, steps, verify
from tests.records.conftest import AT, KEYS, account

BEFORE_LINKS = json.loads((Path(__file__).parent / "journal_before_links.json").read_text("utf-8"))
"""A journal as it was kept when there were chains of streams only."""


def write(session, stream, number):
    for n in range(number):
        append(session, Entry(stream, f"act {n}", None, AT, {"n": n}, note=b"words" if n == 1 else None))
        session.flush()


@contextmanager
def unguarded(engine):
    """A connection of somebody who may do anything: without triggers and foreign keys."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
            named = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in named:
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
            yield connection
            for _, made in named:
                connection.exec_driver_sql(made)
            connection.commit()
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")
        else:
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
            yield connection
            connection.commit()


@pytest.fixture
def opened(kind, migrated_url):
    engine = prepare(sa.create_engine(migrated_url(kind)), "BEGIN IMMEDIATE")
    yield engine
    engine.dispose()


@pytest.fixture
def journal(opened):
    """Five events of an application and three of the policies, in a database of their own."""
    transaction = transactions_on(opened, KEYS)
    with transaction() as session:
        session.add(account("lin"))
        session.add(PolicyRow(scheme="guangzhou", version="2025", digest="a" * 64, text="t", vocabulary="v", published_at=AT))
        session.flush()
        application = {"scheme": "guangzhou", "policy_version": "2025", "on": AT.date(), "recorded_at": AT, "recorded_by": 1}
        session.add(ApplicationRow(reference="2026-000001", version=5, status="accepted", **application))
        session.flush()
        write(session, "application:1", 5)
    with transaction() as session:
        write(session, "policies", 3)
    return transaction


@pytest.fixture
def tamper(opened, journal):
    """Does what nothing of the product can do, and gives what verifying says then."""

    def do(*statements):
        with unguarded(opened) as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
        with journal() as session:
            return verify(session)

    return do


def test_an_untouched_journal_verifies(journal):
    with journal() as session:
        assert verify(session) is None
        assert session.scalars(sa.select(EventRow.previous).where(EventRow.number == 1)).all() == [FIRST, FIRST]
        links = session.scalars(sa.select(LinkRow).order_by(LinkRow.sequence)).all()
        assert [(link.sequence, link.event_id, link.algorithm) for link in links] == [(n, n, "sha256") for n in range(1, 9)]
        assert [link.previous for link in links] == [FIRST, *(link.hash for link in links[:-1])]
        assert (amount(session), sum(steps(session))) == (16, 16)


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
        ("UPDATE events SET algorithm = 'sha3_256' WHERE number = 2 AND stream = 'policies'", "policies", 2, "hash"),
        ("UPDATE events SET algorithm = 'md5' WHERE number = 2 AND stream = 'policies'", "policies", 2, "algorithm"),
        ("DELETE FROM events WHERE number = 1 AND stream = 'policies'", "policies", 1, "gap"),
        ("DELETE FROM events WHERE number = 2 AND stream = 'application:1'", "application:1", 2, "gap"),
        ("DELETE FROM events WHERE number = 5 AND stream = 'application:1'", "application:1", 5, "cut_off"),
        ("DELETE FROM events WHERE stream = 'application:1'", "application:1", 1, "cut_off"),
        ("DELETE FROM events WHERE number = 3 AND stream = 'policies'", "journal", 8, "missing"),
        ("UPDATE journal_links SET hash = previous WHERE sequence = 3", "journal", 3, "hash"),
        (f"UPDATE journal_links SET previous = '{'1' * 64}' WHERE sequence = 3", "journal", 3, "order"),
        ("UPDATE journal_links SET algorithm = 'sha3_256' WHERE sequence = 3", "journal", 3, "hash"),
        ("UPDATE journal_links SET algorithm = 'md5' WHERE sequence = 3", "journal", 3, "algorithm"),
        ("DELETE FROM journal_links WHERE sequence = 3", "journal", 3, "gap"),
        ("DELETE FROM journal_links WHERE sequence = 8", "journal", 8, "cut_off"),
        ("DELETE FROM journal_links", "journal", 1, "cut_off"),
        ("UPDATE chain_heads SET count = count + 1", "journal", 9, "cut_off"),
        ("UPDATE chain_heads SET hash = 'x'", "journal", 9, "cut_off"),
        ("DELETE FROM chain_heads", "journal", 9, "cut_off"),
    ],
)
def test_what_was_changed_is_found_at_its_place(tamper, statement, stream, number, why):
    assert tamper(statement) == BrokenLink(stream, number, why)


def test_the_end_of_any_stream_is_missed_even_together_with_its_link(tamper):
    found = tamper("DELETE FROM events WHERE number = 3 AND stream = 'policies'", "DELETE FROM journal_links WHERE sequence = 8")
    assert found == BrokenLink("journal", 8, "cut_off")


def test_two_events_cannot_change_places(tamper):
    moves = ((3, 30), (4, 3), (30, 4))
    swap = [f"UPDATE events SET number = {after} WHERE number = {before} AND stream = 'application:1'" for before, after in moves]
    assert tamper(*swap) == BrokenLink("application:1", 3, "order")


def test_two_links_cannot_change_places(tamper):
    moves = ((3, 30), (4, 3), (30, 4))
    swap = [f"UPDATE journal_links SET sequence = {after} WHERE sequence = {before}" for before, after in moves]
    assert tamper(*swap) == BrokenLink("journal", 3, "order")


def test_a_link_cannot_be_given_the_event_of_another(tamper):
    moves = ((3, 90), (4, 3), (90, 4))
    found = tamper(*(f"UPDATE journal_links SET event_id = {after} WHERE event_id = {before}" for before, after in moves))
    assert found == BrokenLink("journal", 3, "hash")


def test_an_event_put_in_at_the_end_of_a_stream_stands_in_no_link(journal, opened):
    """Its hash may be right: anybody can hash."""
    with journal() as session:
        last = append(session, Entry("policies", "forged", None, AT, {}))
        session.flush()
        values = {column.name: getattr(last, column.key) for column in EventRow.__table__.columns if column.name != "id"}
        session.rollback()
    with unguarded(opened) as connection:
        connection.execute(sa.insert(EventRow.__table__).values(values))
    with journal() as session:
        assert verify(session) == BrokenLink("policies", 4, "unlinked")


def test_a_chain_written_anew_as_a_whole_shows_only_against_a_seal(journal, opened):
    with journal() as session:
        [seal] = heads(session)
        assert check_seal(session, seal) is None
    with unguarded(opened) as connection:
        for table in ("journal_links", "events", "chain_heads"):
            connection.execute(sa.text(f"DELETE FROM {table}"))
        for chain in ("journal", "access"):
            connection.execute(sa.text(f"INSERT INTO chain_heads (chain, count, hash) VALUES ('{chain}', 0, '{FIRST}')"))
    with journal() as session:
        write(session, "application:1", 5)
        write(session, "policies", 3)
        session.execute(sa.text("UPDATE applications SET recorded_by = 1"))
    with journal() as session:
        assert verify(session) is None
        assert check_seal(session, seal) is None  # the same acts again, to the letter
    with unguarded(opened) as connection:
        connection.execute(sa.text("DELETE FROM journal_links WHERE sequence = 8"))
        connection.execute(sa.text("DELETE FROM events WHERE stream = 'policies' AND number = 3"))
        last = connection.scalar(sa.text("SELECT hash FROM journal_links WHERE sequence = 7"))
        connection.execute(sa.text(f"UPDATE chain_heads SET count = 7, hash = '{last}' WHERE chain = 'journal'"))
    with journal() as session:
        assert verify(session) is None
        assert check_seal(session, seal) == BrokenLink("journal", 8, "seal")
        assert check_seal(session, Seal("elsewhere", 1, "sha256", FIRST)) == BrokenLink("elsewhere", 1, "seal")


def test_what_was_rolled_back_left_no_link(journal):
    with journal() as session:
        append(session, Entry("policies", "lost", None, AT, {}))
        session.flush()
        session.rollback()
    with journal() as session:
        append(session, Entry("policies", "kept", None, AT, {}))
    with journal() as session:
        assert verify(session) is None
        assert session.get_one(ChainHeadRow, "journal").count == 9


def test_an_algorithm_can_be_followed_by_another(journal, monkeypatch):
    """What was written under the old one keeps verifying."""
    monkeypatch.setattr("scoring.records.journal.CURRENT", "sha3_256")
    with journal() as session:
        append(session, Entry("policies", "later", None, AT, {}))
    monkeypatch.undo()
    with journal() as session:
        append(session, Entry("policies", "latest", None, AT, {}))
    with journal() as session:
        assert session.scalars(sa.select(EventRow.algorithm).order_by(EventRow.id)).all()[-3:] == ["sha256", "sha3_256", "sha256"]
        assert session.scalars(sa.select(LinkRow.algorithm).order_by(LinkRow.sequence)).all()[-3:] == [
            "sha256",
            "sha3_256",
            "sha256",
        ]
        assert verify(session) is None


def test_lengths_keep_parts_apart():
    assert chains.digest("sha256", [b"ab", b"c"]) != chains.digest("sha256", [b"a", b"bc"])
    assert chains.optional(None) != chains.optional(b"")
    with pytest.raises(KeyError):
        chains.digest("md5", [])


def test_many_writers_make_one_chain(journal):
    """Some in one stream, some each in a stream of their own, some in two streams whose order differs."""
    errors = []

    def once(n):
        try:
            with journal() as session:
                append(session, Entry("accounts", "create", None, AT, {}))
                append(session, Entry(f"account:{n}", "create", None, AT, {}))
        except Exception as error:  # noqa: BLE001 - shown below
            errors.append(error)

    threads = [threading.Thread(target=once, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with journal() as session:
        numbers = sa.select(EventRow.number).where(EventRow.stream == "accounts").order_by(EventRow.id)
        assert sorted(session.scalars(numbers)) == list(range(1, 13))
        assert session.scalars(sa.select(LinkRow.sequence).order_by(LinkRow.sequence)).all() == list(range(1, 33))
        assert verify(session) is None
        assert session.scalars(sa.select(AccountRow)).all()


def test_verifying_holds_only_some_links_at_a_time(journal):
    with journal() as session:
        write(session, "account:7", AT_ONCE + 10)
    most = 0
    with journal() as session:
        for _ in steps(session):
            most = max(most, len(session.identity_map))
        assert verify(session) is None
    assert most <= 2 * AT_ONCE + 10


@pytest.fixture
def kept_before(kind, empty_url):
    """A database as it was before there was a chain over all streams, with its journal, brought up to date."""
    url = empty_url(kind)
    upgrade(url, "0009")
    engine = prepare(sa.create_engine(url), "BEGIN IMMEDIATE")
    names = "id, username, email, name, active, fs_uniquifier, created_at"
    with engine.begin() as connection:
        for n, name in enumerate(("lin", "chen"), start=1):
            connection.execute(
                sa.text(f"INSERT INTO accounts ({names}) VALUES ({n}, '{name}', '{name}', '{name}', true, '{name}', :at)"),
                {"at": AT},
            )
        for row in BEFORE_LINKS:
            values = row | {"at": datetime.fromisoformat(row["at"]), "note": row["note"] and bytes.fromhex(row["note"])}
            columns = {column.name: column for column in EventRow.__table__.columns}
            connection.execute(
                sa.insert(sa.table("events", *(sa.column(name, columns[name].type) for name in values))).values(values)
            )
    upgrade(url)
    yield SimpleUrl(url, engine)
    engine.dispose()


class SimpleUrl:
    def __init__(self, url, engine):
        self.url, self.engine, self.transaction = url, engine, transactions_on(engine, KEYS)


def test_what_was_kept_before_is_not_written_again_and_verifies(kept_before):
    with kept_before.transaction() as session:
        rows = session.scalars(sa.select(EventRow).order_by(EventRow.id)).all()
        assert [(row.hash, row.previous, row.facts) for row in rows] == [
            (r["hash"], r["previous"], r["facts"]) for r in BEFORE_LINKS
        ]
        assert verify(session) is None
        assert session.get_one(ChainHeadRow, "journal").count == len(BEFORE_LINKS)
    with unguarded(kept_before.engine) as connection:
        connection.execute(sa.text("UPDATE events SET facts = '{}' WHERE stream = 'policies' AND number = 2"))
    with kept_before.transaction() as session:
        assert verify(session) == BrokenLink("policies", 2, "hash")


def test_the_chain_can_be_taken_back_and_made_again(kept_before):
    downgrade(kept_before.url, "0009")
    upgrade(kept_before.url)
    with kept_before.transaction() as session:
        assert verify(session) is None
