"""未入围: one file that a published result leaves out is told so, and what it takes the place of ends with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.procedure import ways_of
from scoring.application.review import StepKind
from scoring.casework.assessing import rank_points
from scoring.casework.issue import about_of, issue, occasion_of
from scoring.casework.reviewed_versions import close_behind, review_behind
from scoring.casework.round_places import limit_of
from scoring.casework.supersede import older_by_round, supersede
from scoring.notices.follow_up_documents import Measured, not_reached, taking_place
from scoring.notices.round_documents import Ranked, not_selected
from scoring.ranking import LastPlace, Line
from scoring.records import convert
from scoring.records.decisions import AssessmentRow, RecommendationRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.notices.documents import About, Body
    from scoring.policy.model import Policy
    from scoring.records.ranking_rounds import RankingRoundRow, RoundFileRow, RoundPublicationRow


@dataclass(frozen=True, slots=True)
class Result:
    """A published result: the round, the name of the one that it follows (else empty), who agreed to it, its line and the rules."""

    row: RankingRoundRow
    followed: str
    list_digest: str
    publication: RoundPublicationRow
    turn: int
    cuts: dict[str, Any] = field(repr=False)
    drawn: frozenset[str] = field(repr=False)
    officer: Officer
    lines: Mapping[str, Line | LastPlace] = field(repr=False)
    policy: Policy


def not_select(file: File, timing: Timing, result: Result, entry: RoundFileRow, rank: int) -> dict[str, object]:
    """Issue 未入围告知书; of a new version of a file the older one is superseded, so that nobody has two results that stand.

    Where one goes on, the older file stands until the version is granted: nothing is decided about it before. Gives what the
    act's event says of it. Raises as `older_by_round`.
    """
    policy, occasion, older = result.policy, occasion_of(file), older_by_round(file)
    about = about_of(occasion, policy, timing)
    body = _body(file, timing, about, result, entry, rank)
    if older is None:
        return issue(occasion, timing, about, body)
    behind = review_behind(file.session, file.row)
    issued = issue(occasion, timing, about, taking_place(body, older.row.reference, behind.review.receipt if behind else ""))
    document = str(issued["document"])
    supersede(file, older, document, is_granted=False)
    closed = close_behind(file, StepKind.CHANGED, f"{result.row.name}：{document}")
    return {**issued, "replaces": older.row.reference, **closed}


def _body(file: File, timing: Timing, about: About, result: Result, entry: RoundFileRow, rank: int) -> Body:
    row, basis, cut = result.row, _basis(file, entry), result.cuts[entry.district]
    points = rank_points(convert.assessed(file.session, basis, file.row.scheme, file.row.policy_version, file.seal))
    ways = ways_of(result.policy.procedure, timing.defaults)
    if not result.followed:
        return not_selected(about, Ranked(row.name, points, rank, cut, limit_of(row), row.ties, basis.on, entry.district), ways)
    line, limit = result.lines.get(entry.district), limit_of(row)
    is_set, is_shared = isinstance(line, Line), line is None or isinstance(line, Line) or line.is_shared
    fell, ties = str(limit.line) if is_set else cut["points"], row.ties if isinstance(line, LastPlace) and line.free.places else ""
    return not_reached(about, Measured(row.name, result.followed, points, fell, is_set, is_shared, ties, basis.on), ways)


def _basis(file: File, entry: RoundFileRow) -> AssessmentRow:
    made = sa.select(RecommendationRow.assessment).where(
        RecommendationRow.application_id == file.row.id, RecommendationRow.number == entry.recommendation
    )
    of_it = (AssessmentRow.application_id == file.row.id, AssessmentRow.number == made.scalar_subquery())
    return file.session.scalars(sa.select(AssessmentRow).where(*of_it)).one()
