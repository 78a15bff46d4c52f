"""What one changed answer does: total, outcome, awards, what is opened, and the first days on which that is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scoring.engine.assessment import Assessment, Award, Verdict
from scoring.engine.forecast import FirstDays
from scoring.pages.sums import Sum, sums
from scoring.policy.selection import Entitlement


@dataclass(frozen=True, slots=True)
class SumMoved:
    """One sum before and after; `by` is how much more, None while either is open."""

    before: Sum
    after: Sum

    @property
    def by(self) -> Decimal | None:
        """How many points more; below 0 where it falls."""
        if self.before.points is None or self.after.points is None:
            return None
        return self.after.points - self.before.points


@dataclass(frozen=True, slots=True)
class AwardMoved:
    """A criterion or group whose points change."""

    before: Award
    after: Award


@dataclass(frozen=True, slots=True)
class VerdictMoved:
    """A requirement or veto that changes; `is_veto`: one that is met refuses."""

    before: Verdict
    after: Verdict
    is_veto: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Two assessments, of the answers as they are and with one changed, side by side."""

    before: Assessment
    after: Assessment
    first_before: FirstDays
    first_after: FirstDays

    @property
    def sums(self) -> tuple[SumMoved, ...]:
        """The sums that decide."""
        return tuple(SumMoved(*pair) for pair in zip(sums(self.before), sums(self.after), strict=True))

    @property
    def awards(self) -> tuple[AwardMoved, ...]:
        """The criteria and groups whose points change, in the order of the paper."""
        pairs = zip(_all(self.before), _all(self.after), strict=True)
        return tuple(AwardMoved(b, a) for b, a in pairs if (b.lowest, b.highest) != (a.lowest, a.highest))

    @property
    def verdicts(self) -> tuple[VerdictMoved, ...]:
        """The requirements and vetoes that change."""
        return tuple(
            VerdictMoved(before, after, is_veto)
            for ones, others, is_veto in (
                (self.before.requirements, self.after.requirements, False),
                (self.before.vetoes, self.after.vetoes, True),
            )
            for before, after in zip(ones, others, strict=True)
            if before.state != after.state
        )

    @property
    def opened(self) -> tuple[Entitlement, ...]:
        """What an admission would open that it would not before."""
        return tuple(each for each in self.after.entitlements if each not in self.before.entitlements)

    @property
    def closed(self) -> tuple[Entitlement, ...]:
        """What an admission would no longer open."""
        return tuple(each for each in self.before.entitlements if each not in self.after.entitlements)

    @property
    def is_none(self) -> bool:
        """Whether nothing changes at all."""
        moved = any((one.before.lowest, one.before.highest) != (one.after.lowest, one.after.highest) for one in self.sums)
        same_day = self.first_before == self.first_after and self.before.outcome == self.after.outcome
        return same_day and not (moved or self.awards or self.verdicts or self.opened or self.closed)


def _all(assessment: Assessment) -> Iterator[Award]:
    for award in assessment.awards:
        yield from award.walk()
