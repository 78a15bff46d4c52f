"""批次: one round of a scheme whose places are limited, as its notice says it, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from scoring.ranking import Line, Places, Quota

if TYPE_CHECKING:
    from scoring.policy.language.tree import Coded
    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round
    from scoring.ranking import Ties

WHOLE = ""
"""The district of a round that is ranked as one."""

QuotaKind: TypeAlias = Literal["number", "districts", "line"]
QUOTA_KINDS: tuple[QuotaKind, ...] = ("number", "districts", "line")


class RoundStage(StrEnum):
    """Where a round stands."""

    OPEN = "open"  # the notice is entered; applications are handled
    FROZEN = "frozen"  # the list of its applications stands; it is to be ranked
    RANKED = "ranked"  # a result is there that counts everybody who is still in it
    HELD = "held"  # a first person agreed to the result, a second one is awaited
    PUBLISHED = "published"  # two people agreed; its files are closed or go on one by one
    CLOSED = "closed"  # that is done for each of them
    CANCELLED = "cancelled"  # opened in error: it counts nothing, and stays readable


class Place(StrEnum):
    """What the result says of an application."""

    ADMITTED = "admitted"  # 入围
    OUTSIDE = "outside"  # 入围, by the rules without points: outside the ranking and its places
    UNDECIDED = "undecided"  # tied at the line: a further rule draws
    NOT_SELECTED = "not_selected"  # 未入围


OUTCOMES = (Place.ADMITTED, Place.NOT_SELECTED)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many places there are: a `number`, one for each of the `districts` (GB/T 2260), or a `line` in points instead."""

    kind: QuotaKind
    number: int | None = None
    districts: Mapping[str, int] = field(default_factory=dict)
    line: Decimal | None = None

    def places(self, ties: Ties, digits: int) -> dict[str, Places]:
        """Give the places of each district as the ranking takes them; points have so many *digits* behind the point."""
        match self.kind:
            case "districts":
                return {district: Quota(number, ties) for district, number in self.districts.items()}
            case "line":
                return {WHOLE: Line(-int((self.line or Decimal(0)).scaleb(digits)))}
            case _:
                return {WHOLE: Quota(self.number or 0, ties)}


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice of a round says. Moments are in Asia/Shanghai, without a zone of their own.

    `round` is that of the policy whose figures its applications were assessed by, None where the rules know none.
    """

    scheme: str
    version: str
    round: str | None
    name: str
    window_from: datetime
    window_until: datetime
    limit: Limit
    fills_up: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """The round that counts a file, and where the file stands in it: `rank` and `place` are None before it is ranked.

    `outcome` is what became of the file by the published result, None until that is carried out.
    """

    number: int
    name: str
    rank: int | None
    place: Place | None
    outcome: Place | None
    is_published: bool


AwaitedStage: TypeAlias = Literal["list", "result", "follow_up"]


@dataclass(frozen=True, slots=True)
class AwaitedRound:
    """The round that an approved application waits for which none counts, and for what of it.

    `list`: that the list of this round is settled, on which it will stand; `result`: that this round, settled before, is
    over; `follow_up`: a follow-up list, that measures by the line of this round.
    """

    number: int
    name: str
    stage: AwaitedStage


@dataclass(frozen=True, slots=True)
class Awaited:
    """What an approved file waits for before a list counts it: the round that takes it, by name, and the last moment to hand in.

    Both are None where no round takes it yet.
    """

    name: str | None = None
    window_until: datetime | None = None


def round_known(policy: Policy, round_id: str | None) -> Round | None:
    """Give what the rules themselves announce of a round; None where they know none of that name."""
    return next((each for each in policy.own_rounds if each.id == round_id), None)


def is_announced(policy: Policy, round_id: str | None) -> bool:
    """Whether the rules themselves announce when applications of a round are taken; a notice then says the same."""
    known = round_known(policy, round_id)
    return known is not None and (known.window_from is not None or known.window_until is not None)


def without_points(policy: Policy, round_id: str | None) -> int | None:
    """Give how many a round may admit without points by what the rules announce of it; None where they set no number.

    No regulation known here says in which order those stand who need no points. So where there are more of them than this number,
    nobody is left out by the service: the result is agreed to only once the authority's own further rule took the others out of
    the round, file by file and with reasons.
    """
    known = round_known(policy, round_id)
    return known.quota_without_points if known else None


def figures_of(policy: Policy, round_id: str | None) -> dict[str, Coded]:
    """Give the figures that are set for a round (计分截止日 and the like), coded, by parameter."""
    known, own = round_known(policy, round_id), [each for each in policy.parameters.values() if each.per_round]
    stated = {each.id: each.values[round_id] for each in own if round_id is not None and round_id in each.values}
    return {**stated, **(known.parameters if known else {})}
