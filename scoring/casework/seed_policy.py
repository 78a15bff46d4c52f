"""The installation publishes the version of a file: the seed of a service, before anybody works there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import PolicyPin
from scoring.casework.checking import check_policy
from scoring.casework.kept_policies import STREAM, keep_rounds, keep_version, on_published, published_row, text_sha256
from scoring.errors import PolicyChanged, PolicyNotReady, PolicyRefused
from scoring.policy import load_source
from scoring.records.database import Transaction, lock
from scoring.records.policies import PolicyRow, ReleaseRow, RoundsRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.policy.source_files import PolicySource


@dataclass(frozen=True, slots=True)
class Published:
    """What is published now; `new` where this call published the version."""

    pin: PolicyPin
    new: bool


def seed_policy(transaction: Transaction, source: PolicySource, cases: str, *, at: datetime) -> Published:
    """Keep the version of a file for good, unless it is published already with the same meaning.

    What it extends must be published before it. Rounds that the scheme never had become its newest; rounds that were kept
    before are not brought back. Once people announced rounds of a scheme, they are theirs: those of a file are imported by them.

    Raises:
        PolicyRefused: the source has findings.
        PolicyNotReady: it has no cases, or some do not hold, or it states a rule for open applications that does not exist.
        PolicyChanged: the version is published with another meaning.
    """
    with transaction() as session:
        lock(session, STREAM)
        source = on_published(session, source)
        row = published_row(session, source.scheme, source.version)
        is_new = row is None
        if row is None:
            row = _publish(session, source, cases, at)
        else:
            _require_same(row, source)
        if source.rounds and _are_new(session, source):
            keep_rounds(session, source, None, at)
        session.flush()
        return Published(PolicyPin(row.scheme, row.version, row.digest), new=is_new)


def _are_new(session: Session, source: PolicySource) -> bool:
    kept = session.scalars(sa.select(RoundsRow).where(RoundsRow.scheme == source.scheme)).all()
    return all(row.text != source.rounds and row.published_by is None for row in kept)


def _require_same(row: PolicyRow, source: PolicySource) -> None:
    """Compare the texts, and compile only where they differ."""
    if (row.text, row.vocabulary) == (source.text, source.vocabulary):
        return
    digest = load_source(source).digest
    if row.digest != digest:
        raise PolicyChanged(source.scheme, source.version, row.digest, digest)


def _publish(session: Session, source: PolicySource, cases: str, at: datetime) -> PolicyRow:
    checked = check_policy(source, cases)
    if checked.policy is None:
        raise PolicyRefused(source.file, checked.findings)
    if checked.obstacles:
        raise PolicyNotReady(source.scheme, source.version, checked.obstacles)
    row = keep_version(session, source, checked.policy.digest, None, at)
    session.add(ReleaseRow(policy_id=row.id, text_sha256=text_sha256(row.text), cases=cases, reason=""))
    return row
