"""Published results that are not carried out to the end are ordered once more, whatever became of the jobs that were to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.background import Order
from scoring.application.rounds import RoundStage
from scoring.casework.publish_round import CLOSE, closing_key
from scoring.casework.queue_job import renew_job
from scoring.casework.rounds import standing_of
from scoring.records.database import reading
from scoring.records.ranking_rounds import RankingRoundRow, RoundPublicationRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scoring.records.database import Transaction


def order_closings(transaction: Transaction, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Order what is left of every published round, each in a transaction of its own; tells how far it is.

    A job that waits or runs is left alone. One that failed, was cancelled or is long deleted is ordered anew: what two people
    published is carried out.
    """
    with reading(transaction) as session:
        published = session.scalars(sa.select(RoundPublicationRow.round_id).order_by(RoundPublicationRow.round_id)).all()
    for done, number in enumerate(published, 1):
        with transaction() as session:
            row = session.scalars(sa.select(RankingRoundRow).where(RankingRoundRow.id == number).with_for_update()).one()
            if standing_of(session, row).stage is RoundStage.PUBLISHED:
                renew_job(session, Order(CLOSE, {"round": number}, closing_key(number)), at=at)
        yield done, len(published)
