"""取消批次: a round that was opened in error counts nothing any more. It stays readable, and a corrected one can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.moves import Guard
from scoring.application.rounds import RoundStage
from scoring.casework.round_reasons import impersonal
from scoring.casework.rounds import find_to_act, refuse_others, standing_of
from scoring.errors import NotAllowed
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import ROUNDS
from scoring.records.round_cancellations import RoundCancellationRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

CANCEL = "cancel_round"
CANCELLABLE = frozenset({RoundStage.OPEN, RoundStage.FROZEN, RoundStage.RANKED})


def cancel_round(transaction: Transaction, number: int, *, officer: Officer, at: datetime, reason: str) -> None:
    """Cancel a round that nobody agreed to: its files can change and be on the list of another one. Jobs ordered for it do nothing.

    Raises:
        NotAllowed: `role`; `whole_round`: as `find_to_act`; `unpublished`: somebody agreed to its result (a second person gives
            that back first), it is published, or cancelled already.
        NotFound: there is no such round, or it lies out of scope.
        InputRefused: `reason`: as `impersonal`.
    """
    refuse_others(CANCEL, officer)
    with transaction() as session:
        row = find_to_act(session, number, officer, CANCEL)
        if standing_of(session, row).stage not in CANCELLABLE:
            raise NotAllowed(CANCEL, Guard.UNPUBLISHED)
        said = impersonal(reason, "Say what is wrong with the round.")
        session.add(RoundCancellationRow(round_id=row.id, at=at, by=officer.account_id, reason=said))
        session.flush()
        append(session, Entry(ROUNDS, CANCEL, officer, at, {"ranking_round": row.id}))
