"""What becomes of an objection: a supervisor dismisses it, or proposes to uphold it and the head signs, or returns the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.objection import CLOSING, StepKind
from scoring.application.status import Act
from scoring.casework.deciding import close_decided, write_decision
from scoring.casework.file import close_file, open_file, words
from scoring.casework.issue_decision import issue_refusal
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.notify import tell_objector
from scoring.casework.objecting import Written, in_hand, keep_step, open_ones, refuse_closed
from scoring.casework.reviewing import open_review
from scoring.errors import NotAllowed
from scoring.records import convert
from scoring.records.convert_objections import objection

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Decision, Shown
    from scoring.application.due import Timing
    from scoring.application.objection import Extent, Objection, Step
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

_CLOSES = {"part": StepKind.IN_PART, "whole": StepKind.UPHELD}


def dismiss_objection(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Dismiss it. Objector and applicant read the reasons.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the objection; NotAllowed also `objected`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.DISMISS_OBJECTION, officer, at)
        found = in_hand(session, file.row.id, file.seal, number)
        refuse_closed(found, Act.DISMISS_OBJECTION)
        said = words(reason, "reason", "Say what was looked into, and why the objection does not hold.")
        _step(file, found, StepKind.DISMISSED, said)
        return close_file(file, None, {"objection": number}, said)


def propose_upholding(  # noqa: PLR0913 - who proposes what of which
    transaction: Transaction, shown: Shown, number: int, extent: Extent, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Propose to uphold it, in part or whole, once the applicant was heard; the head signs.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the objection; NotAllowed also `objected`,
            `heard`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.PROPOSE_UPHOLDING, officer, at)
        found = in_hand(session, file.row.id, file.seal, number)
        refuse_closed(found, Act.PROPOSE_UPHOLDING)
        if not found.is_heard(local_day(at)):
            raise NotAllowed(Act.PROPOSE_UPHOLDING, Guard.HEARD)
        said = words(reason, "reason", "Say what was found, and what follows from it.")
        _step(file, found, StepKind.PROPOSED, said, extent=extent)
        return close_file(file, None, {"objection": number, "extent": extent}, said)


def return_upholding(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Give the proposal back to the supervisors, with reasons.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the objection; NotAllowed also `second_person`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RETURN_UPHOLDING, officer, at)
        found = in_hand(session, file.row.id, file.seal, number)
        _proposal(file, found, None)
        said = words(reason, "reason", "Say what is to be looked into once more.")
        _step(file, found, StepKind.RETURNED, said)
        return close_file(file, None, {"objection": number}, said)


def uphold_in_part(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Uphold what was proposed in part: the file leaves the list and is looked at again.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the objection; NotAllowed also `second_person`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.UPHOLD_IN_PART, officer, at)
        found = in_hand(session, file.row.id, file.seal, number)
        proposal = _proposal(file, found, "part")
        said = words(reason, "reason", "Say what holds of the objection, and what is to be looked at again.")
        _close(file, found, proposal, said)
        file.row.redo = file.seal.close(said, convert.REDO)
        return close_file(file, file.move.target, {"objection": number}, said)


def uphold(  # noqa: PLR0913 - what it goes by, and who signs what of which
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    number: int,
    *,
    officer: Officer,
    at: datetime,
    reason: str,
) -> Decision:
    """Uphold what was proposed whole: the application is refused. 不予决定书 is issued, signed by the head; nobody moves up.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_review`; NotFound also for the objection; NotAllowed also
            `second_person`, and `proved` as `refuse_unproved`.
        OrgansUnnamed: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        review = open_review(session, shown, Act.UPHOLD, officer, at)
        file = review.file
        found = in_hand(session, file.row.id, file.seal, number)
        proposal = _proposal(file, found, "whole")
        said = words(reason, "reason", "A refusal needs its reasons: say which condition is not met and on what facts.")
        refuse_unnamed(file, library, timing)
        _close(file, found, proposal, said)
        row = write_decision(review, "refused", said)
        decision = convert.decision(session, row, file.seal)
        issued = issue_refusal(review, library, timing, decision)
        close_decided(review, row, said, {**issued, "objection": number, "place_filled": False})
        return decision


def _proposal(file: File, found: Objection, extent: Extent | None) -> Step:
    """Give the proposal that stands, by somebody else. Raises NotAllowed."""
    proposal = found.proposal
    if proposal is None or proposal.by_id == file.officer.account_id or extent not in {None, proposal.extent}:
        raise NotAllowed(file.move.act, Guard.SECOND_PERSON)
    return proposal


def _close(file: File, found: Objection, proposal: Step, said: str) -> None:
    """Close the objection as it was proposed, and every other one, since the file is on the list no more."""
    assert proposal.extent is not None  # noqa: S101 - a proposal has one
    _step(file, found, _CLOSES[proposal.extent], said, proposal=proposal)
    for other in open_ones(file.session, file.row.id):
        _step(file, objection(file.session, other, file.seal), StepKind.OVERTAKEN, said)


def _step(
    file: File, found: Objection, kind: StepKind, said: str, *, extent: Extent | None = None, proposal: Step | None = None
) -> None:
    step = Written(kind, file.officer.account_id, file.at, said, extent=extent, proposal=proposal)
    keep_step(file.session, file.row.id, file.seal, found, step)
    if kind in CLOSING:
        tell_objector(file.session, file.row.id, found, file.at)
