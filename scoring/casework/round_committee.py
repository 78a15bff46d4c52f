"""Who may agree to the result of a round: two people who are nothing else on any of its files, and have no interest in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.moves import Guard
from scoring.application.status import Part
from scoring.casework.scope import barred
from scoring.errors import NotAllowed
from scoring.records.applications import ApplicationRow, PartRow
from scoring.records.ranking_rounds import RoundFileRow, RoundRemovalRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def still_in(round_id: int) -> sa.Select[int]:
    """Select the files on the list of a round that were not taken out."""
    removed = sa.select(RoundRemovalRow.application_id).where(RoundRemovalRow.round_id == round_id)
    return sa.select(RoundFileRow.application_id).where(
        RoundFileRow.round_id == round_id, RoundFileRow.application_id.not_in(removed)
    )


def refuse_partial(session: Session, round_id: int, account_id: int, act: str) -> None:
    """Raise NotAllowed for who worked on a file of the round, or is barred from one: `one_part`, `no_interest`.

    Of a version that a review opened that is also who worked on the file behind it; who only checked that one may agree: whoever
    publishes a round is checker of all its files, and the matter of the version was looked at by others.
    """
    refuse_interested(session, round_id, account_id, act)
    behind = aliased(PartRow)
    only_checked = sa.select(behind.application_id).where(
        behind.application_id == ApplicationRow.replaces_id, behind.account_id == account_id, behind.part == Part.CHECKER
    )
    parts = (
        sa.select(PartRow.application_id)
        .join(ApplicationRow, ApplicationRow.id == PartRow.application_id)
        .where(PartRow.account_id == account_id, PartRow.application_id.in_(still_in(round_id)), PartRow.part != Part.CHECKER)
        .where(sa.or_(PartRow.part != Part.FORMER, ~sa.exists(only_checked.correlate(ApplicationRow))))
    )
    if session.scalar(parts.limit(1)) is not None:
        raise NotAllowed(act, Guard.ONE_PART)


def refuse_interested(session: Session, round_id: int, account_id: int, act: str) -> None:
    """Raise NotAllowed (`no_interest`) for who is barred from a file that is still in the round, or one it takes the place of."""
    files = still_in(round_id)
    older = sa.select(ApplicationRow.replaces_id).where(ApplicationRow.id.in_(files))
    concerned = sa.or_(ApplicationRow.id.in_(files), ApplicationRow.id.in_(older))
    closed = sa.select(ApplicationRow.id).where(concerned, barred(account_id)).limit(1)
    if session.scalar(closed) is not None:
        raise NotAllowed(act, Guard.NO_INTEREST)
