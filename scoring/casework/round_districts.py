"""Places of each district: how many files compete for them, and which file would compete for none that the notice gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.round_places import limit_of
from scoring.errors import InputRefused
from scoring.records.ranking_rounds import RankingRoundRow, RoundFileRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def districts_of_list(session: Session, number: int) -> dict[str, int]:
    """Count the files on the list of a round by the district for whose places they are ranked."""
    query = sa.select(RoundFileRow.district, sa.func.count()).where(RoundFileRow.round_id == number)
    rows = session.execute(query.group_by(RoundFileRow.district)).all()
    return {row[0]: row[1] for row in rows}


def refuse_homeless(row: RankingRoundRow, districts: Iterable[str]) -> None:
    """See that the notice says the places of each district of these files, if only none. Raises InputRefused (`files`)."""
    limit = limit_of(row)
    if limit.kind != "districts":
        return
    homeless = Counter(district for district in districts if district not in limit.districts)
    unknown = homeless.pop("", 0)
    if homeless:
        named = ", ".join(f"{district} ({count})" for district, count in sorted(homeless.items()))
        remedy = f"The notice says no places for {named}. Cancel the round, and open it with places for each: 0 where it has none."
        raise InputRefused("files", remedy)
    if unknown:
        remedy = (
            f"{unknown} of these files lie with an office of no district, and compete for no places. Have the district of the "
            "office entered in offices.yaml, or return them: they are then not of this round."
        )
        raise InputRefused("files", remedy)
