"""Lists of files whose retention is over: what stands on one, who approved it, and what became of each: append-only."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row, one_of

OUTCOMES = ("erased", "held", "kept")


class DisposalListRow(Row):
    """One list, of the files of one office; None: of those that lie with none."""

    __tablename__ = "disposal_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"))


class DisposalItemRow(Row):
    """One file on a list: its retention class, the day that is counted from, and the first day on which it may be erased."""

    __tablename__ = "disposal_items"

    list_id: Mapped[int] = mapped_column(sa.ForeignKey("disposal_lists.id"), primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    retention: Mapped[str] = mapped_column(sa.String(16))
    closed_on: Mapped[date]
    due: Mapped[date]


class DisposalApprovalRow(Row):
    """The first and the second of two different people who approved a list."""

    __tablename__ = "disposal_approvals"
    __table_args__ = (sa.UniqueConstraint("list_id", "account_id"), sa.CheckConstraint("turn IN (1, 2)", name="two_turns"))

    list_id: Mapped[int] = mapped_column(sa.ForeignKey("disposal_lists.id"), primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class DisposalOutcomeRow(Row):
    """What became of one file of an approved list."""

    __tablename__ = "disposal_outcomes"
    __table_args__ = (
        sa.ForeignKeyConstraint(("list_id", "application_id"), ("disposal_items.list_id", "disposal_items.application_id")),
        sa.CheckConstraint(one_of("outcome", OUTCOMES), name="outcome_known"),
    )

    list_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(sa.String(16))
