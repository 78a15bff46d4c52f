"""复核决定书, 复核申请不予受理决定书: issuing what a review came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.preflight import accepted_together
from scoring.casework.assessing import pinned_policy
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.read_document import documents_of
from scoring.casework.read_preflight import preflight_of
from scoring.casework.review_terms import contesting
from scoring.casework.reviewed_versions import review_behind
from scoring.notices import review_documents
from scoring.notices.review_documents import Change, Reviewed
from scoring.records import convert
from scoring.records.decisions import DecisionRow
from scoring.records.evidence_reading import evidence_files

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.application import Decision
    from scoring.application.due import Timing
    from scoring.application.review import DecisionReview
    from scoring.casework.file import File
    from scoring.casework.issue import Occasion
    from scoring.notices.documents import About
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.sealing import Seal


def issue_kept(file: File, found: DecisionReview, library: Library, timing: Timing, reason: str) -> dict[str, object]:
    """Issue that what was decided stands; give what the act's event says of it."""
    policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
    about = about_of(occasion, policy, timing)
    reviewed = _reviewed(_Open(file.session, file.row, file.seal, found), library, timing, reason)
    return issue(occasion, timing, about, review_documents.kept(about, reviewed))


def issue_turned_down(file: File, found: DecisionReview, library: Library, timing: Timing, reason: str) -> dict[str, object]:
    """Issue that a late review is not admitted; give what the act's event says of it."""
    policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
    about = about_of(occasion, policy, timing)
    assert found.last is not None  # noqa: S101 - nothing else is late
    reviewed = _reviewed(_Open(file.session, file.row, file.seal, found), library, timing, reason)
    return issue(occasion, timing, about, review_documents.turned_down(about, reviewed, found.last))


def issue_changed(
    occasion: Occasion, library: Library, timing: Timing, about: About, decision: Decision, document: str
) -> dict[str, object]:
    """Issue, with the decision of a version that a review opened, what it changes; nothing for any other decision."""
    behind = review_behind(occasion.session, occasion.row)
    if behind is None:
        return {}
    row = occasion.session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == behind.row.id))
    before = convert.decision(occasion.session, row, behind.seal) if row else None
    opened = _Open(occasion.session, behind.row, behind.seal, behind.review)
    reviewed = _reviewed(opened, library, timing, decision.reason)
    issued = issue(occasion, timing, about, review_documents.changed(about, reviewed, Change(before, decision, document)))
    return {"review_document": issued["document"], "review_document_digest": issued["document_digest"]}


@dataclass(frozen=True, slots=True)
class _Open:
    """A file that is reviewed, and the review of it."""

    session: Session
    row: ApplicationRow
    seal: Seal = field(repr=False)
    review: DecisionReview


def _reviewed(opened: _Open, library: Library, timing: Timing, reason: str) -> Reviewed:
    session, row, found = opened.session, opened.row, opened.review
    policy, flight = pinned_policy(library, convert.policy_pin(session, row)), preflight_of(session, row, library)
    handed_in = {each.kind for each in evidence_files(session, row.id, opened.seal) if not each.is_removed}
    return Reviewed(
        review=found,
        asked_on=local_day(found.at),
        document=next((each for each in documents_of(session, row) if each.number == found.document), None),
        flight=flight,
        together=accepted_together(flight, found.contested) if flight else None,
        evidence=tuple(kind.label for id_, kind in policy.evidence.items() if id_ in handed_in),
        others=contesting(session, row, library, timing).others,
        reason=reason,
    )
