"""Chains of hashes: how a link is hashed, under which algorithm, and where each chain ends.

A link names its algorithm, so that algorithms can change: what was written before keeps verifying under its own.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy.orm import Session

FIRST = "0" * 64
"""What the first link of a chain is chained to."""

CURRENT = "sha256"
"""The algorithm of new links."""

ALGORITHMS: Mapping[str, Callable[[bytes], hashlib._Hash]] = {"sha256": hashlib.sha256, "sha3_256": hashlib.sha3_256}
"""Every algorithm that a link was or may be written under; each gives 64 hexadecimal digits. None is ever taken away."""

JOURNAL, ACCESS = "journal", "access"
"""The two chains over everything: of all acts, and of all reads."""


class ChainHeadRow(Row):
    """Where a chain ends: how many links it has and the hash of the last. It only moves forward (a trigger sees to it)."""

    __tablename__ = "chain_heads"
    __table_args__ = (sa.CheckConstraint("count >= 0", name="count_whole"),)

    chain: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    count: Mapped[int] = mapped_column(sa.BigInteger)
    hash: Mapped[str] = mapped_column(sa.String(64))


def digest(algorithm: str, parts: Iterable[bytes]) -> str:
    """Hash *parts*, each with its length before it, so that no two links read alike. KeyError for an unknown algorithm."""
    found = ALGORITHMS[algorithm](b"")
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def optional(part: bytes | None) -> bytes:
    """Give the form in which a part that may be missing is hashed: missing is not empty."""
    return b"-" if part is None else b"+" + part


def hold_head(session: Session, chain: str) -> ChainHeadRow:
    """Give the end of a chain, held until this transaction ends, so that two writers never continue from the same link."""
    head = sa.select(ChainHeadRow).where(ChainHeadRow.chain == chain).with_for_update()
    return session.scalars(head, execution_options={"populate_existing": True}).one()
