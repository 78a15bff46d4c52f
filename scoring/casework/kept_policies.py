"""What is kept of published policies: reading their texts, and writing one more version or newer rounds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.plain import sha256
from scoring.errors import InputRefused, NotFound
from scoring.policy import load_source
from scoring.policy.source_files import PolicySource, with_bases
from scoring.records.database import reading
from scoring.records.events import EventRow
from scoring.records.journal import Entry, append
from scoring.records.policies import PolicyDraftRow, PolicyRow, ReleaseRow, RoundsRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

STREAM = "policies"


@dataclass(frozen=True, slots=True)
class KeptPolicy:
    """A published version exactly as kept: its texts, its cases, the digest of its meaning and the SHA-256 of its text."""

    source: PolicySource = field(repr=False)
    cases: str = field(repr=False)
    digest: str
    text_sha256: str

    @property
    def is_whole(self) -> bool:
        """Whether the text still is the one that was published."""
        return text_sha256(self.source.text) == self.text_sha256


def policy_sources(transaction: Transaction) -> tuple[PolicySource, ...]:
    """Give the texts of every published version with the newest rounds of its scheme: what a Library is compiled from."""
    with reading(transaction) as session:
        rounds = {row.scheme: row.text for row in session.scalars(sa.select(RoundsRow).order_by(RoundsRow.number))}
        rows = session.scalars(_released().order_by(PolicyRow.scheme, PolicyRow.version)).all()
        return tuple(source_of(session, row, rounds.get(row.scheme, "")) for row in rows)


def newest_event(transaction: Transaction) -> str:
    """Give the hash of the last act on policies, empty before the first: it changes with whatever is published."""
    query = sa.select(EventRow.hash).where(EventRow.stream == STREAM).order_by(EventRow.number.desc()).limit(1)
    with reading(transaction) as session:
        return session.scalar(query) or ""


def kept_policy(transaction: Transaction, scheme: str, version: str) -> KeptPolicy:
    """Give one published version as kept. Raises NotFound."""
    query = _released().add_columns(ReleaseRow).where(PolicyRow.scheme == scheme, PolicyRow.version == version)
    with reading(transaction) as session:
        found = session.execute(query).one_or_none()
        if found is None:
            raise NotFound("published policy", f"{scheme}@{version}")
        row, release = found
        return KeptPolicy(
            source_of(session, row, newest_rounds(session, scheme)[1]), release.cases, row.digest, release.text_sha256
        )


def source_of(session: Session, row: PolicyRow | PolicyDraftRow, rounds: str) -> PolicySource:
    """Give the texts of a row, with *rounds* and the published texts that it extends."""
    return on_published(session, _own_texts(row, rounds))


def on_published(session: Session, source: PolicySource) -> PolicySource:
    """Give *source* with what it extends as published: an overlay rests on texts that never change."""

    def find(scheme: str, version: str) -> PolicySource | None:
        row = published_row(session, scheme, version)
        return _own_texts(row, "") if row else None

    return with_bases(replace(source, base=None), find)


def _own_texts(row: PolicyRow | PolicyDraftRow, rounds: str) -> PolicySource:
    return PolicySource(row.scheme, row.version, row.text, row.vocabulary, rounds, f"{row.scheme}/{row.version}.yaml")


def published_row(session: Session, scheme: str, version: str) -> PolicyRow | None:
    """Give the published version of that name, if there is one."""
    return session.scalar(sa.select(PolicyRow).where(PolicyRow.scheme == scheme, PolicyRow.version == version))


def refuse_published(session: Session, scheme: str, version: str) -> None:
    """Raise InputRefused for a version that is published already."""
    if published_row(session, scheme, version) is not None:
        raise InputRefused("version", f"{scheme}@{version} is published and never changes. Give it a new version.")


def newest_rounds(session: Session, scheme: str) -> tuple[int, str]:
    """Give number and text of the newest rounds of a scheme; 0 and nothing where it has none."""
    newest = sa.select(RoundsRow).where(RoundsRow.scheme == scheme).order_by(RoundsRow.number.desc()).limit(1)
    row = session.scalar(newest)
    return (row.number, row.text) if row else (0, "")


def keep_version(session: Session, source: PolicySource, digest: str, officer: Officer | None, at: datetime) -> PolicyRow:
    """Write a version for good, with its event. Its release is the caller's."""
    row = PolicyRow(
        scheme=source.scheme,
        version=source.version,
        digest=digest,
        text=source.text,
        vocabulary=source.vocabulary,
        published_at=at,
        published_by=officer.account_id if officer else None,
    )
    session.add(row)
    session.flush()
    facts = {"scheme": source.scheme, "version": source.version, "digest": digest, "text": text_sha256(source.text)}
    append(session, Entry(STREAM, "publish", officer, at, facts))
    return row


def keep_rounds(session: Session, source: PolicySource, officer: Officer | None, at: datetime) -> RoundsRow:
    """Write the rounds of *source* as the newest of its scheme, with their event; give the row.

    Raises PolicyRefused where they would make a published version of the scheme unreadable.
    """
    for published in session.scalars(sa.select(PolicyRow).where(PolicyRow.scheme == source.scheme)):
        load_source(source_of(session, published, source.rounds))
    number, _text = newest_rounds(session, source.scheme)
    by = officer.account_id if officer else None
    row = RoundsRow(scheme=source.scheme, number=number + 1, text=source.rounds, published_at=at, published_by=by)
    session.add(row)
    facts = {"scheme": source.scheme, "version": source.version, "rounds": sha256(source.rounds)}
    append(session, Entry(STREAM, "publish_rounds", officer, at, facts))
    session.flush()
    return row


def text_sha256(text: str) -> str:
    """Give the SHA-256 of the very bytes of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _released() -> sa.Select[PolicyRow]:
    return sa.select(PolicyRow).join(ReleaseRow, ReleaseRow.policy_id == PolicyRow.id)
