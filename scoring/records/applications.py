"""Applications and the people in them. Names, numbers and free words are encrypted with the application's data key."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.application.status import CAUSES, CHANNELS, FILE_KINDS, OF_APPLICATIONS, UNDONE, Part, Status
from scoring.records.database import Row, none_of, one_of
from scoring.records.keys import BLIND_INDEX

_IN_HAND = none_of("status", UNDONE)


class ApplicationRow(Row):
    """One application. `version` counts its events: every act raises it by one.

    A draft is one too, with its own data key from the start. `account_id` is the applicant's account, None where it was recorded at
    the counter; `recorded_by` who typed. `received_at` is the moment of the newest submission. A points record is never decided, an
    application never approved. `replaces_id` is the decided file that it is a new version of, for a `cause`; no two versions of one
    file but those that came to no decision.
    """

    __tablename__ = "applications"
    __table_args__ = (
        sa.ForeignKeyConstraint(("scheme", "policy_version"), ("policies.scheme", "policies.version")),
        sa.CheckConstraint(one_of("status", Status), name="status_known"),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint(one_of("channel", CHANNELS), name="channel_known"),
        sa.CheckConstraint(one_of("kind", FILE_KINDS), name="kind_known"),
        sa.CheckConstraint(f"kind = 'points' OR status <> '{Status.APPROVED}'", name="approved_points"),
        sa.CheckConstraint(f"kind = 'application' OR {none_of('status', OF_APPLICATIONS)}", name="decided_application"),
        sa.CheckConstraint(one_of("cause", CAUSES), name="cause_known"),
        sa.CheckConstraint("(cause IS NULL) = (replaces_id IS NULL)", name="version_of_one"),
        sa.Index(
            "ux_applications_replaces_id",
            "replaces_id",
            unique=True,
            sqlite_where=sa.text(_IN_HAND),
            postgresql_where=sa.text(_IN_HAND),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(32), unique=True)
    version: Mapped[int]
    status: Mapped[str] = mapped_column(sa.String(16), index=True)
    scheme: Mapped[str] = mapped_column(sa.String(64), index=True)
    policy_version: Mapped[str] = mapped_column(sa.String(32))
    on: Mapped[date]
    round: Mapped[str | None] = mapped_column(sa.String(32))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    redo: Mapped[bytes | None]
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"), index=True)  # None: of no office in particular
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    channel: Mapped[str] = mapped_column(sa.String(8), default="counter", server_default="counter")
    kind: Mapped[str] = mapped_column(sa.String(16), default="application", server_default="application")
    received_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    claimed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True)  # None: nobody holds it
    claimed_at: Mapped[datetime | None]
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applications.id"))
    cause: Mapped[str | None] = mapped_column(sa.String(16))


class DataKeyRow(Row):
    """The data key of one application, wrapped by the master key. Without it nothing personal of the file can be read."""

    __tablename__ = "data_keys"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]


class PersonRow(Row):
    """A person of an application; number 0 is the applicant."""

    __tablename__ = "persons"
    __table_args__ = (
        sa.CheckConstraint(one_of("relation", ("applicant", "spouse", "child")), name="relation_known"),
        sa.CheckConstraint("(number = 0) = (relation = 'applicant')", name="applicant_first"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    relation: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[bytes]
    identity_number: Mapped[bytes]


class IdentityIndexRow(Row):
    """The blind index of identity numbers, apart from the persons: it can be erased without touching them."""

    __tablename__ = "identity_index"
    __table_args__ = (
        sa.ForeignKeyConstraint(("application_id", "number"), ("persons.application_id", "persons.number")),
        sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),
    )

    application_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)


_PARTS = (Part.MAKER, Part.CHECKER, Part.REVIEWER, Part.FORMER)


class PartRow(Row):
    """Who is maker, checker, reviewer of a file, or took part in the one before: one part a person, by its key, for good."""

    __tablename__ = "parts"
    __table_args__ = (sa.CheckConstraint(one_of("part", _PARTS), name="part_known"),)

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True)
    part: Mapped[str] = mapped_column(sa.String(16))


class RegistrationRow(Row):
    """The registration of one person, as the registration office reported it."""

    __tablename__ = "registrations"
    __table_args__ = (sa.ForeignKeyConstraint(("application_id", "number"), ("persons.application_id", "persons.number")),)

    application_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on: Mapped[date]
    office: Mapped[str] = mapped_column(sa.String(120))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
