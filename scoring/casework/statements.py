"""Reading the statement of a decision, or of what would be decided: for the office, and for the applicant.

What stands in it is read from what the decision keeps and from what was found before it; nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.due import SERVICE
from scoring.application.procedure import organ_of, ways_of
from scoring.application.reasons.grounds import Grounds
from scoring.application.reasons.statement import statement_of
from scoring.application.status import RECOMMENDED_ONCE, Status
from scoring.casework.assessing import assess_now, pinned_policy
from scoring.casework.file import find
from scoring.casework.lateness import recorded_days
from scoring.casework.own import find_own
from scoring.casework.queries import entitlements_of, recommendation_of
from scoring.casework.workbench import findings_of
from scoring.engine.award import Outcome
from scoring.errors import ScoringError
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, DecisionRow
from scoring.records.evidence_reading import evidence_files
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.application import Decision
    from scoring.application.due import Timing
    from scoring.application.entitlement import EntitlementEntry
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.reasons.grounds import Statement
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """The decision on the holder's own application. `statement` is None where its rules are not known here any more."""

    reference: str
    kind: Literal["granted", "refused"]
    on: date
    reason: str = field(repr=False)
    statement: Statement | None = field(repr=False)
    entitlements: tuple[EntitlementEntry, ...] = ()


def read_statement(
    transaction: Transaction, library: Library, timing: Timing, reference: str, *, officer: Officer
) -> Statement | None:
    """Give the statement of the decision on the application of that reference.

    None where it is not decided, or its rules are not known here any more.

    Raises:
        NotFound: there is none, or it lies out of scope; NotAllowed: the officer is barred from it.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        decided = _decision(session, row)
        return None if decided is None else _stated(session, row, decided, library, timing)


def read_own_decision(
    transaction: Transaction, library: Library, timing: Timing, reference: str, *, holder: Holder
) -> OwnDecision | None:
    """Give the decision on one of the holder's applications; None where it is not decided. Raises NotFound."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        decided = _decision(session, row)
        if decided is None:
            return None
        seal = seal_of(session, row.id)
        decision = convert.decision(session, decided, seal)
        return OwnDecision(
            decision.reference,
            decision.kind,
            local_day(decision.at),
            decision.reason,
            _stated(session, row, decided, library, timing),
            entitlements_of(session, decided, convert.application(session, row, seal)),
        )


def preview_statement(
    transaction: Transaction, library: Library, timing: Timing, reference: str, *, officer: Officer, today: date
) -> Statement | None:
    """Give what would be stated if it were decided now as recommended; where nothing is yet, as what is verified comes out.

    None for a points record, of which nothing is granted or refused; while the outcome is provisional; for what is decided, or
    not accepted; and where the rules are not known here any more.

    Raises:
        NotFound: there is none, or it lies out of scope; NotAllowed: the officer is barred from it.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        is_worked_on = row.status == Status.ACCEPTED or row.status in RECOMMENDED_ONCE
        if row.kind == "points" or not is_worked_on or _decision(session, row) is not None:
            return None
        try:
            return _preview(session, row, library, timing, today)
        except ScoringError:
            return None


def grounds_of_decision(
    session: Session, row: ApplicationRow, decision: Decision, policy: Policy, timing: Timing, *, served_on: date | None = None
) -> Grounds:
    """Give what the statement of a decision rests on: what it keeps, and what was found by then.

    Until its service is recorded (*served_on*) no last day of a remedy is told that runs from it.
    """
    decided_on = local_day(decision.at)
    days = {"decision": decided_on} | ({"service": served_on} if served_on else {})
    return Grounds(
        document=decision.document,
        kind=decision.kind,
        reason=decision.reason,
        published_list=decision.published_list,
        **_found(session, row, policy, timing, (decided_on, days)),
    )


def _stated(session: Session, row: ApplicationRow, decided: DecisionRow, library: Library, timing: Timing) -> Statement | None:
    decision = convert.decision(session, decided, seal_of(session, row.id))
    try:
        policy = pinned_policy(library, decision.pin)
    except ScoringError:
        return None
    served_on = recorded_days(session, row.id).get(SERVICE)
    return statement_of(grounds_of_decision(session, row, decision, policy, timing, served_on=served_on))


def _preview(session: Session, row: ApplicationRow, library: Library, timing: Timing, today: date) -> Statement | None:
    seal = seal_of(session, row.id)
    policy = pinned_policy(library, convert.policy_pin(session, row))
    made = recommendation_of(session, row, seal)
    if made is None:
        found = findings_of(session, row, seal, policy, today)
        document = assess_now(policy, found.standing.facts, found.claimed.on, found.claimed.pin.round).document
        said: dict[str, Any] = {"kind": _kind(document), "reason": "", "published_list": ""}
    else:
        kind = "granted" if made.opinion.proposal == "grant" else "refused"
        document = _assessed(session, row, seal, made.assessment)
        said = {"kind": kind, "reason": made.opinion.reason, "published_list": made.opinion.published_list}
    if document["outcome"] == Outcome.PROVISIONAL:
        return None
    return statement_of(Grounds(document=document, **said, **_found(session, row, policy, timing, (today, {}))))


def _kind(document: Mapping[str, Any]) -> str:
    return "granted" if document["outcome"] == Outcome.ELIGIBLE else "refused"


def _found(
    session: Session, row: ApplicationRow, policy: Policy, timing: Timing, when: tuple[date, Mapping[str, date]]
) -> dict[str, Any]:
    """Give the rest of the grounds: what was looked at by a day, who decides, and how it is contested from recorded *days*."""
    by, days = when
    seal = seal_of(session, row.id)
    standing = findings_of(session, row, seal, policy, by).standing
    handed_in = [file.kind for file in evidence_files(session, row.id, seal) if not file.is_removed]
    evidence = {id_: tuple(kind for kind in policy.facts[id_].evidence if kind in handed_in) for id_ in standing.verdicts}
    return {
        "policy": policy,
        "organ": organ_of(policy.procedure, timing.defaults),
        "remedies": timing.remedies(ways_of(policy.procedure, timing.defaults), days),
        "verdicts": standing.verdicts,
        "unchecked": standing.open,
        "evidence": evidence,
        "departments": timing.departments,
    }


def _decision(session: Session, row: ApplicationRow) -> DecisionRow | None:
    return session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == row.id))


def _assessed(session: Session, row: ApplicationRow, seal: Seal, number: int) -> Mapping[str, Any]:
    query = sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id, AssessmentRow.number == number)
    return convert.assessed(session, session.scalars(query).one(), row.scheme, row.policy_version, seal).document
