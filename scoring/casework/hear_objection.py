"""The applicant is told what is objected, in the office's own words, and answers: from the account, or at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.objection import StepKind
from scoring.application.procedure import term_of
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.objecting import Written, in_hand, keep_step, refuse_closed
from scoring.casework.own import close_own, open_own
from scoring.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.objection import Objection
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def tell_objection(  # noqa: PLR0913 - what it goes by, and who tells whom what of which
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    number: int,
    *,
    officer: Officer,
    at: datetime,
    substance: str,
) -> Application:
    """Tell the applicant what is objected, and until when to answer. Who objects is not told.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the objection; NotAllowed also `objected`,
            `untold`.
        InputRefused: `substance` is empty.
        CalendarUnknown: the term to answer cannot be counted.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.TELL_OBJECTION, officer, at)
        found = in_hand(session, file.row.id, file.seal, number)
        refuse_closed(found, Act.TELL_OBJECTION)
        if found.told is not None:
            raise NotAllowed(Act.TELL_OBJECTION, Guard.UNTOLD)
        said = words(substance, "substance", "Say in your own words what is objected, without a hint at who objects.")
        term = term_of(pinned_policy(library, file.application.pin).procedure, "hearing", timing.defaults)
        due = due_day(local_day(at), term.duration, timing.working_days) if term else None
        step = Written(StepKind.TOLD, officer.account_id, at, said, due=due)
        keep_step(session, file.row.id, file.seal, found, step)
        return close_file(file, None, {"objection": number, "due": due}, said)


def answer_objection(transaction: Transaction, shown: Shown, number: int, *, holder: Holder, at: datetime, answer: str) -> None:
    """Answer what is objected, as long as nothing about it is decided.

    Raises:
        NotFound, Stale, MoveRefused: as `open_own`; NotFound also for an objection that the applicant was not told of.
        NotAllowed: `told`: it is answered already, or closed.
        InputRefused: `answer` is empty.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.ANSWER_OBJECTION, holder, at)
        found = in_hand(session, own.row.id, own.seal, number)
        _refuse_unasked(found, Act.ANSWER_OBJECTION)
        said = words(answer, "answer", "Write what you say to it.")
        keep_step(session, own.row.id, own.seal, found, Written(StepKind.ANSWERED, holder.account_id, at, said))
        close_own(own, {"objection": number}, said)


def record_hearing(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, answer: str
) -> Application:
    """Record what the applicant said about it at the counter.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the objection; NotAllowed also `told`.
        InputRefused: `answer` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_HEARING, officer, at)
        found = in_hand(session, file.row.id, file.seal, number)
        _refuse_unasked(found, Act.RECORD_HEARING)
        said = words(answer, "answer", "Write what the applicant said, when and where.")
        keep_step(session, file.row.id, file.seal, found, Written(StepKind.ANSWERED, officer.account_id, at, said))
        return close_file(file, None, {"objection": number}, said)


def _refuse_unasked(found: Objection, act: Act) -> None:
    if found.told is None or found.answer is not None or found.closing is not None or found.proposal is not None:
        raise NotAllowed(act, Guard.TOLD)
