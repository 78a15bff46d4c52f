"""移出批次: what was approved is to be looked at once more before the result is published; it gets no place in this round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.status import Act
from scoring.casework.file import close_file, open_file, words
from scoring.casework.round_committee import refuse_interested
from scoring.casework.rounds import cancelled
from scoring.errors import NotAllowed
from scoring.records.ranking_rounds import RankingRoundRow, RoundFileRow, RoundPublicationRow, RoundRemovalRow, removal_place
from scoring.records.round_cancellations import RoundCancellationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


def take_out(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Take a file out of the round that counts it. Whether the next one moves up into its place is for the notice to say.

    What was ranked before counts no more: the list is ranked again. The file can be returned from now on.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `counted`: no round counts it, or its result is
            published; `no_interest`: as `refuse_interested`, of any file of the round, since its place may go to that one.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.TAKE_OUT, officer, at)
        given = words(reason, "reason", "Say what is to be looked at once more: the applicant reads it.")
        number = _counting(session, file.row.id)
        refuse_interested(session, number, officer.account_id, Act.TAKE_OUT)
        sealed = file.seal.close(given, removal_place(number))
        session.add(RoundRemovalRow(round_id=number, application_id=file.row.id, at=at, by=officer.account_id, reason=sealed))
        session.flush()
        return close_file(file, None, {"ranking_round": number}, given)


def _counting(session: Session, application_id: int) -> int:
    """Give, and hold, the round that counts a file and has no published result."""
    removed = sa.select(RoundRemovalRow.round_id).where(RoundRemovalRow.application_id == application_id)
    listed = sa.select(RoundFileRow.round_id).where(RoundFileRow.application_id == application_id)
    counting = RankingRoundRow.id.in_(listed), RankingRoundRow.id.not_in(removed), RankingRoundRow.id.not_in(cancelled())
    newest = sa.select(sa.func.max(RankingRoundRow.id)).where(*counting)
    number = session.scalar(newest)
    if number is not None:
        session.scalars(sa.select(RankingRoundRow).where(RankingRoundRow.id == number).with_for_update()).one()
    # asked only now that the round is held: nobody can publish or cancel it meanwhile
    ended = (RoundPublicationRow, RoundCancellationRow)
    if number is None or any(session.get(row, number) is not None for row in ended):
        raise NotAllowed(Act.TAKE_OUT, Guard.COUNTED)
    return number
