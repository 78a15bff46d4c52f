"""What becomes of a proposal to revoke: the head signs it, or drops it with reasons; never who proposed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.entitlement import EntitlementState
from scoring.application.moves import Guard
from scoring.application.procedure import ways_outside
from scoring.application.revocation import Loss, RevokingKind
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.register import end, entitlements
from scoring.casework.revoking import WrittenStep, in_hand, keep_step
from scoring.casework.signing import refuse_unproved
from scoring.errors import NotAllowed
from scoring.notices.revoking_documents import revoked
from scoring.records.convert import text_of

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.application.revocation import Revocation
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def revoke(  # noqa: PLR0913 - what it goes by, and who signs what
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Revoke the grant as it was proposed: everything that it unlocked for anybody of the file ends. 撤销决定书 is issued.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `revoking`, `second_person`, `heard`, and `proved`
            as `refuse_unproved`.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.REVOKE, officer, at)
        found, said = _to_sign(file, library, timing, reason)
        if not found.is_heard(local_day(at)):
            raise NotAllowed(Act.REVOKE, Guard.HEARD)
        refuse_unnamed(file, library, timing)
        policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
        about, people = about_of(occasion, policy, timing), file.application.persons
        ways = ways_outside(policy.procedure, timing.defaults)
        issued = issue(occasion, timing, about, revoked(about, found, said, people, _losses(file), ways))
        _close(file, found, RevokingKind.REVOKED, said)
        ended = end(file, entitlements(file), said)
        return close_file(file, file.move.target, {"revocation": found.number, "ended": ended, **issued}, said)


def drop_revoking(  # noqa: PLR0913 - likewise
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Drop the proposal: the grant stands. The applicant reads why.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `revoking`, `second_person`, and `proved` as
            `refuse_unproved`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.DROP_REVOKING, officer, at)
        found, said = _to_sign(file, library, timing, reason)
        _close(file, found, RevokingKind.DROPPED, said)
        return close_file(file, None, {"revocation": found.number}, said)


def _to_sign(file: File, library: Library, timing: Timing, reason: str) -> tuple[Revocation, str]:
    """Give what somebody else proposed, and the reasons. Raises NotAllowed and InputRefused."""
    procedure = pinned_policy(library, file.application.pin).procedure
    found = in_hand(file.session, file.row.id, file.seal, procedure, timing, file.move.act)
    if found.by_id == file.officer.account_id:
        raise NotAllowed(file.move.act, Guard.SECOND_PERSON)
    said = words(reason, "reason", "Give the reasons: the person reads them.")
    refuse_unproved(file)
    return found, said


def _close(file: File, found: Revocation, kind: RevokingKind, said: str) -> None:
    keep_step(file.session, file.row.id, file.seal, found, WrittenStep(kind, file.officer.account_id, file.at, said))


def _losses(file: File) -> tuple[Loss, ...]:
    """Say what each person has, before it ends."""
    return tuple(Loss(row.person, text_of(row.label), EntitlementState(row.state)) for row in entitlements(file))
