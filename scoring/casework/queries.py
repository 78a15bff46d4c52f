"""Reads of one file, one decision, the published policies and the journal: dataclasses, never rows. Lists are in `lists`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import in_order
from scoring.application.due import SERVICE
from scoring.application.moves import Guard
from scoring.application.officer import Officer, Role
from scoring.application.outside import CLOSING
from scoring.application.permits import possible_on
from scoring.application.rounds import AwaitedRound, Counted
from scoring.application.statistics import NOTHING_SAID, Statistics
from scoring.application.status import RECOMMENDED_ONCE
from scoring.application.stays import stays_in
from scoring.casework.correct import correction_of, follower_of
from scoring.casework.file import find, refuse_barred
from scoring.casework.flags import desk_of
from scoring.casework.lateness import recorded_days
from scoring.casework.points import approvals, cited
from scoring.casework.record_case import was_served
from scoring.casework.round_family import awaited_by
from scoring.casework.round_standing import counted_in
from scoring.casework.round_waits import waits_of
from scoring.casework.scope import within
from scoring.errors import NotAllowed, NotFound
from scoring.records import convert, convert_filings
from scoring.records.applications import ApplicationRow
from scoring.records.convert_entitlements import entitlement
from scoring.records.convert_granting import approval_of
from scoring.records.convert_messages import file_messages
from scoring.records.convert_originals import summonses
from scoring.records.convert_outside import outside_cases
from scoring.records.convert_publications import standing_of
from scoring.records.convert_questions import question_sets
from scoring.records.database import reading, snapshot
from scoring.records.decisions import AssessmentRow, DecisionRow, RecommendationRow
from scoring.records.entitlements import EntitlementRow
from scoring.records.events import EventRow
from scoring.records.journal import stream_of
from scoring.records.offices import OfficeRow
from scoring.records.policies import PolicyRow
from scoring.records.sealing import seal_of
from scoring.records.verifying import BrokenLink, verify

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import (
        Application,
        Assessed,
        Decision,
        Event,
        GrantApproval,
        Recommendation,
    )
    from scoring.application.clocks import Pause
    from scoring.application.desk import Desk
    from scoring.application.entitlement import EntitlementEntry
    from scoring.application.file_message import FileMessage
    from scoring.application.filing import Proposal, Submission, Supplement
    from scoring.application.following import Correction, Follower
    from scoring.application.originals import Summons
    from scoring.application.outside import OutsideCase
    from scoring.application.points import Approval
    from scoring.application.publication import Standing
    from scoring.application.questions import QuestionSet
    from scoring.policy.wording import Text
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """Everything of one application. Assessments, newest first; `recommendation` is the one in force, None while accepted.

    `application.acts` is what the reading officer may do now. Of what was filed online: submissions and supplements, oldest first;
    `proposal` not to accept, None unless one stands; `statistics` as handed in last, which points are never given for;
    `questions` to the applicant while it was verified, oldest first; `office` is the one that the file lies with.
    `approvals` are those of a points record, oldest first; `cited` the one that an application goes by, whether or not it stands.
    `agreed` is the approval of the recommendation in force, None while a grant is not approved; `listed` the public list on which
    it stood last. `served_on` is the day from which
    the service of the decision has effect, None where none is recorded, `closing_served_on`
    likewise of the document by which a file or a grant ended; `was_served` whether what was decided
    was, or what it took the place of. `messages` are those to the applicant, the newest first,
    whom they reach where the file `has_account`. `followed_by` is its new version, open or decided;
    `correction` why it is a new version itself that was opened as a correction.
    `originals` are the summonses to show them, `cases` those
    about the decision before outside bodies, the oldest first. `counted` is the round that counts it, where places are limited;
    `waits` are the days on which it waited for one, approved; `awaits` the one that an approved one waits for which none counts.
    """

    application: Application
    assessments: tuple[Assessed, ...]
    recommendation: Recommendation | None
    decision: Decision | None
    entitlements: tuple[EntitlementEntry, ...]
    events: tuple[Event, ...]
    desk: Desk
    submissions: tuple[Submission, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    proposal: Proposal | None = None
    statistics: Statistics = NOTHING_SAID
    office: Text | None = None
    questions: tuple[QuestionSet, ...] = ()
    approvals: tuple[Approval, ...] = ()
    cited: Approval | None = None
    agreed: GrantApproval | None = None
    listed: Standing | None = None
    served_on: date | None = None
    closing_served_on: date | None = None
    was_served: bool = False
    has_account: bool = False
    messages: tuple[FileMessage, ...] = ()
    followed_by: Follower | None = None
    correction: Correction | None = None
    originals: tuple[Summons, ...] = ()
    cases: tuple[OutsideCase, ...] = ()
    counted: Counted | None = None
    waits: tuple[Pause, ...] = ()
    awaits: AwaitedRound | None = None

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The days on which its terms waited for answers or a round, or its decision was suspended, for `Timing.waiting`."""
        asked = (each.pause for each in self.questions if each.pause is not None)
        return (*in_order((*asked, *self.waits)), *stays_in(self.cases))

    @property
    def is_stayed(self) -> bool:
        """Whether a body keeps what the decision does suspended."""
        return any(case.is_stayed for case in self.cases)


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """One published version, and who published it when; `by` is empty where the installation itself did."""

    scheme: str
    version: str
    digest: str
    at: datetime
    by: str


