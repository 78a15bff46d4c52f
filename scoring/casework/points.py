"""Approved points as applications cite them: whose they are, whether they stand, and what is taken over."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.application import PolicyPin
from scoring.application.points import Approval, PointsRecord, come_first, taken_over
from scoring.application.status import OPEN, Status
from scoring.errors import InputRefused
from scoring.records import convert
from scoring.records.applications import ApplicationRow, IdentityIndexRow
from scoring.records.decisions import AssessmentRow, RecommendationRow
from scoring.records.points import PointsApprovalRow, PointsCitationRow
from scoring.records.preparations import PreparationRow
from scoring.records.sealing import keys_of, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Facts
    from scoring.application.filing import Content
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.application.status import FileKind
    from scoring.policy.model import Policy
    from scoring.records.sealing import Seal


def approvals(session: Session, row: ApplicationRow) -> tuple[Approval, ...]:
    """Give the approvals of a points record, oldest first."""
    query = sa.select(PointsApprovalRow).where(PointsApprovalRow.application_id == row.id).order_by(PointsApprovalRow.number)
    return tuple(_approval(session, row, found) for found in session.scalars(query))


def record_of(session: Session, policy: Policy, blind: bytes, *, lock: bool = False) -> PointsRecord | None:
    """Give the open points record of a person under one version of the rules; there is one at most."""
    row = _record(session, policy, blind, lock=lock)
    return _points_record(session, row) if row else None


def record_of_holder(session: Session, policy: Policy, holder: Holder) -> PointsRecord | None:
    """Give the open points record of the holder themselves, None while their identity is not verified."""
    if holder.identity is None:
        return None
    return record_of(session, policy, keys_of(session).blind(holder.identity.identity_number))


def person_behind(session: Session, row: ApplicationRow, holder: Holder) -> bytes | None:
    """Give the blind index of whom a draft is for: who gave authority or stands at the counter, else its verified holder."""
    prepared = session.get(PreparationRow, row.id)
    if prepared is not None:
        return prepared.blind
    return keys_of(session).blind(holder.identity.identity_number) if holder.identity else None


def with_points(session: Session, policy: Policy, content: Content, blind: bytes | None) -> Content:
    """Give the content of a draft of an application as it goes by the person's approved points; without any, as it is."""
    record = record_of(session, policy, blind) if blind and come_first(policy) else None
    if record is None or record.approval is None or not record.is_approved:
        return replace(content, points="")
    facts = taken_over(content.facts, record.approval, approved_facts(session, record.approval))
    return replace(content, facts=facts, points=record.approval.hash)


def next_kind(session: Session, policy: Policy, blind: bytes) -> FileKind:
    """Tell what a person hands in next: where points come first their points, until these are with the office or approved."""
    return "points" if come_first(policy) and record_of(session, policy, blind) is None else "application"


def check_points(session: Session, policy: Policy, content: Content, blind: bytes) -> Approval | None:
    """Give the approval by which an application is handed in; None under rules where points do not come first.

    Raises:
        InputRefused: `points`: there is none under this version, it is being adjusted, or the draft goes by an earlier one.
    """
    if not come_first(policy):
        return None
    record = record_of(session, policy, blind, lock=True)
    if record is None:
        raise InputRefused("points", "Under these rules points are approved before one applies. Have yours approved first.")
    approval = _usable(record)
    if content.points != approval.hash:
        raise InputRefused(
            "points", f"{record.reference} was approved since the draft was saved. Look at it and save the draft anew."
        )
    return approval


def points_to_record(session: Session, policy: Policy, blind: bytes) -> Approval | None:
    """Give the approval by which an application goes that an officer records; None without a record under this version.

    Raises InputRefused: `points`: there is a record, and it is not approved now.
    """
    record = record_of(session, policy, blind, lock=True) if come_first(policy) else None
    return _usable(record) if record else None


def _usable(record: PointsRecord) -> Approval:
    approval, number = record.approval, record.reference
    if approval is None:
        raise InputRefused("points", f"Under these rules points are approved before one applies: {number} is not approved yet.")
    if record.is_adjusted:
        raise InputRefused("points", f"The points of {number} are being adjusted. Apply once they are approved again.")
    return approval


def approved_facts(session: Session, approval: Approval) -> Facts:
    """Give the facts that were approved. Raises Erased where the record is no more."""
    row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.reference == approval.record)).one()
    rests_on = (
        sa.select(AssessmentRow)
        .join(
            RecommendationRow,
            sa.and_(
                RecommendationRow.application_id == AssessmentRow.application_id,
                RecommendationRow.assessment == AssessmentRow.number,
            ),
        )
        .join(
            PointsApprovalRow,
            sa.and_(
                PointsApprovalRow.application_id == RecommendationRow.application_id,
                PointsApprovalRow.recommendation == RecommendationRow.number,
            ),
        )
        .where(PointsApprovalRow.hash == approval.hash)
    )
    found = session.scalars(rests_on).one()
    return convert.assessed(session, found, row.scheme, row.policy_version, seal_of(session, row.id)).facts


