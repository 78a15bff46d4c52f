"""What a supervisor has in hand: a recommended application, exactly as it was displayed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.package import Package
from scoring.casework.assessing import stored
from scoring.casework.file import File, open_file
from scoring.errors import Stale
from scoring.records import convert
from scoring.records.decisions import AssessmentRow, RecommendationRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Assessed, Recommendation, Shown
    from scoring.application.officer import Officer
    from scoring.application.status import Act


@dataclass(frozen=True, slots=True)
class Review:
    """The file, the recommendation in force, and the assessment it rests on."""

    file: File
    recommendation: Recommendation
    assessed: Assessed

    @property
    def package(self) -> str:
        """The hash of what the records hold now; another than the recommendation's where a record was changed."""
        return package_of(self.file.application, self.assessed, self.recommendation).hash()


def package_of(application: Application, assessed: Assessed, made: Recommendation) -> Package:
    """Give what was recommended, as the records hold it now."""
    return Package(application.reference, application.persons, assessed, made.opinion, made.maker_id, made.secret)


def open_review(session: Session, shown: Shown, act: Act, officer: Officer, at: datetime) -> Review:
    """Open a recommended application for an act of a supervisor.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`; Stale also where the package is not the one displayed.
    """
    file = open_file(session, shown, act, officer, at)
    rows = sa.select(RecommendationRow).where(RecommendationRow.application_id == file.row.id)
    row = session.scalars(rows.order_by(RecommendationRow.number.desc()).limit(1)).one()
    if row.package != shown.package:
        raise Stale(file.row.reference, shown.version, file.row.version)
    basis = sa.select(AssessmentRow).where(AssessmentRow.application_id == file.row.id, AssessmentRow.number == row.assessment)
    return Review(file, convert.recommendation(session, row, file.seal), stored(file, session.scalars(basis).one()))
