"""What a stored assessment rests on, shown with its reasons: made again from the stored facts and compared with what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.application.application import Assessed, PolicyPin
from scoring.casework.assessing import assess_now, pinned_policy
from scoring.engine.assessment import Assessment
from scoring.errors import ScoringError
from scoring.pages.result import AwardLine, lines
from scoring.pages.values import AnswerSection, answer_sections, because
from scoring.policy.library import Library
from scoring.policy.model import Policy
from scoring.web.language import language


@dataclass(frozen=True, slots=True)
class Basis:
    """One stored assessment. `again` is None where it cannot be made again; `equal` says whether it comes out the same."""

    assessed: Assessed
    policy: Policy | None
    again: Assessment | None
    equal: bool

    def lines(self) -> list[AwardLine]:
        """Give every award with why, in the order of the paper."""
        if self.again is None or self.policy is None:
            return []
        return [line for award in self.again.awards for line in lines(self.policy, award)]

    def facts(self) -> Sequence[AnswerSection]:
        """Give the facts in words, by section."""
        if self.policy is None:
            return ()
        return answer_sections(self.policy, self.assessed.facts, list(self.policy.facts), language())

    def because(self, facts: object) -> str:
        """Name the facts that a condition read."""
        if self.policy is None or self.again is None:
            return ""
        return because(self.policy, facts, self.again.missing, language())  # type: ignore[arg-type] - a verdict's facts


def read_basis(library: Library, pin: PolicyPin, assessed: Assessed) -> Basis:
    """Make *assessed* again under the pinned policy."""
    try:
        policy = pinned_policy(library, pin)
        fresh = assess_now(policy, assessed.facts, assessed.on, assessed.pin.round)
    except ScoringError:
        return Basis(assessed, None, None, equal=False)
    return Basis(assessed, policy, fresh.assessment, equal=fresh.equals(assessed))
