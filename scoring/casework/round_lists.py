"""Reading the list of a round: who stands where on it, a page at a time, applicants masked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.rounds import Place, RoundStage
from scoring.application.status import Status
from scoring.casework.assessing import rank_points
from scoring.casework.freeze_round import eligible_of, select_eligible
from scoring.casework.lists import page_of
from scoring.casework.round_queries import refuse_others
from scoring.casework.rounds import find_round, standing_of
from scoring.casework.scope import within
from scoring.errors import Erased
from scoring.records import convert
from scoring.records.applications import ApplicationRow, PersonRow
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, RecommendationRow
from scoring.records.ranking_rounds import RoundFileRow, RoundPlaceRow, RoundRemovalRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.casework.freeze_round import Eligible
    from scoring.casework.lines import Page, Wanted
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One application on the list of a round, its applicant masked; rank and place are None where it is not ranked (any more)."""

    reference: str
    applicant: str
    district: str
    points: str = field(repr=False)
    rank: int | None
    place: Place | None
    status: Status
    is_removed: bool


def read_places(transaction: Transaction, number: int, wanted: Wanted, *, officer: Officer) -> Page[PlaceLine]:
    """Give one page of the list of a round, those of the officer's scope, by rank where it is ranked.

    Of an open round it is the list that would be settled now. Raises as `read_round`.
    """
    refuse_others(officer)
    with reading(transaction) as session:
        row = find_round(session, number, officer)
        standing = standing_of(session, row)
        if standing.stage is RoundStage.OPEN:
            waiting = select_eligible(row).where(within(officer))
            return page_of(session, waiting, wanted, lambda found: _expected(session, eligible_of(row, *found)))
        turn = standing.result.turn if standing.result and standing.stage is not RoundStage.FROZEN else 0
        place, removal = RoundPlaceRow, RoundRemovalRow
        query = (
            sa.select(RoundFileRow, ApplicationRow, place.rank, place.place, removal.round_id)
            .select_from(RoundFileRow)
            .join(ApplicationRow, ApplicationRow.id == RoundFileRow.application_id)
            .outerjoin(place, sa.and_(*_same(place), place.turn == turn))
            .outerjoin(removal, sa.and_(*_same(removal)))
            .where(RoundFileRow.round_id == number, within(officer))
            .order_by(RoundFileRow.district, place.rank.is_(None), place.rank, ApplicationRow.reference)
        )
        return page_of(session, query, wanted, lambda found: _line(session, *found))


def tied(transaction: Transaction, number: int, *, officer: Officer) -> tuple[str, ...]:
    """Give the references of those of whom a further rule draws some. Raises as `read_round`."""
    refuse_others(officer)
    with reading(transaction) as session:
        result = standing_of(session, find_round(session, number, officer)).result
        query = (
            sa.select(ApplicationRow.reference)
            .join(RoundPlaceRow, RoundPlaceRow.application_id == ApplicationRow.id)
            .where(RoundPlaceRow.round_id == number, RoundPlaceRow.turn == (result.turn if result else 0))
            .where(RoundPlaceRow.place == Place.UNDECIDED, within(officer))
        )
        return tuple(session.scalars(query.order_by(ApplicationRow.reference)))


def _expected(session: Session, one: Eligible) -> PlaceLine:
    entry = RoundFileRow(recommendation=one.recommendation, district=one.district)
    return _line(session, entry, session.get_one(ApplicationRow, one.application_id), None, None, None)


def _same(row: type[RoundPlaceRow | RoundRemovalRow]) -> tuple[sa.ColumnElement[bool], ...]:
    return row.round_id == RoundFileRow.round_id, row.application_id == RoundFileRow.application_id


def _line(
    session: Session, entry: RoundFileRow, row: ApplicationRow, rank: int | None, place: str | None, removal: int | None
) -> PlaceLine:
    try:
        seal = seal_of(session, row.id)
        name = convert.applicant(session.get_one(PersonRow, (row.id, 0)), seal).masked_name
        points = _points(session, entry, row)
    except Erased:
        name = points = ""
    made = Place(place) if place else None
    return PlaceLine(row.reference, name, entry.district, points, rank, made, Status(row.status), removal is not None)


def _points(session: Session, entry: RoundFileRow, row: ApplicationRow) -> str:
    made = sa.select(RecommendationRow.assessment).where(
        RecommendationRow.application_id == row.id, RecommendationRow.number == entry.recommendation
    )
    of_it = (AssessmentRow.application_id == row.id, AssessmentRow.number == made.scalar_subquery())
    basis = session.scalars(sa.select(AssessmentRow).where(*of_it)).one()
    assessed = convert.assessed(session, basis, row.scheme, row.policy_version, seal_of(session, row.id))
    return rank_points(assessed)
