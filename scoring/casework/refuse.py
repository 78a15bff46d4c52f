"""A supervisor refuses, with reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.status import Act
from scoring.casework.deciding import assess_again, close_decided, write_decision
from scoring.casework.file import words
from scoring.casework.issue_decision import issue_refusal
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.reviewing import open_review
from scoring.records import convert

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Decision, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


def refuse(  # noqa: PLR0913 - what it goes by, and who acts on what with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Decision:
    """Refuse, whatever the maker proposed; the reasons are what the applicant reads and may contest.

    不予决定书 is issued.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_review`; NotAllowed also as `assess_again`.
        OrgansUnnamed: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        review = open_review(session, shown, Act.REFUSE, officer, at)
        given = words(reason, "reason", "A refusal needs its reasons: say which condition is not met and on what facts.")
        refuse_unnamed(review.file, library, timing)
        assess_again(review, library)
        row = write_decision(review, "refused", given)
        decision = convert.decision(session, row, review.file.seal)
        close_decided(review, row, given, issue_refusal(review, library, timing, decision))
        return decision
