"""Close an applicant's account, by its holder: what is personal is destroyed, the row stays for the acts that name it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import Shown
from scoring.application.status import OPEN, Act, Status
from scoring.casework.holders import Done, find_account, note_act
from scoring.casework.own import close_own, own_of
from scoring.casework.save_draft import erase_draft
from scoring.errors import InputRefused
from scoring.records.applications import ApplicationRow
from scoring.records.holders import (
    AccountCodeRow,
    AccountKeyRow,
    AuthorityIndexRow,
    AuthorityRow,
    ContactCodeRow,
    ContactIndexRow,
    ContactRow,
    FormerContactRow,
    VerifiedIdentityIndexRow,
    VerifiedIdentityRow,
)
from scoring.records.preparations import PreparationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.records.database import Transaction

ERASED = (
    *(AccountCodeRow, VerifiedIdentityIndexRow, VerifiedIdentityRow),
    *(ContactCodeRow, ContactIndexRow, FormerContactRow, ContactRow, AccountKeyRow),
)
"""What is deleted, in this order."""


def close_account(transaction: Transaction, *, holder: Holder, at: datetime) -> None:
    """Destroy the account's key, contact, identity, drafts and password, and end its sessions; the contact is free again.

    Args:
        transaction: opens the one transaction of this act.
        holder: whose account.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `account`: an application is being handled.
        NotFound: the account was closed already.
    """
    with transaction() as session:
        row = find_account(session, holder.account_id, lock=True)
        if _has_open_application(session, row.id):
            raise InputRefused(
                "account", "An application of yours is being handled. Withdraw it first, or wait until it is closed."
            )
        _discard_drafts(session, holder, at)
        _erase_authority(session, row.id)
        for table in ERASED:
            session.execute(sa.delete(table).where(table.account_id == row.id))
        row.active, row.password, row.fs_uniquifier = False, None, secrets.token_hex(16)
        note_act(session, row.id, Done("close", holder, at))


def _discard_drafts(session: Session, holder: Holder, at: datetime) -> None:
    """Delete the drafts that nobody could open any more."""
    drafts = sa.select(ApplicationRow).where(ApplicationRow.account_id == holder.account_id, ApplicationRow.status == Status.DRAFT)
    for row in session.scalars(drafts.with_for_update(of=ApplicationRow)).all():
        own = own_of(session, row, Shown(row.reference, row.version), Act.DISCARD, holder, at)
        erase_draft(session, row.id)
        close_own(own, {})


def _erase_authority(session: Session, account_id: int) -> None:
    """Nobody is acted for by an account that is closed; without its key nobody could read for whom it acted."""
    own = sa.select(AuthorityRow.id).where(AuthorityRow.agent_id == account_id)
    session.execute(sa.update(PreparationRow).where(PreparationRow.authority_id.in_(own)).values(authority_id=None))
    session.execute(sa.delete(AuthorityIndexRow).where(AuthorityIndexRow.authority_id.in_(own)))
    session.execute(sa.delete(AuthorityRow).where(AuthorityRow.agent_id == account_id))


def _has_open_application(session: Session, account_id: int) -> bool:
    own = sa.select(ApplicationRow.id).where(ApplicationRow.account_id == account_id, ApplicationRow.status.in_(OPEN))
    return session.scalar(own.limit(1)) is not None
