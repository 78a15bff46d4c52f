"""The last places of past rounds: lowest, highest, last; what was, and no promise for any year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scoring.pages.sums import Sum
from scoring.policy.model import Policy
from scoring.policy.rounds import Round


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest, the highest and the last cut-off known, and in how many of `count` rounds one's own sum would have sufficed.

    `enough` counts the rounds whose cut-off the sum reaches whatever is still open; `perhaps` those it may reach beside them.
    """

    lowest: Round
    highest: Round
    last: Round
    count: int
    enough: int
    perhaps: int


def past_rounds(policy: Policy) -> tuple[Round, ...]:
    """Give the rounds whose last place is known; an illustration has none that means anything."""
    if policy.provenance == "illustrative":
        return ()
    return tuple(a_round for a_round in policy.rounds if a_round.cut_off is not None)


def spread(policy: Policy, own: Sum) -> Spread | None:
    """Compare the sum that ranks with the cut-offs of past rounds; None where none is known, or nothing ranks."""
    known = [(a_round, a_round.cut_off) for a_round in past_rounds(policy) if a_round.cut_off is not None]
    if not known or policy.selection.ranking is None:
        return None
    by_points = sorted(known, key=lambda pair: pair[1])
    enough = _reaching(own.lowest, known)
    return Spread(by_points[0][0], by_points[-1][0], known[-1][0], len(known), enough, _reaching(own.highest, known) - enough)


def _reaching(points: Decimal, known: list[tuple[Round, Decimal]]) -> int:
    return sum(points >= cut_off for _a_round, cut_off in known)
