"""A supervisor approves the points that the maker proposed; from then on an application can cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.plain import canonical
from scoring.application.points import approval_hash
from scoring.application.status import Act
from scoring.casework.assessing import pinned_policy
from scoring.casework.deciding import assess_again
from scoring.casework.file import close_file, words
from scoring.casework.points import approvals
from scoring.casework.reviewing import Review, open_review
from scoring.casework.signing import sign_agreement
from scoring.casework.workbench import bench_of
from scoring.records.points import PointsApprovalRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.application.points import Approval
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def approve_points(
    transaction: Transaction, library: Library, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Approval:
    """Approve. What it settles is every fact with a verdict, and every declared one that nothing checks; never one left unchecked.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_review`; NotAllowed also `same_again`.
        InputRefused: `reason` is empty.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        review = open_review(session, shown, Act.APPROVE, officer, at)
        given = words(reason, "reason", "Say why you approve the points: the applicant reads it.")
        assess_again(review, library)
        sign_agreement(review)
        row = _write(review, _settled(review, library))
        facts = {"approval": row.number, "hash": row.hash, "recommendation": row.recommendation, "package": row.package}
        close_file(review.file, review.file.move.target, {**facts, "digest": row.digest}, given)
        return approvals(session, review.file.row)[-1]


def _settled(review: Review, library: Library) -> list[str]:
    """Give the facts that no application verifies again: as they stood on the day of the proposal."""
    file, today = review.file, local_day(review.recommendation.at)
    policy = pinned_policy(library, file.application.pin)
    standing = bench_of(file.session, file.row, file.seal, policy, file.officer, today).standing
    return [fact for fact in policy.facts if fact in standing.verdicts or fact in review.assessed.facts]


def _write(review: Review, settled: list[str]) -> PointsApprovalRow:
    file, assessed, made = review.file, review.assessed, review.recommendation
    number = len(approvals(file.session, file.row)) + 1
    row = PointsApprovalRow(
        application_id=file.row.id,
        number=number,
        at=file.at,
        on=assessed.on,
        recommendation=made.number,
        maker_id=made.maker_id,
        checker_id=file.officer.account_id,
        digest=assessed.pin.digest,
        package=made.package,
        outcome=assessed.outcome,
        total=assessed.total,
        facts=canonical(settled),
        hash=approval_hash(file.row.reference, number, made.package, file.officer.account_id, file.at),
    )
    file.session.add(row)
    file.session.flush()
    return row