def read_file(transaction: Transaction, reference: str, *, officer: Officer) -> ApplicationFile:
    """Give one application with all that belongs to it. Raises NotFound, also for what lies outside the officer's scope."""
    with reading(transaction) as session:
        return file_in(session, find(session, reference, officer), officer)


def file_in(session: Session, row: ApplicationRow, officer: Officer) -> ApplicationFile:
    """Give one application that was found, as *officer* reads it."""
    seal = seal_of(session, row.id)
    application = convert.application(session, row, seal)
    decision = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == row.id))
    office = session.get(OfficeRow, row.office_id) if row.office_id else None
    made = recommendation_of(session, row, seal)
    days, filed = recorded_days(session, row.id), convert_filings.filings(session, row.id)
    return ApplicationFile(
        application=replace(application, acts=possible_on(application, officer)),
        assessments=_assessments(session, row, seal),
        recommendation=made,
        decision=convert.decision(session, decision, seal) if decision else None,
        entitlements=entitlements_of(session, decision, application) if decision else (),
        events=_events(session, stream_of(row.id), seal),
        submissions=convert_filings.submissions(session, filed, seal),
        supplements=convert_filings.supplements(session, row.id, seal),
        proposal=convert_filings.proposal(session, row, seal),
        statistics=convert_filings.statistics(filed, seal),
        questions=question_sets(session, row.id, seal),
        desk=desk_of(session, row, seal, officer),
        office=convert.office(office).name if office else None,
        approvals=approvals(session, row) if row.kind == "points" else (),
        listed=standing_of(session, row.id),
        served_on=days.get(SERVICE),
        closing_served_on=days.get(CLOSING),
        was_served=was_served(session, row, days),
        cited=cited(session, row.id),
        agreed=approval_of(session, row.id, made.number) if made else None,
        has_account=row.account_id is not None,
        messages=file_messages(session, row.id, seal, with_sender=True),
        followed_by=follower_of(session, row.id),
        correction=correction_of(session, row.id, seal) if row.replaces_id else None,
        originals=summonses(session, row.id, seal),
        cases=outside_cases(session, row.id, seal),
        counted=counted_in(session, row.id),
        waits=waits_of(session, [row.id]).get(row.id, ()),
        awaits=awaited_by(session, row),
    )


def read_decision(transaction: Transaction, reference: str, *, officer: Officer) -> Decision:
    """Give one decision by its reference. Raises NotFound, also for what lies outside the officer's scope."""
    with reading(transaction) as session:
        decisions = sa.select(DecisionRow).join(ApplicationRow, ApplicationRow.id == DecisionRow.application_id)
        row = session.scalar(decisions.where(DecisionRow.reference == reference, within(officer)))
        if row is None:
            raise NotFound("decision", reference)
        refuse_barred(session, row.application_id, officer)
        return convert.decision(session, row, seal_of(session, row.application_id))


def list_policies(transaction: Transaction) -> tuple[PublishedPolicy, ...]:
    """Give every published version, by scheme and version."""
    with reading(transaction) as session:
        rows = session.scalars(sa.select(PolicyRow).order_by(PolicyRow.scheme, PolicyRow.version)).all()
        return tuple(
            PublishedPolicy(r.scheme, r.version, r.digest, r.published_at, convert.account_name(session, r.published_by))
            for r in rows
        )


def check_journal(transaction: Transaction, *, officer: Officer) -> BrokenLink | None:
    """Verify every chain of the journal; give the first broken link. Raises NotAllowed for all but auditors."""
    if Role.AUDITOR not in officer.roles:
        raise NotAllowed("check_journal", Guard.ROLE)
    with snapshot(transaction) as session:
        return verify(session)


def _assessments(session: Session, row: ApplicationRow, seal: Seal) -> tuple[Assessed, ...]:
    query = sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id).order_by(AssessmentRow.number.desc())
    return tuple(convert.assessed(session, found, row.scheme, row.policy_version, seal) for found in session.scalars(query))


def recommendation_of(session: Session, row: ApplicationRow, seal: Seal) -> Recommendation | None:
    """Give the recommendation in force; None where there is none, or it was returned."""
    query = sa.select(RecommendationRow).where(RecommendationRow.application_id == row.id).order_by(RecommendationRow.number.desc())
    found = session.scalars(query.limit(1)).first()
    return convert.recommendation(session, found, seal) if found and row.status in RECOMMENDED_ONCE else None


def entitlements_of(session: Session, decision: DecisionRow, application: Application) -> tuple[EntitlementEntry, ...]:
    """Give what a decision unlocks for each person."""
    query = sa.select(EntitlementRow).where(EntitlementRow.decision_id == decision.id).order_by(EntitlementRow.id)
    people = application.persons
    return tuple(entitlement(row, decision, application.reference, people[row.person]) for row in session.scalars(query))


def _events(session: Session, stream: str, seal: Seal) -> tuple[Event, ...]:
    query = sa.select(EventRow).where(EventRow.stream == stream).order_by(EventRow.number)
    return tuple(convert.event(session, row, seal) for row in session.scalars(query))
