"""Questions to the applicant while a file is verified, their answers, and for how long the file's own terms wait for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from scoring.application.clocks import Pause
from scoring.application.deadlines import local_day, months_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.application.filing import Difference, Signature
    from scoring.application.verifying import Given
    from scoring.application.working_days import WorkingDays
    from scoring.policy.procedure import Duration

FACTS, EVIDENCE = "facts/", "evidence/"
"""What a question can be about: `facts/education`, a fact of the policy, or `evidence/diploma`, a kind of document."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `number` counts from 1 within its set, `answer` is what was said in words."""

    number: int
    about: str
    reference: str
    words: str = field(repr=False)
    answer: str = field(default="", repr=False)

    @property
    def fact(self) -> str:
        """The fact that it is about; empty where it is about a document."""
        return self.about.removeprefix(FACTS) if self.about.startswith(FACTS) else ""

    @property
    def kind(self) -> str:
        """The kind of document that it is about; empty where it is about a fact."""
        return self.about.removeprefix(EVIDENCE) if self.about.startswith(EVIDENCE) else ""


@dataclass(frozen=True, slots=True)
class Answered:
    """When a set was answered, under which declaration; `differences` say what the answer changed in the facts asked about.

    `assessment` is the number of the assessment of what is declared since, None where the answer changed no fact.
    """

    at: datetime
    declaration: str
    digest: str
    differences: tuple[Difference, ...]
    assessment: int | None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """询问: what is asked at once. `due` is the last day to answer; None where none was told, and then nothing waits for it.

    `paused_to` is the last day on which the file's terms wait for the answer at most, None where they run on.
    """

    number: int
    asked_at: datetime
    asked_by: str
    due: date | None
    paused_to: date | None
    questions: tuple[Question, ...]
    answer: Answered | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts asked about, each once: only these can an answer change."""
        return tuple(dict.fromkeys(each.fact for each in self.questions if each.fact))

    @property
    def pause(self) -> Pause | None:
        """The days that do not count, as far as they can be told now; None where there are none."""
        return pause_of(self.asked_at, self.paused_to, self.answer.at if self.answer else None)

    def is_open(self, today: date) -> bool:
        """Whether the office waits for the answer; once the last day is over it goes on without."""
        return self.answer is None and self.due is not None and today <= self.due

    def is_paused(self, today: date) -> bool:
        """Whether the file's terms wait now."""
        return self.answer is None and self.paused_to is not None and today <= self.paused_to


@dataclass(frozen=True, slots=True)
class QuestionsAnswer:
    """An answer to the newest set: words by the number of each question, and the facts asked about as they are to stand.

    A question may be answered by words, by another value, or by a document handed in since it was asked. `revision` is that of the
    prepared answer that was shown, None where none was.
    """

    signature: Signature
    words: Mapping[int, str] = field(repr=False)
    facts: Mapping[str, Given] = field(default_factory=dict, repr=False)
    revision: int | None = None


def pause_of(asked_at: datetime, paused_to: date | None, answered_at: datetime | None) -> Pause | None:
    """Give the days on which a file's terms wait: from the day after the questions to that of the answer, or to *paused_to*.

    Silence ends the pause by itself, with effect from that last day; nobody has to do anything.
    """
    if paused_to is None:
        return None
    first = local_day(asked_at) + _DAY
    last = paused_to if answered_at is None else min(paused_to, local_day(answered_at))
    return Pause(first, last, "question") if last >= first else None


def last_paused(
    asked_on: date, due: date | None, most: Duration | None, before: Sequence[Pause], working_days: WorkingDays
) -> date | None:
    """Give the last day on which terms wait for an answer at most; None where they do not wait.

    Args:
        asked_on: the day of the questions; the pause begins the day after.
        due: the last day to answer; without one nothing waits, since nobody could tell until when.
        most: how long one file may wait in all; None where nobody sets a limit.
        before: the pauses of the file so far.
        working_days: the years that are known.

    Raises:
        CalendarUnknown: the working days of a year are not known.
    """
    if due is None or most is None:
        return due
    left = _length(asked_on, most) - sum(_counts(day, most, working_days) for pause in before for day in _days(pause))
    last, day = None, asked_on
    while day < due and left > 0:
        day += _DAY
        last = day
        left -= _counts(day, most, working_days)
    return last


def _length(asked_on: date, most: Duration) -> int:
    """Count the days of the longest wait; a month counts as many days as the one that begins now."""
    return (months_after(asked_on, most.n) - asked_on).days if most.unit == "months" else most.n


def _counts(day: date, most: Duration, working_days: WorkingDays) -> bool:
    """Whether a day counts towards the longest wait."""
    return most.unit != "working_days" or day in working_days


def _days(pause: Pause) -> list[date]:
    """Give the days of a pause, which ended before another begins."""
    last = pause.last or pause.first
    return [pause.first + n * _DAY for n in range((last - pause.first).days + 1)]
