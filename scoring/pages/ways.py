"""Ways forward: the cheapest lawful ways to the threshold, and what raises the rank; as found, and no promise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from flask import render_template, request
from flask_babel import gettext as _

from scoring.engine.advice import COSTS, THRESHOLD, Advice, Rank, Standing, Way, advice_sentences, change_sentence
from scoring.engine.advice.advising import Advising
from scoring.engine.assessment import Assessment
from scoring.pages.check import AdvisingPage, Check
from scoring.pages.past import past_rounds
from scoring.pages.result import still_open
from scoring.pages.sums import Sum, sums
from scoring.policy.facts import Evidence
from scoring.policy.model import Policy
from scoring.policy.rounds import Round
from scoring.policy.wording import Text

NODES = 500  # boxes read for one page: the search is given up before the person gives up waiting


@dataclass(frozen=True, slots=True)
class Card:
    """One way as the page shows it: its changes in words, what it costs beside effort, what proves it."""

    way: Way
    changes: tuple[Text, ...]
    costs: tuple[str, ...]
    proofs: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The points of the last place of a past round, and how far one's own sum lies above it: below 0 where it falls short."""

    round: Round
    cut_off: Decimal
    ahead: Decimal | None


class Ways(AdvisingPage):
    """`/zh/check/<scheme>/<version>/ways`; `?cost=money` admits ways that cost it."""

    def advice(self, check: Check, assessment: Assessment) -> str:
        """Advise, with a search cut short."""
        policy = check.policy
        costs = frozenset(COSTS).intersection(request.values.getlist("cost"))
        advising = Advising(policy, check.answers, assessment, costs, NODES)
        advice = advising.advice(THRESHOLD)
        climb = advising.advice(Rank()) if policy.selection.ranking else None
        return render_template(
            "pages/ways.html",
            check=check,
            assessment=assessment,
            Standing=Standing,
            advice=advice,
            said=advice_sentences(advice)[0],
            cards=[card_of(policy, way) for way in advice.ways],
            farthest=card_of(policy, advice.highest) if advice.highest and advice.highest.changes else None,
            climb=climb,
            climb_said=advice_sentences(climb)[0] if climb else None,
            climbs=[card_of(policy, way) for way in climb.ways] if climb else [],
            costs=[(cost, say_cost(cost), cost in costs) for cost in costs_of(policy)],
            withheld=[say_cost(cost) for cost in withheld(advice, climb)],
            open_questions=still_open(assessment),
            lines=past_lines(policy, sums(assessment)[-1]),
            own_rank=len(sums(assessment)) > 1,
        )


def costs_of(policy: Policy) -> tuple[str, ...]:
    """Give what changes under *policy* may cost beside effort."""
    found = {cost for fact in policy.facts.values() if fact.attainable for cost in fact.attainable.costs}
    return tuple(cost for cost in COSTS if cost in found)


def withheld(*advices: Advice | None) -> tuple[str, ...]:
    """Give the costs of ways that were left out since nobody asked for them."""
    found: Collection[str] = {cost for advice in advices if advice for cost in advice.withheld}
    return tuple(cost for cost in COSTS if cost in found)


def say_cost(cost: str) -> str:
    """Name what a way costs beside effort."""
    return {
        "money": _("money"),
        "health": _("health (such as giving blood)"),
        "move": _("moving home"),
        "employer": _("a change of employer"),
    }[cost]


def past_lines(policy: Policy, own: Sum) -> tuple[Line, ...]:
    """Compare one's own ranking sum with the last places of past rounds; while it is open, the lowest is compared."""
    known = own.points is not None or own.lowest != own.highest
    rounds = past_rounds(policy) if policy.selection.ranking else ()
    lines = ((a_round, a_round.cut_off) for a_round in rounds)
    return tuple(Line(r, cut_off, own.lowest - cut_off if known else None) for r, cut_off in lines if cut_off is not None)


def card_of(policy: Policy, way: Way) -> Card:
    """Give one way as the pages show it."""
    costs = dict.fromkeys(cost for change in way.changes for cost in change.costs)
    proofs = dict.fromkeys(evidence for change in way.changes for evidence in change.evidence)
    return Card(
        way,
        tuple(change_sentence(policy, change) for change in way.changes),
        tuple(map(say_cost, costs)),
        tuple(policy.evidence[evidence] for evidence in proofs),
    )
