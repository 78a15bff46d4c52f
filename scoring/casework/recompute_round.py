"""批次: a published result is computed again from what was approved, and compared with what two people agreed to.

A supervisor or an auditor orders it for one round, the installation for all of them once a day; a job keeps what came out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from scoring.application.background import Order
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.casework.queue_job import add_job
from scoring.casework.rank_round import compute_again
from scoring.casework.rounds import find_round
from scoring.errors import Erased, NotAllowed, NotFound, ScoringError
from scoring.records.database import lock, reading
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import ROUNDS, RoundHoldRow, RoundPublicationRow
from scoring.records.recomputations import RoundRecomputationRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.audit import Again
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

KIND = "recompute_round"


def order_round(transaction: Transaction, number: int, *, officer: Officer, at: datetime) -> None:
    """Have a published round computed again in the background; asking twice before it is done changes nothing.

    Raises:
        NotAllowed: `role`: the officer is neither supervisor nor auditor; `counted`: no result of it is published.
        NotFound: there is no such round, or it lies out of scope.
    """
    if not officer.roles & {Role.SUPERVISOR, Role.AUDITOR}:
        raise NotAllowed(KIND, Guard.ROLE)
    with transaction() as session:
        row = find_round(session, number, officer, lock=True)
        if session.get(RoundPublicationRow, row.id) is None:
            raise NotAllowed(KIND, Guard.COUNTED)
        turn = next_number(session, row.id)
        order = Order(KIND, {"round": row.id, "turn": turn, "by": officer.account_id}, again_key(row.id, turn))
        add_job(session, order, at=at, by=officer.account_id)
        append(session, Entry(ROUNDS, "order_recompute_round", officer, at, {"ranking_round": row.id, "turn": turn}))


def recompute_round(
    transaction: Transaction, library: Library, number: int, turn: int, *, at: datetime, by: int | None = None
) -> None:
    """Compute a published round again and keep what came out as its recomputation of that number; done again it changes nothing.

    Raises:
        NotFound: no result of such a round is published.
    """
    with reading(transaction) as session:
        done = session.get(RoundRecomputationRow, (number, turn))
        kept = _agreed(session, number)
    if done is not None:
        return
    again, made = _again(transaction, library, number, kept)
    with transaction() as session:
        lock(session, f"{KIND}:{number}")
        if session.get(RoundRecomputationRow, (number, turn)) is None:
            made_by = {"at": at, "ordered_by": by}
            session.add(RoundRecomputationRow(round_id=number, number=turn, again=again, kept=kept, made=made, **made_by))
            session.flush()
            append(session, Entry(ROUNDS, KIND, None, at, {"ranking_round": number, "turn": turn, "again": again}))


def recompute_rounds(transaction: Transaction, library: Library, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Compute every published round again, by the installation itself; tells how many of how many are done."""
    with reading(transaction) as session:
        published = session.scalars(sa.select(RoundPublicationRow.round_id).order_by(RoundPublicationRow.round_id)).all()
        turns = {number: next_number(session, number) for number in published}
    for done, (number, turn) in enumerate(turns.items(), 1):
        recompute_round(transaction, library, number, turn, at=at)
        yield done, len(turns)


def last_recomputation(session: Session, number: int) -> RoundRecomputationRow | None:
    """Give what came out last of computing a round again; None where it never was."""
    query = sa.select(RoundRecomputationRow).where(RoundRecomputationRow.round_id == number)
    return session.scalar(query.order_by(RoundRecomputationRow.number.desc()).limit(1))


def next_number(session: Session, number: int) -> int:
    """Give the number that the next recomputation of a round has."""
    last = last_recomputation(session, number)
    return last.number + 1 if last else 1


def again_key(number: int, turn: int) -> str:
    """Name the job that computes a round again."""
    return f"{KIND}:{number}:{turn}"


def _agreed(session: Session, number: int) -> str:
    published = session.get(RoundPublicationRow, number)
    if published is None:
        raise NotFound("round", str(number))
    return session.get_one(RoundHoldRow, (number, published.number)).digest


def _again(transaction: Transaction, library: Library, number: int, kept: str) -> tuple[Again, str | None]:
    try:
        made = compute_again(transaction, library, number)
    except Erased:
        return "erased", None
    except InvalidTag:
        return "unreadable", None
    except ScoringError:  # the rules are not here, or under them some application does not come out as it was approved
        return "refused", None
    return "equal" if made == kept else "unequal", made
