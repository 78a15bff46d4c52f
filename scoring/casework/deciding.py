"""What approving, granting and refusing have in common: the recommendation is checked once more, a decision is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from scoring.application.commitments import commitments
from scoring.application.moves import Guard
from scoring.application.review import StepKind
from scoring.casework.assessing import Fresh, assess_now, pinned_policy
from scoring.casework.file import close_file
from scoring.casework.index_awards import index_awards
from scoring.casework.pinned_texts import pinned_texts
from scoring.casework.points import cited, stands
from scoring.casework.reviewed_versions import close_behind
from scoring.casework.signing import refuse_unproved, refuse_unsigned, sign_agreement
from scoring.casework.supersede import older_of, replaced, supersede
from scoring.errors import NotAllowed
from scoring.records.decisions import DecisionRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.casework.reviewing import Review
    from scoring.casework.supersede import Older
    from scoring.policy.library import Library


def assess_again(review: Review, library: Library) -> Fresh:
    """Assess the recommended facts once more under the pinned policy.

    Raises:
        NotAllowed: `points_stand`: the approved points that the application cites are being adjusted, or were approved anew;
            `proved`, `signed`: as `refuse_unproved` and `refuse_unsigned`;
            `same_again`: the result, or what the records hold, is not what was recommended. Return it instead.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    file = review.file
    if not stands(file.session, cited(file.session, file.row.id)):
        raise NotAllowed(file.move.act, Guard.POINTS_STAND)
    refuse_unproved(file)
    refuse_unsigned(review)
    policy = pinned_policy(library, file.application.pin)
    assessed = review.assessed
    fresh = assess_now(policy, assessed.facts, assessed.on, assessed.pin.round)
    if not fresh.equals(assessed) or review.package != review.recommendation.package:
        raise NotAllowed(file.move.act, Guard.SAME_AGAIN)
    return fresh


def write_decision(review: Review, kind: Literal["granted", "refused"], reason: str) -> DecisionRow:
    """Write the decision with a copy of everything it rests on; of a new version also whose place it takes."""
    file, assessed, made = review.file, review.assessed, review.recommendation
    pin = assessed.pin
    reference = f"{file.row.reference}-D"
    _sign(review, reference, kind, reason)
    row = DecisionRow(
        reference=reference,
        application_id=file.row.id,
        kind=kind,
        at=file.at,
        on=assessed.on,
        scheme=pin.scheme,
        policy_version=pin.version,
        digest=pin.digest,
        round=pin.round,
        round_digest=pin.round_digest,
        recommendation=made.number,
        maker_id=made.maker_id,
        checker_id=file.officer.account_id,
        outcome=assessed.outcome,
        total=assessed.total,
        reason=file.seal.close(reason, "decisions.reason/1"),
        published_list=made.opinion.published_list,
        package=made.package,
        facts=file.seal.close_document(assessed.facts, "decisions.facts/1"),
        document=file.seal.close_document(assessed.document, "decisions.document/1"),
    )
    file.session.add(row)
    file.session.flush()
    index_awards(file.session, row, assessed.document)
    return row


def _sign(review: Review, reference: str, kind: str, reason: str) -> None:
    """Sign, as checker, what is decided, and the very texts of the rules that it goes by."""
    made = review.recommendation
    texts = pinned_texts(review.file.session, review.assessed.pin)
    decided = {
        "decision": {"reference": reference, "kind": kind},
        "texts": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()},
        **replaced(review.file),
        "commitments": commitments(made.secret or b"", {"decision_reason": reason}),  # signed before, so there is a secret
    }
    sign_agreement(review, decided)


def close_decided(review: Review, row: DecisionRow, reason: str, issued: Mapping[str, object], older: Older | None = None) -> None:
    """Write the status and the event of a decision, with what the event says of the document that was issued.

    With the decision of a new version its *older* file, where that is not opened yet, is closed, and so is the review behind it.
    """
    file = review.file
    facts: dict[str, object] = {
        "decision": row.reference,
        "recommendation": row.recommendation,
        "package": row.package,
        "digest": row.digest,
    }
    status, closed = file.move.target, older or older_of(file)
    if closed is not None:
        status = supersede(file, closed, row.reference, is_granted=row.kind == "granted") or status
        facts |= {"replaces": closed.row.reference, **close_behind(file, StepKind.CHANGED, reason)}
    close_file(file, status, {**facts, **issued}, reason)
