"""Accounts and their roles, in the shape that Flask-Security reads: of the office, and of applicants (`records.holders`)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.application.officer import Officer, Role
from scoring.records.database import Row, one_of
from scoring.records.offices import OfficeRow

accounts_roles = sa.Table(
    "accounts_roles",
    Row.metadata,
    sa.Column("account_id", sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("roles.id"), primary_key=True),
)


class RoleRow(Row, RoleMixin):
    """One of the closed list of roles; the migrations put all of them in."""

    __tablename__ = "roles"
    __table_args__ = (sa.CheckConstraint(one_of("name", Role), name="name_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(32), unique=True)


class AccountRow(Row, UserMixin):
    """A person of the office who signs in with `username` (or `email`), or an applicant. Accounts are closed, not deleted.

    Of an applicant nothing personal stands here: `username` is random, `name` and `email` are made of it.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))  # as it stands under an act
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(255))  # encrypted by the sign-in
    tf_counter: Mapped[int | None] = mapped_column(sa.BigInteger)  # the step of the last code used: none counts twice
    office_id: Mapped[str | None] = mapped_column(sa.ForeignKey("offices.id"))
    department: Mapped[str | None] = mapped_column(sa.String(64))  # whose requests a person of a department answers
    office: Mapped[OfficeRow | None] = relationship()
    roles: Mapped[list[RoleRow]] = relationship(  # type: ignore[assignment]  # Flask-Security says list[RoleMixin]
        secondary=accounts_roles, lazy="selectin", order_by=RoleRow.id
    )


def is_applicants(account: AccountRow) -> bool:
    """Whether the account is an applicant's: it then is no officer's, whatever else stands there."""
    return any(role.name == Role.APPLICANT for role in account.roles)


def officer_of(account: AccountRow) -> Officer:
    """Give the person of the office who acts, without anything of the sign-in.

    Raises:
        TypeError: the account is an applicant's, who would see the whole installation.
    """
    if is_applicants(account):
        raise TypeError(f"account {account.id} is an applicant's, no officer's")
    roles = frozenset(Role(role.name) for role in account.roles)
    return Officer(account.id, account.name, roles, account.office_id, account.department)
