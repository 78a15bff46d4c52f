"""复核: who applied asks that a decision be looked at anew, by the own account or at the counter; and takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.moves_reviews import CONTESTED
from scoring.application.procedure import term_of
from scoring.application.review import StepKind
from scoring.application.serving import PROOF_MAX
from scoring.application.status import Act, Status
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, file_of, find, open_file, words
from scoring.casework.filing import check_key
from scoring.casework.own import Own, close_own, find_own, open_own, own_of
from scoring.casework.read_preflight import preflight_of
from scoring.casework.review_terms import contesting
from scoring.casework.reviews import Written, in_hand, is_ordered_anew, is_reviewed, is_taken, keep_step
from scoring.errors import InputRefused, NotAllowed, Stale
from scoring.records import convert
from scoring.records.reviews import ReviewRow, content_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.review import Asking
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction


def ask_review(  # noqa: PLR0913 - what it goes by, and who asks what of which
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, asking: Asking, *, holder: Holder, at: datetime
) -> str:
    """Ask for a review of what was decided on one of the holder's own; give its number. It pauses no other term.

    Raises:
        NotFound, Stale, MoveRefused: as `open_own`.
        NotAllowed: `reviewable`: neither rules nor office offer a review; `unreviewed`: one is open, or was answered.
        InputRefused: `grounds` are empty; `items` are none of the pre-flight; `cause` is empty, and the term to ask is over; `key`
            is none, or was sent with another file.
        CalendarUnknown: the term to answer cannot be counted.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        row = find_own(session, shown.reference, holder, lock=True)
        known = _asked_before(session, row, asking.key)
        if known is not None:
            return known
        own = own_of(session, row, shown, Act.ASK_REVIEW, holder, at)
        made, grounds = _keep(own, library, timing, asking)
        close_own(own, _facts(made), grounds)
        return made.receipt


def record_review(  # noqa: PLR0913 - likewise
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, asking: Asking, *, officer: Officer, at: datetime
) -> str:
    """Record at the counter that somebody asks for a review; give its number.

    What an outside body ordered to be made anew, or annulled, is reviewed once more in any case: whether or not it was before, and
    however late.

    Raises as `ask_review`, and NotAllowed as `open_file`.
    """
    with transaction() as session:
        row = find(session, shown.reference, officer, lock=True)
        known = _asked_before(session, row, asking.key)
        if known is not None:
            return known
        if row.version != shown.version:
            raise Stale(row.reference, shown.version, row.version)
        file = file_of(session, row, Act.RECORD_REVIEW, officer, at)
        made, grounds = _keep(file, library, timing, asking)
        close_file(file, None, _facts(made), grounds)
        return made.receipt


