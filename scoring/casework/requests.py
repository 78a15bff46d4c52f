"""A request to a department while an act is done with it: found by the department it is for, closed once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.plain import plain, sha256
from scoring.application.sameness import is_same
from scoring.application.status import Status
from scoring.casework.file import close_file, file_of
from scoring.casework.scope import offices_below
from scoring.errors import NotAllowed, NotFound
from scoring.records.agencies import AgencyAnswerRow, AgencyRequestRow
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.chains import CURRENT
from scoring.records.convert_agencies import agency_request, answer_place, with_ends

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application
    from scoring.application.departments import AgencyRequest, ClosingKind, Reply
    from scoring.application.officer import Officer
    from scoring.application.status import Act
    from scoring.casework.file import File
    from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Signing:
    """Who answers for a department, and when."""

    officer: Officer
    at: datetime


def requests_within(officer: Officer) -> sa.ColumnElement[bool]:
    """Say of an `AgencyRequestRow`, beside its `ApplicationRow`, whether *officer* may see it: of the own department.

    A person of an office of the department sees what is asked about the files of that office and of those below it. What was
    withdrawn, or erased, is nobody's business any more.
    """
    if Role.DEPARTMENT not in officer.roles or officer.department is None:
        return sa.false()
    ended = sa.select(AgencyAnswerRow.kind).where(AgencyAnswerRow.request_id == AgencyRequestRow.id)
    taken_back = sa.exists(ended.where(AgencyAnswerRow.kind == "withdraw").correlate(AgencyRequestRow))
    kept = AgencyRequestRow.application_id.in_(sa.select(DataKeyRow.application_id))
    own = sa.and_(AgencyRequestRow.department == officer.department, kept, ~taken_back)
    return own if officer.office is None else sa.and_(own, ApplicationRow.office_id.in_(offices_below(officer.office)))


def is_open() -> sa.ColumnElement[bool]:
    """Say of an `AgencyRequestRow` whether it waits for an answer: it has none, and its file is being verified."""
    verified = sa.select(ApplicationRow.id).where(ApplicationRow.status == Status.ACCEPTED)
    return sa.and_(~is_closed(), AgencyRequestRow.application_id.in_(verified))


def is_closed() -> sa.ColumnElement[bool]:
    """Say of an `AgencyRequestRow` whether it was answered, declined or withdrawn."""
    ended = sa.select(AgencyAnswerRow.request_id).where(AgencyAnswerRow.request_id == AgencyRequestRow.id)
    return sa.exists(ended.correlate(AgencyRequestRow))


def open_request(session: Session, request_id: int, act: Act, signing: Signing) -> tuple[File, AgencyRequest]:
    """Read and lock the file of a request that the officer's department is to answer; the request may be closed already.

    Raises:
        NotFound: there is none, or it is another department's, or it was withdrawn.
        NotAllowed, MoveRefused: by the table of moves.
    """
    return _opened(session, _file_of_request(request_id, signing).with_for_update(of=ApplicationRow), request_id, act, signing)


def look_at_request(session: Session, request_id: int, act: Act, signing: Signing) -> tuple[File, AgencyRequest]:
    """Read what `open_request` does, and raise as it does, where nothing is to be written: nobody waits for it."""
    return _opened(session, _file_of_request(request_id, signing), request_id, act, signing)


def _file_of_request(request_id: int, signing: Signing) -> sa.Select[ApplicationRow]:
    query = sa.select(ApplicationRow).join(AgencyRequestRow, AgencyRequestRow.application_id == ApplicationRow.id)
    return query.where(AgencyRequestRow.id == request_id, requests_within(signing.officer))


def _opened(
    session: Session, query: sa.Select[ApplicationRow], request_id: int, act: Act, signing: Signing
) -> tuple[File, AgencyRequest]:
    row = session.scalar(query)
    if row is None:
        raise NotFound("request", str(request_id))
    file = file_of(session, row, act, signing.officer, signing.at)
    [(found, *ends)] = session.execute(with_ends().where(AgencyRequestRow.id == request_id)).all()
    return file, agency_request(found, *ends, seal=file.seal)


def refuse_closed(file: File, request: AgencyRequest) -> None:
    """Raise NotAllowed, `request_open`, where the request is answered, declined or withdrawn."""
    if request.closing is not None:
        raise NotAllowed(file.move.act, Guard.REQUEST_OPEN)


def close_request(
    file: File,
    request: AgencyRequest,
    kind: ClosingKind,
    *,
    reply: Reply | None = None,
    reason: str = "",
    batch: int | None = None,
) -> Application:
    """Keep how a request ended, in the file and in its journal."""
    values = {fact: plain(given) for fact, given in reply.values.items()} if reply else {}
    salted = {"values": values, "reason": reason, "salt": secrets.token_hex(32)}
    row = AgencyAnswerRow(
        request_id=request.id,
        kind=kind,
        at=file.at,
        by=file.officer.account_id,
        batch_id=batch,
        valid_from=reply.valid_from if reply else None,
        valid_until=reply.valid_until if reply else None,
        version=file.row.version + 1,
        digest=sha256(salted),
        algorithm=CURRENT,
        content=file.seal.close_document(salted, answer_place(request.number)),
    )
    file.session.add(row)
    return close_file(file, file.move.target, {**_facts(request), "digest": row.digest, "batch": batch, **_validity(reply)}, reason)


def has_answer(policy: Policy, request: AgencyRequest, reply: Reply) -> bool:
    """Whether the request was answered with this very reply: a double click, or a file that was sent twice."""
    closing = request.closing
    if closing is None or closing.kind != "answer":
        return False
    if closing.values.keys() != reply.values.keys():
        return False
    same = all(is_same(policy.facts[fact], value, reply.values[fact]) for fact, value in closing.values.items())
    return same and (closing.valid_from, closing.valid_until) == (reply.valid_from, reply.valid_until)


def _facts(request: AgencyRequest) -> Mapping[str, object]:
    return {"request": request.number, "department": request.department, "facts": request.facts}


def _validity(reply: Reply | None) -> Mapping[str, date | None]:
    return {"valid_from": reply.valid_from, "valid_until": reply.valid_until} if reply else {}
