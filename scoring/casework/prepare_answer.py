"""The applicant prepares an answer to what the office asked for, item by item, and comes back to it until it is sent.

Saving is no act: nobody but the holder sees it, the application does not change, and the journal tells of the answer once it is
sent. What was prepared and not sent in time stays with the file, encrypted, and is its holder's alone.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.answering import Prepared
from scoring.application.filing import ItemAnswer
from scoring.application.permits import permit_holder
from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.draft_content import check_content
from scoring.casework.file import WORDS_MAX
from scoring.casework.own import find_own
from scoring.casework.people import refuse_added
from scoring.errors import InputRefused, Stale
from scoring.records import convert, convert_filings
from scoring.records.database import reading
from scoring.records.filings import AnswerDraftRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.answering import Preparing
    from scoring.application.filing import Content, Supplement
    from scoring.application.holder import Holder
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

PLACE = "answer_drafts.content/1"
"""Where a prepared answer stands."""


def read_prepared(transaction: Transaction, reference: str, *, holder: Holder) -> Prepared:
    """Give what is prepared of the answer; before anything was saved, what was submitted last and no item.

    Raises:
        NotFound: none of the holder's.
        MoveRefused: nothing is asked for now.
    """
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        permit_holder(Act.ANSWER_SUPPLEMENT, Status(row.status))
        return _prepared(session, row, seal_of(session, row.id))


def prepare_answer(transaction: Transaction, library: Library, preparing: Preparing, *, holder: Holder, at: datetime) -> Prepared:
    """Keep the whole of what is prepared in place of what was.

    Args:
        transaction: opens the one transaction.
        library: the published policies; the application keeps its version.
        preparing: every item that is answered so far, and everything as it is to be handed in.
        holder: whose application it is.
        at: the moment, aware.

    Raises:
        NotFound, MoveRefused: as `read_prepared`.
        Stale: it was saved elsewhere meanwhile; show both, nothing was overwritten.
        InputRefused: `items/2`: it was not asked for, or the answer is too long; or as `draft_content.check_content` and
            `people.refuse_added`.
        FactsRefused: a fact is unknown to the policy, or its value is not allowed.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    shown, items, content = preparing.shown, preparing.items, preparing.content
    with transaction() as session:
        row = find_own(session, shown.reference, holder, lock=True)
        permit_holder(Act.ANSWER_SUPPLEMENT, Status(row.status))
        seal = seal_of(session, row.id)
        before = _prepared(session, row, seal)
        if shown.version != before.revision:
            raise Stale(row.reference, shown.version, before.revision)
        _check_items(convert_filings.supplements(session, row.id, seal)[-1], items)
        policy = pinned_policy(library, convert.policy_pin(session, row))
        check_content(content, policy)
        refuse_added(_submitted(session, row, seal).people, content.people, policy)
        _keep(session, row, seal, Prepared(before.supplement, before.revision + 1, at, content, items))
        return _prepared(session, row, seal)


def check_revision(session: Session, row: ApplicationRow, revision: int | None) -> None:
    """Raise Stale where what is prepared is not of the *revision* that was shown; None where nothing prepared was shown."""
    kept = session.get(AnswerDraftRow, row.id)
    now = kept.revision if kept else 0
    if revision is not None and revision != now:
        raise Stale(row.reference, revision, now)


def drop_prepared(session: Session, application_id: int) -> None:
    """Delete what was prepared: it is sent."""
    session.execute(sa.delete(AnswerDraftRow).where(AnswerDraftRow.application_id == application_id))


def _prepared(session: Session, row: ApplicationRow, seal: Seal) -> Prepared:
    number = convert_filings.supplements(session, row.id, seal)[-1].number
    kept = session.get(AnswerDraftRow, row.id)
    if kept is None or kept.supplement != number:
        return Prepared(number, kept.revision if kept else 0, None, _submitted(session, row, seal))
    document: dict[str, Any] = seal.open_document(kept.content, PLACE)
    items = {int(key): ItemAnswer(**value) for key, value in document["items"].items()}
    return Prepared(number, kept.revision, kept.saved_at, convert_filings.content_of(document["content"]), items)


def _submitted(session: Session, row: ApplicationRow, seal: Seal) -> Content:
    return convert_filings.filed(convert_filings.filings(session, row.id)[-1], seal)


def _check_items(asked: Supplement, items: Mapping[int, ItemAnswer]) -> None:
    known = {item.number for item in asked.items}
    for number, given in items.items():
        if number not in known:
            raise InputRefused(f"items/{number}", "Answer what was asked for, and nothing else.")
        if len(given.words) > WORDS_MAX:
            raise InputRefused(f"items/{number}", f"Shorten it to {WORDS_MAX} characters; it has {len(given.words)}.")


def _keep(session: Session, row: ApplicationRow, seal: Seal, prepared: Prepared) -> None:
    document = {
        "items": {str(number): asdict(given) for number, given in prepared.items.items()},
        "content": convert_filings.content_document(prepared.content),
    }
    kept = session.get(AnswerDraftRow, row.id)
    if kept is None:
        kept = AnswerDraftRow(application_id=row.id)
        session.add(kept)
    kept.supplement, kept.revision, kept.saved_at = prepared.supplement, prepared.revision, prepared.saved_at or row.recorded_at
    kept.content = seal.close_document(document, PLACE)
    session.flush()
