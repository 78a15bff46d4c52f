"""Give an applicant's account another contact; it is not proven until its code was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.notice import NoticeKind
from scoring.casework.holders import CONTACT, Done, contact_of, find_account, note_act
from scoring.casework.notify import notify, tell_former
from scoring.errors import InputRefused
from scoring.records.account_sealing import account_seal, blind_contact
from scoring.records.database import lock
from scoring.records.holders import ContactCodeRow, ContactIndexRow, ContactRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.contact import Contact
    from scoring.application.holder import Holder
    from scoring.records.database import Transaction


def change_contact(transaction: Transaction, contact: Contact, *, holder: Holder, at: datetime) -> None:
    """Put another contact in the place of the account's; the password was asked for by the sign-in. One that was proven is told.

    Args:
        transaction: opens the one transaction of this act.
        contact: the new one.
        holder: whose account.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `contact` is the present one, or opens an account already.
        NotFound: the account was closed meanwhile.
    """
    with transaction() as session:
        account_id = find_account(session, holder.account_id, lock=True).id
        blind = blind_contact(session, contact)
        lock(session, f"contact:{blind.hex()}")
        other = session.scalar(sa.select(ContactIndexRow.account_id).where(ContactIndexRow.blind == blind))
        if other is not None:
            same = "This is the present one. Type another one." if other == account_id else "There is an account with this already."
            raise InputRefused("contact", same)
        row, index = session.get_one(ContactRow, account_id), session.get_one(ContactIndexRow, account_id)
        seal = account_seal(session, account_id)
        former = contact_of(session, account_id, seal) if row.proven_at is not None else None
        row.kind, row.contact = contact.kind, seal.close(contact.reveal(), CONTACT)
        row.proven_at, index.blind = None, blind
        session.execute(sa.delete(ContactCodeRow).where(ContactCodeRow.account_id == account_id))
        session.flush()
        note_act(session, account_id, Done("change_contact", holder, at, {"contact": contact.kind}))
        if former is None:
            notify(session, account_id, NoticeKind.CONTACT_REPLACED, {}, at)
        else:
            tell_former(session, account_id, former, at)
