"""What the table of moves allows: to an officer, to the holder of an account, to the installation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.guards import Guard
from scoring.application.moves import MOVES, Move, move_of
from scoring.application.officer import Officer, Role
from scoring.application.status import Act, FileKind, Part, Status
from scoring.errors import MoveRefused, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.application import Application


def permit(
    act: Act,
    officer: Officer,
    status: Status | None,
    parts: Mapping[int, Part],
    holder: int | None = None,
    kind: FileKind = "application",
) -> Move:
    """Give the move, or refuse it: first the role, then interest and part on this file, the kind of file, the status, the claim.

    Args:
        act: what is to be done.
        officer: who wants to do it.
        status: where the application stands; None for one that does not exist yet.
        parts: who is maker, who checker of this file and who is barred from it, by account.
        holder: the account that holds the file, None where nobody does.
        kind: what the file is for.

    Raises:
        NotAllowed: `role` (the officer has not the role), `no_interest` (declared one), `one_part` (a maker may not check, nor a
            checker make), `kind`, or a guard of the claim.
        MoveRefused: the status does not allow the act.
    """
    move = move_of(act)
    why = _refusal(move, officer, parts) or (None if move.is_of(kind) else Guard.KIND)
    if why:
        raise NotAllowed(act, why)
    _from(move, status)
    unclaimed = _claim_refusal(move, officer, holder)
    if unclaimed:
        raise NotAllowed(act, unclaimed)
    return move


def permit_with_another(act: Act, officer: Officer, status: Status, parts: Mapping[int, Part]) -> Move:
    """Give the move that is done together with an act on another file, by who does that, or refuse it as `permit` does."""
    if parts.get(officer.account_id) is Part.BARRED:
        raise NotAllowed(act, Guard.NO_INTEREST)
    return _from(move_of(act), status)


def permit_holder(act: Act, status: Status | None) -> Move:
    """Give the move for who holds the account of the file, or refuse it as `permit` does."""
    move = move_of(act)
    if move.role is not Role.APPLICANT:
        raise NotAllowed(act, Guard.ROLE)
    return _from(move, status)


def permit_itself(act: Act, status: Status) -> Move:
    """Give the move that the installation does without anybody, or refuse it as `permit` does."""
    move = move_of(act)
    if not move.by_itself:
        raise NotAllowed(act, Guard.ROLE)
    return _from(move, status)


def possible(
    officer: Officer, status: Status, parts: Mapping[int, Part], holder: int | None = None, kind: FileKind = "application"
) -> tuple[Act, ...]:
    """Give the acts that `permit` would let this officer do, in the order of the table: what a page offers."""
    return tuple(
        move.act
        for move in MOVES
        if status in move.sources and move.is_of(kind)
        if not _refusal(move, officer, parts) and not _claim_refusal(move, officer, holder)
    )


def possible_for_holder(status: Status) -> tuple[Act, ...]:
    """Give the acts that `permit_holder` would let who holds the file do, in the order of the table."""
    return tuple(move.act for move in MOVES if status in move.sources and move.role is Role.APPLICANT)


def _from(move: Move, status: Status | None) -> Move:
    if status is not None and status not in move.sources:
        raise MoveRefused(move.act, status, move.sources)
    return move


def _refusal(move: Move, officer: Officer, parts: Mapping[int, Part]) -> Guard | None:
    part = parts.get(officer.account_id)
    if not move.is_for(officer):
        return Guard.ROLE
    if part is Part.BARRED:
        return Guard.NO_INTEREST
    return Guard.ONE_PART if move.part and part not in {None, move.part} else None


def _claim_refusal(move: Move, officer: Officer, holder: int | None) -> Guard | None:
    is_assigned = move.act is Act.ASSIGN  # to somebody else: what anybody holds is released first
    broken = {
        Guard.CLAIM_FREE: holder is not None and (is_assigned or holder != officer.account_id),
        Guard.CLAIM_OWN: holder != officer.account_id,
        Guard.CLAIM_HELD: holder is None,
    }
    return next((guard for guard in move.guards if broken.get(guard)), None)


def possible_on(application: Application, officer: Officer) -> tuple[Act, ...]:
    """Give what an officer may do with an application as it stands."""
    holder = application.claim.account_id if application.claim else None
    return possible(officer, application.status, application.parts, holder, application.kind)
