"""Assessing an application, and keeping what came out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from scoring.application.application import Assessed, Document, Facts, PolicyPin
from scoring.application.deadlines import local_day
from scoring.application.plain import canonical, plain
from scoring.engine import assess
from scoring.engine.document import as_document
from scoring.errors import InputRefused, PolicyChanged
from scoring.records import convert
from scoring.records.decisions import AssessmentRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.engine.assessment import Assessment
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.applications import ApplicationRow
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class Fresh:
    """An assessment just made, with what is kept of it."""

    assessment: Assessment
    pin: PolicyPin
    facts: Facts = field(repr=False)
    document: Document = field(repr=False)
    kind: Literal["claimed", "verified"] = "claimed"

    @property
    def total(self) -> str | None:
        """The total as the document writes it, None while it is open."""
        total: str | None = self.document["total"]
        return total

    def equals(self, stored: Assessed) -> bool:
        """Whether the stored assessment says the same to the last byte."""
        return canonical(self.document) == canonical(stored.document)


def assess_now(policy: Policy, facts: Facts, on: date, round_id: str | None) -> Fresh:
    """Assess facts under a policy. Raises FactsRefused, OutsideForce, RoundUnknown."""
    assessment = assess(policy, facts, on=on, round_id=round_id)
    chosen = assessment.round
    pin = PolicyPin(policy.scheme, policy.version, policy.digest, chosen.id if chosen else None, chosen.digest if chosen else None)
    return Fresh(assessment, pin, plain(facts), plain(as_document(assessment)))


def check_day(on: date, at: datetime) -> None:
    """Raise InputRefused where an application would be assessed for a day to come: its facts are not facts yet."""
    today = local_day(at)
    if on > today:
        raise InputRefused("on", f"{on} lies in the future. Choose today ({today}) or a day before.")


def pinned_policy(library: Library, pin: PolicyPin) -> Policy:
    """Give the policy that an application pins.

    Raises:
        PolicyUnknown: the library lacks it.
        PolicyChanged: the library holds another meaning under its name.
    """
    policy = library.find(pin.scheme, pin.version)
    if policy.digest != pin.digest:
        raise PolicyChanged(pin.scheme, pin.version, pin.digest, policy.digest)
    return policy


def keep(session: Session, application_id: int, seal: Seal, fresh: Fresh, by: Officer | Holder, at: datetime) -> AssessmentRow:
    """Store an assessment as the next of its application; *by* is who made the act that asked for it."""
    last = session.scalar(sa.select(sa.func.max(AssessmentRow.number)).where(AssessmentRow.application_id == application_id))
    number = (last or 0) + 1
    row = AssessmentRow(
        application_id=application_id,
        number=number,
        kind=fresh.kind,
        at=at,
        by=by.account_id,
        on=fresh.assessment.on,
        digest=fresh.pin.digest,
        round=fresh.pin.round,
        round_digest=fresh.pin.round_digest,
        outcome=fresh.assessment.outcome,
        total=fresh.total,
        facts=seal.close_document(fresh.facts, f"assessments.facts/{number}"),
        document=seal.close_document(fresh.document, f"assessments.document/{number}"),
    )
    session.add(row)
    session.flush()
    return row


def latest(file: File) -> Assessed:
    """Give the newest assessment of an application; each has at least the one it was recorded with."""
    query = (
        sa.select(AssessmentRow).where(AssessmentRow.application_id == file.row.id).order_by(AssessmentRow.number.desc()).limit(1)
    )
    return stored(file, file.session.scalars(query).one())


def declared(session: Session, row: ApplicationRow, seal: Seal) -> Assessed:
    """Give the newest assessment of what is declared; each application has at least the one it was recorded with."""
    query = sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id, AssessmentRow.kind == "claimed")
    found = session.scalars(query.order_by(AssessmentRow.number.desc()).limit(1)).one()
    return convert.assessed(session, found, row.scheme, row.policy_version, seal)


def stored(file: File, row: AssessmentRow) -> Assessed:
    """Give one assessment as kept."""
    pin = file.application.pin
    return convert.assessed(file.session, row, pin.scheme, pin.version, file.seal)


def current(file: File, policy: Policy) -> Assessed:
    """Give the newest assessment if it is what comes out today, else what comes out today, kept."""
    last = latest(file)
    fresh = assess_now(policy, last.facts, last.on, last.pin.round)
    if fresh.pin == last.pin and fresh.equals(last):
        return last
    return stored(file, keep(file.session, file.row.id, file.seal, fresh, file.officer, file.at))


def rank_points(assessed: Assessed) -> str:
    """Give the points that an assessment under rules that rank was ranked by, as its document writes them."""
    points: str = assessed.document["ranking"][0]
    return points


def summary(row: AssessmentRow) -> dict[str, object]:
    """Give what an event says of an assessment; nothing personal."""
    return {"assessment": row.number, "digest": row.digest, "round": row.round, "on": row.on}
