"""A supervisor grants what was proposed and approved; what it unlocks is listed for each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.entitling import entries, following
from scoring.application.status import Act
from scoring.casework.admission import refuse_unadmitted
from scoring.casework.assessing import pinned_policy
from scoring.casework.deciding import assess_again, close_decided, write_decision
from scoring.casework.file import words
from scoring.casework.issue_decision import issue_grant
from scoring.casework.naming_organs import refuse_unnamed
from scoring.casework.originals import refuse_unseen
from scoring.casework.register import cause_of, new_number, write
from scoring.casework.reviewing import Review, open_review
from scoring.casework.supersede import held_before, older_of
from scoring.casework.waiting_for_list import refuse_objected, refuse_unpublished
from scoring.records import convert
from scoring.records.entitlements import EntitlementRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from scoring.application.application import Decision, Shown
    from scoring.application.due import Timing
    from scoring.application.entitling import Held
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.selection import Entitlement
    from scoring.records.database import Transaction
    from scoring.records.decisions import DecisionRow


def grant(  # noqa: PLR0913 - what it goes by, and who acts on what with which words
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime, reason: str
) -> Decision:
    """Grant. Entitlements that start with the registration are listed as pending, the others are in force at once.

    准予决定书 is issued. With the decision of a new version the older file is superseded: what its people had goes on in this one.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_review`; NotAllowed also as `assess_again`.
        NotYet: as `refuse_unadmitted`, `refuse_unseen`, `refuse_unpublished` and `refuse_objected`.
        OrgansUnnamed: as `refuse_unnamed`.
        InputRefused: `reason` is empty.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        review = open_review(session, shown, Act.GRANT, officer, at)
        given = words(reason, "reason", "Say why you grant it: it stands in the decision.")
        refuse_unnamed(review.file, library, timing)
        refuse_objected(review.file)
        policy = pinned_policy(library, review.file.application.pin)
        refuse_unadmitted(review.file, policy)
        refuse_unseen(review.file, policy)
        refuse_unpublished(review.file, policy)
        fresh = assess_again(review, library)
        row = write_decision(review, "granted", given)
        older = older_of(review.file)
        _list_entitlements(review, row, fresh.assessment.entitlements, held_before(older))
        decision = convert.decision(session, row, review.file.seal)
        issued = issue_grant(review, library, timing, decision, fresh.assessment.entitlements)
        close_decided(review, row, given, issued, older)
        return decision


def _list_entitlements(review: Review, decision: DecisionRow, unlocked: Iterable[Entitlement], held: Held) -> None:
    file = review.file
    for number, entitlement in entries(unlocked, file.application.persons):
        standing = following(entitlement, number, local_day(file.at), held)
        row = EntitlementRow(
            number=new_number(),
            application_id=file.row.id,
            decision_id=decision.id,
            person=number,
            entitlement=entitlement.id,
            label=convert.words_of(entitlement.label),
            service=entitlement.service,
            confers=entitlement.confers,
            granted_by=convert.words_of(entitlement.granted_by),
            starts=entitlement.starts,
            reference=entitlement.reference,
            valid_for=entitlement.valid_for,
            apply_within=entitlement.apply_within,
        )
        file.session.add(row)
        write(file.session, file.seal, cause_of(file), row, standing)
