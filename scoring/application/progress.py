"""办理进度: the five steps of a file, as anybody may know them who has its number and the end of the identity number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from scoring.application.status import DECIDED, Status

Step: TypeAlias = Literal["filing", "acceptance", "checking", "publicity", "closing"]
"""申报、受理、审核、公示、办结, in their order."""

Stand: TypeAlias = Literal["done", "now", "ahead", "none"]
"""Of a step: it is over, it goes on, it is still to come, or the file was closed without it."""

QUESTIONS = "questions"
"""What is awaited where the office asked the applicant something; `Due.day` is the last day to answer."""

PUBLICITY = "publicity"
"""What is awaited while a file stands on a public list; `Due.day` is the last day of the list."""

_NOW: Mapping[Status, Step] = {
    Status.SUBMITTED: "acceptance",
    Status.SUPPLEMENT: "acceptance",
    Status.ACCEPTED: "checking",
    Status.RECOMMENDED: "checking",
    Status.APPROVED_PENDING: "checking",
    Status.PUBLICITY: "publicity",
}
"""The step in which an undecided file is; every other one that was handed in is closed, or decided, which is the same here."""

_CHECKED = frozenset({*DECIDED, Status.APPROVED, Status.FORFEITED, Status.NOT_SELECTED})
"""Where a file is closed after two people looked at it."""


def steps_of(status: Status, *, is_accepted: bool, was_listed: bool, publishes: bool) -> dict[Step, Stand]:
    """Say where each step stands, in their order; without 公示 where the rules know none and the file never was on a list.

    Args:
        status: of a file that was handed in.
        is_accepted: whether it was accepted.
        was_listed: whether it stood on a public list.
        publishes: whether its rules have a list made public before anybody on it is granted.
    """
    names: list[Step] = ["filing", "acceptance", "checking", "publicity", "closing"]
    if not (publishes or was_listed):
        names.remove("publicity")
    now = _NOW.get(status)
    if now is None:
        over = {"acceptance": is_accepted, "checking": status in _CHECKED, "publicity": was_listed}
        return {name: "done" if over.get(name, True) else "none" for name in names}
    here = names.index(now)
    return {name: _stand(place - here) for place, name in enumerate(names)}


def _stand(after: int) -> Stand:
    if after == 0:
        return "now"
    return "done" if after < 0 else "ahead"