def cite(
    session: Session, application_id: int, assessment: int, approval: Approval, by: Officer | Holder, at: datetime
) -> dict[str, str]:
    """Write by which approval an assessment of an application goes; give what the event of the act says of it."""
    given = {"approval": approval.hash, "at": at, "by": by.account_id}
    session.add(PointsCitationRow(application_id=application_id, assessment=assessment, **given))
    session.flush()
    return {"points": approval.hash}


def facts_cited(session: Session, row: ApplicationRow, seal: Seal) -> Facts:
    """Give the facts of an application that cites an approval, as they were when they were taken over from it."""
    cites = sa.and_(
        PointsCitationRow.application_id == AssessmentRow.application_id, PointsCitationRow.assessment == AssessmentRow.number
    )
    query = sa.select(AssessmentRow).join(PointsCitationRow, cites).where(AssessmentRow.application_id == row.id)
    found = session.scalars(query.order_by(AssessmentRow.number.desc()).limit(1)).one()
    return convert.assessed(session, found, row.scheme, row.policy_version, seal).facts


def is_cited(session: Session, row: ApplicationRow, statuses: Iterable[Status]) -> bool:
    """Whether an application that stands at one of *statuses* goes by the points of a record."""
    query = (
        sa.select(PointsCitationRow)
        .join(PointsApprovalRow, PointsApprovalRow.hash == PointsCitationRow.approval)
        .join(ApplicationRow, ApplicationRow.id == PointsCitationRow.application_id)
        .where(PointsApprovalRow.application_id == row.id, ApplicationRow.status.in_(statuses))
    )
    return bool(session.scalar(sa.select(query.exists())))


def cited(session: Session, application_id: int) -> Approval | None:
    """Give the approval that an application cites now; None where it cites none."""
    query = (
        sa.select(PointsApprovalRow, ApplicationRow)
        .join(PointsCitationRow, PointsCitationRow.approval == PointsApprovalRow.hash)
        .join(ApplicationRow, ApplicationRow.id == PointsApprovalRow.application_id)
        .where(PointsCitationRow.application_id == application_id)
        .order_by(PointsCitationRow.assessment.desc())
    )
    found = session.execute(query.limit(1)).first()
    return _approval(session, found[1], found[0]) if found else None


def approval_of(session: Session, given: str) -> Approval | None:
    """Give the approval of a hash."""
    query = sa.select(PointsApprovalRow, ApplicationRow).join(ApplicationRow, ApplicationRow.id == PointsApprovalRow.application_id)
    found = session.execute(query.where(PointsApprovalRow.hash == given)).first()
    return _approval(session, found[1], found[0]) if found else None


def now_approved(session: Session, approval: Approval) -> Approval | None:
    """Give what is approved by now in the record of *approval*, locked so that it stays so; None while nothing is."""
    query = sa.select(ApplicationRow).where(ApplicationRow.reference == approval.record)
    record = _points_record(session, session.scalars(_locked(query)).one())
    return record.approval if record.is_approved else None


def person_of(session: Session, approval: Approval) -> bytes | None:
    """Give the blind index of whose points they are now; None where that was erased."""
    query = sa.select(IdentityIndexRow.blind).join(ApplicationRow, ApplicationRow.id == IdentityIndexRow.application_id)
    return session.scalar(query.where(ApplicationRow.reference == approval.record, IdentityIndexRow.number == 0))


def stands(session: Session, approval: Approval | None) -> bool:
    """Whether an approval is the one in force; where nothing is cited nothing can have fallen."""
    return approval is None or now_approved(session, approval) == approval


def _record(session: Session, policy: Policy, blind: bytes, *, lock: bool) -> ApplicationRow | None:
    query = (
        sa.select(ApplicationRow)
        .join(IdentityIndexRow, IdentityIndexRow.application_id == ApplicationRow.id)
        .where(IdentityIndexRow.blind == blind, IdentityIndexRow.number == 0)
        .where(ApplicationRow.scheme == policy.scheme, ApplicationRow.policy_version == policy.version)
        .where(ApplicationRow.kind == "points", ApplicationRow.status.in_(OPEN))
    )
    return session.scalar(_locked(query) if lock else query)


def _locked(query: sa.Select[ApplicationRow]) -> sa.Select[ApplicationRow]:
    """Lock what is found so that it stays as it is, and read it anew where this transaction read it before."""
    return query.with_for_update(read=True, of=ApplicationRow).execution_options(populate_existing=True)


def _points_record(session: Session, row: ApplicationRow) -> PointsRecord:
    found = approvals(session, row)
    return PointsRecord(row.reference, Status(row.status), row.policy_version, found[-1] if found else None)


def _approval(session: Session, row: ApplicationRow, found: PointsApprovalRow) -> Approval:
    return Approval(
        record=row.reference,
        number=found.number,
        at=found.at,
        on=found.on,
        pin=PolicyPin(row.scheme, row.policy_version, found.digest),
        maker_id=found.maker_id,
        maker=convert.account_name(session, found.maker_id),
        checker_id=found.checker_id,
        checker=convert.account_name(session, found.checker_id),
        outcome=found.outcome,
        total=found.total,
        package=found.package,
        facts=tuple(json.loads(found.facts)),
        hash=found.hash,
    )
