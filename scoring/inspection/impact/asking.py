"""From what somebody asks, two policies and a table, to the report; what cannot be compared is refused before the table is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from scoring.inspection.impact.comparing import compare
from scoring.inspection.impact.cuts import can_cut, default_facts
from scoring.inspection.impact.reading import Compared, stand
from scoring.inspection.impact.refused import ImpactRefused
from scoring.inspection.impact.report import Report
from scoring.inspection.impact.result import Hit
from scoring.inspection.impact.withholding import withhold
from scoring.policy.facts import Fact
from scoring.policy.language.nearest import nearest
from scoring.policy.model import Policy
from scoring.ranking import Ties
from scoring.tables.scoring import Scoring


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: two policies, each with the day whose rules hold; a quota, or None; facts to group by; how many rows to name.

    `by` are facts as `id` or, with where bands begin, `id:12,60`; where there are none they are chosen.
    """

    before: Policy
    after: Policy
    on: tuple[date, date]
    quota: int | None = None
    by: tuple[str, ...] = ()
    hits: int = 0


def report_on(asked: Asked, path: Path, tell: Callable[[float], None]) -> tuple[Report, tuple[Hit, ...]]:
    """Compare over the table at *path*; *tell* is told how much is done. Gives the report, and the rows that lose most.

    Raises:
        ImpactRefused: the question does not fit the policies or the table.
        TableRefused: the table cannot be read.
        RoundUnknown: a policy has no figures without a round.
    """
    _check_days(asked)
    ties = _ties(asked)
    by = list(_facts(asked))
    compared = Compared(Scoring(asked.before, asked.on[0]), Scoring(asked.after, asked.on[1]))
    stood = stand(path, compared, by, tell)
    people = int(((stood.before.unscored == 0) & (stood.after.unscored == 0)).sum())
    if asked.quota is not None and asked.quota > people:
        raise ImpactRefused("quota_large", quota=str(asked.quota), people=str(people))
    found = compare(stood.before, stood.after, stood.cuts, quota=asked.quota, ties=ties, hits=asked.hits, numbers=stood.numbers)
    report = Report(asked.before, asked.after, asked.on, path.name, stood.named, stood.synthetic, withhold(found))
    return report, found.hits


def _check_days(asked: Asked) -> None:
    for policy, on in zip((asked.before, asked.after), asked.on, strict=True):
        if on not in policy.in_force:
            period = {"first": str(policy.in_force.first), "last": str(policy.in_force.last or "…")}
            raise ImpactRefused("day_outside", policy=policy.name, on=str(on), **period)


def _ties(asked: Asked) -> tuple[Ties, Ties]:
    """Give what each policy says of a tie at the last place; it matters only where there is a quota."""
    found: list[Ties] = []
    for policy in (asked.before, asked.after):
        ranking = policy.selection.ranking
        if ranking is None and asked.quota is not None:
            raise ImpactRefused("quota_unranked", policy=policy.name)
        found.append("admit_all" if ranking is None else ranking.ties_at_cut_off)
    return found[0], found[1]


def _facts(asked: Asked) -> Iterator[tuple[Fact, Sequence[Decimal]]]:
    """Give the facts to group by with their bands."""
    before, after = asked.before.facts, asked.after.facts
    if not asked.by:
        yield from ((before[id_], ()) for id_ in default_facts(list(before.values()), list(after.values())))
        return
    known = [id_ for id_, fact in before.items() if can_cut(fact) and id_ in after and after[id_].kind == fact.kind]
    for written in asked.by:
        id_, _, bands = written.partition(":")
        if id_ not in known:
            raise ImpactRefused("fact_unknown", fact=id_, nearest=nearest(id_, known))
        if bands and before[id_].kind in ("choice", "boolean"):
            raise ImpactRefused("bands_misplaced", fact=id_)
        yield before[id_], _bands(id_, bands)


def _bands(id_: str, written: str) -> list[Decimal]:
    try:
        edges = [Decimal(edge) for edge in written.split(",") if written]
    except InvalidOperation:
        edges = [Decimal("NaN")]
    if not all(edge.is_finite() and abs(edge) < 10**12 for edge in edges):
        raise ImpactRefused("bands_form", fact=id_, found=written)
    return edges
