"""撤销: proposals to revoke a grant and what became of each. All words are encrypted with the file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.revocation import RevokingKind
from scoring.records.database import Row, one_of


class RevocationRow(Row):
    """One proposal. `content` holds ground and findings, the article and who reported it; `document` is 撤销告知书."""

    __tablename__ = "revocations"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "document"), ("documents.application_id", "documents.number"), name="fk_revocations_documents"
        ),
        sa.UniqueConstraint("application_id", "number", "by"),  # for the foreign key to who proposed it
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    document: Mapped[int]
    content: Mapped[bytes]


class RevocationStepRow(Row):
    """One step. Who signs is never who proposed it: a foreign key to the proposal and a CHECK."""

    __tablename__ = "revocation_steps"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "revocation", "proposed_by"),
            ("revocations.application_id", "revocations.number", "revocations.by"),
            name="fk_revocation_steps_revocation",
        ),
        sa.CheckConstraint(one_of("kind", RevokingKind), name="kind_known"),
        sa.CheckConstraint("kind NOT IN ('revoked', 'dropped') OR proposed_by <> \"by\"", name="two_people"),
        sa.CheckConstraint("(kind = 'heard') = (\"on\" IS NOT NULL)", name="day_of_hearings"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revocation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    proposed_by: Mapped[int]
    on: Mapped[date | None]
    content: Mapped[bytes]


def findings_place(number: int) -> str:
    """Give where stands what was found."""
    return f"revocations.content/{number}"


def step_place(revocation: int, number: int) -> str:
    """Give where stand the words of a step."""
    return f"revocation_steps.content/{revocation}/{number}"
