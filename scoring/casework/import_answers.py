"""A department answers many requests by one sheet: looked through first, then kept under the name of who signs for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from scoring.application.batch import Asked, Entry, RowProblem, name_of, sort_lines, with_others
from scoring.application.departments import Reply
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.sheet_columns import Column
from scoring.application.status import Act
from scoring.casework import export_requests
from scoring.casework.answer_request import examine_reason, examine_reply
from scoring.casework.batches import Batch, batch_of
from scoring.casework.department_queries import line_of, received
from scoring.casework.requests import Signing, close_request, look_at_request, open_request, requests_within
from scoring.casework.sheets import read_sheet
from scoring.errors import Erased, FactsRefused, InputRefused, MoveRefused, NotAllowed, NotFound, SheetRefused
from scoring.records.agencies import AgencyBatchRow
from scoring.records.applications import ApplicationRow
from scoring.records.chains import CURRENT
from scoring.records.database import lock, reading
from scoring.records.journal import Entry as Event
from scoring.records.journal import append

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.departments import AgencyRequest
    from scoring.application.officer import Officer
    from scoring.application.sheet_columns import Line
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

STREAM = "imports"
ACT = "import_answers"
REQUESTS_MAX = export_requests.EXPORT_MAX
"""How many requests one import answers: it is one transaction, and on SQLite nobody else writes meanwhile."""

_AT_ONCE = 200  # names in one query
_REFUSED = (NotFound, Erased, NotAllowed, MoveRefused, InputRefused, FactsRefused)
_FIELDS = {"valid_from": Column.VALID_FROM, "valid_until": Column.VALID_UNTIL, "reason": Column.REASON}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a sheet comes to. `answered` and `declined` are requests that it closes, or would close; `same` those it closed before.

    `unfilled` counts the rows that nobody filled in. `batch` is the import of this very file, None where it is not imported.
    """

    lines: tuple[Line, ...] = field(repr=False)
    problems: tuple[RowProblem, ...]
    answered: int
    declined: int
    same: int
    unfilled: int
    batch: Batch | None

    @property
    def bad_rows(self) -> int:
        """How many rows do not count."""
        return len({problem.row for problem in self.problems})


Close: TypeAlias = Callable[["Entry"], bool]
"""Closes a request as an entry says, or only looks whether it could; False where that was done before."""


def check_answers(transaction: Transaction, library: Library, content: bytes, *, officer: Officer, at: datetime) -> Judged:
    """Tell what an import of this file would do, and do nothing.

    Raises:
        NotAllowed: `role`: the officer answers for no department.
        SheetRefused: the file cannot be read, or answers more than REQUESTS_MAX requests.
    """
    lines = _lines(content, officer)
    with reading(transaction) as session:
        look = partial(_look, session, library, Signing(officer, at))
        return _judge(session, library, lines, officer, look, batch_of(session, officer, _digest(content)))


def import_answers(transaction: Transaction, library: Library, content: bytes, *, officer: Officer, at: datetime) -> Judged:
    """Keep every good answer of a file, in one transaction, signed by the officer; what is bad is left out and named.

    The same file again changes nothing. Raises as `check_answers`.
    """
    lines = _lines(content, officer)
    with transaction() as session:
        lock(session, f"{STREAM}:{officer.department}")
        batch = batch_of(session, officer, _digest(content))
        if batch is not None:
            look = partial(_look, session, library, Signing(officer, at))
            return _judge(session, library, lines, officer, look, batch)
        writing = _Writing(session, library, Signing(officer, at), _digest(content), len(lines))
        judged = _judge(session, library, lines, officer, writing.close, None)
        return writing.sign(judged)


