"""批次: the second person of the committee publishes the result. It is never changed any more, and carried out file by file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scoring.application.background import Order
from scoring.application.plain import sha256
from scoring.casework.hold_round import held_by_another
from scoring.casework.queue_job import add_job
from scoring.casework.round_committee import refuse_partial
from scoring.casework.rounds import refuse_others, refuse_unnamed, refuse_unproved
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import ROUNDS, RankingRoundRow, RoundFreezeRow, RoundPublicationRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.hold_round import ResultShown
    from scoring.policy.library import Library
    from scoring.records.database import Transaction
    from scoring.records.ranking_rounds import RoundHoldRow

PUBLISH = "publish_round"
CLOSE = "close_round"
"""The kind of job that closes the files of a round, or lets them go on."""


def publish_round(
    transaction: Transaction, library: Library, timing: Timing, shown: ResultShown, *, officer: Officer, at: datetime
) -> str:
    """Publish the result that another person agreed to; give the digest of the whole. Each file follows in the background.

    Raises:
        NotAllowed, NotFound, Stale: as `held_by_another`; NotAllowed also `proved`, and as `refuse_partial` for either of the two.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
    """
    refuse_others(PUBLISH, officer)
    refuse_unproved(PUBLISH, officer)
    with transaction() as session:
        hold = held_by_another(session, shown, officer, PUBLISH)
        row = session.get_one(RankingRoundRow, hold.round_id)
        for account in (officer.account_id, hold.by):  # who declared an interest since agreed to nothing
            refuse_partial(session, row.id, account, PUBLISH)
        refuse_unnamed(library, timing, row, PUBLISH)
        digest = digest_of_round(row, session.get_one(RoundFreezeRow, row.id), hold)
        agreed = {"number": hold.number, "held_by": hold.by}
        session.add(RoundPublicationRow(round_id=row.id, at=at, by=officer.account_id, digest=digest, **agreed))
        add_job(session, Order(CLOSE, {"round": row.id}, closing_key(row.id)), at=at, by=officer.account_id)
        facts = {"ranking_round": row.id, "hold": hold.number, "held_by": hold.by, "digest": digest}
        append(session, Entry(ROUNDS, PUBLISH, officer, at, facts))
        session.flush()
        return digest


def digest_of_round(row: RankingRoundRow, freeze: RoundFreezeRow, hold: RoundHoldRow) -> str:
    """Give the digest of a round as a whole: its notice, its list, its result, and whom a further rule admitted."""
    return sha256({"notice": row.digest, "list": freeze.digest, "result": hold.digest, "drawn": json.loads(hold.drawn)})


def closing_key(round_id: int) -> str:
    """Name the job that carries out a published result."""
    return f"close_round:{round_id}"
