"""A new master key rewraps every data key: in batches, resumable after a kill, without a record being written anew."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa

from scoring.casework.rotate_keys import BEGUN, DONE, STREAM, count_keys_left, look_at_keys, rotate_keys
from scoring.errors import SettingsRefused
from scoring.records.database import transactions_on
from scoring.records.events import EventRow
from scoring.records.keys import Keys, new_data_key
from scoring.records.rewrapping import tables
from scoring.records.sealing import new_seal, seal_of
from scoring.records.tables import AccountKeyRow, ApplicationRow, DataKeyRow, PolicyRow, Row
from tests.casework.conftest import KEYS
from tests.casework.stories import AT
from tests.records.conftest import account

NEW = Keys(bytes(range(64, 96)), KEYS.index, KEYS.master)
ONLY_NEW = Keys(NEW.master, KEYS.index)
FILES = 7
SCRIPT = """
import sys, sqlalchemy as sa
from scoring.casework.rotate_keys import rotate_keys
from scoring.records.database import prepare, transactions_on
from tests.casework.test_rotate_keys import AT, NEW
for done in rotate_keys(transactions_on(prepare(sa.create_engine(sys.argv[1]), "BEGIN IMMEDIATE"), NEW), at=AT, batch=1):
    print(done, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def files(empty_transaction):
    """Seven applications with something encrypted, and an account with a key of its own; gives transactions by keys."""
    with empty_transaction() as session:
        session.add(account("lin"))
        session.add(PolicyRow(scheme="guangzhou", version="2025", digest="a" * 64, text="t", vocabulary="v", published_at=AT))
        session.flush()
        for n in range(1, FILES + 1):
            given = {"scheme": "guangzhou", "policy_version": "2025", "on": AT.date(), "recorded_at": AT, "recorded_by": 1}
            session.add(ApplicationRow(reference=f"2026-{n:06d}", version=1, status="accepted", **given))
            session.flush()
            sealed = new_seal(session, n, AT).close(f"redo {n}", "applications.redo/1")
            session.get_one(ApplicationRow, n).redo = sealed
        session.add(AccountKeyRow(account_id=1, wrapped=KEYS.wrap(new_data_key(), "account_keys.wrapped/1"), created_at=AT))
        engine = session.get_bind()
    return lambda keys: transactions_on(engine, keys)


def readable(transaction):
    with transaction() as session:
        return [
            seal_of(session, n).open(session.get_one(ApplicationRow, n).redo, "applications.redo/1") for n in range(1, FILES + 1)
        ]


def acts(transaction):
    with transaction() as session:
        return session.scalars(sa.select(EventRow.act).where(EventRow.stream == STREAM).order_by(EventRow.number)).all()


WORDS = [f"redo {n}" for n in range(1, FILES + 1)]


def test_every_key_is_rewrapped_in_batches_and_again_is_nothing(files):
    during, after = files(NEW), files(ONLY_NEW)
    assert readable(during) == WORDS
    assert count_keys_left(during) == FILES + 1
    assert len(look_at_keys(during).other) == FILES + 1
    assert list(rotate_keys(during, at=AT, batch=3)) in ([1, 3, 3, 1], [3, 3, 1, 1])
    assert (look_at_keys(after).total, look_at_keys(after).other) == (FILES + 1, ())
    assert readable(after) == WORDS
    assert list(rotate_keys(during, at=AT)) == []
    assert acts(after) == [BEGUN, DONE]
    with pytest.raises(SettingsRefused):
        readable(files(KEYS))


def test_what_was_killed_in_the_middle_is_taken_up_again(files):
    with files(KEYS)() as session:
        url = session.get_bind().url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SCRIPT, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(3):
            assert process.stdout.readline() == "1\n"
            process.stdin.write("\n")
            process.stdin.flush()
        process.send_signal(signal.SIGKILL)
    during = files(NEW)
    assert readable(during) == WORDS
    left = count_keys_left(during)
    assert 0 < left < FILES + 1
    assert acts(during) == [BEGUN]
    assert sum(rotate_keys(during, at=AT)) == left
    assert acts(during) == [BEGUN, DONE]
    assert readable(files(ONLY_NEW)) == WORDS


def test_without_the_old_key_nothing_is_changed(files):
    with pytest.raises(SettingsRefused, match="another master key"):
        list(rotate_keys(files(ONLY_NEW), at=AT))
    assert readable(files(KEYS)) == WORDS
    assert len(look_at_keys(files(ONLY_NEW)).other) == FILES + 1


def test_a_key_wrapped_before_algorithms_were_named_is_rewrapped(files):
    with files(KEYS)() as session:
        row = session.get_one(DataKeyRow, 1)
        row.wrapped = row.wrapped.removeprefix(b"aes256gcm:")
    assert readable(files(KEYS)) == WORDS
    assert count_keys_left(files(KEYS)) == 1
    assert sum(rotate_keys(files(KEYS), at=AT)) == 1


def test_every_table_with_wrapped_keys_is_known_and_has_one_key():
    assert {table.name for table in tables()} >= {"data_keys", "account_keys"}
    for table in Row.metadata.sorted_tables:
        assert ("wrapped" in table.columns) == (table in tables())
        if table in tables():
            assert len(table.primary_key.columns) == 1
