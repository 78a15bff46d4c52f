"""行政复议、行政诉讼: a case before an outside body about a decision that was served is recorded, and what happens there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.due import SERVICE
from scoring.application.moves import Guard
from scoring.application.outside import CLOSING, OUTCOMES, CaseStepKind
from scoring.application.procedure import term_of
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.lateness import recorded_days
from scoring.casework.outside import SHORT_MAX, keep_step, open_in_hand, short
from scoring.errors import InputRefused, NotAllowed
from scoring.records.applications import ApplicationRow
from scoring.records.convert_outside import outside_cases
from scoring.records.outside_cases import OutsideCaseRow, case_place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.application.outside import Happened, Outcome, Recorded
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def record_case(  # noqa: PLR0913 - what it goes by, and who records what of which
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, typed: Recorded, *, officer: Officer, at: datetime
) -> Application:
    """Record a case; while it is open, the file is not erased. The last day to answer is the body's own, else by the office's term.

    Of a version it can be recorded from the service of the decision whose place it took: what a body orders of that one holds here.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `decision_served`.
        InputRefused: `organ`, `case_number` or `asked` is empty or too long; `filed_on`, `learned_on` or `due` is no day that fits.
        CalendarUnknown: the last day to answer cannot be counted; type the one that the body set.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_CASE, officer, at)
        if not was_served(session, file.row):
            raise NotAllowed(Act.RECORD_CASE, Guard.DECISION_SERVED)
        said = {
            "organ": short(typed.organ, "organ", f"Name the body, up to {SHORT_MAX} characters."),
            "case_number": short(typed.case_number, "case_number", f"Give the number of the case, up to {SHORT_MAX} characters."),
            "asked": words(typed.asked, "asked", "Say what is asked of the body."),
        }
        filed, learned = _days(typed, local_day(at))
        until = typed.due or _until(file, library, timing, learned)
        number = len(outside_cases(session, file.row.id, file.seal)) + 1
        of_it = {"application_id": file.row.id, "number": number, "kind": typed.kind, "filed_on": filed, "learned_on": learned}
        sealed = file.seal.close_document(said, case_place(number))
        session.add(OutsideCaseRow(**of_it, due=until, at=at, by=officer.account_id, content=sealed))
        session.flush()
        return close_file(file, None, {"case": number, "kind": typed.kind, "due": until})


def was_served(session: Session, row: ApplicationRow, days: Mapping[str, date] | None = None) -> bool:
    """Whether what was decided on a file was served, or what was decided before and it took the place of.

    *days* are those recorded of the file, where they were read before.
    """
    if not (recorded_days(session, row.id) if days is None else days).keys().isdisjoint({SERVICE, CLOSING}):
        return True
    return row.replaces_id is not None and was_served(session, session.get_one(ApplicationRow, row.replaces_id))


def record_order(
    transaction: Transaction, shown: Shown, case: int, happened: Happened, *, officer: Officer, at: datetime
) -> Application:
    """Record whatever the body ordered or sent, beside what has an act of its own.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the case; NotAllowed also `case_open`.
        InputRefused: as `keep_step`.
    """
    return _happened(transaction, shown, case, CaseStepKind.ORDER, happened, (Act.RECORD_ORDER, officer, at))


def answer_body(
    transaction: Transaction, shown: Shown, case: int, happened: Happened, *, officer: Officer, at: datetime
) -> Application:
    """Record the office's answer in writing. Raises as `record_order`."""
    return _happened(transaction, shown, case, CaseStepKind.ANSWERED, happened, (Act.ANSWER_BODY, officer, at))


def close_case(  # noqa: PLR0913 - who records which outcome of what
    transaction: Transaction, shown: Shown, case: int, outcome: Outcome, happened: Happened, *, officer: Officer, at: datetime
) -> Application:
    """Record what came of it. The decision stays as it is: where it was annulled or is ordered anew, another act follows.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused, InputRefused: as `record_order`; InputRefused also for an `outcome` that is none.
    """
    if outcome not in OUTCOMES:
        raise InputRefused("outcome", "Choose what came of it.")
    return _happened(transaction, shown, case, outcome, happened, (Act.CLOSE_CASE, officer, at))


def _happened(
    transaction: Transaction,
    shown: Shown,
    case: int,
    kind: CaseStepKind,
    happened: Happened,
    done: tuple[Act, Officer, datetime],
) -> Application:
    act, officer, at = done
    with transaction() as session:
        file = open_file(session, shown, act, officer, at)
        found = open_in_hand(file, case)
        said = keep_step(file, found, kind, happened)
        return close_file(file, None, {"case": case, "step": kind}, said)


def _days(typed: Recorded, today: date) -> tuple[date, date]:
    """Give the days of filing and of learning of it. Raises InputRefused."""
    filed, learned = typed.filed_on, typed.learned_on
    if filed is None or filed > today:
        raise InputRefused("filed_on", f"Give the day on which it was filed, up to {today}.")
    if learned is None or not filed <= learned <= today:
        raise InputRefused("learned_on", f"Give the day on which the office learned of it, from {filed} to {today}.")
    if typed.due is not None and typed.due < learned:
        raise InputRefused("due", f"Give a last day to answer from {learned} on, or none.")
    return filed, learned


def _until(file: File, library: Library, timing: Timing, learned: date) -> date | None:
    """Give the last day to answer by the rules, else by the office's own term; None where there is none."""
    procedure = pinned_policy(library, file.application.pin).procedure
    term = term_of(procedure, "case_answer", timing.defaults)
    return due_day(learned, term.duration, timing.working_days) if term else None
