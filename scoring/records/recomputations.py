"""Decisions and rounds computed again: what was asked for, by an auditor or the installation, and what came out; append-only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.audit import AGAIN
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class RecomputationRow(Row):
    """Which decisions are to be computed again: `selection` is canonical JSON, within `office_id` and those below it."""

    __tablename__ = "recomputations"

    id: Mapped[int] = mapped_column(primary_key=True)
    ordered_at: Mapped[datetime]
    ordered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))  # None: the installation itself
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"))  # None: the whole installation
    selection: Mapped[str] = mapped_column(sa.Text)


class RecomputationResultRow(Row):
    """What came out of all of them, in numbers of decisions."""

    __tablename__ = "recomputation_results"
    __table_args__ = (sa.CheckConstraint("examined = equal + unequal + erased + refused + unreadable", name="every_one_counted"),)

    recomputation_id: Mapped[int] = mapped_column(sa.ForeignKey("recomputations.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    examined: Mapped[int]
    equal: Mapped[int]
    unequal: Mapped[int]
    erased: Mapped[int]
    refused: Mapped[int]
    unreadable: Mapped[int]


class RecomputationFindingRow(Row):
    """A decision that did not come out the same; `differs` names what does, as a JSON list, and says nothing of a person."""

    __tablename__ = "recomputation_findings"
    __table_args__ = (sa.CheckConstraint(one_of("again", AGAIN[1:]), name="again_known"),)

    recomputation_id: Mapped[int] = mapped_column(sa.ForeignKey("recomputations.id"), primary_key=True, autoincrement=False)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id"), primary_key=True, autoincrement=False)
    again: Mapped[str] = mapped_column(sa.String(16))
    differs: Mapped[str] = mapped_column(sa.Text)


class RoundRecomputationRow(Row):
    """A published result was computed again: `kept` is its digest, `made` what came out, None where nothing could be computed.

    `ordered_by` is None where the installation itself did it.
    """

    __tablename__ = "round_recomputations"
    __table_args__ = (
        sa.CheckConstraint(one_of("again", AGAIN), name="again_known"),
        sa.CheckConstraint("(made IS NOT NULL) = (again IN ('equal', 'unequal'))", name="made_known"),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("round_publications.round_id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    ordered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    again: Mapped[str] = mapped_column(sa.String(16))
    kept: Mapped[str] = mapped_column(sa.String(64))
    made: Mapped[str | None] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)
