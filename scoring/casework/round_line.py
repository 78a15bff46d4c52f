"""分数线: the line of a round, kept with its result; by it alone whoever is approved after the round is measured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.casework.round_places import limit_of
from scoring.ranking import NO_PLACES, LastPlace, Line, Quota
from scoring.records.ranking_rounds import RankingRoundRow, RoundPublicationRow, RoundResultRow
from scoring.records.round_sealing import line_place, seal_for_round, seal_of_round

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from scoring.ranking import Places


def places_of(session: Session, row: RankingRoundRow, digits: int) -> dict[str, Places]:
    """Give what a round ranks by, district by district: its own places, or the line of the round it follows.

    Points have so many *digits* behind the point.
    """
    if row.follows_id is None:
        return limit_of(row).places(row.ties, digits)  # type: ignore[arg-type]  # a CHECK keeps which words these are
    return {**lines_of(session, row, digits, before=row.id)}


def lines_of(session: Session, row: RankingRoundRow, digits: int, *, before: int | None = None) -> dict[str, Line | LastPlace]:
    """Give the line of a round that is over, district by district: where it fell, or where a list that followed it moved it to.

    A list moves it as long as places of the round stay free. Only those published *before* the round of that number count, all of
    them where none is named. Where nobody of a district was ranked and it had no places, it has none, and nobody of it is in.
    """
    if row.follows_id is not None:
        return lines_of(session, session.get_one(RankingRoundRow, row.follows_id), digits, before=before)
    set_before = limit_of(row).places(row.ties, digits)  # type: ignore[arg-type]  # likewise
    lines: dict[str, Line | LastPlace] = {district: line for district, line in set_before.items() if isinstance(line, Line)}
    if lines:
        return lines
    published = sa.select(RoundPublicationRow.round_id).where(RoundPublicationRow.round_id == RankingRoundRow.id)
    of_it = sa.or_(RankingRoundRow.id == row.id, sa.and_(RankingRoundRow.follows_id == row.id, sa.exists(published)))
    family = sa.select(sa.func.max(RankingRoundRow.id)).where(of_it, RankingRoundRow.id < before if before else sa.true())
    return _kept(session, session.get_one(RankingRoundRow, session.scalars(family).one()))


def keep_line(session: Session, result: RoundResultRow, lines: Mapping[str, Line | LastPlace]) -> None:
    """Encrypt where the line fell, into the row of a result about to be written; one that was set beforehand is no secret."""
    fell = {
        district: {"keys": line.keys, "is_shared": line.is_shared, "free": line.free.places}
        for district, line in lines.items()
        if isinstance(line, LastPlace)
    }
    seal = seal_for_round(session, result.round_id, result.at)
    result.line = seal.close_document(fell, line_place(result.round_id, result.turn))


def _kept(session: Session, row: RankingRoundRow) -> dict[str, Line | LastPlace]:
    query = sa.select(RoundResultRow).where(RoundResultRow.round_id == row.id).order_by(RoundResultRow.turn.desc())
    result = session.scalars(query.limit(1)).one()
    if result.line is None:
        return {district: _of_old(cut) for district, cut in json.loads(result.cuts).items()}
    fell = seal_of_round(session, row.id).open_document(result.line, line_place(row.id, result.turn))
    return {district: _last_place(line, row) for district, line in fell.items()}


def _last_place(line: Mapping[str, Any], row: RankingRoundRow) -> LastPlace:
    free = Quota(line["free"], row.ties) if line.get("free") else NO_PLACES  # type: ignore[arg-type]  # likewise
    return LastPlace(_keys(line["keys"]), line["is_shared"], free)


def _of_old(cut: Mapping[str, Any]) -> LastPlace:
    """Read the line of a result that was kept before lines were encrypted; some of a rank are left out where it was drawn."""
    return LastPlace(_keys(cut["cut_off"]), is_shared=not cut["left"])


def _keys(kept: list[int] | None) -> tuple[int, ...] | None:
    return tuple(kept) if kept is not None else None
