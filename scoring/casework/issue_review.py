"""复核决定书, 复核申请不予受理决定书: issuing what a review came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.preflight import accepted_together
from scoring.casework.assessing import pinned_policy
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.read_document import documents_of
from scoring.casework.read_preflight import preflight_of
from scoring.casework.review_terms import contesting
from scoring.notices import review_documents
from scoring.notices.review_documents import Reviewed
from scoring.records.evidence_reading import evidence_files

if TYPE_CHECKING:
    from scoring.application.due import Timing
    from scoring.application.review import DecisionReview
    from scoring.casework.file import File
    from scoring.policy.library import Library
    from scoring.policy.model import Policy


def issue_kept(file: File, found: DecisionReview, library: Library, timing: Timing, reason: str) -> dict[str, object]:
    """Issue that what was decided stands; give what the act's event says of it."""
    policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
    about = about_of(occasion, policy, timing)
    return issue(occasion, timing, about, review_documents.kept(about, _reviewed(file, found, library, timing, policy, reason)))


def issue_turned_down(file: File, found: DecisionReview, library: Library, timing: Timing, reason: str) -> dict[str, object]:
    """Issue that a late review is not admitted; give what the act's event says of it."""
    policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
    about = about_of(occasion, policy, timing)
    assert found.last is not None  # noqa: S101 - nothing else is late
    reviewed = _reviewed(file, found, library, timing, policy, reason)
    return issue(occasion, timing, about, review_documents.turned_down(about, reviewed, found.last))


def _reviewed(file: File, found: DecisionReview, library: Library, timing: Timing, policy: Policy, reason: str) -> Reviewed:
    session, row = file.session, file.row
    flight = preflight_of(session, row, library)
    handed_in = {each.kind for each in evidence_files(session, row.id, file.seal) if not each.is_removed}
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
