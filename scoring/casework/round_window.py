"""受理期: which files a round is held for by the time they came in. Those of another time wait for the round that takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.records.applications import ApplicationRow

if TYPE_CHECKING:
    from scoring.records.ranking_rounds import RankingRoundRow


def within_window(row: RankingRoundRow) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether it was submitted first, or recorded at the counter, within the window of a round.

    A new version goes by the file that it follows, and that one by the one before.
    """
    newer, older, first = aliased(ApplicationRow), aliased(ApplicationRow), aliased(ApplicationRow)
    behind = sa.select(newer.id.label("version"), newer.replaces_id.label("behind")).where(
        newer.scheme == row.scheme, newer.replaces_id.is_not(None)
    )
    chain = behind.cte("behind", recursive=True)
    further = sa.select(chain.c.version, older.replaces_id).join(older, older.id == chain.c.behind)
    chain = chain.union(further.where(older.replaces_id.is_not(None)))
    versions = (
        sa.select(chain.c.version)
        .join(first, first.id == chain.c.behind)
        .where(first.replaces_id.is_(None), first.recorded_at.between(row.window_from, row.window_until))
    )
    came_within = ApplicationRow.recorded_at.between(row.window_from, row.window_until)
    return sa.or_(sa.and_(ApplicationRow.replaces_id.is_(None), came_within), ApplicationRow.id.in_(versions))
