"""异议: objections and what became of each. All words, and who objects, are encrypted with the file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.objection import StepKind
from scoring.records.database import Row, one_of


class ObjectionRow(Row):
    """One objection. `content` holds who objects and what they say; `by` is None where it came in by the public page.

    `key` makes one objection of however many clicks, `receipt` is what the objector asks with how it stands.
    """

    __tablename__ = "objections"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("publication_id", "application_id"),
            ("publication_lines.publication_id", "publication_lines.application_id"),
            name="fk_objections_line",
        ),
        sa.UniqueConstraint("receipt"),
        sa.UniqueConstraint("key"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    publication_id: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    due: Mapped[date | None] = mapped_column(index=True)
    receipt: Mapped[str] = mapped_column(sa.String(32))
    key: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes]


class ObjectionStepRow(Row):
    """One step. Who upholds is never who proposed it: a foreign key to that proposal and a CHECK."""

    __tablename__ = "objection_steps"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "objection"), ("objections.application_id", "objections.number"), name="fk_objection_steps_objection"
        ),
        sa.UniqueConstraint("application_id", "objection", "number", "by"),  # for the foreign key to a proposal
        sa.ForeignKeyConstraint(
            ("application_id", "objection", "proposal", "proposed_by"),
            (
                "objection_steps.application_id",
                "objection_steps.objection",
                "objection_steps.number",
                "objection_steps.by",
            ),
            name="fk_objection_steps_proposal",
        ),
        sa.CheckConstraint(one_of("kind", StepKind), name="kind_known"),
        sa.CheckConstraint("extent IS NULL OR extent IN ('part', 'whole')", name="extent_known"),
        sa.CheckConstraint("kind NOT IN ('in_part', 'upheld') OR proposed_by IS NOT NULL", name="proposed_before"),
        sa.CheckConstraint('proposed_by IS NULL OR proposed_by <> "by"', name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    objection: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    due: Mapped[date | None]
    extent: Mapped[str | None] = mapped_column(sa.String(8))
    proposal: Mapped[int | None]
    proposed_by: Mapped[int | None]
    words: Mapped[bytes]


def content_place(number: int) -> str:
    """Give where stands what an objection says."""
    return f"objections.content/{number}"


def words_place(objection: int, number: int) -> str:
    """Give where stand the words of a step."""
    return f"objection_steps.words/{objection}/{number}"
