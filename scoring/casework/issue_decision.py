"""准予 / 不予决定书: issuing what a decision says, with what it rests on and how it is contested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.entitling import entries
from scoring.application.procedure import ways_of
from scoring.casework.assessing import pinned_policy
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.notices import documents
from scoring.notices.documents import Grounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scoring.application.due import Timing
    from scoring.casework.reviewing import Review
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.policy.selection import Entitlement


def issue_grant(
    review: Review, library: Library, timing: Timing, reason: str, unlocked: Iterable[Entitlement]
) -> dict[str, object]:
    """Issue the decision to grant, with everybody it is for and what it unlocks; give what the act's event says of it."""
    file = review.file
    policy, occasion = pinned_policy(library, file.application.pin), occasion_of(file)
    about, people = about_of(occasion, policy, timing), file.application.persons
    named = [(people[number], entitlement) for number, entitlement in entries(unlocked, people)]
    return issue(occasion, timing, about, documents.granted(about, _grounds(review, policy, timing, reason), named, people))


def issue_refusal(review: Review, library: Library, timing: Timing, reason: str) -> dict[str, object]:
    """Issue the decision to refuse; give what the act's event says of it."""
    policy, occasion = pinned_policy(library, review.file.application.pin), occasion_of(review.file)
    about = about_of(occasion, policy, timing)
    return issue(occasion, timing, about, documents.refused(about, _grounds(review, policy, timing, reason)))


def _grounds(review: Review, policy: Policy, timing: Timing, reason: str) -> Grounds:
    assessed = review.assessed
    ways = ways_of(policy.procedure, timing.defaults)
    return Grounds(reason, assessed.total, assessed.on, review.recommendation.opinion.published_list, ways)
