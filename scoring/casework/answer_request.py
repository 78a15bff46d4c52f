"""A department answers what it is asked, with how long that holds, or declines with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.departments import Reply
from scoring.application.plain import plain
from scoring.application.status import Act
from scoring.casework.assessing import declared, pinned_policy
from scoring.casework.file import words
from scoring.casework.requests import Signing, close_request, has_answer, open_request, refuse_closed
from scoring.engine.assessing import assess_open
from scoring.errors import InputRefused

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.departments import AgencyRequest
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def answer_request(
    transaction: Transaction, library: Library, request_id: int, reply: Reply, *, officer: Officer, at: datetime
) -> None:
    """Keep a department's answer. The very same answer again changes nothing.

    Raises:
        NotFound: no such request, or another department's.
        NotAllowed: `role`; `request_open`: it is answered, declined or withdrawn.
        MoveRefused: the file is not being verified any more.
        InputRefused: `values`: a fact is asked and not answered, or the other way round; `valid_from` lies ahead; `valid_until` is
            over already, or before `valid_from`.
        FactsRefused: a value is none that the policy allows, or the values contradict each other.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file, request = open_request(session, request_id, Act.ANSWER_REQUEST, Signing(officer, at))
        given = examine_reply(file, library, request, reply)
        if given is not None:
            close_request(file, request, "answer", reply=given)


def examine_reply(file: File, library: Library, request: AgencyRequest, reply: Reply) -> Reply | None:
    """Give the answer as it is to be kept, None where the request has this very answer; raises as `answer_request`."""
    given = Reply({fact: tuple(plain(value)) for fact, value in reply.values.items()}, reply.valid_from, reply.valid_until)
    if has_answer(pinned_policy(library, file.application.pin), request, given):
        return None
    refuse_closed(file, request)
    check_reply(file, library, request, given)
    return given


def decline_request(transaction: Transaction, request_id: int, *, officer: Officer, at: datetime, reason: str) -> None:
    """Say why a department cannot answer.

    Raises:
        NotFound, NotAllowed, MoveRefused: as `answer_request`.
        InputRefused: `reason` is empty or too long.
    """
    with transaction() as session:
        file, request = open_request(session, request_id, Act.DECLINE_REQUEST, Signing(officer, at))
        given = examine_reason(file, request, reason)
        if given is not None:
            close_request(file, request, "decline", reason=given)


def examine_reason(file: File, request: AgencyRequest, reason: str) -> str | None:
    """Give the reason as it is to be kept, None where the request was declined for it; raises as `decline_request`."""
    given = words(reason, "reason", "Say why your department cannot answer, and who could.")
    if request.closing is not None and (request.closing.kind, request.closing.reason) == ("decline", given):
        return None
    refuse_closed(file, request)
    return given


def check_reply(file: File, library: Library, request: AgencyRequest, reply: Reply) -> None:
    """Raise as `answer_request` for what is no answer to the request."""
    if set(reply.values) != set(request.facts) or not all(reply.values.values()):
        raise InputRefused("values", "Answer everything that is asked, and nothing else.")
    check_validity(reply.valid_from, reply.valid_until, local_day(file.at))
    policy = pinned_policy(library, file.application.pin)
    claimed = declared(file.session, file.row, file.seal)
    others = [fact for fact in policy.facts if fact not in reply.values]
    values = {fact: given[0] for fact, given in reply.values.items()}
    assess_open(policy, values, others, on=claimed.on, round_id=claimed.pin.round)


def check_validity(first: date, last: date | None, today: date) -> None:
    """Raise InputRefused where an answer would hold for no day, or not yet."""
    if first > today:
        raise InputRefused("valid_from", "The answer must hold today: choose today or a day before.")
    if last is not None and last < today:
        raise InputRefused("valid_until", "The last day must not be over: choose today or a later day, or leave it out.")
