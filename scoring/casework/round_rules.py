"""批次: a round is ranked by what the rules announced of it when it was opened; what they announce otherwise since is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scoring.application.deadlines import moment_at
from scoring.application.plain import canonical
from scoring.application.rounds import figures_of, round_known
from scoring.casework.round_places import limit_of
from scoring.errors import RoundChanged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.policy.model import Policy
    from scoring.policy.rounds import Round
    from scoring.records.ranking_rounds import RankingRoundRow


def refuse_other_figures(row: RankingRoundRow, policy: Policy) -> None:
    """Raise RoundChanged where the figures of a round are no longer those by which it was opened."""
    kept, found = json.loads(row.figures), json.loads(canonical(figures_of(policy, row.round)))
    differs = sorted(name for name in {*kept, *found} if name not in kept or name not in found or kept[name] != found[name])
    if differs:
        raise RoundChanged(row.id, policy.name, row.round, differs)


def refuse_other_notice(row: RankingRoundRow, policy: Policy) -> None:
    """Raise RoundChanged where the rules announce another window or number of places than its notice says, or the round no more.

    What they note of its results or sources changes nobody's rank. A follow-up list has neither window nor places of its own: the
    line that it measures by stands, whatever is announced since.
    """
    if row.follows_id is not None:
        return
    known = round_known(policy, row.round)
    if (known.digest if known else None) == row.round_digest:
        return
    differs = list(_announced_otherwise(row, known)) if known else ["round"]
    if differs:
        raise RoundChanged(row.id, policy.name, row.round, differs)


def _announced_otherwise(row: RankingRoundRow, known: Round) -> Iterator[str]:
    for name in ("window_from", "window_until"):
        announced = getattr(known, name)
        if announced is not None and moment_at(announced) != getattr(row, name):
            yield name
    limit = limit_of(row)
    if known.quota is not None and known.quota != (limit.number if limit.kind == "number" else sum(limit.districts.values())):
        yield "quota"
