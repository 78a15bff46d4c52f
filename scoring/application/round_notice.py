"""What may be wrong with the notice of a round, by the rules that it is held under: everything at once, each with its remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.application.rounds import round_known

if TYPE_CHECKING:
    from scoring.application.rounds import Notice
    from scoring.policy.model import Policy

PLACES_MOST = 10_000_000
NAME_MOST = 100


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """What is wrong with a notice: in which field, a word of `PROBLEMS`, and the numbers and moments that it names."""

    field: str
    why: str
    numbers: tuple[tuple[str, int | str], ...] = ()

    @property
    def remedy(self) -> str:
        """What is wrong, and what to do."""
        return PROBLEMS[self.why].format(**dict(self.numbers))


PROBLEMS: Mapping[str, str] = {
    "unranked": "Places are not limited under these rules. Choose a version that ranks.",
    "round_unknown": "These rules know no such round. Policy staff announce it first.",
    "name": f"Give the round the name of its notice, in at most {NAME_MOST} characters.",
    "order": "The window ends before it begins.",
    "announced": "The rules announce another moment for this round: {moment}. Take that one.",
    "quota_announced": "The rules announce another number of places for this round: {quota}. Take that one.",
    "line_announced": "The rules announce {quota} places for this round. No line stands for them: give the number, or districts.",
    "districts_announced": "The rules announce {quota} places for this round, and the districts have {sum}. Make them the same.",
    "places": f"Give a whole number of places, from 0 to {PLACES_MOST}.",
    "districts": "Give at least one district with its places, a line each: 440106 120.",
    "line": "Give the points of the line, in steps that these rules have.",
}


def problems_of(policy: Policy, notice: Notice) -> tuple[NoticeProblem, ...]:
    """Give everything that is wrong with a notice under *policy*; nothing where a round can be opened by it."""
    found = [_ranked(policy), _round(policy, notice), _name(notice), *_window(policy, notice), _limit(policy, notice)]
    return tuple(problem for problem in found if problem is not None)


def _ranked(policy: Policy) -> NoticeProblem | None:
    return NoticeProblem("policy", "unranked") if policy.selection.ranking is None else None


def _round(policy: Policy, notice: Notice) -> NoticeProblem | None:
    known = [each.id for each in policy.own_rounds]
    is_fit = notice.round in known if known else notice.round is None
    return None if is_fit else NoticeProblem("round", "round_unknown")


def is_name(name: str) -> bool:
    """Whether a round, or a follow-up list, can be called so."""
    return 0 < len(name.strip()) <= NAME_MOST


def _name(notice: Notice) -> NoticeProblem | None:
    return None if is_name(notice.name) else NoticeProblem("name", "name")


def _window(policy: Policy, notice: Notice) -> list[NoticeProblem]:
    known = round_known(policy, notice.round)
    found = [NoticeProblem("window_until", "order")] if notice.window_until <= notice.window_from else []
    for name in ("window_from", "window_until"):
        announced = getattr(known, name) if known else None
        if announced is not None and announced != getattr(notice, name):
            found.append(NoticeProblem(name, "announced", (("moment", f"{announced:%Y-%m-%d %H:%M}"),)))
    return found


def _limit(policy: Policy, notice: Notice) -> NoticeProblem | None:
    limit, known = notice.limit, round_known(policy, notice.round)
    announced = known.quota if known else None
    match limit.kind:
        case "line":
            if announced is not None:
                return NoticeProblem("line", "line_announced", (("quota", announced),))
            is_step = limit.line is not None and limit.line == round(limit.line, policy.places)
            return None if is_step else NoticeProblem("line", "line")
        case "districts":
            return _districts(limit.districts, announced)
        case _:
            if limit.number is None or not 0 <= limit.number <= PLACES_MOST:
                return NoticeProblem("number", "places")
            if announced is None or announced == limit.number:
                return None
            return NoticeProblem("number", "quota_announced", (("quota", announced),))


def _districts(districts: Mapping[str, int], announced: int | None) -> NoticeProblem | None:
    if not districts or not all(0 <= number <= PLACES_MOST for number in districts.values()):
        return NoticeProblem("districts", "districts")
    together = sum(districts.values())
    if announced is None or together == announced:
        return None
    return NoticeProblem("districts", "districts_announced", (("quota", announced), ("sum", together)))
