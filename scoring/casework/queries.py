"""Reads of one file, one decision, the published policies and the journal: dataclasses, never rows. Lists are in `lists`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard, possible
from scoring.application.officer import Officer, Role
from scoring.application.status import Status
from scoring.casework.file import find
from scoring.errors import NotAllowed, NotFound
from scoring.policy.source_files import PolicySource
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, DecisionRow, EntitlementRow, RecommendationRow
from scoring.records.events import EventRow
from scoring.records.journal import BrokenLink, stream_of, verify
from scoring.records.policies import PolicyRow, RoundsRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Assessed, Decision, EntitlementEntry, Event, Recommendation
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """Everything of one application. Assessments, newest first; `recommendation` is the one in force, None while accepted.

    `application.acts` is what the reading officer may do now.
    """

    application: Application
    assessments: tuple[Assessed, ...]
    recommendation: Recommendation | None
    decision: Decision | None
    entitlements: tuple[EntitlementEntry, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """One published version, and who published it when; `by` is empty where the installation itself did."""

    scheme: str
    version: str
    digest: str
    at: datetime
    by: str


def read_file(transaction: Transaction, reference: str, *, officer: Officer) -> ApplicationFile:
    """Give one application with all that belongs to it. Raises NotFound, also for those who may see no file."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        seal = seal_of(session, row.id)
        application = convert.application(session, row, seal)
        acts = possible(officer, application.status, application.parts)
        decision = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == row.id))
        return ApplicationFile(
            application=replace(application, acts=acts),
            assessments=_assessments(session, row, seal),
            recommendation=_recommendation(session, row, seal),
            decision=convert.decision(session, decision, seal) if decision else None,
            entitlements=_entitlements(session, decision, application) if decision else (),
            events=_events(session, stream_of(row.id), seal),
        )


def read_decision(transaction: Transaction, reference: str, *, officer: Officer) -> Decision:
    """Give one decision by its reference. Raises NotFound, also for those who may see no file."""
    with reading(transaction) as session:
        query = sa.select(DecisionRow).where(DecisionRow.reference == reference)
        row = session.scalar(query) if officer.may_read_files else None
        if row is None:
            raise NotFound("decision", reference)
        return convert.decision(session, row, seal_of(session, row.application_id))


def list_policies(transaction: Transaction) -> tuple[PublishedPolicy, ...]:
    """Give every published version, by scheme and version."""
    with reading(transaction) as session:
        rows = session.scalars(sa.select(PolicyRow).order_by(PolicyRow.scheme, PolicyRow.version)).all()
        return tuple(
            PublishedPolicy(r.scheme, r.version, r.digest, r.published_at, convert.account_name(session, r.published_by))
            for r in rows
        )


def policy_sources(transaction: Transaction) -> tuple[PolicySource, ...]:
    """Give the texts of every published version with the newest rounds of its scheme: what a Library is compiled from."""
    with reading(transaction) as session:
        rounds = {row.scheme: row.text for row in session.scalars(sa.select(RoundsRow).order_by(RoundsRow.number))}
        rows = session.scalars(sa.select(PolicyRow).order_by(PolicyRow.scheme, PolicyRow.version)).all()
        return tuple(
            PolicySource(r.scheme, r.version, r.text, r.vocabulary, rounds.get(r.scheme, ""), f"{r.scheme}/{r.version}.yaml")
            for r in rows
        )


def check_journal(transaction: Transaction, *, officer: Officer) -> BrokenLink | None:
    """Verify every chain of the journal; give the first broken link. Raises NotAllowed for all but auditors."""
    if Role.AUDITOR not in officer.roles:
        raise NotAllowed("check_journal", Guard.ROLE)
    with reading(transaction) as session:
        return verify(session)


def _assessments(session: Session, row: ApplicationRow, seal: Seal) -> tuple[Assessed, ...]:
    query = sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id).order_by(AssessmentRow.number.desc())
    return tuple(convert.assessed(session, found, row.scheme, row.policy_version, seal) for found in session.scalars(query))


def _recommendation(session: Session, row: ApplicationRow, seal: Seal) -> Recommendation | None:
    query = sa.select(RecommendationRow).where(RecommendationRow.application_id == row.id).order_by(RecommendationRow.number.desc())
    found = session.scalars(query.limit(1)).first()
    return convert.recommendation(session, found, seal) if found and row.status != Status.ACCEPTED else None


def _entitlements(session: Session, decision: DecisionRow, application: Application) -> tuple[EntitlementEntry, ...]:
    query = sa.select(EntitlementRow).where(EntitlementRow.decision_id == decision.id).order_by(EntitlementRow.id)
    people = application.persons
    return tuple(convert.entitlement(row, decision, application.reference, people[row.person]) for row in session.scalars(query))


def _events(session: Session, stream: str, seal: Seal) -> tuple[Event, ...]:
    query = sa.select(EventRow).where(EventRow.stream == stream).order_by(EventRow.number)
    return tuple(convert.event(session, row, seal) for row in session.scalars(query))
