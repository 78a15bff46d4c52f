"""Keys that sign, and what was signed. Public keys and signatures stay for good; a private key can be destroyed."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row

ALGORITHM = "ed25519"
"""The algorithm of new keys and signatures."""


class ServiceKeyRow(Row):
    """A key of the service itself, by which it countersigns the officers' keys and signs what it seals."""

    __tablename__ = "service_keys"
    __table_args__ = (sa.CheckConstraint("length(public) = 32", name="public_length"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    public: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=ALGORITHM, server_default=ALGORITHM)


class ServicePrivateKeyRow(Row):
    """The private part, wrapped by the master key."""

    __tablename__ = "service_private_keys"

    number: Mapped[int] = mapped_column(sa.ForeignKey("service_keys.number"), primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]


class OfficerKeyRow(Row):
    """The key of a person of the office; `countersignature` is the service's, over `officer_statement` of it."""

    __tablename__ = "officer_keys"
    __table_args__ = (
        sa.CheckConstraint("length(public) = 32", name="public_length"),
        sa.CheckConstraint("length(countersignature) = 64", name="countersignature_length"),
        sa.UniqueConstraint("number", "account_id"),  # for the signatures' foreign key
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    public: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    service_key: Mapped[int] = mapped_column(sa.ForeignKey("service_keys.number"))
    countersignature: Mapped[bytes]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=ALGORITHM, server_default=ALGORITHM)


class OfficerPrivateKeyRow(Row):
    """The private part, wrapped by the master key; it goes when the account is closed."""

    __tablename__ = "officer_private_keys"

    number: Mapped[int] = mapped_column(sa.ForeignKey("officer_keys.number"), primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]


class SignatureRow(Row):
    """What somebody signed on a file: the maker what they recommend, the checker what they agree to or decide.

    `statement` is what was signed, under the file's key; `digest` is its SHA-256. That the key is the person's is a foreign key.
    """

    __tablename__ = "signatures"
    __table_args__ = (
        sa.UniqueConstraint("application_id", "recommendation", "act"),
        sa.ForeignKeyConstraint(
            ("application_id", "recommendation"),
            ("recommendations.application_id", "recommendations.number"),
            name="fk_signatures_recommendation",
        ),
        sa.ForeignKeyConstraint(
            ("key", "account_id"), ("officer_keys.number", "officer_keys.account_id"), name="fk_signatures_officer_key"
        ),
        sa.CheckConstraint("length(digest) = 64", name="digest_sha256"),
        sa.CheckConstraint("length(signature) = 64", name="signature_length"),
    )

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recommendation: Mapped[int]
    act: Mapped[str] = mapped_column(sa.String(32))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    key: Mapped[int]
    at: Mapped[datetime]
    statement: Mapped[bytes]
    digest: Mapped[str] = mapped_column(sa.String(64))
    signature: Mapped[bytes]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=ALGORITHM, server_default=ALGORITHM)


class JournalSealRow(Row):
    """A seal of the service over the links `first` to `last` of the whole journal: their `root`, and where it ended then.

    `signature` is over `seal_statement` of it. No two seals are over the same link.
    """

    __tablename__ = "journal_seals"
    __table_args__ = (
        sa.CheckConstraint("first > 0 AND last >= first", name="range_whole"),
        sa.CheckConstraint("length(root) = 64 AND length(head) = 64", name="hashes_sha256"),
        sa.CheckConstraint("length(signature) = 64", name="signature_length"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    first: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    last: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    root: Mapped[str] = mapped_column(sa.String(64))
    head: Mapped[str] = mapped_column(sa.String(64))
    service_key: Mapped[int] = mapped_column(sa.ForeignKey("service_keys.number"))
    signature: Mapped[bytes]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=ALGORITHM, server_default=ALGORITHM)


SIGNED = (
    "SELECT 1 FROM signatures AS made JOIN signatures AS checked ON checked.application_id = made.application_id "
    "AND checked.recommendation = made.recommendation WHERE made.application_id = NEW.application_id "
    "AND made.recommendation = NEW.recommendation AND made.act = 'recommend' AND made.account_id = NEW.maker_id "
    "AND checked.act <> 'recommend' AND checked.account_id = NEW.checker_id"
)
"""What must be found for a new decision: the signature of its maker, and one of its checker. What was decided before has none."""


def signed_statements(dialect: str) -> tuple[str, ...]:
    """Give the statements that let only what both signed be decided, on `sqlite` or `postgresql`."""
    words = "decisions: maker and checker sign what is decided"
    if dialect == "postgresql":
        return (
            (
                f"CREATE FUNCTION decisions_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS ({SIGNED}) THEN "
                f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
            ),
            "CREATE TRIGGER decisions_signed BEFORE INSERT ON decisions FOR EACH ROW EXECUTE FUNCTION decisions_signed()",
        )
    return (
        (
            f"CREATE TRIGGER decisions_signed BEFORE INSERT ON decisions WHEN NOT EXISTS ({SIGNED}) "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        ),
    )
