"""Prove an account's contact: six digits go to it through the outbox, and the holder types them on the account's page."""

from __future__ import annotations

import hmac
import math
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.notice import Channel, NoticeKind
from scoring.application.plain import canonical
from scoring.casework.attempts import Subject, count_within
from scoring.casework.holders import Done, contact_of, find_account, note_act
from scoring.casework.notify import order_delivery
from scoring.errors import InputRefused
from scoring.records.account_sealing import CODE_DIGITS, account_seal, contact_code
from scoring.records.database import reading
from scoring.records.holders import ContactCodeRow, ContactRow
from scoring.records.notices import NoticeRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.records.database import Transaction
    from scoring.settings_channels import CodeTerms

ATTEMPTS_OF = "contact_code"
_ASK = "Ask for another code."


@dataclass(frozen=True, slots=True)
class SentCode:
    """A code that was ordered and can be typed until `expires_at`; `left` times it may be tried."""

    expires_at: datetime
    left: int


def ask_contact_code(
    transaction: Transaction, channels: Collection[Channel], terms: CodeTerms, *, holder: Holder, at: datetime
) -> SentCode:
    """Order a code to the account's contact; one that was sent before holds no longer.

    Args:
        transaction: opens the one transaction of this act.
        channels: the ways that this installation has.
        terms: how long a code holds, how often it may be tried, how often one may be asked for.
        holder: whose account.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `contact` is proven, or there is no way to it; `code`: asked for too often, with how long to wait.
        NotFound: the account was closed meanwhile.
    """
    with transaction() as session:
        find_account(session, holder.account_id, lock=True)
        row = session.get_one(ContactRow, holder.account_id)
        if row.proven_at is not None:
            raise InputRefused("contact", "This contact is proven already.")
        if Channel.to("phone" if row.kind == "phone" else "email") not in channels:
            raise InputRefused("contact", "Nothing can be sent there by this service: messages stand in the account alone.")
        _refuse_flood(session, holder.account_id, terms, at)
        notice = NoticeRow(account_id=holder.account_id, kind=NoticeKind.CONTACT_CODE, facts=canonical({}), at=at, read_at=at)
        session.add(notice)
        session.flush()
        code = ContactCodeRow(account_id=holder.account_id, notice_id=notice.id, key=secrets.token_hex(16), attempts=0)
        code.expires_at = at + terms.valid
        session.merge(code)
        order_delivery(session, notice, row.kind, at)
        note_act(session, holder.account_id, Done("ask_contact_code", holder, at, {"contact": row.kind}))
        return SentCode(code.expires_at, terms.attempts)


def prove_contact(transaction: Transaction, typed: str, terms: CodeTerms, *, holder: Holder, at: datetime) -> None:
    """Mark the contact as proven, where *typed* is the code that was sent to it. A wrong one is counted, and at last ends the code.

    Args:
        transaction: opens the one transaction of this act.
        typed: what the holder typed.
        terms: how often a code may be tried.
        holder: whose account.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `code`: not six digits, not the code, expired, tried too often, or none was asked for.
        NotFound: the account was closed meanwhile.
    """
    digits = "".join(unicodedata.normalize("NFKC", typed).split())
    if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise InputRefused("code", f"Type the {CODE_DIGITS} digits of the code.")
    with transaction() as session:  # a wrong try is committed, and refused after that
        wrong = _try(session, digits, terms, holder, at)
    if wrong is not None:
        raise InputRefused("code", wrong)


def sent_code(transaction: Transaction, terms: CodeTerms, *, holder: Holder, at: datetime) -> SentCode | None:
    """Give the code that can be typed now; None where there is none."""
    with reading(transaction) as session:
        row = session.get(ContactCodeRow, find_account(session, holder.account_id).id)
        if row is None or row.expires_at <= at or row.attempts >= terms.attempts:
            return None
        return SentCode(row.expires_at, terms.attempts - row.attempts)


def code_to_send(session: Session, notice: NoticeRow, at: datetime) -> str | None:
    """Give the code that a notice brings, within a transaction; None where it expired, was used, or another one was asked for."""
    row = session.get(ContactCodeRow, notice.account_id)
    if row is None or row.notice_id != notice.id or row.expires_at <= at:
        return None
    return contact_code(session, notice.account_id, row.key)


def _refuse_flood(session: Session, account_id: int, terms: CodeTerms, at: datetime) -> None:
    """Keep a contact from being sent codes without end, whoever's account it is in, and an account from sending them."""
    contact = contact_of(session, account_id, account_seal(session, account_id))
    subjects = (Subject(ATTEMPTS_OF, contact.reveal(), terms.asks), Subject(ATTEMPTS_OF, str(account_id), terms.asks))
    wait = count_within(session, subjects, at)
    if wait > timedelta(0):
        minutes = math.ceil(wait / timedelta(minutes=1))
        raise InputRefused("code", f"Codes were asked for too often. Wait {minutes} min, then ask again.")


def _try(session: Session, digits: str, terms: CodeTerms, holder: Holder, at: datetime) -> str | None:
    """Try the digits; say what is wrong with them."""
    find_account(session, holder.account_id, lock=True)
    row = session.get(ContactCodeRow, holder.account_id)
    if row is None:
        return f"No code is waiting to be typed. {_ASK}"
    if row.expires_at <= at:
        return f"This code has expired. {_ASK}"
    if row.attempts >= terms.attempts:
        return f"This code was tried too often. {_ASK}"
    row.attempts += 1
    if not hmac.compare_digest(digits, contact_code(session, holder.account_id, row.key)):
        left = terms.attempts - row.attempts
        return f"This is not the code. {left} tries are left." if left else f"This code was tried too often. {_ASK}"
    contact = session.get_one(ContactRow, holder.account_id)
    contact.proven_at = at
    session.execute(sa.delete(ContactCodeRow).where(ContactCodeRow.account_id == holder.account_id))
    note_act(session, holder.account_id, Done("prove_contact", holder, at, {"contact": contact.kind}))
    return None
