"""The holder of an account asks for something that is kept about them to be corrected or completed, and gets a receipt."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import due_day
from scoring.application.code import SIGNS, with_check
from scoring.application.deadlines import local_day
from scoring.application.personal_request import DATUM_MAX
from scoring.application.status import PRIVATE
from scoring.casework.file import words
from scoring.casework.filing import check_key
from scoring.casework.holders import Done, find_account, note_act
from scoring.casework.own import find_own
from scoring.errors import CalendarUnknown, InputRefused, NotFound
from scoring.policy.procedure import PERSONAL_CORRECTION
from scoring.records.account_sealing import account_seal
from scoring.records.personal_requests import PersonalRequestRow, wanted_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.personal_request import Wanted
    from scoring.records.database import Transaction

_SIGNS = 10


def ask_personal_correction(
    transaction: Transaction, timing: Timing, wanted: Wanted, key: str, *, holder: Holder, at: datetime
) -> str:
    """Keep the request; give the number of its receipt. The same *key* gives the same receipt.

    Raises:
        NotFound: the account was closed meanwhile, or the file is not the holder's, or was never handed in.
        InputRefused: `datum`, `right` is empty or too long, `wrong` or `proof` too long; `key` is none.
    """
    with transaction() as session:
        account_id = find_account(session, holder.account_id, lock=True).id
        of_key = sa.select(PersonalRequestRow.receipt).where(
            PersonalRequestRow.account_id == account_id, PersonalRequestRow.key == key
        )
        known = session.scalar(of_key)
        if known is not None:
            return known
        check_key(key)
        checked, file = _checked(wanted), _file(session, wanted.reference, holder)
        receipt = with_check("".join(secrets.choice(SIGNS) for _ in range(_SIGNS)))
        said = {name: getattr(checked, name) for name in ("datum", "wrong", "right", "proof")}
        content = account_seal(session, account_id).close_document(said, wanted_place(receipt))
        days = {"at": at, "due": _due(timing, local_day(at))}
        session.add(
            PersonalRequestRow(account_id=account_id, application_id=file, receipt=receipt, key=key, content=content, **days)
        )
        session.flush()
        note_act(session, account_id, Done("ask_personal_correction", holder, at, {"receipt": receipt}))
        return receipt


def _checked(wanted: Wanted) -> Wanted:
    datum = words(wanted.datum, "datum", "Say which datum it is, such as the number of a certificate.")
    if len(datum) > DATUM_MAX:
        raise InputRefused("datum", f"Shorten it to {DATUM_MAX} characters; it has {len(datum)}.")
    right = words(wanted.right, "right", "Say what is right.")
    wrong = words(wanted.wrong, "wrong", "") if wanted.wrong.strip() else ""
    proof = words(wanted.proof, "proof", "") if wanted.proof.strip() else ""
    return replace(wanted, datum=datum, right=right, wrong=wrong, proof=proof)


def _file(session: Session, reference: str, holder: Holder) -> int | None:
    if not reference:
        return None
    row = find_own(session, reference, holder)
    if row.status in PRIVATE:
        raise NotFound("application", reference)
    return row.id


def _due(timing: Timing, today: date) -> date | None:
    """Give the last day to answer, by the office's own term; None where it sets none, or it cannot be counted."""
    term = timing.defaults.days.get(PERSONAL_CORRECTION)
    try:
        return due_day(today, term, timing.working_days) if term else None
    except CalendarUnknown:
        return None
