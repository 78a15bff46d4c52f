"""The applicant states their case against a revocation, asks for a hearing or waives it: from the account, or at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.revocation import OF_APPLICANT, RevokingKind
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.own import close_own, open_own
from scoring.casework.revoking import WrittenStep, in_hand, keep_step
from scoring.errors import InputRefused, NotAllowed
from scoring.records.convert import policy_pin

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.revocation import Revocation
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def answer_revoking(  # noqa: PLR0913 - what it goes by, and who answers what
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    kind: RevokingKind,
    answer: str,
    *,
    holder: Holder,
    at: datetime,
) -> None:
    """Answer what was found: state one's case, ask for a hearing, or waive it, as long as nothing is signed.

    Raises:
        NotFound, Stale, MoveRefused: as `open_own`.
        NotAllowed: `revoking`: no proposal is open; `term_runs`: the time to ask for a hearing is over, or one was held.
        InputRefused: `kind` is none of the applicant's; `answer` is empty where a case is stated, or too long.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        own = open_own(session, shown, Act.ANSWER_REVOKING, holder, at)
        procedure = pinned_policy(library, policy_pin(session, own.row)).procedure
        found = in_hand(session, own.row.id, own.seal, procedure, timing, Act.ANSWER_REVOKING)
        said = _said(found, kind, answer, Act.ANSWER_REVOKING, at, is_needed=kind is RevokingKind.STATED)
        keep_step(session, own.row.id, own.seal, found, WrittenStep(kind, holder.account_id, at, said))
        close_own(own, {"revocation": found.number, "kind": kind}, said)


def record_revoking_answer(  # noqa: PLR0913 - likewise, and by whom it is recorded
    transaction: Transaction,
    library: Library,
    timing: Timing,
    shown: Shown,
    kind: RevokingKind,
    answer: str,
    *,
    officer: Officer,
    at: datetime,
) -> Application:
    """Record at the counter what the person said of it, in words in any case.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; otherwise as `answer_revoking`.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.RECORD_REVOKING_ANSWER, officer, at)
        procedure = pinned_policy(library, file.application.pin).procedure
        found = in_hand(session, file.row.id, file.seal, procedure, timing, Act.RECORD_REVOKING_ANSWER)
        said = _said(found, kind, answer, Act.RECORD_REVOKING_ANSWER, at, is_needed=True)
        keep_step(session, file.row.id, file.seal, found, WrittenStep(kind, officer.account_id, at, said))
        return close_file(file, None, {"revocation": found.number, "kind": kind}, said)


def _said(found: Revocation, kind: RevokingKind, answer: str, act: Act, at: datetime, *, is_needed: bool) -> str:
    if kind not in OF_APPLICANT:
        raise InputRefused("kind", "Choose what is said: a case that is stated, or a hearing that is asked for or waived.")
    if kind is not RevokingKind.STATED and not found.may_ask(local_day(at)):
        raise NotAllowed(act, Guard.TERM_RUNS)
    return words(answer, "answer", "Write what is said against it.") if is_needed or answer.strip() else ""
