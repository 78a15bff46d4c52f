"""The log of reads: who of the office saw which personal data when, a chain of its own so that reading never waits for acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.chains import ACCESS, CURRENT, digest, hold_head, optional
from scoring.records.database import Row, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

KINDS = ("viewed", "revealed")


class ViewRow(Row):
    """One read: a page of one file, or of a list with so many rows. `reason` is encrypted with the file's data key."""

    __tablename__ = "views"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", KINDS), name="kind_known"),
        sa.CheckConstraint("(kind = 'revealed') = (reason IS NOT NULL)", name="revealed_with_reason"),
        sa.CheckConstraint("length(hash) = 64", name="hash_length"),
        sa.Index("ix_views_kind_sequence", "kind", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    page: Mapped[str] = mapped_column(sa.String(64))
    application_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    rows: Mapped[int | None]
    sought: Mapped[str | None] = mapped_column(sa.String(24))
    at: Mapped[datetime] = mapped_column(index=True)
    reason: Mapped[bytes | None]
    algorithm: Mapped[str] = mapped_column(sa.String(16))
    previous: Mapped[str] = mapped_column(sa.String(64), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64))


@dataclass(frozen=True, slots=True)
class Read:
    """A read to be written down. `seal_reason` encrypts the reason of a reveal, given the place where it will stand."""

    account_id: int
    page: str
    at: datetime
    application_id: int | None = None
    rows: int | None = None
    sought: str | None = None
    seal_reason: Callable[[str], bytes] | None = None

    @property
    def kind(self) -> Literal["viewed", "revealed"]:
        """A reveal is a read with a reason."""
        return "revealed" if self.seal_reason else "viewed"


def reason_place(sequence: int) -> str:
    """Where the reason of a reveal stands."""
    return f"views.reason/{sequence}"


def append_read(session: Session, read: Read) -> ViewRow:
    """Write the read as the next link of the log."""
    session.flush()
    head = hold_head(session, ACCESS)
    row = ViewRow(
        sequence=head.count + 1,
        kind=read.kind,
        account_id=read.account_id,
        page=read.page,
        application_id=read.application_id,
        rows=read.rows,
        sought=read.sought,
        at=read.at.astimezone(UTC),
        reason=read.seal_reason(reason_place(head.count + 1)) if read.seal_reason else None,
        algorithm=CURRENT,
        previous=head.hash,
    )
    row.hash = hash_read(row)
    head.count, head.hash = row.sequence, row.hash
    session.add(row)
    session.flush()
    return row


def hash_read(row: ViewRow) -> str:
    """Hash the previous link and the whole read. Raises KeyError where its algorithm is unknown."""
    return digest(row.algorithm, _parts(row))


def _parts(row: ViewRow) -> Iterator[bytes]:
    moment = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    for text in (row.previous, str(row.sequence), row.kind, str(row.account_id), row.page, moment):
        yield text.encode()
    for part in (row.application_id, row.rows, row.sought):
        yield optional(None if part is None else str(part).encode())
    yield optional(row.reason)
