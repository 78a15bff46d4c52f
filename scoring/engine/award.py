"""What an assessment consists of: awards, verdicts and the outcome.

An assessment has some fifty of them. They are tuples whose parts have names, made from one tuple of all parts in the order of
their places: a frozen dataclass takes ten times as long to make, a `NamedTuple` twice. What never changes is one part, shared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from scoring.policy.wording import Text

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.policy.criteria import Condition
    from scoring.policy.facts import Value

State: TypeAlias = Literal["met", "not_met", "open"]


class Outcome(StrEnum):
    """结论. Where several apply, the first of these; `provisional` while missing facts could still change it."""

    VETOED = "vetoed"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    BELOW_THRESHOLD = "below_threshold"
    ELIGIBLE = "eligible"
    PROVISIONAL = "provisional"


class RowWords(NamedTuple):
    """What never changes of a row."""

    label: Text
    reference: str


def _part(place: int) -> Any:
    """Name the part at *place*."""
    return property(itemgetter(place))


def _shared(name: str) -> Any:
    """Name what stands in the part that all awards or verdicts of one kind share."""
    return property(attrgetter(name))


class _Parts(tuple[Any, ...]):
    """A tuple whose parts have names."""

    __slots__ = ()

    def __repr__(self) -> str:
        named = [f"{name}={getattr(self, name)!r}" for name, part in vars(type(self)).items() if isinstance(part, property)]
        return f"{type(self).__name__}({', '.join(named)})"


class MatchedRow(_Parts):
    """The row of the point table that gave the points.

    `number` counts from 1 in the order of the paper; `label` are the row's words, its own or made from where it starts;
    `units` is how many complete units or records counted, where the rule counts.
    """

    __slots__ = ()
    number: int = _part(0)
    words: RowWords = _part(1)
    points: Decimal = _part(2)
    units: int | None = _part(3)
    label: Text = _shared("words.label")
    reference: str = _shared("words.reference")


class Award(_Parts):
    """得分项: the points of one criterion or group.

    `points` is None while missing facts can still change it; then it lies from `lowest` to `highest`. `cap` is the most it
    can give; `uncapped` what it would be without cap and floor. `facts` maps each fact that the rule reads to the value
    used (None while missing). `applies` is false where `applies` in the policy does not hold; `counts` is false where a
    sibling is counted instead (`combine: highest`) and `yields_to` names a criterion that took its place.
    """

    __slots__ = ()
    about: Condition = _part(0)
    kind: Literal["group", "criterion"] = _part(1)
    points: Decimal | None = _part(2)
    lowest: Decimal = _part(3)
    highest: Decimal = _part(4)
    cap: Decimal | None = _part(5)
    uncapped: Decimal | None = _part(6)
    facts: Mapping[str, Value | None] = _part(7)
    row: MatchedRow | None = _part(8)
    applies: bool | None = _part(9)
    counts: bool = _part(10)
    yields_to: str | None = _part(11)
    awards: tuple[Award, ...] = _part(12)
    id: str = _shared("about.id")
    label: Text = _shared("about.label")
    reference: str = _shared("about.reference")
    note: Text = _shared("about.note")
    evidence: tuple[str, ...] = _shared("about.evidence")

    def walk(self) -> Iterator[Award]:
        """Give this award and all below it, in the order of the paper."""
        yield self
        for award in self.awards:
            yield from award.walk()


class Verdict(_Parts):
    """Whether a requirement or veto holds. A veto that is `met` refuses. `waived`: `unless` holds, so it is met."""

    __slots__ = ()
    about: Condition = _part(0)
    state: State = _part(1)
    facts: Mapping[str, Value | None] = _part(2)
    waived: bool = _part(3)
    id: str = _shared("about.id")
    label: Text = _shared("about.label")
    reference: str = _shared("about.reference")
    note: Text = _shared("about.note")
    evidence: tuple[str, ...] = _shared("about.evidence")
