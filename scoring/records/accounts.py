"""Accounts of the office and their roles, in the shape that Flask-Security reads."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scoring.application.officer import Officer, Role
from scoring.records.database import Row, one_of

accounts_roles = sa.Table(
    "accounts_roles",
    Row.metadata,
    sa.Column("account_id", sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("roles.id"), primary_key=True),
)


class RoleRow(Row, RoleMixin):
    """One of the closed list of roles; the first migration puts all of them in."""

    __tablename__ = "roles"
    __table_args__ = (sa.CheckConstraint(one_of("name", Role), name="name_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(32), unique=True)


class AccountRow(Row, UserMixin):
    """A person of the office who signs in with `username` (or `email`). Accounts are closed, not deleted."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(64), unique=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))  # as it stands under an act
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    roles: Mapped[list[RoleRow]] = relationship(  # type: ignore[assignment]  # Flask-Security says list[RoleMixin]
        secondary=accounts_roles, lazy="selectin", order_by=RoleRow.id
    )


def officer_of(account: AccountRow) -> Officer:
    """Give the person who acts, without anything of the sign-in."""
    return Officer(account.id, account.name, frozenset(Role(role.name) for role in account.roles))
