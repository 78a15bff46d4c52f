"""Counting attempts to sign in, so that guessing takes longer and longer, whichever process is asked.

An attempt is counted before it is looked at, so that many at once are no way around; what succeeds is taken off again.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.records.attempts import AttemptRow
from scoring.records.database import lock
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: a kind (`name`, `code`, `address`), whose, and how many attempts are free of waiting (0: all of them)."""

    kind: str
    who: str
    free: int


def wait_after(count: int, free: int) -> timedelta:
    """Give how long to wait after attempt *count*: nothing before the last free one, then 30 s, 1 min, 2 min … 15 min."""
    if count < free:
        return timedelta(0)
    doublings = min(count - free, 9)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def count_attempt(transaction: Transaction, subjects: Iterable[Subject], *, at: datetime) -> timedelta:
    """Count one attempt for each subject; or give how long to wait, and count nothing, where one of them must."""
    with transaction() as session:
        return count_within(session, subjects, at)


def count_within(session: Session, subjects: Iterable[Subject], at: datetime) -> timedelta:
    """Count as `count_attempt` does, in the transaction of an act."""
    keyed = sorted((_key(session, subject), subject) for subject in subjects if subject.free)
    for key, _subject in keyed:
        lock(session, key)
    rows = {key: session.get(AttemptRow, key) for key, _subject in keyed}
    left = max((_left(row, at) for row in rows.values()), default=timedelta(0))
    if left > timedelta(0):
        return left
    for key, subject in keyed:
        _count(session, rows[key], key, subject, at)
    return timedelta(0)


def forget_attempts(transaction: Transaction, subjects: Iterable[Subject], *, at: datetime) -> None:
    """Forget what was counted, since it succeeded, and whatever is so old that it counts no longer."""
    with transaction() as session:
        keys = [_key(session, subject) for subject in subjects]
        session.execute(
            sa.delete(AttemptRow).where(sa.or_(AttemptRow.subject.in_(keys), AttemptRow.last_at < at - FORGOTTEN_AFTER))
        )


def take_off(transaction: Transaction, subject: Subject) -> None:
    """Take the last attempt of a subject off: it succeeded, and says nothing of the others."""
    with transaction() as session:
        key = _key(session, subject)
        lock(session, key)
        row = session.get(AttemptRow, key)
        if row is not None and row.count > 1:
            row.count, row.until = row.count - 1, None
        elif row is not None:
            session.delete(row)


def _count(session: Session, row: AttemptRow | None, key: str, subject: Subject, at: datetime) -> None:
    if row is None:
        row = AttemptRow(subject=key, count=0, last_at=at)
        session.add(row)
    is_old = at - row.last_at > FORGOTTEN_AFTER
    row.count, row.last_at = 1 if is_old else row.count + 1, at
    wait = wait_after(row.count, subject.free)
    row.until = at + wait if wait else None


def _left(row: AttemptRow | None, at: datetime) -> timedelta:
    """Give how long to wait; what is longer than any wait was written before the clock was set back."""
    if row is None or row.until is None:
        return timedelta(0)
    left = row.until - at
    return left if timedelta(0) < left <= LONGEST_WAIT else timedelta(0)


def _key(session: Session, subject: Subject) -> str:
    return hmac.new(keys_of(session).index, f"{subject.kind}:{subject.who}".encode(), hashlib.sha256).hexdigest()
