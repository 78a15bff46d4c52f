"""同意电子送达: the holder of an account agrees to be served by it, or withdraws that for whatever is served later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.electronic_service import CURRENT, ServiceConsent
from scoring.casework.file import find
from scoring.casework.holders import Done, find_account, holder_of, note_act
from scoring.errors import InputRefused
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.holders import ServiceConsentRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction


def read_service_consent(transaction: Transaction, *, holder: Holder) -> ServiceConsent | None:
    """Give what the holder said last; None where nothing was said."""
    with reading(transaction) as session:
        return _last(session, holder.account_id)


def agree_to_service(transaction: Transaction, version: str, *, holder: Holder, at: datetime) -> None:
    """Keep that the holder agrees to be served by the account. Once more changes nothing.

    Args:
        transaction: opens the one transaction of this act.
        version: of the text that was shown and accepted.
        holder: whose account.
        at: the moment of the act, aware.

    Raises:
        InputRefused: `agreed`: not the version of today.
        NotFound: the account was closed meanwhile.
    """
    if version != CURRENT:
        raise InputRefused("agreed", "Read what you agree to, and tick the box.")
    _say(transaction, version, "agree_to_service", holder, at)


def withdraw_service_consent(transaction: Transaction, *, holder: Holder, at: datetime) -> None:
    """Keep that the holder is no longer to be served by the account; what was served stays so. Once more changes nothing.

    Raises:
        NotFound: the account was closed meanwhile.
    """
    _say(transaction, "", "withdraw_service_consent", holder, at)


def is_served_by_account(transaction: Transaction, reference: str, *, officer: Officer) -> bool:
    """Whether a document of the file can be served by its account. Raises NotFound, as `find`."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        return may_serve_by_account(session, row, convert.application(session, row, seal_of(session, row.id)))


def may_serve_by_account(session: Session, row: ApplicationRow, application: Application) -> bool:
    """Whether a document of the file can be served by its account: it is open, the applicant's own, who agreed to that."""
    if row.account_id is None:
        return False
    last, identity = _last(session, row.account_id), holder_of(session, row.account_id).identity
    is_own = identity is not None and identity.identity_number == application.applicant.identity_number
    return is_own and last is not None and last.is_given


def _say(transaction: Transaction, version: str, act: str, holder: Holder, at: datetime) -> None:
    """Write it down where it changes something; *version* is empty of what is withdrawn."""
    with transaction() as session:
        account_id = find_account(session, holder.account_id, lock=True).id
        last = _last(session, account_id)
        if (last is not None and last.is_given) == bool(version):
            return
        turn, of = (last.turn + 1, version or last.version) if last else (1, version)
        session.add(ServiceConsentRow(account_id=account_id, turn=turn, version=of, is_given=bool(version), at=at))
        note_act(session, account_id, Done(act, holder, at, {"consent": of}))


def _last(session: Session, account_id: int) -> ServiceConsent | None:
    query = sa.select(ServiceConsentRow).where(ServiceConsentRow.account_id == account_id)
    row = session.scalar(query.order_by(ServiceConsentRow.turn.desc()).limit(1))
    return ServiceConsent(row.turn, row.version, row.is_given, row.at) if row else None
