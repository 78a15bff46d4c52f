"""公示: lists that were made public, line by line. What a line shows of a person is encrypted with that file's key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.chains import CURRENT as DIGEST
from scoring.records.database import Row

PUBLICATIONS = "publications"
"""The stream of the journal that lists are written to; each file on one has its own event besides."""


class ListProposalRow(Row):
    """A list that shows more than can be made general, as one person proposed it; another one publishes it, or nobody does.

    `digest` is that of what is shown of whom. `office_id` is None for the whole installation.
    """

    __tablename__ = "list_proposals"
    __table_args__ = (
        sa.UniqueConstraint("id", "by"),  # for the publication's foreign key
        sa.ForeignKeyConstraint(("scheme", "policy_version"), ("policies.scheme", "policies.version")),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64), index=True)
    policy_version: Mapped[str] = mapped_column(sa.String(32))
    round: Mapped[str | None] = mapped_column(sa.String(32))
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class PublicationRow(Row):
    """One list. It is open to the public on both days and those between them; objections are taken as long.

    `fields` are those of `application.publicity`, in JSON; `measured` how many people it gives away, `article` what demands that.
    Where it was proposed, that two people agreed to it is a foreign key and a CHECK.
    """

    __tablename__ = "publications"
    __table_args__ = (
        sa.ForeignKeyConstraint(("scheme", "policy_version"), ("policies.scheme", "policies.version")),
        sa.ForeignKeyConstraint(
            ("proposal", "proposed_by"), ("list_proposals.id", "list_proposals.by"), name="fk_publications_proposal"
        ),
        sa.UniqueConstraint("proposal"),
        sa.CheckConstraint("(proposal IS NULL) = (proposed_by IS NULL)", name="proposer_named"),
        sa.CheckConstraint("proposed_by IS NULL OR proposed_by <> published_by", name="two_people"),
        sa.CheckConstraint("starts_on <= ends_on", name="period_in_order"),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str] = mapped_column(sa.String(64), index=True)
    policy_version: Mapped[str] = mapped_column(sa.String(32))
    round: Mapped[str | None] = mapped_column(sa.String(32))
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"), index=True)
    fields: Mapped[str] = mapped_column(sa.Text)
    article: Mapped[str] = mapped_column(sa.Text)
    measured: Mapped[str] = mapped_column(sa.Text)
    lines: Mapped[int]
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date] = mapped_column(index=True)
    proposal: Mapped[int | None]
    proposed_by: Mapped[int | None]
    published_at: Mapped[datetime]
    published_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    digest: Mapped[str] = mapped_column(sa.String(64))
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=DIGEST, server_default=DIGEST)


class PublicationLineRow(Row):
    """One line of a list, and the file it is about. A file stands once on a list, and later on another one where it came back."""

    __tablename__ = "publication_lines"
    __table_args__ = (sa.UniqueConstraint("publication_id", "application_id"),)

    publication_id: Mapped[int] = mapped_column(sa.ForeignKey("publications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), index=True)
    shown: Mapped[bytes]


def line_place(publication_id: int, number: int) -> str:
    """Give where stands what a line shows."""
    return f"publication_lines.shown/{publication_id}/{number}"
