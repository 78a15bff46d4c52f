"""停止执行: an outside body suspends what a decision does, and lets it go on; entitlements follow in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.outside import CaseStepKind
from scoring.application.status import Act
from scoring.application.stays import stays
from scoring.casework.file import close_file, open_file
from scoring.casework.outside import in_hand, is_stayed, keep_step, open_in_hand
from scoring.casework.register import entitlements, resume, suspend
from scoring.errors import InputRefused, NotAllowed
from scoring.records.entitlements import EntitlementChangeRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.application.outside import Happened
    from scoring.casework.file import File
    from scoring.records.database import Transaction
    from scoring.records.entitlements import EntitlementRow


def stay_execution(
    transaction: Transaction, shown: Shown, case: int, happened: Happened, *, officer: Officer, at: datetime
) -> Application:
    """Record that the body suspends the decision; every entitlement in force is suspended. Of a refusal it is recorded alone.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the case; NotAllowed also `case_open`,
            `not_stayed`.
        InputRefused: as `keep_step`.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.STAY, officer, at)
        found = open_in_hand(file, case)
        if found.is_stayed:
            raise NotAllowed(Act.STAY, Guard.NOT_STAYED)
        said = keep_step(file, found, CaseStepKind.STAYED, happened)
        turned = suspend(file, entitlements(file), said)
        return close_file(file, None, {"case": case, "suspended": turned}, said)


def lift_stay(
    transaction: Transaction, shown: Shown, case: int, happened: Happened, *, officer: Officer, at: datetime
) -> Application:
    """Record that the decision has effect again; what was suspended for the body is resumed, also once the case is closed.

    Where another body keeps it suspended nothing is resumed before that one lets it go on too.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotFound also for the case; NotAllowed also `stayed`.
        InputRefused: as `keep_step`, and for a day before that on which the body suspended it.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.LIFT_STAY, officer, at)
        found = in_hand(file, case)
        if not found.is_stayed:
            raise NotAllowed(Act.LIFT_STAY, Guard.STAYED)
        since = stays([[(step.kind, step.on) for step in found.steps]])[-1].first
        if happened.on is not None and happened.on < since:
            raise InputRefused("on", f"Give the day, from {since}, on which the body suspended it, to {local_day(at)}.")
        said = keep_step(file, found, CaseStepKind.UNSTAYED, happened)
        free = [] if is_stayed(file, beside=case) else [row for row in entitlements(file) if _was_stayed(file, row)]
        turned = resume(file, free, said)
        return close_file(file, None, {"case": case, "resumed": turned}, said)


def _was_stayed(file: File, row: EntitlementRow) -> bool:
    """Whether an entitlement stands as it does for a body: what the office suspended of its own stays suspended."""
    newest = sa.select(EntitlementChangeRow.act).where(EntitlementChangeRow.entitlement_id == row.id)
    return file.session.scalars(newest.order_by(EntitlementChangeRow.number.desc()).limit(1)).first() == Act.STAY
