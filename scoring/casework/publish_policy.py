"""Publish one version of a policy, and the newest rounds of its scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import PolicyPin
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.application.plain import sha256
from scoring.errors import NotAllowed, PolicyChanged
from scoring.policy import load_source
from scoring.records.database import Transaction, lock
from scoring.records.journal import Entry, append
from scoring.records.policies import PolicyRow, RoundsRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.policy.source_files import PolicySource

STREAM = "policies"


@dataclass(frozen=True, slots=True)
class Published:
    """What is published now; `new` where this call published the version."""

    pin: PolicyPin
    new: bool


def publish_policy(transaction: Transaction, source: PolicySource, *, officer: Officer | None, at: datetime) -> Published:
    """Keep a policy version for good; None as officer is the installation itself.

    A version that is published already is left as it is when its meaning is the same; a changed `rounds.yaml` becomes the
    newest rounds of the scheme.

    Raises:
        NotAllowed: `role`: the officer is no policy staff.
        PolicyRefused: the source has findings.
        PolicyChanged: the version is published with another meaning.
    """
    if officer is not None and Role.POLICY_STAFF not in officer.roles:
        raise NotAllowed("publish", Guard.ROLE)
    with transaction() as session:
        lock(session, STREAM)
        row = _published(session, source)
        rounds = _newest_rounds(session, source.scheme)
        if row is not None and (row.text, row.vocabulary, rounds) == (source.text, source.vocabulary, source.rounds):
            return Published(PolicyPin(row.scheme, row.version, row.digest), new=False)  # the very texts: nothing to compile
        digest = load_source(source).digest
        if row is not None and row.digest != digest:
            raise PolicyChanged(source.scheme, source.version, row.digest, digest)
        _keep(session, source, None if row else digest, officer, at)
        return Published(PolicyPin(source.scheme, source.version, digest), new=row is None)


def _published(session: Session, source: PolicySource) -> PolicyRow | None:
    return session.scalar(sa.select(PolicyRow).where(PolicyRow.scheme == source.scheme, PolicyRow.version == source.version))


def _newest_rounds(session: Session, scheme: str) -> str:
    newest = sa.select(RoundsRow.text).where(RoundsRow.scheme == scheme).order_by(RoundsRow.number.desc()).limit(1)
    return session.scalar(newest) or ""


def _keep(session: Session, source: PolicySource, digest: str | None, officer: Officer | None, at: datetime) -> None:
    """Write the version where *digest* is given, and the rounds where they differ from the newest kept."""
    by = officer.account_id if officer else None
    facts = {"scheme": source.scheme, "version": source.version}
    if digest:
        texts = {"text": source.text, "vocabulary": source.vocabulary}
        session.add(
            PolicyRow(scheme=source.scheme, version=source.version, digest=digest, **texts, published_at=at, published_by=by)
        )
        append(session, Entry(STREAM, "publish", officer, at, {**facts, "digest": digest}))
    if source.rounds != _newest_rounds(session, source.scheme):
        count = session.scalars(sa.select(sa.func.count()).where(RoundsRow.scheme == source.scheme)).one()
        session.add(RoundsRow(scheme=source.scheme, number=count + 1, text=source.rounds, published_at=at, published_by=by))
        append(session, Entry(STREAM, "publish_rounds", officer, at, {**facts, "rounds": sha256(source.rounds)}))
    session.flush()
