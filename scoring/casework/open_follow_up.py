"""增补名单: whoever is approved once a round is published is measured by its line, or gets a place that it left free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.moves import Guard
from scoring.application.plain import sha256
from scoring.application.round_notice import PROBLEMS, is_name
from scoring.casework.round_family import count_waiting, find_published, refuse_unpublished, window_of
from scoring.casework.rounds import find_to_act, refuse_others, rules_of_round
from scoring.errors import InputRefused, NotAllowed
from scoring.records.database import lock
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import ROUNDS, RankingRoundRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

OPEN = "open_follow_up"


def open_follow_up(transaction: Transaction, number: int, name: str, *, officer: Officer, at: datetime) -> int:
    """Open a list that follows a published round; give its number. It goes the way of every round from here.

    A second round with places of its own would let somebody in who ranks below one whom the first one left out.

    Raises:
        NotAllowed: `role`: no supervisor; `whole_round`: as `find_to_act`; `counted`: it is not the round whose line holds:
            it is not published, another was published since, or it is a follow-up list itself.
        NotFound: there is no such round, or it lies out of scope.
        InputRefused: `name`: there is none, it is too long, another round or list is open, or nobody waits.
    """
    refuse_others(OPEN, officer)
    with transaction() as session:
        lock(session, ROUNDS)
        followed = find_to_act(session, number, officer, OPEN)
        _refuse_unfollowed(session, followed, name)
        row = _row(followed, name.strip(), officer, at)
        session.add(row)
        session.flush()
        facts = {"ranking_round": row.id, "follows": followed.id, "digest": row.digest}
        append(session, Entry(ROUNDS, OPEN, officer, at, facts))
        return row.id


def _refuse_unfollowed(session: Session, followed: RankingRoundRow, name: str) -> None:
    rules = rules_of_round(followed)
    holding = find_published(session, rules, window_of(followed))
    if holding is None or holding.id != followed.id:
        raise NotAllowed(OPEN, Guard.COUNTED)
    if not is_name(name):
        raise InputRefused("name", PROBLEMS["name"])
    refuse_unpublished(session, rules, "name")
    if not count_waiting(session, followed):
        raise InputRefused("name", "No approved application waits for a place of this round.")


def _row(followed: RankingRoundRow, name: str, officer: Officer, at: datetime) -> RankingRoundRow:
    """Say what the followed round says: its window is over, its figures are those that everybody else was ranked by."""
    return RankingRoundRow(
        scheme=followed.scheme,
        policy_version=followed.policy_version,
        policy_digest=followed.policy_digest,
        round=followed.round,
        round_digest=followed.round_digest,
        name=name,
        office_id=followed.office_id,
        window_from=followed.window_from,
        window_until=followed.window_until,
        places=followed.places,
        figures=followed.figures,
        ties=followed.ties,
        fills_up=True,  # places that the round left free are for whoever ranks next: none stays empty for one taken out
        follows_id=followed.id,
        digest=sha256({"follows": followed.digest, "name": name}),
        opened_at=at,
        opened_by=officer.account_id,
    )
