"""Policies on their way and published: append-only, the seed of every compiled policy of a running service."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row

_OF_A_DRAFT = ("draft_id", "imported_by", "submitted_by", "published_by", '"on"')
WHOLE_RELEASE = " OR ".join(
    "(" + " AND ".join(f"{name} {state}" for name in _OF_A_DRAFT) + ")" for state in ("IS NULL", "IS NOT NULL")
)
"""The words of a CHECK: all that comes with a draft is there, or none of it."""


class PolicyRow(Row):
    """One published version: its raw text and vocabulary, and the digest of what they mean together."""

    __tablename__ = "policies"
    __table_args__ = (
        sa.UniqueConstraint("scheme", "version"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64))
    version: Mapped[str] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str] = mapped_column(sa.Text)
    vocabulary: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class RoundsRow(Row):
    """The rounds of a scheme as announced: each change is one more row, the highest number is the newest."""

    __tablename__ = "policy_rounds"
    __table_args__ = (sa.UniqueConstraint("scheme", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime]
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))


class PolicyDraftRow(Row):
    """One revision of a version that is not published yet, as handed in; `digest` is empty while the text has findings.

    `rounds` is empty where the scheme's own hold; `rounds_number` is the newest of them when the revision was imported.
    `of_rounds`: the version was published already, and it is about other rounds of its scheme alone.
    """

    __tablename__ = "policy_drafts"
    __table_args__ = (
        sa.UniqueConstraint("scheme", "version", "revision"),
        sa.UniqueConstraint("id", "imported_by"),  # for the release's foreign key
        sa.CheckConstraint("revision > 0", name="revision_positive"),
        sa.CheckConstraint("digest IS NULL OR length(digest) = 64", name="digest_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64))
    version: Mapped[str] = mapped_column(sa.String(32))
    revision: Mapped[int]
    digest: Mapped[str | None] = mapped_column(sa.String(64))
    text: Mapped[str] = mapped_column(sa.Text)
    cases: Mapped[str] = mapped_column(sa.Text)
    vocabulary: Mapped[str] = mapped_column(sa.Text)
    rounds: Mapped[str] = mapped_column(sa.Text)
    rounds_number: Mapped[int]
    of_rounds: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    imported_at: Mapped[datetime]
    imported_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class SubmissionRow(Row):
    """A draft handed to a second person, with the reason for the change."""

    __tablename__ = "policy_submissions"
    __table_args__ = (sa.UniqueConstraint("draft_id", "submitted_by"),)  # for the release's foreign key

    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_drafts.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(sa.Text)
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))


class WithdrawalRow(Row):
    """A draft that goes no further, and why."""

    __tablename__ = "policy_withdrawals"

    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_drafts.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(sa.Text)
    withdrawn_at: Mapped[datetime]
    withdrawn_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))


class ReleaseRow(Row):
    """发布: the act by which a version was published. Either the installation did it, or a second person from a draft.

    Only a version with its release is served. That its draft was imported and submitted by those named is a foreign key, that
    the publisher is neither of them a CHECK.
    """

    __tablename__ = "policy_releases"
    __table_args__ = (
        sa.ForeignKeyConstraint(("draft_id", "imported_by"), ("policy_drafts.id", "policy_drafts.imported_by")),
        sa.ForeignKeyConstraint(
            ("draft_id", "submitted_by"),
            ("policy_submissions.draft_id", "policy_submissions.submitted_by"),
            name="fk_releases_submission",
        ),
        sa.CheckConstraint("published_by <> imported_by AND published_by <> submitted_by", name="two_people"),
        sa.CheckConstraint(WHOLE_RELEASE, name="whole"),
        sa.CheckConstraint("length(text_sha256) = 64", name="text_sha256"),
    )

    policy_id: Mapped[int] = mapped_column(sa.ForeignKey("policies.id"), primary_key=True, autoincrement=False)
    text_sha256: Mapped[str] = mapped_column(sa.String(64))
    cases: Mapped[str] = mapped_column(sa.Text)
    draft_id: Mapped[int | None] = mapped_column(unique=True)
    imported_by: Mapped[int | None]
    submitted_by: Mapped[int | None]
    published_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))
    on: Mapped[date | None]  # the day of effect, as the publisher confirmed it
    reason: Mapped[str] = mapped_column(sa.Text)


class RoundsReleaseRow(Row):
    """发布通告: the act by which rounds were published from a draft that changes nothing else; as a release, by a second person."""

    __tablename__ = "rounds_releases"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ("draft_id", "imported_by"), ("policy_drafts.id", "policy_drafts.imported_by"), name="fk_rounds_releases_draft"
        ),
        sa.ForeignKeyConstraint(
            ("draft_id", "submitted_by"),
            ("policy_submissions.draft_id", "policy_submissions.submitted_by"),
            name="fk_rounds_releases_submission",
        ),
        sa.CheckConstraint("published_by <> imported_by AND published_by <> submitted_by", name="two_people"),
    )

    rounds_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_rounds.id"), primary_key=True, autoincrement=False)
    draft_id: Mapped[int] = mapped_column(unique=True)
    imported_by: Mapped[int]
    submitted_by: Mapped[int]
    published_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
