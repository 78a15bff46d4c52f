"""积分核定: what it means that points are approved before one applies, and what an application takes over from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.application.plain import sha256
from scoring.application.status import Status
from scoring.application.verifying import FactVerdict, said

if TYPE_CHECKING:
    from datetime import date, datetime

    from scoring.application.application import Facts, PolicyPin
    from scoring.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Approval:
    """核定结果: points that two people approved. It is never changed; after an adjustment another one follows, numbered from 1.

    `record` is the reference of the points record, `package` the hash of what the maker proposed. `facts` are the ids of those that
    are settled by it: what they are stands in the record, and an application verifies none of them again.
    """

    record: str
    number: int
    at: datetime
    on: date
    pin: PolicyPin
    maker_id: int
    maker: str
    checker_id: int
    checker: str
    outcome: str
    total: str
    package: str
    facts: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class PointsRecord:
    """Where the points of one person stand under one scheme: `approval` is the newest there is, and holds while `is_approved`."""

    reference: str
    status: Status
    policy_version: str
    approval: Approval | None

    @property
    def is_approved(self) -> bool:
        """Whether there are approved points now."""
        return self.status is Status.APPROVED

    @property
    def is_adjusted(self) -> bool:
        """Whether points that were approved are being adjusted: meanwhile there are none."""
        return self.approval is not None and not self.is_approved


def come_first(policy: Policy) -> bool:
    """Whether points are approved before one applies."""
    return policy.procedure.verification == "before_application"


def approval_hash(record: str, number: int, package: str, checker_id: int, at: datetime) -> str:
    """Give the hash by which an approval is cited; what was approved is under the hash of the package."""
    return sha256({"record": record, "number": number, "package": package, "checker": checker_id, "at": at.isoformat()})


def taken_over(facts: Facts, approval: Approval, approved: Facts) -> dict[str, object]:
    """Give *facts* with what is *approved* in place of all that the approval settles."""
    settled = frozenset(approval.facts)
    others = {id_: value for id_, value in facts.items() if id_ not in settled}
    return {**others, **{id_: value for id_, value in approved.items() if id_ in settled}}


def verdicts_of_approval(approved: Facts, approval: Approval) -> tuple[FactVerdict, ...]:
    """Give what an approval settles as verdicts; one holds as long as what was *approved* is what is claimed."""
    return tuple(
        FactVerdict(
            number=0,
            fact=fact,
            kind="accept",
            claimed=said(approved, fact),
            verified=said(approved, fact),
            reason="",
            reference=approval.record,
            by=approval.checker,
            at=approval.at,
        )
        for fact in approval.facts
    )
