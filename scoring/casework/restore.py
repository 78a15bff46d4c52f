"""恢复准予: an outside body took away how a grant ended; it holds again, with all that it unlocked, as if it had never ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application import entitling
from scoring.application.application import Intake
from scoring.application.endings import ENDING
from scoring.application.moves import Guard
from scoring.application.outside import ORDERED, CaseStepKind
from scoring.application.status import Act, Status
from scoring.casework.file import close_file, open_file, words
from scoring.casework.keeping import refuse_second
from scoring.casework.outside import in_hand, is_stayed
from scoring.casework.register import cause_of, entitlements, turn, write
from scoring.errors import InputRefused, NotAllowed
from scoring.records.convert_entitlements import standing
from scoring.records.entitlements import EntitlementChangeRow
from scoring.records.outside_cases import OutsideCaseStepRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.entitling import Standing
    from scoring.application.officer import Officer
    from scoring.application.outside import OutsideCase
    from scoring.casework.file import File
    from scoring.records.database import Transaction
    from scoring.records.entitlements import EntitlementRow


def restore(transaction: Transaction, shown: Shown, case: int, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Let a grant hold again whose lapse or revocation does not stand by what the body did in the *case*.

    What that ended stands as it did before, from its first day to its last; while a body keeps the grant suspended, it is
    suspended. The time to be registered does not run on the days between.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the case; NotAllowed also `annulled`, and
            `second_person`: who recorded what the body did does not restore by it.
        InputRefused: `reason` is empty, or the person applied anew meanwhile, and that application is open.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RESTORE, officer, at)
        found = in_hand(file, case)
        if not found.may_restore:
            raise NotAllowed(Act.RESTORE, Guard.ANNULLED)
        if recorded_by(file, found) == officer.account_id:
            raise NotAllowed(Act.RESTORE, Guard.SECOND_PERSON)
        said = words(reason, "reason", "Say by which decision of the body the grant holds again.")
        _refuse_another(file)
        back = _turn_back(file, said)
        status = file.move.target if file.application.unregistered else Status.SETTLED
        return close_file(file, status, {"case": case, "restored": back}, said)


def recorded_by(file: File, case: OutsideCase) -> int:
    """Give who recorded that by which the grant is restored: the outcome, or that the body had suspended it."""
    row = OutsideCaseStepRow
    kinds = ORDERED if case.contests and case.is_ordered else (CaseStepKind.STAYED,)
    of_it = (row.application_id == file.row.id, row.outside_case == case.number, row.kind.in_(kinds))
    return file.session.scalars(sa.select(row.by).where(*of_it).order_by(row.number.desc()).limit(1)).one()


def _refuse_another(file: File) -> None:
    """Raise InputRefused where the person has another open application by now: two do not stand beside each other."""
    one, pin = file.application, file.application.pin
    intake = Intake(pin.scheme, pin.version, one.applicant, one.family, {}, one.on, kind=one.kind)
    try:
        refuse_second(file.session, intake, "flag", file.officer, file.row.reference)
    except InputRefused as refused:
        raise InputRefused("reason", refused.remedy) from refused


def _turn_back(file: File, said: str) -> int:
    """Let everything that the end of the grant ended stand as before; give how much that was."""
    rows = entitlements(file)
    cause, done = cause_of(file, said), 0
    for row in rows:
        before = _before_the_end(file, row)
        if before is not None:
            write(file.session, file.seal, cause, row, before)
            done += 1
    if is_stayed(file):
        turn(file.session, file.seal, replace(cause, act=Act.STAY), rows, entitling.suspended)
    return done


def _before_the_end(file: File, row: EntitlementRow) -> Standing | None:
    """Give where an entitlement stood before the grant ended; None where it ended before, or by itself."""
    change = EntitlementChangeRow
    newest = sa.select(change).where(change.entitlement_id == row.id).order_by(change.number.desc()).limit(2)
    last, *before = file.session.scalars(newest).all()
    return standing(before[0]) if before and last.act in ENDING else None
