"""An officer says what was found of facts: accepted, adjusted to another value, or rejected."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, assert_never

from scoring.application.agreement import HELD
from scoring.application.deadlines import local_day
from scoring.application.departments import settled, verdicts_of_departments
from scoring.application.plain import plain
from scoring.application.points import verdicts_of_approval
from scoring.application.sameness import is_same
from scoring.application.status import Act
from scoring.application.verifying import FactVerdict, rejected, said, standing
from scoring.casework.assessing import declared, pinned_policy
from scoring.casework.file import File, close_file, open_file, words
from scoring.casework.points import cited
from scoring.casework.workbench import found_place, verdicts_of
from scoring.errors import InputRefused
from scoring.records.convert_agencies import requests_of
from scoring.records.verdicts import VerdictRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from scoring.application.application import Application, Assessed, Shown
    from scoring.application.departments import FactStanding
    from scoring.application.officer import Officer
    from scoring.application.points import Approval
    from scoring.application.verifying import Given, Judgement
    from scoring.policy.facts import Fact
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal

REFERENCE_MAX = 300


def verify(
    transaction: Transaction,
    library: Library,
    shown: Shown,
    judgements: Sequence[Judgement],
    *,
    officer: Officer,
    at: datetime,
) -> Application:
    """Keep what was found of each fact, as one act. Where nobody holds the file, the officer does from now on.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `verdict`: nothing is judged, a fact is judged that is not to be checked, nothing is declared that could be
            accepted, or only an officer can say what holds instead, or a department has the fact, or its answer holds, or it was
            approved before the application; `value`: there is none, or it is the one that was declared;
            `reason`, `reference`: they are needed for what is not accepted, and for what is rejected.
        FactsRefused: a value is none that the policy allows, or contradicts what is verified already.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.VERIFY, officer, at)
        policy = pinned_policy(library, file.application.pin)
        claimed = declared(session, file.row, file.seal)
        before = verdicts_of(session, file.row.id, file.seal)
        on, round_id = claimed.on, claimed.pin.round
        requests = requests_of(session, file.row.id, file.seal)
        departments = settled(policy, requests, local_day(at), on=on, round_id=round_id)
        _refuse_held(departments, judgements)
        cites = cited(session, file.row.id)
        _refuse_approved(cites, judgements)
        approved = verdicts_of_approval(claimed.facts, cites) if cites else ()
        fresh = _judged(file, policy, claimed, judgements, len(before))
        answered = verdicts_of_departments(policy, claimed.facts, departments)
        standing(policy, claimed.facts, (*reversed(before), *fresh, *answered, *approved), on=on, round_id=round_id)
        for verdict in fresh:
            session.add(verdict_row(file.row.id, file.seal, verdict, by=officer.account_id, version=file.row.version + 1))
        facts = {"assessment": claimed.number, "verdicts": [one.number for one in fresh], "facts": [one.fact for one in fresh]}
        return close_file(file, file.move.target, facts)


def _refuse_held(departments: Mapping[str, FactStanding], judgements: Sequence[Judgement]) -> None:
    """Nobody of the office overwrites what a department says, nor runs ahead of it."""
    for one in judgements:
        found = departments.get(one.fact)
        if found is not None and found.state in HELD:
            raise InputRefused("verdict", f"{one.fact} is with departments. Contest their answer, or take the request back.")


def _refuse_approved(cites: Approval | None, judgements: Sequence[Judgement]) -> None:
    """What was approved before the application is not verified a second time."""
    for one in judgements:
        if cites is not None and one.fact in cites.facts:
            raise InputRefused("verdict", f"{one.fact} was approved in {cites.record}. Have it adjusted there.")


def _judged(file: File, policy: Policy, claimed: Assessed, judgements: Sequence[Judgement], count: int) -> tuple[FactVerdict, ...]:
    if not judgements:
        raise InputRefused("verdict", "Say of at least one fact what was found.")
    items = standing(policy, claimed.facts, (), on=claimed.on, round_id=claimed.pin.round).items
    to_check = {fact for item in items for fact in item.facts}
    unknown = next((one.fact for one in judgements if one.fact not in to_check), "")
    if unknown:
        raise InputRefused("verdict", f"{unknown} is not to be checked on this file.")
    return tuple(
        _verdict(file, policy.facts[one.fact], said(claimed.facts, one.fact), one, count + n) for n, one in enumerate(judgements, 1)
    )


def _verdict(file: File, fact: Fact, claim: Given, judgement: Judgement, number: int) -> FactVerdict:
    reason, reference = judgement.reason.strip(), " ".join(judgement.reference.split())
    if judgement.kind != "accept":
        reason = words(reason, "reason", "Say what was found, in words that the applicant will understand.")
    if judgement.kind == "reject" and not reference:
        raise InputRefused("reference", "Name the article that the rejection rests on.")
    if len(reference) > REFERENCE_MAX:
        raise InputRefused("reference", f"Shorten it to {REFERENCE_MAX} characters; it has {len(reference)}.")
    return FactVerdict(
        number=number,
        fact=fact.id,
        kind=judgement.kind,
        claimed=claim,
        verified=_verified(fact, claim, judgement),
        reason=reason,
        reference=reference,
        by=file.officer.name,
        at=file.at,
    )


def _verified(fact: Fact, claim: Given, judgement: Judgement) -> Given:
    match judgement.kind:
        case "accept":
            if not claim and fact.required:
                raise InputRefused("verdict", "Nothing is declared that could be accepted: adjust it to what was found.")
            return claim
        case "adjust":
            value: Given = tuple(plain(judgement.value))
            if not value:
                raise InputRefused("value", "Give the value that was found.")
            if is_same(fact, value, claim):
                raise InputRefused("value", "This is the value that was declared: accept it, or give another one.")
            return value
        case "reject":
            instead = rejected(fact, claim)
            if instead is None or is_same(fact, instead, claim):
                raise InputRefused("verdict", "Nothing follows from a rejection here: adjust it to what was found.")
            return instead
        case _:
            assert_never(judgement.kind)


def verdict_row(application_id: int, seal: Seal, verdict: FactVerdict, *, by: int, version: int) -> VerdictRow:
    """Give a verdict as it is kept."""
    found = {name: value for name, value in asdict(verdict).items() if name in {"claimed", "verified", "reason", "reference"}}
    return VerdictRow(
        application_id=application_id,
        number=verdict.number,
        fact=verdict.fact,
        kind=verdict.kind,
        at=verdict.at,
        by=by,
        version=version,
        found=seal.close_document(found, found_place(verdict.number)),
    )
