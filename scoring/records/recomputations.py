"""Decisions computed again: what an auditor or the installation asked for, and what came out. All of it is append-only."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.audit import AGAIN
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
