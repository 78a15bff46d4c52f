"""异议: an objection to who stands on a public list, and what became of it.

Who objects is known to those who look into it and to nobody else. The applicant is told what is objected in the office's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from scoring.application.kept_file import KeptFile

Extent: TypeAlias = Literal["part", "whole"]
"""How far an objection is to be upheld: in part, and the file is looked at again; whole, and it is refused."""


class StepKind(StrEnum):
    """What was done about an objection. The last four close it."""

    TOLD = "told"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    RETURNED = "returned"
    DISMISSED = "dismissed"  # 不成立
    IN_PART = "in_part"  # 部分成立
    UPHELD = "upheld"  # 成立
    OVERTAKEN = "overtaken"  # another objection to the file was upheld


CLOSING = (StepKind.DISMISSED, StepKind.IN_PART, StepKind.UPHELD, StepKind.OVERTAKEN)


@dataclass(frozen=True, slots=True)
class Objector:
    """Who objects. Nothing of it shows in a log. `is_to_be_told`: at the contact, once the objection is closed."""

    name: str = field(repr=False)
    identity_number: str = field(repr=False)
    contact: str = field(repr=False)
    is_to_be_told: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `due` is the last day to answer, where the applicant was told; `extent` what was proposed."""

    number: int
    kind: StepKind
    at: datetime
    by_id: int
    by: str
    words: str = field(repr=False)
    due: date | None = None
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection: what it says, until when it is to be looked into (None: no term is set), and its steps, oldest first.

    `objector` is None, and `files` are empty, for those who do not look into it. `recorded_by` is empty where it came in by the
    public page.
    """

    number: int
    publication: int
    line: int
    receipt: str
    at: datetime
    recorded_by: str
    due: date | None
    objector: Objector | None
    words: str = field(repr=False)
    steps: tuple[Step, ...] = ()
    files: tuple[KeptFile, ...] = ()

    @property
    def closing(self) -> Step | None:
        """The step that closed it; None while it is open."""
        return next((step for step in self.steps if step.kind in CLOSING), None)

    @property
    def told(self) -> Step | None:
        """What the applicant was told; None while nothing was."""
        return _first(self.steps, StepKind.TOLD)

    @property
    def answer(self) -> Step | None:
        """What the applicant answered."""
        return _first(self.steps, StepKind.ANSWERED)

    @property
    def proposal(self) -> Step | None:
        """The proposal to uphold it that stands; None where there is none, or it was returned."""
        last = self.steps[-1] if self.steps else None
        return last if last and last.kind is StepKind.PROPOSED else None

    def is_heard(self, today: date) -> bool:
        """Whether the applicant answered, or had the time to."""
        told = self.told
        return self.answer is not None or (told is not None and told.due is not None and told.due < today)

    def is_overdue(self, today: date) -> bool:
        """Whether it should be closed by now."""
        return self.closing is None and self.due is not None and self.due < today


def _first(steps: Sequence[Step], kind: StepKind) -> Step | None:
    return next((step for step in steps if step.kind is kind), None)
