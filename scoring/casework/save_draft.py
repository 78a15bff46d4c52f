"""The holder of a draft saves it, or deletes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.status import Act
from scoring.casework.draft_content import check_content
from scoring.casework.own import close_own, open_own
from scoring.casework.points import person_behind, with_points
from scoring.casework.preparations import check_authority
from scoring.records import convert_filings
from scoring.records.applications import DataKeyRow
from scoring.records.filings import DraftRow
from scoring.records.preparations import PreparationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.filing import Content, Draft
    from scoring.application.holder import Holder
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def save_draft(
    transaction: Transaction, library: Library, shown: Shown, content: Content, *, holder: Holder, at: datetime
) -> Draft:
    """Keep the whole content in place of the former one; give the draft with its new version.

    Where another version of the policy is in force by now, the draft goes by that one from here on: tell the holder when
    `policy_version` changed. Where the person's points are approved before, the draft goes by that approval from here on.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies.
        shown: the reference and the version that the form carried (`package` is not read).
        content: everything, also what did not change; any item may be missing.
        holder: whose draft it is.
        at: the moment of the act, aware.

    Raises:
        NotFound: no draft of this holder.
        Stale: it was saved elsewhere meanwhile; show both, nothing was overwritten.
        MoveRefused: it is no draft any more.
        NotAllowed: `authority`: it is filled in for somebody, and the authority is over.
        InputRefused, FactsRefused: as `draft_content.check_content`.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.SAVE, holder, at)
        check_authority(session, own.row, Act.SAVE, at)
        policy = library.current(own.row.scheme, local_day(at))
        check_content(content, policy)
        own.row.policy_version = policy.version
        if own.row.kind == "application":
            content = with_points(session, policy, content, person_behind(session, own.row, holder))
        kept = session.get_one(DraftRow, own.row.id)
        kept.content = own.seal.close_document(convert_filings.content_document(content), convert_filings.DRAFT)
        kept.saved_at, kept.warned_at = at, None
        close_own(own, {"version": policy.version})
        return convert_filings.draft(own.row, kept, own.seal)


def discard_draft(transaction: Transaction, shown: Shown, *, holder: Holder, at: datetime) -> None:
    """Delete a draft: the data key first, then what it sealed. A row without content stays, since the journal names it.

    Raises:
        NotFound, Stale, MoveRefused: as `save_draft`.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.DISCARD, holder, at)
        erase_draft(session, own.row.id)
        close_own(own, {})


def erase_draft(session: Session, application_id: int) -> None:
    """Destroy the key and the sealed content of a draft."""
    for table in (DataKeyRow, DraftRow, PreparationRow):
        session.execute(sa.delete(table).where(table.application_id == application_id))