def withdraw_review(transaction: Transaction, shown: Shown, number: int, *, holder: Holder, at: datetime, statement: str) -> None:
    """Take back a review that is open. While its term runs another one can be asked for.

    Raises:
        NotFound, Stale, MoveRefused: as `open_own`; NotFound also for the review.
        NotAllowed: `review_open`: it is closed, or a new version of the file is worked on.
        InputRefused: `statement` is empty.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.WITHDRAW_REVIEW, holder, at)
        said = _taken_back(own, number, statement)
        close_own(own, {"review": number}, said)


def record_withdrawn_review(  # noqa: PLR0913 - who records what of which, and by what it is known
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, statement: str, proof: str
) -> None:
    """Record at the counter that somebody takes a review back, and what proves that it was they: both stand in its last step.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`, and as `withdraw_review`.
        InputRefused: `statement` or `proof` is empty, or `proof` too long.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_WITHDRAWN_REVIEW, officer, at)
        known = " ".join(proof.split())
        if not known or len(known) > PROOF_MAX:
            raise InputRefused("proof", f"Say in up to {PROOF_MAX} characters what proves that the person takes it back.")
        said = _taken_back(file, number, statement, known)
        close_file(file, None, {"review": number}, said)


def _taken_back(act: File | Own, number: int, statement: str, proof: str = "") -> str:
    """Close a review as taken back; give the words of it."""
    session, row, seal = act.session, act.row, act.seal
    found = in_hand(session, row.id, seal, number)
    if found.closing is not None or found.version:
        raise NotAllowed(act.move.act, Guard.REVIEW_OPEN)
    stated = words(statement, "statement", "Write that you take back that you asked for a review.")
    said = f"{stated}\n{proof}" if proof else stated
    by = act.holder if isinstance(act, Own) else act.officer
    keep_step(session, row.id, seal, found, Written(StepKind.WITHDRAWN, by.account_id, act.at, said))
    return said


def _asked_before(session: Session, row: ApplicationRow, key: str) -> str | None:
    return session.scalar(sa.select(ReviewRow.receipt).where(ReviewRow.key == key, ReviewRow.application_id == row.id))


def _keep(act: File | Own, library: Library, timing: Timing, asking: Asking) -> tuple[ReviewRow, str]:
    session, row, seal, name = act.session, act.row, act.seal, act.move.act
    open_to = contesting(session, row, library, timing)
    is_ordered = name is Act.RECORD_REVIEW and is_ordered_anew(session, row.id)
    if (open_to.review is None or row.status not in CONTESTED) and not is_ordered:
        raise NotAllowed(name, Guard.REVIEWABLE)
    if is_reviewed(session, row.id) if is_ordered else is_taken(session, row.id):
        raise NotAllowed(name, Guard.UNREVIEWED)
    _check_key(session, asking.key)
    grounds = words(asking.grounds, "grounds", "Say what you hold to be wrong, and why.")
    is_late = open_to.is_late(local_day(act.at)) and not is_ordered
    cause = words(asking.cause, "cause", "The time to ask is over. Say what kept you from asking in time.") if is_late else ""
    said = {"grounds": grounds, "cause": cause, "contested": _contested(session, row, library, asking.items)}
    last = session.scalar(sa.select(sa.func.max(ReviewRow.number)).where(ReviewRow.application_id == row.id))
    number = (last or 0) + 1
    by = act.holder if isinstance(act, Own) else act.officer
    made = ReviewRow(
        application_id=row.id,
        number=number,
        at=act.at,
        by=by.account_id,
        is_recorded=name is Act.RECORD_REVIEW,
        contests=Status.GRANTED if row.status == Status.SETTLED else row.status,
        document=open_to.document,
        last=open_to.last,
        is_late=is_late,
        due=_due(session, row, library, timing, act.at),
        receipt=f"{row.reference}-R{number}",
        key=asking.key,
        content=seal.close_document(said, content_place(number)),
    )
    session.add(made)
    session.flush()
    return made, grounds


def _check_key(session: Session, key: str) -> None:
    check_key(key)
    if session.scalar(sa.select(sa.exists().where(ReviewRow.key == key))):
        raise InputRefused("key", "Load the page anew and send the form again.")


def _contested(session: Session, row: ApplicationRow, library: Library, numbers: tuple[int, ...]) -> list[str]:
    """Give the facts of the contested items."""
    flight = preflight_of(session, row, library) if numbers else None
    items = {item.number: item.facts for item in flight.items} if flight else {}
    if not set(numbers) <= set(items):
        raise InputRefused("items", "Choose among the items that are listed.")
    return list(dict.fromkeys(fact for number in sorted(numbers) for fact in items[number]))


def _due(session: Session, row: ApplicationRow, library: Library, timing: Timing, at: datetime) -> date | None:
    policy = pinned_policy(library, convert.policy_pin(session, row))
    term = term_of(policy.procedure, "review", timing.defaults)
    return due_day(local_day(at), term.duration, timing.working_days) if term else None


def _facts(made: ReviewRow) -> dict[str, object]:
    return {"review": made.number, "receipt": made.receipt, "due": made.due, "is_late": made.is_late}
