"""An administrator registers agencies: their kind, district, contact and address; gives each a secret, and closes them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.agencies import Agency, AgencyKind, webhook_address
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.open_account import NAME_MAX, STREAM
from scoring.errors import InputRefused, NotAllowed, NotFound, Stale
from scoring.records import convert
from scoring.records.accounts import AccountRow, RoleRow
from scoring.records.agency_access import AgencyRow
from scoring.records.journal import Entry, append
from scoring.records.keys import new_data_key
from scoring.records.offices import OfficeRow
from scoring.records.sealing import keys_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

CONTACT_MAX = 200


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom to call at an agency, and the address that it is told at; empty where it is told nothing."""

    contact: str
    webhook_url: str = ""


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """What an administrator types of an agency. `office` is the district's office, None for the whole installation."""

    name: str
    kind: AgencyKind
    office: str | None
    reached: Reached


@dataclass(frozen=True, slots=True)
class ShownAgency:
    """Which agency was seen, and its version then."""

    username: str
    version: int


def register_agency(
    transaction: Transaction, details: AgencyDetails, *, officer: Officer, at: datetime, is_demonstration: bool
) -> Agency:
    """Register an agency with an account that nobody signs in to, and a secret that is told by `new_secret` alone.

    Raises:
        NotAllowed: `role`: the officer is no administrator.
        InputRefused: `name`, `contact`, `office` or `webhook_url` is missing or wrong.
    """
    refuse_others("register_agency", officer)
    with transaction() as session:
        _check_named(session, details)
        reached = _checked(details.reached, is_demonstration=is_demonstration)
        username = f"agency-{secrets.token_hex(6)}"
        account = AccountRow(
            username=username,
            email=f"{username}@agencies.invalid",
            name=details.name.strip(),
            fs_uniquifier=secrets.token_hex(16),
            created_at=at,
            office_id=details.office,
            roles=list(session.scalars(sa.select(RoleRow).where(RoleRow.name == Role.AGENCY))),
        )
        session.add(account)
        session.flush()
        wrapped = keys_of(session).wrap(new_data_key(), secret_place(account.id))
        kept = {"kind": details.kind, "contact": reached.contact, "webhook_url": reached.webhook_url}
        session.add(AgencyRow(account_id=account.id, wrapped=wrapped, version=1, **kept))
        append(session, Entry(STREAM, "register_agency", officer, at, {"username": username, "office": details.office, **kept}))
        session.flush()
        return agency_of(session, session.get_one(AgencyRow, account.id))


def change_agency(
    transaction: Transaction, shown: ShownAgency, reached: Reached, *, officer: Officer, at: datetime, is_demonstration: bool
) -> Agency:
    """Change where an agency is reached and told. Raises as `register_agency`; NotFound, Stale."""
    refuse_others("change_agency", officer)
    with transaction() as session:
        row = open_agency(session, shown)
        now = _checked(reached, is_demonstration=is_demonstration)
        row.contact, row.webhook_url = now.contact, now.webhook_url
        facts = {"username": shown.username, "contact": row.contact, "webhook_url": row.webhook_url}
        return close_change(session, row, Entry(STREAM, "change_agency", officer, at, facts))


def new_secret(transaction: Transaction, shown: ShownAgency, *, officer: Officer, at: datetime) -> str:
    """Make another secret, by which everything told from now on is signed; give it, for this once, as 64 hexadecimal digits.

    Raises:
        NotAllowed: `role`: the officer is no administrator; NotFound, Stale.
    """
    refuse_others("new_secret", officer)
    with transaction() as session:
        row, secret = open_agency(session, shown), new_data_key()
        row.wrapped = keys_of(session).wrap(secret, secret_place(row.account_id))
        close_change(session, row, Entry(STREAM, "new_secret", officer, at, {"username": shown.username}))
        return secret.hex()


def close_agency(transaction: Transaction, shown: ShownAgency, *, officer: Officer, at: datetime) -> Agency:
    """Close an agency: no token of it opens anything any more, and it is told nothing. Raises as `new_secret`."""
    refuse_others("close_agency", officer)
    with transaction() as session:
        row = open_agency(session, shown)
        row.closed_at = at
        session.get_one(AccountRow, row.account_id).active = False
        return close_change(session, row, Entry(STREAM, "close_agency", officer, at, {"username": shown.username}))


def find_agency(session: Session, username: str) -> AgencyRow:
    """Give the row of an agency by its user name. Raises NotFound."""
    named = sa.select(AgencyRow).join(AccountRow, AccountRow.id == AgencyRow.account_id).where(AccountRow.username == username)
    row = session.scalar(named.with_for_update(of=AgencyRow))
    if row is None:
        raise NotFound("agency", username)
    return row


def open_agency(session: Session, shown: ShownAgency) -> AgencyRow:
    """Give an open agency for a change. Raises NotFound, also for a closed one; Stale."""
    row = find_agency(session, shown.username)
    if row.closed_at is not None:
        raise NotFound("agency", shown.username)
    if row.version != shown.version:
        raise Stale(shown.username, shown.version, row.version)
    return row


def close_change(session: Session, row: AgencyRow, entry: Entry) -> Agency:
    """Write a change with its event; give the agency as it is now."""
    row.version += 1
    append(session, entry)
    session.flush()
    return agency_of(session, row)


def agency_of(session: Session, row: AgencyRow) -> Agency:
    """Give an agency with its district."""
    account = session.get_one(AccountRow, row.account_id)
    office = session.get(OfficeRow, account.office_id) if account.office_id else None
    return Agency(
        account_id=row.account_id,
        username=account.username,
        name=account.name,
        kind=AgencyKind(row.kind),
        office=account.office_id,
        district=convert.office(office).name if office else None,
        contact=row.contact,
        webhook_url=row.webhook_url,
        version=row.version,
        opened_at=account.created_at,
        closed_at=row.closed_at,
    )


def secret_of(session: Session, row: AgencyRow) -> bytes:
    """Give the secret by which what an agency is told is signed."""
    return keys_of(session).unwrap(row.wrapped, secret_place(row.account_id))


def secret_place(account_id: int) -> str:
    """Give where a secret stands."""
    return f"agencies.wrapped/{account_id}"


def refuse_others(what: str, officer: Officer) -> None:
    """Raise NotAllowed for everybody but administrators."""
    if Role.ADMINISTRATOR not in officer.roles:
        raise NotAllowed(what, Guard.ROLE)


def _check_named(session: Session, details: AgencyDetails) -> None:
    if not 0 < len(details.name.strip()) <= NAME_MAX:
        raise InputRefused("name", f"Type the agency's name, at most {NAME_MAX} characters.")
    if details.office is not None and session.get(OfficeRow, details.office) is None:
        raise InputRefused("office", "There is no such office. Choose one of the list.")


def _checked(reached: Reached, *, is_demonstration: bool) -> Reached:
    contact = reached.contact.strip()
    if not 0 < len(contact) <= CONTACT_MAX:
        raise InputRefused("contact", f"Say whom to call there, at most {CONTACT_MAX} characters.")
    return Reached(contact, webhook_address(reached.webhook_url, is_demonstration=is_demonstration))
