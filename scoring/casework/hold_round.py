"""批次: two people of the committee agree to a result. The first one holds it, the second publishes it, or gives it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.plain import canonical
from scoring.application.rounds import Place, RoundStage
from scoring.casework.round_committee import refuse_partial
from scoring.casework.round_family import outside_before
from scoring.casework.round_places import most_without_points
from scoring.casework.round_reasons import impersonal
from scoring.casework.rounds import (
    find_to_act,
    refuse_others,
    refuse_unnamed,
    refuse_unproved,
    rules_of,
    standing_of,
)
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.records.applications import ApplicationRow
from scoring.records.journal import Entry, append
from scoring.records.ranking_rounds import (
    ROUNDS,
    RankingRoundRow,
    RoundFileRow,
    RoundHoldRow,
    RoundPlaceRow,
    RoundResultRow,
    RoundReturnRow,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.rounds import Standing
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

HOLD, RETURN = "hold_round", "return_round"


@dataclass(frozen=True, slots=True)
class ResultShown:
    """What the person saw who now acts: the result of which ranking, by its digest; and which proposal (0: none)."""

    number: int
    digest: str
    hold: int = 0


def hold_round(  # noqa: PLR0913 - what it goes by, and who agrees to what with which words
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: ResultShown,
    drawn: Collection[str],
    *,
    officer: Officer,
    at: datetime,
    reason: str,
) -> int:
    """Agree to the result as the first person; give the number of that.

    *drawn* are the references of those tied at the line whom the authority's further rule admits, *reason* says what was looked at.

    Raises:
        NotAllowed: `role`; `proved`; `whole_round`; `counted`: no result waits for this; `one_part`, `no_interest`: as
            `refuse_partial`.
        NotFound: there is no such round, or it lies out of scope.
        Stale: it is not the result that was displayed.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason`: as `impersonal`, or more are admitted without points than `without_points` allows; `drawn`: one
            is named twice, or they are not as many of the tied as places are left.
    """
    refuse_others(HOLD, officer)
    refuse_unproved(HOLD, officer)
    with transaction() as session:
        standing, result = _waiting(session, shown, officer)
        refuse_partial(session, result.round_id, officer.account_id, HOLD)
        refuse_unnamed(library, timing, standing.row, HOLD)
        said = impersonal(reason, "Say what you looked at; where it was drawn among the tied, say how, when and before whom.")
        _refuse_drawn(session, standing, result, drawn)
        _refuse_beyond(session, standing.row, rules_of(library, standing.row), result.outside)
        made = _row(session, result, drawn, said)
        made.at, made.by = at, officer.account_id
        session.add(made)
        session.flush()
        facts = {"ranking_round": made.round_id, "hold": made.number, "digest": made.digest, "drawn": len(drawn)}
        append(session, Entry(ROUNDS, HOLD, officer, at, facts))
        return made.number


def _waiting(session: Session, shown: ResultShown, officer: Officer) -> tuple[Standing, RoundResultRow]:
    """Give, and hold, a round with the result that waits for a first person."""
    row = find_to_act(session, shown.number, officer, HOLD)
    standing = standing_of(session, row)
    if standing.stage is not RoundStage.RANKED or standing.result is None:
        raise NotAllowed(HOLD, Guard.COUNTED)
    if standing.result.digest != shown.digest:
        raise Stale(row.name, 0, standing.result.turn)
    return standing, standing.result


def _row(session: Session, result: RoundResultRow, drawn: Collection[str], said: str) -> RoundHoldRow:
    last = session.scalar(sa.select(sa.func.max(RoundHoldRow.number)).where(RoundHoldRow.round_id == result.round_id))
    of_it = {"round_id": result.round_id, "turn": result.turn, "digest": result.digest}
    return RoundHoldRow(**of_it, number=(last or 0) + 1, drawn=canonical(sorted(drawn)), reason=said)


def return_round(transaction: Transaction, shown: ResultShown, *, officer: Officer, at: datetime, reason: str) -> None:
    """Give a result back as the second person, with reasons. It can be held anew, or files taken out of it first.

    Raises:
        NotAllowed, NotFound, Stale: as `held_by_another`.
        InputRefused: `reason`: as `impersonal`.
    """
    refuse_others(RETURN, officer)
    with transaction() as session:
        hold = held_by_another(session, shown, officer, RETURN)
        said = impersonal(reason, "Say what speaks against the result, or what is to be looked at first.")
        made = RoundReturnRow(
            round_id=hold.round_id, number=hold.number, held_by=hold.by, at=at, by=officer.account_id, reason=said
        )
        session.add(made)
        session.flush()
        append(session, Entry(ROUNDS, RETURN, officer, at, {"ranking_round": hold.round_id, "hold": hold.number}))


def held_by_another(session: Session, shown: ResultShown, officer: Officer, act: str) -> RoundHoldRow:
    """Give what a first person agreed to, for a second one, and hold the round.

    Raises:
        NotAllowed: `whole_round`: as `find_to_act`; `second_person`: nobody agreed, only the officer did, or it is published.
        NotFound: there is no such round, or it lies out of scope.
        Stale: it is not what was displayed.
    """
    row = find_to_act(session, shown.number, officer, act)
    standing = standing_of(session, row)
    hold = standing.hold
    if standing.stage is not RoundStage.HELD or hold is None or hold.by == officer.account_id:
        raise NotAllowed(act, Guard.SECOND_PERSON)
    if (hold.number, hold.digest) != (shown.hold, shown.digest):
        raise Stale(row.name, shown.hold, hold.number)
    return hold


def _refuse_beyond(session: Session, row: RankingRoundRow, policy: Policy, outside: int) -> None:
    """See that no more are admitted without points than was announced, with follow-up lists: who they are the authority says."""
    most = most_without_points(row, policy)
    if most is None:
        return
    left = max(most - outside_before(session, row), 0)
    if outside > left:
        remedy = f"{outside} are selected without points, and the round has {left} such places. Take {outside - left} of them out."
        raise InputRefused("reason", remedy)


def _refuse_drawn(session: Session, standing: Standing, result: RoundResultRow, drawn: Collection[str]) -> None:
    """See that of each district's tied exactly as many are drawn as it has places left."""
    query = (
        sa.select(RoundFileRow.district, ApplicationRow.reference)
        .join(ApplicationRow, ApplicationRow.id == RoundFileRow.application_id)
        .join(
            RoundPlaceRow,
            sa.and_(RoundPlaceRow.round_id == RoundFileRow.round_id, RoundPlaceRow.application_id == RoundFileRow.application_id),
        )
        .where(RoundPlaceRow.round_id == standing.row.id, RoundPlaceRow.turn == result.turn)
        .where(RoundPlaceRow.place == Place.UNDECIDED)
    )
    twice = sorted(reference for reference, count in Counter(drawn).items() if count > 1)
    if twice:
        raise InputRefused("drawn", f"{twice[0]} is chosen twice. Choose each file once.")
    chosen, tied = set(drawn), [(district, reference) for district, reference in session.execute(query)]
    left = {district: cut["left"] for district, cut in standing.cuts.items() if cut["left"]}
    taken = {district: sum(of == district and reference in chosen for of, reference in tied) for district in left}
    if taken != left or not chosen <= {reference for _, reference in tied}:
        raise InputRefused("drawn", f"Choose exactly {sum(left.values())} of the {len(tied)} who are tied at the line.")
