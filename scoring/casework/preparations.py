"""Drafts that are filled in for somebody: whose they are, whether they may be, what the person is shown, what a form states."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from scoring.application.assisted import SIGNED_FORM, Offered, Preparation, PreparedLine, form_digest
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.status import PRIVATE, Status
from scoring.casework.authorities import authority_by_id
from scoring.casework.holders import holder_of
from scoring.casework.own import find_own
from scoring.errors import NotAllowed, NotFound
from scoring.records import convert_filings
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.evidence_reading import evidence_files
from scoring.records.filings import DraftRow
from scoring.records.preparations import PreparationRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.filing import Draft
    from scoring.application.holder import Holder
    from scoring.application.identity import IdentityNumber
    from scoring.application.status import Act, Channel
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

SENT_BACK = "preparations.sent_back/1"
"""Where the words with which it was sent back stand."""


def check_authority(session: Session, row: ApplicationRow, act: Act, at: datetime) -> None:
    """Raise NotAllowed, `authority`, for what is filled in for somebody who gave no authority that holds now."""
    if not may_fill_in(session, row, local_day(at)):
        raise NotAllowed(act, Guard.AUTHORITY)


def may_fill_in(session: Session, row: ApplicationRow, on: date) -> bool:
    """Whether the account of a draft fills it in for itself, or for somebody whose authority holds on that day."""
    prepared = session.get(PreparationRow, row.id)
    return prepared is None or _holds(session, row, prepared, on)


def read_preparation(transaction: Transaction, reference: str, *, holder: Holder, on: date) -> Preparation | None:
    """Say how one of the account's drafts is filled in for somebody; None for an own one. Raises NotFound."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        prepared = session.get(PreparationRow, row.id)
        if prepared is None:
            return None
        authority = authority_by_id(session, prepared.authority_id) if prepared.authority_id else None
        words = seal_of(session, row.id).open(prepared.sent_back, SENT_BACK) if prepared.sent_back else ""
        return Preparation(
            channel=channel_of(row),
            holds=_holds(session, row, prepared, on),
            last=authority.given.last if authority else None,
            is_offered=is_offered(row, prepared),
            sent_back=words,
        )


def list_prepared(transaction: Transaction, account_id: int) -> tuple[PreparedLine, ...]:
    """Give what an account filled in for others, the newest first; deleted and expired drafts are not among them."""
    query = (
        sa.select(ApplicationRow, PreparationRow)
        .join(PreparationRow, PreparationRow.application_id == ApplicationRow.id)
        .where(PreparationRow.typed_by == account_id, ApplicationRow.status.not_in(PRIVATE - {Status.DRAFT}))
        .order_by(PreparationRow.begun_at.desc(), ApplicationRow.id.desc())
    )
    with reading(transaction) as session:
        return tuple(_line(session, row, prepared) for row, prepared in session.execute(query))


def list_offered(transaction: Transaction, *, holder: Holder) -> tuple[Offered, ...]:
    """Give the drafts that are put before the holder to confirm; none before the identity is verified."""
    if holder.identity is None:
        return ()
    with reading(transaction) as session:
        found = session.execute(_of_person(session, holder.identity.identity_number).order_by(ApplicationRow.id)).all()
        return tuple(_offered(session, row, prepared) for row, prepared in found if is_offered(row, prepared))


def read_offered(transaction: Transaction, reference: str, *, holder: Holder) -> Offered:
    """Give a draft that is put before the holder. Raises NotFound, also where it was taken back or changed since."""
    with reading(transaction) as session:
        row = find_shown(session, reference, holder)
        return _offered(session, row, session.get_one(PreparationRow, row.id))


def find_shown(session: Session, reference: str, holder: Holder) -> ApplicationRow:
    """Give the draft that is before the holder as it is now. Raises NotFound."""
    row, prepared = find_offered(session, reference, holder)
    if not is_offered(row, prepared):
        raise NotFound("draft", reference)
    return row


def find_offered(session: Session, reference: str, holder: Holder, *, lock: bool = False) -> tuple[ApplicationRow, PreparationRow]:
    """Give what was filled in for the holder under a reference and was once put before them. Raises NotFound."""
    if holder.identity is not None:
        query = _of_person(session, holder.identity.identity_number).where(ApplicationRow.reference == reference)
        found = session.execute(query.with_for_update(of=ApplicationRow) if lock else query).first()
        if found is not None:
            return found[0], found[1]
    raise NotFound("draft", reference)


def is_offered(row: ApplicationRow, prepared: PreparationRow) -> bool:
    """Whether the draft is before the person as it is now."""
    return row.status == Status.DRAFT and prepared.offered == row.version


def stated(session: Session, row: ApplicationRow, draft: Draft, seal: Seal) -> str:
    """Give the digest of what a form printed now states: the content and every file but signed forms."""
    files = evidence_files(session, row.id, seal)
    digests = [file.digest for file in files if not file.is_removed and file.kind != SIGNED_FORM]
    return form_digest(draft, convert_filings.content_document(draft.content), digests)


def read_stated(transaction: Transaction, reference: str, *, holder: Holder) -> str:
    """Give the digest of what a form of one of the account's drafts states. Raises NotFound."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        return stated(session, row, draft_of(session, row), seal_of(session, row.id))


def draft_of(session: Session, row: ApplicationRow) -> Draft:
    """Give a draft with its content. Raises NotFound where it is none any more."""
    kept = session.get(DraftRow, row.id)
    if kept is None:
        raise NotFound("draft", row.reference)
    return convert_filings.draft(row, kept, seal_of(session, row.id))


def channel_of(row: ApplicationRow) -> Channel:
    """Give the channel of an application; a CHECK keeps it to those there are."""
    return cast("Channel", row.channel)


def blind_of(session: Session, number: IdentityNumber) -> bytes:
    """Give the blind index of a person."""
    return keys_of(session).blind(number)


def _of_person(session: Session, number: IdentityNumber) -> sa.Select[ApplicationRow, PreparationRow]:
    joined = sa.select(ApplicationRow, PreparationRow).join(PreparationRow, PreparationRow.application_id == ApplicationRow.id)
    return joined.where(PreparationRow.blind == blind_of(session, number), PreparationRow.offered.is_not(None))


def _holds(session: Session, row: ApplicationRow, prepared: PreparationRow, on: date) -> bool:
    """Whether who fills it in may; at the counter the office itself does, and what was submitted is the account's own."""
    if row.channel == "counter" or row.status != Status.DRAFT:
        return True
    authority = authority_by_id(session, prepared.authority_id) if prepared.authority_id else None
    return authority is not None and authority.holds(on)


def _line(session: Session, row: ApplicationRow, prepared: PreparationRow) -> PreparedLine:
    name = draft_of(session, row).content.people[0].name if row.status == Status.DRAFT else ""
    return PreparedLine(
        reference=row.reference,
        scheme=row.scheme,
        status=Status(row.status),
        name=name,
        begun_at=prepared.begun_at,
        is_offered=is_offered(row, prepared),
        is_sent_back=prepared.sent_back is not None,
    )


def _offered(session: Session, row: ApplicationRow, prepared: PreparationRow) -> Offered:
    identity = None if row.channel == "counter" else holder_of(session, prepared.typed_by).identity
    return Offered(draft_of(session, row), identity.name if identity else "")
