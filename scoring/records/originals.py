"""查验原件: summonses and what was done about each. Places and words are encrypted with the file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.originals import OriginalsStepKind
from scoring.records.database import Row, one_of


class OriginalsSummonsRow(Row):
    """One summons, for the approval of one recommendation."""

    __tablename__ = "originals_summonses"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "approval"),
            ("grant_approvals.application_id", "grant_approvals.recommendation"),
            name="fk_originals_summonses_approval",
        ),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    approval: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    due: Mapped[date] = mapped_column(index=True)
    place: Mapped[bytes]


class OriginalsStepRow(Row):
    """One step. Who confirms that somebody forfeits is never who proposed it: a foreign key to that proposal and a CHECK."""

    __tablename__ = "originals_steps"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "summons"),
            ("originals_summonses.application_id", "originals_summonses.number"),
            name="fk_originals_steps_summons",
        ),
        sa.UniqueConstraint("application_id", "summons", "number", "by"),  # for the foreign key to a proposal
        sa.ForeignKeyConstraint(
            ("application_id", "summons", "proposal", "proposed_by"),
            ("originals_steps.application_id", "originals_steps.summons", "originals_steps.number", "originals_steps.by"),
            name="fk_originals_steps_proposal",
        ),
        sa.CheckConstraint(one_of("kind", OriginalsStepKind), name="kind_known"),
        sa.CheckConstraint("\"by\" IS NOT NULL OR kind = 'reminded'", name="somebody"),
        sa.CheckConstraint("kind NOT IN ('returned', 'forfeited') OR proposed_by IS NOT NULL", name="proposed_before"),
        sa.CheckConstraint('proposed_by IS NULL OR proposed_by <> "by"', name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    summons: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    on: Mapped[date | None]
    due: Mapped[date | None]
    proposal: Mapped[int | None]
    proposed_by: Mapped[int | None]
    words: Mapped[bytes]


def place_place(number: int) -> str:
    """Give where stands to which place somebody was summoned."""
    return f"originals_summonses.place/{number}"


def words_place(summons: int, number: int) -> str:
    """Give where stand the words of a step."""
    return f"originals_steps.words/{summons}/{number}"
