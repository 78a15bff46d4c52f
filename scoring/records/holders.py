"""Accounts of applicants, beside what the sign-in reads: contact, consent, verified identity, codes, and the key to it all.

What is personal is encrypted with the account's own data key and found by blind indexes in tables of their own. Closing an
account deletes all of it, the key first; the account's row stays, since acts refer to it.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scoring.records.database import Row, one_of
from scoring.records.keys import BLIND_INDEX


class AccountKeyRow(Row):
    """The data key of one account, wrapped by the master key."""

    __tablename__ = "account_keys"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    wrapped: Mapped[bytes]
    created_at: Mapped[datetime]


class ContactRow(Row):
    """The mail address or mobile number that an account is opened with; `proven_at` once a code that was sent to it was typed."""

    __tablename__ = "contacts"
    __table_args__ = (sa.CheckConstraint(one_of("kind", ("email", "phone")), name="kind_known"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(8))
    contact: Mapped[bytes]
    proven_at: Mapped[datetime | None]


class ContactIndexRow(Row):
    """The blind index of contacts: one account each."""

    __tablename__ = "contact_index"
    __table_args__ = (sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.account_id"), primary_key=True, autoincrement=False)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)


class ConsentRow(Row):
    """Which version of the consent text (`application.consent`) an account accepted, and when."""

    __tablename__ = "consents"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    at: Mapped[datetime]


class ServiceConsentRow(Row):
    """That a holder agreed to be served by the account (`application.electronic_service`), or withdrew that; the last one holds."""

    __tablename__ = "service_consents"
    __table_args__ = (sa.CheckConstraint("turn > 0", name="turn_positive"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(sa.String(16))
    is_given: Mapped[bool]
    at: Mapped[datetime]


class VerifiedIdentityRow(Row):
    """Name and number that were verified for an account: by an officer who saw the card, or by a provider."""

    __tablename__ = "verified_identities"
    __table_args__ = (
        sa.CheckConstraint(one_of("by", ("counter", "provider")), name="by_known"),
        sa.CheckConstraint("(by = 'counter') = (officer_id IS NOT NULL)", name="officer_at_the_counter"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    name: Mapped[bytes]
    identity_number: Mapped[bytes]
    by: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))


class VerifiedIdentityIndexRow(Row):
    """The blind index of verified numbers: one account each."""

    __tablename__ = "verified_identity_index"
    __table_args__ = (sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("verified_identities.account_id"), primary_key=True, autoincrement=False)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)


class AccountCodeRow(Row):
    """A code of an account that expires: `counter`: an officer finds it; `new_start`: a lost password is replaced.

    It is found by `blind`. `code` is that of the counter, encrypted, so that the account's page can show it again; one for a new
    start is shown once and kept nowhere.
    """

    __tablename__ = "account_codes"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", ("counter", "new_start")), name="kind_known"),
        sa.CheckConstraint("(kind = 'counter') = (code IS NOT NULL)", name="counter_shown_again"),
        sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),
    )

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    code: Mapped[bytes | None]
    expires_at: Mapped[datetime]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)


class ContactCodeRow(Row):
    """The code that was sent to a contact last. It is made of `key` and the index key, whenever it is needed, and kept nowhere."""

    __tablename__ = "contact_codes"
    __table_args__ = (sa.CheckConstraint("attempts >= 0", name="attempts_counted"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.account_id"), primary_key=True, autoincrement=False)
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notices.id"))
    key: Mapped[str] = mapped_column(sa.String(32))
    expires_at: Mapped[datetime]
    attempts: Mapped[int]
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)


class FormerContactRow(Row):
    """A contact that was replaced, until the notice that says so has gone to it."""

    __tablename__ = "former_contacts"

    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notices.id"), primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    contact: Mapped[bytes]


class AuthorityRow(Row):
    """The recorded authority of an account (`agent_id`) to act for a person, whose name and number are encrypted with its key."""

    __tablename__ = "authorities"
    __table_args__ = (
        sa.CheckConstraint(one_of("kind", ("proxy", "employer")), name="kind_known"),
        sa.CheckConstraint("first <= last", name="period_ordered"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        sa.CheckConstraint("kind <> 'employer' OR scheme IS NOT NULL", name="employer_of_a_scheme"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[bytes]
    identity_number: Mapped[bytes]
    scheme: Mapped[str | None] = mapped_column(sa.String(64))
    first: Mapped[date]
    last: Mapped[date]
    proof: Mapped[bytes]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"))


class AuthorityIndexRow(Row):
    """The blind index of those who gave authority."""

    __tablename__ = "authority_index"
    __table_args__ = (sa.CheckConstraint("length(blind) = 32", name="blind_hmac"),)

    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("authorities.id"), primary_key=True, autoincrement=False)
    blind: Mapped[bytes] = mapped_column(sa.LargeBinary(32), index=True)
    algorithm: Mapped[str] = mapped_column(sa.String(16), default=BLIND_INDEX, server_default=BLIND_INDEX)
