"""The registration was not done in time: what still waits for it is cancelled, and the person is told why and how to contest it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.entitling import lapses
from scoring.application.guards import Guard
from scoring.application.procedure import ways_outside
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.correct import refuse_followed
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.outside import refuse_stayed
from scoring.casework.register import end, entitlements
from scoring.casework.reviews import is_reviewed
from scoring.casework.revoking import refuse_revoking
from scoring.casework.settling import window_in
from scoring.errors import NotAllowed
from scoring.notices.closing_documents import lapsed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction
    from scoring.records.entitlements import EntitlementRow


def lapse(  # noqa: PLR0913 - what it goes by, and who acts on what with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Cancel what the people who are not registered still wait for, their right to be registered too; issue 逾期失效告知书.

    What is in force for those who are registered stays.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `unfollowed`: a new version of it is open; `not_revoking`: a proposal to revoke is;
            `effective`: an outside body suspended the decision; `no_review`: a review of it is open; `term_over`: the rules set no
            time to be registered, or it is not over; `reminded`: fewer than three reminders are proven, or the last is fresh.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.LAPSE, officer, at)
        refuse_followed(session, file.row, Act.LAPSE)
        given = words(reason, "reason", "Say which period ran out and how the person was reminded.")
        refuse_revoking(session, file.row.id, Act.LAPSE)
        refuse_stayed(file)
        if is_reviewed(session, file.row.id):
            raise NotAllowed(Act.LAPSE, Guard.NO_REVIEW)
        refuse_unnamed(file, library, timing)
        policy = pinned_policy(library, file.application.pin)
        window = window_in(session, file.row, file.seal, policy.procedure, timing)
        hindrance = window.hindrance(local_day(at))
        if hindrance is not None:
            raise NotAllowed(Act.LAPSE, hindrance)
        ending = _ending(file)
        occasion = occasion_of(file)
        about = about_of(occasion, policy, timing)
        body = lapsed(about, given, window, _people(file), ways_outside(policy.procedure, timing.defaults))
        issued = issue(occasion, timing, about, body)
        return close_file(file, file.move.target, {"cancelled": end(file, ending, given), **issued}, given)


def _ending(file: File) -> Sequence[EntitlementRow]:
    waiting = file.application.unregistered
    return [row for row in entitlements(file) if row.person in waiting and lapses(row.service, EntitlementState(row.state))]


def _people(file: File) -> tuple[tuple[str, bool], ...]:
    """Name everybody, and say who is registered and keeps what they have."""
    waiting = file.application.unregistered
    return tuple((person.name, number not in waiting) for number, person in enumerate(file.application.persons))
