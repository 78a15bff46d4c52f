"""Rows of requests to departments become `AgencyRequest`s."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.departments import AgencyRequest, Closing
from scoring.records.accounts import AccountRow
from scoring.records.agencies import AgencyAnswerRow, AgencyRequestRow

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def request_place(number: int) -> str:
    """Where stands why a department is asked."""
    return f"agency_requests.content/{number}"


def answer_place(number: int) -> str:
    """Where stands what a department answered."""
    return f"agency_answers.content/{number}"


@cache
def with_ends() -> sa.Select[*tuple[Any, ...]]:
    """Select every request with who sent it, how it ended, and by whom; ends are None where it is open."""
    sender, closer = aliased(AccountRow), aliased(AccountRow)
    return (
        sa.select(AgencyRequestRow, sender.name, AgencyAnswerRow, closer.name)
        .select_from(AgencyRequestRow)
        .join(sender, sender.id == AgencyRequestRow.by)
        .outerjoin(AgencyAnswerRow, AgencyAnswerRow.request_id == AgencyRequestRow.id)
        .outerjoin(closer, closer.id == AgencyAnswerRow.by)
    )


def requests_of(session: Session, application_id: int, seal: Seal) -> tuple[AgencyRequest, ...]:
    """Give every request about a file, the oldest first."""
    query = with_ends().where(AgencyRequestRow.application_id == application_id).order_by(AgencyRequestRow.number)
    return tuple(agency_request(row, sender, answer, closer, seal=seal) for row, sender, answer, closer in session.execute(query))


def agency_request(
    row: AgencyRequestRow, sender: str, answer: AgencyAnswerRow | None, closer: str | None, *, seal: Seal
) -> AgencyRequest:
    """Give one request with how it ended."""
    content = seal.open_document(row.content, request_place(row.number))
    return AgencyRequest(
        id=row.id,
        number=row.number,
        department=row.department,
        facts=tuple(json.loads(row.facts)),
        purpose=content["purpose"],
        basis=content["basis"],
        sent_at=row.at,
        sent_by=sender,
        due=row.due,
        contests=row.contests,
        words=content["words"],
        closing=None if answer is None else _closing(answer, row.number, closer or "", seal),
    )


def _closing(row: AgencyAnswerRow, number: int, by: str, seal: Seal) -> Closing:
    content = seal.open_document(row.content, answer_place(number))
    return Closing(
        kind=row.kind,  # type: ignore[arg-type]  # one of the kinds, by its CHECK
        at=row.at,
        by=by,
        values={fact: tuple(given) for fact, given in content["values"].items()},
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        reason=content["reason"],
        digest=row.digest,
        batch=row.batch_id,
    )