@dataclass(slots=True)
class _Writing:
    """An import while it is written; its row is there from the first answer that comes with it."""

    session: Session
    library: Library
    signing: Signing
    digest: str
    rows: int
    row: AgencyBatchRow | None = None

    def close(self, entry: Entry) -> bool:
        file, request = open_request(self.session, entry.asked.request.id, _act(entry), self.signing)
        match _examined(file, request, self.library, entry):
            case None:
                return False
            case Reply() as reply:
                close_request(file, request, "answer", reply=reply, batch=self._number())
            case reason:
                close_request(file, request, "decline", reason=reason, batch=self._number())
        return True

    def sign(self, judged: Judged) -> Judged:
        """Write the import itself into the journal."""
        if self.row is None:
            return judged
        officer, at = self.signing.officer, self.signing.at
        counts = {"answered": judged.answered, "declined": judged.declined, "bad": judged.bad_rows, "unfilled": judged.unfilled}
        facts = {"batch": self.row.id, "department": officer.department, "digest": self.digest, "rows": self.rows, **counts}
        append(self.session, Event(STREAM, ACT, officer, at, facts))
        batch = Batch(self.row.id, at, officer.name, self.rows, judged.answered, judged.declined)
        return replace(judged, batch=batch)

    def _number(self) -> int:
        if self.row is None:
            officer, at = self.signing.officer, self.signing.at
            self.row = AgencyBatchRow(
                department=officer.department,
                digest=self.digest,
                algorithm=CURRENT,
                at=at,
                by=officer.account_id,
                rows=self.rows,
            )
            self.session.add(self.row)
            self.session.flush()
        return self.row.id


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _lines(content: bytes, officer: Officer) -> tuple[Line, ...]:
    if Role.DEPARTMENT not in officer.roles or officer.department is None:
        raise NotAllowed(ACT, Guard.ROLE)
    return read_sheet(content)


def _look(session: Session, library: Library, signing: Signing, entry: Entry) -> bool:
    file, request = look_at_request(session, entry.asked.request.id, _act(entry), signing)
    return _examined(file, request, library, entry) is not None


def _act(entry: Entry) -> Act:
    return Act.ANSWER_REQUEST if entry.reply else Act.DECLINE_REQUEST


def _examined(file: File, request: AgencyRequest, library: Library, entry: Entry) -> Reply | str | None:
    """Give answer or reason as it is to be kept, None where the request has it already."""
    if entry.reply is None:
        return examine_reason(file, request, entry.reason)
    return examine_reply(file, library, request, entry.reply)


def _judge(
    session: Session, library: Library, lines: tuple[Line, ...], officer: Officer, close: Close, batch: Batch | None
) -> Judged:
    names = {name_of(line) for line in lines if line.is_filled}
    if len(names) > REQUESTS_MAX:
        raise SheetRefused("too_many_requests", limit=REQUESTS_MAX)
    found = sort_lines(lines, _asked(session, library, officer, names))
    problems = list(found.problems)
    answered = declined = same = 0
    for entry in sorted(found.entries, key=lambda entry: entry.asked.name):  # always in one order, so that nobody waits in a circle
        try:
            is_new = close(entry)
        except _REFUSED as refused:
            problems.extend(with_others(entry.lines, _problems(entry, refused)))
            continue
        if is_new and batch is not None:
            problems.extend(with_others(entry.lines, [RowProblem(entry.lines[0].row, Column.REQUEST, "left_out")]))
            continue
        same += not is_new
        answered += is_new and entry.reply is not None
        declined += is_new and entry.reply is None
    problems.sort(key=lambda one: one.row)
    return Judged(lines, tuple(problems), answered, declined, same, found.unfilled, batch)


def _asked(session: Session, library: Library, officer: Officer, names: Iterable[str]) -> Mapping[str, Asked]:
    """Give by name every request of the department that a sheet may mean, whether it is open or not."""
    references = sorted({name.partition("/")[0] for name in names})
    found: dict[str, Asked] = {}
    for first in range(0, len(references), _AT_ONCE):
        named = ApplicationRow.reference.in_(references[first : first + _AT_ONCE])
        for row in session.execute(received().where(requests_within(officer), named)):
            one = line_of(session, library, row)
            name = export_requests.name_of(one)
            found[name] = Asked(name, one.request, one.policy, one.applicant.identity_number.reveal())
    return found


def _problems(entry: Entry, error: Exception) -> Sequence[RowProblem]:
    """Say at which row and column stands what a use case refused."""
    first = entry.lines[0].row
    match error:
        case InputRefused(field=field, remedy=remedy):
            return [RowProblem(first, _FIELDS.get(field, Column.ANSWER), "refused", remedy)]
        case FactsRefused(problems=problems):
            rows = {line.of(Column.FACT): line.row for line in entry.lines}
            policy = entry.asked.policy
            return [RowProblem(rows.get(one.fact, first), Column.ANSWER, "value", about=one, policy=policy) for one in problems]
        case NotAllowed(why=Guard.REQUEST_OPEN):
            return [RowProblem(first, Column.REQUEST, "request_closed")]
        case MoveRefused():
            return [RowProblem(first, Column.REQUEST, "not_verified")]
        case NotAllowed():
            return [RowProblem(first, Column.REQUEST, "not_yours")]
        case _:
            return [RowProblem(first, Column.REQUEST, "request_unknown")]
