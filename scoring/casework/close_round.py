"""A published result is carried out, one file in one transaction: who is in goes on, 未入围 is closed with 未入围告知书."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard, move_of
from scoring.application.officer import Role
from scoring.application.rounds import Place
from scoring.application.status import Act, Part, Status
from scoring.casework.file import File, close_file, keep_part
from scoring.casework.not_select import Result, not_select
from scoring.casework.publish_round import CLOSE
from scoring.casework.round_line import lines_of
from scoring.casework.round_places import read_cuts
from scoring.casework.rounds import rules_of
from scoring.casework.scope import barred
from scoring.errors import MoveRefused, NotAllowed
from scoring.records import convert
from scoring.records.accounts import AccountRow, officer_of
from scoring.records.applications import ApplicationRow, PartRow
from scoring.records.database import reading
from scoring.records.ranking_rounds import (
    RankingRoundRow,
    RoundFileRow,
    RoundFreezeRow,
    RoundHoldRow,
    RoundOutcomeRow,
    RoundPlaceRow,
    RoundPublicationRow,
    RoundResultRow,
)
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def close_round(
    transaction: Transaction, library: Library, timing: Timing, number: int, *, at: datetime
) -> Iterator[tuple[int, int]]:
    """Let each file of a published round go on, or close it; tells how far it is. Done again it goes on where it stopped.

    Where it fails for some, it is still done with all others; then the first failure is raised, and it is tried again.

    Raises:
        NotAllowed: `second_person`: two people did not agree to the result of the round.
        PolicyChanged, PolicyUnknown: the library lacks the rules of the round.
    """
    with reading(transaction) as session:
        result = _result(session, library, number)
        files = session.scalars(_placed(number, result.turn).order_by(RoundPlaceRow.rank, RoundPlaceRow.application_id)).all()
    failed: list[Exception] = []
    for count, application_id in enumerate(files, 1):
        try:
            with transaction() as session:
                _carry_out(session, timing, result, application_id, at)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised below
            failed.append(error)
        yield count, len(files)
    if failed:
        raise failed[0]


def _result(session: Session, library: Library, number: int) -> Result:
    publication = session.get(RoundPublicationRow, number)
    if publication is None:
        raise NotAllowed(CLOSE, Guard.SECOND_PERSON)
    row = session.get_one(RankingRoundRow, number)
    policy = rules_of(library, row)
    hold = session.get_one(RoundHoldRow, (number, publication.number))
    made = session.get_one(RoundResultRow, (number, hold.turn))
    # they held the role when they agreed: what becomes of their account since undoes nothing
    officer = replace(officer_of(session.get_one(AccountRow, publication.by)), roles=frozenset({Role.SUPERVISOR}))
    followed = session.get_one(RankingRoundRow, row.follows_id) if row.follows_id else None
    return Result(
        row=row,
        followed=followed.name if followed else "",
        list_digest=session.get_one(RoundFreezeRow, number).digest,
        publication=publication,
        turn=hold.turn,
        cuts=read_cuts(made.cuts),
        drawn=frozenset(json.loads(hold.drawn)),
        officer=officer,
        lines=lines_of(session, row, policy.places, before=row.id) if followed else {},
        policy=policy,
    )


def _placed(number: int, turn: int) -> sa.Select[int]:
    return sa.select(RoundPlaceRow.application_id).where(RoundPlaceRow.round_id == number, RoundPlaceRow.turn == turn)


def _carry_out(session: Session, timing: Timing, result: Result, application_id: int, at: datetime) -> None:
    number = result.row.id
    row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
    entry = session.get_one(RoundFileRow, (number, application_id))
    if session.get(RoundOutcomeRow, (number, application_id, entry.recommendation)) is not None:
        return
    place = session.get_one(RoundPlaceRow, (number, result.turn, application_id))
    is_in = place.place in {Place.ADMITTED, Place.OUTSIDE} or row.reference in result.drawn
    file = _file(session, row, Act.ADMIT if is_in else Act.NOT_SELECT, result, at)
    issued = {} if is_in else not_select(file, timing, result, entry, place.rank or 0)
    both = {"held_by": result.publication.held_by, "published_by": result.publication.by}
    facts = {"ranking_round": number, "list": result.list_digest, "digest": result.publication.digest, **both, **issued}
    _keep_parts(session, row, result)
    close_file(replace(file, move=replace(file.move, part=None)), file.move.target, facts)
    outcome = Place.ADMITTED if is_in else Place.NOT_SELECTED
    of_it = {"round_id": number, "application_id": application_id, "recommendation": entry.recommendation}
    session.add(RoundOutcomeRow(**of_it, at=at, outcome=outcome))
    session.flush()


def _file(session: Session, row: ApplicationRow, act: Act, result: Result, at: datetime) -> File:
    """Open a file for what two people decided about it: only where it stands is looked at again."""
    move, seal = move_of(act), seal_of(session, row.id)
    if Status(row.status) not in move.sources:
        raise MoveRefused(act, row.status, move.sources)
    return File(session, row, seal, convert.application(session, row, seal), move, result.officer, at)


def _keep_parts(session: Session, row: ApplicationRow, result: Result) -> None:
    """Keep that both are checkers of the file; who declared an interest in it since they agreed can be nothing on it any more."""
    for account in (result.publication.held_by, result.publication.by):
        is_barred = session.scalar(sa.select(sa.exists().where(ApplicationRow.id == row.id, barred(account))))
        if not is_barred and session.get(PartRow, (row.id, account)) is None:
            keep_part(session, row.id, account, Part.CHECKER)
