"""What an auditor asks for: a selection of decisions, and what became of a decision that was computed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scoring.application.plain import plain

if TYPE_CHECKING:
    from scoring.application.second_look import Difference

Again: TypeAlias = Literal["equal", "unequal", "erased", "refused", "unreadable"]
"""`erased`: its facts are gone; `refused`: its rules are not here, or refuse its facts; `unreadable`: what is kept was changed."""

AGAIN: tuple[Again, ...] = ("equal", "unequal", "erased", "refused", "unreadable")


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions are meant; what is empty asks for nothing.

    `number` is the whole number of a decision or of its file; both days are included, in the hours of the offices; `office` means
    those below it too; `officer` is the user name of its maker or checker; `criterion` one of that
    version that gave points, or a row of it that matched, as `criterion/number`.
    """

    number: str = ""
    first: date | None = None
    last: date | None = None
    office: str = ""
    officer: str = ""
    scheme: str = ""
    version: str = ""
    kind: str = ""
    outcome: str = ""
    criterion: str = ""

    @property
    def is_all(self) -> bool:
        """Whether it leaves nothing out."""
        return self == DecisionFilter()

    def document(self) -> dict[str, Any]:
        """Give what is asked for as plain JSON values, to be kept."""
        return {each.name: plain(value) for each in fields(self) if (value := getattr(self, each.name)) not in {None, ""}}


def filter_of(document: Mapping[str, Any]) -> DecisionFilter:
    """Read what `DecisionFilter.document` gave."""
    days = {name: date.fromisoformat(document[name]) for name in ("first", "last") if name in document}
    return DecisionFilter(**{**document, **days})


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One decision computed again from its kept facts under its pinned version.

    `differs` names what an unequal one says otherwise; `has_new_figures`: the figures of its round are others now. `why` is the
    code of the error of a refused one.
    """

    again: Again
    differs: tuple[Difference, ...] = ()
    has_new_figures: bool = False
    why: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Name what differs, without what it says: nothing of a person."""
        return tuple(dict.fromkeys(one.id or one.kind for one in self.differs))
