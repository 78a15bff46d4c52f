"""查验原件: whoever is approved shows the originals at the window by a last day; who does not come may say why, and may forfeit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

REMINDERS = 2
"""So many reminders must be proven before anybody forfeits."""

SUMMONSES = 2
"""So often somebody is summoned for one approval: a second time where a cause was given for not coming."""


class OriginalsStepKind(StrEnum):
    """What was done about a summons."""

    REMINDED = "reminded"
    SEEN = "seen"  # 原件相符
    NOT_MATCHING = "not_matching"  # 原件不符
    ASKED = "asked"  # nobody came: asked why
    CAUSE = "cause"  # 说明事由
    PROPOSED = "proposed"  # 拟认定弃权
    RETURNED = "returned"
    FORFEITED = "forfeited"  # 弃权


CAME = (OriginalsStepKind.SEEN, OriginalsStepKind.NOT_MATCHING)


@dataclass(frozen=True, slots=True)
class OriginalsStep:
    """One step. `by_id` is None where the installation reminded; `on` is the day at the window, `due` the last one to say why."""

    number: int
    kind: OriginalsStepKind
    at: datetime
    by_id: int | None
    by: str
    words: str = field(repr=False)
    on: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Summons:
    """One summons to show originals at a place by a last day, for the approval of one recommendation; its steps, oldest first."""

    number: int
    approval: int
    at: datetime
    by: str
    due: date
    place: str = field(repr=False)
    steps: tuple[OriginalsStep, ...] = ()

    def of_kind(self, *kinds: OriginalsStepKind) -> tuple[OriginalsStep, ...]:
        """Give the steps of some kinds, oldest first."""
        return tuple(step for step in self.steps if step.kind in kinds)

    @property
    def is_seen(self) -> bool:
        """Whether originals were seen that match."""
        return bool(self.of_kind(OriginalsStepKind.SEEN))

    @property
    def mismatch(self) -> OriginalsStep | None:
        """What did not match when somebody came last; None where nobody came, or it was put right since."""
        came = self.of_kind(*CAME)
        return came[-1] if came and not self.is_seen else None

    @property
    def asked(self) -> OriginalsStep | None:
        """That the applicant was asked why nobody came."""
        return next(iter(self.of_kind(OriginalsStepKind.ASKED)), None)

    @property
    def causes(self) -> tuple[OriginalsStep, ...]:
        """What was said about not coming."""
        return self.of_kind(OriginalsStepKind.CAUSE)

    @property
    def proposal(self) -> OriginalsStep | None:
        """The proposal that stands to take it as forfeited."""
        last = self.steps[-1] if self.steps else None
        return last if last and last.kind is OriginalsStepKind.PROPOSED else None

    @property
    def is_reminded(self) -> bool:
        """Whether all reminders are proven."""
        return len(self.of_kind(OriginalsStepKind.REMINDED)) >= REMINDERS

    def is_missed(self, today: date) -> bool:
        """Whether nobody came by the last day."""
        return today > self.due and not self.of_kind(*CAME)

    def is_heard(self, today: date) -> bool:
        """Whether a cause was given, or there was the time to."""
        return bool(self.causes) or (self.asked is not None and self.asked.due is not None and self.asked.due < today)


_INTERNAL = (OriginalsStepKind.PROPOSED, OriginalsStepKind.RETURNED)


def as_own(summons: Summons) -> Summons:
    """Give a summons as the applicant reads it: nobody of the office by name, nothing of what the office proposes within itself."""
    steps = tuple(replace(step, by_id=None, by="") for step in summons.steps if step.kind not in _INTERNAL)
    return replace(summons, by="", steps=steps)


def current(summonses: Sequence[Summons], approval: int) -> Summons | None:
    """Give the newest summons for an approval; None where nobody was summoned since it was approved."""
    return next((each for each in reversed(summonses) if each.approval == approval), None)


def shown_until(summonses: Sequence[Summons], approval: int) -> date | None:
    """Give the last day to show originals for an approval; None where nobody is waited for."""
    found = current(summonses, approval)
    return None if found is None or found.of_kind(*CAME) else found.due


def may_summon(summonses: Sequence[Summons], approval: int) -> bool:
    """Whether the applicant can be summoned now: not yet for this approval, or once more since a cause was given."""
    found = [each for each in summonses if each.approval == approval]
    if not found:
        return True
    last = found[-1]
    return len(found) < SUMMONSES and bool(last.causes) and not last.of_kind(*CAME)
