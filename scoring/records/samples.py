"""Samples of decisions that auditors draw, and what they found of each: append-only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row, one_of

VERDICTS = ("in_order", "not_in_order")


class SampleRow(Row):
    """One sample with all that it was drawn by; `population` decisions matched `selection`, whose references have this digest."""

    __tablename__ = "samples"
    __table_args__ = (sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"))  # None: of the whole installation
    algorithm: Mapped[str] = mapped_column(sa.String(32))
    seed: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    selection: Mapped[str] = mapped_column(sa.Text)
    population: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))


class SampleItemRow(Row):
    """One decision of a sample, in the order in which it was drawn."""

    __tablename__ = "sample_items"
    __table_args__ = (sa.UniqueConstraint("sample_id", "decision_id"),)

    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("samples.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id"))


class SampleFindingRow(Row):
    """What the auditor found of one; the one with the greatest `turn` holds. The words are encrypted with the file's key."""

    __tablename__ = "sample_findings"
    __table_args__ = (
        sa.ForeignKeyConstraint(("sample_id", "number"), ("sample_items.sample_id", "sample_items.number")),
        sa.CheckConstraint(one_of("verdict", VERDICTS), name="verdict_known"),
    )

    sample_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(sa.String(16))
    words: Mapped[bytes]


class SampleClosingRow(Row):
    """When the auditor closed it: nothing is found of it any more."""

    __tablename__ = "sample_closings"

    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("samples.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]


def words_place(row: SampleFindingRow) -> str:
    """Where the words of a finding stand."""
    return f"sample_findings.words/{row.sample_id}/{row.number}/{row.turn}"
