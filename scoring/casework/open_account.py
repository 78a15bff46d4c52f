"""Open an account for a person of the office."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import FILE_READERS, SIGNING_IN, Officer, Role
from scoring.errors import InputRefused, NotAllowed
from scoring.records.accounts import AccountRow, RoleRow, officer_of
from scoring.records.database import lock
from scoring.records.journal import Entry, append
from scoring.records.offices import OfficeRow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.records.database import Transaction

STREAM = "accounts"
PASSWORD_BYTES = 12
NAME_MAX = 80
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,63}")
_DEPARTMENT = re.compile(r"[a-z][a-z0-9_]{0,63}")
_OF_AN_OFFICE = FILE_READERS | {Role.DEPARTMENT}
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who gets the account: the name to sign in with, the name under their acts, and what they may do."""

    username: str
    email: str
    name: str
    roles: frozenset[Role]
    office: str | None = None  # the id of an office; None, for the whole installation, is refused to who opens accounts
    department: str | None = None  # of the role of that name alone: the id that policies name it by


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account just opened. The password is made at random and stands nowhere else."""

    officer: Officer
    username: str
    password: str = field(repr=False)


def open_account(
    transaction: Transaction, member: StaffMember, *, officer: Officer | None, at: datetime, hash_password: Callable[[str], str]
) -> NewAccount:
    """Open an account with a random password; None as officer is the installation itself.

    Args:
        transaction: opens the one transaction of this act.
        member: who gets it.
        officer: the administrator who opens it.
        at: the moment of the act, aware.
        hash_password: that of the sign-in.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        InputRefused: `username`, `email`, `name` or `roles` is missing or wrong; `username` or `email` is taken; `office` is
            unknown, or an administrator leaves it open for a role that reads files or answers for a department;
            `department` is missing, or not for these roles.
    """
    if officer is not None and Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed("open_account", Guard.ROLE)
    _check_person(member)
    check_duties(member)
    with transaction() as session:
        lock(session, STREAM)
        _check_free(session, member)
        check_office(session, member, officer)
        return add_account(session, member, officer, at, hash_password)


def add_account(
    session: Session, member: StaffMember, officer: Officer | None, at: datetime, hash_password: Callable[[str], str]
) -> NewAccount:
    """Write the account of a person whose names were checked, and its event."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    row = AccountRow(
        username=member.username,
        email=member.email,
        name=member.name,
        password=hash_password(password),
        fs_uniquifier=secrets.token_hex(16),
        created_at=at,
        office_id=member.office,
        department=member.department,
        roles=list(session.scalars(sa.select(RoleRow).where(RoleRow.name.in_(member.roles)).order_by(RoleRow.id))),
    )
    session.add(row)
    facts = {"username": member.username, "roles": sorted(member.roles), "office": member.office, "department": member.department}
    append(session, Entry(STREAM, "open", officer, at, facts))
    session.flush()
    return NewAccount(officer_of(row), member.username, password)


def check_duties(member: StaffMember) -> None:
    """Raise InputRefused, for `roles` or `department`, where nobody of the office may do that."""
    if not member.roles or not member.roles <= SIGNING_IN:
        raise InputRefused("roles", f"Choose at least one role, of those of the office: {', '.join(sorted(SIGNING_IN))}.")
    named = member.department is not None and _DEPARTMENT.fullmatch(member.department) is not None
    if Role.DEPARTMENT in member.roles and not named:
        raise InputRefused("department", "Name the department by the id that the policies have for it, such as human_resources.")
    if Role.DEPARTMENT not in member.roles and member.department is not None:
        raise InputRefused("department", "Leave the department out: only the role of a department has one.")
    if Role.DEPARTMENT in member.roles and len(member.roles) > 1:
        raise InputRefused("roles", "Who answers for a department handles no file. Open another account for the other roles.")


def check_office(session: Session, member: StaffMember, officer: Officer | None) -> None:
    """Raise InputRefused, for `office`: nobody but the installation gives an account the whole installation."""
    if member.office is None:
        if officer is not None and not member.roles.isdisjoint(_OF_AN_OFFICE):
            raise InputRefused("office", "Choose the office: its files and those of the offices below it are all this person sees.")
    elif session.get(OfficeRow, member.office) is None:
        raise InputRefused("office", "There is no such office. Choose one of the list.")


def _check_person(member: StaffMember) -> None:
    if not _USERNAME.fullmatch(member.username):
        raise InputRefused("username", "Use 2 to 64 small letters, digits, dots, hyphens or underscores; begin with a letter.")
    if not _EMAIL.fullmatch(member.email):
        raise InputRefused("email", "Type an address such as name@office.gov.cn.")
    if not member.name.strip() or len(member.name) > NAME_MAX:
        raise InputRefused("name", f"Type the name as it stands under decisions, at most {NAME_MAX} characters.")


def _check_free(session: Session, member: StaffMember) -> None:
    for name, column in (("username", AccountRow.username), ("email", AccountRow.email)):
        if session.scalar(sa.select(AccountRow.id).where(column == getattr(member, name))) is not None:
            raise InputRefused(name, "Another account has it already. Choose another.")
