"""协查: the officer asks departments about facts of a file, contests what they answered, or takes a request back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.agreement import bases_of, rule_of
from scoring.application.deadlines import local_day
from scoring.application.departments import Inquiry, newest
from scoring.application.due import due
from scoring.application.moves import Guard
from scoring.application.plain import canonical
from scoring.application.procedure import term_of
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.file import close_file, open_file, words
from scoring.casework.requests import close_request, refuse_closed
from scoring.casework.workbench import Bench, bench_of
from scoring.errors import CalendarUnknown, InputRefused, NotAllowed, NotFound
from scoring.records.agencies import AgencyRequestRow
from scoring.records.convert_agencies import request_place, requests_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from scoring.application.application import Application, Shown
    from scoring.application.departments import AgencyRequest, Consultation, Contest
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction

REQUEST = "request"
"""The act from which the term of a department runs."""


@dataclass(frozen=True, slots=True)
class _Sending:
    """What is sent to one department."""

    inquiry: Inquiry
    purpose: str
    words: str = ""
    contests: int | None = None


def ask_departments(
    transaction: Transaction,
    library: Library,
    timing: Timing,
    asked: Consultation,
    *,
    officer: Officer,
    at: datetime,
) -> Application:
    """Send a request to each department, as one act. Where nobody holds the file, the officer does from now on.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `facts`: nothing is asked, or what is not to be checked, or what the department has or answered already, or
            what the policy has others confirm; `department` is unknown; `purpose` is empty or too long.
        CalendarUnknown: the last day to answer cannot be told.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, asked.shown, Act.ASK_DEPARTMENTS, officer, at)
        policy = pinned_policy(library, file.application.pin)
        bench = bench_of(session, file.row, file.seal, policy, officer, local_day(at))
        for_what = words(asked.purpose, "purpose", "Say for what the departments are asked.")
        _check(bench, timing, asked.inquiries)
        sent = [_send(file, policy, timing, _Sending(inquiry, for_what)) for inquiry in asked.inquiries]
        facts = {"requests": sent, "departments": [one.department for one in asked.inquiries]}
        return close_file(file, file.move.target, facts)


def contest_answer(
    transaction: Transaction,
    library: Library,
    timing: Timing,
    contest: Contest,
    *,
    officer: Officer,
    at: datetime,
) -> Application:
    """Ask a department anew about what it answered or declined, saying why. Until it answers, its first answer counts no more.

    Raises:
        NotFound: there is no such request; Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `request_answered`: it still waits, was withdrawn, or the department was asked anew since.
        InputRefused: `reason` is empty or too long.
        CalendarUnknown, PolicyChanged, PolicyUnknown: as `ask_departments`.
    """
    with transaction() as session:
        file = open_file(session, contest.shown, Act.CONTEST_ANSWER, officer, at)
        policy = pinned_policy(library, file.application.pin)
        said = words(contest.reason, "reason", "Say what you contest, and on what: the department reads it.")
        request = _request(file, contest.number)
        newer = requests_of(session, file.row.id, file.seal)
        is_newest = all(newest(newer, fact).get(request.department) == request for fact in request.facts)
        if request.closing is None or request.closing.kind == "withdraw" or not is_newest:
            raise NotAllowed(file.move.act, Guard.REQUEST_ANSWERED)
        inquiry = Inquiry(request.department, request.facts)
        sent = _send(file, policy, timing, _Sending(inquiry, request.purpose, said, request.number))
        return close_file(
            file, file.move.target, {"request": sent, "contests": request.number, "department": request.department}, said
        )


def withdraw_request(
    transaction: Transaction, shown: Shown, number: int, *, officer: Officer, at: datetime, reason: str
) -> Application:
    """Take back a request that was not answered; what it contested holds again.

    Raises:
        NotFound: there is no such request; Stale, NotAllowed, MoveRefused: as `open_file`.
        NotAllowed: `request_open`: it was answered, declined or withdrawn already.
        InputRefused: `reason` is empty or too long.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.WITHDRAW_REQUEST, officer, at)
        given = words(reason, "reason", "Say why the request is taken back.")
        request = _request(file, number)
        refuse_closed(file, request)
        return close_request(file, request, "withdraw", reason=given)


def inquiries_named(bench: Bench) -> tuple[Inquiry, ...]:
    """Give whom the policy names about what is to be checked and was neither asked nor answered yet: all in one step."""
    asked: dict[str, list[str]] = {}
    for fact in bench.standing.to_check:
        for department in rule_of(bench.policy, fact).by:
            if fact not in bench.approved and _is_free(bench, department, fact):
                asked.setdefault(department, []).append(fact)
    return tuple(Inquiry(department, tuple(facts)) for department, facts in asked.items())


def _check(bench: Bench, timing: Timing, inquiries: Sequence[Inquiry]) -> None:
    if not inquiries or not all(one.facts for one in inquiries):
        raise InputRefused("facts", "Choose at least one fact to ask about.")
    if len({one.department for one in inquiries}) < len(inquiries):
        raise InputRefused("department", "Ask each department once.")
    for inquiry in inquiries:
        if inquiry.department not in {**timing.departments, **bench.policy.departments}:
            raise InputRefused("department", "There is no such department. Choose one of the list.")
        for fact in inquiry.facts:
            _check_fact(bench, inquiry.department, fact)


def _check_fact(bench: Bench, department: str, fact: str) -> None:
    if fact not in bench.standing.to_check:
        raise InputRefused("facts", f"{fact} is not to be checked on this file.")
    if fact in bench.approved:
        raise InputRefused("facts", f"{fact} was approved before the application. Have it adjusted in the points record.")
    named = rule_of(bench.policy, fact).by
    if named and department not in named:
        raise InputRefused("facts", f"{fact} is confirmed by others: {', '.join(named)}. Ask them.")
    if not _is_free(bench, department, fact):
        raise InputRefused("facts", f"{fact} is with this department, or answered by it. Contest the answer instead.")


def _is_free(bench: Bench, department: str, fact: str) -> bool:
    """Whether the department may be asked about the fact: it has no open request, and no answer that holds."""
    found = newest(bench.requests, fact).get(department)
    return found is None or (found.closing is not None and not found.closing.holds_on(bench.today))


def _request(file: File, number: int) -> AgencyRequest:
    found = (one for one in requests_of(file.session, file.row.id, file.seal) if one.number == number)
    request = next(found, None)
    if request is None:
        raise NotFound("request", f"{file.row.reference}/{number}")
    return request


def _send(file: File, policy: Policy, timing: Timing, sending: _Sending) -> int:
    session, row, inquiry = file.session, file.row, sending.inquiry
    count = sa.select(sa.func.count()).where(AgencyRequestRow.application_id == row.id)
    number = session.scalars(count).one() + 1
    basis = "; ".join(bases_of(policy, inquiry.facts))
    content = {"purpose": sending.purpose, "basis": basis, "words": sending.words}
    session.add(
        AgencyRequestRow(
            application_id=row.id,
            number=number,
            department=inquiry.department,
            facts=canonical(inquiry.facts),
            at=file.at,
            by=file.officer.account_id,
            due=_until(policy, timing, file.at),
            contests=sending.contests,
            version=row.version + 1,
            content=file.seal.close_document(content, request_place(number)),
        )
    )
    session.flush()
    return number


def _until(policy: Policy, timing: Timing, at: datetime) -> date | None:
    counted = due("agency", term_of(policy.procedure, "agency", timing.defaults), {REQUEST: local_day(at)}, timing.working_days)
    if counted.unknown_year is not None:
        raise CalendarUnknown(counted.unknown_year, sorted(timing.working_days.years))
    return counted.day
