"""弃权: nobody showed the originals. The cause is heard, an officer proposes to take it as forfeited, a supervisor confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.clocks import due_day
from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.originals import OriginalsStepKind
from scoring.application.procedure import term_of, ways_of
from scoring.application.status import Act
from scoring.casework.admission import refuse_counted
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.originals import Written, in_hand, keep_step
from scoring.casework.own import close_own, open_own
from scoring.errors import NotAllowed
from scoring.notices import documents

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.originals import OriginalsStep, Summons
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def ask_cause(  # noqa: PLR0913 - what it goes by, and who asks whom with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, asked: str
) -> Application:
    """Ask, once the last day is over, why nobody came, and tell until when to answer.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `summoned`, `absent`, `untold`.
        InputRefused: `asked` is empty.
        CalendarUnknown: the term to answer cannot be counted.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.ASK_CAUSE, officer, at)
        found = _missed(file)
        if found.asked is not None:
            raise NotAllowed(Act.ASK_CAUSE, Guard.UNTOLD)
        said = words(asked, "asked", "Ask why nobody came, and say what follows where no cause is given.")
        term = term_of(pinned_policy(library, file.application.pin).procedure, "hearing", timing.defaults)
        until = due_day(local_day(at), term.duration, timing.working_days) if term else None
        _step(file, found, OriginalsStepKind.ASKED, said, due=until)
        return close_file(file, None, {"summons": found.number, "due": until}, said)


def give_cause(transaction: Transaction, shown: Shown, *, holder: Holder, at: datetime, cause: str) -> None:
    """Say, from the own account, why one did not come or cannot come.

    Raises:
        NotFound, Stale, MoveRefused: as `open_own`.
        NotAllowed: `summoned`: nobody is summoned, or the originals were seen.
        InputRefused: `cause` is empty.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.GIVE_CAUSE, holder, at)
        found = in_hand(session, own.row.id, own.seal, Act.GIVE_CAUSE)
        said = words(cause, "cause", "Say why you did not come, or cannot come.")
        keep_step(session, own.row.id, own.seal, found, Written(OriginalsStepKind.CAUSE, holder.account_id, at, said))
        close_own(own, {"summons": found.number}, said)


def record_cause(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, cause: str) -> Application:
    """Record what the applicant said about it at the counter, by telephone or by letter.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `summoned`.
        InputRefused: `cause` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_CAUSE, officer, at)
        found = in_hand(session, file.row.id, file.seal, Act.RECORD_CAUSE)
        said = words(cause, "cause", "Write what the applicant said, when and where.")
        _step(file, found, OriginalsStepKind.CAUSE, said)
        return close_file(file, None, {"summons": found.number}, said)


def propose_forfeit(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Propose to take the application as forfeited. It binds nobody: whoever comes after all is seen.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `summoned`; `absent`: the last day is not over, or
            somebody came; `reminded_twice`: fewer reminders are proven; `heard`: no cause was given, and there is still time to.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.PROPOSE_FORFEIT, officer, at)
        found = _missed(file)
        if not found.is_reminded:
            raise NotAllowed(Act.PROPOSE_FORFEIT, Guard.REMINDED_TWICE)
        if not found.is_heard(local_day(at)):
            raise NotAllowed(Act.PROPOSE_FORFEIT, Guard.HEARD)
        said = words(reason, "reason", "Say how the person was summoned and reminded, and why the cause does not excuse it.")
        _step(file, found, OriginalsStepKind.PROPOSED, said)
        return close_file(file, None, {"summons": found.number}, said)


def return_forfeit(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Give the proposal back to the officers, with reasons.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; NotAllowed also `second_person`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RETURN_FORFEIT, officer, at)
        found, proposal = _proposed(file)
        said = words(reason, "reason", "Say what speaks against it, or what to do instead.")
        _step(file, found, OriginalsStepKind.RETURNED, said, proposal=proposal)
        return close_file(file, None, {"summons": found.number}, said)


def forfeit(  # noqa: PLR0913 - what it goes by, and who acts on what with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Confirm the proposal: the application is closed, and the person may apply again. 弃权告知书 is issued.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `second_person`: nobody else proposed it, or the proposal does not stand; as `refuse_counted`.
        OrgansUnnamed, PolicyChanged, PolicyUnknown: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.FORFEIT, officer, at)
        refuse_counted(file)  # who was summoned before a round was opened can be on its list
        refuse_unnamed(file, library, timing)
        found, proposal = _proposed(file)
        given = words(reason, "reason", "Give the reason in words that the applicant will understand.")
        _step(file, found, OriginalsStepKind.FORFEITED, given, proposal=proposal)
        policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
        about = about_of(occasion, policy, timing)
        ways = ways_of(policy.procedure, timing.defaults)
        issued = issue(occasion, timing, about, documents.forfeited(about, found, given, ways))
        return close_file(file, file.move.target, {"summons": found.number, **issued}, given)


def _missed(file: File) -> Summons:
    """Give the summons in hand that nobody followed. Raises NotAllowed."""
    found = in_hand(file.session, file.row.id, file.seal, file.move.act)
    if not found.is_missed(local_day(file.at)):
        raise NotAllowed(file.move.act, Guard.ABSENT)
    return found


def _proposed(file: File) -> tuple[Summons, OriginalsStep]:
    """Give the summons in hand, and the proposal about it that stands, by somebody else. Raises NotAllowed."""
    found = in_hand(file.session, file.row.id, file.seal, file.move.act)
    proposal = found.proposal
    if proposal is None or proposal.by_id == file.officer.account_id:
        raise NotAllowed(file.move.act, Guard.SECOND_PERSON)
    return found, proposal


def _step(
    file: File,
    found: Summons,
    kind: OriginalsStepKind,
    said: str,
    *,
    due: date | None = None,
    proposal: OriginalsStep | None = None,
) -> None:
    step = Written(kind, file.officer.account_id, file.at, said, due=due, proposal=proposal)
    keep_step(file.session, file.row.id, file.seal, found, step)
