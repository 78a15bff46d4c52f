"""撤回: the applicant takes the application back, at any time before it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.guards import Guard
from scoring.application.status import UNDECIDED, Act
from scoring.casework.file import words
from scoring.casework.own import close_own, open_own
from scoring.casework.points import is_cited
from scoring.errors import InputRefused, NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Shown
    from scoring.application.holder import Holder
    from scoring.records.database import Transaction


def withdraw_application(transaction: Transaction, shown: Shown, *, holder: Holder, at: datetime, statement: str) -> None:
    """Withdraw. The file is closed without a decision; the same person may apply again at once.

    Args:
        transaction: opens the one transaction of this act.
        shown: the reference and the version that the form carried.
        holder: whose application it is.
        at: the moment of the act, aware.
        statement: what the applicant declares, kept encrypted; up to 4000 characters.

    Raises:
        NotFound, Stale: as `own.open_own`.
        NotAllowed: `original`: it is a new version of a decided file, which only the office gives up.
        MoveRefused: it is a draft (delete that), or it is decided or closed.
        InputRefused: `statement` is empty or too long; `points`: an application goes by these points, and is not decided yet.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.WITHDRAW, holder, at)
        if own.row.replaces_id is not None:
            raise NotAllowed(Act.WITHDRAW, Guard.ORIGINAL)
        said = words(statement, "statement", "Write that you withdraw the application.")
        if is_cited(session, own.row, UNDECIDED):
            remedy = "An application goes by these points. Withdraw the application first, or wait until it is decided."
            raise InputRefused("points", remedy)
        close_own(own, {}, said)
