"""A decided file is followed by a new version of it, which other acts work on as on any file.

The version has a data key of its own, so that each of the two is kept, held and erased by itself. Whatever it begins with is
therefore encrypted anew under that key, the contents of evidence too: read through the older file it would be lost with that one's
key, or keep the key past its term.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import Intake
from scoring.application.deadlines import local_day
from scoring.application.status import UNDONE, Act, Cause, Part, Status
from scoring.application.verifying import said
from scoring.casework.assessing import declared
from scoring.casework.begin_application import free_reference
from scoring.casework.file import keep_part
from scoring.casework.follow_copying import copy_desk, copy_evidence
from scoring.casework.keeping import keep_people, refuse_second
from scoring.casework.points import cite, cited
from scoring.casework.verify import verdict_row
from scoring.casework.workbench import findings_of
from scoring.records import convert
from scoring.records.accounts import AccountRow
from scoring.records.applications import ApplicationRow, PartRow
from scoring.records.decisions import AssessmentRow, DecisionRow, RecommendationRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import new_seal, seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Assessed, Decision
    from scoring.application.officer import Officer
    from scoring.application.verifying import FactVerdict
    from scoring.policy.model import Policy
    from scoring.records.sealing import Seal
    from scoring.settings_evidence import EvidenceSettings


@dataclass(frozen=True, slots=True)
class Opening:
    """Why, by whom and when a version is opened, under which rules (those that the file pins), and where evidence lies.

    The version's term runs from `asked_at`; None where nobody asked before the act itself.
    """

    cause: Cause
    policy: Policy
    evidence: EvidenceSettings
    by: Officer
    at: datetime
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Older:
    """The file that is followed, opened; `said` is what its decision says, or what is declared where there is none."""

    session: Session
    row: ApplicationRow
    seal: Seal
    application: Application
    said: Decision | Assessed
    found_on: date | None


def open_version(session: Session, older: ApplicationRow, opening: Opening) -> ApplicationRow:
    """Begin a new version of a file, accepted, with everything as the older one holds it; give its row.

    The people, the account unless it was closed, the office, the rules with their round, the evidence and the facts as they were
    verified are the same.
    The older file is locked and stays what it is; the act that opens the version is written on it by the caller. For a review,
    whoever took part in the older file is kept from making and checking this one.

    Raises:
        InputRefused: `identity_number`: the applicant has another open application under the scheme by now.
        SettingsRefused: the content of a file of evidence is not where it was put.
    """
    before = _opened(session, older)
    refuse_second(session, _as_intake(before), "flag", opening.by, older.reference)
    row = _row(before, opening)
    seal = new_seal(session, row.id, opening.at)
    keep_people(session, row.id, seal, before.application.persons)
    if opening.cause == "review":
        _keep_away(session, older, row)
    copy_desk(session, (older.id, before.seal), (row.id, seal))
    copy_evidence(session, opening.evidence.folder, (older.id, before.seal), (row.id, seal))
    number = _assessment(before, row, seal, opening)
    for verdict in _verdicts(before, opening):
        session.add(verdict_row(row.id, seal, verdict, by=opening.by.account_id, version=1))
    approval = cited(session, older.id)
    cites = cite(session, row.id, number, approval, opening.by, opening.at) if approval else {}
    facts: dict[str, object] = {
        "replaces": older.reference,
        "cause": opening.cause,
        "scheme": row.scheme,
        "version": row.policy_version,
    }
    facts |= {**cites, "assessment": number, "on": row.on, "status": Status.ACCEPTED}
    append(session, Entry(stream_of(row.id), Act.FOLLOW, opening.by, opening.at, facts))
    session.flush()
    return row


def version_of(session: Session, application_id: int) -> ApplicationRow | None:
    """Give the version that follows a file, open or decided; None where there is none but such as came to no decision."""
    rows = sa.select(ApplicationRow).where(ApplicationRow.replaces_id == application_id)
    return session.scalar(rows.where(ApplicationRow.status.not_in(UNDONE)))


def _opened(session: Session, row: ApplicationRow) -> _Older:
    seal = seal_of(session, row.id)
    application = convert.application(session, row, seal)
    decided = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == row.id))
    if decided is None:
        return _Older(session, row, seal, application, declared(session, row, seal), None)
    made = sa.select(RecommendationRow.at).where(
        RecommendationRow.application_id == row.id, RecommendationRow.number == decided.recommendation
    )
    found_on = local_day(session.scalars(made).one())
    return _Older(session, row, seal, application, convert.decision(session, decided, seal), found_on)


def _as_intake(before: _Older) -> Intake:
    one, pin = before.application, before.application.pin
    return Intake(pin.scheme, pin.version, one.applicant, one.family, {}, one.on, kind=one.kind)


def _row(before: _Older, opening: Opening) -> ApplicationRow:
    older, at = before.row, opening.at
    row = ApplicationRow(
        reference=free_reference(before.session, local_day(at).year),
        version=1,
        status=Status.ACCEPTED,
        scheme=older.scheme,
        policy_version=older.policy_version,
        on=before.said.on,
        round=before.said.pin.round,
        recorded_at=at,
        recorded_by=opening.by.account_id,
        office_id=older.office_id,
        account_id=_account_of(before.session, older),
        channel=older.channel,
        kind=older.kind,
        received_at=opening.asked_at or at,
        accepted_at=at,
        replaces_id=older.id,
        cause=opening.cause,
    )
    before.session.add(row)
    before.session.flush()
    return row


def _account_of(session: Session, older: ApplicationRow) -> int | None:
    """Give the account of a file; None where it was closed since: nobody reads there, so that what must be told goes by letter."""
    if older.account_id is None:
        return None
    return older.account_id if session.get_one(AccountRow, older.account_id).active else None


def _keep_away(session: Session, older: ApplicationRow, row: ApplicationRow) -> None:
    """Whoever was anything on the older file but its reviewer neither makes nor checks the review of it."""
    parts = sa.select(PartRow.account_id).where(PartRow.application_id == older.id, PartRow.part != Part.REVIEWER)
    for account_id in session.scalars(parts):
        keep_part(session, row.id, account_id, Part.FORMER)
    session.flush()


def _assessment(before: _Older, row: ApplicationRow, seal: Seal, opening: Opening) -> int:
    """Keep what the older file's decision says as what is declared here; give its number."""
    one = before.said
    kept = AssessmentRow(
        application_id=row.id,
        number=1,
        at=opening.at,
        by=opening.by.account_id,
        on=one.on,
        digest=one.pin.digest,
        round=one.pin.round,
        round_digest=one.pin.round_digest,
        outcome=one.outcome,
        total=one.total,
        facts=seal.close_document(one.facts, "assessments.facts/1"),
        document=seal.close_document(one.document, "assessments.document/1"),
    )
    before.session.add(kept)
    before.session.flush()
    return kept.number


def _verdicts(before: _Older, opening: Opening) -> list[FactVerdict]:
    """Give what was found of each fact by the decision, as accepted here; a department's answer that ran out since counts.

    Once a fact is amended its verdict holds no more, and it is verified anew.
    """
    if before.found_on is None:
        return []
    standing = findings_of(before.session, before.row, before.seal, opening.policy, before.found_on).standing
    approved = cited(before.session, before.row.id)
    held = [one for one in standing.verdicts.values() if approved is None or one.fact not in approved.facts]
    return [_accepted(one, number, before.said, opening) for number, one in enumerate(held, 1)]


def _accepted(one: FactVerdict, number: int, decided: Decision | Assessed, opening: Opening) -> FactVerdict:
    verified = said(decided.facts, one.fact)
    return replace(one, number=number, kind="accept", claimed=verified, verified=verified, by="", at=opening.at, departments=())
