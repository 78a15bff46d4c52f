"""An officer answers a request to correct personal data; the holder is told, and reads the answer with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring.application.deadlines import local_day
from scoring.application.notice import NoticeKind
from scoring.application.personal_request import AnswerKind
from scoring.application.procedure import ways_outside
from scoring.application.status import DECIDED
from scoring.casework.file import words
from scoring.casework.holders import Done, find_account, note_act
from scoring.casework.notify import notify
from scoring.casework.personal_requests import find_request
from scoring.errors import InputRefused, NotAllowed, PolicyUnknown
from scoring.policy.procedure import Procedure
from scoring.records.account_sealing import account_seal
from scoring.records.personal_requests import PersonalAnswerRow, answer_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction

ACT = "answer_personal_request"
UNANSWERED = "unanswered"
"""Why an answer is not taken: there is one, and it stands."""


def answer_personal_request(  # noqa: PLR0913 - what it goes by, and who answers what
    transaction: Transaction,
    library: Library,
    timing: Timing,
    request_id: int,
    kind: AnswerKind,
    *,
    officer: Officer,
    at: datetime,
    reason: str,
) -> None:
    """Answer it, once. The datum itself is changed by the act that is there for it, before.

    Raises:
        NotFound: there is no such request, it lies out of scope, or the account was closed.
        NotAllowed: `role`: the officer does not answer requests; `unanswered`: it is answered already.
        InputRefused: `reason` is empty or too long; `kind`: the file is not decided.
    """
    with transaction() as session:
        row, answer, file = find_request(session, request_id, officer)
        find_account(session, row.account_id, lock=True)
        if answer is not None or session.get(PersonalAnswerRow, request_id) is not None:
            raise NotAllowed(ACT, UNANSWERED)
        said = words(reason, "reason", "Say what was done, or why nothing is.")
        if kind is AnswerKind.DECIDED_FILE and (file is None or file.status not in DECIDED):
            raise InputRefused("kind", "It is about no decided file: correct it, or refuse with reasons.")
        ways = _ways(library, timing, file, local_day(at)) if kind is not AnswerKind.CORRECTED else []
        content = account_seal(session, row.account_id).close_document({"words": said, "ways": ways}, answer_place(request_id))
        made = {"account_id": row.account_id, "kind": kind, "at": at, "by": officer.account_id}
        session.add(PersonalAnswerRow(request_id=request_id, content=content, **made))
        session.flush()
        note_act(session, row.account_id, Done(ACT, officer, at, {"receipt": row.receipt, "answer": kind}))
        notify(session, row.account_id, NoticeKind.PERSONAL_ANSWERED, {}, at)


def _ways(library: Library, timing: Timing, file: ApplicationRow | None, today: date) -> list[dict[str, Any]]:
    """Give each way to contest the answer, with organ and last day; the account is served with it today."""
    procedure = Procedure()
    if file is not None:
        try:
            procedure = library.find(file.scheme, file.policy_version).procedure
        except PolicyUnknown:
            procedure = Procedure()
    ways = ways_outside(procedure, timing.defaults)
    days = dict.fromkeys(("service", "decision", "notice"), today)
    return [
        {"kind": way.kind, "organ": way.organ.name.as_dict(), "until": due.day.isoformat() if due.day else None}
        for way, due in timing.remedies(ways, days)
    ]
