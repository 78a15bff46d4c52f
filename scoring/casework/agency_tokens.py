"""Tokens by which agencies ask: issued and revoked by an administrator, shown once, kept as a hash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.agencies import Token, digest_of
from scoring.application.deadlines import local_day
from scoring.casework.agencies import agency_of, close_change, open_agency, refuse_others
from scoring.casework.open_account import STREAM
from scoring.errors import InputRefused, NotFound
from scoring.records.agency_access import AgencyRow, AgencyTokenRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.journal import Entry

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.agencies import Agency
    from scoring.application.officer import Officer
    from scoring.casework.agencies import ShownAgency
    from scoring.records.database import Transaction

PREFIX = "luohu_"
TOKEN_BYTES = 32
DAYS_MAX = 366
HINT = 4


@dataclass(frozen=True, slots=True)
class Issued:
    """A token just issued. It stands nowhere else."""

    id: int
    token: str = field(repr=False)


def issue_token(transaction: Transaction, shown: ShownAgency, days: int, *, officer: Officer, at: datetime) -> Issued:
    """Issue a token that holds for so many days.

    Raises:
        NotAllowed: `role`: the officer is no administrator; NotFound, Stale.
        InputRefused: `days` is not from 1 to 366.
    """
    refuse_others("issue_token", officer)
    with transaction() as session:
        agency = open_agency(session, shown)
        if not 1 <= days <= DAYS_MAX:
            raise InputRefused("days", f"Type a number of days from 1 to {DAYS_MAX}.")
        token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        row = AgencyTokenRow(
            account_id=agency.account_id,
            digest=digest_of(token),
            hint=token[-HINT:],
            issued_at=at,
            issued_by=officer.account_id,
            expires_on=local_day(at) + timedelta(days=days),
        )
        session.add(row)
        session.flush()
        facts = {"username": shown.username, "token": row.id, "expires_on": row.expires_on}
        close_change(session, agency, Entry(STREAM, "issue_token", officer, at, facts))
        return Issued(row.id, token)


def revoke_token(transaction: Transaction, shown: ShownAgency, number: int, *, officer: Officer, at: datetime) -> None:
    """Revoke a token: it opens nothing from now on.

    Raises:
        NotAllowed: `role`: the officer is no administrator; Stale.
        NotFound: the agency has no such token, or it was revoked before.
    """
    refuse_others("revoke_token", officer)
    with transaction() as session:
        agency = open_agency(session, shown)
        row = session.get(AgencyTokenRow, number)
        if row is None or row.account_id != agency.account_id or row.revoked_at is not None:
            raise NotFound("token", str(number))
        row.revoked_at, row.revoked_by = at, officer.account_id
        close_change(session, agency, Entry(STREAM, "revoke_token", officer, at, {"username": shown.username, "token": number}))


def agency_by_token(transaction: Transaction, token: str, *, at: datetime) -> Agency | None:
    """Give the agency whose token holds at this moment; None for any other token."""
    with reading(transaction) as session:
        query = (
            sa.select(AgencyTokenRow, AgencyRow)
            .join(AgencyRow, AgencyRow.account_id == AgencyTokenRow.account_id)
            .where(AgencyTokenRow.digest == digest_of(token), AgencyRow.closed_at.is_(None))
        )
        found = session.execute(query).first()
        if found is None or not _token(session, found[0]).holds(local_day(at)):
            return None
        return agency_of(session, found[1])


def tokens_of(session: Session, account_id: int) -> tuple[Token, ...]:
    """Give the tokens of an agency, the newest first."""
    query = sa.select(AgencyTokenRow).where(AgencyTokenRow.account_id == account_id).order_by(AgencyTokenRow.id.desc())
    return tuple(_token(session, row) for row in session.scalars(query))


def _token(session: Session, row: AgencyTokenRow) -> Token:
    by = account_name(session, row.issued_by)
    return Token(row.id, row.hint, row.issued_at, by, row.expires_on, row.revoked_at)
