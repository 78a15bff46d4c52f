"""准予 / 不予决定书: issuing what a decision says, with what it rests on and how it is contested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.entitling import entries
from scoring.application.procedure import ways_of
from scoring.application.reasons.plain import as_plain
from scoring.application.reasons.statement import statement_of
from scoring.casework.assessing import pinned_policy
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.issue_correction import as_correction
from scoring.casework.issue_review import issue_changed
from scoring.casework.statements import grounds_of_decision
from scoring.notices import documents
from scoring.notices.document_parts import stated
from scoring.notices.documents import Grounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.application.application import Decision
    from scoring.application.due import Timing
    from scoring.casework.reviewing import Review
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.policy.selection import Entitlement


def issue_grant(
    review: Review, library: Library, timing: Timing, decision: Decision, unlocked: Iterable[Entitlement]
) -> dict[str, object]:
    """Issue the decision to grant, with everybody it is for and what it unlocks; give what the act's event says of it.

    Where a review led to it, 复核决定书 is issued with it.
    """
    file = review.file
    policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
    about, people = about_of(occasion, policy, timing), file.application.persons
    named = [(people[number], entitlement) for number, entitlement in entries(unlocked, people)]
    body = documents.granted(about, _grounds(review, policy, timing, decision), named, people)
    issued = issue(occasion, timing, about, as_correction(file, policy, decision, body))
    return {**issued, **issue_changed(occasion, library, timing, about, decision, str(issued["document"]))}


def issue_refusal(review: Review, library: Library, timing: Timing, decision: Decision) -> dict[str, object]:
    """Issue the decision to refuse, and 复核决定书 where a review led to it; give what the act's event says of it."""
    policy, occasion = pinned_policy(library, review.file.application.pin), occasion_of(review.file)
    about = about_of(occasion, policy, timing)
    body = documents.refused(about, _grounds(review, policy, timing, decision))
    issued = issue(occasion, timing, about, as_correction(review.file, policy, decision, body))
    return {**issued, **issue_changed(occasion, library, timing, about, decision, str(issued["document"]))}


def _grounds(review: Review, policy: Policy, timing: Timing, decision: Decision) -> Grounds:
    file = review.file
    made = as_plain(statement_of(grounds_of_decision(file.session, file.row, decision, policy, timing)))
    ways = ways_of(policy.procedure, timing.defaults)
    return Grounds(decision.reason, decision.total, decision.on, decision.published_list, ways, stated(made))
