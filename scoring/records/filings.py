"""What applicants file and what the office answers before it accepts. Words and contents are encrypted with the file's data key.

All but the drafts are append-only.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.status import CHANNELS
from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row, one_of


class DraftRow(Row):
    """The content of a draft, one sealed document. It goes when the draft is submitted, deleted or expired."""

    __tablename__ = "drafts"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime] = mapped_column(index=True)
    warned_at: Mapped[datetime | None]
    consent: Mapped[str] = mapped_column(sa.String(16))
    content: Mapped[bytes]


class AnswerDraftRow(Row):
    """What the holder has prepared of an answer to what the office asked for, one sealed document. It goes when it is sent.

    `revision` counts how often it was saved: the application itself does not change by it, and nobody else sees it.
    """

    __tablename__ = "answer_drafts"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    supplement: Mapped[int]
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    content: Mapped[bytes]


class FilingRow(Row):
    """One submission: what was handed in, by whom, under which declaration, and the assessment of what was claimed.

    `digest` covers the content with a random value that is sealed in it. `key` was made for the one form that was sent.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        sa.UniqueConstraint("application_id", "key"),
        sa.ForeignKeyConstraint(("application_id", "assessment"), ("assessments.application_id", "assessments.number")),
        sa.CheckConstraint(one_of("channel", CHANNELS), name="channel_known"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.String(64))
    signed_at: Mapped[datetime]
    signed_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    channel: Mapped[str] = mapped_column(sa.String(8))
    declaration: Mapped[str] = mapped_column(sa.String(16))
    digest: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes]
    assessment: Mapped[int]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class SupplementRow(Row):
    """补正: one request for everything that is missing. `due` is the last day to answer, as it was told."""

    __tablename__ = "supplements"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round: Mapped[str | None] = mapped_column(sa.String(32))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    due: Mapped[date | None]


class SupplementExtensionRow(Row):
    """The one time that the last day to answer was moved, from `before` to `due`, and who asked for it."""

    __tablename__ = "supplement_extensions"
    __table_args__ = (
        sa.ForeignKeyConstraint(("application_id", "supplement"), ("supplements.application_id", "supplements.number")),
        sa.CheckConstraint("due > before", name="later"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    supplement: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    before: Mapped[date]
    due: Mapped[date]


class SupplementItemRow(Row):
    """One thing that is missing, and the article that asks for it."""

    __tablename__ = "supplement_items"
    __table_args__ = (
        sa.ForeignKeyConstraint(("application_id", "supplement"), ("supplements.application_id", "supplements.number")),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    supplement: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    about: Mapped[str] = mapped_column(sa.String(80))
    reference: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[bytes]


class SupplementAnswerRow(Row):
    """How one item was met, and with which submission."""

    __tablename__ = "supplement_answers"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "supplement", "number"),
            ("supplement_items.application_id", "supplement_items.supplement", "supplement_items.number"),
            name="fk_supplement_answers_item",
        ),
        sa.ForeignKeyConstraint(("application_id", "submission"), ("submissions.application_id", "submissions.number")),
        sa.CheckConstraint(one_of("kind", ("answered", "declined")), name="kind_known"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    supplement: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    submission: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(16))
    words: Mapped[bytes]


class IntakeProposalRow(Row):
    """拟不予受理: an officer proposes not to accept, and why."""

    __tablename__ = "intake_proposals"
    __table_args__ = (sa.UniqueConstraint("application_id", "number", "maker_id"),)  # for the foreign key below

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    reason: Mapped[bytes]


class ProposalReturnRow(Row):
    """退回拟不予受理: a second person returned a proposal, once; the words stand in the journal. Keys and CHECK as below."""

    __tablename__ = "proposal_returns"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "proposal", "maker_id"),
            ("intake_proposals.application_id", "intake_proposals.number", "intake_proposals.maker_id"),
            name="fk_proposal_returns_proposal",
        ),
        sa.CheckConstraint("maker_id <> checker_id", name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    proposal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    checker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class NonAcceptanceRow(Row):
    """不予受理: confirmed by a second person. That the maker really proposed it is a foreign key, maker <> checker a CHECK."""

    __tablename__ = "non_acceptances"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("application_id", "proposal", "maker_id"),
            ("intake_proposals.application_id", "intake_proposals.number", "intake_proposals.maker_id"),
            name="fk_non_acceptances_proposal",
        ),
        sa.CheckConstraint("maker_id <> checker_id", name="two_people"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    proposal: Mapped[int]
    maker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    checker_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
    reason: Mapped[bytes]
