"""Decisions before outside bodies, and what happened there. Organs, numbers and words are encrypted with the file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.outside import CaseKind, CaseStepKind
from scoring.records.database import Row, one_of


class OutsideCaseRow(Row):
    """One case. `content` holds organ, number of the case and what is asked."""

    __tablename__ = "outside_cases"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", CaseKind), name="kind_known"),
        sa.CheckConstraint("filed_on <= learned_on", name="learned_after"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    filed_on: Mapped[date]
    learned_on: Mapped[date]
    due: Mapped[date | None] = mapped_column(index=True)
    content: Mapped[bytes]


class OutsideCaseStepRow(Row):
    """One step. `content` holds the number of the document and what it says."""

    __tablename__ = "outside_case_steps"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "outside_case"),
            ("outside_cases.application_id", "outside_cases.number"),
            name="fk_outside_case_steps_outside_case",
        ),
        sa.CheckConstraint(one_of("kind", CaseStepKind), name="kind_known"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outside_case: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    on: Mapped[date]
    content: Mapped[bytes]


def case_place(number: int) -> str:
    """Give where stands what is said of a case."""
    return f"outside_cases.content/{number}"


def case_step_place(case: int, number: int) -> str:
    """Give where stands what is said of a step."""
    return f"outside_case_steps.content/{case}/{number}"
