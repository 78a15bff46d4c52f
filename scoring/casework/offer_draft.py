"""What somebody filled in for a person is put before the person; who confirms it, or sends it back with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.assisted import Standing
from scoring.application.deadlines import local_day
from scoring.application.identity import identity_number
from scoring.application.notice import NoticeKind
from scoring.application.status import Act
from scoring.casework.file import words
from scoring.casework.filing import check_signature, receipt_of_key
from scoring.casework.notify import about, notify
from scoring.casework.own import close_own, open_own, own_of
from scoring.casework.preparations import SENT_BACK, blind_of, channel_of, check_authority, draft_of, find_offered, is_offered
from scoring.casework.submit_application import hand_in, rules_by
from scoring.errors import InputRefused, NotFound, Stale
from scoring.records.holders import VerifiedIdentityIndexRow
from scoring.records.preparations import PreparationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.filing import Draft, Receipt, Signature
    from scoring.application.holder import Holder
    from scoring.casework.record_application import Mode
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction


def offer_draft(transaction: Transaction, shown: Shown, *, holder: Holder, at: datetime) -> None:
    """Put a draft, as it is now, before the person it is for; whoever changes it afterwards takes it back.

    Raises:
        NotFound: no draft that the account fills in for somebody.
        Stale, MoveRefused: as `save_draft`.
        NotAllowed: `authority`: it is over.
        InputRefused: `identity_number`: the applicant in the draft is not that person.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.OFFER, holder, at)
        prepared = session.get(PreparationRow, own.row.id)
        if prepared is None:
            raise NotFound("draft", shown.reference)
        check_authority(session, own.row, Act.OFFER, at)
        check_person(session, prepared, draft_of(session, own.row))
        close_own(own, {"channel": own.row.channel})
        prepared.offered, prepared.sent_back = own.row.version, None
        person = account_of(session, prepared)
        if person is not None:
            notify(session, person, NoticeKind.TO_CONFIRM, about(own.row), at, application_id=own.row.id)


def send_back(transaction: Transaction, shown: Shown, reason: str, *, holder: Holder, at: datetime) -> None:
    """Give a draft back to who filled it in, with words.

    Raises:
        NotFound: nothing of this reference was put before the holder.
        Stale: it was changed meanwhile.
        MoveRefused: it is no draft any more.
        InputRefused: `reason`.
    """
    said = words(reason, "reason", "Write what is to be changed.")
    with transaction() as session:
        row, prepared = find_offered(session, shown.reference, holder, lock=True)
        own = own_of(session, row, shown, Act.SEND_BACK, holder, at)
        if not is_offered(row, prepared):
            raise Stale(row.reference, shown.version, row.version)
        prepared.offered, prepared.sent_back = None, own.seal.close(said, SENT_BACK)
        close_own(own, {}, said)
        _tell_typist(session, row, prepared, NoticeKind.SENT_BACK, at)


def confirm_draft(
    transaction: Transaction, library: Library, signature: Signature, *, holder: Holder, at: datetime, mode: Mode
) -> Receipt:
    """Declare and submit what somebody filled in for the holder. From then on it is theirs. The same key gives the same receipt.

    Raises:
        NotFound: nothing of this reference was put before the holder.
        Stale: it was changed after it was put before them.
        MoveRefused, NotAllowed, WindowClosed, InputRefused, PolicyNotInForce, FactsRefused: as `submit_application`.
    """
    check_signature(signature)
    with transaction() as session:
        row, prepared = find_offered(session, signature.shown.reference, holder, lock=True)
        given = receipt_of_key(session, row, signature.key)
        if given is not None:
            return given
        own = own_of(session, row, signature.shown, Act.SUBMIT, holder, at)
        if not is_offered(row, prepared):
            raise Stale(row.reference, signature.shown.version, row.version)
        check_person(session, prepared, draft_of(session, row))
        standing = Standing(channel_of(row), prepared.typed_by, prepared.authority_id, "account")
        row.account_id = holder.account_id
        _tell_typist(session, row, prepared, NoticeKind.CONFIRMED, at)
        return hand_in(own, rules_by(library, row, at, mode), signature, standing)


def _tell_typist(session: Session, row: ApplicationRow, prepared: PreparationRow, kind: NoticeKind, at: datetime) -> None:
    """Tell who filled it in what the person did; an officer sees it at the counter and has no messages."""
    if row.channel != "counter":
        notify(session, prepared.typed_by, kind, about(row), at)


def check_person(session: Session, prepared: PreparationRow, draft: Draft) -> None:
    """Raise InputRefused for a draft whose applicant is not who it is filled in for."""
    number = identity_number(draft.content.people[0].identity_number, on=local_day(draft.saved_at))
    if blind_of(session, number) != prepared.blind:
        raise InputRefused("identity_number", "The applicant is not the person for whom this is filled in. Write that number.")


def account_of(session: Session, prepared: PreparationRow) -> int | None:
    """Give the account of the person, where it was verified; None without."""
    index = VerifiedIdentityIndexRow
    return session.scalar(sa.select(index.account_id).where(index.blind == prepared.blind))
