"""更正、补充个人信息: a holder asks for it (个人信息保护法 art. 46), gets a receipt; the office answers by a last day of its own.

Asking and answering change nothing: where a datum can be changed, the act that does it is the file's or the account's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from scoring.application.status import DECIDED, Status

DATUM_MAX = 120  # characters


class AnswerKind(StrEnum):
    """What the office answers."""

    CORRECTED = "corrected"  # 已更正
    REFUSED = "refused"  # 不予更正
    DECIDED_FILE = "decided_file"  # 已作决定的档案: only a correction of the decision changes it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: about the account, or one file (`reference`, empty for the account), which datum, wrong and right.

    `wrong` is empty where something is missing; `proof` says by what the right one is known.
    """

    reference: str
    datum: str = field(repr=False)
    wrong: str = field(repr=False)
    right: str = field(repr=False)
    proof: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer. `ways` are the ways to contest it: kind, organ in both languages, last day as an ISO date or None."""

    kind: AnswerKind
    at: datetime
    by: str
    words: str = field(repr=False)
    ways: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalRequest:
    """One request. `due` is the last day by which the office answers, None where no term is set or it cannot be counted."""

    id: int
    receipt: str
    at: datetime
    due: date | None
    wanted: Wanted
    status: Status | None  # of the file that it is about; None of the account
    answer: GivenAnswer | None = None

    @property
    def is_of_decided_file(self) -> bool:
        """Whether it is about a file that is decided."""
        return self.status in DECIDED

    def is_overdue(self, today: date) -> bool:
        """Whether it should be answered by now."""
        return self.answer is None and self.due is not None and self.due < today
