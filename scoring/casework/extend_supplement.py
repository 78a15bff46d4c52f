"""延长补正期限: the applicant, with a reason and while the term runs, is given more time to answer, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.extending import extension_of
from scoring.application.moves import Guard
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import words
from scoring.casework.own import close_own, open_own
from scoring.errors import NotAllowed
from scoring.records import convert, convert_filings
from scoring.records.filings import SupplementExtensionRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Shown
    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def extend_supplement(
    transaction: Transaction, library: Library, timing: Timing, asking: tuple[Shown, str], *, holder: Holder, at: datetime
) -> date:
    """Move the last day to answer; give the new one.

    Whether it can be moved, and by how much, says the term `supplement_extension` of the policy or else of the office. It is given
    to everybody who asks in time: nobody decides about it, so that no silence can take a right away.

    Args:
        transaction: opens the one transaction of this act.
        library: the published policies; the application keeps its version.
        timing: by which the new last day is counted; it is kept as told.
        asking: the file as the form showed it (`package` is not read), and the reason.
        holder: whose application it is.
        at: the moment of the act, aware.

    Raises:
        NotFound, Stale, MoveRefused: as `own.open_own`.
        NotAllowed: `extensible`: it was moved already, or no such term is set; `term_runs`: the last day is over, or none was set.
        InputRefused: `reason` is empty or too long.
        CalendarUnknown: the new last day cannot be told.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    shown, reason = asking
    with transaction() as session:
        own = open_own(session, shown, Act.EXTEND, holder, at)
        supplement = convert_filings.supplements(session, own.row.id, own.seal)[-1]
        procedure = pinned_policy(library, convert.policy_pin(session, own.row)).procedure
        today = local_day(at)
        term = extension_of(supplement, procedure, timing.defaults, today)
        if isinstance(term, Guard):
            raise NotAllowed(own.move.act, term)
        said = words(reason, "reason", "Say why you need more time.")
        before = supplement.due or today
        until = due_day(before, term.duration, timing.working_days) or before  # never paused
        of_this = {"application_id": own.row.id, "supplement": supplement.number}
        session.add(SupplementExtensionRow(**of_this, at=at, by=holder.account_id, before=before, due=until))
        close_own(own, {"supplement": supplement.number, "before": before, "due": until}, said)
        return until
