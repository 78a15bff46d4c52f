"""What becomes of a review: a late one is admitted or turned down; one reviewer proposes to keep the decision, another confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.moves import Guard
from scoring.application.review import StepKind
from scoring.application.status import Act
from scoring.casework.file import close_file, words
from scoring.casework.issue_review import issue_kept, issue_turned_down
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.reviews import Written, keep_step, open_reviewed
from scoring.casework.signing import refuse_unproved
from scoring.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.application.review import DecisionReview, Step
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def admit_review(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Admit a review that was asked for late, since there was a cause.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the review; NotAllowed also `fresh_eyes`,
            `late`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file, found = open_reviewed(session, shown, number, Act.ADMIT_REVIEW, officer, at)
        _refuse_punctual(file, found)
        said = words(reason, "reason", "Say why the cause for being late is accepted.")
        _step(file, found, StepKind.ADMITTED, said)
        return close_file(file, None, {"review": number}, said)


def turn_down_review(  # noqa: PLR0913 - what it goes by, and who says what of which
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    number: int,
    *,
    officer: Officer,
    at: datetime,
    reason: str,
) -> Application:
    """Turn down a review that was asked for late without a cause that counts. 复核申请不予受理决定书 is issued.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the review; NotAllowed also `fresh_eyes`,
            `late`, and `proved` as `refuse_unproved`.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file, found = open_reviewed(session, shown, number, Act.TURN_DOWN_REVIEW, officer, at)
        _refuse_punctual(file, found)
        refuse_unproved(file)
        refuse_unnamed(file, library, timing)
        said = words(reason, "reason", "Say why the review comes too late, and why what was said to that does not count.")
        issued = issue_turned_down(file, found, library, timing, said)
        _step(file, found, StepKind.TURNED_DOWN, said)
        return close_file(file, None, {"review": number, **issued}, said)


def propose_keeping(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Propose, as first reviewer, that what was decided stands; another reviewer confirms.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the review; NotAllowed also `fresh_eyes`,
            `review_free`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file, found = open_reviewed(session, shown, number, Act.PROPOSE_KEEPING, officer, at)
        if not found.is_free:
            raise NotAllowed(Act.PROPOSE_KEEPING, Guard.REVIEW_FREE)
        said = words(reason, "reason", "Say what was looked at anew, and why the decision stands.")
        _step(file, found, StepKind.PROPOSED, said)
        return close_file(file, None, {"review": number}, said)


def return_keeping(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Give the proposal back to who proposed it, or to another first reviewer.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the review; NotAllowed also `fresh_eyes`,
            `second_person`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file, found = open_reviewed(session, shown, number, Act.RETURN_KEEPING, officer, at)
        proposal = _proposal(file, found)
        said = words(reason, "reason", "Say what is to be looked at once more.")
        _step(file, found, StepKind.RETURNED, said, proposal)
        return close_file(file, None, {"review": number}, said)


def keep_decision(  # noqa: PLR0913 - what it goes by, and who signs what of which
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    number: int,
    *,
    officer: Officer,
    at: datetime,
    reason: str,
) -> Application:
    """Confirm, as second reviewer, that what was decided stands: 复核决定书 is issued, and the review is closed.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the review; NotAllowed also `fresh_eyes`,
            `second_person`, and `proved` as `refuse_unproved`.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file, found = open_reviewed(session, shown, number, Act.KEEP_DECISION, officer, at)
        proposal = _proposal(file, found)
        refuse_unproved(file)
        refuse_unnamed(file, library, timing)
        said = words(reason, "reason", "A decision needs its reasons: answer every ground that was given.")
        issued = issue_kept(file, found, library, timing, said)
        _step(file, found, StepKind.KEPT, said, proposal)
        return close_file(file, None, {"review": number, **issued}, said)


def _refuse_punctual(file: File, found: DecisionReview) -> None:
    """Raise NotAllowed for a review that waits for nobody to admit it."""
    if not found.waits_for_admission:
        raise NotAllowed(file.move.act, Guard.LATE)


def _proposal(file: File, found: DecisionReview) -> Step:
    """Give the proposal that stands, by somebody else. Raises NotAllowed."""
    proposal = found.proposal
    if proposal is None or proposal.by_id == file.officer.account_id:
        raise NotAllowed(file.move.act, Guard.SECOND_PERSON)
    return proposal


def _step(file: File, found: DecisionReview, kind: StepKind, said: str, proposal: Step | None = None) -> None:
    step = Written(kind, file.officer.account_id, file.at, said, proposal)
    keep_step(file.session, file.row.id, file.seal, found, step)
