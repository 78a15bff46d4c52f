"""A supervisor agrees to the grant that the maker proposed; it is made by an act of its own, after one more look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.guards import Guard
from scoring.application.status import Act
from scoring.casework.admission import carry_admission
from scoring.casework.deciding import assess_again
from scoring.casework.file import close_file, words
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.reviewing import open_review
from scoring.casework.signing import sign_agreement
from scoring.errors import NotAllowed
from scoring.records.convert_granting import grant_approval
from scoring.records.granting import GrantApprovalRow

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import GrantApproval, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def approve_grant(  # noqa: PLR0913 - what it goes by, and who acts on what with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> GrantApproval:
    """Approve. From here on the applicant cannot withdraw; the application is granted next, or returned with reasons.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_review`; NotAllowed also `proposed` (the maker did not propose a
            grant) and as `assess_again`.
        OrgansUnnamed: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        review = open_review(session, shown, Act.APPROVE_GRANT, officer, at)
        given = words(reason, "reason", "Say why you agree: it stands in the history of the file.")
        if review.recommendation.opinion.proposal != "grant":
            raise NotAllowed(Act.APPROVE_GRANT, Guard.PROPOSED)
        refuse_unnamed(review.file, library, timing)
        fresh = assess_again(review, library)
        file, made = review.file, review.recommendation
        sign_agreement(review)
        row = GrantApprovalRow(
            application_id=file.row.id,
            recommendation=made.number,
            at=at,
            maker_id=made.maker_id,
            checker_id=officer.account_id,
            package=made.package,
        )
        session.add(row)
        session.flush()
        carry_admission(file, made.number, fresh.assessment)
        facts = {"recommendation": made.number, "package": made.package, "digest": review.assessed.pin.digest}
        close_file(file, file.move.target, facts, given)
        return grant_approval(session, row)
